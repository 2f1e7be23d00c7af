"""`foedus lists` and `foedus screen`: load, screen names and ledgers, decide; what is broken leaves the list that is there."""

import json
from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.screening.synthetic import FIRM, FTM, HOLDER, IMO, LISTS, UN

pytestmark = pytest.mark.slow

TEXT = f"""Workers for a plant

North Korea will send 25,000 workers to a drone plant in the Alabuga special economic zone, {FIRM} said on Monday.
The Korea Mining Development Trading Corporation signed a contract with Rosoboronexport on Tuesday.
"""
# a list on which the tables' own names stand
LISTED = FTM.replace(FIRM, "Korea Mining Development Trading Corporation").replace('["ru"]', '["kp"]', 1)


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """A folder with lists in all forms."""
    folder = tmp_path / "lists"
    folder.mkdir()
    for write in LISTS.values():
        write(folder)
    return folder


def lines(text: str) -> list[dict[str, object]]:
    """JSON lines."""
    return [json.loads(line) for line in text.splitlines()]


def test_a_folder_of_lists_is_loaded_and_shown(foedus: Run, lists: Path) -> None:
    """Each edition with date, hash, licence and what was left out; a later one of a name stands."""
    ran = foedus("lists", "add", lists, "--ledger", "test.db")
    assert (ran.code, ran.out) == (0, "")
    assert "natural persons of whom the list names no public office" in ran.err
    shown = lines(foedus("lists", "list", "--json", "--ledger", "test.db").out)
    assert [item["format"] for item in shown if item["current"]] == sorted(
        (str(item["format"]) for item in shown if item["current"]), key=[str(item["format"]) for item in shown].index
    )
    assert {str(item["name"]) for item in shown} == {"un", "uk", "eu-fsf", "us-ofac-sdn", "opensanctions:test", "opensanctions:Test Set"}
    assert all(item["sha256"] and item["licence"] and item["loaded_at"] for item in shown)
    assert sum(bool(item["current"]) for item in shown) == 6
    assert "a later edition stands in its place" in foedus("lists", "list", "--ledger", "test.db").out


def test_names_are_screened(foedus: Run, lists: Path) -> None:
    """The matched name, the entry, the score by part, what speaks for and against; never that somebody is clear."""
    foedus("lists", "add", lists / "consolidated.xml", "--ledger", "test.db")
    ran = foedus("screen", FIRM, "Nobody Ltd", "--country", "Russia", "--on", "2023-01-01", "--ledger", "test.db")
    assert ran.code == 0
    detail = "the same name but for case, marks, spacing, script or order of its words"
    assert ran.out.splitlines()[:5] == [
        f"{FIRM} (RUS): 1 hit",
        f"  STRONG  un of 2026-11-20, KPe.901: {FIRM.upper()} (organisation; RUS; DPRK)",
        f"      matched “{FIRM.upper()}”: exact name, 1.00 (name 1.00, {detail})",
        "      for: country: RUS",
        "      listed since 2023-12-18: not listed on 2023-01-01",
    ]
    assert "Nobody Ltd (RUS): no match on these lists as of these dates" in ran.out
    assert "Lists: un of 2026-11-20, loaded" in ran.out
    assert "clear" not in ran.out.casefold()
    found, nothing = lines(foedus("screen", FIRM, "Nobody Ltd", "--json", "--ledger", "test.db").out)
    assert (found["result"], nothing["result"], nothing["hits"]) == ("to be looked at", "no match on these lists as of these dates", [])
    assert found["lists"][0]["sha256"]  # type: ignore[index]  # a list of objects


def test_weak_hits_are_counted_and_shown_on_request(foedus: Run, lists: Path) -> None:
    """So that nothing is hidden in silence."""
    foedus("lists", "add", lists / "consolidated.xml", "--ledger", "test.db")
    asked = ("screen", HOLDER, "--kind", "office-holder", "--country", "FRA", "--ledger", "test.db")
    assert f"{HOLDER} (office-holder, FRA): 0 hits; 1 weak, shown with --all" in foedus(*asked).out
    assert "against: country: FRA, on the list PRK" in foedus(*asked, "--all").out


def test_a_number_is_found_on_every_list_that_has_it(foedus: Run, lists: Path) -> None:
    """Whatever stands around it there."""
    foedus("lists", "add", lists, "--ledger", "test.db")
    (found,) = lines(foedus("screen", f"IMO {IMO}", "--json", "--ledger", "test.db").out)
    assert {hit["list_name"] for hit in found["hits"]} == {"un", "uk", "us-ofac-sdn", "opensanctions:test", "opensanctions:Test Set"}  # type: ignore[attr-defined]


