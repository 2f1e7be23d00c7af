"""What a finding does to ties, and what it does nothing to."""

import datetime as dt
from pathlib import Path

import msgspec
import pytest
from tests.network.deeds import claim, finding, withdrawn

from foedus.errors import DataError
from foedus.lexicon.tables import data_file
from foedus.model.network import Contribution
from foedus.network.weighing import contributions
from foedus.network.weights import Weights

WEIGHTS = Weights.load()


def weigh(coded: str, **details: object) -> tuple[Contribution, ...]:
    """The contributions of one finding, without its claims."""
    return contributions([finding("x", coded, **details)], {}, WEIGHTS).kept  # type: ignore[arg-type]  # details of the builder


def pairs(coded: str, **details: object) -> list[tuple[str, str]]:
    """The pairs that a finding ties."""
    return [(made.a, made.b) for made in weigh(coded, **details)]


@pytest.mark.parametrize(
    ("coded", "expected"),
    [
        ("AID PRK > RUS", [("PRK", "RUS")]),
        ("AID RUS > PRK", [("PRK", "RUS")]),
        ("SANCTION KOR+JPN > RUS", [("JPN", "RUS"), ("KOR", "RUS")]),
        ("CONSULT FRA+DEU+POL", [("DEU", "FRA"), ("DEU", "POL"), ("FRA", "POL")]),
        ("ACCUSE KOR+JPN", []),
        ("MOBILIZE KOR+JPN", []),
        ("COOPERATE ARM", []),
        ("ACCUSE RUS > RUS", []),
        ("AID SDN:LEG > TCD", [("SDN", "TCD")]),
        ("ASSAULT SDN:REB > TCD", []),
        ("COERCE TCD > BGR:BUS", []),
        ("AID IGO:UN > TCD", []),
        ("ACCUSE IGO:EU+FRA > RUS", [("FRA", "RUS")]),
        ("AGREE FRA+GRC+GRC:SOC", [("FRA", "GRC")]),
        ("AGREE FRA+GRC > IGO:EU", []),
        ("ACCUSE UNK > RUS", []),
    ],
)
def test_states_and_their_organs_are_tied_by_deeds_towards_one_another(coded: str, expected: list[tuple[str, str]]) -> None:
    """Opposition, firms, organisations and deeds side by side tie nobody."""
    assert pairs(coded) == expected


def test_a_meeting_of_several_is_shared_among_them() -> None:
    """Each of four takes home one meeting: a third with each other one."""
    made = weigh("CONSULT FRA+DEU+POL+ITA", sure=2)
    assert [one.points for one in made] == pytest.approx([2.5 * 0.75 / 3] * 6)
    assert made[0].factors[-1][0] == "share"


@pytest.mark.parametrize(
    ("coded", "status", "points"),
    [
        ("AID PRK > RUS", "completed", 5.0),
        ("AID PRK > RUS", "planned", 2.5),
        ("AID PRK > RUS", "hypothetical", 0.5),
        ("AID PRK > RUS", "denied", 0.0),
        ("AID PRK > RUS", "retracted", 0.0),
        ("AGREE PRK > RUS", "planned", 1.25),
        ("AGREE PRK > RUS", "hypothetical", 0.125),
        ("SANCTION TUR > ARM", "completed", -3.0),
    ],
)
def test_points_are_intensity_times_what_status_and_lineages_leave(coded: str, status: str, points: float) -> None:
    """One sure lineage counts half; planned is not done, but announcing is what an agreement consists of."""
    (made,) = weigh(coded, status=status)
    assert made.points == pytest.approx(points)
    assert made.points == pytest.approx(made.intensity * made.factors[0][1] * made.factors[1][1])


def test_more_lineages_count_more_and_never_more_than_the_deed() -> None:
    """Support grows with sure origins towards the intensity itself."""
    points = [weigh("AID PRK > RUS", sure=sure)[0].points for sure in range(6)]
    assert points == sorted(points)
    assert points[0] == 0
    assert points[2] == pytest.approx(7.5)
    assert points[-1] < 10


