"""Which earlier deeds are like one, and by what."""

import msgspec
import pytest
from tests.brief.reports import report
from tests.network.deeds import claim, finding

from foedus.model.claim import Claim, Exchange
from foedus.model.finding import Finding
from foedus.model.network import Similar
from foedus.model.record import DocumentId
from foedus.model.text import Document, Span
from foedus.network.similar import Deals
from foedus.network.ties import Ties
from foedus.network.weighing import contributions

WORKERS = ("25,000 workers", "know-how in building drones")


def told(of: Finding, deal: tuple[str, str] | None = None, contexts: tuple[str, ...] = ()) -> tuple[Claim, Document]:
    """The claim of a finding, with the words of an exchange in its document."""
    made = claim(of, contexts=contexts)
    gives, gets = deal or ("nothing", "nothing")
    text = f"{gives} | {gets}"
    document = msgspec.structs.replace(report(of.documents[0], text), id=DocumentId(made.document), text=text)
    if deal is None:
        return made, document
    spans = [Span(document=made.document, start=start, end=start + len(words)) for start, words in ((0, gives), (len(gives) + 3, gets))]
    return msgspec.structs.replace(made, exchange=Exchange(gives=spans[0], gets=spans[1], cue=None)), document


DEAL = finding("deal", "AGREE PRK > RUS", status="planned", reported="2025-06-18")
LIKE = finding("like", "AGREE ERI > RUS", status="planned", reported="2024-02-02")
TURNED = finding("turned", "AGREE BLR > CUB", status="planned", reported="2024-02-03")
PLAIN = finding("plain", "AGREE PRK > RUS", status="planned", reported="2024-05-05")
WAR = finding("war", "ASSAULT SDN:REB > TCD", reported="2024-05-06")
LATER = finding("later", "AGREE PRK > RUS", status="planned", reported="2025-07-01")
OWN = finding("own", "AGREE RUS > PRK", status="planned", reported="2025-06-01", story=DEAL.story)
DENIED = finding("denied", "AGREE PRK > RUS", status="denied", reported="2024-02-04")
UNDATED = finding("undated", "AGREE PRK > RUS", reported="")
ALL = (DEAL, LIKE, TURNED, PLAIN, WAR, LATER, OWN, DENIED, UNDATED)
TOLD = [
    told(DEAL, WORKERS, ("labour",)),
    told(LIKE, ("3,000 labourers", "expertise in drones"), ("labour",)),
    told(TURNED, ("unmanned aircraft and their blueprints", "builders and welders"), ("labour",)),
    told(PLAIN, None, ("labour",)),
    told(LATER, WORKERS),
    told(OWN, WORKERS),
]
CLAIMS = {one.id: one for one, _ in TOLD}
DOCUMENTS = {document.id: document for _, document in TOLD}


def found(of: Finding = DEAL, limit: int = 9) -> list[Similar]:
    """What is like a finding."""
    ties = Ties(contributions(ALL, CLAIMS).kept)
    return Deals.load(CLAIMS, DOCUMENTS, ties).alike(of, ALL, limit)


def values(similar: Similar) -> dict[str, float | None]:
    """Its features by name."""
    return {one.feature: one.value for one in similar.features}


def test_earlier_deeds_of_other_stories_are_found_the_most_alike_first() -> None:
    """Not what came later, was denied, has no date or is part of the same story, and not what is of another kind."""
    assert [one.finding for one in found()] == ["f-like", "f-turned", "f-plain"]
    assert [one.score for one in found()] == sorted((one.score for one in found()), reverse=True)
    assert len(found(limit=1)) == 1
    assert found(UNDATED) == []


def test_each_feature_has_its_value_and_says_what_was_compared() -> None:
    """Labour for drones, however worded; whichever side is told first."""
    by_id = {str(one.finding): one for one in found()}
    like, turned, plain = (values(by_id[key]) for key in ("f-like", "f-turned", "f-plain"))
    assert [like["exchange"], turned["exchange"], plain["exchange"]] == pytest.approx([1, 5 / 6, 0], abs=1e-3)
    assert (like["type"], like["quarter"], like["contexts"], like["sides"]) == (1, 1, 1, 1)
    assert like["parties"] == pytest.approx(1 / 3, abs=1e-3)
    assert plain["parties"] == 1
    details = {one.feature: one.detail for one in by_id["f-plain"].features}
    assert details["exchange"].endswith("no exchange")
    assert details["parties"] == "PRK, RUS"


def test_the_standing_of_the_parties_is_that_of_the_day_before() -> None:
    """What the deed itself does to the tie is not held against it."""
    friends = [finding(f"friend-{k}", "AID PRK > RUS", reported=f"2025-0{k}-01", sure=3) for k in (1, 2, 3)]
    ties = Ties(contributions([*ALL, *friends], CLAIMS).kept)
    (like,) = [one for one in Deals.load(CLAIMS, DOCUMENTS, ties).alike(DEAL, ALL) if one.finding == "f-like"]
    feature = next(one for one in like.features if one.feature == "tie")
    assert (feature.value, feature.detail) == (0, "friendly and neutral")


def test_what_neither_finding_has_counts_neither_way() -> None:
    """Two plain meetings are alike without an exchange and without contexts."""
    one, other = (finding(key, "CONSULT FRA+DEU", reported=day) for key, day in (("m1", "2025-01-01"), ("m2", "2025-02-01")))
    (similar,) = Deals.load({}, {}, Ties([])).alike(other, [one])
    assert (values(similar)["exchange"], values(similar)["contexts"], similar.score) == (None, None, 1)


def test_words_of_things_are_known_in_the_plural() -> None:
    """The table has singulars."""
    deals = Deals.load({}, {}, Ties([]))
    assert deals._things_of("batteries") == deals._things_of("battery") != frozenset()
    assert deals._things_of("qwertys") == frozenset()
