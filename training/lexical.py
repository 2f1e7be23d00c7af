"""The examples of the trigger table as annotated documents: which word signals which deed, parties left open."""

from collections.abc import Iterator

from foedus.coding.triggers import NO_DEED, TriggerRow, TriggerTable
from foedus.parsing.parser import Parser
from foedus.syntax import Tree
from training.claims import Annotated, Trigger, document


def row_examples(table: TriggerTable, parser: Parser) -> Iterator[Annotated]:
    """Yield each row's example in which the parse finds the row, or that it says is no deed."""
    for row in table.rows:
        item = document(row.id, row.example)
        sentences = parser.parse(item)
        if len(sentences) != 1:
            continue
        tree = Tree(sentences[0])
        places = [k for k in range(len(tree)) if _is_told(row, table.best(tree, k))]
        if row.event == NO_DEED:
            yield Annotated(item, storyline=row.id)
        elif places:
            word = tree.tokens[places[0]]
            yield Annotated(item, (Trigger(word.start, word.end, row.event, row.mode or None, has_parties=False),), storyline=row.id)


def _is_told(row: TriggerRow, found: TriggerRow | None) -> bool:
    return found is not None and found.lemma == row.lemma and found.event == row.event
