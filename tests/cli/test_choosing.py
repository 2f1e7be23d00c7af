"""Findings chosen by party, type, status, day and outlet."""

import json

import pytest
from tests.cli.conftest import Run

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("options", "is_there"),
    [
        (("--actor", "PRK"), True),
        (("--actor", "FRA"), False),
        (("--between", "RUS", "PRK"), True),
        (("--between", "PRK", "FRA"), False),
        (("--type", "agree"), True),
        (("--type", "AID"), False),
        (("--status", "planned", "--actor", "RUS"), True),
        (("--status", "denied"), False),
        (("--outlet", "daily test"), True),
        (("--outlet", "Nobody"), False),
        (("--since", "2025-06-01", "--until", "2025-12-31"), True),
        (("--until", "2020-01-01"), False),
    ],
)
def test_conditions_narrow_the_findings(foedus: Run, ledger: str, options: tuple[str, ...], *, is_there: bool) -> None:
    """The deal is there exactly where its conditions hold."""
    ran = foedus("findings", *options, "--json", "--ledger", ledger)
    found = [json.loads(line) for line in ran.out.splitlines()]
    deal = [line for line in found if line["event"] == "AGREE" and line["actors"] == ["PRK"]]
    assert bool(deal) is is_there, ran.err
    assert ran.code == (0 if found else 1)
