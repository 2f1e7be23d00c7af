"""Rows on what is to come: what was promised and what became of it, what is not known, what to watch."""

from collections.abc import Iterable, Iterator, Sequence

from foedus.brief.borders import widened
from foedus.brief.gate.basis import Basis
from foedus.brief.gate.reading import Reading
from foedus.brief.wording import counted, quoted, single
from foedus.model.brief import Row
from foedus.model.claim import Claim
from foedus.model.commitment import PENDING, Commitment, Question, State, Watch
from foedus.model.dating import day_words, due_words
from foedus.model.record import ClaimId, FindingId

COMMITMENT_COLUMNS = ("In exact words", "Kind", "By", "To", "Told", "Due", "What became of it", "Would be met if somebody")
QUESTION_COLUMNS = ("Question", "What would answer it")
WATCH_COLUMNS = ("What", "Sort")
NOTHING = "—"
# so many claims and findings a question or a thing to watch cites, if it has as many
CITED = 4
_PROMISES, _SIGNS, _DENIALS, _WAYS = 2, 2, 1, 3
_EXTENT_TOLD = frozenset({State.PART, State.SEEN, State.FULFILLED})
_SORTS = {"date": "a date", "condition": "a condition", "report": "a report"}


def commitment(columns: tuple[str, ...], row: Row, basis: Basis) -> Iterator[str]:
    """What was promised, by whom, to whom, when, until when, what became of it, and what would still meet it."""
    outlook = basis.evidence.assessed.outlook
    known = [one for one in outlook.commitments if row.about == (one.finding,)] if outlook else []
    if columns != COMMITMENT_COLUMNS or len(known) != 1:
        yield f"a commitment that nobody made ({', '.join(row.about)})"
        return
    made = known[0]
    for column, cell, told in zip(columns, row.cells, _told(made, basis), strict=True):
        if cell not in told:
            yield f"{column} is not what the commitment has ({cell})"
    yield from _cited(basis, _signed(made, basis, ": " in row.cells[6]), [made.finding, *(sign.finding for sign in made.signs[:_SIGNS])])


def question(columns: tuple[str, ...], row: Row, basis: Basis) -> Iterator[str]:
    """A question as it was asked of its findings, beside what would answer it."""
    outlook = basis.evidence.assessed.outlook
    asked = [one for one in outlook.questions if row.about == (one.topic,)] if outlook else []
    found = [one for one in asked if row.cells == (one.text, one.answer)]
    if columns != QUESTION_COLUMNS or not found:
        yield f"a question that nobody asked so, or another answer than it has ({' | '.join(row.cells)})"
        return
    yield from _recorded(found, basis)


def watch(columns: tuple[str, ...], row: Row, basis: Basis) -> Iterator[str]:
    """A thing to watch as it was recorded, and whether it is a date, a condition or a report."""
    outlook = basis.evidence.assessed.outlook
    watched = [one for one in outlook.watch if row.about == (one.kind,)] if outlook else []
    found = [one for one in watched if row.cells == (one.text, _SORTS[one.kind])]
    if columns != WATCH_COLUMNS or not found:
        yield f"nothing that is watched so ({' | '.join(row.cells)})"
        return
    yield from _recorded(found, basis)


def _told(made: Commitment, basis: Basis) -> tuple[set[str], ...]:
    """What each cell may hold."""
    names = basis.wording.names
    return (
        set(_words(made, basis)),
        {made.pledge.value},
        {names(made.actors) or NOTHING},
        {names(made.recipients) or NOTHING},
        {day_words(made.made) if made.made else NOTHING},
        {due_words(made.due).removeprefix("due ") if made.due else NOTHING},
        {f"{became}{_against(made)}" for became in _became(made, basis)},
        {_means(made)},
    )


