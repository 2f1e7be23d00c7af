"""The numbering of what a brief cites."""

from collections.abc import Iterable

from foedus.brief.evidence import Evidence
from foedus.brief.wording import NameOf, control, words_of
from foedus.model.brief import Citation, SourceEntry
from foedus.model.claim import Claim
from foedus.model.record import ClaimId


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
