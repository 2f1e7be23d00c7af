"""Who may have acted upon whom: sides of a deed, and what speaks for two of them together.

A side is one candidate, several that are named together (`Greece and Armenia`, `both sides`), or
the two that the text last set against each other. A hypothesis puts one side, or nobody, on each
end of the deed; in a mutual one two candidates act with each other.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

from foedus.coding.candidates import FEATURES_KEPT, Candidate, with_event
from foedus.coding.parties import state_of
from foedus.coding.pointing import NOT_POINTED, Pointed, degree, step, totals
from foedus.coding.roles import Deed
from foedus.coding.slots import fillers
from foedus.model.mention import Actor, Cast
from foedus.model.record import Record
from foedus.syntax import Tree

_MOST = 5
_SEVERAL = 2
_RANKS = 4
_RECENT = 5
_BODIES = ("IGO:", "IMG:", "NGO:", "MNC:")
_OBJECTS = ("obj", "of", "on", "against", "over", "to", "poss")
# What two sides have with each other, so that whoever acts upon it acts upon both.
_SHARED = frozenset({
    "treaty", "pact", "accord", "agreement", "deal", "protocol", "alliance", "memorandum", "convention", "bargain", "swap",
    "exchange", "talks", "talk", "meeting", "summit", "war", "fighting", "conflict", "truce", "ceasefire", "dispute", "quarrel",
    "partnership", "contract", "arrangement", "drill", "exercise", "clash", "project", "cooperation", "rapprochement",
})  # fmt: skip


class Side(Record, frozen=True, kw_only=True):
    """Who may stand on one end of a deed.

    Attributes:
        members: Positions among the candidates.
        features: What is true of them as a group; none of a single candidate.
    """

    members: tuple[int, ...]
    features: tuple[str, ...] = ()


class Hypothesis(Record, frozen=True, kw_only=True):
    """One way in which the parties of a deed may stand.

    Attributes:
        actors: Who acts; empty for nobody.
        recipients: Who is acted upon; empty for nobody.
        is_mutual: Whether two that nothing else joins act with each other.
    """

    actors: Side
    recipients: Side
    is_mutual: bool = False


NOBODY = Side(members=())


class Board:
    """The sides of one deed and what speaks for them.

    Args:
        deed: The trigger with its type.
        tree: Its sentence.
        found: The candidates.
        cast: Who the document speaks of, seen from the sentence.
        pointed: Who stands to the deed as the model sees it.
    """

    def __init__(self, deed: Deed, tree: Tree, found: Sequence[Candidate], cast: Cast, pointed: Pointed = NOT_POINTED) -> None:
        self._event = deed.event
        self._cast = cast
        self._pointed = pointed
        self._acting = totals(pointed.elsewhere, 0)
        self.found = found
        self.singles = [Side(members=(k,)) for k in range(len(found))]
        groups: dict[tuple[int, ...], Side] = {}
        for side in (*self._joined(), *self._latest(deed, tree)):
            groups.setdefault(side.members, side)
        self.sides = [*self.singles, *groups.values()]
        self._pairs: dict[tuple[int, int], tuple[str, ...]] = {}
        self._latest_pair = {code: k for k, pair in reversed(list(enumerate(cast.pairs))) for code in pair}

    def _joined(self) -> Iterator[Side]:
        """Those named by one phrase or in one coordination."""
        for first in sorted({k for candidate in self.found for k in candidate.stands}):
            members = tuple(k for k, candidate in enumerate(self.found) if first in candidate.stands)
            if 1 < len(members) <= _MOST:
                yield Side(members=members, features=("joined", f"joined|{self._event}", f"joined|{len(members)}"))

    def _latest(self, deed: Deed, tree: Tree) -> Iterator[Side]:
        """The latest pair of the text that the sentence leaves unnamed."""
        absent = {candidate.party.actor.code: k for k, candidate in enumerate(self.found) if candidate.party.span is None}
        pair = next((pair for pair in self._cast.pairs if pair[0] in absent and pair[1] in absent), None)
        if pair is None:
            return
        shared = any(tree.lemma(k) in _SHARED for slot in _OBJECTS for k in fillers(tree, deed.token, slot))
        features = (f"shared={shared}", f"shared={shared}|{deed.event}")
        yield Side(members=tuple(sorted(absent[code] for code in pair)), features=("both-absent", f"both-absent|{deed.event}", *features))

    def alone(self, side: Side) -> Mapping[str, float]:
        """What is true of a side by itself: of a group, what is true of its members on average."""
        if len(side.members) == 1:
            return dict.fromkeys(self.found[side.members[0]].features, 1.0)
        told: dict[str, float] = dict.fromkeys(side.features, 1.0)
        for k in side.members:
            for feature in self.found[k].features:
                told[feature] = told.get(feature, 0.0) + 1 / len(side.members)
        return told

    def hypotheses(self, actors: Sequence[Side], recipients: Sequence[Side]) -> Iterator[Hypothesis]:
        """All ways to put these sides, or nobody, on the two ends, and two single ones together."""
        for one in (NOBODY, *actors):
            for other in (NOBODY, *recipients):
                if not set(one.members) & set(other.members):
                    yield Hypothesis(actors=one, recipients=other)
        joined = {side.members for side in self.sides}
        singles = sorted(side.members[0] for side in actors if len(side.members) == 1)
        for pair in combinations(singles, 2):
            if pair not in joined:
                yield Hypothesis(actors=Side(members=pair), recipients=NOBODY, is_mutual=True)

    def together(self, hypothesis: Hypothesis) -> Mapping[str, float]:
        """What is true of both ends together: of groups, what is true of their members on average."""
        told = dict.fromkeys(self.whole(hypothesis), 1.0)
        pairs = pairs_of(hypothesis)
        for k, j in pairs:
            for feature in self.pair(k, j, is_mutual=hypothesis.is_mutual):
                told[feature] = told.get(feature, 0.0) + 1 / len(pairs)
        return told

    def whole(self, hypothesis: Hypothesis) -> tuple[str, ...]:
        """What is true of the two ends as such: who is missing, how many there are."""
        one, other = hypothesis.actors.members, hypothesis.recipients.members
        if hypothesis.is_mutual:
            return ("mutual", f"mutual|{self._event}")
        if not one or not other:
            return self._lacking(one, other)
        sizes = f"sizes={min(len(one), _SEVERAL)}>{min(len(other), _SEVERAL)}"
        return (sizes, f"{sizes}|{self._event}")

    def pair(self, k: int, j: int, *, is_mutual: bool) -> tuple[str, ...]:
        """What is true of two candidates, as actor and recipient or as acting with each other."""
        if (k, j) not in self._pairs:
            self._pairs[k, j] = tuple(self._beside(self.found[k], self.found[j]))
        told = self._pairs[k, j]
        return tuple([_mutual(feature) for feature in told]) if is_mutual else told

    def _lacking(self, one: Sequence[int], other: Sequence[int]) -> tuple[str, ...]:
        event = self._event
        if not one and not other:
            return ("no-parties", f"no-parties|{event}")
        if not one:
            return ("no-actor", f"no-actor|{event}", f"no-actor|chance={step(self._pointed.no_actor)}")
        is_body = self.found[one[0]].party.actor.code.startswith("IGO")
        told = ("no-recipient", f"no-recipient|{event}", f"no-recipient|{event}|many={len(one) > 1}", f"no-recipient|body={is_body}")
        return (*told, f"no-recipient|chance={step(self._pointed.no_recipient)}")

    def _beside(self, one: Candidate, other: Candidate) -> Iterator[str]:
        event = self._event
        actor, recipient = one.party.actor, other.party.actor
        at_home = state_of(actor) == state_of(recipient)
        kind = _kind(actor)
        yield from _at_home(at_home, event, kind, _kind(recipient))
        partners = self._cast.partners.get(actor.code, ())
        rank = min(partners.index(recipient.code), _RANKS) if recipient.code in partners else "no"
        yield from with_event("partner", rank, event)
        yield from self._elsewhere(actor.code, recipient.code)
        yield from self._where(one, other)
        yield from self._before(actor.code, recipient.code)

    def _elsewhere(self, actor: str, recipient: str) -> Iterator[str]:
        """How often the document's other deeds set the two against each other, and how often the actor against anybody."""
        told = self._pointed.elsewhere
        if told:
            there, back, of_actor = told.get((actor, recipient), 0.0), told.get((recipient, actor), 0.0), self._acting[actor]
            yield from _of_elsewhere(degree(there), degree(back), step(there / of_actor) if of_actor else "none", self._event)

    def _where(self, one: Candidate, other: Candidate) -> Iterator[str]:
        here, there = one.party.span, other.party.span
        if here is not None and there is not None:
            if here == there:
                yield from ("same-words", f"same-words|{self._event}")
            if one.stands & other.stands:
                yield from ("joined", f"joined|{self._event}")
            yield "actor-first" if here.start < there.start else "recipient-first"
        named = f"{'actor' if here else 'no-actor'}-{'recipient' if there else 'no-recipient'}"
        yield from with_event("named", named, self._event)

    def _before(self, actor: str, recipient: str) -> Iterator[str]:
        """Whether the text so far sets the two against each other."""
        for k, pair in enumerate(self._cast.pairs):
            if pair in {(actor, recipient), (recipient, actor)}:
                yield f"pair={min(k, _RECENT)}-{'same' if pair[0] == actor else 'turned'}"
                break
        else:
            yield "pair=no"
        if actor in self._latest_pair and recipient in self._latest_pair:
            yield f"pair-of-both={self._latest_pair[actor] == self._latest_pair[recipient]}"


