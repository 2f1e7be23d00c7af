"""Records keep what must hold of them by themselves."""

import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.model.claim import Act, Attribution, Certainty, Claim, Polarity, Status, Voice, VoiceKind
from foedus.model.coded import CodedDocument
from foedus.model.event import Event
from foedus.model.finding import Finding, Lineages
from foedus.model.outcome import Discard, Outcome, merge
from foedus.model.period import Period, Precision, day
from foedus.model.record import ClaimId, DocumentId, EventId, FindingId, identify
from foedus.model.text import Document, Origin, Span

HERE = DocumentId("d-1")
THERE = DocumentId("d-2")


def claim(
    *, status: Status, polarity: Polarity = Polarity.POSITIVE, act: Act = Act.ASSERTS, evidence: tuple[Span, ...] | None = None
) -> Claim:
    """A claim of that status, polarity and act."""
    span = Span(document=HERE, start=0, end=4)
    return Claim(
        id=ClaimId("c-1"),
        document=HERE,
        name="one",
        event=Event(id=EventId("e-1"), sentence=0, token=0, trigger=span, type="AID", coder="test"),
        status=status,
        polarity=polarity,
        certainty=Certainty.CERTAIN,
        act=act,
        attribution=Attribution(voices=(Voice(kind=VoiceKind.AUTHOR),)),
        evidence=(span,) if evidence is None else evidence,
    )


def finding(*, supporting: tuple[str, ...], denying: tuple[str, ...] = (), sure: int = 1, possible: int = 1) -> Finding:
    """A finding on those claims."""
    return Finding(
        id=FindingId("f-1"),
        story="s-1",
        event="AID",
        actors=(),
        recipients=(),
        status="completed",
        supporting=tuple(map(ClaimId, supporting)),
        denying=tuple(map(ClaimId, denying)),
        documents=("one",),
        lineages=Lineages(sure=sure, possible=possible),
        articles=1,
        grade="F6",
        grade_reason="test",
    )


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 3)])
def test_a_span_is_never_empty_or_negative(start: int, end: int) -> None:
    """The bounds are checked when it is made."""
    with pytest.raises(ValueError, match="empty or negative"):
        Span(document=HERE, start=start, end=end)


@pytest.mark.parametrize(
    ("start", "end", "precision", "iso"),
    [
        ("2025-08-03", "2025-08-04", Precision.DAY, "2025-08-03"),
        ("2024-12-30", "2025-01-06", Precision.WEEK, "2025-W01"),
        ("2025-08-01", "2025-09-01", Precision.MONTH, "2025-08"),
        ("2025-01-01", "2026-01-01", Precision.YEAR, "2025"),
        ("2025-03-01", "2025-06-01", Precision.SEASON, "2025-03-01/2025-05-31"),
        ("2025-08-16", "2025-08-18", Precision.INTERVAL, "2025-08-16/2025-08-17"),
    ],
)
def test_a_period_is_written_at_its_own_grain(start: str, end: str, precision: Precision, iso: str) -> None:
    """ISO 8601, no more exact than the words; read again it is the same days."""
    period = Period(start=dt.date.fromisoformat(start), end=dt.date.fromisoformat(end), precision=precision)
    assert period.iso == iso
    again = Period.parse(iso)
    assert (again.start, again.end, again.iso) == (period.start, period.end, iso)


@pytest.mark.parametrize("iso", ["", "June", "2025-13", "2025-02-30", "2025-W60", "2025-06-18/2025-06-10", "2025-06-18/", "20250618"])
def test_what_is_no_date_is_refused(iso: str) -> None:
    """Only the forms that a period is written in are read, and only days that there are."""
    with pytest.raises(ValueError, match=r"."):
        Period.parse(iso)


def test_a_period_holds_a_day() -> None:
    """Its end lies after its start."""
    with pytest.raises(ValueError, match="before it starts"):
        Period(start=dt.date(2025, 3, 4), end=dt.date(2025, 3, 4), precision=Precision.DAY)


@given(st.dates(max_value=dt.date(9999, 12, 30)), st.dates(max_value=dt.date(9999, 12, 30)))
def test_days_overlap_only_themselves(one: dt.date, other: dt.date) -> None:
    """Overlap is symmetric, and of days it is equality."""
    assert day(one).overlaps(day(other)) == day(other).overlaps(day(one)) == (one == other)


