"""Parties of a deed by weighed features: who acts, and upon whom.

Every hypothesis about both ends of the deed has a score: the sum of the weights of what is true of
who acts, of who is acted upon, and of the two together; the best one holds. The weights were
learnt from the annotated batches (`training/party_weights.py`) and stand in `data/parties/en.tsv`,
to be read.
"""

import math
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from foedus.coding.candidates import SPEAKER, candidates
from foedus.coding.hypotheses import NOBODY, Board, Hypothesis, Side, pairs_of
from foedus.coding.parties import Parties
from foedus.coding.pointing import NOT_POINTED, Pointed
from foedus.coding.roles import Deed, Roles, assign
from foedus.lexicon.tables import data_file, rows
from foedus.model.event import Party, Reason
from foedus.model.mention import Cast
from foedus.model.record import Record

# How many sides are tried on each end of a deed: five are no better, two lose one deed in a hundred (by
# cross-validation on the training batches; rerun training/party_weights.py after a change).
_TRIED = 3
# By the language, not learnt: the annotated texts hold too few such sentences.
SPEAKER_COSTS = 3.0
_SHOWN = 3
# Whom the sentence does not name is acted upon only if that is as likely as this; a lower chance is a guess.
_LEAST_UNSAID = 0.3

Weights = Mapping[str, float]
Scores = dict[tuple[int, ...], float]


class Weight(Record, frozen=True, kw_only=True):
    """A row of `parties/en.tsv`.

    Attributes:
        feature: As `foedus.coding.candidates` or `foedus.coding.hypotheses` names it.
        actor: What it adds to the score where it is true of who acts.
        recipient: What it adds where it is true of who is acted upon.
        both: What it adds where it is true of the two together.
    """

    feature: str
    actor: float = 0.0
    recipient: float = 0.0
    both: float = 0.0


class PartyRanker:
    """Assigns the parties of deeds.

    Args:
        actor: Weights for acting.
        recipient: Weights for being acted upon.
        both: Weights for two parties together.
    """

    def __init__(self, actor: Weights, recipient: Weights, both: Weights) -> None:
        self._actor = actor
        self._recipient = recipient
        self._both = both

    @classmethod
    def load(cls) -> "PartyRanker":
        """Read the shipped weights."""
        lines = list(rows(data_file("parties/en.tsv"), Weight))
        return cls(
            {line.feature: line.actor for line in lines if line.actor},
            {line.feature: line.recipient for line in lines if line.recipient},
            {line.feature: line.both for line in lines if line.both},
        )

    def assign(self, deed: Deed, parties: Parties, cast: Cast, pointed: Pointed = NOT_POINTED) -> Roles:
        """Find the parties of a deed.

        Args:
            deed: The trigger with its type.
            parties: The actors of the sentence.
            cast: Who the document speaks of, seen from the sentence.
            pointed: Who stands to the deed as the model sees it.

        Returns:
            The parties of the best hypothesis; either side may be empty. The chance in a reason
            is the share of the best one among all that were tried.
        """
        found = candidates(deed, parties, cast, assign(deed, parties, cast), pointed)
        if not found:
            return Roles()
        board = Board(deed, parties.tree, found, cast, pointed)
        acting, receiving = self._scores(board)
        tried = list(board.hypotheses(_best(board.sides, acting), _best(board.sides, receiving)))
        pairs: dict[tuple[int, int, bool], float] = {}
        scores = [_alone(hypothesis, acting, receiving) + self._together(board, hypothesis, pairs) for hypothesis in tried]
        chances = softmax(scores)
        chance = max(chances)
        roles = self._roles(board, tried[chances.index(chance)], chance)
        is_guess = chance < _LEAST_UNSAID and bool(roles.actors) and all(party.span is None for party in roles.recipients)
        return msgspec.structs.replace(roles, recipients=()) if is_guess else roles

    def _scores(self, board: Board) -> tuple[Scores, Scores]:
        """The score of each side for acting and for being acted upon; a group has the average of its members and its own."""
        single = [
            (
                weigh(self._actor, candidate.features),
                weigh(self._recipient, candidate.features) - SPEAKER_COSTS * (SPEAKER in candidate.features),
            )
            for candidate in board.found
        ]
        acting: Scores = {}
        receiving: Scores = {}
        for side in board.sides:
            share = 1 / len(side.members)
            acting[side.members] = weigh(self._actor, side.features) + share * sum(single[k][0] for k in side.members)
            receiving[side.members] = weigh(self._recipient, side.features) + share * sum(single[k][1] for k in side.members)
        return acting, receiving

    def _together(self, board: Board, hypothesis: Hypothesis, known: dict[tuple[int, int, bool], float]) -> float:
        """The score of both ends together; each pair of candidates is weighed once."""
        is_mutual = hypothesis.is_mutual
        score = weigh(self._both, board.whole(hypothesis))
        pairs = pairs_of(hypothesis)
        for k, j in pairs:
            if (k, j, is_mutual) not in known:
                known[k, j, is_mutual] = weigh(self._both, board.pair(k, j, is_mutual=is_mutual))
            score += known[k, j, is_mutual] / len(pairs)
        return score

    def _roles(self, board: Board, best: Hypothesis, chance: float) -> Roles:
        both = self._heaviest(self._both, board.together(best))
        reasons = []
        sides = []
        for part, weights, side in (("actors", self._actor, best.actors), ("recipients", self._recipient, best.recipients)):
            sides.append(tuple(board.found[k].party for k in side.members))
            alone = self._heaviest(weights, board.alone(side)) if side is not NOBODY else []
            reasons += [_reason(part, party, chance, [*alone, *both]) for party in sides[-1]]
        return Roles(actors=sides[0], recipients=sides[1], reasons=tuple(reasons))

    @staticmethod
    def _heaviest(weights: Weights, features: Mapping[str, float]) -> list[str]:
        """The features that speak loudest for a choice, with what each adds."""
        adds = {feature: weights.get(feature, 0.0) * share for feature, share in features.items()}
        return [f"{feature} {adds[feature]:+.1f}" for feature in sorted(adds, key=lambda feature: -adds[feature])[:_SHOWN]]


def _alone(hypothesis: Hypothesis, acting: Scores, receiving: Scores) -> float:
    members = hypothesis.actors.members
    if hypothesis.is_mutual:
        return sum(acting[(k,)] for k in members) / len(members)
    return acting.get(members, 0.0) + receiving.get(hypothesis.recipients.members, 0.0)


def _best(sides: Sequence[Side], scores: Scores) -> list[Side]:
    return sorted(sides, key=lambda side: -scores[side.members])[:_TRIED]


def weigh(weights: Weights, features: Iterable[str]) -> float:
    """The sum of the weights of what is true; what the table does not know weighs nothing."""
    return sum(filter(None, map(weights.get, features)))


def softmax(scores: Sequence[float]) -> list[float]:
    """Chances in proportion to the exponentials of the scores."""
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    whole = sum(powers)
    return [power / whole for power in powers]


def _reason(part: str, party: Party, chance: float, told: Sequence[str]) -> Reason:
    span, actor = party.span, party.actor
    named = "" if span else ", understood without words in the sentence"
    detail = f"{actor.name or actor.code} {chance:.2f}: {', '.join(told)}{named}"
    return Reason(part=part, rule="parties", detail=detail, start=span.start if span else -1, end=span.end if span else -1)
