"""Claims that name places, and findings by month."""

from collections.abc import Iterator

import msgspec
import pytest
from tests.store.conftest import OneEach, read

from foedus.model.finding import Finding, Superseded
from foedus.model.mention import NO_WORDS, PlaceMention
from foedus.store import Ledger
from foedus.store.placing import findings_among, judged_claims, months, placed_claims
from foedus.store.selecting import of_key

_DAYS = {"one": "2025-03-04", "two": "2025-03", "four": ""}


def _shaped(finding: Finding) -> Finding:
    """Days as the reports have them; what `two` says was withdrawn."""
    gone = [Superseded(claim=claim, by="two", kind="retraction", reason="test") for claim in finding.supporting]
    superseded = tuple(gone) if finding.documents == ("two",) else ()
    return msgspec.structs.replace(finding, date=_DAYS[finding.documents[0]], superseded=superseded)


@pytest.fixture
def ledger(place: str) -> Iterator[Ledger]:
    """Three reports with two claims each, of which the first names a place."""
    mention = PlaceMention(
        words=NO_WORDS, start=0, end=1, text="Bamako", country="MLI", latitude=12.65, longitude=-8.0, precision="settlement"
    )
    with Ledger.open(place) as made:
        for name in _DAYS:
            document, claims, discards = read(name)
            placed = msgspec.structs.replace(claims[0], event=msgspec.structs.replace(claims[0].event, place=mention))
            made.add(document, [placed, *claims[1:]], discards, coder="rules-1")
        made.refresh(OneEach(shape=_shaped))
        yield made


def test_claims_with_a_place_are_given_and_what_was_withdrawn_is_not(ledger: Ledger) -> None:
    """Each with its finding."""
    found = placed_claims(ledger, [])
    assert {ledger.claim(placed.claim).name for placed in found} == {"one", "four"}
    assert all(ledger.finding(placed.claim).id == placed.finding for placed in found)
    assert [placed.place.text for placed in placed_claims(ledger, [of_key("four")])] == ["Bamako"]


def test_findings_are_counted_by_the_month_of_their_first_day(ledger: Ledger) -> None:
    """Those without a day apart."""
    assert months(ledger, []) == {"2025-03": 4, "": 2}
    assert months(ledger, [of_key("one")]) == {"2025-03": 2}


def test_only_findings_that_are_meant_are_found_for_claims(ledger: Ledger) -> None:
    """And nothing was judged yet."""
    claims = [claim.id for claim in ledger.claims()]
    meant = findings_among(ledger, [of_key("one")], claims)
    assert {ledger.claim(claim).name for claim in meant} == {"one"}
    assert judged_claims(ledger) == ()
