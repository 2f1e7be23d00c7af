"""What carries out or undoes a commitment where reports tell of it as another deed, and what does not."""

import msgspec
import pytest
from tests.brief.reports import date, finding, place
from tests.outlook.promises import Ledger

from foedus.model.claim import Act, Certainty
from foedus.model.commitment import Pledge, State
from foedus.model.finding import Superseded
from foedus.model.mention import Direction
from foedus.model.period import Period


@pytest.fixture
def ledger() -> Ledger:
    """A promise of 500 workers on the first of March."""
    found = Ledger()
    found.tell("AGREE PRK > RUS", "500 workers", "2025-03-01", "planned")
    return found


def test_a_deed_of_another_finding_is_matched(ledger: Ledger) -> None:
    """Kind, roles, things and time agree: matched, with the ids and the reason, and the days that it took."""
    deed = ledger.tell("AID PRK > RUS", "500 labourers", "2025-04-10")
    (commitment,) = ledger.track()
    (sign,) = commitment.signs
    assert (commitment.state, commitment.waited_days, commitment.age_days) == (State.FULFILLED, 40, 306)
    assert (sign.way, sign.finding, sign.claims) == ("matched", deed.id, deed.supporting)
    assert sign.reason == "AGREE:AID, gives what was promised: same parties, about worker, after the promise"


@pytest.mark.parametrize(
    ("coded", "thing", "day"),
    [
        ("AID CHN > RUS", "500 workers", "2025-04-10"),
        ("AID RUS > PRK", "500 workers", "2025-04-10"),
        ("AID PRK > CHN", "500 workers", "2025-04-10"),
        ("AID PRK > RUS", "barley", "2025-04-10"),
        ("AID PRK > RUS", "500 workers", "2025-02-10"),
        ("AID PRK > RUS", "500 workers", "2029-04-10"),
        ("ACCUSE PRK > RUS", "500 workers", "2025-04-10"),
    ],
)
def test_what_is_not_the_promised_deed(ledger: Ledger, coded: str, thing: str, day: str) -> None:
    """Another giver, the other way round, another receiver, another thing, before the promise, years later, another kind."""
    ledger.tell(coded, thing, day)
    (commitment,) = ledger.track("2030-01-01")
    assert (commitment.state, commitment.signs, commitment.waited_days) == (State.OPEN, (), None)


def test_the_wait_can_be_set(ledger: Ledger) -> None:
    """A deed after that is not taken for the promised one."""
    ledger.tell("AID PRK > RUS", "500 workers", "2025-06-10")
    assert [ledger.track(max_wait_days=days)[0].state for days in (100, 101)] == [State.OPEN, State.FULFILLED]


def test_organs_of_government_are_the_state(ledger: Ledger) -> None:
    """What the state promised its army may do."""
    ledger.tell("COOPERATE PRK:MIL > RUS:GOV", "500 workers", "2025-04-10")
    assert ledger.track()[0].state is State.FULFILLED


@pytest.mark.parametrize(("country", "state"), [("RUS", State.FULFILLED), ("PRK", State.FULFILLED), ("CHN", State.OPEN)])
def test_the_place_must_be_possible(country: str, state: State) -> None:
    """A deal moves things from one party to the other; in a third country it is another one."""
    ledger = Ledger()
    for coded, there, status, day in (("AGREE", "RUS", "planned", "2025-03-01"), ("AID", country, "completed", "2025-04-01")):
        made = ledger.claim(f"{coded} PRK > RUS", "500 workers", day, status)
        where = place(ledger.documents[-1], "workers", there)
        ledger.claims[-1] = msgspec.structs.replace(made, event=msgspec.structs.replace(made.event, place=where))
        ledger.findings.append(finding([ledger.claims[-1]]))
    assert ledger.track()[0].state is state


def test_parts_of_several_findings_are_an_interval(ledger: Ledger) -> None:
    """At least the largest figure, at most their sum; whole only when the low end reaches what was promised."""
    ledger.tell("AID PRK > RUS", "200 workers", "2025-04-10")
    ledger.tell("COOPERATE PRK > RUS", "350 workers", "2025-05-10")
    (commitment,) = ledger.track()
    assert (commitment.state, commitment.reason) == (State.PART, "350 to 550 of “500 workers” seen")
    assert commitment.extent is not None
    assert len(commitment.extent.seen) == 2


def test_a_deed_counts_for_one_promise(ledger: Ledger) -> None:
    """The one that shares the most; else the one made last before it."""
    later = ledger.tell("AGREE PRK > RUS", "500 workers", "2025-05-01", "planned")
    ledger.tell("AID PRK > RUS", "500 workers", "2025-06-10")
    states = {commitment.finding: commitment.state for commitment in ledger.track()}
    assert states == {ledger.findings[0].id: State.OPEN, later.id: State.FULFILLED}


def test_the_order_of_findings_does_not_count(ledger: Ledger) -> None:
    """Whatever was read first, the same comes out."""
    for day in range(1, 9):
        ledger.tell("AGREE PRK > RUS", f"{day}00 workers", f"2025-04-0{day}", "planned")
        ledger.tell("AID PRK > RUS", f"{day}00 workers", f"2025-05-0{day}")
    told = ledger.track()
    assert len({commitment.state for commitment in told}) > 1
    ledger.findings.reverse()
    assert ledger.track() == told


