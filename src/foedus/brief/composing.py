"""Findings into a brief of cited sentences, by rule."""

from collections.abc import Iterable

from foedus.brief.closing import gaps, pins, summary
from foedus.brief.commentary import Draft, noted
from foedus.brief.deeds import Deeds
from foedus.brief.evidence import Evidence
from foedus.brief.telling import Teller
from foedus.brief.wording import Wording, counted
from foedus.model.brief import Brief

METHOD = (
    "Composed by rule from claims; no sentence is free text. Words in “ ” are exact words of the cited sentence. "
    "Counts of independent origins are an interval: the lower end takes every unknown dependence for a dependence. "
    "The letter of a grade is F until a person grades the outlet; its number follows a printed rule. No truth is scored."
)


class Composer:
    """Writes one brief.

    Args:
        evidence: What may be cited.
        wording: How findings are worded.
    """

    def __init__(self, evidence: Evidence, wording: Wording) -> None:
        self._evidence = evidence
        self._teller = Teller(evidence, wording)

    def compose(self, title: str, query: str = "", drafts: Iterable[Draft] = ()) -> Brief:
        """Write the brief.

        Args:
            title: Its headline.
            query: The query that chose the findings, for the scope.
            drafts: Commentary.
        """
        sections = Deeds(self._teller, query).sections()
        commentary = noted(drafts, self._evidence, self._teller.citer)
        return Brief(
            title=title,
            cutoff=self._evidence.coverage().last,
            scope=self._scope(query),
            sections=sections,
            sources=self._teller.citer.sources(),
            commentary=commentary,
            summary=summary(self._evidence),
            gaps=gaps(self._evidence),
            method=METHOD,
            pins=pins(self._evidence),
        )

    def _scope(self, query: str) -> str:
        read = self._evidence.coverage()
        when = f", published {read.first} to {read.last}" if read.first else ", without publication dates"
        chosen = f"; findings with “{query}”" if query else ""
        invented = "; the reports are synthetic and are evidence of nothing" if read.synthetic else ""
        return f"{counted(read.reports, 'report')} of {counted(read.outlets, 'named outlet')}{when}{chosen}{invented}"
