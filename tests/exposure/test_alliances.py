"""Alliance files of the two projects become treaties with the flags that the files give."""

from pathlib import Path

import pytest

from foedus.errors import DataError
from foedus.exposure.alliances import read_alliances
from foedus.exposure.things import Things
from foedus.exposure.treaties import Treaties
from foedus.model.exposure import Treaty

ATOP = "atopid,member,yrent,moent,yrexit,moexit,defense,offense,neutral,nonagg,consul\n"


def read(tmp_path: Path, text: str) -> tuple[Treaty, ...]:
    """The treaties of a file with that text."""
    path = tmp_path / "alliances.csv"
    path.write_text(text, encoding="utf-8")
    return read_alliances(path).kept


def test_atop_flags_combine(tmp_path: Path) -> None:
    """Defense and consultation of one treaty, not the highest alone; the month is kept, the day is not made up."""
    (treaty,) = read(tmp_path, ATOP + "3285,365,1961,7,0,0,1,0,1,0,1\n3285,731,1961,7,0,0,1,0,1,0,1\n")
    assert (treaty.id, treaty.parties, treaty.signed, treaty.ended) == ("atop-3285", ("PRK", "RUS"), "1961-07", "")
    assert treaty.obligation[0].flags == ("consultation", "defense", "neutrality")


def test_who_left_is_no_party_and_who_all_left_ended_it(tmp_path: Path) -> None:
    """A member that left an alliance that goes on is not bound by it."""
    one = read(tmp_path, ATOP + "1,2,1949,4,0,0,1,0,0,0,0\n1,220,1949,4,1966,3,1,0,0,0,0\n1,20,1949,4,0,0,1,0,0,0,0\n")
    assert one[0].parties == ("CAN", "USA")
    two = read(tmp_path, ATOP + "2,2,1950,1,1960,2,1,0,0,0,0\n2,20,1950,1,1961,3,1,0,0,0,0\n")
    assert (two[0].parties, two[0].ended) == (("CAN", "USA"), "1961-03")


@pytest.mark.parametrize(
    ("kind", "flags"),
    [
        ("Type I: Defense Pact", ("defense",)),
        ("Type II: Neutrality", ("neutrality", "nonaggression")),
        ("Type III: Entente", ("consultation",)),
    ],
)
def test_cow_by_member_gives_the_type(tmp_path: Path, kind: str, flags: tuple[str, ...]) -> None:
    """The highest pledge is all that the type says."""
    head = "version4id,ccode,state_name,all_st_day,all_st_month,all_st_year,all_end_day,all_end_month,all_end_year,ss_type\n"
    lines = "".join(f'238,{number},X,1,10,1953,,,,"{kind}"\n' for number in (2, 732))
    (treaty,) = read(tmp_path, head + lines)
    assert (treaty.parties, treaty.signed, treaty.obligation[0].flags) == (("KOR", "USA"), "1953-10-01", flags)


def test_cow_by_dyad_gives_four_flags(tmp_path: Path) -> None:
    """Dyads of one alliance are one treaty."""
    head = "version4id,ccode1,ccode2,dyad_st_year,dyad_end_year,defense,neutrality,nonaggression,entente\n"
    (treaty,) = read(tmp_path, head + "9,2,20,1949,,1,0,1,1\n9,2,200,1949,,1,0,1,1\n")
    assert treaty.parties == ("CAN", "GBR", "USA")
    assert treaty.obligation[0].flags == ("consultation", "defense", "nonaggression")


def test_rows_that_cannot_be_used_are_told(tmp_path: Path) -> None:
    """States that there are no more, alliances without obligation, rows without year: each with line and reason."""
    path = tmp_path / "a.csv"
    path.write_text(ATOP + "1,300,1914,1,0,0,1,0,0,0,0\n2,2,1950,1,0,0,0,0,0,0,0\n3,2,-9,1,0,0,1,0,0,0,0\n", encoding="utf-8")
    outcome = read_alliances(path)
    assert not outcome.kept
    assert [(d.place, d.reason) for d in outcome.discards] == [
        ("a.csv, line 2", "no state that there is today"), ("a.csv, line 3", "no obligation"), ("a.csv, line 4", "no start that is a date")
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "atopid,defense\n1,1\n"])
def test_another_file_is_refused(tmp_path: Path, text: str) -> None:
    """The message says which columns are looked for."""
    with pytest.raises(DataError, match="atopid"):
        read(tmp_path, text)


def test_loaded_treaties_stand_beside_the_shipped_ones(tmp_path: Path) -> None:
    """They pass the same checks."""
    things = Things.load()
    further = read(tmp_path, ATOP + "7,2,1951,9,0,0,1,0,0,0,0\n7,900,1951,9,0,0,1,0,0,0,0\n")
    assert "atop-7" in {treaty.id for treaty in Treaties.load(things, further).rows}
