"""What a statement may say besides the words of its citations, by its kind: facts of the records that it was made from."""

from collections.abc import Callable, Iterator, Mapping

from foedus.brief import changes, prospects, relations
from foedus.brief.evidence import Evidence
from foedus.brief.wording import NameOf
from foedus.model.brief import Statement

Carries = Callable[[Statement, Evidence, NameOf], Iterator[str]]

BY_KIND: Mapping[str, Carries] = {
    "tie": relations.of_ties,
    "bloc": relations.of_blocs,
    "precedent": relations.of_precedents,
    "commitment": prospects.of_commitments,
    "follow-through": prospects.of_rates,
    "question": prospects.of_questions,
    "watch": prospects.of_watched,
    "change": changes.of_changes,
}


def carried_by(statement: Statement, evidence: Evidence, name_of: NameOf) -> Iterator[str]:
    """The words and numbers that the records behind a statement allow; nothing for kinds that rest on claims alone."""
    found = BY_KIND.get(statement.kind)
    if found is not None:
        yield from found(statement, evidence, name_of)