def test_all_that_a_ledger_names_is_screened(foedus: Run, tmp_path: Path) -> None:
    """Organisations and places with the sentences that name them; the zone is found as a place, states are not asked for."""
    (tmp_path / "story.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "listed.json").write_text(LISTED, encoding="utf-8")
    foedus("read", "story.txt", "--published", "2025-06-19", "--ledger", "test.db")
    foedus("lists", "add", "listed.json", "--ledger", "test.db")
    found = {str(item["name"]): item for item in lines(foedus("screen", "--json", "--ledger", "test.db").out)}
    zone, firm = found["Alabuga special economic zone"], found["Korea Mining Development Trading Corporation"]
    assert zone["hits"][0]["entry"]["kind"] == "place"  # type: ignore[index]
    assert [(hit["band"], hit["speaks_for"]) for hit in firm["hits"]] == [("strong", ["country: PRK"])]  # type: ignore[attr-defined]
    assert firm["claims"]
    assert firm["words"][0][1].startswith("The Korea Mining")  # type: ignore[index]
    assert "North Korea" not in found
    told = foedus("screen", "--ledger", "test.db").out
    assert "story.txt: “The Korea Mining Development Trading Corporation signed" in told


def test_decisions_are_kept(foedus: Run, lists: Path) -> None:
    """Who, when and why; a later one stands, both are in the ledger; a changed entry says so."""
    foedus("lists", "add", lists / "consolidated.xml", "--ledger", "test.db")
    asked = ("screen", FIRM, "--entry", "KPe.901", "--who", "me", "--ledger", "test.db")
    assert foedus(*asked, "--decide", "match", "--why", "same address").code == 0
    assert foedus(*asked, "--decide", "different", "--why", "another town").code == 0
    (tmp := lists / "later.xml").write_text(UN.replace("2023-12-18", "2023-12-19"), encoding="utf-8")
    shown = foedus("screen", FIRM, "--ledger", "test.db").out
    assert "decided: different, by me on" in shown
    assert "another town\n" in shown
    foedus("lists", "add", tmp, "--ledger", "test.db")
    assert "another town; the entry was changed since" in foedus("screen", FIRM, "--ledger", "test.db").out
    dumped = foedus("export-ledger", "--ledger", "test.db").out
    assert dumped.count('"table":"hit_decisions"') == 2


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--decide", "match", "--entry", "KPe.901"), 2),
        (("--decide", "match", "--why", "x"), 2),
        (("Another", "--decide", "match", "--entry", "KPe.901", "--why", "x"), 2),
        (("--decide", "match", "--entry", "KPe.999", "--why", "x"), 1),
    ],
)
def test_misuse_of_decisions(foedus: Run, lists: Path, arguments: tuple[str, ...], code: int) -> None:
    """One name, an entry that is one of its hits, and a reason."""
    foedus("lists", "add", lists / "consolidated.xml", "--ledger", "test.db")
    assert foedus("screen", FIRM, *arguments, "--ledger", "test.db").code == code


def test_what_cannot_be_loaded_leaves_the_earlier_list(foedus: Run, lists: Path) -> None:
    """Cut off, older or much smaller: an error, exit code 1 or 3, and the list as it was; --force is for those who know better."""
    foedus("lists", "add", lists / "consolidated.xml", "--ledger", "test.db")
    before = foedus("lists", "list", "--ledger", "test.db").out
    folder = lists.with_name("broken")
    folder.mkdir()
    (folder / "cut.xml").write_text(UN[:-200], encoding="utf-8")
    (folder / "old.xml").write_text(UN.replace('dateGenerated="2026', 'dateGenerated="2025'), encoding="utf-8")
    (folder / "small.xml").write_text(UN[: UN.index("<ENTITY>")] + "</ENTITIES></CONSOLIDATED_LIST>", encoding="utf-8")
    ran = foedus("lists", "add", folder, "--ledger", "test.db")
    assert ran.code == 1
    assert ran.err.count("not loaded: ") == 3
    assert foedus("lists", "list", "--ledger", "test.db").out == before
    LISTS["uk.xml"](folder)
    assert foedus("lists", "add", folder, "--ledger", "test.db").code == 3
    assert foedus("lists", "add", folder / "small.xml", "--force", "--ledger", "test.db").code == 0
    assert "KPe.901" not in foedus("screen", FIRM, "--ledger", "test.db").out


def test_lists_are_removed(foedus: Run, lists: Path) -> None:
    """By name or id; without any list nothing is screened."""
    foedus("lists", "add", lists / "consolidated.xml", "--ledger", "test.db")
    assert foedus("lists", "remove", "other", "--ledger", "test.db").code == 1
    assert "removed" in foedus("lists", "remove", "un", "--ledger", "test.db").err
    ran = foedus("screen", FIRM, "--ledger", "test.db")
    assert (ran.code, ran.out) == (1, "")
    assert "has no lists" in ran.err


def test_misuse_of_lists(foedus: Run, lists: Path) -> None:
    """A folder has no name of one list; what is not there is named."""
    assert foedus("lists", "add", lists, "--name", "x", "--ledger", "test.db").code == 2
    assert foedus("lists", "add", "nothing.xml", "--ledger", "test.db").code == 1
    assert foedus("screen", FIRM, "--ledger", "none.db").code == 1


@pytest.mark.skipif(find_spec("nomenklatura") is None, reason="the extra `screen` is not installed")
def test_likeness_is_asked_for(foedus: Run, lists: Path) -> None:
    """Without it another spelling is no match."""
    foedus("lists", "add", lists / "consolidated.xml", "--ledger", "test.db")
    asked = ("screen", "Korlan Drone Work", "--json", "--ledger", "test.db")
    exact, fuzzy = (lines(foedus(*asked, *more).out)[0] for more in ((), ("--fuzzy",)))
    assert exact["hits"] == []
    assert [hit["method"].partition(",")[0] for hit in fuzzy["hits"]] == ["logic-v2"]  # type: ignore[attr-defined]
