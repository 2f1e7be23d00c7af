"""How far sentences read like public affairs, told from their words before anything is parsed.

What a sentence holds adds up: its words, the kinds of names and role nouns in it, each with a weight that was learnt from annotated
political reports against general news (`training/relevance.py`). Names count by their kind alone, so that one state is as good as
another, and words that stand in any text do not count. What surrounds a sentence counts too: `they agreed to leave` is one thing in a
report on a truce and another in one on a wedding.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from foedus.lexicon.names import Names
from foedus.lexicon.tables import data_file, rows
from foedus.model.record import Record
from foedus.recognition.roles import Roles

BASE, TRIGGER = "(base)", "(trigger)"
# How much the average of the other sentences adds, drawn to nothing where there are few of them, and how much it can take at most.
SURROUNDINGS, FEW, MOST_TAKEN = 2.5, 3.0, 6.0

T = TypeVar("T")
Words = Sequence[str]


class Weight(Record, frozen=True, kw_only=True):
    """A row of `relevance/en.tsv`: a feature as `Relevance.features` names it, and what it adds."""

    feature: str
    weight: float


class Common(Record, frozen=True, kw_only=True):
    """A row of `relevance/common.tsv`: a word that tells nothing of what a text is about."""

    word: str


class Relevance:
    """Scores the sentences of documents.

    Args:
        weights: By feature; `BASE` is what every sentence has.
        common: Words that do not count.
        names: Names of actors.
        roles: Role nouns.
        triggers: Words that may signal a deed, lower case.
    """

    def __init__(
        self, weights: Mapping[str, float], common: Collection[str], names: Names, roles: Roles, triggers: Collection[str]
    ) -> None:
        self._weights = weights
        self._common = common
        self._names = names
        self._roles = roles
        self._triggers = triggers

    @classmethod
    def load(cls, names: Names, roles: Roles, triggers: Collection[str]) -> "Relevance":
        """Read the shipped weights.

        Raises:
            DataError: A row cannot be used.
        """
        weights = {line.feature: line.weight for line in rows(data_file("relevance/en.tsv"), Weight)}
        return cls(weights, common_words(), names, roles, triggers)

    def scores(self, sentences: Sequence[Words]) -> list[float]:
        """How far each sentence of one document reads like public affairs.

        Args:
            sentences: The words of all sentences of its body.

        Returns:
            Log odds, as they are in an even mix of sentences that tell a public deed and sentences of other news.
        """
        return in_context([own_score(self._weights, self.features(words)) for words in sentences])

    def features(self, words: Words) -> set[str]:
        """What a sentence holds.

        Returns:
            Its words in lower case, numbers as `0`, without common words and those of names; `name:KIND` for a kind of name, `name:KIND?`
            where it is weak (`Jordan`); `role:SECTOR/KIND` for a role noun; `TRIGGER` if a word may signal a deed.
        """
        lower = [word.lower() for word in words]
        named = dict(self._named(words))
        found = {kind for kinds in named.values() for kind in kinds}
        found.update(self._of_roles(lower, named))
        rest = {word for i, word in enumerate(lower) if i not in named}
        if not rest.isdisjoint(self._triggers):
            found.add(TRIGGER)
        found.update("0" if word[0].isdigit() else word for word in rest if word[0].isalnum() and word not in self._common)
        return found

    def _named(self, words: Words) -> Iterator[tuple[int, list[str]]]:
        """The words of names, each with the kinds of its name."""
        for first, end, entries in _found(self._names.at, words):
            kinds = [f"name:{entry.kind.value}?" if entry.is_weak else f"name:{entry.kind.value}" for entry in entries]
            yield from ((i, kinds) for i in range(first, end))

    def _of_roles(self, lower: Words, named: Collection[int]) -> Iterator[str]:
        for first, _, form in _found(self._roles.at, lower):
            if first not in named:
                yield f"role:{form.role.sector}/{form.role.kind}"


def _found(at: Callable[[Words, int], tuple[int, T | None]], words: Words) -> Iterator[tuple[int, int, T]]:
    """What a table has in a sentence, from left to right and without overlap: first word, after the last one, and what it is."""
    i = 0
    while i < len(words):
        end, found = at(words, i)
        if found:
            yield i, end, found
        i = max(end, i + 1)


def common_words() -> frozenset[str]:
    """The words that do not count."""
    return frozenset(line.word for line in rows(data_file("relevance/common.tsv"), Common))


def own_score(weights: Mapping[str, float], features: Iterable[str]) -> float:
    """The score of a sentence by itself: what every sentence has, and the weights of what it holds."""
    return weights.get(BASE, 0.0) + sum(filter(None, map(weights.get, features)))


def in_context(own: Sequence[float]) -> list[float]:
    """The scores of a document's sentences with what the others add or take.

    >>> in_context([2.0]), in_context([0.0, -3.0])
    ([2.0], [-1.875, -3.0])
    """
    whole, others = sum(own), len(own) - 1 + FEW
    return [score + max(-MOST_TAKEN, SURROUNDINGS * (whole - score) / others) for score in own]
