"""Dictionary forms by rule: a list of exceptions, then the longest known ending.

The rules are learnt from a treebank when the model is made and shipped beside it as lines of four
columns, tab between: kind, tag, key, value. `word VBD went go` gives a lemma outright;
`ending VBD ied 3y` says: cut three letters, add `y`; `verb VB blame blame` says that there is such
a verb, which settles what endings alone cannot (`blamed`, but `claimed`).
"""

from collections.abc import Iterable

from foedus.errors import ModelError

LONGEST_ENDING = 5
NAME_TAGS = frozenset(("NNP", "NNPS"))
# Names, list marks, addresses and foreign words are their own lemma.
UNCHANGED_TAGS = frozenset(("NNP", "NFP", "ADD", "FW"))

_REGULAR = {"VBD": ("ed",), "VBN": ("ed",), "VBG": ("ing",), "VBZ": ("es", "s")}


def apply_edit(word: str, edit: str) -> str:
    """Cut letters off the end and add others.

    >>> apply_edit("carried", "3y")
    'carry'
    """
    cut = int(edit[0])
    return word[: len(word) - cut] + edit[1:]


def regular_bases(stem: str) -> set[str]:
    """What a regular verb may be whose form begins with the stem.

    >>> sorted(regular_bases("barr")), sorted(regular_bases("carri"))
    (['bar', 'barr', 'barre'], ['carri', 'carrie', 'carry'])
    """
    found = {stem, f"{stem}e"}
    if stem.endswith("i"):
        found.add(f"{stem[:-1]}y")
    if len(stem) > 2 and stem[-1] == stem[-2]:  # noqa: PLR2004  # a doubled last letter
        found.add(stem[:-1])
    return found


class Lemmas:
    """Lemma rules by Penn Treebank tag.

    Args:
        words: Exceptions: (lower-case word, tag) to lemma.
        endings: Edits: (ending, tag) to the digit of letters to cut and the letters to add.
        verbs: Base forms of known verbs.
    """

    def __init__(self, words: dict[tuple[str, str], str], endings: dict[tuple[str, str], str], verbs: frozenset[str] = frozenset()) -> None:
        self._words = words
        self._endings = endings
        self._verbs = verbs

    @classmethod
    def read(cls, lines: Iterable[str]) -> "Lemmas":
        """Read the rules as shipped.

        Raises:
            ModelError: If a line has not four columns or is of no known kind.
        """
        tables: dict[str, dict[tuple[str, str], str]] = {"word": {}, "ending": {}, "verb": {}}
        for number, line in enumerate(lines, start=1):
            columns = line.rstrip("\n").split("\t")
            if len(columns) != 4 or columns[0] not in tables:  # noqa: PLR2004 - columns as above
                msg = f"lemma rules, line {number}: {line!r} is no rule: run `make model` again"
                raise ModelError(msg)
            kind, tag, key, value = columns
            tables[kind][key, tag] = value
        return cls(tables["word"], tables["ending"], frozenset(verb for verb, _ in tables["verb"]))

    def lemma(self, word: str, tag: str) -> str:
        """Return the dictionary form: lower case, but names and foreign words as written."""
        lower = word.lower()
        known = self._words.get((lower, tag))
        if known is not None:
            return known
        if tag in UNCHANGED_TAGS:
            return word
        found = apply_edit(word if tag in NAME_TAGS else lower, self._edit(lower, tag))
        return found if tag not in _REGULAR or found in self._verbs else self._regular(lower, tag) or found

    def _regular(self, lower: str, tag: str) -> str:
        """The known verb that a regular form comes from, empty if there is none or more than one."""
        options = {base for ending in _REGULAR[tag] if lower.endswith(ending) for base in regular_bases(lower[: -len(ending)])}
        known = options & self._verbs
        return known.pop() if len(known) == 1 else ""

    def _edit(self, lower: str, tag: str) -> str:
        for length in range(min(LONGEST_ENDING, len(lower)), -1, -1):
            edit = self._endings.get((lower[len(lower) - length :], tag))
            if edit is not None:
                return edit
        return "0"