# The names of features are put together once: few of their ten thousands are frequent.
@lru_cache(FEATURES_KEPT)
def _mutual(feature: str) -> str:
    return f"mutual:{feature}"


@lru_cache(FEATURES_KEPT)
def _at_home(at_home: bool, event: str, kind: str, other: str) -> tuple[str, ...]:  # noqa: FBT001  # cached by position
    told = f"at-home={at_home}"
    return (told, f"{told}|{event}", f"{told}|{event}|{kind}", f"{told}|{kind}>{other}")


@lru_cache(FEATURES_KEPT)
def _of_elsewhere(there: int, back: int, share: int | str, event: str) -> tuple[str, ...]:
    return (*with_event("elsewhere", there, event), f"elsewhere-back={back}", f"elsewhere-share={share}")


def pairs_of(hypothesis: Hypothesis) -> list[tuple[int, int]]:
    """The pairs of candidates that a hypothesis sets beside each other."""
    one, other = hypothesis.actors.members, hypothesis.recipients.members
    return [(one[0], one[1])] if hypothesis.is_mutual else [(k, j) for k in one for j in other]


def _kind(actor: Actor) -> str:
    """`state`, a sector of domestic actors, or the scheme of a body's code."""
    scheme, _, sector = actor.code.partition(":")
    return scheme if actor.code.startswith(_BODIES) else sector or "state"
