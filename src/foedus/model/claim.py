"""Who says so, how far along, how firmly."""

from enum import StrEnum

from foedus.model.event import Event, Reason
from foedus.model.record import ClaimId, DocumentId, Record
from foedus.model.text import Span


class Status(StrEnum):
    """The state of the deed."""

    PLANNED = "planned"
    ONGOING = "ongoing"
    COMPLETED = "completed"
    CEASED = "ceased"
    CONDITIONAL = "conditional"
    HYPOTHETICAL = "hypothetical"
    STANDING = "standing"
    UNSPECIFIED = "unspecified"


class Polarity(StrEnum):
    """Whether the voice presents the deed as being the case."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Certainty(StrEnum):
    """How firmly the voice commits itself."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNCOMMITTED = "uncommitted"


class Act(StrEnum):
    """What the voice does with the deed."""

    ASSERTS = "asserts"
    ESTIMATES = "estimates"
    COMMITS = "commits"
    REQUESTS = "requests"
    THREATENS = "threatens"
    DENIES = "denies"
    QUESTIONS = "questions"
    CONFIRMS = "confirms"
    RETRACTS = "retracts"


class VoiceKind(StrEnum):
    """What kind of source a voice is."""

    AUTHOR = "author"
    OFFICIAL = "official"
    INSTITUTION = "institution"
    OUTLET = "outlet"
    DOCUMENT = "document"
    EXPERT = "expert"
    UNNAMED = "unnamed"
    HEARSAY = "hearsay"


class Voice(Record, frozen=True, kw_only=True):
    """One link of the chain of speakers.

    Attributes:
        kind: What kind of source.
        text: The words that name it, empty for the author and for hearsay without a source.
        span: Where they stand.
        codes: Actor codes of the speaker, if it is a political actor.
        resolved: Who a pronoun or description refers to, empty if not needed or unknown.
    """

    kind: VoiceKind
    text: str = ""
    span: Span | None = None
    codes: tuple[str, ...] = ()
    resolved: str = ""


class Attribution(Record, frozen=True, kw_only=True):
    """The chain of voices, deepest first; the author of the report is always last.

    Attributes:
        voices: At least the author.
        cues: The words that mark the attribution; empty exactly when the outlet speaks for itself.
    """

    voices: tuple[Voice, ...]
    cues: tuple[Span, ...] = ()


class Exchange(Record, frozen=True, kw_only=True):
    """The two legs of a deal, in exact words; what the claim's actor gives comes first.

    Attributes:
        gives: What the actor gives; none if unstated.
        gets: What it gets in return.
        cue: The words that mark the exchange.
        linked: The claim that is the other leg, if it is a deed of its own.
    """

    gives: Span | None
    gets: Span | None
    cue: Span | None
    linked: ClaimId | None = None


class Claim(Record, frozen=True, kw_only=True):
    """One deed in one document, as one voice tells it.

    Attributes:
        id: Derived from the event and its voice.
        document: The document's id.
        name: The document's name, for output.
        event: The deed.
        status: The state of the deed.
        polarity: Whether it is presented as the case.
        certainty: How firmly.
        act: What the voice does with it.
        attribution: Who says so.
        exchange: The deal that it is a leg of.
        evidence: The sentence, and any further sentence that a part rests on.
        why: How status, polarity, certainty, act, attribution and exchange came about.
    """

    id: ClaimId
    document: DocumentId
    name: str
    event: Event
    status: Status
    polarity: Polarity
    certainty: Certainty
    act: Act
    attribution: Attribution
    exchange: Exchange | None = None
    evidence: tuple[Span, ...]
    why: tuple[Reason, ...] = ()

    def __post_init__(self) -> None:
        """Evidence is never empty, and stays in one document."""
        if not self.evidence or any(span.document != self.document for span in self.evidence):
            msg = f"claim {self.id} needs evidence from its own document"
            raise ValueError(msg)

    @property
    def headline(self) -> str:
        """One word for tables: `denied`, `requested`, or the status."""
        if self.act is Act.DENIES or self.polarity is Polarity.NEGATIVE:
            return "denied"
        if self.act is Act.REQUESTS:
            return "requested"
        return self.status.value
