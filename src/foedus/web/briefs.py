"""What the pages of a brief show: its parts with drawings and faults, its versions, the names there are."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any
from urllib.parse import quote

import msgspec
from markupsafe import Markup
from msgspec.structs import replace

from foedus.brief.forms import Form
from foedus.brief.gate.likelihood import Likelihood, standard
from foedus.brief.layout import cautions, labels_of, legible, let_pass, signed, web, where
from foedus.brief.rendering import apart
from foedus.brief.snapshot import read_snapshot
from foedus.brief.vectors import inlined
from foedus.desk.briefing import Fault, Working, commentary_faults, commented, evidence_on, placed, working
from foedus.errors import BriefError
from foedus.model.brief import Brief, Snapshot
from foedus.model.choice import Choice
from foedus.model.desk import Draft, Freezing
from foedus.model.record import Record
from foedus.store.desk import digest_of, drafts_in, freezings_in, frozen_brief
from foedus.web.drawings import drawn
from foedus.web.exposures import editions
from foedus.web.workbench import Workbench

# faults of a part that are printed; the rest is counted
MOST_FAULTS = 20
PATIENCE_SECONDS = 2.0
FORMS = {Form.HTML: "HTML", Form.MARKDOWN: "Markdown", Form.PDF: "PDF", Form.DOCX: "Word", Form.JSON: "JSON"}


class Named(Record, frozen=True, kw_only=True):
    """A line of the list of briefs.

    Attributes:
        name: The name.
        draft: What is being written; none if there are only frozen versions.
        last: The latest frozen version; none if nobody froze any.
        versions: How many there are.
    """

    name: str
    draft: Draft | None
    last: Freezing | None
    versions: int


class Faults(Record, frozen=True, kw_only=True):
    """The faults of one part.

    Attributes:
        part: Its title.
        anchor: Where it stands; empty if the faults are about the brief as a whole.
        shown: Those that are printed.
        total: How many there are.
    """

    part: str
    anchor: str
    shown: tuple[Fault, ...]
    total: int


class Checked(Record, frozen=True, kw_only=True):
    """What the gate says.

    Attributes:
        parts: Faults by part.
        composed: How many faults there are in what was composed.
        written: How many there are in the commentary.
        said: How many sentences, rows and captions were held against their citations.
        failing: Anchors of sentences and rows with a fault.
        unread: Why the commentary cannot be read, empty if it can.
    """

    parts: tuple[Faults, ...]
    composed: int
    written: int
    said: int
    failing: frozenset[str]
    unread: str = ""

    @property
    def passes(self) -> bool:
        """Whether it may be frozen without an override."""
        return not (self.composed or self.written or self.unread)


class Shown(Record, frozen=True, kw_only=True):
    """A brief with its commentary, and what the gate says of both.

    Attributes:
        draft: What people wrote in it.
        since: The frozen version since which it tells what changed; 0 for none.
        brief: The brief.
        working: What it was composed as.
        checked: What the gate says.
        digest: By which it is known again.
    """

    draft: Draft
    since: int
    brief: Brief
    working: Working
    checked: Checked
    digest: str


def names(workbench: Workbench) -> list[Named]:
    """All briefs by name."""
    drafts = {draft.name: draft for draft in drafts_in(workbench.ledger)}
    frozen: dict[str, list[Freezing]] = {}
    for freezing in freezings_in(workbench.ledger):
        frozen.setdefault(freezing.name, []).append(freezing)
    return [
        Named(name=name, draft=drafts.get(name), last=frozen.get(name, [None])[-1], versions=len(frozen.get(name, ())))
        for name in sorted({*drafts, *frozen}, key=str.casefold)
    ]


def composed(workbench: Workbench, name: str, choice: Choice, since: int = 0) -> Working:
    """The brief on what is meant, worked out once for each state of the ledger.

    Args:
        workbench: The workbench.
        name: The brief's name, its headline.
        choice: What is meant.
        since: The frozen version since which it tells what changed; 0 for none.

    Raises:
        LookupFailed: There is no such version.
    """
    lists = editions(workbench)

    def make() -> Working:
        earlier = _snapshot(workbench, name, since) if since else None
        evidence = workbench.once(("brief evidence", choice, lists), lambda: evidence_on(workbench.ledger, choice))
        return working(evidence, name, choice, earlier)

    return workbench.once(("brief", name, choice, since, lists), make)


def _snapshot(workbench: Workbench, name: str, version: int) -> Snapshot:
    frozen = frozen_brief(workbench.ledger, name, version)
    return read_snapshot(msgspec.json.encode(frozen.brief), f"version {version} of {name}")


def shown_soon(workbench: Workbench, draft: Draft, since: int) -> Shown | None:
    """As `shown`; none if it takes longer than a page should wait, and then it comes in the background."""
    return workbench.soon(
        ("brief shown", draft, since, editions(workbench)), partial(shown, workbench, draft, since), seconds=PATIENCE_SECONDS
    )


def shown(workbench: Workbench, draft: Draft, since: int) -> Shown:
    """A brief with commentary; what cannot be read as commentary is said, and left out.

    Raises:
        LookupFailed: There is no such version.
    """
    made = composed(workbench, draft.name, draft.choice, since)
    unread = ""
    try:
        brief = commented(made, draft)
    except BriefError as error:
        brief, unread = made.brief, str(error)
    written = commentary_faults(brief, made)
    return Shown(
        draft=draft, since=since, brief=brief, working=made, checked=_checked(brief, made.faults, written, unread), digest=digest_of(brief)
    )


def _checked(brief: Brief, faults: tuple[str, ...], written: tuple[str, ...], unread: str) -> Checked:
    found = placed(brief, (*faults, *written))
    anchors = {section.title: section.key for section in brief.sections}
    anchors |= {signed(note): f"note-{k}" for k, note in enumerate(brief.commentary, start=1)}
    by_part: dict[str, list[Fault]] = {}
    for fault in found:
        by_part.setdefault(fault.part, []).append(fault)
    return Checked(
        parts=tuple(
            Faults(part=part or "The brief as a whole", anchor=anchors.get(part, ""), shown=tuple(some[:MOST_FAULTS]), total=len(some))
            for part, some in by_part.items()
        ),
        composed=len(faults),
        written=len(written),
        said=_said(brief),
        failing=frozenset(fault.anchor for fault in found if fault.sentence),
        unread=unread,
    )


def _said(brief: Brief) -> int:
    """How many sentences, captions and rows cite."""
    tables = [table for section in brief.sections for table in (*section.tables, *(plot.twin for plot in section.plots if plot.twin))]
    told = sum(len(section.statements) + len(section.plots) for section in brief.sections)
    return told + sum(len(table.rows) for table in tables) + sum(len(note.sentences) for note in brief.commentary)


def body(brief: Brief, failing: Iterable[str] = (), pictures: Mapping[str, Markup] | None = None) -> Mapping[str, Any]:
    """What the template of a brief's text takes.

    Args:
        brief: The brief.
        failing: Anchors of what has a fault.
        pictures: Its drawings, if they were made before.
    """
    plain = legible(_without_drawings(brief))
    return {
        "brief": plain,
        "sources": {source.number: source for source in plain.sources},
        "drawings": pictures or drawings(brief),
        "passed": let_pass(plain),
        "failing": frozenset(failing),
        "apart": apart,
        "labels_of": labels_of,
        "where": where,
        "cautions": cautions,
        "web": web,
        "signed": signed,
        "forms": FORMS,
    }


def _without_drawings(brief: Brief) -> Brief:
    """The brief with captions and rows of its drawings alone."""
    bare = [
        replace(section, plots=tuple(replace(plot, svg="") for plot in section.plots)) if section.plots else section
        for section in brief.sections
    ]
    return replace(brief, sections=tuple(bare))


def pictures(workbench: Workbench, made: Shown) -> dict[str, Markup]:
    """The drawings of a brief as composed, made once."""
    return workbench.once(
        ("brief drawings", made.draft.name, made.draft.choice, made.since, editions(workbench)), lambda: drawings(made.brief)
    )


def drawings(brief: Brief) -> dict[str, Markup]:
    """The drawings of a brief as pages may hold them, by their keys."""
    plots = [plot for section in brief.sections for plot in section.plots]
    return {plot.key: drawn(partial(inlined, plot.svg, prefix=f"drawing-{k}-")) for k, plot in enumerate(plots)}


def likelihood_rows() -> dict[int, list[Likelihood]]:
    """The words of likelihood by row of the standard."""
    found: dict[int, list[Likelihood]] = {}
    for word in standard():
        found.setdefault(word.row, []).append(word)
    return found


def disposition(name: str, form: Form) -> str:
    """The header that names a file which is handed on."""
    file = f"{name}.{form}"
    plain = file.encode("ascii", "replace").decode().replace("?", "-")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file, safe='')}"