def test_a_reversal_and_its_renewal(ledger: Ledger) -> None:
    """Refused after it was promised: reversed. Promised once more after that: open again."""
    ledger.tell("REJECT PRK > RUS", "500 workers", "2025-06-10")
    (commitment,) = ledger.track()
    assert (commitment.state, commitment.signs[0].bears) == (State.REVERSED, "reverses")
    again = ledger.claim("AGREE PRK > RUS", "500 workers", "2025-08-01", "planned")
    ledger.findings[0] = finding([ledger.claims[0], again])
    assert ledger.track()[0].state is State.OPEN


@pytest.mark.parametrize(("kind", "state"), [("AID", State.REVERSED), ("REJECT", State.OPEN)])
def test_what_has_stopped(ledger: Ledger, kind: str, state: State) -> None:
    """To stop giving what was promised reverses it; to stop refusing it does nothing yet."""
    ledger.tell(f"{kind} PRK > RUS", "500 workers", "2025-06-10", "ceased")
    assert ledger.track()[0].state is state


def test_what_is_called_off_is_not_fulfilled(ledger: Ledger) -> None:
    """A word such as `scrapped` outweighs the type of the deed."""
    ledger.tell("AID PRK > RUS", "500 workers", "2025-06-10", trigger="suspended sending")
    assert ledger.track()[0].state is State.REVERSED


@pytest.mark.parametrize(
    ("direction", "today", "state"),
    [
        (Direction.UNTIL, "2025-06-30", State.OPEN),
        (Direction.UNTIL, "2025-07-01", State.NOT_SEEN),
        (Direction.BEFORE, "2025-06-01", State.NOT_SEEN),
        (Direction.AFTER, "2025-07-01", State.OPEN),
    ],
)
def test_only_a_date_that_has_passed_is_late(direction: Direction, today: str, state: State) -> None:
    """The last day of the grain counts; `before June` ends with May; what is to be after a date has no end."""
    ledger = Ledger()
    made = ledger.claim("AGREE PRK > RUS", "500 workers", "2025-03-01", "planned")
    due = msgspec.structs.replace(date(ledger.documents[0], "workers", "2025-06-01"), period=Period.parse("2025-06"), direction=direction)
    ledger.claims[0] = msgspec.structs.replace(made, event=msgspec.structs.replace(made.event, date=due))
    ledger.findings.append(finding([ledger.claims[0]]))
    (commitment,) = ledger.track(today)
    assert commitment.state is state
    assert ("not seen by" in commitment.reason) == (state is State.NOT_SEEN)
    assert "broken" not in commitment.reason


def test_nothing_is_late_or_old_without_a_day() -> None:
    """What only undated reports tell of has no age."""
    undated = Ledger()
    undated.tell("AGREE PRK > RUS", "500 workers", "", "planned")
    (commitment,) = undated.track()
    assert (commitment.made, commitment.age_days, commitment.due) == (None, None, None)


def test_withdrawn_reports_end_it_without_reversal(ledger: Ledger) -> None:
    """All withdrawn: so it says. A deed that was withdrawn carries nothing out."""
    deed = ledger.tell("AID PRK > RUS", "500 workers", "2025-04-10")
    gone = Superseded(claim=deed.supporting[0], by="r1", kind="retraction", reason="test")
    ledger.findings[1] = msgspec.structs.replace(deed, status="retracted", superseded=(gone,))
    assert ledger.track()[0].state is State.OPEN
    ledger.findings = [msgspec.structs.replace(ledger.findings[0], status="retracted")]
    (commitment,) = ledger.track()
    assert (commitment.state, commitment.signs) == (State.WITHDRAWN, ())


@pytest.mark.parametrize("change", [{"act": Act.REQUESTS}, {"act": Act.DENIES}, {"certainty": Certainty.POSSIBLE}, {"act": Act.QUESTIONS}])
def test_what_is_asked_denied_or_merely_possible_promises_nothing(change: dict[str, object]) -> None:
    """None of them is a commitment."""
    ledger = Ledger()
    made = ledger.claim("AGREE PRK > RUS", "500 workers", "2025-03-01", "planned")
    ledger.claims[0] = msgspec.structs.replace(made, **change)
    ledger.findings.append(finding([made]))
    assert ledger.track() == []


def test_a_threat_is_kept_apart() -> None:
    """Threats, plans and promises are three kinds; the type decides, and any telling as a threat."""
    ledger = Ledger()
    ledger.tell("THREATEN FRA > IRN", "duties", "2025-03-01", "conditional")
    ledger.tell("MOBILIZE POL > BLR", "400 troops", "2025-03-02", "planned")
    ledger.tell("AGREE PRK > RUS", "500 workers", "2025-03-03", "planned")
    told = ledger.claim("AGREE USA > CUB", "500 boats", "2025-03-04", "planned")
    ledger.claims[-1] = msgspec.structs.replace(told, act=Act.THREATENS)
    ledger.findings.append(finding([ledger.claims[-1]]))
    assert [commitment.pledge for commitment in ledger.track()] == [Pledge.THREAT, Pledge.PLAN, Pledge.PROMISE, Pledge.THREAT]


def test_what_would_fulfil_it_is_named(ledger: Ledger) -> None:
    """Each fulfilling row, with who would do it."""
    (commitment,) = ledger.track()
    assert "AID by North Korea: gives what was promised" in commitment.awaits
    assert "COOPERATE by North Korea or Russia: does together what was agreed" in commitment.awaits
    assert not any(kind.startswith(("REJECT", "CONSULT")) for kind in commitment.awaits)


def test_a_promise_to_meet_awaits_a_meeting() -> None:
    """Only where a meeting was promised would one fulfil it."""
    ledger = Ledger()
    ledger.tell("AGREE PRK > RUS", "talks", "2025-03-01", "planned")
    assert "CONSULT by North Korea or Russia: meets, where a meeting was promised" in ledger.track()[0].awaits
