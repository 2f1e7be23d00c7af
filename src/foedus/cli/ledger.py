"""Commands on the ledger: read into it, list findings, show one, write the brief."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

import msgspec
from rich.console import Console

from foedus.brief.evidence import Evidence
from foedus.brief.rendering import to_html, to_markdown
from foedus.brief.wording import control, exact_words, quoted, support
from foedus.cli.choosing import Choice
from foedus.cli.exposures import exposure_lines
from foedus.cli.sources import Intake
from foedus.cli.stories import day_of, gathered, in_time, story_lines
from foedus.corroboration.flat import flat as flat_finding
from foedus.errors import LedgerError, LookupFailed
from foedus.exposure.assessing import Assessor
from foedus.lexicon.display import DisplayNames
from foedus.model.brief import Brief, Coverage
from foedus.model.exposure import Exposed
from foedus.model.finding import Conflict, Finding
from foedus.model.record import FindingId
from foedus.model.text import Document
from foedus.pipeline import DEFAULT_CODER, Pipeline, Signed, brief_on, evidence_of, exposed, lists_of, refresh
from foedus.store import Ledger, dump, locate, name_of, restore
from foedus.store.selecting import Held, coverage, held, of_key, of_stories, with_words

_WIDTH = 100
# a ledger for one brief, gone when it is closed
_IN_MEMORY = "sqlite://"
_NOBODY = Signed()


def read_into(place: str, documents: Iterable[Document], intake: Intake, coder: str = DEFAULT_CODER) -> str:
    """Code documents into a ledger and derive its findings.

    Args:
        place: The ledger's file or database address.
        documents: What to read; what the ledger holds already is not coded again.
        intake: Counts and reports what is left out.
        coder: Name of a registered coder.

    Returns:
        One line that says what was done.
    """
    with Ledger.open(place) as ledger:
        pipeline = Pipeline.load(coder)
        added = take_in(ledger, pipeline, documents, intake)
        refresh(ledger)
        known = intake.documents - added
        claims, findings = len(ledger.claims()), len(ledger.findings())
        return f"{ledger.place}: {added} documents added, {known} already there; {claims} claims, {findings} findings in all"


def take_in(ledger: Ledger, pipeline: Pipeline, documents: Iterable[Document], intake: Intake) -> int:
    """Code what a ledger does not hold yet and put it in.

    Returns:
        How many documents are new in it; each is on the disk.
    """
    coder = pipeline.coder_name
    new = (document for document in documents if not _is_held(ledger, document, coder, intake))
    return sum(
        ledger.add(item.document, item.claims, item.discards, coder=coder, raw=intake.raws.get(item.document.raw_sha256))
        for item in intake.code(pipeline, new)
    )


def _is_held(ledger: Ledger, document: Document, coder: str, intake: Intake) -> bool:
    """Whether a document need not be coded again; its bytes are kept all the same, if they are to be."""
    held = ledger.holds(document, coder=coder)
    raw = intake.raws.get(document.raw_sha256) if held else None
    if raw is not None:
        ledger.add(document, coder=coder, raw=raw)
    return held


def export_from(place: str, target: BinaryIO) -> str:
    """Write all that a ledger holds, and say how much it was.

    Raises:
        LedgerError: There is no such ledger, or it cannot be opened.
    """
    with existing(place) as ledger:
        rows = dump(ledger, target)
        return f"{rows} rows out of {ledger.place}"


def import_into(place: str, source: Iterable[bytes]) -> str:
    """Fill a new ledger from what `export-ledger` wrote, and say how much it was.

    Raises:
        LedgerError: The ledger is not empty, or the file cannot be used.
    """
    with Ledger.open(place) as ledger:
        rows = restore(ledger, source)
        return f"{rows} rows into {ledger.place}"


def existing(place: str) -> Ledger:
    """A ledger that is there, its findings as they are.

    Raises:
        LedgerError: There is no such ledger, or it cannot be opened.
    """
    if "://" not in place and not Path(place).exists():
        msg = f"there is no ledger {place}; `foedus read` makes one"
        raise LedgerError(msg)
    return Ledger.open(place)


def current(place: str) -> Ledger:
    """A ledger that is there; findings that a reading did not get to, because it was cut off, are derived first.

    Raises:
        LedgerError: There is no such ledger, or it cannot be opened.
    """
    ledger = existing(place)
    refresh(ledger)
    return ledger


def contents(place: str, query: str = "") -> Evidence:
    """The findings of a ledger in which all words of a query stand, with all that they rest on, as `current` gives them.

    Raises:
        LedgerError: There is no such ledger, or it cannot be opened.
    """
    with current(place) as ledger:
        return answering(ledger, query)


def answering(ledger: Ledger, query: str) -> Evidence:
    """The findings in which all words of a query stand, with all that they rest on; without words all that the ledger holds."""
    conditions = with_words(ledger, query, DisplayNames.load().name_of)
    return evidence_from(held(ledger, *conditions), coverage(ledger) if conditions else None)


def evidence_from(found: Held, read: Coverage | None = None) -> Evidence:
    """What was selected of a ledger as evidence, claims as people corrected them."""
    evidence = evidence_of(found.documents, found.claims, found.findings, found.judgements)
    return msgspec.structs.replace(evidence, read=read)


def exposed_in(place: str, evidence: Evidence, *, assessor: Assessor | None = None, every: bool = False) -> dict[FindingId, Exposed]:
    """What findings of a ledger may touch, held against the lists that it keeps; `foedus.pipeline.exposed` says more."""
    with existing(place) as ledger:
        return exposed(evidence, assessor=assessor, listed=lists_of(ledger), every=every)


def findings_of(place: str, query: str, choice: Choice, out: Console, *, as_json: bool) -> None:
    """Print the findings that a query and further conditions choose.

    Raises:
        LookupFailed: It chooses none.
    """
    evidence, chosen = _chosen(place, query, choice, "finding")
    if as_json:
        touched = exposed_in(place, msgspec.structs.replace(evidence, findings=tuple(chosen)))
        for finding in chosen:
            line = flat_finding(finding, evidence.claims, touched[finding.id])
            out.out(msgspec.json.encode(line).decode(), highlight=False)
    else:
        _print(finding_lines(chosen, evidence), out)


def stories_of(place: str, query: str, choice: Choice, out: Console, *, as_json: bool) -> None:
    """Print the stories of the findings that a query and further conditions choose, each whole.

    Raises:
        LookupFailed: They choose none.
    """
    evidence, chosen = _chosen(place, query, choice, "story")
    wanted = {finding.story for finding in chosen}
    if query or choice != Choice():
        with current(place) as ledger:
            evidence = evidence_from(held(ledger, *of_stories(wanted)))
    names = DisplayNames.load()
    for story in gathered((finding for finding in evidence.findings if finding.story in wanted), evidence):
        if as_json:
            out.out(msgspec.json.encode(story).decode(), highlight=False)
        else:
            _print(story_lines(story, names), out)


def _chosen(place: str, query: str, choice: Choice, what: str) -> tuple[Evidence, list[Finding]]:
    """The findings that a query and further conditions choose, with what those of the query rest on.

    Raises:
        LookupFailed: They choose none.
    """
    evidence = contents(place, query)
    chosen = [finding for finding in evidence.findings if choice.holds(finding, evidence)]
    if not chosen:
        narrowed = " of that kind" if choice != Choice() else ""
        msg = f"{name_of(locate(place))} holds no {what}{narrowed}" + (f" with {query!r}" if query else "")
        raise LookupFailed(msg)
    return evidence, chosen


def _print(lines: Iterable[str], out: Console) -> None:
    for line in lines:
        out.print(line, markup=False, soft_wrap=True)


def finding_lines(findings: Sequence[Finding], evidence: Evidence) -> Iterator[str]:
    """Findings as text, two lines each: who, what, whom, status; then words, support and rival values."""
    names = DisplayNames.load()
    for finding in findings:
        who, whom = (", ".join(map(names.name_of, codes)) for codes in (finding.actors, finding.recipients))
        arrow = f" -> {whom}" if whom else ""
        yield f"{finding.id}  {finding.event}, {finding.status}: {who or 'nobody named'}{arrow}"
        claim = evidence.of(finding)[0]
        words = exact_words(claim, evidence.document(claim))
        yield f"    {quoted(words if len(words) <= _WIDTH else words[:_WIDTH] + '…')}; {support(finding)}; grade {finding.grade}"
        yield from (f"    DISPUTED {_rivals(conflict)}" for conflict in disputes(finding))
        yield from (f"    OUTLETS {control(shared, names.in_text)}" for shared in finding.shared_control)


def disputes(finding: Finding) -> list[Conflict]:
    """The slots in which a finding's claims contradict each other."""
    return [conflict for conflict in finding.conflicts if conflict.relation == "conflict"]


