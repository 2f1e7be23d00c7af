"""Whether a word signals a deed, and of which type, by weighed features.

What the model gives for each type, what the trigger table says, and how the word stands in its sentence
speak for or against each type; the likeliest one holds, or none. The weights were learnt from the annotated
batches (`training/deed_weights.py`), each read with a model that had not seen it, so that they tell how far
model and table can be relied on; they stand in `data/deeds/en.tsv`, to be read.
"""

import math
from collections.abc import Iterator, Mapping

from foedus.coding.parties import Parties
from foedus.coding.pointing import Pointed, step
from foedus.coding.ranking import softmax, weigh
from foedus.coding.slots import is_verbal
from foedus.coding.triggers import NO_DEED, TriggerRow
from foedus.lexicon.tables import data_file, rows
from foedus.model.record import Record
from foedus.model.text import Proposal
from foedus.syntax import Tree

# From this relevance on a sentence is taken for what it is in a report on politics; below it a deed is the less likely the lower it
# is; and from the second one down there is none (`foedus.recognition.relevance`; rerun training/relevance.py after a change).
RELEVANT, IRRELEVANT = -2.0, -3.0
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
# A word is taken for a deed from this chance on. Set on the documents for tuning; rerun the `eval` command on the development corpus after
# a change.
MIN_DEED = 0.45
# By how much weighing may raise the log odds over what the model gives the likeliest word of the sentence: on 18,683 claims of the
# annotated corpus by 2.4 at most.
_RAISED = 2.5
_HEAVY = 8
_LEAST_CHANCE = 1e-6


class Weight(Record, frozen=True, kw_only=True):
    """A row of `deeds/en.tsv`: a feature as `candidates` names it, and what it adds to the score of a type."""

    feature: str
    weight: float


class Chosen(Record, frozen=True, kw_only=True):
    """What was chosen.

    Attributes:
        event: The type.
        chance: How likely that type is, 0 to 1.
        deed: How likely it is that the word signals any deed.
    """

    event: str
    chance: float
    deed: float


class DeedWeigher:
    """Chooses the type of a deed.

    Args:
        weights: By feature.
    """

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = weights

    @classmethod
    def load(cls) -> "DeedWeigher":
        """Read the shipped weights."""
        return cls({line.feature: line.weight for line in rows(data_file("deeds/en.tsv"), Weight)})

    def choose(self, features: Mapping[str, tuple[str, ...]]) -> Chosen | None:
        """The likeliest type.

        Args:
            features: Of each type that is possible, as `candidates` gives them.

        Returns:
            None if no type is possible. The chance of no deed is what is left of `deed` to 1.
        """
        if not features:
            return None
        none, *chances = softmax([0.0, *(weigh(self._weights, told) for told in features.values())])
        chance, event = max(zip(chances, features, strict=True), key=lambda pair: pair[0])
        return Chosen(event=event, chance=chance, deed=1 - none)


def in_light_of(deed: float, relevance: float) -> float:
    """The chance that a word signals a deed, given how far its sentence reads like public affairs: its log odds sink by what that lacks.

    >>> in_light_of(0.5, 4.0), round(in_light_of(0.5, -3.0), 2)
    (0.5, 0.27)
    """
    lacking = RELEVANT - relevance
    return deed if lacking <= 0 else 1 / (1 + math.exp(lacking - _log_odds(deed)))


def may_tell_deed(chance: float, relevance: float) -> bool:
    """Whether a sentence may turn out to tell a deed once it is parsed and weighed.

    >>> may_tell_deed(0.5, 0.0), may_tell_deed(0.1, -3.0)
    (True, False)

    Args:
        chance: What the model gives its likeliest word.
        relevance: How far it reads like public affairs.
    """
    return relevance > IRRELEVANT and _log_odds(chance) + _RAISED + min(0.0, relevance - RELEVANT) >= _log_odds(MIN_DEED)