@pytest.mark.parametrize(
    ("status", "polarity", "act", "headline"),
    [
        (Status.PLANNED, Polarity.POSITIVE, Act.COMMITS, "planned"),
        (Status.COMPLETED, Polarity.POSITIVE, Act.DENIES, "denied"),
        (Status.PLANNED, Polarity.NEGATIVE, Act.ASSERTS, "denied"),
        (Status.COMPLETED, Polarity.POSITIVE, Act.REQUESTS, "requested"),
        (Status.PLANNED, Polarity.NEGATIVE, Act.REQUESTS, "denied"),
        (Status.STANDING, Polarity.POSITIVE, Act.ASSERTS, "standing"),
    ],
)
def test_the_headline_puts_denial_before_request_before_status(status: Status, polarity: Polarity, act: Act, headline: str) -> None:
    """One word for tables is derived, never stored."""
    assert claim(status=status, polarity=polarity, act=act).headline == headline


@pytest.mark.parametrize("evidence", [(), (Span(document=THERE, start=0, end=4),)])
def test_a_claim_rests_on_words_of_its_own_document(evidence: tuple[Span, ...]) -> None:
    """Evidence is there, and from nowhere else."""
    with pytest.raises(ValueError, match="evidence from its own document"):
        claim(status=Status.PLANNED, evidence=evidence)


def test_identifiers_depend_on_the_borders_of_their_parts() -> None:
    """The prefix tells the kind; equal parts give equal identifiers."""
    assert identify("c", "ab", "c") != identify("c", "a", "bc")
    assert identify("c", "ab", 1) == identify("c", "ab", 1) != identify("c", "ab", "1")
    prefix, _, digits = identify("f", "x").partition("-")
    assert (prefix, len(digits)) == ("f", 16)


@given(st.lists(st.text(max_size=6), max_size=4), st.lists(st.text(max_size=6), max_size=4))
def test_different_parts_give_different_identifiers(one: list[str], other: list[str]) -> None:
    """No two lists of parts meet."""
    assert (identify("x", *one) == identify("x", *other)) == (one == other)


def test_a_finding_of_sound_claims_stands() -> None:
    """Both sides may have claims; lineages lie between."""
    made = finding(supporting=("c-1", "c-2"), denying=("c-3",), sure=2, possible=3)
    assert made.lineages.sure == 2


@pytest.mark.parametrize(
    ("supporting", "denying", "sure", "possible", "message"),
    [
        ((), (), 0, 0, "has 0 claims"),
        (("c-1",), ("c-1",), 1, 1, "1 of them on both sides"),
        (("c-1",), (), 1, 2, "lineages 1..2 of 1 claims"),
        (("c-1", "c-2"), (), 2, 1, "lineages 2..1 of 2 claims"),
    ],
)
def test_a_finding_refuses_what_cannot_be(
    supporting: tuple[str, ...], denying: tuple[str, ...], sure: int, possible: int, message: str
) -> None:
    """No claims, claims on both sides, more lineages than claims, sure ones above possible ones."""
    with pytest.raises(ValueError, match=message):
        finding(supporting=supporting, denying=denying, sure=sure, possible=possible)


def test_records_are_frozen_and_travel_as_json() -> None:
    """A record cannot be changed; encoded and decoded it is the same."""
    made = claim(status=Status.PLANNED)
    with pytest.raises(AttributeError):
        made.name = "other"  # type: ignore[misc]  # that it is refused is what is tested
    assert msgspec.json.decode(msgspec.json.encode(made), type=Claim) == made


def test_decoding_checks_closed_vocabularies() -> None:
    """A status that does not exist does not get in."""
    raw = msgspec.json.encode(claim(status=Status.PLANNED)).replace(b'"status":"planned"', b'"status":"mooted"')
    with pytest.raises(msgspec.ValidationError, match="mooted"):
        msgspec.json.decode(raw, type=Claim)


def test_outcomes_are_merged_in_order() -> None:
    """Kept records and discards keep their order."""
    one = Outcome(kept=("a",), discards=(Discard(stage="reading", place="x", reason="is empty"),))
    other = Outcome(kept=("b", "c"), discards=(Discard(stage="reading", place="y", reason="is empty"),))
    joined = merge([one, other])
    assert joined.kept == ("a", "b", "c")
    assert [discard.place for discard in joined.discards] == ["x", "y"]
    assert merge([]) == Outcome()


def test_a_coded_document_quotes_its_text() -> None:
    """Offsets are code points of the stored text."""
    document = Document(id=HERE, name="one", origin=Origin(), text="Ağrı 🙂 said", raw_sha256="", text_sha256="", extractor="test")
    assert CodedDocument(document=document).quote(5, 6) == "🙂"
