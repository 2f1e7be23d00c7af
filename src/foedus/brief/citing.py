"""The numbering of what a brief cites."""

from collections.abc import Iterable
from typing import TypeVar

from msgspec.structs import replace

from foedus.brief.evidence import Evidence
from foedus.brief.wording import NameOf, control, words_of
from foedus.model.brief import Citation, Note, Plot, Row, Section, SourceEntry, Statement, Table
from foedus.model.claim import Claim
from foedus.model.record import ClaimId

Cited = TypeVar("Cited", Statement, Row)


class Citer:
    """Numbers claims as they are cited first, and lists them as sources.

    Args:
        evidence: What may be cited.
        name_of: Display name of an actor code.
    """

    def __init__(self, evidence: Evidence, name_of: NameOf) -> None:
        self._evidence = evidence
        self._name_of = name_of
        self._numbers: dict[ClaimId, int] = {}
        every = (*evidence.findings, *evidence.others)
        self._finding_of = {claim: finding for finding in every for claim in (*finding.supporting, *finding.denying)}

    def cite(self, claims: Iterable[Claim]) -> tuple[Citation, ...]:
        """Citations of claims, each once, in their order."""
        return tuple(
            Citation(claim=claim.id, number=self._numbers.setdefault(claim.id, len(self._numbers) + 1)) for claim in dict.fromkeys(claims)
        )

    def sources(self) -> tuple[SourceEntry, ...]:
        """All that was cited so far, by number."""
        return tuple(self._source(self._evidence.claims[claim], number) for claim, number in self._numbers.items())

    def _source(self, claim: Claim, number: int) -> SourceEntry:
        document = self._evidence.document(claim)
        finding = self._finding_of[claim.id]
        is_echo = document.name in finding.echoes
        sentence = claim.evidence[0]
        return SourceEntry(
            number=number,
            claim=claim.id,
            document=document.name,
            outlet=document.origin.outlet or "",
            title=document.title,
            published=document.published,
            url=document.origin.url or "",
            quote=words_of(sentence, document),
            start=sentence.start,
            end=sentence.end,
            text_sha256=document.text_sha256,
            grade=finding.grade,
            echo=is_echo,
            synthetic=document.synthetic,
            shared_control=() if is_echo else tuple(control(shared, self._name_of) for shared in finding.shared_control),
        )


class Renumbering:
    """Gives sources the numbers in which a reader meets them, however the sections came to be written."""

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}

    def section(self, section: Section) -> Section:
        """A section with its new numbers; to be called in the order of print."""
        return replace(
            section,
            statements=tuple(map(self._cited, section.statements)),
            tables=tuple(map(self._table, section.tables)),
            plots=tuple(map(self._plot, section.plots)),
        )

    def note(self, note: Note) -> Note:
        """Commentary with its new numbers; after all sections."""
        return replace(note, sentences=tuple(map(self._cited, note.sentences)))

    def sources(self, sources: Iterable[SourceEntry]) -> tuple[SourceEntry, ...]:
        """The sources by their new numbers, after all that cites them."""
        renumbered = [replace(source, number=self._number(source.number)) for source in sources]
        return tuple(sorted(renumbered, key=lambda source: source.number))

    def _number(self, old: int) -> int:
        return self._numbers.setdefault(old, len(self._numbers) + 1)

    def _cited(self, said: Cited) -> Cited:
        return replace(said, citations=tuple(replace(citation, number=self._number(citation.number)) for citation in said.citations))

    def _table(self, table: Table) -> Table:
        return replace(table, rows=tuple(map(self._cited, table.rows)))

    def _plot(self, plot: Plot) -> Plot:
        return replace(plot, caption=self._cited(plot.caption), twin=self._table(plot.twin) if plot.twin else None)
