"""The table of date words, and what is found of a date before it becomes a mention."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple, Self

from foedus.lexicon.phrases import PhraseTable
from foedus.lexicon.tables import data_file, rows
from foedus.model.period import Period, Precision
from foedus.model.record import Record
from foedus.recognition.tense import Outlook, looks_forward, outlook
from foedus.syntax import Tree

PREPOSITIONS = frozenset(
    {
        "in",
        "on",
        "at",
        "by",
        "since",
        "until",
        "till",
        "from",
        "before",
        "after",
        "during",
        "for",
        "of",
        "to",
        "through",
        "between",
        "within",
        "as",
        "over",
        "around",
        "about",
        "towards",
        "toward",
        "throughout",
        "come",
        "past",
    }
)
LAST = frozenset({"last", "past"})
NEXT = frozenset({"next", "coming"})
THIS = frozenset({"this", "current"})
SAME = frozenset({"that", "same", "very"})
PREVIOUS = frozenset({"previous", "preceding", "prior"})
FOLLOWING = frozenset({"following", "subsequent"})
QUALIFIERS = LAST | NEXT | THIS | SAME | PREVIOUS | FOLLOWING
DAY_PARTS = frozenset(
    {"noon", "dawn", "dusk", "midnight", "midday", "nightfall", "daybreak", "sunset", "sunrise", "late", "early", "evening", "morning"}
)
HABITUAL = frozenset({"every", "each", "any", "no", "most", "many", "alternate"})


class DateRow(Record, frozen=True, kw_only=True):
    """One row of `dates/en.tsv`."""

    term: str
    kind: str
    value: str = ""


class DateWords:
    """Date words by kind.

    Args:
        table: All rows.
    """

    def __init__(self, table: Sequence[DateRow]) -> None:
        self.by_kind: dict[str, dict[str, str]] = defaultdict(dict)
        self.holidays: PhraseTable[str] = PhraseTable()
        self.edges: PhraseTable[str] = PhraseTable()
        for row in table:
            if row.kind == "holiday":
                self.holidays.add(row.term.split(), row.value)
            elif row.kind == "edge":
                self.edges.add(tuple(reversed(row.term.split())), row.value)
            else:
                self.by_kind[row.kind][row.term] = row.value
        self.months = {word: int(number) for word, number in self.by_kind["month"].items()}
        self.weekdays = {word: int(number) for word, number in self.by_kind["weekday"].items()}
        self.holiday_starts = frozenset(row.term.split()[0] for row in table if row.kind == "holiday")

    @classmethod
    def load(cls) -> Self:
        """The table that comes with the package."""
        return cls(tuple(rows(data_file("dates/en.tsv"), DateRow)))

    @property
    def triggers(self) -> frozenset[str]:
        """Every word that a date expression may be found by."""
        found = set(self.holiday_starts)
        for kind in ("month", "weekday", "season", "relative", "part", "unit"):
            found.update(word for word in self.by_kind[kind] if " " not in word)
        return frozenset(found)


class Found(NamedTuple):
    """A date expression: its words, its head, and what they mean.

    Attributes:
        first: First word, qualifiers included, the preposition not.
        last: The word after the last one.
        head: The word that carries it.
        period: The days meant, none if unresolved.
        rule: Id of the rule.
        reason: How it was resolved, or why not.
        inferred: A part of it follows from the publication date alone.
        until: The period is a limit counted from the publication date (`within two weeks`).
    """

    first: int
    last: int
    head: int
    period: Period | None
    rule: str
    reason: str
    inferred: bool = False
    until: bool = False


class DateText:
    """A sentence as the readers of date expressions see it.

    Args:
        tree: The sentence.
        words: Its lower-case words.
        published: The publication date, if known.
        anchor: The last date before this point in the text, if any; it moves on with the
            dates of this sentence, the last of which is also `local`.
    """

    def __init__(self, tree: Tree, words: list[str], published: dt.date | None, anchor: Period | None) -> None:
        self.tree = tree
        self.words = words
        self.published = published
        self.anchor = anchor
        self.local: Period | None = None

    def word(self, i: int) -> str:
        """Word `i` in lower case, empty outside the sentence."""
        return self.words[i] if 0 <= i < len(self.words) else ""

    def preposition(self, first: int) -> str:
        """The preposition before word `first`, articles skipped; empty if none."""
        k = first - 1
        while self.word(k) in {"the", "this", "that", "about", "around", "early", "late", "end", "of", "as"} and k > 0:
            if self.word(k) == "of" and self.word(k - 1) != "end":
                break
            k -= 1
        word = self.word(k)
        if word == "on" and self.word(k - 2) in PREPOSITIONS and self.word(k - 1) in DAY_PARTS:
            return self.word(k - 2)
        return word if word in PREPOSITIONS else ""

    def outlook(self, head: int, first: int) -> Outlook:
        """Which way the clause of this date looks from the publication."""
        return outlook(self.tree, head, self.preposition(first))

    def ahead(self, head: int, first: int) -> bool:
        """Whether the deed at this date lies ahead; a plain present tense counts as a timetable."""
        return looks_forward(self.outlook(head, first))

    def anchor_day(self) -> dt.date | None:
        """The anchor, if it is one day."""
        return self.anchor.start if self.anchor is not None and self.anchor.precision is Precision.DAY else None


NO_PUBLICATION = "relative to the publication date, which is not known"
NO_ANCHOR = "relative to a date that the text has not given"
