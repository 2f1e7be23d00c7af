"""Commands on the ledger: read into it, list findings, show one."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import BinaryIO

import msgspec
from rich.console import Console

from foedus.brief.evidence import Evidence
from foedus.brief.wording import control, exact_words, quoted, support
from foedus.cli.exposures import exposure_lines
from foedus.cli.sources import Intake
from foedus.cli.stories import story_lines
from foedus.corroboration.flat import flat as flat_finding
from foedus.desk.holding import answering, current, evidence_from, existing, exposed_in
from foedus.desk.intake import is_held
from foedus.desk.stories import day_of, gathered, in_time
from foedus.errors import LookupFailed
from foedus.lexicon.display import DisplayNames
from foedus.model.choice import Choice
from foedus.model.finding import Conflict, Finding
from foedus.model.text import Document
from foedus.pipeline.findings import refresh
from foedus.registry import DEFAULT_CODER, DocumentCoder
from foedus.store import Ledger, dump, lines_in, locate, name_of, restore
from foedus.store.selecting import held, of_key, of_stories

_WIDTH = 100


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
    from foedus.pipeline.documents import Pipeline  # noqa: PLC0415  # the model and all its libraries: most commands code nothing

    with Ledger.open(place) as ledger:
        pipeline = Pipeline.load(coder)
        added = take_in(ledger, pipeline, documents, intake)
        refresh(ledger)
        known = intake.documents - added
        claims, findings = len(ledger.claims()), len(ledger.findings())
        return f"{ledger.place}: {added} documents added, {known} already there; {claims} claims, {findings} findings in all"


def take_in(ledger: Ledger, pipeline: DocumentCoder, documents: Iterable[Document], intake: Intake) -> int:
    """Code what a ledger does not hold yet and put it in.

    Returns:
        How many documents are new in it; each is on the disk.
    """
    coder = pipeline.coder_name
    new = (document for document in documents if not is_held(ledger, document, coder, intake.raws.get(document.raw_sha256)))
    return sum(
        ledger.add(item.document, item.claims, item.discards, coder=coder, raw=intake.raws.get(item.document.raw_sha256))
        for item in intake.code(pipeline, new)
    )


def export_from(place: str, target: BinaryIO) -> str:
    """Write all that a ledger holds, and say how much it was.

    Raises:
        LedgerError: There is no such ledger, or it cannot be opened.
    """
    with existing(place) as ledger:
        rows = dump(ledger, target)
        return f"{rows} rows out of {ledger.place}"


def import_into(place: str, source: BinaryIO) -> str:
    """Fill a new ledger from what `export-ledger` wrote, and say how much it was.

    Raises:
        LedgerError: The ledger is not empty, or the file cannot be used.
    """
    with Ledger.open(place) as ledger:
        rows = restore(ledger, lines_in(source))
        return f"{rows} rows into {ledger.place}"


def findings_of(place: str, choice: Choice, out: Console, *, as_json: bool) -> None:
    """Print the findings that are meant.

    Raises:
        LookupFailed: There is none.
    """
    evidence = _chosen(place, choice, "finding")
    if as_json:
        touched = exposed_in(place, evidence)
        for finding in evidence.findings:
            line = flat_finding(finding, evidence.claims, touched[finding.id])
            out.out(msgspec.json.encode(line).decode(), highlight=False)
    else:
        _print(finding_lines(evidence.findings, evidence), out)


def stories_of(place: str, choice: Choice, out: Console, *, as_json: bool) -> None:
    """Print the stories of the findings that are meant, each whole.

    Raises:
        LookupFailed: There is none.
    """
    evidence = _chosen(place, choice, "story")
    wanted = {finding.story for finding in evidence.findings}
    if choice != Choice():
        with current(place) as ledger:
            evidence = evidence_from(held(ledger, *of_stories(wanted)))
    names = DisplayNames.load()
    for story in gathered((finding for finding in evidence.findings if finding.story in wanted), evidence):
        if as_json:
            out.out(msgspec.json.encode(story).decode(), highlight=False)
        else:
            _print(story_lines(story, names), out)


def _chosen(place: str, choice: Choice, what: str) -> Evidence:
    """The findings that are meant, with what they rest on.

    Raises:
        LookupFailed: There is none.
    """
    with current(place) as ledger:
        evidence = answering(ledger, choice)
    if not evidence.findings:
        narrowed = " of that kind" if choice != Choice(query=choice.query) else ""
        msg = f"{name_of(locate(place))} holds no {what}{narrowed}" + (f" with {choice.query!r}" if choice.query else "")
        raise LookupFailed(msg)
    return evidence


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
