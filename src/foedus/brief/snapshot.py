"""What a brief held, kept in it for a later one to be compared with; and read from it again."""

import re

import msgspec

from foedus.brief.evidence import Evidence
from foedus.brief.exposing import shown
from foedus.errors import BriefError
from foedus.model.brief import Snapshot, SnapshotFinding
from foedus.model.finding import Finding
from foedus.model.record import FindingId, Record

FORMAT = 1
_PAGE = re.compile(r'<script type="application/json" id="snapshot">(.*?)</script>', re.DOTALL)
_TEXT = re.compile(r"^<!-- snapshot (.*?) -->\s*\Z", re.DOTALL | re.MULTILINE)
# Forms that hold no snapshot, by their first bytes.
_OTHERS = {b"%PDF": "a PDF", b"PK\x03\x04": "a Word document or another archive"}
_INERT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "--": "-\\u002d", "\u2028": "\\u2028", "\u2029": "\\u2029"}


class _Form(Record, frozen=True, kw_only=True):
    format: int


class _Holder(Record, frozen=True, kw_only=True):
    """The part of a brief as JSON that matters here."""

    snapshot: str


def snapshot_of(evidence: Evidence, title: str, query: str = "") -> str:
    """What a brief on this evidence holds of each finding, as JSON."""
    outlook = evidence.assessed.outlook
    states = {commitment.finding: commitment.state.value for commitment in outlook.commitments} if outlook else {}
    findings = tuple(_held(finding, evidence, states.get(finding.id, "")) for finding in sorted(evidence.findings, key=_by_id))
    made = Snapshot(format=FORMAT, title=title, cutoff=evidence.coverage().last, query=query, findings=findings)
    return msgspec.json.encode(made).decode()


def inert(snapshot: str) -> str:
    r"""The same JSON in characters that end neither a script nor a comment of a page.

    >>> print(inert('{"title":"</script>-->"}'))
    {"title":"\u003c/script\u003e-\u002d\u003e"}
    """
    for mark, written in _INERT.items():
        snapshot = snapshot.replace(mark, written)
    return snapshot


def read_snapshot(raw: bytes, name: str) -> Snapshot:
    """What an earlier brief held, from its HTML, Markdown or JSON.

    Args:
        raw: The file's bytes.
        name: The file's name, for messages.

    Raises:
        BriefError: It is no brief in one of these forms, is damaged, or of a later version.
    """
    for start, form in _OTHERS.items():
        if raw.startswith(start):
            msg = f"{name} is {form}, which holds nothing to compare with: give the brief as HTML, Markdown or JSON"
            raise BriefError(msg)
    text = _embedded(raw, name)
    try:
        version = msgspec.json.decode(text, type=_Form).format
        if version <= FORMAT:
            return msgspec.json.decode(text, type=Snapshot)
    except (msgspec.DecodeError, RecursionError) as error:
        msg = f"{name} holds a damaged snapshot: {error}"
        raise BriefError(msg) from error
    msg = f"{name} was written by a later version of foedus (snapshot format {version}, known up to {FORMAT})"
    raise BriefError(msg)


def _embedded(raw: bytes, name: str) -> str:
    """The JSON that a brief carries.

    Raises:
        BriefError: There is none.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        msg = f"{name} is no text in UTF-8: give the brief as HTML, Markdown or JSON"
        raise BriefError(msg) from error
    found = _PAGE.search(text) or _TEXT.search(text)
    snapshot = found[1] if found else _of_json(text)
    if not snapshot:
        msg = f"{name} holds no snapshot of a brief: was it written by `foedus brief`, and is it whole?"
        raise BriefError(msg)
    return snapshot


def _of_json(text: str) -> str:
    if not text.lstrip().startswith("{"):
        return ""
    try:
        return msgspec.json.decode(text, type=_Holder).snapshot
    except (msgspec.DecodeError, RecursionError):
        return ""


def _held(finding: Finding, evidence: Evidence, state: str) -> SnapshotFinding:
    exposed = evidence.exposed.get(finding.id)
    return SnapshotFinding(
        id=finding.id,
        claims=tuple(sorted((*finding.supporting, *finding.denying))),
        event=finding.event,
        actors=finding.actors,
        recipients=finding.recipients,
        status=finding.status,
        quantity=finding.quantity,
        sure=finding.lineages.sure,
        possible=finding.lineages.possible,
        articles=finding.articles,
        conflicts=conflicts_of(finding),
        denying=finding.denying,
        superseded=tuple(sorted({entry.claim for entry in finding.superseded})),
        grade=finding.grade,
        touched=touched_by(finding.id, evidence) if exposed else (),
        commitment=state,
    )


def conflicts_of(finding: Finding) -> dict[str, tuple[str, ...]]:
    """Rival values by the slot in which the reports of a finding contradict each other."""
    found: dict[str, tuple[str, ...]] = {}
    for conflict in finding.conflicts:
        if conflict.relation == "conflict":
            found[conflict.field] = (*found.get(conflict.field, ()), *(value.value for value in conflict.values))
    return found


def touched_by(finding: FindingId, evidence: Evidence) -> tuple[str, ...]:
    """The provisions that a brief names for a finding."""
    exposed = evidence.exposed.get(finding)
    return tuple(dict.fromkeys(exposure.cite for exposure in shown(exposed))) if exposed else ()


def _by_id(finding: Finding) -> str:
    return finding.id
