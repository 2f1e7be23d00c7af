"""What a finding may touch, as text."""

from collections.abc import Iterator

from foedus.brief.evidence import Evidence
from foedus.lexicon.display import DisplayNames
from foedus.model.exposure import Check, Exposed, Exposure, TreatyLink, Truth

_MARK = {Truth.TRUE: "+", Truth.FALSE: "-", Truth.UNKNOWN: "?"}


def exposure_lines(one: Exposed, evidence: Evidence, *, tests: bool = False) -> Iterator[str]:
    """What one finding may touch, as text.

    Args:
        one: Its assessment.
        evidence: What its words stand in.
        tests: Every test with its reason.
    """
    names = DisplayNames.load()
    for exposure in one.exposures:
        yield from _told(exposure, evidence, names, tests=tests)
    for link in one.treaties:
        yield f"  TREATY {link.relation}: {link.name} [{link.treaty}]: {link.why}{_others(link)}"
        yield from (f"      article {a.article}: {a.state}: {a.why}{' (draft, unchecked)' if a.is_draft else ''}" for a in link.engagements)


def _told(exposure: Exposure, evidence: Evidence, names: DisplayNames, *, tests: bool) -> Iterator[str]:
    draft = " (draft, unchecked)" if exposure.is_draft else ""
    bound = f"; bound: {', '.join(map(names.name_of, exposure.bound))}" if exposure.bound else ""
    yield f"  {exposure.result.value}  [{exposure.provision}]{draft}: {exposure.reason}{bound}"
    if exposure.contested_by:
        yield f"      contested by {', '.join(map(names.name_of, exposure.contested_by))}"
    if tests:
        yield from (f"      {_MARK[check.value]} {check.test}: {check.why}{_words(check, evidence)}" for check in exposure.tests)
        yield from (f"      to be asked: {question}" for question in exposure.questions)


def _words(check: Check, evidence: Evidence) -> str:
    if check.span is None:
        return ""
    document = evidence.documents[check.span.document]
    return f"  “{document.text[check.span.start : check.span.end]}” {document.name} {check.span.start}-{check.span.end}"


def _others(link: TreatyLink) -> str:
    return f"; the words fit {', '.join(link.others)} as well" if link.others else ""
