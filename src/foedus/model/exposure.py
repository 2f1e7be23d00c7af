"""Provisions and treaties, and what of a finding may touch them."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

import msgspec

from foedus.model.record import ClaimId, FindingId, Record
from foedus.model.text import Span


class Activity(StrEnum):
    """The closed list of what a provision is about; `data/provisions/README.md` says how each is recognised."""

    ARMS_TRANSFER = "arms_transfer"
    ARMS_PROCUREMENT = "arms_procurement"
    ARMS_SERVICE = "arms_service"
    TECHNOLOGY_TRANSFER = "technology_transfer"
    TECHNICAL_TRAINING = "technical_training"
    TECHNICAL_SERVICE = "technical_service"
    MILITARY_TRAINING = "military_training"
    SPECIALISED_TEACHING = "specialised_teaching"
    SCIENCE_TECH_COOPERATION = "science_tech_cooperation"
    LABOUR_HOSTING = "labour_hosting"
    WORK_AUTHORIZATION = "work_authorization"
    FORCED_LABOUR = "forced_labour"
    JOINT_VENTURE = "joint_venture"
    CONTRACT = "contract"
    FINANCIAL_SERVICES = "financial_services"
    FUEL_SUPPLY = "fuel_supply"
    GOODS_TRANSFER = "goods_transfer"
    GOODS_IMPORT = "goods_import"
    SHIPPING = "shipping"
    ASSET_DEALINGS = "asset_dealings"
    SIGNIFICANT_TRANSACTION = "significant_transaction"
    TRAVEL = "travel"
    EXPULSION = "expulsion"
    HUMANITARIAN = "humanitarian"
    SELF_DEFENCE = "self_defence"
    TREATY_OBLIGATION = "treaty_obligation"


class Modality(StrEnum):
    """What kind of rule it is: binding on states, a political pledge, or the law of one state or union."""

    BINDING = "binding"
    POLITICAL = "political"
    DOMESTIC = "domestic"


class Role(StrEnum):
    """The part in a deed that a bound or regulated party plays."""

    GIVER = "giver"
    TAKER = "taker"
    PARTY = "party"
    NATIONAL = "national"
    HOST = "host"
    OTHER = "other"
    LISTED = "listed"
    PLACE = "place"
    ANY = "any"


class Confidence(StrEnum):
    """How far a row was checked against a source; a row from memory is a draft."""

    VERIFIED = "verified"
    PARTLY = "partly"
    RECALLED = "recalled"


class Truth(StrEnum):
    """The value of a test."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"


class Result(StrEnum):
    """What the tests of a provision come to; there is no word for a breach."""

    CLEAR = "binding-clear"
    PARTIAL = "binding-partial"
    POLITICAL = "political"
    LISTING = "listing-risk"
    DOMESTIC = "domestic-if-nexus"
    NOT_APPLICABLE = "not-applicable-because"


class Window(Record, frozen=True, kw_only=True):
    """A stretch in which a provision applies: ISO dates at the grain that is known (`2011`), both included; empty for open."""

    start: str = msgspec.field(default="", name="from")
    end: str = msgspec.field(default="", name="to")


class Element(Record, frozen=True, kw_only=True):
    """A condition beyond parties, activity and thing.

    Attributes:
        name: Short name of its test.
        met: Words of the deed's sentence that meet it.
        unmet: Words that tell against it.
        question: What to ask where neither stands there.
    """

    name: str
    met: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()
    question: str


class Exemption(Record, frozen=True, kw_only=True):
    """An exception of a provision: words that claim it, and what to ask where they are not there."""

    name: str
    words: tuple[str, ...] = ()
    question: str


