"""Corrections and retractions from the reports to what the commands print."""

import json

import pytest
from tests.cli.conftest import Run

pytestmark = pytest.mark.slow

DEAL = "North Korea will send {} workers to a drone plant in Russia, {}"
REPORTS = [
    ("first", "Han River Daily", "2025-06-03", DEAL.format("25,000", "a South Korean official said.")),
    ("echo", "Bergen Mail", "2025-06-04", DEAL.format("25,000", "the Han River Daily reports.")),
    (
        "rival",
        "Ginza Press",
        "2025-06-05",
        "Pyongyang plans to dispatch 9,000 labourers to a drone plant in Russia, Western diplomats said.",
    ),
]
CORRECTION = ("notice", "Han River Daily", "2025-06-06", f"Correction: {DEAL.format('12,000', 'not 25,000 as we reported on Tuesday.')}")
RETRACTION = ("notice", "Han River Daily", "2025-06-06", f"We have withdrawn our report that {DEAL.format('25,000', 'an official said.')}")


def told(foedus: Run, notice: tuple[str, str, str, str]) -> dict[str, object]:
    """The finding of the deal after the reports and a notice were read."""
    lines = [{"id": name, "outlet": outlet, "published": day, "text": text, "lang": "en"} for name, outlet, day, text in (*REPORTS, notice)]
    ran = foedus("read", "-", "--ledger", "l.db", stdin="\n".join(map(json.dumps, lines)).encode())
    assert ran.code == 0, ran.err
    found = [json.loads(line) for line in foedus("findings", "--json", "--ledger", "l.db").out.splitlines()]
    return next(line for line in found if line["event"] == "AGREE")


def test_a_correction_is_shown_and_briefed_as_one(foedus: Run) -> None:
    """The wrong figure is superseded with its echo, and the brief has it only where it says that it was corrected."""
    deal = told(foedus, CORRECTION)
    assert deal["quantity"] == ["9,000 labourers", "12,000 workers"]
    assert [entry["kind"] for entry in deal["superseded"]] == ["correction", "correction"]  # type: ignore[attr-defined]  # a list of objects
    shown = foedus("show", str(deal["finding"]), "--ledger", "l.db").out
    assert shown.count("superseded by c-") == 2
    assert "2025-06-06  superseded  notice" in shown
    assert "update on quantity: 25,000 workers / 12,000 workers  (corrected by notice)" in shown
    brief = foedus("brief", "--to", "md", "--ledger", "l.db").out.partition("## Sources")[0]
    assert "was corrected in a report of Han River Daily: “will send 12,000 workers" in brief
    assert all("corrected" in line for line in brief.splitlines() if "25,000" in line)
    assert "| “9,000 labourers” | Ginza Press | 1 |" in brief
    assert "| “12,000 workers” | Han River Daily | 1 |" in brief


def test_a_retraction_leaves_what_others_found_out(foedus: Run) -> None:
    """The outlet's account and its echo are gone, the other outlet's stands with its one origin."""
    deal = told(foedus, RETRACTION)
    assert deal["quantity"] == ["9,000 labourers"]
    assert deal["status"] == "planned"
    assert deal["lineages"]["groups"] == [["rival"]]  # type: ignore[index]  # an object
    assert [step["status"] for step in deal["timeline"]] == ["planned", "retracted"]  # type: ignore[attr-defined]  # a list of objects
    assert foedus("findings", "--status", "retracted", "--ledger", "l.db").code == 1
    brief = foedus("brief", "--to", "md", "--ledger", "l.db")
    assert brief.code == 0, brief.err
    assert "was withdrawn in a report of Han River Daily" in brief.out
