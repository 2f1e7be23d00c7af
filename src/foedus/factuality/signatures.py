"""What each embedding word does to the deed that it embeds: the rows of `data/status`."""

from enum import StrEnum

import msgspec

from foedus.errors import DataError
from foedus.factuality.inflection import forms
from foedus.lexicon.tables import data_file, rows
from foedus.model.claim import Act, Certainty, Polarity, Status
from foedus.model.record import Record


class Negated(StrEnum):
    """What a negation of the embedding word does to the embedded deed."""

    FLIP = "flip"
    KEEP = "keep"
    OPEN = "open"
    PASS = "pass"  # noqa: S105  # a word of the table, no secret


class Signature(Record, frozen=True, kw_only=True):
    """One row: an embedding word with one kind of complement.

    Attributes:
        lemma: Dictionary form; particle joined by an underscore.
        pos: `V`, `N`, `A`, `R` or `P`.
        complement: How the deed hangs on the word.
        kind: Class of the row (column `class`).
        status: Status given to the deed, none if it keeps its own.
        polarity: `negative` turns the deed round.
        certainty: The most that is left of certainty.
        act: What the speaker does with the deed.
        negated: What a negation of the word does.
        example: A sentence with the deed in brackets.
    """

    lemma: str
    pos: str
    complement: str
    kind: str = msgspec.field(name="class")
    status: Status | None = None
    polarity: Polarity | None = None
    certainty: Certainty | None = None
    act: Act | None = None
    negated: Negated
    example: str

    @property
    def rule(self) -> str:
        """The row's id in reasons, such as `status:V:plan:inf`."""
        return f"status:{self.pos}:{self.lemma}:{self.complement}"


class Signatures:
    """All rows, looked up by part of speech, lemma and complement.

    Args:
        table: The rows.

    Raises:
        DataError: Two rows have the same key.
    """

    def __init__(self, table: list[Signature]) -> None:
        self.rows = tuple(table)
        self._found: dict[tuple[str, str, str], Signature] = {}
        for row in table:
            key = (row.pos, row.lemma, row.complement)
            if key in self._found:
                msg = f"data/status/en.tsv: {row.rule} stands twice"
                raise DataError(msg)
            self._found[key] = row
        self.experts = frozenset(row.lemma for row in table if row.complement == "says")
        self.words = frozenset((row.pos, row.lemma) for row in table)
        verbs = sorted({row.lemma.partition("_")[0] for row in table if row.pos == "V"}, reverse=True)
        self._verbs = {form: verb for verb in verbs for form in forms(verb)} | {verb: verb for verb in verbs}

    @classmethod
    def load(cls, language: str = "en") -> "Signatures":
        """Read the table of a language."""
        return cls(list(rows(data_file(f"status/{language}.tsv"), Signature)))

    def verb(self, text: str, lemma: str) -> str:
        """The verb of the table that a word is a form of; else the given lemma."""
        return self._verbs.get(lemma) or self._verbs.get(text.lower(), lemma)

    def get(self, pos: str, lemma: str, *complements: str) -> Signature | None:
        """The row of the first complement that has one, or none."""
        if (pos, lemma) not in self.words:
            return None
        for complement in complements:
            row = self._found.get((pos, lemma, complement))
            if row is not None:
                return row
        return None
