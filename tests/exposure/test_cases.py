"""The table of cases: deeds that a provision covers, and as many that look covered and are not."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.exposure.told import assessor, told

from foedus.model.exposure import Result, Truth

pytestmark = pytest.mark.slow
CASES = [json.loads(line) for line in (Path(__file__).parents[1] / "cases" / "exposure.jsonl").read_text(encoding="utf-8").splitlines()]
NEGATIVE = ("none", "not-applicable-because")


@pytest.mark.parametrize("case", CASES, ids=[f"{case['provision']}: {case['text']}" for case in CASES])
def test_a_case_comes_to_its_result(case: dict[str, Any]) -> None:
    """The stated result; a negative case fails in the very test that its reason is about, and not for another cause."""
    story = told(case["text"], published=case["published"])
    exposure = story.exposure(case["provision"])
    assert story.is_near(case["provision"]) is (case["expect"] != "none"), exposure.reason
    expected = Result.NOT_APPLICABLE if case["expect"] in NEGATIVE else Result(case["expect"])
    assert exposure.result is expected, exposure.reason
    if case["expect"] in NEGATIVE:
        failed = [check.test for check in exposure.tests if check.value is Truth.FALSE]
        assert failed == [case["fails"]] or (case["fails"] in failed and case["expect"] == "none"), exposure.tests


def test_the_table_is_half_negative_and_spans_the_instruments() -> None:
    """Twenty cases at least on either side; every row that is named is shipped."""
    negative = [case for case in CASES if case["expect"] in NEGATIVE]
    assert len(negative) >= 20
    assert len(CASES) - len(negative) >= 20
    assert len({assessor().provisions[case["provision"]].instrument for case in CASES}) >= 15


def test_arms_that_two_meet_on_together_pass_from_none_to_the_other() -> None:
    """Which party gives is not told, so no rule on whoever exports comes near; a delivery does."""
    assert not told("Norway and Canada hunted a submarine together on Monday.", published="2025-11-18").is_near("att-7")
    assert told("Norway delivered a submarine to Canada on Monday.", published="2025-11-18").is_near("att-7")