def _rivals(conflict: Conflict) -> str:
    return f"{conflict.field}: {' / '.join(value.value for value in conflict.values)}"


def show_of(place: str, key: str, out: Console) -> None:
    """Print the stories of an id, else the findings of an id, of a claim's id or of a document's name.

    Raises:
        LookupFailed: There is none.
    """
    with current(place) as ledger:
        evidence = evidence_from(held(ledger, of_key(key)))
    told = [finding for finding in evidence.findings if finding.story.startswith(key)]
    chosen = [finding for finding in evidence.findings if _is_meant(finding, key)]
    if not told and not chosen:
        msg = f"nothing in {name_of(locate(place))} has an id that begins with {key!r}"
        raise LookupFailed(msg)
    _print(_stories_shown(told, evidence), out)
    touched = exposed_in(place, msgspec.structs.replace(evidence, findings=tuple(chosen))) if chosen else {}
    for finding in chosen:
        _print(_shown(finding, evidence), out)
        _print(exposure_lines(touched[finding.id], evidence), out)


def _stories_shown(findings: Sequence[Finding], evidence: Evidence) -> Iterator[str]:
    """Stories with their findings in order of time, the day before those of it."""
    names = DisplayNames.load()
    for story in gathered(findings, evidence):
        yield from story_lines(story, names)
        for day, found in groupby(in_time(finding for finding in findings if finding.story == story.story), key=day_of):
            yield day
            yield from finding_lines(list(found), evidence)


