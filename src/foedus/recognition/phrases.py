"""Noun phrases of a sentence: which head each word belongs to, and what stands around the head."""

from functools import cached_property

from foedus.syntax import Tree

_INNER = frozenset(
    {"amod", "compound", "flat", "flat:name", "flat:foreign", "nummod", "det", "nmod:desc", "goeswith", "det:predet", "advmod"}
)
NOMINAL = frozenset({"NOUN", "PROPN"})
LOCATIVE = frozenset({
    "in", "at", "near", "around", "inside", "outside", "through", "across", "over", "into", "via", "throughout", "within", "off",
    "above", "beyond", "beside", "along", "round", "on", "upon", "aboard", "under",
})  # fmt: skip
_MOTION = frozenset({
    "arrive", "travel", "fly", "go", "come", "return", "visit", "reach", "leave", "enter", "land", "head", "sail", "march",
    "drive", "walk", "flee", "move", "depart", "hurry", "rush", "bring", "carry", "take", "ship", "transport", "deploy",
    "dispatch",
})  # fmt: skip
_PLACED = frozenset({
    "visit", "leave", "reach", "enter", "tour",
})  # fmt: skip


class Phrases:
    """The noun phrases of a sentence.

    Attributes:
        tree: The sentence.
        lower: Its words in lower case.
        outer: For each word, the head of the noun phrase that it stands in.
    """

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.lower = [token.text.lower() for token in tree.tokens]
        self.outer = [self._climb(i) for i in range(len(tree))]

    def _climb(self, i: int) -> int:
        tokens = self.tree.tokens
        while True:
            token = tokens[i]
            relation = token.relation
            if token.head == i:
                return i
            if (relation in _INNER and not (relation == "advmod" and token.pos not in NOMINAL and token.pos != "ADJ")) or (
                relation == "conj" and tokens[token.head].relation in {"amod", "compound"}
            ):
                i = token.head
            else:
                return i

    @cached_property
    def inner(self) -> list[list[int]]:
        """For each word that heads a phrase, all words of the phrase in order."""
        found: list[list[int]] = [[] for _ in self.outer]
        for i, head in enumerate(self.outer):
            found[head].append(i)
        return found

    def head(self, first: int, last: int) -> int:
        """The noun of a stretch that depends on no other word of it, the last one if the parse gives several."""
        tokens = self.tree.tokens
        outward = [i for i in range(first, last) if not first <= tokens[i].head < last or tokens[i].head == i]
        nouns = [i for i in outward if tokens[i].pos in NOMINAL]
        return nouns[-1] if nouns else outward[0] if outward else last - 1

    def possessor(self, i: int) -> int | None:
        """The possessor of the noun `i`: `Kyiv` in `Kyiv's envoy`, `its` in `its army`."""
        return self.tree.child(i, "nmod:poss", "det:poss")

    def complements(self, i: int) -> list[tuple[str, int]]:
        """Preposition and head of each complement of noun `i`, coordinated ones included."""
        found = []
        for child in self.tree.children(i, "nmod", "obl"):
            preposition = self.tree.preposition(child)
            found += [(self.tree.preposition(k) or preposition, k) for k in self.tree.conjuncts(child)]
        return found

    def preposition(self, i: int) -> str:
        """The preposition before phrase `i`, taken over from the first of its coordination."""
        own = self.tree.preposition(i)
        if own or self.tree.tokens[i].relation != "conj":
            return own
        return self.preposition(self.tree.tokens[i].head)

    def determiner(self, i: int) -> str:
        """The article or other determiner of phrase `i` in lower case, empty if none."""
        found = self.tree.child(i, "det", "det:predet")
        return "" if found is None else self.lower[found]

    def numeral(self, i: int) -> str:
        """The numeral of phrase `i` in lower case, empty if none."""
        found = self.tree.child(i, "nummod")
        return "" if found is None else self.lower[found]

    def is_place(self, i: int) -> bool:
        """Whether phrase `i` says where or where to."""
        preposition = self.preposition(i).split(" ")[-1]
        if preposition in LOCATIVE:
            return True
        first = self.tree.first_conjunct(i)
        token = self.tree.tokens[first]
        governor = self.tree.lemma(token.head)
        if preposition in {"to", "from", "for"}:
            return governor in _MOTION
        return token.relation in {"obj", "nsubj:pass"} and governor in _PLACED

    def grade(self, i: int) -> int:
        """How prominent phrase `i` is: 4 subject of a main clause, 3 other subject, 2 object, 1 the rest."""
        tokens = self.tree.tokens
        first = self.tree.first_conjunct(i)
        token = tokens[first]
        if token.relation in {"nsubj", "nsubj:pass"}:
            return 4 if tokens[token.head].relation in {"root", "conj", "parataxis", "ccomp"} else 3
        if token.head == first:
            return 4
        return 2 if token.relation in {"obj", "iobj", "obl:agent"} else 1
