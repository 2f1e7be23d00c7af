"""`foedus network`: ties, blocs, movers, measures, the panel."""

import csv
import io
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from bench.network import Plan, simulated
from tests.cli.conftest import Run

from foedus.brief.evidence import Evidence
from foedus.cli import ties
from foedus.model.network import PanelRow

PLAN = Plan(findings=1600, states=12, movers=2)


@pytest.fixture
def invented(monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger of simulated findings."""
    evidence = Evidence(findings=tuple(simulated(PLAN)), claims={}, documents={})
    monkeypatch.setattr(ties, "contents", lambda _place: evidence)


def rows(text: str, kind: str) -> list[dict[str, object]]:
    """The JSON lines of one kind."""
    return [row for row in map(json.loads, text.splitlines()) if row.pop("kind") == kind]


@pytest.mark.slow
def test_a_tie_opens_to_its_findings(foedus: Run, ledger: str) -> None:
    """By code or by name; each finding says how its points came about."""
    ran = foedus("network", "north korea", "RUS", "--json", "--ledger", ledger)
    (tie,) = rows(ran.out, "tie")
    held = [
        json.loads(line)["finding"] for line in foedus("findings", "--between", "PRK", "RUS", "--json", "--ledger", ledger).out.splitlines()
    ]
    shares = tie["findings"]
    assert isinstance(shares, list)
    assert {share["finding"] for share in shares} <= set(held)
    assert sum(share["points"] for share in shares) == pytest.approx(tie["net"], abs=1e-3)
    assert {share["event"] for share in shares} == {"AGREE"}
    shown = foedus("network", "PRK", "--ledger", ledger)
    assert shown.code == 0
    assert "North Korea and Russia: +" in shown.out
    assert shares[0]["finding"] in shown.out


@pytest.mark.slow
def test_what_ties_nobody_is_said(foedus: Run, ledger: str) -> None:
    """An unknown state, a pair without a finding, days without one: nothing usable, and why."""
    for arguments, said in (
        (["Ruritania"], "no state with ties is called 'Ruritania'"),
        (["BRA", "ARG"], "nothing ties BRA and ARG"),
        (["--until", "1999-01-01"], "in these days"),
    ):
        ran = foedus("network", *arguments, "--ledger", ledger)
        assert (ran.code, ran.out) == (1, "")
        assert said in ran.err


@pytest.mark.usefixtures("invented")
def test_blocs_movers_and_measures_are_shown(foedus: Run) -> None:
    """As text and as JSON lines, the same."""
    text, lines = foedus("network").out, foedus("network", "--json").out
    windows = rows(lines, "window")
    assert [window["start"] for window in windows] == ["2025-01-01", "2025-04-01", "2025-07-01", "2025-10-01"]
    assert {move["state"] for move in rows(lines, "move")} <= {*PLAN.moving, "BLR", "BRA", "CAN", "CHN"}
    assert [one["start"] for one in rows(lines, "fragmentation")] == [window["start"] for window in windows]
    assert "bloc A: " in text
    assert "moved from A" in text
    for move in rows(lines, "move"):
        assert bool(move["day"]) != bool(move["undated"])
        assert (f" on {move['day']} (between {move['since']} and {move['until']})" if move["day"] else str(move["undated"])) in text
    assert "polarisation 0." in text
    assert f"{len(rows(lines, 'tie')) - 15} weaker ties" in text
    assert foedus("network", "--json").out == lines


@pytest.mark.usefixtures("invented")
def test_thin_windows_give_no_number(foedus: Run) -> None:
    """They are told in one line, with what is needed."""
    early = ("network", "--window", "month", "--until", "2025-01-02")
    ran = foedus(*early)
    assert "2025-01-01 to 2025-01-31: too thin; findings between states" in ran.out
    assert "modularity" not in ran.out
    (window,) = rows(foedus(*early, "--json").out, "window")
    assert (window["blocs"], window["stability"]) == ([], None)


@pytest.mark.usefixtures("invented")
def test_the_half_life_is_settable(foedus: Run) -> None:
    """A longer memory holds more of the same findings; a day is the least."""
    short, long = (rows(foedus("network", "CHN", "AUS", "--half-life", days, "--json").out, "tie")[0] for days in (10, 1000))
    assert isinstance(short["positive"], float)
    assert isinstance(long["positive"], float)
    assert short["positive"] < long["positive"]
    assert foedus("network", "--half-life", 0).code == 2


@pytest.mark.usefixtures("invented")
def test_the_panel_is_the_same_as_csv_and_as_parquet(foedus: Run, tmp_path: Path) -> None:
    """A row for each pair and month; of named states only theirs."""
    assert foedus("network", "--panel", "-o", tmp_path / "panel.parquet").code == 0
    table = pq.read_table(tmp_path / "panel.parquet").to_pylist()
    text = list(csv.DictReader(io.StringIO(foedus("network", "--panel").out)))
    assert list(table[0]) == list(text[0]) == list(PanelRow.__struct_fields__)
    assert [(row["month"], row["a"], row["b"], float(row["net"])) for row in text] == [
        (row["month"], row["a"], row["b"], row["net"]) for row in table
    ]
    of_one = list(csv.DictReader(io.StringIO(foedus("network", "CHN", "--panel").out)))
    assert len(of_one) == sum("CHN" in (row["a"], row["b"]) for row in table)


@pytest.mark.usefixtures("invented")
def test_obligations_are_loaded_and_what_is_left_out_is_said(foedus: Run, tmp_path: Path) -> None:
    """A pact is in force in the tie; an unusable line makes the answer a part."""
    pacts = tmp_path / "pacts.csv"
    pacts.write_text("a,b,kind\nCHN,AUS,defence\n", encoding="utf-8")
    ran = foedus("network", "CHN", "AUS", "--alliances", pacts)
    assert ran.code == 0
    assert "+6.00  defence in force  pacts.csv:2" in ran.out
    pacts.write_text("a,b,kind\nCHN,AUS,defence\nCHN,XXX,defence\n", encoding="utf-8")
    ran = foedus("network", "CHN", "AUS", "--alliances", pacts)
    assert ran.code == 3
    assert "pacts.csv:3: 'XXX' is no state's code" in ran.err


@pytest.mark.usefixtures("invented")
def test_misuse_is_refused(foedus: Run) -> None:
    """Options that do not go together, a file of no known ending."""
    for arguments in (["--panel", "--json"], ["-o", "x.csv"], ["--panel", "-o", "x.txt"]):
        assert foedus("network", *arguments).code == 2
