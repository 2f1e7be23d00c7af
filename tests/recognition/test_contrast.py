"""What a sentence sets against the right value is no part of the deed."""

import pytest

import foedus
from foedus.pipeline.documents import Coder

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def coder() -> Coder:
    """The default coder."""
    made = foedus.load()
    assert isinstance(made, Coder)
    return made


@pytest.mark.parametrize(
    ("text", "place", "figure"),
    [
        ("Turkey delivered 40 drones to Mali at the airport of Bamako, not Gao.", "Bamako", 40),
        ("Turkey delivered 40 drones, not 80, to Mali in Bamako and not in Gao.", "Bamako", 40),
        ("Turkey delivered not 80 but 40 drones to Mali in Bamako.", "Bamako", 40),
        ("Turkey delivered 40 drones to Mali in Bamako instead of Gao.", "Bamako", 40),
        ("Turkey delivered 40 drones to Mali in Gao.", "Gao", 40),
    ],
)
def test_the_wrong_value_is_not_the_deeds(coder: Coder, text: str, place: str, figure: int) -> None:
    """Place and count are those that the sentence affirms."""
    (claim,) = coder(text, published="2025-06-08").claims
    assert claim.event.place is not None
    assert claim.event.quantity is not None
    assert claim.event.place.text == place
    assert claim.event.quantity.low == figure


def test_a_denied_deed_keeps_its_place(coder: Coder) -> None:
    """`did not …`, `were not in …` deny the deed and not the place."""
    (claim,) = coder("The talks between Chad and Niger were not held in Geneva.", published="2025-06-08").claims
    assert claim.event.place is not None
    assert claim.event.place.text == "Geneva"
