"""How one finding is told: the sentence that every section begins from, and the claims that it cites."""

import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from foedus.brief.citing import Citer
from foedus.brief.evidence import Evidence
from foedus.brief.wording import (
    SHORT,
    Wording,
    bounded,
    by_hand,
    capital,
    exact_words,
    has_subject_before,
    joined,
    label,
    quoted,
    single,
    support,
    voice,
)
from foedus.model.brief import Row, Statement
from foedus.model.claim import Claim
from foedus.model.event import codes_of
from foedus.model.finding import Finding, Value
from foedus.model.record import ClaimId, FindingId, Record
from foedus.model.text import Document, Span

_CITED = 4
# Words of the reports with which a single name, or several names, cannot go together.
_PLURAL_VERBS = frozenset({"have", "are", "were", "do"})
_SINGULAR_VERBS = frozenset({"has", "is", "was", "does"})
_ANY_VERBS = frozenset({"will", "would", "could", "might", "may", "must", "shall", "should", "can", "had", "did"})

# Past forms that do not end in -ed: of other words nobody can tell by the form alone that they are no noun (`visit`, `stay`).
_PAST_VERBS = frozenset(
    ("arose", "became", "began", "bought", "broke", "brought", "built", "came", "caught", "chose", "cut", "dealt", "drew", "drove", "fell",
     "felt", "fled", "flew", "forbade", "forgave", "fought", "found", "froze", "gave", "got", "grew", "held", "hit", "kept", "knew", "laid",
     "led", "left", "lent", "let", "lost", "made", "met", "overthrew", "paid", "put", "quit", "rebuilt", "resold", "rose", "said", "sank",
     "sent", "set", "shook", "shot", "shut", "sold", "sought", "spent", "split", "spoke", "spread", "stole", "stood", "stopped", "struck",
     "swore", "taught", "threw", "told", "took", "undertook", "understood", "went", "withdrew", "withheld", "won", "wrote")
)  # fmt: skip


class Draft(Record, frozen=True, kw_only=True):
    """A sentence, or a row of a table, before it is known whether there is room for it: only what is printed cites."""

    finding: Finding
    claims: tuple[Claim, ...]
    kind: str
    text: str = ""
    cells: tuple[str, ...] = ()


