"""`foedus expose` and `foedus provisions`; exposure in `show`, in the brief and in the exports."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from tests.cli.conftest import Run

pytestmark = pytest.mark.slow
KEYS = {"finding", "provision", "instrument", "paragraph", "bound", "result", "tests", "questions"}
RESULTS = {"binding-clear", "binding-partial", "political", "listing-risk", "domestic-if-nexus", "not-applicable-because"}
DEAL = (
    b"North Korea will send 25,000 workers to a drone plant in Alabuga, Tatarstan, in exchange for drone expertise, diplomats said. "
    b"The deal follows the strategic partnership treaty that Pyongyang and Moscow signed in June."
)


@pytest.fixture
def deal(foedus: Run) -> str:
    """A ledger with the deal in it."""
    foedus("read", "-", "--published", "2025-11-18", "--outlet", "Daily Test", "--ledger", "deal.db", stdin=DEAL)
    return "deal.db"


def lines(text: str) -> list[dict[str, Any]]:
    """JSON lines as values."""
    return [json.loads(line) for line in text.splitlines()]


def test_one_line_a_provision_with_words_that_are_there(foedus: Run, deal: str) -> None:
    """The keys, the closed list of results, and each span's words as the document has them."""
    found = lines(foedus("expose", "--json", "--ledger", deal).out)
    assert {"unsc-2375-17", "unsc-2397-8", "unsc-1718-8c", "un-charter-103"} <= {line["provision"] for line in found}
    text = DEAL.decode()
    for line in found:
        assert set(line) >= KEYS
        assert line["result"] in RESULTS
        for test in line["tests"]:
            assert test["value"] in {"true", "false", "unknown"}
            assert test["why"]
            assert test["span"] is None or text[test["span"]["start"] : test["span"]["end"]] == test["span"]["text"]


def test_articles_of_treaties_have_the_keys_of_provisions(foedus: Run, deal: str) -> None:
    """Article 4: not engaged, with the reason; the year of the signature is left open."""
    article = next(line for line in lines(foedus("expose", "--json", "--ledger", deal).out) if line["provision"] == "prk-rus-2024-4")
    assert (article["result"], article["bound"]) == ("not-applicable-because", ["PRK", "RUS"])
    assert "armed attack" in article["reason"]
    assert (article["treaty"]["stated_date"], article["treaty"]["year_open"]) == ("--06", True)


def test_an_id_or_a_query_chooses(foedus: Run, deal: str) -> None:
    """The same finding by id and by words; what nothing answers to is told, with exit code 1."""
    whole = lines(foedus("expose", "workers AGREE", "--json", "--ledger", deal).out)
    (finding,) = {line["finding"] for line in whole}
    assert lines(foedus("expose", finding[:12], "--json", "--ledger", deal).out) == whole
    assert foedus("expose", "volcano", "--ledger", deal).code == 1
    assert foedus("expose", "f-0123456789abcdef", "--ledger", deal).code == 1
    every = lines(foedus("expose", finding, "--all", "--json", "--ledger", deal).out)
    assert len(every) > len(whole)


def test_as_text_with_tests_and_questions(foedus: Run, deal: str) -> None:
    """By id every test is shown, by query the results alone; drafts say so."""
    finding = lines(foedus("expose", "workers AGREE", "--json", "--ledger", deal).out)[0]["finding"]
    one, many = foedus("expose", finding, "--ledger", deal).out, foedus("expose", "workers", "--ledger", deal).out
    assert "may touch S/RES/2397 (2017), para 8" in one
    assert "to be asked: Do they earn income" in one
    assert "to be asked" not in many
    assert "(draft, unchecked)" in many
    assert "TREATY invoked" in many


