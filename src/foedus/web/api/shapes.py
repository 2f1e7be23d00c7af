"""What the interface takes and gives, where that is neither a record of the ledger nor a flat form."""

import datetime as dt
from typing import Generic, Literal, TypeVar

from foedus.desk.stories import Story
from foedus.model.flat import FlatClaim, FlatFinding
from foedus.model.judgement import Judgement, Verdict
from foedus.model.listing import SanctionsList, Screened
from foedus.model.network import Fragmentation, Grain, Move, StandingTie, Window
from foedus.model.record import Record

T = TypeVar("T")


class Page(Record, Generic[T], frozen=True, kw_only=True):
    """A page of a list.

    Attributes:
        items: What is on it.
        page: Its number, from 1.
        size: How many fit on one.
        total: How many there are on all pages.
    """

    items: tuple[T, ...]
    page: int
    size: int
    total: int


class Problem(Record, frozen=True, kw_only=True):
    """Why there is no answer.

    Attributes:
        detail: In words.
    """

    detail: str


class Stale(Record, frozen=True, kw_only=True):
    """Why a judgement was not kept: somebody else judged the same claims since.

    Attributes:
        detail: In words.
        theirs: What they decided.
        version: What to give as `seen` once you have read it.
    """

    detail: str
    theirs: Judgement | None
    version: int


class Health(Record, frozen=True, kw_only=True):
    """That the ledger answers.

    Attributes:
        status: Always `ok`.
        version: The version of foedus.
        state: Numbers that grow whenever documents, judgements or findings change.
    """

    status: Literal["ok"] = "ok"
    version: str
    state: tuple[int, ...]


class DocumentText(Record, frozen=True, kw_only=True):
    """A document with its text, in which all offsets count code points.

    Attributes:
        document: Its id.
        name: Its name, as `doc` in claims.
        title: Headline.
        outlet: Outlet, none if unknown.
        url: Address, none if it has none.
        published: Publication date, none if unknown.
        language: ISO code, none if unknown.
        text: The text.
        text_sha256: Its hash.
        extractor: The reader and its version.
        synthetic: Whether it is invented.
        coder: Coder and version.
        read_at: When it was read, UTC.
    """

    document: str
    name: str
    title: str
    outlet: str | None
    url: str | None
    published: dt.date | None
    language: str | None
    text: str
    text_sha256: str
    extractor: str
    synthetic: bool
    coder: str
    read_at: dt.datetime


class HeldClaim(Record, frozen=True, kw_only=True):
    """A claim as it was coded, and where it belongs.

    Attributes:
        claim: Its flat form.
        finding: The finding that it belongs to, none if it was rejected.
        version: What to give as `seen` when judging it.
    """

    claim: FlatClaim
    finding: str | None
    version: int


class HeldFinding(Record, frozen=True, kw_only=True):
    """A finding with its claims.

    Attributes:
        finding: Its flat form.
        claims: Its claims as they were coded.
        version: What to give as `seen` when judging it.
    """

    finding: FlatFinding
    claims: tuple[FlatClaim, ...]
    version: int


class HeldJudgement(Record, frozen=True, kw_only=True):
    """A judgement as the ledger keeps it.

    Attributes:
        id: Its id.
        judgement: What was decided, by whom, when and why.
        version: What to give as `seen` when taking it back or judging the same claims.
    """

    id: str
    judgement: Judgement
    version: int


class Decision(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A judgement to be kept.

    Attributes:
        verdict: What is decided.
        keys: Ids of claims or findings; of `undo` the id of the judgement.
        slot: Of `correct`: `event`, `actors`, `recipients`, `status`, `quantity`, `place` or `date`.
        value: Of `correct` the right value, of `origin` `same` or `apart`.
        why: The reason.
        seen: The `version` that was looked at; where several claims or findings are meant, the highest of theirs. Of `split` with one
            claim it is that of its finding.
    """

    verdict: Verdict
    keys: tuple[str, ...]
    slot: str = ""
    value: str = ""
    why: str
    seen: int


class Decided(Record, frozen=True, kw_only=True):
    """A judgement that was kept.

    Attributes:
        id: Its id.
        judgement: What was kept.
        version: The version of the claims after it.
        new: Ids of findings that it brought about.
        gone: Ids of findings that are no more.
    """

    id: str
    judgement: Judgement
    version: int
    new: tuple[str, ...]
    gone: tuple[str, ...]


class TieFinding(Record, frozen=True, kw_only=True):
    """What one finding does to a tie, as `foedus network --json` writes it; `docs/network.md` says how it is worked out."""

    finding: str
    points: float
    points_then: float
    day: dt.date
    dated: Literal["deed", "report"]
    event: str
    mode: str
    status: str
    intensity: float
    factors: dict[str, float]
    disputed: bool


class FlatTie(Record, frozen=True, kw_only=True):
    """The tie between two states on one day, as `foedus network --json` writes it."""

    a: str
    b: str
    day: dt.date
    half_life_days: float
    positive: float
    negative: float
    net: float
    disputed: int
    findings: tuple[TieFinding, ...]
    standing: tuple[StandingTie, ...]


class Windows(Record, frozen=True, kw_only=True):
    """Blocs over time.

    Attributes:
        grain: How long a window is.
        complete: Whether blocs, measures and moves are worked out; on a large ledger that takes a while: ask again.
        windows: The windows in order.
        fragmentation: How divided each is, in the same order.
    """

    grain: Grain
    complete: bool
    windows: tuple[Window, ...]
    fragmentation: tuple[Fragmentation, ...]


class Moves(Record, frozen=True, kw_only=True):
    """States that changed blocs.

    Attributes:
        grain: How long a window is.
        complete: Whether they are worked out: if not, ask again.
        moves: In order of time.
    """

    grain: Grain
    complete: bool
    moves: tuple[Move, ...]


class Job(Record, frozen=True, kw_only=True):
    """Documents that are read into the ledger.

    Attributes:
        id: Its id.
        who: Who sent them.
        state: `queued`, `running` or `done`.
        added: How many are new in the ledger.
        recoded: How many were coded anew.
        known: How many the ledger held already.
        uncoded: How many are kept, but could not be coded.
        refused: How many lines or documents could not be read.
        reasons: Why, the first twenty.
        documents: Ids of the first twenty documents.
    """

    id: str
    who: str
    state: Literal["queued", "running", "done"]
    added: int
    recoded: int
    known: int
    uncoded: int
    refused: int
    reasons: tuple[str, ...]
    documents: tuple[str, ...]


class ListEdition(Record, frozen=True, kw_only=True):
    """An edition of a list that the ledger keeps.

    Attributes:
        edition: What is known of it.
        current: Whether it is the latest of its name; the others are kept, and names are not held against them.
    """

    edition: SanctionsList
    current: bool


class ScreenedName(Record, frozen=True, kw_only=True):
    """A name held against lists.

    Attributes:
        result: In words; no match says no more than that there is none on these lists as of their dates.
        screened: The name with its hits, the closest first.
        lists: The editions that it was held against.
    """

    result: str
    screened: Screened
    lists: tuple[SanctionsList, ...]


class StoryFindings(Record, frozen=True, kw_only=True):
    """A story with its findings.

    Attributes:
        story: Its figures.
        findings: Its findings in order of time.
    """

    story: Story
    findings: tuple[FlatFinding, ...]
