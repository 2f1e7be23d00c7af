"""The flat forms of claims and findings as records, for whoever must know what fields they have."""

from foedus.model.record import Record


class FlatQuantity(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A quantity as the text has it: `low` and `high` are none where an end is open."""

    text: str
    low: int | float | None
    high: int | float | None
    unit: str
    comparator: str
    basis: str


class FlatPlace(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place, as far as the words tell which."""

    text: str
    country: str | None
    lat: float | None
    lon: float | None
    geonames: int | None
    precision: str


class FlatDate(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A date at the grain of its words; `iso` is none where they give no day."""

    text: str
    iso: str | None
    direction: str
    inferred: bool


class FlatExchange(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The other leg of a deal, in exact words."""

    gives: str | None
    gets: str | None
    cue: str | None
    linked: str | None


class FlatParty(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A party with the words that name it."""

    code: str
    sector: str | None
    name: str | None
    entity: str | None
    text: str | None


class FlatReason(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which rule gave a part of a claim, and from which words."""

    part: str
    rule: str
    detail: str
    span: tuple[int, int] | None = None


class FlatClaim(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of `foedus code --to jsonl`: one deed in one document, as one voice tells it.

    Attributes:
        doc: Name of the document.
        claim: The claim's id.
        sentence: The sentence; `start` and `end` are its place in the text.
        start: Code point offset of the sentence.
        end: Offset after it.
        trigger: The words that name the deed.
        event: PLOVER type.
        mode: PLOVER mode, none if none.
        actors: Codes of those who do it.
        recipients: Codes of those to whom it is done.
        status: One word for tables: `denied`, `requested`, or how far the deed has gone.
        attribution: The words that name the deepest voice, none where only the author speaks.
        quantity: How many or how much.
        place: Where.
        date: When.
        exchange: For what in return.
        context: The first of `contexts`, `other` if none.
        polarity: `positive` or `negative`.
        certainty: `certain`, `probable`, `possible` or `uncommitted`.
        act: What the voice does with it.
        deed_status: How far the deed has gone.
        purpose: The exact words of a stated aim.
        contexts: All contexts.
        actor_details: The actors with their words.
        recipient_details: The recipients with theirs.
        spans: Where each part stands in the text.
        why: Which rules gave what.
    """

    doc: str
    claim: str
    sentence: str
    start: int
    end: int
    trigger: str
    event: str
    mode: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    status: str
    attribution: str | None
    quantity: FlatQuantity | None
    place: FlatPlace | None
    date: FlatDate | None
    exchange: FlatExchange | None
    context: str
    polarity: str
    certainty: str
    act: str
    deed_status: str
    purpose: str | None
    contexts: tuple[str, ...]
    actor_details: tuple[FlatParty, ...]
    recipient_details: tuple[FlatParty, ...]
    spans: dict[str, tuple[int, int]]
    why: tuple[FlatReason, ...]


class FlatLineages(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Independent origins as an interval, and the documents of each possible one."""

    sure: int
    possible: int
    groups: tuple[tuple[str, ...], ...]


class FlatRival(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A value of a slot, with the claims that give it."""

    value: str
    claims: tuple[str, ...]


class FlatDifference(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A slot in which claims on one deed differ, how, and by which rule."""

    field: str
    relation: str
    rule: str
    values: tuple[FlatRival, ...]


class FlatStep(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry of a timeline."""

    published: str
    status: str
    doc: str
    claim: str


class FlatSuperseded(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A claim that was corrected or withdrawn."""

    claim: str
    by: str
    kind: str
    reason: str


class FlatControl(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What outlets have in common, as the register of outlets has it."""

    owner: str | None
    states: tuple[str, ...]
    control: tuple[str, ...]
    outlets: tuple[str, ...]
    lineages: str
    party: bool


class FlatTouched(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A provision that a finding may touch; that is no legal conclusion."""

    provision: str
    cite: str
    result: str
    bound: tuple[str, ...]
    draft: bool


class FlatFinding(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of `foedus findings --json`: one deed in the world with all claims on it.

    Attributes:
        finding: Its id.
        story: Id of its story.
        event: PLOVER type.
        actors: Codes, sorted.
        recipients: Codes, sorted.
        status: The latest status of the claims that stand.
        claims: Ids of all its claims.
        denying: Those that deny it.
        docs: Names of its documents.
        lineages: Independent origins as an interval.
        articles: Number of documents.
        echoes: Documents that only repeat another one.
        conflicts: Slots in which claims contradict each other.
        differences: Slots in which they differ otherwise.
        timeline: Status moves in order of publication.
        grade: Admiralty grade, such as `F6`.
        grade_reason: The rule behind the number.
        place: Text of the place.
        date: ISO date of the deed.
        quantity: The quantities that stand, as written.
        judgements: Ids of people's judgements.
        superseded: Claims that were corrected or withdrawn.
        shared_control: Outlets of one owner, one state, or in the hands of a party.
        exposure: What it may touch; none where nobody asked.
    """

    finding: str
    story: str
    event: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    status: str
    claims: tuple[str, ...]
    denying: tuple[str, ...]
    docs: tuple[str, ...]
    lineages: FlatLineages
    articles: int
    echoes: tuple[str, ...]
    conflicts: tuple[FlatDifference, ...]
    differences: tuple[FlatDifference, ...]
    timeline: tuple[FlatStep, ...]
    grade: str
    grade_reason: str
    place: str | None
    date: str | None
    quantity: tuple[str, ...]
    judgements: tuple[str, ...]
    superseded: tuple[FlatSuperseded, ...]
    shared_control: tuple[FlatControl, ...]
    exposure: tuple[FlatTouched, ...] | None


class FlatSpan(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words with their place in a document."""

    doc: str
    start: int
    end: int
    text: str


class FlatCheck(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One test of a provision: met, unmet or unknown, why, and on which words."""

    test: str
    value: str
    why: str
    span: FlatSpan | None
    claim: str | None


class FlatTreaty(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The treaty of an article, and how the finding is tied to it."""

    id: str
    relation: str
    stated_date: str | None
    year_open: bool
    others: tuple[str, ...]


class FlatExposure(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of `foedus expose --json`: a provision or article that a finding may touch, test by test; no legal conclusion."""

    finding: str
    provision: str
    instrument: str
    paragraph: str
    bound: tuple[str, ...]
    result: str
    tests: tuple[FlatCheck, ...]
    questions: tuple[str, ...]
    cite: str
    reason: str
    effect: str
    draft: bool
    contested_by: tuple[str, ...]
    treaty: FlatTreaty | None


class FlatProvision(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of `foedus provisions --json`; `data/provisions/README.md` describes every field."""

    provision: str
    instrument: str
    paragraph: str
    issuer: str
    cite: str
    effect: str
    paraphrase: str
    condition: str
    status: str
    bound_text: str
    regulated_text: str
    object_text: str
    nexus: str
    deadline: str
    contested_from: str
    tested: bool
    checked_on: str
    source: str
    bound: tuple[str, ...]
    exclude: tuple[str, ...]
    regulated: tuple[str, ...]
    names: tuple[str, ...]
    list: tuple[str, ...]
    place_names: tuple[str, ...]
    places: tuple[int, ...]
    activity: tuple[str, ...]
    object: tuple[str, ...]
    subject: tuple[str, ...]
    contested_by: tuple[str, ...]
    modality: str
    bound_role: str
    regulated_role: str
    in_force: tuple[dict[str, str], ...]
    elements: tuple[str, ...]
    exceptions: tuple[str, ...]
    draft: bool
    confidence: str
