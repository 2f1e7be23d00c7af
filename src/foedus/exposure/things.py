"""Words for what states move, show and set up, as classes of things; and the activities that they make."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

import msgspec

from foedus.errors import DataError
from foedus.lexicon.phrases import PhraseTable
from foedus.lexicon.tables import data_file, toml
from foedus.model.exposure import Activity
from foedus.model.record import Record

WORD = re.compile(r"\w+(?:[-'’]\w+)*")
# Types of deed by which something may pass. A show of arms or a concession names arms too, and passes none.
TRANSFERS = ("AGREE", "COOPERATE", "AID", "SUPPORT")
_SHORT = 3


class Thing(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A class of `data/exposure/things.toml`: its words, what it always is and what it may be."""

    terms: tuple[str, ...]
    is_a: tuple[str, ...] = ()
    may_be: tuple[str, ...] = ()


class Doing(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An activity of `data/exposure/activities.toml`: the things and types of deed that make it."""

    means: str
    things: tuple[str, ...] = ()
    setting: tuple[str, ...] = ()
    types: tuple[str, ...] = TRANSFERS
    vague: bool = False


class Seen(Record, frozen=True, kw_only=True):
    """Words that name a thing.

    Attributes:
        surely: Classes that it is of.
        maybe: Classes that it may be of.
        start: Offset of the words in the text.
        end: Offset after them.
    """

    surely: frozenset[str]
    maybe: frozenset[str]
    start: int
    end: int


class Things:
    """The two tables.

    Args:
        things: Classes by name.
        activities: Activities by name.

    Raises:
        DataError: A class or activity is named that there is not.
    """

    def __init__(self, things: Mapping[str, Thing], activities: Mapping[str, Doing]) -> None:
        self.classes = frozenset(things)
        self.activities = activities
        self._things = things
        self._terms = PhraseTable[str]()
        for name, thing in things.items():
            self.check((*thing.is_a, *thing.may_be), f"things.toml, {name}")
            for term in thing.terms:
                self._terms.add(_stems(term), name)
        for name, activity in activities.items():
            self.check((*activity.things, *activity.setting), f"activities.toml, {name}")
        if set(activities) != {activity.value for activity in Activity}:
            msg = f"activities.toml and the closed list differ in {sorted(set(activities) ^ {a.value for a in Activity})}"
            raise DataError(msg)

    @classmethod
    def load(cls) -> "Things":
        """Read the shipped tables.

        Raises:
            DataError: A row cannot be used.
        """
        try:
            return cls(
                msgspec.convert(toml(data_file("exposure/things.toml")), dict[str, Thing]),
                msgspec.convert(toml(data_file("exposure/activities.toml")), dict[str, Doing]),
            )
        except msgspec.ValidationError as error:
            msg = f"data/exposure: {error}"
            raise DataError(msg) from error

    def check(self, names: Iterable[str], place: str) -> None:
        """Make sure that classes exist.

        Raises:
            DataError: One does not.
        """
        for name in names:
            if name not in self.classes:
                msg = f"{place}: there is no class of things {name!r}; exposure/things.toml lists them"
                raise DataError(msg)

    def seen(self, text: str, start: int, end: int) -> list[Seen]:
        """The things that a stretch of text names, longest terms first, in order."""
        words = list(WORD.finditer(text, start, end))
        found = self._terms.matches([_stem(word[0]) for word in words])
        return [self._seen(names, words[first].start(), words[last - 1].end()) for first, last, names in found]

    def _seen(self, names: tuple[str, ...], start: int, end: int) -> Seen:
        surely = self._closed(names)
        # what may hold of `oil` does not hold of `diesel`: it is not inherited
        maybe = self._closed(may for name in names for may in self._things[name].may_be) - surely
        return Seen(surely=surely, maybe=maybe, start=start, end=end)

    def _closed(self, names: Iterable[str]) -> frozenset[str]:
        """The classes with all that they always are."""
        found: set[str] = set()
        rest = list(names)
        while rest:
            name = rest.pop()
            if name not in found:
                found.add(name)
                rest += self._things[name].is_a
        return frozenset(found)


def phrase_in(phrases: Iterable[str], text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the first of some phrases stands as whole words, singular for plural, none if none does.

    >>> phrase_in(["work permit"], "It issued work permits.", 0, 23)
    (10, 22)
    """
    words = list(WORD.finditer(text, start, end))
    stems = [_stem(word[0]) for word in words]
    for phrase in phrases:
        wanted = _stems(phrase)
        for i in range(len(stems) - len(wanted) + 1):
            if stems[i : i + len(wanted)] == wanted:
                return words[i].start(), words[i + len(wanted) - 1].end()
    return None


def _stems(term: str) -> list[str]:
    return [_stem(word[0]) for word in WORD.finditer(term)]


@lru_cache(maxsize=1 << 15)
def _stem(word: str) -> str:
    """A word without case, possessive and plural.

    >>> _stem("Workers’"), _stem("arms"), _stem("companies"), _stem("bus")
    ('worker', 'arm', 'company', 'bus')
    """
    low = word.casefold().replace("’", "'").removesuffix("'").removesuffix("'s")
    if len(low) <= _SHORT or low.endswith("ss"):
        return low
    return f"{low[:-3]}y" if low.endswith("ies") else low.removesuffix("s")