class Provision(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One paragraph of an instrument, as typed tests; `data/provisions/README.md` describes every field."""

    id: str
    instrument: str
    issuer: str
    date: str = ""
    paragraph: str
    cite: str
    effect: str
    modality: Modality
    paraphrase: str
    condition: str = ""
    status: str
    tested: bool = True
    bound: tuple[str, ...] = ()
    bound_role: Role
    bound_text: str = ""
    exclude: tuple[str, ...] = ()
    regulated: tuple[str, ...] = ()
    regulated_role: Role
    regulated_text: str = ""
    names: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    list: tuple[str, ...] = ()
    place_names: tuple[str, ...] = ()
    places: tuple[int, ...] = ()
    activity: tuple[str, ...]
    object: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    object_text: str = ""
    object_question: str = ""
    nexus: str = ""
    deadline: str = ""
    in_force: tuple[Window, ...] = ()
    contested_by: tuple[str, ...] = ()
    contested_from: str = ""
    confidence: Confidence
    checked_on: str = ""
    source: str = ""
    element: tuple[Element, ...] = ()
    exception: tuple[Exemption, ...] = ()

    @property
    def is_draft(self) -> bool:
        """Whether nobody has checked it against a source."""
        return self.confidence is Confidence.RECALLED


class Check(Record, frozen=True, kw_only=True):
    """One test of a provision on a finding.

    Attributes:
        test: What was tested, such as `bound_party`, `date` or `exception:medical`.
        value: Its outcome.
        why: One clause for an analyst.
        claim: The claim that supports the outcome, none if no words do.
        span: The words in that claim's document.
        question: What to ask where the outcome is unknown.
        codes: The actors that it found, for parties.
    """

    test: str
    value: Truth
    why: str
    claim: ClaimId | None = None
    span: Span | None = None
    question: str = ""
    codes: tuple[str, ...] = ()


class Exposure(Record, frozen=True, kw_only=True):
    """That a finding may touch a provision, or why it does not.

    Attributes:
        finding: The finding.
        provision: Id of the provision.
        instrument: Its instrument.
        paragraph: Where in it.
        cite: Both as one cites them.
        bound: Codes of the bound parties that the finding names.
        result: What the tests come to.
        reason: One sentence: what may be touched, or the first test that fails.
        tests: All tests.
        questions: What the reports leave open.
        effect: What the paragraph does.
        is_draft: Whether the row is unchecked.
        contested_by: States that say the provision does not apply on that date.
    """

    finding: FindingId
    provision: str
    instrument: str
    paragraph: str
    cite: str
    bound: tuple[str, ...]
    result: Result
    reason: str
    tests: tuple[Check, ...]
    questions: tuple[str, ...] = ()
    effect: str
    is_draft: bool = False
    contested_by: tuple[str, ...] = ()


class Obligation(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One article of a treaty.

    Attributes:
        id: Id of the row.
        article: Its number.
        flags: What it obliges to: ATOP's `defense`, `offense`, `neutrality`, `nonaggression`, `consultation`, and ours.
        fields: For `cooperation`: classes of things that it covers.
        paraphrase: Its content in our words.
        confidence: How far it was checked.
        source: Against what.
    """

    id: str
    article: str
    flags: tuple[str, ...]
    fields: tuple[str, ...] = ()
    paraphrase: str = ""
    confidence: Confidence
    source: str = ""


class Treaty(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A treaty between states.

    Attributes:
        id: Its id.
        name: Its title.
        short: Phrases by which reports call it, in lower case.
        parties: ISO 3166 alpha-3 codes.
        signed: Day of signature.
        in_force: Day of entry into force, at the grain that is known.
        ended: When it ended, empty if it has not.
        obligation: Its articles.
    """

    id: str
    name: str
    short: tuple[str, ...] = ()
    parties: tuple[str, ...]
    signed: str
    in_force: str = ""
    ended: str = ""
    obligation: tuple[Obligation, ...]


class Engagement(Record, frozen=True, kw_only=True):
    """An article in the light of a finding: `engaged`, `not engaged` or `unknown`, and why."""

    obligation: str
    article: str
    flags: tuple[str, ...]
    state: str
    why: str
    is_draft: bool = False


class TreatyLink(Record, frozen=True, kw_only=True):
    """A treaty that a finding cites, or that stands between its parties.

    Attributes:
        finding: The finding.
        treaty: Id of the treaty.
        name: Its title.
        parties: Codes of its parties to the deed.
        signed: When it was signed, as the row says.
        relation: `invoked` (the reports derive the deed from it), `mentioned`, or `standing` (in force between the parties).
        stated_date: The date of signature as far as the text gives it, `--06` for a month without year; empty if none.
        is_year_open: Whether a text that cites it names no year.
        why: What linked it.
        claim: A claim of the document that mentions it, none if it only stands.
        span: The words that mention it.
        others: Ids of treaties that fit the words as well.
        engagements: Its articles.
    """

    finding: FindingId
    treaty: str
    name: str
    parties: tuple[str, ...] = ()
    signed: str = ""
    relation: str
    stated_date: str = ""
    is_year_open: bool = False
    why: str
    claim: ClaimId | None = None
    span: Span | None = None
    others: tuple[str, ...] = ()
    engagements: tuple[Engagement, ...] = ()


class Exposed(Record, frozen=True, kw_only=True):
    """All that one finding may touch."""

    exposures: tuple[Exposure, ...] = ()
    treaties: tuple[TreatyLink, ...] = ()


class Hit(Record, frozen=True, kw_only=True):
    """An entry of a list that answers to a name.

    Attributes:
        name: The name as it was asked.
        entry: The listed name.
        list: Id of the list.
        kind: `entity` or `place`.
    """

    name: str
    entry: str
    list: str
    kind: str = "entity"


class Listed(Protocol):
    """Lists that names are looked up in."""

    def hits(self, names: Sequence[str]) -> Sequence[Hit]:
        """The entries that answer to any of the names."""
        ...

    def holds(self, key: str) -> bool:
        """Whether the list of that id is loaded: only then does `no hit` say anything."""
        ...
