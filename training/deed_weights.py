"""Learn the weights by which a word is taken for a deed of a type, from annotated documents.

A stage of `training.make_model`, before the party weights. One choice for each word that the model proposes or that a
specific row of the trigger table holds for: a type, or no deed. Each document is read with a model that was not trained
on it. Writes `src/foedus/data/deeds/en.tsv`.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from foedus.coding.coder import LITERAL_ROW
from foedus.coding.triggers import NO_DEED, TriggerTable
from foedus.coding.weighing import DeedWeigher, candidates
from foedus.model.text import Block
from training.claims import deeds_of
from training.party_fit import Choice, Way, fit
from training.reading import Read

log = logging.getLogger(__name__)
OUT = Path(__file__).parent.parent / "src" / "foedus" / "data" / "deeds" / "en.tsv"
PENALTY = 3.0
LEAST_SEEN = 5
LEAST_WEIGHT = 0.02

Words = list[tuple[Mapping[str, tuple[str, ...]], str]]


def words(read: Read, table: TriggerTable) -> Iterator[tuple[Mapping[str, tuple[str, ...]], str]]:
    """For each word that may signal a deed, the features of the possible types and the annotated type, empty for none."""
    for sentence in read.sentences:
        tree = sentence.tree
        if tree.sentence.block is not Block.BODY:
            continue
        gold = deeds_of(tree.sentence, read.annotated.triggers)
        proposals = {proposal.token: proposal for proposal in tree.sentence.proposals}
        for token in range(len(tree)):
            row = table.best(tree, token, sentence.parties.is_actor)
            proposal = proposals.get(token)
            if proposal is None and (row is None or row.event == NO_DEED or row.weight < LITERAL_ROW):
                continue
            pointed = read.pointer.at(tree.sentence.index, token)
            found = candidates(tree, token, proposal, row, sentence.parties, pointed)
            yield found, gold[token].event if token in gold else ""


def choice(found: Mapping[str, tuple[str, ...]], gold: str) -> Choice:
    """The types of a word and none as hypotheses; none is right too where the annotated type is not possible."""
    right = tuple(event == gold for event in found)
    return Choice(
        sides=({}, *(dict.fromkeys(told, 1.0) for told in found.values())),
        ways=tuple(Way(actors=(k,), recipient=0, both={}) for k in range(len(found) + 1)),
        right=(not any(right), *right),
    )


def learn(table: TriggerTable, train: Sequence[Read], others: Mapping[str, Sequence[Read]]) -> None:
    """Learn, write and report.

    Args:
        table: The trigger table.
        train: The documents to learn from.
        others: Documents to report on, by what they are called.
    """
    found = [word for read in train for word in words(read, table)]
    weights = fit([choice(*word) for word in found], least_seen=LEAST_SEEN, penalty=PENALTY).actor
    OUT.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{name}\t{weight:.2f}" for name, weight in sorted(weights.items()) if abs(weight) >= LEAST_WEIGHT]
    OUT.write_text("\n".join(["feature\tweight", *lines]) + "\n", encoding="utf8")
    log.info("%d words; %d features written", len(found), len(lines))
    for name, reads in others.items():
        report(name, [word for read in reads for word in words(read, table)])


def report(name: str, found: Words) -> None:
    """Log the F1 of deeds with their type, by threshold on the chance of a deed."""
    weigher = DeedWeigher.load()
    chosen = [(weigher.choose(features), gold) for features, gold in found]
    annotated = sum(bool(gold) for _, gold in found)
    for threshold in (0.3, 0.4, 0.5, 0.6):
        kept = [(c, gold) for c, gold in chosen if c and c.deed >= threshold]
        right = sum(c.event == gold for c, gold in kept)
        loose = sum(bool(gold) for _, gold in kept)
        shares = [200 * k / max(1, len(kept) + annotated) for k in (right, loose)]
        log.info("%s at %.1f: with its type %.1f, any %.1f (of %d words annotated among the proposed)", name, threshold, *shares, annotated)