class Teller:
    """Words findings and numbers what they cite; one for each brief.

    Args:
        evidence: What may be cited.
        wording: How findings are worded.
    """

    def __init__(self, evidence: Evidence, wording: Wording) -> None:
        self.evidence = evidence
        self.wording = wording
        self.citer = Citer(evidence, wording.name_of)
        self._leads: dict[FindingId, list[Claim]] = {}

    def stated(self, text: str, claims: Iterable[Claim], finding: Finding, kind: str = "deed", about: tuple[str, ...] = ()) -> Statement:
        """A sentence on a finding, with the caution that it needs."""
        caution = label(finding, self.evidence.of(finding))
        return Statement(text=text, citations=self.citer.cite(claims), findings=(finding.id,), label=caution, kind=kind, about=about)

    def statements(self, drafts: Iterable[Draft]) -> tuple[Statement, ...]:
        """Sentences on findings, with their citations and cautions."""
        return tuple(self.stated(draft.text, draft.claims, draft.finding, draft.kind) for draft in drafts)

    def rows(self, drafts: Iterable[Draft]) -> tuple[Row, ...]:
        """Rows of a table on findings, with their citations and cautions."""
        return tuple(
            Row(
                cells=draft.cells,
                citations=self.citer.cite(draft.claims),
                findings=(draft.finding.id,),
                label=label(draft.finding, self.evidence.of(draft.finding)),
                kind=draft.kind,
            )
            for draft in drafts
        )

    def told(self, finding: Finding) -> Statement:
        """Who did what to whom, in which words, on whose word, how far along, and how many say so."""
        return self._statement([finding], before="", turn=0)

    def each(self, findings: Iterable[Finding]) -> tuple[Statement, ...]:
        """A sentence for each finding, none that begins as the one before it does; what another's words hold is told with it."""
        return self.first(findings, sys.maxsize)[0]

    def first(self, findings: Iterable[Finding], most: int) -> tuple[tuple[Statement, ...], int]:
        """The same, as far as there is room.

        Args:
            findings: In order.
            most: How many sentences there is room for.

        Returns:
            The sentences, and how many more there are.
        """
        groups = self._grouped(list(findings))
        found: list[Statement] = []
        for turn, group in enumerate(groups[:most]):
            last = groups[turn - 1][0] if turn else None
            found.append(self._statement(group, before=found[-1].text if found else "", turn=turn, last=last))
        return tuple(found), max(0, len(groups) - most)

    def wholes(self, findings: Sequence[Finding]) -> dict[FindingId, Finding]:
        """For each finding the one whose sentence also tells it, if there is one among these; else itself."""
        told_in: defaultdict[Span, list[Finding]] = defaultdict(list)
        for finding in findings:
            told_in[self.leading(finding)[0].evidence[0]].append(finding)
        return {
            finding.id: next((other for other in told_in[self.leading(finding)[0].evidence[0]] if self._holds(other, finding)), finding)
            for finding in findings
        }

    def _grouped(self, findings: list[Finding]) -> list[list[Finding]]:
        """Findings whose sentence also tells others, with those others; each group stands where its first finding does."""
        groups: dict[FindingId, list[Finding]] = {}
        wholes = self.wholes(findings)
        for finding in findings:
            whole = wholes[finding.id]
            groups.setdefault(whole.id, [whole])
            if whole != finding:
                groups[whole.id].append(finding)
        return list(groups.values())

    def _holds(self, whole: Finding, part: Finding) -> bool:
        """Whether the words for one finding begin earlier than another's and go past them, alike in actors, support and caution."""
        mine, other = self.leading(whole)[0], self.leading(part)[0]
        if mine.evidence[0] != other.evidence[0] or whole.actors != part.actors or whole.articles != part.articles:
            return False
        text, trigger = self.evidence.document(mine).text, other.event.trigger
        is_within = mine.event.trigger.start < trigger.start and text[trigger.start : trigger.end] in exact_words(
            mine, self.evidence.document(mine)
        )
        alike = label(whole, self.evidence.of(whole)) == label(part, self.evidence.of(part))
        return is_within and alike and mine.headline in {other.headline, "completed"}

    def deed(self, claim: Claim, *, begins: bool = True) -> str:
        """Who did what to whom, as one claim has it."""
        event = claim.event
        return self.wording.deed_of(event.type, claim.headline, codes_of(event.actors), codes_of(event.recipients), begins=begins)

    def state(self, finding: Finding, lead: Claim, turn: int = 0, *, is_told: bool = False) -> str:
        """How far along the deed is, as its first report and as its latest has it; empty where that goes without saying."""
        if finding.status != lead.headline and finding.status in SHORT:
            return f"at first {SHORT[lead.headline]}, as of the latest report {SHORT[finding.status]}"
        if is_told or lead.headline in {"completed", "requested"}:
            return ""
        said = self.wording.status(lead.headline, turn)
        return said if said.startswith("a ") else f"this is {said}"

    def leading(self, finding: Finding) -> list[Claim]:
        """The claims to cite: what the first report tells most fully, the latest of the present status, then the others."""
        if finding.id not in self._leads:
            self._leads[finding.id] = self._leading(finding)
        return self._leads[finding.id]

    def _leading(self, finding: Finding) -> list[Claim]:
        claims = self.evidence.standing(finding)
        supporting = [claim for claim in claims if claim.id in finding.supporting] or claims
        first = max((claim for claim in supporting if claim.document == supporting[0].document), key=_fullness)
        latest = next((claim for claim in reversed(claims) if claim.headline == finding.status), first)
        rest = [claim for claim in claims if claim not in (first, latest)]
        return list(dict.fromkeys([first, latest, *rest]))[:_CITED]

    def lead_of(self, finding: FindingId) -> tuple[Finding, Claim] | None:
        """A finding of the ledger by id, with the claim that tells it best; none if it is not at hand."""
        found = self.evidence.finding(finding)
        return (found, self.leading(found)[0]) if found else None

    def teller(self, claim: Claim) -> str:
        """Who tells a claim: its outlet, else its document."""
        return single(self.evidence.document(claim).origin.outlet or claim.name)

    def who_says(self, claim: Claim) -> str:
        """Whose word it is; by its own account if the actor itself is named as the voice."""
        actors = codes_of(claim.event.actors)
        deepest = claim.attribution.voices[0]
        if list(deepest.codes) == actors and len(actors) == 1 and _is_named(self.wording.name_of(actors[0]), deepest.text):
            return "by its own account"
        return voice(claim, self.evidence.document(claim))

    def amount(self, value: Value) -> object:
        """The number that a rival value is, however it is written; its words where they are not the whole number of its claim."""
        claim = self.evidence.claims[value.claims[0]]
        quantity = claim.event.quantity
        is_whole = quantity is not None and quantity.written(self.evidence.document(claim).text) == value.value
        return _interval(claim) if is_whole else value.value

    def valued(self, value: Value) -> str:
        """A rival value in the words of a report, with the bound or negation that stands before it there."""
        for claim in (self.evidence.claims[claim] for claim in value.claims):
            document = self.evidence.document(claim)
            start = document.text.find(value.value, claim.evidence[0].start, claim.evidence[0].end)
            if start >= 0:
                return bounded(claim, Span(document=document.id, start=start, end=start + len(value.value)), document)
        return value.value

    def covering(self, lead: Claim, named: Iterable[ClaimId], quotes: Iterable[Span]) -> list[Claim]:
        """The claims that carry words that a sentence quotes; none if no claim holds some of them, for those cannot be cited."""
        cited = [lead, *(self.evidence.claims[claim] for claim in named if claim in self.evidence.claims)]
        for words in quotes:
            if not any(_covers(claim, words) for claim in cited):
                others = [claim for claim in self.evidence.claims.values() if _covers(claim, words)]
                if not others:
                    return []
                cited.append(min(others, key=lambda claim: claim.id))
        return cited

    def tellers(self, claims: Iterable[Claim]) -> str:
        """Who tells any of these claims, sorted and joined."""
        return joined(sorted({self.teller(claim) for claim in claims}))

    def _statement(self, group: Sequence[Finding], *, before: str, turn: int, last: Finding | None = None) -> Statement:
        finding = group[0]
        claims = self.leading(finding)
        lead = claims[0]
        rivals, more = self._rivals(finding, lead)
        denial, denying = self._denial(finding, lead)
        tail = f"{mended(lead)}{denial}{_backing(finding, last)}."
        texts = self._openings(finding, lead, rivals, turn)
        chosen = next((text for text in texts if not _is_alike(text, before)), texts[0])
        others = [self.leading(other)[0] for other in group[1:]]
        made = self.stated(f"{chosen}{tail}", dict.fromkeys([*claims, *more, *denying, *others]), finding)
        return msgspec.structs.replace(made, findings=tuple(one.id for one in group))

    def _openings(self, finding: Finding, lead: Claim, rivals: str, turn: int) -> list[str]:
        """The same sentence in several orders, without its end; every third begins with the voice."""
        document = self.evidence.document(lead)
        words, who_says = quoted(exact_words(lead, document)), self.who_says(lead)
        names = self.wording.names(codes_of(lead.event.actors))
        is_told = not (is_fluent := self._is_fluent(lead, document)) and not self.wording.is_untold(lead.event.type, lead.headline)
        state = self.state(finding, lead, turn, is_told=is_told)
        tail = f"{rivals}; {state}" if state else rivals
        if is_fluent:
            orders = [f"{capital(names)} {words}, {who_says}{tail}", f"{capital(who_says)}, {names} {words}{tail}"]
        else:
            deed = names if self._is_whole(lead, document) else self.deed(lead, begins=False)
            orders = [f"{capital(deed)}: {words}, {who_says}{tail}", f"{capital(who_says)}, {deed}: {words}{tail}"]
        return orders[::-1] if turn % 3 == 2 else orders  # noqa: PLR2004  # every third

    def _is_fluent(self, claim: Claim, document: Document) -> bool:
        """Whether the actors' names can stand before the exact words as their subject: they do in the report, and the verb agrees."""
        if claim.headline == "denied" or not has_subject_before(claim, document.text):
            return False
        words = exact_words(claim, document)
        trigger = claim.event.trigger
        return document.text.startswith(words[: trigger.end - trigger.start], trigger.start) and self._agrees(words.split()[0], claim)

    def _is_whole(self, claim: Claim, document: Document) -> bool:
        """Whether a done deed of several, none of them the recipient, needs no words of ours: the exact ones hold more than its trigger."""
        several = len(claim.event.actors) > 1 and not claim.event.recipients
        words = exact_words(claim, document)
        return several and claim.headline == "completed" and not document.text.startswith(words, claim.event.trigger.start)

    def _agrees(self, verb: str, claim: Claim) -> bool:
        is_plural = self.wording.is_plural(codes_of(claim.event.actors))
        if verb in _PLURAL_VERBS or verb in _SINGULAR_VERBS:
            return (verb in _PLURAL_VERBS) is is_plural
        if verb in _ANY_VERBS or verb in _PAST_VERBS or verb.endswith("ed"):
            return True
        return verb.endswith("s") and not is_plural and claim.headline != "completed"

    def _rivals(self, finding: Finding, lead: Claim) -> tuple[str, list[Claim]]:
        """Other numbers than the one that is told, with who gives them, and their claims."""
        others: dict[str, list[str]] = {}
        cited: list[Claim] = []
        told = _interval(lead)
        for value in (value for one in finding.conflicts if one.field == "quantity" and one.relation == "conflict" for value in one.values):
            claims = [self.evidence.claims[claim] for claim in value.claims]
            own = [claim for claim in claims if claim.name not in finding.echoes]
            is_hand = any("quantity" in by_hand(claim) for claim in claims)
            if own and lead not in claims and self.amount(value) != told and not is_hand:
                others.setdefault(self.tellers(own), []).append(quoted(self.valued(value)))
                cited += own
        rivals = joined([f"{joined(values)} ({tellers})" for tellers, values in others.items()])
        return (f", against {rivals}" if rivals else ""), cited

    def _denial(self, finding: Finding, lead: Claim) -> tuple[str, list[Claim]]:
        """That somebody denies it, where neither its status nor the sentence says so, with the claims that do."""
        denying = [claim for claim in self.evidence.standing(finding) if claim.id in finding.denying]
        if not denying or "denied" in {finding.status, lead.headline}:
            return "", []
        return f"; a denial stands against it ({self.tellers(denying)})", denying


