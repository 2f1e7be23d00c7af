"""What a sentence cites, and which of the cited claims can still be the one that it tells."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from foedus.brief.borders import begins_clause, drops_bound, ends_clause, is_whole, widened
from foedus.brief.evidence import Evidence
from foedus.brief.excerpts import with_governing
from foedus.brief.wording import Wording, joined, single, voice
from foedus.model.brief import Row, Statement
from foedus.model.claim import Claim
from foedus.model.event import codes_of
from foedus.model.finding import Finding
from foedus.model.record import FindingId
from foedus.model.text import Span


class Basis:
    """What one sentence or row rests on.

    Args:
        statement: The sentence or row.
        evidence: What may be cited.
        wording: The words of deeds and statuses.
        earlier: The sentences before it in its section.
    """

    def __init__(self, statement: Statement | Row, evidence: Evidence, wording: Wording, earlier: Sequence[Statement] = ()) -> None:
        self.statement = statement
        self.evidence = evidence
        self.wording = wording
        self.earlier = earlier
        self.claims = [evidence.claims[cited.claim] for cited in statement.citations if cited.claim in evidence.claims]
        self.findings = [found for found in map(self._finding, statement.findings) if found is not None]

    def _finding(self, wanted: FindingId) -> Finding | None:
        return self.evidence.finding(wanted)

    def own(self) -> list[Claim]:
        """The cited claims that are claims on the findings it speaks of."""
        those = {claim for finding in self.findings for claim in (*finding.supporting, *finding.denying)}
        return [claim for claim in self.claims if claim.id in those]

    def lead(self) -> list[Claim]:
        """The claim that a sentence on one deed tells: the first that it cites, if that is on a finding of its; else none."""
        return [claim for claim in self.own() if claim is self.claims[0]]

    def text(self, claim: Claim) -> str:
        """The text of a claim's document as it is printed in quotation marks."""
        return _printed(self.evidence.document(claim).text)

    def voice(self, claim: Claim) -> str:
        """On whose word a claim stands, in words."""
        return voice(claim, self.evidence.document(claim))

    def teller(self, claim: Claim) -> str:
        """Who tells a claim: its outlet, else its document."""
        return single(self.evidence.document(claim).origin.outlet or claim.name)

    def said(self, claim: Claim) -> list[str]:
        """On whose word a claim stands, in any words that say so."""
        deepest, actors = claim.attribution.voices[0], codes_of(claim.event.actors)
        own = ["by its own account"] if len(actors) == 1 and list(deepest.codes) == actors else []
        return [self.voice(claim), *own]

    def tellers(self, claims: Iterable[Claim]) -> str:
        """Who tells any of these claims, sorted and joined."""
        return joined(sorted({self.teller(claim) for claim in claims}))

    def listed(self) -> str:
        """A pattern of names of those who tell the cited claims, one or several."""
        names = "|".join(sorted({re.escape(self.teller(claim)) for claim in self.claims}, key=len, reverse=True)) or "(?!)"
        return rf"(?:{names})(?:, (?:{names}))*(?: and (?:{names}))?"

    def clause(self, claim: Claim, *, begins: bool = True) -> str:
        """Who did what to whom, as a claim has it."""
        event = claim.event
        return self.wording.deed_of(event.type, claim.headline, codes_of(event.actors), codes_of(event.recipients), begins=begins)

    def places(self, claim: Claim, words: str) -> Iterator[tuple[int, int, Span]]:
        """Where words stand, as whole words, in the sentences that a claim rests on."""
        text = self.text(claim)
        for sentence in claim.evidence:
            start = text.find(words, sentence.start, sentence.end) if words else -1
            while start >= 0:
                if is_whole(text, start, start + len(words)):
                    yield start, start + len(words), sentence
                start = text.find(words, start + 1, sentence.end)

    def tells(self, claim: Claim, words: str) -> bool:
        """Whether words quote a claim's deed: its trigger is in them, they are whole, and nothing that governs them is left out."""
        trigger, text = claim.event.trigger, self.text(claim)
        starts, ends = edges_of(claim, text)
        return any(
            start <= trigger.start
            and trigger.end <= end
            and (start == widened(text, trigger.start, trigger.end, sentence)[0] or start in starts or begins_clause(text, start, sentence))
            and (end in ends or ends_clause(text, end, sentence))
            and widened(text, start, end, sentence) == (start, end)
            for start, end, sentence in self.places(claim, words)
        )

    def names(self, claim: Claim, words: str) -> bool:
        """Whether words stand in a claim's sentences, and no bound of theirs (`up to`) is left out."""
        text = self.text(claim)
        return any(not drops_bound(text, start, sentence) for start, _, sentence in self.places(claim, words))


def edges_of(claim: Claim, text: str) -> tuple[set[int], set[int]]:
    """Where a quotation of a deed may begin and end within a clause: at its trigger and at its parts."""
    event = claim.event
    parts = (event.object, event.quantity, event.place, event.date, claim.exchange.gets if claim.exchange else None)
    found = [part for part in parts if part is not None]
    after = {part.end for part in found if part.end > event.trigger.end}
    starts = {part.start for part in found}
    return starts | {with_governing(text, claim.evidence[0].start, start) for start in starts}, after or {event.trigger.end}


@lru_cache(maxsize=64)
def _printed(text: str) -> str:
    return single(text)


class Bound:
    """The cited claims that can be the one told: each part of the sentence leaves those that carry it, until none is left.

    Args:
        claims: All that can.
    """

    def __init__(self, claims: Iterable[Claim]) -> None:
        self.claims = list(claims)
        self.faults: list[str] = []

    def narrow(self, carries: Callable[[Claim], bool], fault: str) -> Sequence[Claim]:
        """Keep the claims that carry a part; a fault if none of those left does, and then they stay."""
        kept = [claim for claim in self.claims if carries(claim)]
        if kept:
            self.claims = kept
        else:
            self.faults.append(fault)
        return kept
