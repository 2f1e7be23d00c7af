"""Names of loaded dictionaries, looked up without regard to case, accents, full stops and American or British spelling."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from foedus.lexicon.entries import Entry
from foedus.lexicon.spellings import split, variants
from foedus.model.record import Record

_MIN_STEM = 4
# Up to this length, and for these, only capitals throughout are the name: `US` is no pronoun.
_SHORT = 2
_PRONOUNS = frozenset({"who"})
_CACHED = 65536


class LoadedName(Record, frozen=True, kw_only=True):
    """A name of a loaded actor file.

    Attributes:
        words: Its words as `key_words` gives them.
        is_stem: Whether a word that goes on after the last one is meant too.
        entries: Who it is in which stretch of time, the preferred entry first; none if it names no actor.
        source: File and line.
    """

    words: tuple[str, ...]
    is_stem: bool
    entries: tuple[Entry, ...]
    source: str


class Found(Record, frozen=True, kw_only=True):
    """What stands at a word.

    Attributes:
        end: The word after the name; where it was looked for, if there is none.
        entries: Who it is; none if the name names no actor.
        is_exact: Whether the last word is the name's own and not one that begins with it.
    """

    end: int
    entries: tuple[Entry, ...] = ()
    is_exact: bool = True


def key_words(name: str) -> tuple[str, ...]:
    """The words of a name as they are looked up; `_` is a space.

    >>> key_words("MINISTRY_OF_DEFENCE_"), key_words("Al-Qaïda_")
    (('ministry', 'of', 'defense'), ('al', '-', 'qaida'))
    >>> key_words("U.S._"), key_words("RUFUS_T._FIREFLY_")
    (('us',), ('rufus', 't', 'firefly'))
    """
    return tuple(_key(word) for word in split(name.replace("_", " ").lower()))


class LoadedNames:
    """Longest-match lookup of loaded names.

    A match holds a capital letter, so that `turkey` is no state.

    Args:
        rows: The names; those of the same words are put together in order.
    """

    def __init__(self, rows: Iterable[LoadedName]) -> None:
        terms: defaultdict[tuple[str, ...], list[Entry]] = defaultdict(list)
        stems: defaultdict[tuple[str, ...], list[Entry]] = defaultdict(list)
        self._longest: dict[str, int] = {}
        for row in rows:
            for words in _spelt(row.words):
                terms[words] += row.entries
                if row.is_stem and len(words[-1]) >= _MIN_STEM:
                    stems[words] += row.entries
                self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))
        self._terms = {words: tuple(entries) for words, entries in terms.items()}
        self._stems = {words: tuple(entries) for words, entries in stems.items()}

    def __len__(self) -> int:
        return len(self._terms)

    def at(self, words: Sequence[str], i: int) -> Found:
        """The longest name that begins at word `i`."""
        for size in range(min(max(self._longest.get(_key(words[i]), 0), 1), len(words) - i), 0, -1):
            text = words[i : i + size]
            found = self._exact(text) or self._begun(text)
            if found is not None and any(word[:1].isupper() for word in text):
                return Found(end=i + size, entries=found.entries, is_exact=found.is_exact)
        return Found(end=i)

    def _exact(self, text: Sequence[str]) -> Found | None:
        keys = tuple(map(_key, text))
        if keys not in self._terms or (_is_common(keys) and not text[0].isupper()):
            return None
        return Found(end=len(text), entries=self._terms[keys])

    def _begun(self, text: Sequence[str]) -> Found | None:
        *before, last = map(_key, text)
        for size in range(len(last) - 1, _MIN_STEM - 1, -1):
            keys = (*before, last[:size])
            if keys in self._stems:
                return Found(end=len(text), entries=self._stems[keys], is_exact=False)
        return None


def _is_common(keys: Sequence[str]) -> bool:
    return len(keys) == 1 and (len(keys[0]) <= _SHORT or keys[0] in _PRONOUNS)


def _spelt(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    """The words with the hyphens in them left out, and with one after an Arabic article."""
    found = {words, tuple(word for word in words if word != "-") or words}
    if len(words) > 1 and words[0] in {"al", "el"} and words[1] != "-":
        found.add((words[0], "-", *words[1:]))
    return found


@lru_cache(maxsize=_CACHED)
def _key(word: str) -> str:
    """A word without case, accents, full stops and British spelling."""
    plain = variants(word.title(), is_person=False)[-1].lower().replace("’", "'")
    return plain.replace(".", "") or plain
