"""Words that mark whose word something is: the rows of `data/attribution`."""

import msgspec

from foedus.errors import DataError
from foedus.factuality.inflection import forms
from foedus.lexicon.tables import data_file, rows
from foedus.model.claim import VoiceKind
from foedus.model.record import Record
from foedus.syntax import Tree


class Cue(Record, frozen=True, kw_only=True):
    """One row of the cue table.

    Attributes:
        lemma: Dictionary form; particle or adjective joined by an underscore.
        pos: `V`, `N`, `A`, `R` or `P`.
        kind: Class of the row (column `class`).
        takes: Further forms of content that the verb attributes.
        example: The deed between asterisks, the voice in brackets.
    """

    lemma: str
    pos: str
    kind: str = msgspec.field(name="class")
    takes: str = ""
    example: str

    def attributes(self, form: str) -> bool:
        """Whether the verb attributes content of a form other than a clause."""
        return form in self.takes.split()


class VoiceNoun(Record, frozen=True, kw_only=True):
    """One row of the table of source nouns."""

    noun: str
    kind: VoiceKind


class Cues:
    """The cue table, looked up by part of speech and lemma.

    Args:
        table: Its rows.
        nouns: Nouns that head sources.

    Raises:
        DataError: Two rows have the same key.
    """

    def __init__(self, table: list[Cue], nouns: list[VoiceNoun]) -> None:
        self.rows = tuple(table)
        self.kinds = {row.noun: row.kind for row in nouns}
        self._found: dict[tuple[str, str], dict[str, Cue]] = {}
        for row in table:
            known = self._found.setdefault((row.pos, row.lemma), {})
            if row.kind in known or (known and row.pos != "N"):
                msg = f"data/attribution/en.tsv: {row.pos} {row.lemma} {row.kind} stands twice"
                raise DataError(msg)
            known[row.kind] = row
        verbs = sorted({row.lemma.partition("_")[0] for row in table if row.pos == "V"}, reverse=True)
        self._verbs = {form: verb for verb in verbs for form in forms(verb)} | {verb: verb for verb in verbs}

    @classmethod
    def load(cls, language: str = "en") -> "Cues":
        """Read the tables of a language."""
        return cls(
            list(rows(data_file(f"attribution/{language}.tsv"), Cue)),
            list(rows(data_file("attribution/voices.tsv"), VoiceNoun)),
        )

    def get(self, pos: str, lemma: str, kind: str | None = None) -> Cue | None:
        """The row of a word, of a class if one is given; none if there is none."""
        found = self._found.get((pos, lemma))
        if found is None:
            return None
        return next(iter(found.values())) if kind is None else found.get(kind)

    def verb(self, tree: Tree, i: int) -> Cue | None:
        """The row of verb `i`; with its particle (`point out`) before the bare verb. Adjectives count (`is adamant that`)."""
        token = tree.tokens[i]
        if token.tag.startswith("JJ") and not token.text.endswith("ed"):
            return self.get("A", tree.lemma(i))
        lemma = tree.lemma(i)
        verb = self._verbs.get(lemma) or self._verbs.get(token.text.lower())
        if verb is None or not token.tag.startswith(("VB", "NN", "JJ")):
            return self.get("A", lemma) or self.get("A", token.text.lower())
        following = tree.tokens[i + 1].text.lower() if i + 1 < len(tree) else ""
        return self.get("V", f"{verb}_{following}") or self.get("V", verb)
