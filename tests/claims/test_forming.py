"""What the making of claims itself decides."""

import pytest

import foedus

SENTENCES = (
    ("Iran lent 40 buses to Syria in exchange for phosphates on Tuesday.", "COOPERATE"),
    ("Iran lent 40 buses to Syria on Tuesday.", "AID"),
)


@pytest.mark.parametrize(("text", "event"), SENTENCES)
def test_what_is_given_for_a_marked_return_is_no_aid(text: str, event: str) -> None:
    """What is given for a marked return is no aid."""
    claim = foedus.load("rules")(text, published="2024-05-08").claims[0]
    assert claim.event.type == event
    told = [reason.rule for reason in claim.event.why if reason.part == "event"]
    assert ("codebook:aid-for-a-return-is-cooperate" in told) == (event == "COOPERATE")
