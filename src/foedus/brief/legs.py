"""The deal as a table: one row for each thing that somebody gives, with rival numbers side by side."""

import re
from collections.abc import Iterator, Sequence, Set

from foedus.brief.excerpts import excerpt, is_hanging
from foedus.brief.telling import Draft, Teller
from foedus.brief.wording import SHORT, by_hand, quoted, single, words_of
from foedus.model.brief import Table
from foedus.model.claim import Claim, VoiceKind
from foedus.model.event import codes_of
from foedus.model.finding import Finding
from foedus.model.mention import QuantityMention
from foedus.model.record import ClaimId
from foedus.model.text import Document, Span

COLUMNS = ("Who gives", "What", "How many", "To whom", "Where", "When", "Status", "Who says so")
MAX_ROWS = 15
_WHAT = COLUMNS.index("What")
NOT_STATED = "not stated"
NOTHING = "—"
# words for a thing that are longer than this are more than a thing
_LONG = 80
_GIVING = frozenset({"AGREE", "AID", "COOPERATE", "CONCEDE", "RETREAT"})
_ARTICLES = frozenset({"a", "an", "the", "another"})
_NUMERALS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty "
    "thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion billions dozen dozens half"
)
_NUMBER = re.compile(rf"(?:.*\s)?(?:\S*\d\S*|{'|'.join(_NUMERALS.split())})(?:\s+or\s+(?:so|more|fewer))?(?=\s|$)", re.IGNORECASE)


