"""Learn the weights of the party features from annotated documents.

The last stage of `training.make_model`. One choice among all hypotheses about both ends of a deed, on every annotated deed: the largest
likelihood of those that agree with the annotation, less a penalty on the weights. Writes `src/foedus/data/parties/en.tsv` and prints how
often the parties of held-out deeds come out right, beside the rules alone.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from foedus.coding.candidates import candidates
from foedus.coding.hypotheses import NOBODY, Board
from foedus.coding.parties import Parties
from foedus.coding.pointing import Pointed
from foedus.coding.ranking import PartyRanker
from foedus.coding.roles import Deed, Roles, assign, outward
from foedus.coding.triggers import TriggerTable
from foedus.model.mention import Cast
from training.claims import canonical, deeds_of
from training.party_fit import Choice, Fitted, Way, fit
from training.reading import Read

log = logging.getLogger(__name__)
OUT = Path(__file__).parent.parent / "src" / "foedus" / "data" / "parties" / "en.tsv"
PENALTY = 10.0
LEAST_SEEN = 4
LEAST_WEIGHT = 0.03


@dataclass(frozen=True)
class Example:
    """An annotated deed, the sentence's actors, how the model sees them, and the codes on each side."""

    deed: Deed
    parties: Parties
    cast: Cast
    pointed: Pointed
    actors: frozenset[str]
    recipients: frozenset[str]


def examples(read: Read, table: TriggerTable) -> Iterator[Example]:
    """Every annotated deed of a document whose trigger is found in the parse."""
    for sentence in read.sentences:
        tree, parties = sentence.tree, sentence.parties
        for token, trigger in deeds_of(tree.sentence, read.annotated.triggers).items():
            row = table.match(tree, token, parties.is_actor)
            yield Example(
                Deed(token=token, event=trigger.event, row=row, mode=row.mode if row else "", score=1.0),
                parties,
                sentence.cast,
                read.pointer.at(tree.sentence.index, token),
                *(frozenset(canonical(party.code) for party in side) for side in (trigger.actors, trigger.recipients)),
            )


def choice(example: Example) -> Choice:
    """All hypotheses about an example, with which of them are right."""
    deed, cast = example.deed, example.cast
    found = candidates(deed, example.parties, cast, assign(deed, example.parties, cast), example.pointed)
    board = Board(deed, example.parties.tree, found, cast, example.pointed)
    row = {side.members: k for k, side in enumerate([NOBODY, *board.sides])}
    tried = list(board.hypotheses(board.sides, board.sides))
    codes = [canonical(candidate.party.actor.code) for candidate in found]
    ends = [(frozenset(codes[k] for k in h.actors.members), frozenset(codes[k] for k in h.recipients.members)) for h in tried]
    return Choice(
        sides=tuple(board.alone(side) if side.members else {} for side in [NOBODY, *board.sides]),
        ways=tuple(
            Way(
                actors=tuple(row[(k,)] for k in h.actors.members) if h.is_mutual else (row[h.actors.members],),
                recipient=row[h.recipients.members],
                both=board.together(h),
            )
            for h in tried
        ),
        right=right(ends, example.actors, example.recipients, frozenset(codes)),
    )


Ends = tuple[frozenset[str], frozenset[str]]


def right(ends: Sequence[Ends], actors: frozenset[str], recipients: frozenset[str], known: frozenset[str]) -> tuple[bool, ...]:
    """Which hypotheses agree with the annotation, as far as its actors are among the candidates.

    Where an annotated party is no candidate, its side is left free: the text does not show that nobody stands there.
    """
    for agrees in (lambda end: end == (actors, recipients), lambda end: is_same(end, (actors, recipients))):
        marks = tuple(map(agrees, ends))
        if any(marks):
            return marks
    if len(actors) > 1 and not recipients:
        marks = _mutual(ends, actors & known)
    else:
        first = _side([end[0] for end in ends], actors, known)
        marks = tuple(a and r for a, r in zip(first, _side([end[1] for end in ends], recipients, known), strict=True))
    return marks if any(marks) else (True,) * len(ends)


def _mutual(ends: Sequence[Ends], shown: frozenset[str]) -> tuple[bool, ...]:
    named = [actors | recipients for actors, recipients in ends]
    return tuple(bool(shown) and (codes == shown or (len(codes) > 1 and codes <= shown)) for codes in named)


def _side(named: Sequence[frozenset[str]], annotated: frozenset[str], known: frozenset[str]) -> tuple[bool, ...]:
    shown = annotated & known
    if not shown:
        return tuple(bool(annotated) or not codes for codes in named)
    if shown in named:
        return tuple(codes == shown for codes in named)
    return tuple(len(codes) == 1 and codes <= shown for codes in named)


def is_same(one: Ends, other: Ends) -> bool:
    """Whether two assignments agree as the evaluation counts it: who is in a mutual deed counts, not on which side."""
    if one == other:
        return True
    mutual = any(len(actors) > 1 and not recipients for actors, recipients in (one, other))
    return mutual and not (one[1] and other[1]) and one[0] | one[1] == other[0] | other[1]


def same(roles: Roles, example: Example) -> bool:
    """Whether the parties agree as the evaluation counts it."""
    actors, recipients = (frozenset(canonical(party.actor.code) for party in side) for side in (roles.actors, roles.recipients))
    return is_same((actors, recipients), (example.actors, example.recipients))


def write(weights: Fitted, path: Path) -> int:
    """Write the table, small weights left out."""
    path.parent.mkdir(parents=True, exist_ok=True)
    columns = (weights.actor, weights.recipient, weights.both)
    lines = []
    for name in sorted({name for column in columns for name in column}):
        values = [round(column.get(name, 0.0), 2) for column in columns]
        if max(map(abs, values)) >= LEAST_WEIGHT:
            lines.append("\t".join([name, *(f"{value:g}" if abs(value) >= LEAST_WEIGHT else "0" for value in values)]))
    path.write_text("\n".join(["feature\tactor\trecipient\tboth", *lines]) + "\n", encoding="utf8")
    return len(lines)


def learn(table: TriggerTable, train: Sequence[Read], others: Mapping[str, Sequence[Read]]) -> None:
    """Learn, write and report; what is given is as for the weights of deeds."""
    found = [example for read in train for example in examples(read, table)]
    weights = fit([choice(example) for example in found], least_seen=LEAST_SEEN, penalty=PENALTY)
    log.info("%d deeds; %d features written", len(found), write(weights, OUT))
    ranker = PartyRanker.load()
    for name, reads in others.items():
        _report(name, [example for read in reads for example in examples(read, table)], ranker)


def _report(name: str, group: Sequence[Example], ranker: PartyRanker) -> None:
    ranked = [outward(ranker.assign(e.deed, e.parties, e.cast, e.pointed)) for e in group]
    ruled = [outward(assign(e.deed, e.parties, e.cast)) for e in group]
    whole, alone = (sum(same(roles, e) for roles, e in zip(made, group, strict=True)) / len(group) for made in (ranked, ruled))
    pairs = list(zip(ranked, group, strict=True))
    actors = sum({canonical(p.actor.code) for p in roles.actors} == e.actors for roles, e in pairs) / len(group)
    recipients = sum({canonical(p.actor.code) for p in roles.recipients} == e.recipients for roles, e in pairs) / len(group)
    log.info("%s: %d deeds, parties right %.3f (rules alone %.3f)", name, len(group), whole, alone)
    log.info("%s: actors right %.3f, recipients right %.3f", name, actors, recipients)
