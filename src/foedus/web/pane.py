"""The claims table and the chosen claim beside it."""

from collections.abc import Callable, Mapping, Sequence

from foedus.corroboration.judging import target_of
from foedus.desk.claims import Entry, Weighed, history_of, weighed
from foedus.errors import LookupFailed
from foedus.model.claim import Claim, Voice, VoiceKind
from foedus.model.record import ClaimId, DocumentId, FindingId, Record
from foedus.model.text import Document
from foedus.store import Ledger
from foedus.store.paging import ClaimPage, ToldClaim
from foedus.store.selecting import stories_of
from foedus.web.highlighting import Segment, marks_of, others_of, segments
from foedus.web.slots import Slot, grain_of, interval, slots_of

NameOf = Callable[[str], str]
# a longer text is shown as far around the evidence; the whole of it is on the document's page
_WHOLE = 40_000
_AROUND = 15_000


class Row(Record, frozen=True, kw_only=True):
    """A claim as a table shows it.

    Attributes:
        weighed: The claim, and what was decided about it.
        document: Its document.
        voice: Who says so, the deepest voice; empty where the report speaks for itself.
        quantity: The count as numbers with its unit, empty if none.
        exchange: What is got in return, in exact words; empty if nothing is.
        date: The day of the deed in ISO 8601, at its own grain; empty if none is known.
        grain: That grain in words, and what of it follows from the publication alone.
        story: The story of its finding; empty if it has none.
    """

    weighed: Weighed
    document: Document
    voice: str
    quantity: str
    exchange: str
    date: str
    grain: str
    story: str = ""


class Chosen(Record, frozen=True, kw_only=True):
    """The claim that is looked at.

    Attributes:
        weighed: The claim, and what was decided about it.
        document: Its document.
        segments: The document's text, cut at all marks.
        is_cut: Whether that is not the whole text.
        slots: Its slots.
        history: All that was decided, in order.
        version: What a judgement on it gives as seen.
        next: The claim after it in the list; empty if none.
        story: The story of its finding; empty if it has none.
    """

    weighed: Weighed
    document: Document
    segments: tuple[Segment, ...]
    is_cut: bool
    slots: tuple[Slot, ...]
    history: tuple[Entry, ...]
    version: int
    next: ClaimId = ClaimId("")
    story: str = ""


def rows_of(ledger: Ledger, page: ClaimPage) -> tuple[Row, ...]:
    """The rows of a page of claims."""
    stories = stories_of(ledger, [one.finding for one in page.claims if one.finding])
    return tuple(_row(one, page.documents[one.claim.document], stories) for one in weighed(ledger, page.claims))


def _row(one: Weighed, document: Document, stories: Mapping[FindingId, str]) -> Row:
    event, exchange = one.claim.event, one.claim.exchange
    gets = document.text[exchange.gets.start : exchange.gets.end] if exchange and exchange.gets else ""
    return Row(
        weighed=one,
        document=document,
        voice=_voice(one.claim.attribution.voices[0]),
        quantity=f"{interval(event.quantity)} {event.quantity.unit}" if event.quantity else "",
        exchange=gets,
        date=event.date.period.iso if event.date and event.date.period else "",
        grain=grain_of(event.date) if event.date else "",
        story=stories.get(one.finding, "") if one.finding else "",
    )


def _voice(voice: Voice) -> str:
    return "" if voice.kind is VoiceKind.AUTHOR else voice.text or voice.kind.value


def chosen_claim(ledger: Ledger, key: str, rows: Sequence[Row], name_of: NameOf) -> Chosen:
    """The claim of an id, with its text and its history.

    Args:
        ledger: The ledger.
        key: The claim's id.
        rows: The table beside it.
        name_of: Display name of a party's code.

    Raises:
        LookupFailed: There is no such claim.
    """
    version = ledger.version_of([target_of(ledger.claim(ClaimId(key)))])
    claim = ledger.claim(ClaimId(key))
    told = weighed(ledger, [ToldClaim(claim=claim, finding=_finding(ledger, claim.id))])[0]
    document = ledger.document(claim.document)
    start, end = window_of(claim, document)
    marks = (*marks_of(told.claim), *others_of(claim, ledger.claims(document.id)))
    return Chosen(
        weighed=told,
        document=document,
        segments=segments(document.text, marks, start=start, end=end),
        is_cut=end - start < len(document.text),
        slots=slots_of(told.claim, document, name_of),
        history=history_of(ledger, claim),
        version=version,
        story=stories_of(ledger, [told.finding]).get(told.finding, "") if told.finding else "",
        next=following(claim.id, [row.weighed.claim.id for row in rows]),
    )


def following(claim: ClaimId, listed: Sequence[ClaimId]) -> ClaimId:
    """The claim after another one in a list; empty at its end, the first where the list does not hold it.

    >>> following("c-1", ["c-1", "c-2"]), following("c-2", ["c-1", "c-2"])
    ('c-2', '')
    """
    after = listed.index(claim) + 1 if claim in listed else 0
    return listed[after] if after < len(listed) else ClaimId("")


def window_of(claim: Claim, document: Document) -> tuple[int, int]:
    """Which part of a text to show: all of it, or as much as a reader needs around the evidence."""
    if len(document.text) <= _WHOLE:
        return 0, len(document.text)
    sentence = claim.evidence[0]
    return max(0, sentence.start - _AROUND), min(len(document.text), sentence.end + _AROUND)


def _finding(ledger: Ledger, claim: ClaimId) -> FindingId | None:
    try:
        return ledger.finding(claim).id
    except LookupFailed:
        return None


def in_document(ledger: Ledger, key: str) -> DocumentId | None:
    """The id of a document by its id or its name; none if no document is asked for.

    Raises:
        LookupFailed: There is none, or several have that name.
    """
    return ledger.document(key).id if key else None