class Legs:
    """Rows on who gives what to whom.

    Args:
        teller: Words findings.
    """

    def __init__(self, teller: Teller) -> None:
        self._teller = teller
        self._evidence = teller.evidence

    def table(self, findings: Sequence[Finding]) -> tuple[Table, int]:
        """The table, and how many rows more there are; an empty one if nothing is given."""
        giving = _by_parties([finding for finding in findings if self.is_leg(finding)])
        given = {finding.id: list(self._given(finding)) for finding in giving}
        seen = {draft.cells[_WHAT] for drafts in given.values() for draft in drafts}
        told = {claim for finding in giving for claim in (*finding.supporting, *finding.denying)}
        drafts = [draft for finding in giving for draft in (*given[finding.id], *self._returned(finding, told, seen))]
        rows = self._teller.rows(drafts[:MAX_ROWS])
        return Table(caption="Who gives what to whom", columns=COLUMNS, rows=rows), max(0, len(drafts) - MAX_ROWS)

    def is_leg(self, finding: Finding) -> bool:
        """Whether something is given: an exchange, or a count of things that somebody hands on and that is more than `a thing`."""
        claims = self._telling(finding)
        if any(claim.exchange for claim in claims):
            return True
        return finding.event in _GIVING and finding.status != "hypothetical" and any(self._is_counted(claim) for claim in claims)

    def _is_counted(self, claim: Claim) -> bool:
        quantity, event = claim.event.quantity, claim.event
        if quantity is None:
            return False
        text = quantity.written(self._evidence.document(claim).text)
        return bool(_NUMBER.match(text)) or bool(event.place or event.date)

    def _telling(self, finding: Finding) -> list[Claim]:
        """Claims that stand, report the deed and do not only repeat another report, all if there are no others."""
        claims = [claim for claim in self._evidence.standing(finding) if claim.id in finding.supporting]
        return [claim for claim in claims if claim.name not in finding.echoes] or claims

    def _given(self, finding: Finding) -> Iterator[Draft]:
        """A row for each thing, number and status that the reports give, with all who say so."""
        groups: dict[tuple[str, ...], list[Claim]] = {}
        for claim in self._telling(finding):
            what, many = self._thing(claim)
            if what != NOTHING or many != NOTHING:
                groups.setdefault((what, many, SHORT[claim.headline]), []).append(claim)
        for (what, many, status), claims in groups.items():
            lead = claims[0]
            who, whom = codes_of(lead.event.actors), codes_of(lead.event.recipients)
            cells = (self._names(who), what, many, self._names(whom), self._place(claims), self._date(claims), status, self._voices(claims))
            yield Draft(finding=finding, claims=tuple(claims), kind="leg", cells=cells)

    def _returned(self, finding: Finding, told: Set[ClaimId], seen: set[str]) -> Iterator[Draft]:
        """What comes back, where no claim of its own tells that and nobody gives what has the same words."""
        for claim in self._telling(finding):
            deal = claim.exchange
            gets = self._whole(deal.gets, claim) if deal is not None else None
            if deal is None or gets is None or deal.linked in told:
                continue
            what = quoted(words_of(gets, self._evidence.document(claim)))
            if what in seen:
                continue
            seen.add(what)
            sentence = claim.evidence[0]
            status = SHORT[claim.headline] if sentence.start <= gets.start < sentence.end else NOT_STATED
            who, whom = codes_of(claim.event.recipients), codes_of(claim.event.actors)
            cells = (self._names(who), what, NOTHING, self._names(whom), NOTHING, NOTHING, status, self._voices([claim]))
            yield Draft(finding=finding, claims=(claim,), kind="leg", cells=cells)

    def _thing(self, claim: Claim) -> tuple[str, str]:
        """What is given and how many of it, both in exact words."""
        event, document = claim.event, self._evidence.document(claim)
        gives = self._whole(claim.exchange.gives if claim.exchange else None, claim)
        if event.quantity is not None and "quantity" in by_hand(claim):
            return self._words(gives or event.object, document), f"{single(event.quantity.text)}, corrected by hand"
        if event.quantity is not None and (gives is None or _overlap(gives, event.quantity)):
            what, many = _split(event.quantity, document)
            own = gives or event.object
            apart = own if own is not None and not _overlap(own, event.quantity) else None
            return (what if what != NOTHING else self._words(apart, document)), many
        return self._words(gives or event.object, document), NOTHING

    def _whole(self, leg: Span | None, claim: Claim) -> Span | None:
        """The words of a leg if they can stand alone, name no speaker, and are more than the name of a party."""
        if leg is None or is_hanging(words_of(leg, self._evidence.document(claim))):
            return None
        if any(one.span is not None and leg.start <= one.span.start < leg.end for one in claim.attribution.voices):
            return None
        spans = [party.span for party in (*claim.event.actors, *claim.event.recipients) if party.span is not None]
        return None if any(span.start <= leg.start and leg.end <= span.end for span in spans) else leg

    def _words(self, span: Span | None, document: Document) -> str:
        """The exact words; of long ones, the first clause."""
        if span is None:
            return NOTHING
        is_long = span.end - span.start > _LONG
        return quoted(excerpt(document.text, span.start, span.start + 1, span.end) if is_long else words_of(span, document))

    def _names(self, codes: Sequence[str]) -> str:
        return self._teller.wording.opening(codes) if codes else NOTHING

    def _place(self, claims: Sequence[Claim]) -> str:
        for claim in claims:
            if claim.event.place is not None and "place" not in by_hand(claim):
                return quoted(claim.event.place.text)
        return NOTHING

    def _date(self, claims: Sequence[Claim]) -> str:
        for claim in claims:
            date = claim.event.date
            if date is not None and "date" not in by_hand(claim):
                return f"{quoted(date.text)} ({date.period.iso})" if date.period else quoted(date.text)
        return NOTHING

    def _voices(self, claims: Sequence[Claim]) -> str:
        found: dict[str, None] = {}
        for claim in claims:
            deepest, outlet = claim.attribution.voices[0], self._teller.teller(claim)
            is_own = deepest.kind is VoiceKind.AUTHOR or not deepest.text
            found[outlet if is_own else f"{quoted(deepest.text)} ({outlet})"] = None
        return "; ".join(found)


def _by_parties(findings: Sequence[Finding]) -> list[Finding]:
    """The findings with those of the same parties together, each group where its first finding stands."""
    groups: dict[frozenset[str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault(frozenset((*finding.actors, *finding.recipients)), []).append(finding)
    return [finding for group in groups.values() for finding in group]


def _overlap(span: Span, quantity: QuantityMention) -> bool:
    return span.start < quantity.end and quantity.start < span.end


def _split(quantity: QuantityMention, document: Document) -> tuple[str, str]:
    """The thing that is counted and its number: `welders`, `6,000`; a sum or a measure is all number."""
    text = quantity.written(document.text)
    number = _NUMBER.match(text)
    rest = text[number.end() :].strip().removeprefix("of ") if number else ""
    if quantity.kind in {"money", "measure"} or (number and not rest):
        return NOTHING, quoted(text)
    if text.split()[0].casefold() in _ARTICLES and number is None:
        return quoted(text), NOTHING
    return (quoted(rest), quoted(number[0])) if number else (NOTHING, quoted(text))
