"""Briefs under a name: composed, checked, commented on and frozen."""

import datetime as dt
import re
import threading
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache

import msgspec

from foedus.brief.checking import Hooks, faults_of, overridden
from foedus.brief.citing import Citer
from foedus.brief.commentary import Draft as Commentary
from foedus.brief.commentary import noted, read_draft
from foedus.brief.composing import Composer
from foedus.brief.evidence import Evidence
from foedus.brief.gate.remarks import note_faults
from foedus.brief.layout import signed
from foedus.brief.wording import Wording
from foedus.desk.holding import answering, with_rest
from foedus.errors import BriefError, StaleError
from foedus.lexicon.display import DisplayNames
from foedus.model.brief import Brief, Section, Snapshot
from foedus.model.choice import Choice
from foedus.model.claim import Claim
from foedus.model.desk import Draft, FrozenBrief
from foedus.model.record import Record
from foedus.pipeline.briefing import assessed
from foedus.pipeline.documents import Coder, Pipeline
from foedus.pipeline.exposing import exposed
from foedus.pipeline.findings import lists_of
from foedus.store import Ledger
from foedus.store.desk import digest_of, freeze

_NAME = re.compile(r"(?:[^\W_]|[ -]){1,60}")
# one sentence after the other: the coder's own parts are made for one thread
_HEARING = threading.Lock()


class Working(Record, frozen=True, kw_only=True):
    """A brief as composed, without what people write in it.

    Attributes:
        evidence: What it may cite.
        brief: The brief.
        faults: What the gate says of it, empty if it passes.
    """

    evidence: Evidence
    brief: Brief
    faults: tuple[str, ...]


class Signature(Record, frozen=True, kw_only=True):
    """Who lets a brief pass in spite of its faults, and why; both or neither.

    Attributes:
        author: The name under it.
        reason: The reason given.
    """

    author: str = ""
    reason: str = ""

    def __post_init__(self) -> None:
        """A name has a reason, and a reason a name."""
        if bool(self.author.strip()) != bool(self.reason.strip()):
            msg = "letting faults pass needs a reason and the name of who does it; give both or neither"
            raise BriefError(msg)


def name_from(text: str) -> str:
    """A text as the name of a brief, blanks made single.

    Raises:
        BriefError: It holds other characters than letters, digits, spaces and hyphens, or is empty or too long.

    >>> name_from(" Workers  for Alabuga ")
    'Workers for Alabuga'
    """
    name = unicodedata.normalize("NFC", " ".join(text.split()))
    if not _NAME.fullmatch(name):
        msg = "the name of a brief has letters, digits, spaces and hyphens, 60 at most"
        raise BriefError(msg)
    return name


def described(choice: Choice) -> str:
    """Which findings are meant, in words; empty if all are.

    >>> described(Choice(query="workers", actor="PRK", is_disputed=True))
    'workers; actor PRK; disputed'
    """
    parts = (
        choice.query,
        choice.actor and f"actor {choice.actor}",
        " and ".join(choice.between) if choice.between else "",
        choice.event and f"type {choice.event}",
        choice.status and f"status {choice.status}",
        f"from {choice.since}" if choice.since else "",
        f"until {choice.until}" if choice.until else "",
        choice.outlet and f"outlet {choice.outlet}",
        "disputed" if choice.is_disputed else "",
    )
    return "; ".join(filter(None, parts))


def evidence_on(ledger: Ledger, choice: Choice) -> Evidence:
    """The findings that are meant, with all that can be said of them and the rest of the ledger to compare them with."""
    every = answering(ledger, Choice())
    chosen = every if choice == Choice() else with_rest(every, answering(ledger, choice))
    return assessed(msgspec.structs.replace(chosen, exposed=exposed(chosen, listed=lists_of(ledger))))


def working(evidence: Evidence, title: str, choice: Choice, earlier: Snapshot | None = None) -> Working:
    """Compose a brief and ask the gate, which here refuses nothing.

    Args:
        evidence: The findings, assessed.
        title: Its headline.
        choice: What chose the findings.
        earlier: What an earlier brief held, to tell what changed since.
    """
    if earlier is not None:
        evidence = msgspec.structs.replace(evidence, assessed=msgspec.structs.replace(evidence.assessed, earlier=earlier))
    query = described(choice)
    brief = Composer(evidence, Wording.load(_names())).compose(title, query)
    if query != choice.query:
        # the commands that show more know of words alone
        brief = msgspec.structs.replace(brief, sections=tuple(msgspec.structs.replace(section, more="") for section in brief.sections))
    return Working(evidence=evidence, brief=brief, faults=tuple(faults_of(brief, evidence, _names())))


def commented(made: Working, draft: Draft) -> Brief:
    """The brief with commentary, as if it had been composed with it."""
    written = _written(draft)
    if written is None:
        return made.brief
    citer = Citer(made.evidence, _names())
    citer.cite(made.evidence.claims[source.claim] for source in made.brief.sources)
    notes = noted([written], made.evidence, citer)
    return msgspec.structs.replace(made.brief, commentary=notes, sources=citer.sources())


