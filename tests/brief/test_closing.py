"""What a brief says of its sources, its gaps and its making is counted, and the same for the same evidence."""

import msgspec
import pytest
from tests.brief.reports import composed

from foedus.brief.closing import gaps, pins, summary
from foedus.brief.evidence import Evidence
from foedus.model.exposure import Check, Exposed, Exposure, Result, Truth

replace = msgspec.structs.replace


def test_sources_are_summed_up(alabuga: Evidence) -> None:
    """Reports, origins, echoes, disputes, grades, and the whole in plain words."""
    assert summary(alabuga) == (
        "4 reports of 4 named outlets were read; this is about 2 findings.",
        "1 of 2 findings has two or more origins that are surely independent; 1 rests on one, or on none that is sure.",
        "1 report only repeats another one on some finding, and counts as no origin there.",
        "1 of 2 findings is disputed, and none rests on hearsay alone.",
        "A person graded the outlets behind 0 of 2 findings.",
        "As a whole the sources are broad and not yet weighed: much of this has several origins, but few of them are graded A or B.",
    )
    assert composed(alabuga).summary == summary(alabuga)


@pytest.mark.parametrize(
    ("sure", "grade", "word"),
    [
        ((1, 1), "F3", "thin"),
        ((2, 1), "F3", "not yet weighed"),
        ((2, 2), "F2", "not yet weighed"),
        ((2, 2), "B2", "most of them are graded"),
    ],
)
def test_strength_follows_origins_and_grades(alabuga: Evidence, sure: tuple[int, int], grade: str, word: str) -> None:
    """Nothing confirmed is thin; grades count only where a person gave them."""
    deal = alabuga.findings[0]
    findings = tuple(replace(deal, grade=grade, lineages=replace(deal.lineages, sure=number)) for number in sure)
    assert word in summary(replace(alabuga, findings=findings))[-1]


def test_gaps_are_counted(alabuga: Evidence) -> None:
    """Undated and unnamed reports, empty slots, lists that are not loaded, drafts; nothing where nothing lacks."""
    deal = alabuga.findings[0]
    first, *rest = alabuga.documents.values()
    bare = replace(first, published=None, origin=replace(first.origin, outlet=None))
    unlisted = Check(test="regulated_party", value=Truth.UNKNOWN, why="the list that says so (x) is not loaded")
    row = Exposure(
        finding=deal.id, provision="p", instrument="i", paragraph="1", cite="i, 1", bound=(), result=Result.DOMESTIC, reason="",
        tests=(unlisted,), effect="ban",
    )  # fmt: skip
    exposed = {deal.id: Exposed(exposures=(row, replace(row, provision="q", is_draft=True, tests=())))}
    found = gaps(replace(alabuga, documents={item.id: item for item in (bare, *rest)}, exposed=exposed))
    assert found == (
        "1 report bears no publication date.",
        "1 report names no outlet.",
        "Languages of the reports: en; what is written in others was not read.",
        "2 of 2 findings rest on outlets that nobody graded.",
        "Of 2 findings, so many have: 2 no place, 2 no date, 1 no number.",
        "1 provision that may be near is left out as an unchecked draft.",
        "For 1 provision the list that would decide is not loaded.",
        "Ties, blocs and what is to come were not assessed.",
    )


def test_pins_change_with_what_they_pin(alabuga: Evidence) -> None:
    """The same evidence in another order has the same pins; another text, or one finding less, has others."""
    made = {pin.name: pin.value for pin in pins(alabuga)}
    assert list(made) == ["foedus", "coders", "provisions", "treaties", "documents", "findings"]
    assert made["coders"] == "test/1"
    turned = replace(alabuga, findings=alabuga.findings[::-1], documents=dict(reversed(list(alabuga.documents.items()))))
    assert {pin.name: pin.value for pin in pins(turned)} == made
    first, *rest = alabuga.documents.values()
    other = replace(alabuga, documents={item.id: item for item in (replace(first, text_sha256="0"), *rest)}, findings=alabuga.findings[:1])
    changed = {pin.name for pin in pins(other) if pin.value != made[pin.name]}
    assert changed == {"documents", "findings"}
