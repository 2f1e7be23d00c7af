"""The commands on what people decide."""

import json

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
    ("arguments", "code", "message"),
    [
        (("reject", "f-none"), 1, "0 ids"),
        (("correct", "{claim}", "--slot", "colour"), 2, "one of event, actors"),
        (("correct", "{claim}", "--slot", "status", "--value", "finished"), 2, "one of planned"),
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
