"""Findings into sections of cited sentences, by rule."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from foedus.brief.exposing import points, shown
from foedus.brief.wording import (
    RETRACTED,
    Wording,
    by_hand,
    control,
    counted,
    exact_words,
    joined,
    label,
    quoted,
    single,
    support,
    voice,
    words_of,
)
from foedus.model.brief import Brief, Citation, Coverage, Section, SourceEntry, Statement
from foedus.model.claim import Claim
from foedus.model.event import codes_of
from foedus.model.exposure import Exposed
from foedus.model.finding import Conflict, Finding, Value
from foedus.model.record import ClaimId, DocumentId, FindingId, Record
from foedus.model.text import Document, Span

MAX_KEY_POINTS = 6
_CITED = 4
_REACTIONS = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN", "PROTEST", "SANCTION", "CONCEDE", "SUPPORT"})
_TERMS = frozenset({"AGREE", "SUPPORT", "COOPERATE", "AID"})
_RETRACTION = "retraction"
_SUPERSEDED = {"correction": "corrected", "clarification": "clarified", _RETRACTION: "withdrawn"}
_UNDONE = frozenset({"planned", "conditional", "requested"})
METHOD = (
    "Composed by rule from claims; no sentence is free text. Words in “ ” are exact words of the cited sentence. "
    "Counts of independent origins are an interval: the lower end takes every unknown dependence for a dependence. "
    "The letter of a grade is F until a person grades the outlet; its number follows a printed rule. No truth is scored."
)


class Evidence(Record, frozen=True, kw_only=True):
    """What a brief may cite.

    Attributes:
        findings: The findings.
        claims: Their claims by id.
        documents: The claims' documents by id.
        read: How much was read in all, where these documents are only some of it.
        exposed: What the findings may touch, by their ids; empty if nobody assessed that.
    """

    findings: tuple[Finding, ...]
    claims: Mapping[ClaimId, Claim]
    documents: Mapping[DocumentId, Document]
    read: Coverage | None = None
    exposed: Mapping[FindingId, Exposed] = msgspec.field(default_factory=dict)

    def of(self, finding: Finding) -> list[Claim]:
        """The claims of a finding in order of publication, echoes last, and after them what was corrected or withdrawn."""
        found = [self.claims[claim] for claim in (*finding.supporting, *finding.denying)]
        gone = {entry.claim for entry in finding.superseded}
        return sorted(
            found,
            key=lambda claim: (claim.id in gone, claim.name in finding.echoes, self._day(claim), claim.name, claim.event.trigger.start),
        )

    def standing(self, finding: Finding) -> list[Claim]:
        """The claims of a finding that were neither corrected nor withdrawn, all if none is left."""
        gone = {entry.claim for entry in finding.superseded}
        claims = self.of(finding)
        return [claim for claim in claims if claim.id not in gone] or claims

    def _day(self, claim: Claim) -> str:
        day = self.documents[claim.document].published
        return day.isoformat() if day else "9999"

    def coverage(self) -> Coverage:
        """How much was read: these documents, unless they are said to be a part."""
        documents = self.documents.values()
        days = sorted(document.published for document in documents if document.published)
        return self.read or Coverage(
            reports=len(documents),
            outlets=len({document.origin.outlet for document in documents if document.origin.outlet}),
            first=days[0] if days else None,
            last=days[-1] if days else None,
            synthetic=any(document.synthetic for document in documents),
        )

    def document(self, claim: Claim) -> Document:
        """The document of a claim."""
        return self.documents[claim.document]


class Composer:
    """Writes one brief; holds the numbering of its sources.

    Args:
        evidence: What may be cited.
        wording: How findings are worded.
    """

    def __init__(self, evidence: Evidence, wording: Wording) -> None:
        self._evidence = evidence
        self._wording = wording
        self._numbers: dict[ClaimId, int] = {}
        self._finding_of = {claim: finding for finding in evidence.findings for claim in (*finding.supporting, *finding.denying)}

    def compose(self, title: str, query: str = "") -> Brief:
        """Write the brief.

        Args:
            title: Its headline.
            query: The query that chose the findings, for the scope.
        """
        every = sorted(self._evidence.findings, key=_weight)
        ranked = [finding for finding in every if finding.status != RETRACTED]
        sections = (
            Section(key="key", title="Key points", statements=self._each(self._key(ranked)), empty="No finding."),
            Section(
                key="deal",
                title="The deal and its terms",
                statements=self._deal(ranked),
                empty="No exchange, treaty or transfer is reported.",
            ),
            Section(
                key="exposure",
                title="Which rules it may touch",
                statements=self._exposure(ranked),
                empty="No finding comes near a provision that is shipped and checked.",
            ),
            Section(key="aims", title="Aims", statements=self._aims(ranked), empty="No aim is stated."),
            Section(key="reactions", title="Reactions and concerns", statements=self._reactions(ranked), empty="No reaction is reported."),
            Section(
                key="disputed",
                title="What is disputed",
                statements=self._disputed(ranked),
                empty="Nothing is disputed between the reports.",
            ),
            Section(
                key="corrected",
                title="What was corrected or withdrawn",
                statements=self._corrected(every),
                empty="No report was corrected or withdrawn.",
            ),
            Section(
                key="announced", title="What is only announced", statements=self._announced(ranked), empty="Nothing is only announced."
            ),
        )
        return Brief(
            title=title,
            cutoff=self._evidence.coverage().last,
            scope=self._scope(query),
            sections=sections,
            sources=self._sources(),
            method=METHOD,
        )

    def _scope(self, query: str) -> str:
        read = self._evidence.coverage()
        when = f", published {read.first} to {read.last}" if read.first else ", without publication dates"
        chosen = f"; findings with “{query}”" if query else ""
        invented = "; the reports are synthetic and are evidence of nothing" if read.synthetic else ""
        return f"{counted(read.reports, 'report')} of {counted(read.outlets, 'named outlet')}{when}{chosen}{invented}"

    def _key(self, ranked: Sequence[Finding]) -> list[Finding]:
        reported = [finding for finding in ranked if finding.status != "hypothetical"]
        return (reported or list(ranked))[:MAX_KEY_POINTS]

    def _each(self, findings: Iterable[Finding]) -> tuple[Statement, ...]:
        return tuple(self._statement(finding) for finding in findings)

    def _statement(self, finding: Finding) -> Statement:
        claims = self._leading(finding)
        lead = claims[0]
        document = self._evidence.document(lead)
        deed = self._wording.deed(lead.event.type, lead.headline, codes_of(lead.event.actors), codes_of(lead.event.recipients))
        told = f"{quoted(exact_words(lead, document))}, {voice(lead, document)}"
        text = f"{deed}: {told}; {self._state(finding, lead)}{_mended(lead)}; {support(finding)}."
        return Statement(text=text, citations=self._cite(claims), findings=(finding.id,), label=label(finding, self._evidence.of(finding)))

    def _state(self, finding: Finding, lead: Claim) -> str:
        own = self._wording.status(lead.headline)
        if finding.status == lead.headline:
            return own
        return f"{own}, in the latest report {self._wording.status(finding.status)}"

    def _leading(self, finding: Finding) -> list[Claim]:
        """The claims to cite: what the first report tells most fully, the latest of the present status, then the others."""
        claims = self._evidence.standing(finding)
        supporting = [claim for claim in claims if claim.id in finding.supporting] or claims
        first = max((claim for claim in supporting if claim.document == supporting[0].document), key=_fullness)
        latest = next((claim for claim in reversed(claims) if claim.headline == finding.status), first)
        rest = [claim for claim in claims if claim not in (first, latest)]
        return list(dict.fromkeys([first, latest, *rest]))[:_CITED]

    def _deal(self, ranked: Sequence[Finding]) -> tuple[Statement, ...]:
        found = []
        for finding in ranked:
            exchange = next((claim for claim in self._evidence.standing(finding) if claim.exchange), None)
            if exchange is not None:
                found.append(self._exchange(finding, exchange))
            if finding.status == "standing" or (finding.event in _TERMS and exchange is None and self._has_terms(finding)):
                found.append(self._statement(finding))
        return tuple(found)

    def _has_terms(self, finding: Finding) -> bool:
        return bool(finding.quantity) or (finding.event == "SUPPORT" and len(finding.actors) > 1)

    def _exchange(self, finding: Finding, claim: Claim) -> Statement:
        document = self._evidence.document(claim)
        exchange = claim.exchange
        gives = quoted(words_of(exchange.gives, document)) if exchange and exchange.gives else "something unstated"
        gets = quoted(words_of(exchange.gets, document)) if exchange and exchange.gets else "something unstated"
        who = self._wording.names(codes_of(claim.event.actors)) or "an unnamed party"
        whom = self._wording.names(codes_of(claim.event.recipients))
        source = f" from {whom}" if whom else ""
        state = self._wording.status(claim.headline)
        give, get = ("give", "get") if self._wording.is_plural(codes_of(claim.event.actors)) else ("gives", "gets")
        text = f"An exchange: {who} {give} {gives} and {get} {gets}{source}, {voice(claim, document)}; {state}{_mended(claim)}."
        return Statement(text=text, citations=self._cite([claim]), findings=(finding.id,), label=label(finding, self._evidence.of(finding)))

    def _exposure(self, ranked: Sequence[Finding]) -> tuple[Statement, ...]:
        """What may be touched; a sentence a kind of rule and thing, with no word for a breach."""
        found = []
        for finding in ranked:
            exposed = self._evidence.exposed.get(finding.id)
            if exposed is None or not shown(exposed):
                continue
            lead = self._leading(finding)[0]
            deed = self._wording.deed(lead.event.type, lead.headline, codes_of(lead.event.actors), codes_of(lead.event.recipients))
            caution = label(finding, self._evidence.of(finding))
            for point in points(exposed, self._evidence.documents, self._wording.name_of):
                cited = [lead, *(self._evidence.claims[claim] for claim in point.claims if claim in self._evidence.claims)]
                if point.quoted is not None and not any(_covers(claim, point.quoted) for claim in cited):
                    others = [claim for claim in self._evidence.claims.values() if _covers(claim, point.quoted)]
                    if not others:
                        continue  # words that no claim holds cannot be cited
                    cited.append(min(others, key=lambda claim: claim.id))
                text = f"{deed}: {point.text}"
                found.append(Statement(text=text, citations=self._cite(cited), findings=(finding.id,), label=caution))
        return tuple(found)

    def _aims(self, ranked: Sequence[Finding]) -> tuple[Statement, ...]:
        found: dict[str, Statement] = {}
        for finding in ranked:
            for claim in self._evidence.standing(finding):
                if claim.event.purpose is None or claim.name in finding.echoes:
                    continue
                document = self._evidence.document(claim)
                aim = words_of(claim.event.purpose, document)
                who = self._wording.opening(codes_of(claim.event.actors))
                text = f"{who}: the stated aim of {quoted(exact_words(claim, document))} is {quoted(aim)}, {voice(claim, document)}."
                caution = label(finding, self._evidence.of(finding))
                found.setdefault(aim, Statement(text=text, citations=self._cite([claim]), findings=(finding.id,), label=caution))
        return tuple(found.values())

    def _reactions(self, ranked: Sequence[Finding]) -> tuple[Statement, ...]:
        reacting = [
            finding for finding in ranked if finding.event in _REACTIONS and not self._has_terms(finding) and finding.status != "standing"
        ]
        supposed = [finding for finding in ranked if finding.status == "hypothetical" and finding not in reacting]
        return self._each([*reacting, *supposed])

    def _disputed(self, ranked: Sequence[Finding]) -> tuple[Statement, ...]:
        return tuple(
            self._conflict(finding, conflict) for finding in ranked for conflict in finding.conflicts if conflict.relation == "conflict"
        )

    def _conflict(self, finding: Finding, conflict: Conflict) -> Statement:
        lead = self._leading(finding)[0]
        deed = self._wording.deed(lead.event.type, lead.headline, codes_of(lead.event.actors), codes_of(lead.event.recipients))
        rivals: list[str] = []
        cited: list[Claim] = []
        for value in conflict.values:
            tellers: dict[str, Claim] = {}
            for claim in (self._evidence.claims[claim] for claim in value.claims):
                tellers.setdefault(self._teller(claim), claim)
            cited += tellers.values()
            rivals.append(f"{self._told(conflict.field, value)} ({joined(sorted(tellers))})")
        text = f"{deed}: reports differ on the {conflict.field}: {' against '.join(rivals)}."
        return Statement(text=text, citations=self._cite([lead, *cited]), findings=(finding.id,), label="disputed")

    def _told(self, field: str, rival: Value) -> str:
        """A rival value: a status in words, a date as resolved, anything else as the report has it, or as a person stated it."""
        if field == "status":
            return self._wording.status(rival.value)
        claims = [self._evidence.claims[claim] for claim in rival.claims]
        if all(field in by_hand(claim) for claim in claims):
            return f"{single(rival.value)}, corrected by hand"
        return rival.value if field == "date" else quoted(rival.value)

    def _corrected(self, every: Sequence[Finding]) -> tuple[Statement, ...]:
        """What no longer stands, one sentence for each report that says so."""
        found = []
        for finding in every:
            groups: dict[tuple[str, str], list[Claim]] = {}
            for entry in finding.superseded:
                groups.setdefault((entry.kind, entry.by), []).append(self._evidence.claims[entry.claim])
            told = {kind for kind, by in groups if by in self._evidence.claims}
            for (kind, by), claims in groups.items():
                notice = self._evidence.claims.get(ClaimId(by))
                if notice is not None or kind not in told:  # what the notice repeats goes without saying
                    found.append(self._superseded(finding, kind, claims, notice))
        return tuple(found)

    def _superseded(self, finding: Finding, kind: str, claims: Sequence[Claim], notice: Claim | None) -> Statement:
        gone: dict[str, list[str]] = {}
        for claim in claims:
            gone.setdefault(quoted(exact_words(claim, self._evidence.document(claim))), []).append(self._teller(claim))
        accounts = joined([f"{words} ({joined(sorted(set(tellers)))})" for words, tellers in gone.items()])
        lead = notice or claims[0]
        who = self._wording.names(codes_of((*lead.event.actors, *lead.event.recipients)))
        verb = f"{'was' if len(gone) == 1 else 'were'} {_SUPERSEDED[kind]}"
        source = f"in a report of {self._teller(lead)}" if notice else "in the same report"
        new = "" if notice is None or kind == _RETRACTION else f": {quoted(exact_words(notice, self._evidence.document(notice)))}"
        text = f"An account{f' of {who}' if who else ''}, {accounts}, {verb} {source}{new}."
        return Statement(
            text=text, citations=self._cite([*claims, lead]), findings=(finding.id,), label=label(finding, self._evidence.of(finding))
        )

    def _teller(self, claim: Claim) -> str:
        return single(self._evidence.document(claim).origin.outlet or claim.name)

    def _announced(self, ranked: Sequence[Finding]) -> tuple[Statement, ...]:
        return self._each(finding for finding in ranked if finding.status in _UNDONE and finding.event not in {"REQUEST", "THREATEN"})

    def _cite(self, claims: Iterable[Claim]) -> tuple[Citation, ...]:
        return tuple(
            Citation(claim=claim.id, number=self._numbers.setdefault(claim.id, len(self._numbers) + 1)) for claim in dict.fromkeys(claims)
        )

    def _sources(self) -> tuple[SourceEntry, ...]:
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
            shared_control=() if is_echo else tuple(control(shared, self._wording.name_of) for shared in finding.shared_control),
        )


def _covers(claim: Claim, words: Span) -> bool:
    """Whether words stand in the evidence of a claim."""
    return any(span.document == words.document and span.start <= words.start and words.end <= span.end for span in claim.evidence)


def _mended(claim: Claim) -> str:
    """The slots that a person corrected, since the exact words have them otherwise."""
    return "".join(f"; {slot} corrected by hand: {value or 'none'}" for slot, value in by_hand(claim).items())


def _fullness(claim: Claim) -> int:
    """How many of count, place, date and exchange a claim has; the count, which reports differ on most, weighs double."""
    parts = (claim.event.quantity, claim.event.quantity, claim.event.place, claim.event.date, claim.exchange)
    return sum(part is not None for part in parts)


def _weight(finding: Finding) -> tuple[float, ...]:
    """What comes first: many origins, many reports, deals and force before words."""
    material = finding.event in {"AGREE", "COOPERATE", "AID", "ASSAULT", "SANCTION", "COERCE", "RETREAT", "MOBILIZE"}
    claims = len(finding.supporting) + len(finding.denying)
    return (-finding.lineages.sure, -finding.articles, -bool(finding.conflicts), -material, -claims, float(int(finding.id[2:10], 16)))