def _log_odds(chance: float) -> float:
    bounded = min(max(chance, _LEAST_CHANCE), 1 - _LEAST_CHANCE)
    return math.log(bounded / (1 - bounded))


def candidates(
    tree: Tree, token: int, proposal: Proposal | None, row: TriggerRow | None, parties: Parties, pointed: Pointed
) -> dict[str, tuple[str, ...]]:
    """The types that a word may signal, with what is true of each.

    Args:
        tree: The sentence.
        token: The word.
        proposal: What the model gives for it, if anything.
        row: The row of the trigger table that holds for it, if any.
        parties: The actors of the sentence.
        pointed: Who stands to it as the model sees it.
    """
    chances = {proposal.event: proposal.score, **dict(proposal.others)} if proposal else {}
    told = row.event if row else ""
    standing = tuple(_standing(tree, token, proposal, row, parties, pointed))
    events = dict.fromkeys((*chances, *([told] if told and told != NO_DEED else [])))
    return {event: (*standing, *_of_type(event, chances.get(event, 0.0), proposal, row)) for event in events}


def _of_type(event: str, chance: float, proposal: Proposal | None, row: TriggerRow | None) -> Iterator[str]:
    """What is true of one type."""
    share = chance / proposal.deed if proposal and proposal.deed else 0.0
    yield from (f"type={event}", f"share={step(share)}", f"share={step(share)}|{event}", f"chance={step(chance)}")
    if row is None:
        yield f"no-row|{event}"
    elif row.event == event:
        yield from (f"row|{_class(row)}", f"row|{event}", f"row|share={step(share)}", f"row={row.id.rpartition(' ')[2]}")
    else:
        yield from (f"other-row|{_class(row)}", f"other-row|{row.event}>{event}")


def _standing(
    tree: Tree, token: int, proposal: Proposal | None, row: TriggerRow | None, parties: Parties, pointed: Pointed
) -> Iterator[str]:
    """What is true of the word, whatever the type."""
    word = tree.tokens[token]
    chance = step(proposal.deed if proposal else 0.0)
    kind = "none" if row is None else "nodeed" if row.event == NO_DEED else _class(row)
    yield from ("deed", f"deed={chance}", f"has-row={kind}", f"deed={chance}|row={kind}")
    yield from (f"pos={word.pos}", f"tag={word.tag}", f"relation={word.relation}", f"relation={word.relation}|{word.pos}")
    if is_verbal(tree, token):
        yield from _of_verb(tree, token, parties)
    else:
        yield from _of_noun(tree, token, parties)
    if pointed.acts:
        yield f"no-actor={step(pointed.no_actor)}"
        yield f"no-recipient={step(pointed.no_recipient)}"


def _of_verb(tree: Tree, token: int, parties: Parties) -> Iterator[str]:
    subjects = tree.agents(token)
    named = [k for k in subjects if parties.at(k)]
    yield "subject=" + ("actor" if named else "other" if subjects else "none")
    passive = tree.is_passive(token)
    objects = tree.children(token, "obj", *(_SUBJECTS if passive else ()))
    yield f"passive={passive}"
    yield "object=" + ("actor" if any(parties.at(k) for k in objects) else "other" if objects else "none")
    head = tree.tokens[token].head
    if head != token:
        yield f"under={tree.tokens[head].pos}|{tree.tokens[token].relation}"


def _of_noun(tree: Tree, token: int, parties: Parties) -> Iterator[str]:
    determiner = tree.child(token, "det")
    yield f"determiner={tree.tokens[determiner].text.lower() if determiner is not None else 'none'}"
    yield f"owned={bool(parties.owners(token))}"
    head = tree.tokens[token].head
    yield f"noun-under={tree.tokens[head].pos}|{tree.tokens[token].relation}"
    yield f"plural={tree.tokens[token].tag == 'NNS'}"


def _class(row: TriggerRow) -> str:
    """How specific a row is: its weight, those above a literal filler's together."""
    return str(min(row.weight, _HEAVY)) if not row.is_loaded else "loaded"
