"""What a brief says of itself: how strong its sources are, what it does not know, and what it was made with.

Every sentence counts what is in the evidence, and nothing else; whoever holds the same evidence gets the same sentences.
"""

import hashlib
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from importlib.resources.abc import Traversable

from foedus.brief.evidence import Evidence
from foedus.brief.wording import RETRACTED, counted
from foedus.lexicon.tables import data_folder
from foedus.model.brief import Pin
from foedus.model.claim import VoiceKind
from foedus.model.exposure import Exposure, Result
from foedus.model.finding import Finding

_UNGRADED = "F"
_TRUSTED = frozenset("AB")
_ENOUGH = 2
_NOT_LOADED = "not loaded"
_DIGEST_LENGTH = 16


def summary(evidence: Evidence) -> tuple[str, ...]:
    """How many sources there are, how independent, how graded, and in plain words how strong.

    Args:
        evidence: What the brief may cite; the findings that it is about count.
    """
    return tuple(_summary(evidence)) if evidence.findings else ()


def gaps(evidence: Evidence) -> tuple[str, ...]:
    """What was not read, is not known or was not assessed; no sentence where there is no gap.

    Args:
        evidence: What the brief may cite; the findings that it is about count.
    """
    return (*_reading_gaps(evidence), *_finding_gaps(evidence.findings), *_assessing_gaps(evidence)) if evidence.findings else ()


def pins(evidence: Evidence) -> tuple[Pin, ...]:
    """What the brief was made with: version, coders, tables, and hashes over documents and findings.

    Args:
        evidence: What the brief may cite.
    """
    documents = sorted((document.id, document.text_sha256) for document in evidence.documents.values())
    findings = sorted(finding.id for finding in evidence.findings)
    return (
        Pin(name="foedus", value=version("foedus")),
        Pin(name="coders", value=", ".join(sorted({claim.event.coder for claim in evidence.claims.values()})) or "none"),
        Pin(name="provisions", value=_folder_digest(data_folder() / "provisions")),
        Pin(name="treaties", value=_folder_digest(data_folder() / "treaties")),
        Pin(name="documents", value=f"{len(documents)}, {_digest(part for pair in documents for part in pair)}"),
        Pin(name="findings", value=f"{len(findings)}, {_digest(findings)}"),
    )


def _summary(evidence: Evidence) -> Iterator[str]:
    read, findings = evidence.coverage(), evidence.findings
    sources = f"{counted(read.reports, 'report')} of {counted(read.outlets, 'named outlet')} {_verb(read.reports, 'was', 'were')} read"
    yield f"{sources}; this is about {counted(len(findings), 'finding')}."
    several = sum(finding.lineages.sure >= _ENOUGH for finding in findings)
    yield (
        f"{_of(several, findings)} {_verb(several, 'has', 'have')} two or more origins that are surely independent; "
        f"{len(findings) - several} {_verb(len(findings) - several, 'rests', 'rest')} on one, or on none that is sure."
    )
    echoes = {name for finding in findings for name in finding.echoes}
    if echoes:
        only = _verb(len(echoes), "only repeats another one", "only repeat other ones")
        yield f"{counted(len(echoes), 'report')} {only} on some finding, and {_verb(len(echoes), 'counts', 'count')} as no origin there."
    disputed = sum(any(one.relation == "conflict" for one in finding.conflicts) for finding in findings)
    hearsay = sum(_is_hearsay(evidence, finding) for finding in findings)
    alone = f"{hearsay or 'none'} {_verb(max(hearsay, 1), 'rests', 'rest')} on hearsay alone"
    yield f"{_of(disputed, findings)} {_verb(disputed, 'is', 'are')} disputed, and {alone}."
    graded = [finding for finding in findings if not finding.grade.startswith(_UNGRADED)]
    yield f"A person graded the outlets behind {len(graded)} of {counted(len(findings), 'finding')}."
    yield _strength(several, len(findings), sum(finding.grade[:1] in _TRUSTED for finding in graded))


