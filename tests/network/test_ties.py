"""Ties on a day, month by month, and what findings change in them."""

import datetime as dt
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.network.deeds import contribution

from foedus.errors import DataError
from foedus.model.network import Contribution, StandingTie
from foedus.model.record import FindingId
from foedus.network.standing import read_standing
from foedus.network.ties import Ties

DAY = dt.date(2025, 6, 1)


def obligation(since: str = "", until: str = "", points: float = 6.0) -> StandingTie:
    """A pact of North Korea and Russia."""
    first, last = (dt.date.fromisoformat(day) if day else None for day in (since, until))
    return StandingTie(a="PRK", b="RUS", kind="defence", points=points, since=first, until=last, source="x.csv:2")


def test_a_finding_counts_half_after_its_half_life() -> None:
    """And nothing before its day."""
    ties = Ties([contribution("1", "PRK", "RUS", 8, "2025-03-01")], half_life_days=30)
    assert [ties.on("RUS", "PRK", dt.date(2025, month, day)).net for month, day in ((2, 28), (3, 1), (3, 31), (4, 30))] == [0, 8, 4, 2]
    with pytest.raises(ValueError, match="half-life of 0 days"):
        Ties([], half_life_days=0)


def test_what_binds_and_what_parts_are_kept_apart() -> None:
    """A tie of both is not a tie of nothing, and opens to its findings, those that count most first."""
    made = [contribution("1", "PRK", "RUS", 2, "2025-06-01"), contribution("2", "PRK", "RUS", -3, "2025-06-01", disputed=True)]
    tie = Ties(made).on("PRK", "RUS", DAY)
    assert (tie.positive, tie.negative, tie.net, tie.disputed) == (2, -3, -1, 1)
    assert [share.contribution.finding for share in tie.shares] == ["f-2", "f-1"]


@given(st.lists(st.tuples(st.integers(0, 300), st.floats(-10, 10)), max_size=12), st.randoms())
def test_the_shares_are_the_tie_in_whatever_order_they_come(rows: list[tuple[int, float]], random: Random) -> None:
    """Every number opens to its findings: they add up to it."""
    made = [
        contribution(str(i), "PRK", "RUS", points, str(dt.date(2025, 1, 1) + dt.timedelta(days))) for i, (days, points) in enumerate(rows)
    ]
    mixed = list(made)
    random.shuffle(mixed)
    tie, again = (Ties(of, [obligation()]).on("PRK", "RUS", DAY) for of in (made, mixed))
    assert tie == again
    assert sum(share.points for share in tie.shares) + 6 == pytest.approx(tie.net)


def test_an_obligation_counts_in_full_while_in_force() -> None:
    """It does not fade, and is gone after its last day."""
    ties = Ties([], [obligation("2024-12-04", "2025-06-01")])
    assert [ties.on("PRK", "RUS", DAY + dt.timedelta(days)).net for days in (-365, 0, 1)] == [0, 6, 0]


def test_what_a_story_changes_is_the_tie_without_and_with_it() -> None:
    """Both on one day, so that nothing but the story makes the difference."""
    made = [
        contribution("old", "PRK", "RUS", 4, "2025-01-01"),
        contribution("new", "PRK", "RUS", 5, "2025-05-02"),
        contribution("other", "JPN", "RUS", -2, "2025-05-03"),
        contribution("later", "PRK", "RUS", 1, "2025-09-09"),
    ]
    ties = Ties(made, half_life_days=121)
    story = [FindingId("f-new"), FindingId("f-other")]
    change = ties.change("RUS", "PRK", story)
    assert change.before.day == change.after.day == dt.date(2025, 5, 2)
    assert (change.before.net, change.after.net) == (2, 7)
    assert [share.contribution.finding for share in change.shares] == ["f-new"]
    assert [(one.after.a, one.after.b) for one in ties.changed(story)] == [("PRK", "RUS"), ("JPN", "RUS")]
    untouched = ties.change("PRK", "RUS", story[1:], DAY)
    assert (untouched.shares, untouched.before) == ((), untouched.after)
    with pytest.raises(ValueError, match="give one"):
        Ties([]).change("PRK", "RUS", [])


def test_the_panel_has_each_month_of_a_pair_once() -> None:
    """From its first finding to the end of all; months without a finding are there, and say so."""
    made: list[Contribution] = [
        contribution("1", "PRK", "RUS", 4, "2024-11-30"),
        contribution("2", "PRK", "RUS", -1, "2024-11-02", disputed=True),
        contribution("3", "JPN", "RUS", -2, "2025-01-15"),
    ]
    rows = list(Ties(made, [obligation("2024-12-04")]).panel())
    assert [(row.month, row.a, row.b) for row in rows] == [
        ("2025-01", "JPN", "RUS"),
        ("2024-11", "PRK", "RUS"),
        ("2024-12", "PRK", "RUS"),
        ("2025-01", "PRK", "RUS"),
    ]
    november, december = rows[1], rows[2]
    assert (november.positive, november.negative, november.net, november.findings, november.disputed) == (4, -1, 3, 2, 1)
    assert (december.findings, december.net, december.standing) == (0, 0, 6)
    assert december.tie > 6
    assert [row.month for row in Ties(made).panel(dt.date(2024, 12, 1), dt.date(2024, 12, 31))] == ["2024-12"]
    assert not list(Ties([]).panel())


