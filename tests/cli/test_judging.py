"""The commands on what people decide."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run

pytestmark = pytest.mark.slow


def deal_of(foedus: Run, ledger: str) -> dict[str, object]:
    """The finding of the deal."""
    lines = [json.loads(line) for line in foedus("findings", "--json", "--ledger", ledger).out.splitlines()]
    return next(line for line in lines if "PRK" in line["actors"])


def test_a_rejected_finding_is_gone_and_its_history_says_why(foedus: Run, ledger: str) -> None:
    """A rejected finding is gone, its history says who, what and why, and an acceptance brings it back."""
    finding = str(deal_of(foedus, ledger)["finding"])
    ran = foedus("judge", "reject", finding, "--why", "the text is a hoax", "--who", "Ada", "--ledger", ledger)
    assert ran.code == 0, ran.err
    assert finding not in foedus("findings", "--ledger", ledger).out
    told = foedus("history", "--ledger", ledger).out
    assert "Ada  reject" in told
    assert "the text is a hoax" in told
    assert "will send" in told
    claim = json.loads(foedus("findings", "--json", "--ledger", ledger).out.splitlines()[0])["claims"][0]
    assert foedus("history", claim, "--ledger", ledger).code == 1


def test_a_correction_is_in_the_finding_and_in_the_brief(foedus: Run, ledger: str) -> None:
    """A corrected recipient is in the finding, which names the judgement."""
    claim = str(deal_of(foedus, ledger)["claims"][0])  # type: ignore[index]  # a list of ids
    arguments = ("judge", "correct", claim, "--slot", "recipients", "--value", "BLR", "--why", "the plant is in Minsk")
    assert foedus(*arguments, "--ledger", ledger).code == 0
    finding = deal_of(foedus, ledger)
    assert finding["recipients"] == ["BLR"]
    assert len(finding["judgements"]) == 1  # type: ignore[arg-type]  # a list of ids
    assert "Belarus" in foedus("brief", "--query", "Belarus", "--ledger", ledger, "--to", "md").out


@pytest.mark.parametrize(
    ("slot", "value", "shown"),
    [
        ("quantity", "up to 300 workers", ["up to 300 workers"]),
        ("place", "Minsk", "Minsk"),
        ("date", "2025-08", "2025-08"),
        ("quantity", "", []),
    ],
)
def test_quantity_place_and_date_are_corrected_by_hand(foedus: Run, ledger: str, slot: str, value: str, shown: object) -> None:
    """The finding has the stated value, the exports hold no place in the text for it, and the brief says that it was corrected by hand."""
    claim = str(deal_of(foedus, ledger)["claims"][0])  # type: ignore[index]  # a list of ids
    ran = foedus("judge", "correct", claim, "--slot", slot, "--value", value, "--why", "the minister said so", "--ledger", ledger)
    assert ran.code == 0, ran.err
    assert deal_of(foedus, ledger)[slot] == shown
    brief = foedus("brief", "--ledger", ledger, "--to", "md")
    assert brief.code == 0, brief.err
    assert f"{slot} corrected by hand: {value or 'none'}" in brief.out
    for form in ("jsonl", "csv", "geojson", "polecat", "gdelt", "webanno", "stix"):
        assert foedus("export", "--to", form, "-o", f"out.{form}", "--ledger", ledger).code == 0
    lines = (json.loads(line) for line in Path("out.jsonl").read_text(encoding="utf-8").splitlines())
    line = next(line for line in lines if line["claim"] == claim)
    assert slot not in line["spans"]
    assert (line[slot] or {}).get("iso" if slot == "date" else "text", "") == value


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("reject", "f-none"), 1, "0 ids"),
        (("correct", "{claim}", "--slot", "colour"), 2, "one of event, actors"),
        (("correct", "{claim}", "--slot", "status", "--value", "finished"), 2, "one of planned"),
        (("correct", "{claim}", "--slot", "quantity", "--value", "many"), 2, "holds no quantity"),
        (("correct", "{claim}", "--slot", "place", "--value", "Springfield"), 2, "name it with its country"),
        (("correct", "{claim}", "--slot", "date", "--value", "soon"), 2, "is no date"),
        (("origin", "{claim}", "--value", "same"), 2, "two claims"),
        (("merge", "{claim}"), 2, "two claims"),
    ],
)
def test_what_does_not_fit_is_refused(foedus: Run, ledger: str, arguments: tuple[str, ...], code: int, message: str) -> None:
    """What does not fit is refused with a message, and nothing is kept."""
    claim = str(deal_of(foedus, ledger)["claims"][0])  # type: ignore[index]  # a list of ids
    ran = foedus("judge", *(argument.format(claim=claim) for argument in arguments), "--why", "a test", "--ledger", ledger)
    assert (ran.code, message in ran.err) == (code, True), ran.err
    assert foedus("history", "--ledger", ledger).code == 1