def _strength(several: int, every: int, trusted: int) -> str:
    """The whole in plain words: by the share of findings of several origins, and of those whose outlets a person trusts."""
    if not several:
        return "As a whole the sources are thin: nothing here is confirmed by a second origin that is surely independent."
    if several * 2 < every:
        return "As a whole the sources are narrow: less than half of this is told by more than one independent origin."
    if trusted * 2 < every:
        return "As a whole the sources are broad and not yet weighed: much of this has several origins, but few of them are graded A or B."
    return "As a whole the sources are broad, and most of them are graded A or B by a person."


def _reading_gaps(evidence: Evidence) -> Iterator[str]:
    documents, read = evidence.documents.values(), evidence.coverage()
    silent = read.reports - len({claim.document for claim in evidence.claims.values()})
    if silent > 0:
        yield f"{counted(silent, 'report')} gave no claim that is used here."
    undated = sum(document.published is None for document in documents)
    if undated:
        yield f"{counted(undated, 'report')} {_verb(undated, 'bears', 'bear')} no publication date."
    nameless = sum(not document.origin.outlet for document in documents)
    if nameless:
        yield f"{counted(nameless, 'report')} {_verb(nameless, 'names', 'name')} no outlet."
    languages = sorted({document.language for document in documents if document.language})
    if languages:
        yield f"Languages of the reports: {', '.join(languages)}; what is written in others was not read."


def _finding_gaps(findings: tuple[Finding, ...]) -> Iterator[str]:
    ungraded = sum(finding.grade.startswith(_UNGRADED) for finding in findings)
    if ungraded:
        yield f"{_of(ungraded, findings)} {_verb(ungraded, 'rests', 'rest')} on outlets that nobody graded."
    lacking = {
        "place": sum(not finding.place for finding in findings),
        "date": sum(not finding.date for finding in findings),
        "number": sum(not finding.quantity for finding in findings),
    }
    missing = [f"{number} no {slot}" for slot, number in lacking.items() if number]
    if missing:
        yield f"Of {counted(len(findings), 'finding')}, so many have: {', '.join(missing)}."


def _assessing_gaps(evidence: Evidence) -> Iterator[str]:
    exposures = [exposure for finding in evidence.findings for exposure in _near(evidence, finding)]
    drafts = len({exposure.provision for exposure in exposures if exposure.is_draft})
    if drafts:
        left = _verb(drafts, "is left out as an unchecked draft", "are left out as unchecked drafts")
        yield f"{counted(drafts, 'provision')} that may be near {left}."
    unlisted = len({exposure.provision for exposure in exposures if any(_NOT_LOADED in check.why for check in exposure.tests)})
    if unlisted:
        yield f"For {counted(unlisted, 'provision')} the list that would decide is not loaded."
    if evidence.assessed.outlook is None:
        yield "Ties, blocs and what is to come were not assessed."
    thin = sum(bool(window.thin) for window in evidence.assessed.windows)
    if thin:
        windows = counted(len(evidence.assessed.windows), "window")
        yield f"{thin} of {windows} of time {_verb(thin, 'holds', 'hold')} too little to say anything of blocs."


def _near(evidence: Evidence, finding: Finding) -> Iterator[Exposure]:
    exposed = evidence.exposed.get(finding.id)
    if exposed is not None:
        yield from (exposure for exposure in exposed.exposures if exposure.result is not Result.NOT_APPLICABLE)


def _is_hearsay(evidence: Evidence, finding: Finding) -> bool:
    return finding.status != RETRACTED and all(claim.attribution.voices[0].kind is VoiceKind.HEARSAY for claim in evidence.of(finding))


def _of(number: int, findings: tuple[Finding, ...]) -> str:
    return f"{number} of {counted(len(findings), 'finding')}"


def _verb(number: int, one: str, many: str) -> str:
    return one if number == 1 else many


def _folder_digest(folder: Traversable) -> str:
    files = sorted((item for item in folder.iterdir() if item.is_file()), key=lambda item: item.name)
    return _digest(part for item in files for part in (item.name, item.read_text(encoding="utf-8")))


def _digest(parts: Iterable[str]) -> str:
    """A short hash over parts, each with its length before it so that their borders count."""
    made = hashlib.sha256()
    for part in parts:
        encoded = part.encode()
        made.update(f"{len(encoded)}:".encode() + encoded)
    return made.hexdigest()[:_DIGEST_LENGTH]
