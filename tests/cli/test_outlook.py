"""`foedus outlook`: commitments, follow-through, questions and what to watch of a ledger."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run

pytestmark = pytest.mark.slow

REPORTS = (
    ("deal", "2025-02-01", "Russia will deliver four frigates to India by the end of 2025 if the Duma ratifies the contract."),
    ("first", "2025-03-20", "Russia delivered two frigates to India in March."),
    ("boats", "2025-03-21", "Japan agreed to supply Vietnam with six patrol boats by June 2025."),
    ("thanks", "2025-08-01", "Norway thanked Chad for its help."),
)


@pytest.fixture
def promised(foedus: Run, tmp_path: Path) -> str:
    """A ledger with two promises: one kept in part, one not seen by its date."""
    lines = [{"id": key, "outlet": f"{key} Post", "published": day, "lang": "en", "text": text} for key, day, text in REPORTS]
    (tmp_path / "reports.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert foedus("read", "reports.jsonl", "--ledger", "promised.db").code == 0
    return "promised.db"


def test_the_outlook_as_text(foedus: Run, promised: str) -> None:
    """Four parts, each line with its ids."""
    shown = foedus("outlook", "--ledger", promised)
    assert shown.code == 0
    assert shown.out.startswith("COMMITMENTS on 2025-08-01, the last day of the ledger: 2\n")
    assert "promise, seen in part: Russia -> India, 181 days old" in shown.out
    assert "2 of “four frigates” seen; due by the end of December 2025" in shown.out
    assert "“if the Duma ratifies the contract”" in shown.out
    assert "not seen by 30 June 2025; the ledger reaches to 1 August 2025" in shown.out
    for part in ("FOLLOW-THROUGH", "OPEN QUESTIONS", "TO WATCH"):
        assert f"\n{part}" in shown.out
    assert "too few to say" in shown.out
    assert "broken" not in shown.out


def test_the_outlook_as_json(foedus: Run, promised: str) -> None:
    """One object a line; every commitment and question cites findings and claims that the ledger holds."""
    lines = [json.loads(line) for line in foedus("outlook", "--json", "--ledger", promised).out.splitlines()]
    assert {line["record"] for line in lines} == {"commitment", "follow-through", "question", "watch"}
    assert {line["today"] for line in lines} == {"2025-08-01"}
    held = [json.loads(line) for line in foedus("findings", "--json", "--ledger", promised).out.splitlines()]
    findings, claims = {line["finding"] for line in held}, {key for line in held for key in line["claims"]}
    for line in lines:
        if line["record"] == "commitment":
            assert line["finding"] in findings
            assert line["claims"]
            assert set(line["claims"]) <= claims
        if line["record"] == "question":
            assert line["findings"]
            assert set(line["findings"]) <= findings
            assert set(line["claims"]) <= claims


def test_it_can_be_narrowed(foedus: Run, promised: str) -> None:
    """By words, party and due date; follow-through stays that of the whole ledger."""

    def chosen(*arguments: str) -> list[dict[str, object]]:
        lines = [json.loads(line) for line in foedus("outlook", *arguments, "--json", "--ledger", promised).out.splitlines()]
        assert next(line for line in lines if line["record"] == "follow-through")["number"] == 2
        return [line for line in lines if line["record"] == "commitment"]

    assert [line["actors"] for line in chosen("frigates")] == [["RUS"]]
    assert [line["actors"] for line in chosen("--actor", "VNM")] == [["JPN"]]
    assert [line["actors"] for line in chosen("--due-before", "2025-07-01")] == [["JPN"]]
    assert [line["state"] for line in chosen("boats", "--actor", "JPN")] == ["not seen by its date"]


def test_a_deed_outside_the_query_still_counts(foedus: Run, promised: str) -> None:
    """A promise chosen by a word that only its own report has is seen kept all the same."""
    lines = [json.loads(line) for line in foedus("outlook", "Duma", "--json", "--ledger", promised).out.splitlines()]
    assert next(line for line in lines if line["record"] == "commitment")["state"] == "seen in part"


def test_settings_are_handed_on(foedus: Run, promised: str) -> None:
    """Two are enough where two are asked for; of questions as many are shown as are wanted."""
    shown = foedus("outlook", "--fewest", "2", "--most", "1", "--ledger", promised)
    assert "promise: 2 followed, 1 seen\n    within 30 days: 0% (0% to 84%; 0 seen, 2 at risk)" in shown.out
    assert "OPEN QUESTIONS: the first 1 of " in shown.out


@pytest.mark.parametrize("arguments", [("Atlantis",), ("--actor", "FRA"), ("--due-before", "2020-01-01", "--json")])
def test_nothing_of_that_kind(foedus: Run, promised: str, arguments: tuple[str, ...]) -> None:
    """Nothing on stdout, a message, exit code 1."""
    ran = foedus("outlook", *arguments, "--ledger", promised)
    assert (ran.code, ran.out) == (1, "")
    assert "holds no commitment" in ran.err