def test_what_somebody_denies_counts_half_and_is_marked() -> None:
    """The dispute stays visible in the contribution."""
    (plain,), (denied,) = weigh("AID PRK > RUS"), weigh("AID PRK > RUS", denied=True)
    assert (denied.points, denied.is_disputed, plain.is_disputed) == (plain.points / 2, True, False)


def test_mode_and_certainty_come_from_the_claims_that_stand() -> None:
    """The firmest voice counts; a claim that was withdrawn says nothing; a resignation is no deed towards another state."""
    deed = finding("x", "CONSULT PRK > RUS", sure=2)
    firm, loose = claim(deed, mode="phone", certainty="certain", key="c-x"), claim(deed, mode="visit", certainty="possible", key="c-x-2")
    held = {one.id: one for one in (firm, loose)}
    (made,) = contributions([deed], held, WEIGHTS).kept
    assert (made.mode, made.intensity, dict(made.factors)["certainty"]) == ("phone", 1.5, 1.0)
    rest = msgspec.structs.replace(deed, superseded=(withdrawn(firm),))
    (made,) = contributions([rest], held, WEIGHTS).kept
    assert (made.mode, made.intensity, dict(made.factors)["certainty"]) == ("visit", 4, 0.4)
    gone = finding("y", "RETREAT PRK > RUS")
    leaving = claim(gone, mode="resign")
    assert contributions([gone], {leaving.id: leaving}, WEIGHTS).kept[0].points == 0


@pytest.mark.parametrize(
    ("date", "status", "reported", "expected"),
    [
        ("2025-02-11", "completed", "2025-03-01", ("2025-02-11", "deed")),
        ("2025-02", "completed", "2025-03-01", ("2025-02-28", "deed")),
        ("2025", "completed", "2025-03-01", ("2025-03-01", "deed")),
        ("2027", "planned", "2025-03-01", ("2025-03-01", "report")),
        ("1994", "ongoing", "2025-03-01", ("2025-03-01", "report")),
        ("", "completed", "2025-03-01", ("2025-03-01", "report")),
        ("2025-02", "completed", "", ("2025-02-28", "deed")),
        ("2025-02", "planned", "", ("2025-02-28", "deed")),
    ],
)
def test_a_past_deed_counts_from_its_day_any_other_from_its_report(
    date: str, status: str, reported: str, expected: tuple[str, str]
) -> None:
    """A plan binds from the day on which it was told, not from that for which it was made; no deed is later than its report."""
    (made,) = weigh("AID PRK > RUS", date=date, status=status, reported=reported)
    assert (made.day.isoformat(), made.dated) == expected


def test_an_undated_finding_is_set_aside_with_its_reason() -> None:
    """No day is made up for it."""
    outcome = contributions([finding("x", "AID PRK > RUS", reported=""), finding("y", "AID PRK", reported="")], {}, WEIGHTS)
    assert not outcome.kept
    assert [(discard.place, discard.reason) for discard in outcome.discards] == [("f-x", "neither the deed nor any report of it is dated")]


def test_a_deed_counts_from_the_first_report_of_its_present_status() -> None:
    """What was planned in March and done in May counts as done from May."""
    deed = finding("x", "COOPERATE PRK > RUS", reported="2025-03-01", status="planned")
    done = msgspec.structs.replace(deed.timeline[0], published="2025-05-04", status="completed")
    moved = msgspec.structs.replace(deed, status="completed", timeline=(*deed.timeline, done))
    assert contributions([moved], {}, WEIGHTS).kept[0].day == dt.date(2025, 5, 4)


@pytest.mark.parametrize(
    ("line", "instead", "said"),
    [
        ('"ASSAULT", ', '"ASSAIL", ', "unknown event type 'ASSAIL'"),
        ("denied = 0.0\n", "", r"\[status\] must have just these keys"),
        ("doubt = 0.5", 'doubt = "half"', "Expected `float`"),
        ("RETREAT resign", "RETREAT sulk", "unknown mode of RETREAT"),
    ],
)
def test_a_broken_table_is_refused(line: str, instead: str, said: str, tmp_path: Path) -> None:
    """The message names what is wrong."""
    path = tmp_path / "weights.toml"
    path.write_text(data_file("network/weights.toml").read_text(encoding="utf-8").replace(line, instead), encoding="utf-8")
    with pytest.raises(DataError, match=said):
        Weights.load(path)