def test_show_brief_and_exports_tell_of_it(foedus: Run, deal: str) -> None:
    """The brief has its own section, through the gate and without drafts; the tables have a column."""
    finding = lines(foedus("expose", "workers AGREE", "--json", "--ledger", deal).out)[0]["finding"]
    assert "[unsc-2397-8]: may touch" in foedus("show", finding, "--ledger", deal).out
    brief = foedus("brief", "--ledger", deal).out
    section = brief.partition("## Which rules it may touch")[2].partition("\n## ")[0]
    assert "“workers” may touch S/RES/2397 (2017), para 8 and 2 other such rules" in section
    assert "article 4 is not engaged" in brief.partition("## Treaties and standing obligations")[2].partition("\n## ")[0]
    assert "Wassenaar" not in section
    (line,) = [line for line in lines(foedus("findings", "--json", "--ledger", deal).out) if line["finding"] == finding]
    touched = {entry["provision"]: entry for entry in line["exposure"]}
    assert (touched["unsc-2397-8"]["result"], touched["unsc-2397-8"]["bound"]) == ("binding-partial", ["RUS"])
    table = csv.DictReader(io.StringIO(foedus("export", "--findings", "--to", "csv", "--ledger", deal).out, newline=""))
    assert json.loads(next(row for row in table if row["finding"] == finding)["exposure"]) == line["exposure"]
    foedus("export", "--findings", "--to", "parquet", "-o", "f.parquet", "--ledger", deal)
    assert next(row for row in pq.read_table("f.parquet").to_pylist() if row["finding"] == finding)["exposure"] == line["exposure"]


def test_alliances_of_a_file_stand_beside_ours(foedus: Run, deal: str, tmp_path: Path) -> None:
    """A file in ATOP's form adds a standing treaty; one of another form is refused."""
    file = tmp_path / "atop.csv"
    file.write_text("atopid,member,yrent,moent,defense,consul\n9001,365,2000,2,0,1\n9001,731,2000,2,0,1\n", encoding="utf-8")
    found = lines(foedus("expose", "workers AGREE", "--json", "--treaties", file, "--ledger", deal).out)
    assert next(line for line in found if line["provision"] == "atop-9001")["treaty"]["relation"] == "standing"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    refused = foedus("expose", "--treaties", file, "--ledger", deal)
    assert (refused.code, "atopid" in refused.err) == (1, True)


def test_provisions_are_listed_with_what_was_checked(foedus: Run) -> None:
    """All of them, or those with all words; drafts are marked in either form."""
    found = lines(foedus("provisions", "--json").out)
    assert len(found) > 100
    assert all(line["draft"] is (line["confidence"] == "recalled") for line in found)
    told = foedus("provisions", "labour_hosting prk").out
    assert "unsc-2397-8" in told
    assert "unsc-2371-8" not in told
    assert "DRAFT" in told
    assert foedus("provisions", "volcano").code == 1


SDN = (
    b"id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,program_ids,dataset,first_seen,last_seen,"
    b"last_change\nNK-1,Organization,JSC Alabuga Special Economic Zone,SEZ Alabuga;Alabuga special economic zone,,ru,,,,,,US-RUSHAR,"
    b"us_ofac_sdn,2024-02-23,2025-11-01,2025-11-01\n"
)


def test_a_loaded_list_answers_what_a_provision_asks(foedus: Run, tmp_path: Path) -> None:
    """Without the list the listed party is unknown; with it the test is true, and names the entry."""
    text = b"North Korea has sent 25,000 workers to the Alabuga special economic zone in Tatarstan, Russia, diplomats said."
    foedus("read", "-", "--published", "2025-11-18", "--outlet", "Daily Test", "--ledger", "zone.db", stdin=text)

    def listed() -> dict[str, Any]:
        found = lines(foedus("expose", "--json", "--all", "--ledger", "zone.db").out)
        (row,) = [line for line in found if "ofac-sdn" in json.dumps(line)]
        tests: list[dict[str, Any]] = row["tests"]
        return next(test for test in tests if test["test"] == "regulated_party")

    assert listed()["value"] == "unknown"
    (tmp_path / "targets.simple.csv").write_bytes(SDN)
    added = foedus("lists", "add", "targets.simple.csv", "--dated", "2025-11-01", "--ledger", "zone.db")
    assert added.code == 0, added.err
    assert (listed()["value"], "JSC Alabuga" in listed()["why"]) == ("true", True)
