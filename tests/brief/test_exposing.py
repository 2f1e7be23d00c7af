"""What a finding may touch: a sentence a kind of rule, the rule of which most is met by name, the others by number."""

from foedus.brief.exposing import points
from foedus.model.exposure import Check, Exposed, Exposure, Result, Truth
from foedus.model.record import ClaimId, DocumentId, FindingId
from foedus.model.text import Document, Origin, Span

TEXT = "Workers for drones in Alabuga."
DOCUMENT = Document(
    id=DocumentId("d-1"), name="one", origin=Origin(), text=TEXT, raw_sha256="", text_sha256="", extractor="test", published=None
)


def touched(cite: str, words: str, result: Result = Result.PARTIAL, met: int = 0, named: str = "") -> Exposure:
    """An exposure by these words, of which so many further tests are met; on a listed name if one is given."""
    tests = [check("activity", words), *(check(f"t{i}", words) for i in range(met)), *([check("regulated_party", named)] if named else [])]
    return Exposure(
        finding=FindingId("f-1"),
        provision=cite,
        instrument="",
        paragraph="",
        cite=cite,
        bound=("RUS",) if result in {Result.PARTIAL, Result.POLITICAL} else (),
        result=result,
        reason="",
        tests=tuple(tests),
        effect="ban",
    )


def check(test: str, words: str) -> Check:
    """A test that these words meet."""
    start = TEXT.index(words)
    return Check(
        test=test, value=Truth.TRUE, why="", claim=ClaimId("c-1"), span=Span(document=DOCUMENT.id, start=start, end=start + len(words))
    )


def told(*exposures: Exposure, told_of: frozenset[str] = frozenset()) -> list[str]:
    """The sentences."""
    return [point.text for point in points(Exposed(exposures=exposures), {DOCUMENT.id: DOCUMENT}, {"RUS": "Russia"}.__getitem__, told_of)]


def test_one_sentence_a_kind_names_the_rule_of_which_most_is_met() -> None:
    """Each thing with its rule and the number of the others; rules met alike are named by the last."""
    rules = (touched("R 1", "Workers"), touched("R 2", "Workers", met=2), touched("R 3", "Workers"), touched("R 4", "drones"))
    assert told(*rules) == ["“Workers” may touch R 2 and 2 other such rules; “drones” may touch R 4, by which Russia is bound."]
    assert told(*rules[:2]) == ["“Workers” may touch R 2 and another such rule, by which Russia is bound."]
    assert told(touched("R 1", "Workers"), touched("R 5", "Workers")) == [
        "“Workers” may touch R 5 and another such rule, by which Russia is bound."
    ]


def test_kinds_of_rules_are_kept_apart() -> None:
    """A pledge, a ground for listing and the law of one state each have a sentence that says what they are."""
    assert told(
        touched("P", "drones", Result.POLITICAL),
        touched("L", "Workers", Result.LISTING),
        touched("D", "Workers", Result.DOMESTIC, named="Alabuga"),
    ) == [
        "A political pledge that binds nobody in law: “drones” may touch P; Russia has made it.",
        "Whoever takes part may be listed for it: “Workers” may touch L.",
        "If somebody under the law in question takes part, “Alabuga” may touch D.",
    ]


def test_a_rule_that_was_told_of_is_not_told_again() -> None:
    """Nor counted among the others."""
    rules = (touched("R 1", "Workers"), touched("R 2", "Workers"))
    assert told(*rules, told_of=frozenset({"R 2"})) == ["“Workers” may touch R 1, by which Russia is bound."]
    assert told(*rules, told_of=frozenset({"R 1", "R 2"})) == []