def _written(draft: Draft) -> Commentary | None:
    """What somebody wrote, under their name and the day on which they did; none if there is nothing."""
    if not draft.text.strip():
        return None
    return read_draft(f"author: {' '.join(draft.who.split())}\ndate: {draft.at.date()}\n\n{draft.text}", draft.name)


def commentary_faults(brief: Brief, made: Working) -> tuple[str, ...]:
    """What the gate says of the commentary in a brief, worded as it words faults of the whole."""
    wording = Wording.load(_names())
    return tuple(
        f"Commentary by {note.author}: {fault}"
        for note in brief.commentary
        for fault in note_faults(note, brief.sources, made.evidence, wording, _heard)
    )


def checked(brief: Brief, made: Working, signature: Signature) -> Brief:
    """The brief as it may be handed on.

    Args:
        brief: The brief with its commentary.
        made: What it was composed as.
        signature: Who lets faults pass.

    Raises:
        BriefError: It has faults, and nobody lets them pass.
    """
    faults = faults_of(brief, made.evidence, _names(), Hooks(codes=_heard))
    if faults and not signature.author.strip():
        msg = f"the brief has {len(faults)} faults; mend them, or let them pass with a reason and a name"
        raise BriefError(msg)
    return overridden(brief, faults, author=signature.author.strip(), reason=signature.reason.strip())


def frozen(ledger: Ledger, name: str, brief: Brief, who: str) -> FrozenBrief:
    """Keep a checked brief as the next version of its name."""
    return freeze(ledger, FrozenBrief(name=name, version=0, brief=brief, sha256="", who=who, at=dt.datetime.now(dt.UTC)))


def as_draft(brief: Brief) -> Brief:
    """The brief with a title that says that it is not frozen."""
    return msgspec.structs.replace(brief, title=f"Draft, not frozen: {brief.title}")


def expect(brief: Brief, seen: str) -> None:
    """See to it that a brief is the one that somebody looked at.

    Args:
        brief: As it stands.
        seen: Its digest as they saw it.

    Raises:
        StaleError: The ledger or the commentary changed since.
    """
    if digest_of(brief) != seen:
        msg = "the brief changed since you read it, by new reports, judgements or commentary; this is how it stands now"
        raise StaleError(msg, theirs=brief, version=0)


class Fault(Record, frozen=True, kw_only=True):
    """One thing that the gate says, and where.

    Attributes:
        part: The title of the section, empty if it is about none.
        anchor: The sentence or row, else the section; empty if it is about none.
        text: What is wrong.
        sentence: The sentence that it is about, empty if it is about none.
    """

    part: str = ""
    anchor: str = ""
    text: str
    sentence: str = ""


def placed(brief: Brief, faults: Sequence[str]) -> tuple[Fault, ...]:
    """Faults with the places in the brief that they are about."""
    places = list(_places(brief))
    return tuple(_placed(fault, places) for fault in faults)


class _Place(Record, frozen=True, kw_only=True):
    """A part of a brief by its title and, within it, a text; a part as a whole has no text."""

    title: str
    text: str
    anchor: str
    part: str


def _placed(fault: str, places: Sequence[_Place]) -> Fault:
    for place in places:
        end = f" in: {place.text}" if place.text else ""
        if fault.startswith(f"{place.title}: ") and fault.endswith(end):
            text = fault[len(place.title) + 2 : len(fault) - len(end)]
            return Fault(part=place.part, anchor=place.anchor, text=text, sentence=place.text)
    return Fault(text=fault)


def _places(brief: Brief) -> Iterator[_Place]:
    """All that a fault may be about, parts as a whole after all that is in them."""
    for section in brief.sections:
        for text, anchor in _texts(section):
            yield _Place(title=section.title, text=text, anchor=anchor, part=section.title)
        yield _Place(title=section.title, text="", anchor=section.key, part=section.title)
    for number, note in enumerate(brief.commentary, start=1):
        title = f"Commentary by {note.author}"
        for k, sentence in enumerate(note.sentences, start=1):
            yield _Place(title=title, text=sentence.text, anchor=f"note-{number}-{k}", part=signed(note))
        yield _Place(title=title, text="", anchor=f"note-{number}", part=signed(note))


def _texts(section: Section) -> Iterator[tuple[str, str]]:
    """Texts of a section as faults quote them, with their anchors."""
    key = section.key
    yield from ((told.text, f"{key}-{k}") for k, told in enumerate(section.statements, start=1))
    tables = [(table, f"{key}-table-{k}") for k, table in enumerate(section.tables, start=1)]
    for k, plot in enumerate(section.plots, start=1):
        yield plot.caption.text, f"{key}-plot-{k}"
        tables += [(plot.twin, f"{key}-plot-{k}-twin")] if plot.twin else []
    for table, name in tables:
        yield from ((" | ".join(row.cells), f"{name}-{k}") for k, row in enumerate(table.rows, start=1))


def _names() -> Callable[[str], str]:
    return DisplayNames.load().in_text


@cache
def _coder() -> Coder:
    return Coder(Pipeline.load(parse_all=True))


def _heard(sentence: str) -> Sequence[Claim]:
    """What our own coder makes of a sentence."""
    with _HEARING:
        return _coder()(sentence).claims
