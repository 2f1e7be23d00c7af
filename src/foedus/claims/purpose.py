"""The stated aim of a deed, in exact words."""

from collections.abc import Sequence
from typing import Self

from foedus.claims.legs import complement_of, governor_of, governs
from foedus.lexicon.phrases import PhraseTable
from foedus.lexicon.tables import data_file, rows
from foedus.model.record import Record
from foedus.model.text import Span
from foedus.syntax import Tree

_VERBS = frozenset({"VERB", "AUX"})
_TRIMMED = frozenset({"parataxis", "punct", "acl:relcl"})
_NO_AIM_BEFORE = frozenset({"only", "enough", "too", "as", "likely", "due", "ready", "able", "set", "bound"})
_CONTENT = ("xcomp", "ccomp")


class PurposeRow(Record, frozen=True, kw_only=True):
    """One row of `exchange/purpose.tsv`."""

    cue: str
    kind: str
    example: str


class PurposeFinder:
    """Finds what a deed is said to be for.

    Args:
        table: The cues.
    """

    def __init__(self, table: Sequence[PurposeRow]) -> None:
        self._phrases: PhraseTable[str] = PhraseTable()
        for row in table:
            if row.kind == "phrase":
                self._phrases.add(row.cue.split(), row.kind)
        self._first_words = frozenset(row.cue.split()[0] for row in table if row.kind == "phrase")
        self._movers = frozenset(row.cue for row in table if row.kind == "mover")

    @classmethod
    def load(cls) -> Self:
        """The finder with the table that comes with the package."""
        return cls(tuple(rows(data_file("exchange/purpose.tsv"), PurposeRow)))

    def find(self, tree: Tree, token: int) -> Span | None:
        """The words of the aim stated for the deed with head word `token`, cue included; none without one."""
        return self._by_phrase(tree, token) or self._infinitive(tree, token, depth=1)

    def _by_phrase(self, tree: Tree, token: int) -> Span | None:
        """`in order to`, `with the aim of`, `so that`."""
        words = [word.text.lower() for word in tree.tokens]
        for i, word in enumerate(words):
            if word not in self._first_words:
                continue
            last, kinds = self._phrases.at(words, i)
            if not kinds or last >= len(words):
                continue
            anchor = governor_of(tree, i, last)
            top = complement_of(tree, last, anchor)
            if token not in {anchor, top} and not governs(tree, token, anchor):
                continue
            if token == top:
                continue
            return _span(tree, i, top)
        return None

    def _infinitive(self, tree: Tree, token: int, *, depth: int) -> Span | None:
        """`to fortify the coast`: an infinitive of the deed, of what it moves, or of what was agreed."""
        if tree.tokens[token].pos not in _VERBS:
            return None
        candidates = tree.children(token, "advcl", "acl")
        patients = [k for k in tree.patients(token) if tree.tokens[k].pos == "NOUN" and k > token]
        if tree.lemma(token) in self._movers:
            candidates = candidates + tree.children(token, "xcomp") if patients else candidates
        for c in [*candidates, *(c for k in patients for c in tree.children(k, "acl"))]:
            mark = _to(tree, c)
            if mark is not None and c > token and tree.tokens[mark - 1].text.lower() not in _NO_AIM_BEFORE:
                return _span(tree, mark, c)
        inner = tree.child(token, *_CONTENT)
        return self._infinitive(tree, inner, depth=depth - 1) if inner is not None and depth else None


def _to(tree: Tree, k: int) -> int | None:
    """The `to` of an infinitive, none if it is none."""
    return next((m for m in tree.children(k, "mark") if tree.tokens[m].tag == "TO" and m), None)


def _span(tree: Tree, first: int, head: int) -> Span:
    """From word `first` to the end of the clause of `head`."""
    found, queue = [head], [head]
    while queue:
        for c in tree.children(queue.pop()):
            if c >= first and tree.tokens[c].relation not in _TRIMMED:
                found.append(c)
                queue.append(c)
    start, end = tree.span_text(first, max(found) + 1)
    return Span(document=tree.sentence.span.document, start=start, end=end)
