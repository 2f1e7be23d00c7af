"""Who reprints, reuses, credits or cites whom."""

from collections.abc import Callable

import pytest

from foedus.corroboration.linking import links
from foedus.model.claim import Claim
from foedus.model.finding import DocumentLinks
from foedus.model.text import Document

Make = Callable[..., Document]

WIRE = (
    "Estonia handed four patrol boats to Moldova on Tuesday in the port of Giurgiulesti, the defence ministry said. "
    "The boats were built in Tallinn and will guard the Danube against smugglers of cigarettes."
)
OWN = (
    "Fishermen on the other bank were less pleased. They have asked the prefect for money, as the wash of fast boats tears their nets and "
    "frightens the sturgeon, and they intend to block the bridge at Galati next week unless somebody listens to them in Bucharest."
)


def found(documents: list[Document], claims: list[Claim] | None = None) -> dict[str, DocumentLinks]:
    """Links by name."""
    return {link.name: link for link in links(documents, claims or [])}


def test_a_reprint_names_the_earlier_document_as_parent(make_report: Make) -> None:
    """A reprint names the earlier document as parent."""
    first, second = make_report("b", WIRE, published="2025-03-01"), make_report("a", WIRE, published="2025-03-02")
    result = found([second, first])
    assert (result["a"].relation, result["a"].parents) == ("reprint", ("b",))
    assert (result["b"].relation, result["b"].parents) == ("", ())


def test_a_wire_item_inside_a_longer_article_is_partial_reuse(make_report: Make) -> None:
    """A wire item inside a longer article is partial reuse."""
    wire = make_report("wire", WIRE)
    long = make_report("long", f"{OWN}\n\n{WIRE}\n\n{OWN.upper()}", published="2025-03-02")
    assert found([wire, long])["long"].relation == "partial"


def test_a_changed_number_is_still_a_reprint_with_another_number(make_report: Make) -> None:
    """A changed number is still a reprint with another number."""
    changed = make_report("b", WIRE.replace("four", "nine"), published="2025-03-02")
    assert found([make_report("a", WIRE), changed])["b"].relation == "reprint"


def test_unrelated_documents_have_no_link(make_report: Make) -> None:
    """Unrelated documents have no link."""
    assert {link.relation for link in found([make_report("a", WIRE), make_report("b", OWN)]).values()} == {""}


@pytest.mark.parametrize(
    "words",
    [
        "according to the website Silk Corridor Defence, which cites the ministry in Dushanbe",
        "Silk Corridor Defence, a specialist website, reported on Tuesday",
        "as first reported by Silk Corridor Defence",
        "the minister told Silk Corridor Defence",
    ],
)
def test_a_rewritten_echo_that_cites_an_outlet_is_found(make_report: Make, make_claim: Callable[..., Claim], words: str) -> None:
    """A rewritten echo that cites an outlet is found."""
    first = make_report("a", "Dushanbe will dispatch welders to Kirikkale.", outlet="Silk Corridor Defence")
    second = make_report("b", f"Tajikistan is to supply metalworkers to Turkey, {words}.", published="2025-03-02")
    claims = [
        make_claim(first, "Dushanbe", "AGREE TJK > TUR", trigger="will dispatch", status="planned"),
        make_claim(second, "Tajikistan", "AGREE TJK > TUR", trigger="is to supply", status="planned"),
    ]
    link = found([first, second], claims)["b"]
    assert (link.relation, link.parents) == ("cites", ("a",))


def test_a_short_form_is_read_as_the_outlet_that_the_document_names(make_report: Make, make_claim: Callable[..., Claim]) -> None:
    """`The Letter` is the outlet of that name which the document cites, whatever other outlets end in the word, unless it is its own."""
    first = make_report("a", "Mali lent Niger two ferries.", outlet="Adriatic Energy Letter")
    other = make_report("c", OWN, outlet="Faroe Maritime Letter")
    text = "Two ferries were lent to Niger, the Adriatic Energy Letter reported. Mali will lend a third one, according to the Letter."
    shares = {}
    for outlet in ("Sahel Wire", "Sahel News Letter"):
        second = make_report("b", text, published="2025-03-02", outlet=outlet)
        claims = [make_claim(first, "Mali", "AGREE MLI > NER", trigger="lent")]
        claims += [
            make_claim(second, start, "AGREE MLI > NER", trigger=trigger) for start, trigger in (("Two", "were lent"), ("Mali", "lend"))
        ]
        shares[outlet] = found([first, second, other], claims)["b"].reason
    assert "2 of 2 claims" in shares["Sahel Wire"]
    assert "1 of 2 claims" in shares["Sahel News Letter"]


def test_naming_an_outlet_without_citing_it_is_no_link(make_report: Make, make_claim: Callable[..., Claim]) -> None:
    """Naming an outlet without citing it is no link."""
    first = make_report("a", "Dushanbe will dispatch welders to Kirikkale.", outlet="Silk Corridor Defence")
    second = make_report(
        "b", "Tajikistan is to supply metalworkers to Turkey. Shares of Silk Corridor Defence fell.", published="2025-03-02"
    )
    claims = [
        make_claim(first, "Dushanbe", "AGREE TJK > TUR", trigger="will dispatch", status="planned"),
        make_claim(second, "Tajikistan", "AGREE TJK > TUR", trigger="is to supply", status="planned"),
    ]
    assert found([first, second], claims)["b"].relation == ""


@pytest.mark.parametrize("line", ["This report first appeared in the Aegean Review.", "Originally published by Aegean Review."])
def test_a_credit_line_outweighs_the_order_of_publication(make_report: Make, make_claim: Callable[..., Claim], line: str) -> None:
    """A credit line outweighs the order of publication."""
    original = make_report("z", WIRE, outlet="Aegean Review")
    copy = make_report("a", f"{WIRE}\n\n{line}", outlet="Ararat Mirror")
    claims = [make_claim(d, "Estonia", "AID EST > MDA", trigger="handed") for d in (original, copy)]
    result = found([original, copy], claims)
    assert (result["a"].relation, result["a"].parents) == ("credit", ("z",))
    assert result["z"].parents == ()


@pytest.mark.parametrize("text", [f"TALLINN (AP) — {WIRE}", f"{WIRE}\n\n(Reuters)", f"Reuters\n\n{WIRE}", f"{WIRE}\n\nWith AFP"])
def test_agency_credits_are_named(make_report: Make, text: str) -> None:
    """Agency credits are named."""
    link = found([make_report("a", text)])["a"]
    assert link.relation == "credit"
    assert link.reason.startswith("credit line: ")


def test_an_agency_quoted_in_a_sentence_is_no_credit(make_report: Make) -> None:
    """An agency quoted in a sentence is no credit."""
    assert found([make_report("a", f"{WIRE}\n\nThe minister told Reuters that more boats would follow in May.")])["a"].relation == ""
