"""The subject matter of a deed, from the words of its sentence."""

from collections import Counter, defaultdict

from foedus.lexicon.codebook import Codebook
from foedus.lexicon.tables import data_file, rows
from foedus.model.record import Record
from foedus.syntax import Tree

_NEAR = 6
_LIMIT = 3
_USUAL = {"CONSULT": "diplomatic", "MOBILIZE": "military", "ASSAULT": "military", "SUPPORT": "diplomatic", "SANCTION": "economic"}


class _Line(Record, frozen=True, kw_only=True):
    lemma: str
    context: str


class ContextTable:
    """Words with the contexts that they speak of."""

    def __init__(self, contexts: dict[str, tuple[str, ...]]) -> None:
        self._contexts = contexts

    @classmethod
    def load(cls, codebook: Codebook) -> "ContextTable":
        """Read `codebook/contexts.tsv`.

        Raises:
            DataError: A context is not in the codebook.
        """
        found: dict[str, list[str]] = defaultdict(list)
        for line in rows(data_file("codebook/contexts.tsv"), _Line):
            codebook.check_contexts((line.context,))
            found[line.lemma].append(line.context)
        return cls({lemma: tuple(contexts) for lemma, contexts in found.items()})

    def contexts(self, tree: Tree, token: int, event: str) -> tuple[str, ...]:
        """Contexts of a deed, the leading one first; words near the trigger count double.

        Returns:
            At most three contexts; the usual one of the type, or none, where no word tells.
        """
        votes: Counter[str] = Counter()
        for i, lemma in enumerate(tree.lemmas):
            for context in self._contexts.get(lemma, ()):
                votes[context] += 2 if abs(i - token) <= _NEAR else 1
        ranked = sorted(votes, key=lambda context: (-votes[context], context))[:_LIMIT]
        usual = _USUAL.get(event)
        return tuple(ranked) or ((usual,) if usual else ())
