"""Actors, places, quantities and dates as a text names them."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

import msgspec

from foedus.model.period import Period
from foedus.model.record import Record


class Actor(Record, frozen=True, kw_only=True):
    """Somebody who acts or is acted upon.

    Attributes:
        code: Flat code: `ISO3` for a state and its organs, `ISO3:SECTOR` for others,
            `IGO:NAME`, `IMG:NAME`, `UNK`.
        sector: PLOVER sector (`GOV`, `MIL`, `REB`, ...), empty for a plain state.
        name: The named entity or the phrase, such as `National Intelligence Service`.
        entity: Identifier of the table row, such as `state:PRK` or `org:un`; empty if none.
    """

    code: str
    sector: str = ""
    name: str = ""
    entity: str = ""


class TokenRange(Record, frozen=True, kw_only=True, gc=False):
    """Words `first` to `last` (exclusive) of sentence `sentence`, headed by word `head`."""

    sentence: int
    first: int
    last: int
    head: int


# The place of what a person stated and no words of a text give; offsets are -1 there.
NO_WORDS = TokenRange(sentence=-1, first=0, last=0, head=-1)
NOWHERE = -1


class ActorMention(Record, frozen=True, kw_only=True):
    """A phrase that names or refers to actors.

    Attributes:
        words: Where it stands.
        start: Code point offset of the phrase in the document's text.
        end: Offset after it.
        actors: Who it is: several for `the two countries`; empty if unresolved.
        kind: `state`, `organisation`, `office`, `group`, `person`, `pronoun`, `description`.
        rule: Id of the rule or row that resolved it.
        reason: How it was resolved, or why it was not; one sentence for an analyst.
    """

    words: TokenRange
    start: int
    end: int
    actors: tuple[Actor, ...] = ()
    kind: str
    rule: str
    reason: str


class PlaceMention(Record, frozen=True, kw_only=True):
    """A named place.

    Attributes:
        words: Where it stands.
        start: Code point offset in the document's text.
        end: Offset after it.
        text: The name without its preposition.
        country: ISO 3166 alpha-3, none if unresolved or in no country.
        latitude: Degrees, WGS 84; none if unresolved.
        longitude: Degrees, WGS 84.
        geonames: GeoNames id.
        precision: `site`, `settlement`, `province`, `country`, `region`, `container`, `unresolved`.
        score: The winner's score.
        runner_up: Name and score of the next candidate, empty if none.
        reason: The terms that decided it.
    """

    words: TokenRange
    start: int
    end: int
    text: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames: int | None = None
    precision: str = "unresolved"
    score: float = 0.0
    runner_up: str = ""
    reason: str = ""


class Comparator(StrEnum):
    """How the words bound the number."""

    EXACT = "="
    ABOUT = "~"
    AT_LEAST = ">="
    AT_MOST = "<="
    MORE_THAN = ">"
    LESS_THAN = "<"
    RANGE = "range"


class Basis(StrEnum):
    """What kind of number it is."""

    EXACT = "exact"
    ROUNDED = "rounded"
    VAGUE = "vague"
    UNIT_NAME = "unit_name"
    DELTA = "delta"
    CUMULATIVE = "cumulative"
    RATE = "rate"
    FRACTION = "fraction"


class QuantityMention(Record, frozen=True, kw_only=True):
    """A count, a sum of money or a measure, as an interval.

    Attributes:
        words: The number phrase with its modifier and unit noun.
        start: Code point offset of the phrase.
        end: Offset after it.
        low: Lower end, none if open.
        high: Upper end, none if open.
        comparator: How the words bound it.
        basis: What kind of number.
        unit: Counted noun phrase as written, or ISO 4217 code for money.
        unit_head: Lemma of the counted noun's head, or the currency code.
        kind: `count`, `money`, `measure`, `duration`, `percent`.
        rule: Id of the rule that read it.
        text: As a person stated it; empty where it stands in the document.
    """

    words: TokenRange
    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    comparator: Comparator
    basis: Basis
    unit: str
    unit_head: str
    kind: str
    rule: str
    text: str = ""

    def written(self, document: str) -> str:
        """The quantity in words: those of the document's text, or those of whoever stated it."""
        return self.text or document[self.start : self.end]


class Direction(StrEnum):
    """How the period bounds the act."""

    DURING = "during"
    SINCE = "since"
    UNTIL = "until"
    BEFORE = "before"
    AFTER = "after"


class DateMention(Record, frozen=True, kw_only=True):
    """A date expression.

    Attributes:
        words: The expression.
        start: Code point offset.
        end: Offset after it.
        text: The expression as the flat form gives it.
        period: The days meant; none if the text does not allow to resolve it.
        direction: `during`, or the bound that it sets.
        inferred: True where year or month were not in the words but follow from the
            publication date.
        rule: Id of the rule that read it.
        reason: Why it was resolved so, or why not.
    """

    words: TokenRange
    start: int
    end: int
    text: str
    period: Period | None
    direction: Direction = Direction.DURING
    inferred: bool = False
    rule: str
    reason: str


class Cast(Record, frozen=True, kw_only=True):
    """Who a document speaks of, seen from one of its sentences.

    Attributes:
        salient: Actors last spoken of before the sentence, nearest first: who may be meant
            where the sentence leaves a party out.
        frequent: Codes of the actors of the whole document, the most often named first.
        partners: For each code, the codes named beside it in a sentence, the most frequent first.
        pairs: Who stood as subject and who else beside it in the text so far, the latest pair first.
        places: Head word and country of each place that the sentence names.
    """

    salient: tuple[Actor, ...] = ()
    frequent: tuple[str, ...] = ()
    partners: Mapping[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    pairs: tuple[tuple[str, str], ...] = ()
    places: tuple[tuple[int, str], ...] = ()


class Mentions(Record, frozen=True, kw_only=True):
    """All that was recognised in one sentence, each list in order of position.

    Attributes:
        actors: Phrases that name or refer to actors.
        places: Named places.
        quantities: Counts, sums, measures.
        dates: Date expressions.
        cast: Who the document speaks of, seen from this sentence.
    """

    actors: tuple[ActorMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    quantities: tuple[QuantityMention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    cast: Cast = Cast()