def _is_meant(finding: Finding, key: str) -> bool:
    claims = (*finding.supporting, *finding.denying)
    return finding.id.startswith(key) or key in finding.documents or any(claim.startswith(key) for claim in claims)


def _shown(finding: Finding, evidence: Evidence) -> Iterator[str]:
    names = DisplayNames.load()
    who, whom = (", ".join(map(names.name_of, codes)) or "nobody named" for codes in (finding.actors, finding.recipients))
    yield f"{finding.id}  {finding.event}  {who} -> {whom}  {finding.status}  grade {finding.grade} ({finding.grade_reason})"
    lineages = finding.lineages
    yield f"  {finding.articles} reports; independent origins: {lineages.sure} sure, {lineages.possible} possible; story {finding.story}"
    yield from (f"    origin: {', '.join(group)}" for group in lineages.groups)
    if finding.echoes:
        yield f"    only repeating another report: {', '.join(finding.echoes)}"
    yield from (f"    outlets {control(shared, names.in_text)}" for shared in finding.shared_control)
    if finding.judgements:
        yield f"  judged by people {len(finding.judgements)} times: foedus history {finding.id}"
    yield from (f"  {conflict.relation} on {_rivals(conflict)}  ({conflict.rule})" for conflict in finding.conflicts)
    yield from (f"  {step.published or 'no date'}  {step.status}  {step.document}" for step in finding.timeline)
    superseded = {entry.claim: entry for entry in finding.superseded}
    for claim in evidence.of(finding):
        side = "denies" if claim.id in finding.denying else "reports"
        sentence = claim.evidence[0]
        voices = " < ".join(voice.text or voice.kind.value for voice in claim.attribution.voices)
        yield f"  {claim.name} {side}, {claim.headline}, {claim.certainty}; {voices}"
        yield f"    “{evidence.document(claim).text[sentence.start : sentence.end]}”  {sentence.start}-{sentence.end}"
        if claim.id in superseded:
            entry = superseded[claim.id]
            yield f"    superseded by {entry.by} ({entry.kind}): {entry.reason}"


def brief_of(  # what a brief is made of
    place: str, documents: Iterable[Document] | None, intake: Intake, query: str, *, html: bool, signed: Signed = _NOBODY
) -> str:
    """The checked brief on a ledger, or on documents without one.

    Args:
        place: The ledger, where no documents are given.
        documents: What to brief on without a ledger.
        intake: Counts and reports what is left out.
        query: Only findings that it chooses.
        html: HTML, else Markdown.
        signed: Commentary, and who lets the brief pass in spite of faults; each fault that was let pass is told to `intake`.

    Raises:
        BriefError: A sentence failed the citation check, and nobody lets it pass.
    """
    if documents is None:
        evidence = _whole(contents(place), contents(place, query)) if query else contents(place)
        brief = brief_on(msgspec.structs.replace(evidence, exposed=exposed_in(place, evidence)), query=query, signed=signed)
        return _form(brief, intake, html=html)
    with Ledger.open(_IN_MEMORY) as ledger:
        take_in(ledger, Pipeline.load(), documents, intake)
        refresh(ledger)
        evidence = _whole(answering(ledger, ""), answering(ledger, query))
    return _form(brief_on(evidence, query=query, signed=signed), intake, html=html)


def _form(brief: Brief, intake: Intake, *, html: bool) -> str:
    for override in brief.overrides:
        intake.let_pass(override.fault)
    return to_html(brief) if html else to_markdown(brief)


def _whole(ledger: Evidence, chosen: Evidence) -> Evidence:
    """The findings that were chosen, with the rest of the ledger as what they may be compared with."""
    told = {finding.id for finding in chosen.findings}
    others = tuple(finding for finding in ledger.findings if finding.id not in told)
    return msgspec.structs.replace(ledger, findings=chosen.findings, others=others, read=chosen.read)
