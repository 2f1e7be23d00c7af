"""Claims on one deed in the world, weighed and never flattened."""

from typing import Literal

from foedus.model.period import days
from foedus.model.record import ClaimId, DocumentId, FindingId, Record


class Lineages(Record, frozen=True, kw_only=True):
    """Independence as an interval.

    Attributes:
        sure: Groups if every unknown dependence is a dependence.
        possible: Groups if no unknown dependence is one; never more than the claims.
        groups: Document names of each possible lineage.
    """

    sure: int
    possible: int
    groups: tuple[tuple[str, ...], ...] = ()


class Value(Record, frozen=True, kw_only=True):
    """One of several rival values of a slot, with the claims that give it."""

    value: str
    claims: tuple[ClaimId, ...]


class Conflict(Record, frozen=True, kw_only=True):
    """A slot in which claims on one deed differ.

    Attributes:
        field: `quantity`, `status`, `place` or `date`.
        relation: `conflict`, `update`, `refines`, `part-of` or `compatible`.
        values: The rival values, in order of publication.
        rule: Which rule said so.
    """

    field: str
    relation: str
    values: tuple[Value, ...]
    rule: str


class StatusStep(Record, frozen=True, kw_only=True):
    """One entry of a finding's timeline."""

    published: str
    status: str
    document: str
    claim: ClaimId


class Superseded(Record, frozen=True, kw_only=True):
    """A claim that its outlet or its voice has corrected or withdrawn; it stays on record.

    Attributes:
        claim: The claim.
        by: The claim that takes its place or withdraws it; the name of the document where that is the same report's own notice.
        kind: `correction`, `retraction` or `clarification`.
        reason: What showed it, in one clause.
    """

    claim: ClaimId
    by: str
    kind: str
    reason: str


class SharedControl(Record, frozen=True, kw_only=True):
    """What outlets that report a deed on their own have in common, as the user's register has it; they stay origins of their own.

    Attributes:
        owner: The owner that they share, empty if it is a state.
        states: Codes of the states that have them in hand: one, but for several parties to the deed.
        control: How: `owned`, `funded`, `influenced`, as far as the register says.
        outlets: Their names in the register, sorted.
        lineages: `all` if nobody else reports the deed on their own, else `some`.
        is_party: Whether those states are themselves parties to the deed.
    """

    owner: str = ""
    states: tuple[str, ...] = ()
    control: tuple[str, ...] = ()
    outlets: tuple[str, ...]
    lineages: Literal["all", "some"]
    is_party: bool = False


class Finding(Record, frozen=True, kw_only=True):
    """One deed in the world with all claims on it.

    Attributes:
        id: Derived from its claims.
        story: Id of the story that it belongs to.
        event: PLOVER type.
        actors: Flat codes, sorted.
        recipients: Flat codes, sorted.
        status: The latest status (headline) of the claims that stand; `retracted` if all were withdrawn.
        supporting: Claims that report it, sorted.
        denying: Claims that deny it, sorted, disjoint from the others.
        documents: Names of all documents, sorted; an echo among them may hold none of the claims.
        lineages: Independent origins of the claims that stand, as an interval.
        articles: Number of documents.
        echoes: Names of those documents that only repeat another one.
        conflicts: Slots in which the claims differ.
        timeline: Status moves in order of publication, `superseded` and `retracted` among them.
        grade: `F6`-style Admiralty grade; the letter is F until a person sets it.
        grade_reason: The rule behind the number.
        place: Text of the place, empty if none.
        date: ISO date of the deed, empty if none.
        quantity: The quantities that stand, as written, first published first.
        judgements: Ids of people's judgements on its claims, in order.
        superseded: Claims that were corrected or withdrawn, in order of publication.
        shared_control: Where outlets that report it are of one owner, of one state, or in the hands of a party to it.
    """

    id: FindingId
    story: str
    event: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    status: str
    supporting: tuple[ClaimId, ...]
    denying: tuple[ClaimId, ...] = ()
    documents: tuple[str, ...]
    lineages: Lineages
    articles: int
    echoes: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    timeline: tuple[StatusStep, ...] = ()
    grade: str
    grade_reason: str
    place: str = ""
    date: str = ""
    quantity: tuple[str, ...] = ()
    judgements: tuple[str, ...] = ()
    superseded: tuple[Superseded, ...] = ()
    shared_control: tuple[SharedControl, ...] = ()

    @property
    def first_report(self) -> str:
        """The day of its first dated report, as ISO date; empty if none is dated."""
        return next((step.published for step in self.timeline if step.published), "")

    @property
    def last_report(self) -> str:
        """The day of its latest dated report, as ISO date; empty if none is dated."""
        return max((step.published for step in self.timeline), default="")

    @property
    def days(self) -> tuple[str, str]:
        """First and last day of the deed, else the day of its first report, as ISO dates; empty if there is neither."""
        return days(self.date or self.first_report)

    @property
    def is_disputed(self) -> bool:
        """Whether its claims contradict each other in some slot."""
        return any(conflict.relation == "conflict" for conflict in self.conflicts)

    def __post_init__(self) -> None:
        """Claims are there, sorted and disjoint; sure <= possible <= claims."""
        both = set(self.supporting) & set(self.denying)
        count = len(self.supporting) + len(self.denying)
        if not count or both:
            msg = f"finding {self.id} has {count} claims, {len(both)} of them on both sides"
            raise ValueError(msg)
        if not self.lineages.sure <= self.lineages.possible <= count:
            msg = f"finding {self.id}: lineages {self.lineages.sure}..{self.lineages.possible} of {count} claims"
            raise ValueError(msg)


class DocumentLinks(Record, frozen=True, kw_only=True):
    """How one document depends on others.

    Attributes:
        document: Its id.
        name: Its name.
        parents: Names of the documents that it reprints, partly reuses or cites.
        relation: `reprint`, `partial`, `cites`, `credit` or empty for none.
        reason: What showed it.
    """

    document: DocumentId
    name: str
    parents: tuple[str, ...] = ()
    relation: str = ""
    reason: str = ""
