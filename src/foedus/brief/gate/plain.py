"""What the brief says around its sentences: scope, remarks, reasons why a section is empty."""

import re
from collections.abc import Iterable, Iterator

from foedus.brief.evidence import Evidence
from foedus.brief.gate.likelihood import LIKELY
from foedus.model.brief import Brief, Section

_DIGIT = re.compile(r"\d")
_MARK = re.compile(r"[“”‘’\"]")
_NAME = re.compile(r"(?<=[\w,;:] )[A-Z]\w*")
_SCOPE = re.compile(
    r"(?P<reports>\d+) reports? of (?P<outlets>\d+) named outlets?"
    r"(?:, published (?P<first>[\d-]{10}) to (?P<last>[\d-]{10})|, without publication dates)"
    r"(?:; findings with “.*”)?(?P<synthetic>; the reports are synthetic and are evidence of nothing)?",
    re.DOTALL,
)


def scope_faults(brief: Brief, evidence: Evidence) -> Iterator[str]:
    """Counts, dates and the mark of invented text in the scope, and the cut-off, are those of what was read."""
    read = evidence.coverage()
    found = _SCOPE.fullmatch(brief.scope)
    days = tuple(day.isoformat() if day else None for day in (read.first, read.last))
    there = (str(read.reports), str(read.outlets), *days, read.synthetic)
    if found is None or (found["reports"], found["outlets"], found["first"], found["last"], bool(found["synthetic"])) != there:
        yield f"the scope is not what was read: {brief.scope}"
    if brief.cutoff != read.last:
        yield "the cut-off is not the last day of what was read"


def section_faults(section: Section, recounted: Iterable[str] = ()) -> Iterator[str]:
    """A remark or a reason for emptiness that says something of the world, and is not equal to a recount of the evidence."""
    texts = (section.note, section.empty, *(table.caption for table in section.tables))
    yield from (f"{section.title}: {fault}" for fault in recounted_faults(texts, recounted))
    if section.more and not section.more.startswith("foedus "):
        yield f"{section.title}: a command that is none of ours: {section.more}"


def recounted_faults(texts: Iterable[str], recounted: Iterable[str]) -> Iterator[str]:
    """Sentences on the whole brief that are neither plain nor equal to a recount of the evidence."""
    known = set(recounted)
    yield from (f"{fault} in: {text}" for text in texts if text not in known for fault in plain_faults(text))


def plain_faults(text: str) -> Iterator[str]:
    """Numbers, names, quotations and words of likelihood in a text that cites nothing."""
    for pattern, what in ((_DIGIT, "a number"), (_MARK, "a quotation"), (_NAME, "a name"), (LIKELY, "a word of likelihood")):
        if found := pattern.search(text):
            yield f"{what} that nothing carries ({found[0]})"
