"""Findings into a brief of cited sentences, by rule."""

from collections.abc import Iterable

from foedus.brief.changes import Changes
from foedus.brief.citing import Renumbering
from foedus.brief.closing import gaps, pins, summary
from foedus.brief.commentary import Draft, noted
from foedus.brief.deeds import Deeds
from foedus.brief.evidence import Evidence
from foedus.brief.illustrating import illustrated
from foedus.brief.prospects import Prospects
from foedus.brief.relations import Relations
from foedus.brief.snapshot import snapshot_of
from foedus.brief.telling import Teller
from foedus.brief.wording import Wording, counted
from foedus.model.brief import Brief

# What a reader meets first: what is new, what it comes to, what was agreed and why; then what follows from it, and what is in doubt.
ORDER = (
    "changed",
    "key",
    "deal",
    "aims",
    "treaty",
    "reactions",
    "concerns",
    "further",
    "exposure",
    "implications",
    "outlook",
    "denied",
    "disputed",
    "corrected",
)
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
        earlier = self._evidence.assessed.earlier
        changed = (Changes(self._teller, earlier, query).section(),) if earlier else ()
        told = (*changed, *Deeds(self._teller, query).sections(), Relations(self._teller).section(), Prospects(self._teller).section())
        renumbering = Renumbering()
        ordered = sorted(illustrated(told, self._teller), key=lambda section: ORDER.index(section.key))
        sections = tuple(map(renumbering.section, ordered))
        commentary = tuple(map(renumbering.note, noted(drafts, self._evidence, self._teller.citer)))
        return Brief(
            title=title,
            cutoff=self._evidence.coverage().last,
            scope=self._scope(query),
            sections=sections,
            sources=renumbering.sources(self._teller.citer.sources()),
            commentary=commentary,
            summary=summary(self._evidence),
            gaps=gaps(self._evidence),
            method=METHOD,
            pins=pins(self._evidence),
            snapshot=snapshot_of(self._evidence, title, query),
        )

    def _scope(self, query: str) -> str:
        read = self._evidence.coverage()
        when = f", published {read.first} to {read.last}" if read.first else ", without publication dates"
        chosen = f"; findings with “{query}”" if query else ""
        invented = "; the reports are synthetic and are evidence of nothing" if read.synthetic else ""
        return f"{counted(read.reports, 'report')} of {counted(read.outlets, 'named outlet')}{when}{chosen}{invented}"
