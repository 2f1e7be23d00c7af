"""Treaties and obligations stand apart from deals and reactions."""

import pytest
from tests.brief.reports import claim, composed, date, event, evidence, finding, report, span

from foedus.model.brief import Brief
from foedus.model.claim import Voice, VoiceKind
from foedus.model.exposure import Engagement, Exposed, TreatyLink


def told(brief: Brief, key: str) -> list[str]:
    """The sentences of a section."""
    return [statement.text for section in brief.sections if section.key == key for statement in section.statements]


@pytest.mark.parametrize(
    ("text", "trigger", "thing", "is_treaty"),
    [
        ("Chad and Mali signed the pact.", "signed", "the pact", True),
        ("Chad ratified the accord.", "ratified", "the accord", True),
        ("Chad congratulated its neighbour on the accord.", "congratulated", "its neighbour", False),
    ],
)
def test_what_concludes_a_treaty(text: str, trigger: str, thing: str, *, is_treaty: bool) -> None:
    """The object of the deed names one; it is no reaction then."""
    document = report("one", text)
    found = claim(document, "Chad", event(document, "SUPPORT TCD > MLI", trigger, object=span(document, thing)))
    brief = composed(evidence([document], [found], [finding([found])]))
    assert bool(told(brief, "treaty")) is is_treaty
    assert bool(told(brief, "reactions")) is not is_treaty


def test_a_date_is_read_as_far_as_the_report_allows() -> None:
    """Beside the words for it, which stay as they are."""
    document = report("one", "Chad and Mali signed the pact on 3 May.")
    parts = {"object": span(document, "the pact"), "date": date(document, "3 May", "2025-05-03")}
    found = claim(document, "Chad", event(document, "SUPPORT TCD+MLI > ", "signed", **parts))
    (text,) = told(composed(evidence([document], [found], [finding([found])])), "treaty")
    assert text == "TCD and MLI: “Chad and Mali signed the pact on 3 May”, read as 2025-05-03, in the words of one Post."


def test_obligations_in_force_and_in_the_words_of_a_treaty() -> None:
    """Standing ones, and what an article promises; not what an office promises."""
    document = report("one", "The pact obliges both to help. Under its article 4 Chad will send arms. Chad will send rice.")
    article = Voice(kind=VoiceKind.DOCUMENT, text="its article 4", span=span(document, "its article 4"))
    office = Voice(kind=VoiceKind.INSTITUTION, text="Chad", span=span(document, "Chad"))
    claims = [
        claim(document, "The pact", event(document, "AGREE TCD+MLI > ", "obliges"), status="standing"),
        claim(document, "Under", event(document, "AGREE TCD > MLI", "will send arms"), status="planned", voice=article),
        claim(document, "Chad will send rice", event(document, "AGREE TCD > MLI", "will send rice"), status="planned", voice=office),
    ]
    brief = composed(evidence([document], claims, [finding([item]) for item in claims]))
    sentences = "\n".join(told(brief, "treaty"))
    assert "TCD and MLI are bound to cooperate with each other: “The pact obliges both to help”" in sentences
    assert "“its article 4”" in sentences
    assert "rice" not in sentences


def test_what_is_derived_from_a_treaty_is_told_once() -> None:
    """With its articles, for the first deed alone."""
    document = report("one", "Chad will send rice under the friendship pact. Chad will send arms too.")
    claims = [
        claim(document, words, event(document, "AGREE TCD > MLI", trigger), status="planned")
        for words, trigger in (("Chad will send rice", "will send rice"), ("Chad will send arms", "will send arms"))
    ]
    findings = [finding([item]) for item in claims]
    article = Engagement(obligation="x", article="4", flags=(), state="not engaged", why="")
    exposed = {
        one.id: Exposed(
            treaties=(
                TreatyLink(
                    finding=one.id, treaty="t", name="Pact of Friendship", signed="2020-01-02", relation="invoked", why="",
                    claim=claims[0].id, span=span(document, "friendship pact"), engagements=(article,),
                ),
            )
        )
        for one in findings
    }  # fmt: skip
    found = evidence([document], claims, findings)
    (text,) = told(
        composed(type(found)(findings=found.findings, claims=found.claims, documents=found.documents, exposed=exposed)), "treaty"
    )
    assert text.endswith(
        "the reports derive it from “friendship pact”, which may be the Pact of Friendship of 2020-01-02; of it article 4 is not engaged."
    )