def written(tmp_path: Path, text: str) -> Path:
    """A file of that text."""
    path = tmp_path / "alliances.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_our_own_form_gives_obligations(tmp_path: Path) -> None:
    """Points come from the file, else from the table; an unusable line is set aside and says why."""
    text = (
        "a,b,kind,points,since,until\nRUS,PRK,defence,,2024-12-04,\nJPN,KOR,hub,1.5,,\n"
        "XXX,KOR,defence,,,\nJPN,KOR,odd,,,\nJPN,KOR,defence,,soon,\nJPN,JPN,defence,,,\nJPN,KOR,hub,nan,,\n"
    )
    outcome = read_standing(written(tmp_path, text))
    assert [(tie.a, tie.b, tie.kind, tie.points, tie.source) for tie in outcome.kept] == [
        ("JPN", "KOR", "hub", 1.5, "alliances.csv:3"),
        ("PRK", "RUS", "defence", 6, "alliances.csv:2"),
    ]
    reasons = [discard.reason for discard in outcome.discards]
    assert [reason.split(" ")[0] for reason in reasons] == ["'XXX'", "no", "'soon'", "JPN", "'nan'"]
    assert [discard.place for discard in outcome.discards] == [f"alliances.csv:{line}" for line in (4, 5, 6, 7, 8)]


def test_alliances_by_state_number_are_read(tmp_path: Path) -> None:
    """Both directions are one obligation, the weightiest kind counts, an open end is in force, a state that is gone is set aside."""
    text = (
        "version4id,ccode1,state_name1,ccode2,state_name2,dyad_st_day,dyad_st_month,dyad_st_year,dyad_end_day,dyad_end_month,dyad_end_year,"
        "defense,neutrality,nonaggression,entente,version\n"
        "1,2,United States,732,South Korea,1,10,1953,,,,1,0,1,0,4.1\n1,732,South Korea,2,United States,1,10,1953,,,,1,0,1,0,4.1\n"
        "2,365,Russia,731,North Korea,6,7,1961,,9,1995,1,0,0,0,4.1\n3,300,Austria-Hungary,325,Italy,1,1,1882,1,1,1914,1,0,0,0,4.1\n"
    )
    outcome = read_standing(written(tmp_path, text))
    found = {(tie.a, tie.b): (tie.kind, str(tie.since), str(tie.until)) for tie in outcome.kept}
    assert found == {("KOR", "USA"): ("defence", "1953-10-01", "None"), ("PRK", "RUS"): ("defence", "1961-07-06", "1995-09-30")}
    assert [discard.reason for discard in outcome.discards] == ["no state of today has the number 300"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("2,732,31,2,1953,,,,1", "1953-2-31 is no day"),
        ("2,732,1,10,1953,1,13,1954,1", "1954-13-1 is no day"),
        ("2,732,1,10,1953,1,1,1950,1", "it ends (1950-01-01) before it begins (1953-10-01)"),
        ("two,732,1,10,1953,,,,1", "'two' is no whole number"),
        ("2,732,1,10,99999,,,,1", "99999-10-1 is no day"),
    ],
)
def test_a_line_that_makes_no_sense_is_set_aside(line: str, said: str, tmp_path: Path) -> None:
    """The others are read."""
    head = "ccode1,ccode2,dyad_st_day,dyad_st_month,dyad_st_year,dyad_end_day,dyad_end_month,dyad_end_year,defense"
    outcome = read_standing(written(tmp_path, f"{head}\n{line}\n2,740,8,9,1951,,,,1\n"))
    assert [(tie.a, tie.b) for tie in outcome.kept] == [("JPN", "USA")]
    assert [discard.reason for discard in outcome.discards] == [said]


def test_dyad_years_in_a_row_are_one_obligation(tmp_path: Path) -> None:
    """A gap makes two."""
    years = (2001, 2002, 2003, 2005)
    text = "dyad,year,mem1,mem2,atopally,defense,offense,neutral,nonagg,consul\n" + "".join(
        f"1,{year},750,365,1,0,0,0,1,1\n" for year in years
    )
    found = read_standing(written(tmp_path, text)).kept
    assert [(tie.a, tie.b, tie.kind, str(tie.since), str(tie.until)) for tie in found] == [
        ("IND", "RUS", "consultation", "2001-01-01", "2003-12-31"),
        ("IND", "RUS", "consultation", "2005-01-01", "2005-12-31"),
    ]


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    """The message names the columns that are wanted."""
    with pytest.raises(DataError, match="a, b, kind"):
        read_standing(written(tmp_path, "x,y\n1,2\n"))
    with pytest.raises(DataError, match="cannot be read"):
        read_standing(tmp_path / "none.csv")