def _words(made: Commitment, basis: Basis) -> Iterator[str]:
    """The exact words of those who make it, with what governs them, as a cited claim has them."""
    for claim in basis.claims:
        text = basis.text(claim)
        for start, end, sentence in basis.places(claim, single(made.words)) if claim.id in made.claims else ():
            first, last = widened(text, start, end, sentence)
            if basis.tells(claim, text[first:last]):
                yield quoted(text[first:last])


def _became(made: Commitment, basis: Basis) -> Iterator[str]:
    """The state; with how much was seen, unless a number in it is a person's and stands in no report."""
    has_extent = made.state in _EXTENT_TOLD and made.extent is not None and made.extent.seen
    is_cited = all(_stands(words, basis.claims, basis) for words in Reading(made.reason).quotations)
    yield f"{made.state.value}: {made.reason}" if has_extent and is_cited else made.state.value


def _against(made: Commitment) -> str:
    return f"; denied by {counted(len(made.denying), 'claim')}" if made.denying else ""


def _means(made: Commitment) -> str:
    """The deeds that would meet what is pending, the first few."""
    means = [kind.partition(": ")[2] for kind in made.awaits]
    first = list(dict.fromkeys(means))[:_WAYS] if made.state in PENDING else []
    *others, last = first or [NOTHING]
    return f"{', '.join(others)} or {last}" if others else last or NOTHING


def _signed(made: Commitment, basis: Basis, has_numbers: bool) -> set[ClaimId]:  # noqa: FBT001  # read off the row
    """The claims that a row on a commitment rests on: who makes it, what bears on it, who denies it, who gives the number told."""
    extent = made.extent.promised if made.extent is not None and has_numbers else ()
    numbers = {amount.text: amount.claim for amount in extent}
    signs = [sign.claims[0] for sign in made.signs if sign.claims and sign.claims[0] in basis.evidence.claims]
    return {*made.claims[:_PROMISES], *numbers.values(), *signs[:_SIGNS], *made.denying[:_DENIALS]} & basis.evidence.claims.keys()


def _recorded(found: Sequence[Question | Watch], basis: Basis) -> Iterator[str]:
    """The record is of these findings, and its claims are cited, in which its quotations stand."""
    faults = [list(_resting(record, basis)) for record in found]
    yield from min(faults, key=len)


def _resting(record: Question | Watch, basis: Basis) -> Iterator[str]:
    findings = [finding for finding in map(basis.evidence.finding, record.findings[:CITED]) if finding is not None]
    quotations = Reading(record.text).quotations
    yield from (f"words that no cited claim holds (“{words}”)" for words in quotations if not _stands(words, basis.claims, basis))
    of = {claim for finding in findings for claim in (*finding.supporting, *finding.denying)}
    own = [claim for claim in record.claims if claim in of and claim in basis.evidence.claims]
    if own:
        yield from _cited(basis, set(own if quotations else own[:CITED]), record.findings[:CITED])
        return
    yield from _cited(basis, {claim.id for claim in basis.claims}, record.findings[:CITED])
    for finding in findings:
        if len([claim for claim in basis.evidence.standing(finding) if claim in basis.claims]) != 1:
            yield f"not one claim of each finding ({finding.id})"
    if len(basis.claims) != len(findings):
        yield "more or fewer claims than findings"


def _cited(basis: Basis, wanted: set[ClaimId], findings: Iterable[FindingId]) -> Iterator[str]:
    """Exactly these claims are cited, of exactly these findings."""
    cited = {claim.id for claim in basis.claims}
    yield from (f"a claim that it rests on is not cited ({claim})" for claim in sorted(wanted - cited))
    yield from (f"a citation that carries nothing of it ({claim})" for claim in sorted(cited - wanted))
    known = [finding for finding in dict.fromkeys(findings) if basis.evidence.finding(finding) is not None]
    if list(basis.statement.findings) != known:
        yield "other findings than it speaks of"


def _stands(words: str, claims: Iterable[Claim], basis: Basis) -> bool:
    """Whether words stand as whole words in the sentences of one of the claims, and no bound of theirs is left out."""
    return any(basis.names(claim, words) for claim in claims)
