"""Which claims a table of events may hold."""

import logging

import pytest
from tests.brief.reports import claim, date, event, report

from foedus.export.deeds import day_of, events_among, is_told_as_event, name_of, period_of
from foedus.export.flat import CodedClaim
from foedus.lexicon.codebook import Codebook
from foedus.model.mention import Actor, DateMention, Direction

TEXT = "Chad will send aid to Mali on 3 May."


def coded(kind: str, status: str) -> CodedClaim:
    """A claim of a type and status."""
    document = report("a", TEXT)
    return CodedClaim(claim=claim(document, "Chad", event(document, f"{kind} TCD > MLI", "will send"), status=status), document=document)


@pytest.mark.parametrize(
    ("kind", "status", "told"),
    [
        ("ASSAULT", "completed", True),
        ("ASSAULT", "ongoing", True),
        ("RETREAT", "ceased", True),
        ("AID", "unspecified", True),
        ("AGREE", "planned", True),
        ("THREATEN", "conditional", True),
        ("REQUEST", "requested", True),
        ("SANCTION", "planned", False),
        ("AID", "conditional", False),
        ("AGREE", "denied", False),
        ("ASSAULT", "denied", False),
        ("AGREE", "standing", False),
        ("CONSULT", "hypothetical", False),
        ("AID", "requested", False),
    ],
)
def test_what_is_told_as_an_event(kind: str, status: str, told: bool) -> None:
    """A promise and a threat have been made; a planned, denied or requested deed has not been seen."""
    assert is_told_as_event(coded(kind, status).claim, Codebook.load()) is told


def test_what_is_left_out_is_counted(caplog: pytest.LogCaptureFixture) -> None:
    """One warning with the number, none if nothing is left out."""
    records = [coded("ASSAULT", status) for status in ("completed", "denied", "planned")]
    with caplog.at_level(logging.WARNING):
        assert list(events_among(records[:1], Codebook.load(), "form")) == records[:1]
        assert not caplog.records
        assert list(events_among(records, Codebook.load(), "form")) == records[:1]
    (message,) = caplog.messages
    assert message.startswith("form: 2 of 3 claims left out")


def dated(iso: str, direction: Direction = Direction.DURING) -> DateMention:
    """A date with that relation to the deed."""
    found = date(report("a", TEXT), "3 May", iso)
    return DateMention(**{name: getattr(found, name) for name in found.__struct_fields__} | {"direction": direction})


def test_a_bound_is_no_date() -> None:
    """`Since 3 May` does not say when; neither do words that give no date."""
    assert day_of(dated("2025-05-03")) == period_of(dated("2025-05-03")) == dated("2025-05-03").period
    assert period_of(dated("2025-05-03", Direction.SINCE)) is None
    assert day_of(dated("")) is None
    assert day_of(None) is None


def test_an_actor_without_a_name_has_its_codes() -> None:
    """A code is no name, even where it stands for one."""
    names = {"PHL": "Philippines"}
    assert [name_of(Actor(code="PHL", name=name), names.__getitem__) for name in ("", "PHL", "Senate")] == ["Philippines"] * 2 + ["Senate"]
