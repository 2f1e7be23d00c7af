"""Learn the weights of the party features from annotated documents.

    python -m training.party_weights --training ../shared/training

One choice among all hypotheses about both ends of a deed, on every annotated deed: the largest
likelihood of those that agree with the annotation, less a penalty on the weights. Writes `src/foedus/data/parties/en.tsv` and prints how
often the parties of held-out deeds come out right, beside the rules alone.
"""

import argparse
import json
import logging
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from foedus.coding.candidates import candidates
from foedus.coding.hypotheses import NOBODY, Board
from foedus.coding.parties import Parties
from foedus.coding.ranking import PartyRanker
from foedus.coding.roles import Deed, Roles, assign, outward
from foedus.coding.triggers import TriggerTable
from foedus.model.mention import Cast
from foedus.model.text import Document, Origin
from foedus.pipeline import Pipeline
from foedus.reading.sources import read_bytes
from foedus.syntax import Tree
from training.claims import head_word, is_held_out
from training.party_fit import Choice, Fitted, Way, fit

log = logging.getLogger(__name__)
OUT = Path(__file__).parent.parent / "src" / "foedus" / "data" / "parties" / "en.tsv"
HELD_OUT = 0.1
PENALTY = 10.0
LEAST_SEEN = 4
LEAST_WEIGHT = 0.03
_STATE_ORGANS = frozenset({"GOV", "COP", "MIL", "SPY"})
_CIVIL = frozenset({"CVL", "LAB", "AGR", "EDU", "MED", "BUS", "SOC", "REF", "JRN", "REL"})


@dataclass(frozen=True)
class Example:
    """An annotated deed, the sentence's actors, and the codes on each side."""

    document: str
    deed: Deed
    parties: Parties
    cast: Cast
    actors: frozenset[str]
    recipients: frozenset[str]


def examples(folder: Path, pipeline: Pipeline, table: TriggerTable) -> Iterator[Example]:
    """Every annotated deed of a batch whose trigger is found in the parse."""
    claims: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    with (folder / "gold.jsonl").open(encoding="utf8") as stream:
        for claim in map(json.loads, stream):
            claims[claim["doc"]].append(claim)
    for document in read_bytes((folder / "corpus.jsonl").read_bytes(), Origin(path="corpus.jsonl")).kept:
        yield from _of_document(document, claims[document.name], pipeline, table)


def _of_document(document: Document, claims: Sequence[dict[str, Any]], pipeline: Pipeline, table: TriggerTable) -> Iterator[Example]:
    trees = [Tree(sentence) for sentence in pipeline.parser.parse(document)]
    mentions = pipeline.recognise(trees, document)
    for claim in claims:
        start = claim["start"] + claim["sentence"].index(claim["trigger"])
        for tree, mentioned in zip(trees, mentions, strict=True):
            if not tree.sentence.span.start <= start < tree.sentence.span.end:
                continue
            token = head_word(tree.tokens, start, start + len(claim["trigger"]))
            if token is None:
                continue
            parties = Parties(tree, mentioned.actors, document.id)
            row = table.match(tree, token, parties.is_actor)
            deed = Deed(token=token, event=claim["event"], row=row, mode=row.mode if row else "", score=1.0)
            yield Example(
                document.name,
                deed,
                parties,
                mentioned.cast,
                frozenset(map(canonical, claim["actors"])),
                frozenset(map(canonical, claim["recipients"])),
            )


def canonical(code: str) -> str:
    """A code as the batches agree on it: organs are their state; which civilians, the batches differ on."""
    state, _, sector = code.partition(":")
    if state in {"IGO", "IMG", "NGO", "MNC"}:
        return code
    return state if sector in _STATE_ORGANS else f"{state}:civil" if sector in _CIVIL else code


def choice(example: Example) -> Choice:
    """All hypotheses about an example, with which of them are right."""
    deed, cast = example.deed, example.cast
    found = candidates(deed, example.parties, cast, assign(deed, example.parties, cast))
    board = Board(deed, example.parties.tree, found, cast)
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


def main() -> None:
    """Train, write and report."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--training", type=Path, required=True, help="folder of annotated batches")
    arguments.add_argument("--test", type=Path, help="a folder that is never trained on")
    options = arguments.parse_args()
    pipeline, table = Pipeline.load("rules"), TriggerTable.load()
    found = [
        e for folder in sorted(options.training.iterdir()) if (folder / "gold.jsonl").is_file() for e in examples(folder, pipeline, table)
    ]
    train = [e for e in found if not is_held_out(e.document, HELD_OUT)]
    weights = fit([choice(e) for e in train], least_seen=LEAST_SEEN, penalty=PENALTY)
    log.info("%d deeds; %d features written", len(train), write(weights, OUT))
    sets = {"tuning": [e for e in found if is_held_out(e.document, HELD_OUT)]}
    if options.test:
        sets["test"] = list(examples(options.test, pipeline, table))
    ranker = PartyRanker.load()
    for name, group in sets.items():
        _report(name, group, ranker)


def _report(name: str, group: Sequence[Example], ranker: PartyRanker) -> None:
    ranked = [outward(ranker.assign(e.deed, e.parties, e.cast)) for e in group]
    ruled = [outward(assign(e.deed, e.parties, e.cast)) for e in group]
    whole, alone = (sum(same(roles, e) for roles, e in zip(made, group, strict=True)) / len(group) for made in (ranked, ruled))
    pairs = list(zip(ranked, group, strict=True))
    actors = sum({canonical(p.actor.code) for p in roles.actors} == e.actors for roles, e in pairs) / len(group)
    recipients = sum({canonical(p.actor.code) for p in roles.recipients} == e.recipients for roles, e in pairs) / len(group)
    log.info("%s: %d deeds, parties right %.3f (rules alone %.3f)", name, len(group), whole, alone)
    log.info("%s: actors right %.3f, recipients right %.3f", name, actors, recipients)


if __name__ == "__main__":
    main()