def _backing(finding: Finding, last: Finding | None) -> str:
    """How many say so; nothing for one report, which its label and its citation tell, and no more than needed if as before."""
    if finding.articles == 1:
        return ""
    said = support(finding)
    return "; support as before" if last is not None and support(last) == said else f"; {said}"


def mended(claim: Claim) -> str:
    """The slots that a person corrected, since the exact words have them otherwise."""
    return "".join(f"; {slot} corrected by hand: {value or 'none'}" for slot, value in by_hand(claim).items())


def _interval(claim: Claim) -> object:
    """The number that a claim gives, however it is written; none if it gives none."""
    quantity = claim.event.quantity
    return (quantity.low, quantity.high, quantity.kind) if quantity is not None else None


def _is_named(name: str, words: str) -> bool:
    """Whether words are a name, however it is spelt: as many words, the first one the same, `the` left out."""
    named, given = (text.casefold().removeprefix("the ").split() for text in (name, words))
    return len(named) == len(given) and named[:1] == given[:1]


def _covers(claim: Claim, words: Span) -> bool:
    """Whether words stand in the evidence of a claim."""
    return any(span.document == words.document and span.start <= words.start and words.end <= span.end for span in claim.evidence)


def _is_alike(text: str, before: str) -> bool:
    """Whether two sentences begin with the same two words."""
    return text.split()[:2] == before.split()[:2]


def _fullness(claim: Claim) -> int:
    """How many of count, place, date and exchange a claim has; the count, which reports differ on most, weighs double."""
    parts = (claim.event.quantity, claim.event.quantity, claim.event.place, claim.event.date, claim.exchange, claim.event.object)
    return sum(part is not None for part in parts)
