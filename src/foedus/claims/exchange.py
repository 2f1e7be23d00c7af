"""The two legs of a deal: what the actor of a deed gives, and what it gets."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple, Self

from foedus.claims.legs import (
    Words,
    complement_of,
    end_of_clause,
    governor_of,
    governs,
    is_below,
    is_means,
    names_party,
    noun_phrase,
    predicate_of,
    span_of,
    words_from,
)
from foedus.lexicon.phrases import PhraseTable
from foedus.lexicon.tables import data_file, rows
from foedus.model.claim import Exchange
from foedus.model.record import Record
from foedus.syntax import SUBJECTS, Tree

_VERBS = frozenset({"VERB", "AUX"})
_COUNTER_CLAUSES = frozenset({"conj", "parataxis", "advcl"})
_PRONOUN_TAGS = frozenset({"PRP", "WDT", "WP", "DT"})
_ARRIVING = frozenset({"come", "flow", "go", "arrive", "sail", "walk", "follow"})
_MODIFYING = frozenset({"acl", "acl:relcl", "amod", "advcl:relcl", "case", "mark"})
_RELATIVES = frozenset({"acl:relcl", "acl", "advcl", "conj", "parataxis"})
_SPANS = frozenset({"minute", "hour", "day", "week", "month", "year", "time", "decade", "while"})
_PHRASE_KINDS = frozenset({"for", "return", "beside", "bargain", "which", "against"})
_MAX_CLIMB = 5
_Legs = tuple[Words, Words]


class ExchangeRow(Record, frozen=True, kw_only=True):
    """One row of `exchange/en.tsv`."""

    cue: str
    kind: str
    example: str


class _Cue(NamedTuple):
    """A cue in a sentence: its words, its kind, and the predicate or noun that it hangs on."""

    first: int
    last: int
    kind: str
    anchor: int


class ExchangeFinder:
    """Finds the exchange that a deed is a leg of.

    Args:
        table: The cues.
    """

    def __init__(self, table: Sequence[ExchangeRow]) -> None:
        self._phrases: PhraseTable[str] = PhraseTable()
        self._lemmas: dict[str, set[str]] = defaultdict(set)
        for row in table:
            if row.kind in _PHRASE_KINDS:
                self._phrases.add(row.cue.split(), row.kind)
            else:
                self._lemmas[row.kind].add(row.cue)
        self._first_words = frozenset(row.cue.split()[0] for row in table if row.kind in _PHRASE_KINDS)
        self._verbs = {lemma: kind for kind in ("pay", "swap") for lemma in self._lemmas[kind]}

    @classmethod
    def load(cls) -> Self:
        """The finder with the table that comes with the package."""
        return cls(tuple(rows(data_file("exchange/en.tsv"), ExchangeRow)))

    def find(self, tree: Tree, token: int) -> Exchange | None:
        """The exchange that the deed with head word `token` is a leg of, or none.

        What the deed itself names is what its actor gives, also where the verb is one of
        receiving: the actor of such a deed is the giver.
        """
        for cue in self._cues(tree):
            legs = self._legs(tree, token, cue)
            if legs is not None:
                gives, gets = legs
                gets = None if gets == gives else gets
                return Exchange(gives=span_of(tree, gives), gets=span_of(tree, gets), cue=span_of(tree, (cue.first, cue.last)))
        promised = self._promised(tree, token)
        return Exchange(gives=span_of(tree, promised[0]), gets=span_of(tree, promised[1]), cue=None) if promised is not None else None

    def _promised(self, tree: Tree, token: int) -> _Legs | None:
        """Two promises of two named parties set side by side (`Rome will send boats and Tunis will guard the coast`)."""
        here = predicate_of(tree, token)
        if here is None or not names_party(tree, here) or not self._transfers(tree, here):
            return None
        return self._beside(tree, here, _Cue(0, 0, "promised", here))

    def _cues(self, tree: Tree) -> list[_Cue]:
        """All cues of the sentence, in order."""
        words = [token.text.lower() for token in tree.tokens]
        found = []
        for i, word in enumerate(words):
            if word in self._first_words:
                last, kinds = self._phrases.at(words, i)
                if kinds and self._is_cue(tree, i, last, kinds[0]):
                    end = i + 1 if kinds[0] == "against" else last
                    kind = "for" if kinds[0] == "against" else kinds[0]
                    found.append(_Cue(i, end, kind, self._lifted(tree, governor_of(tree, i, end))))
                    continue
            verb = self._verbs.get(tree.tokens[i].lemma)
            if verb is not None and tree.tokens[i].pos == "VERB":
                found.append(_Cue(i, i + 1, verb, i))
        return found

    @staticmethod
    def _is_cue(tree: Tree, first: int, last: int, kind: str) -> bool:
        """Whether the words are a cue here: `in return` not before `for`, a bargain only as a noun."""
        if kind == "return":
            return last >= len(tree) or tree.tokens[last].text.lower() != "for"
        return kind != "bargain" or last > first + 1 or tree.tokens[first].pos == "NOUN"

    def _lifted(self, tree: Tree, k: int) -> int:
        """The predicate itself where the parse hangs the cue on the verb of saying set into it."""
        for _ in range(_MAX_CLIMB):
            node = tree.tokens[k]
            if not self._says(tree, k) or node.relation not in {"parataxis", "advcl", "acl"} or node.head == k:
                break
            k = node.head
        return k

    def _says(self, tree: Tree, k: int) -> bool:
        return tree.lemma(k) in self._lemmas["saying"]

    def _legs(self, tree: Tree, token: int, cue: _Cue) -> _Legs | None:
        """What is given and got, if the deed is a leg of the deal that the cue marks."""
        match cue.kind:
            case "for":
                return self._for(tree, token, cue)
            case "return":
                return self._return(tree, token, cue)
            case "which":
                return self._which(tree, token, cue)
            case "pay":
                return self._pay(tree, token, cue)
            case "swap":
                return self._swap(tree, token, cue)
            case _:
                return self._beside(tree, token, cue)

    def _for(self, tree: Tree, token: int, cue: _Cue) -> _Legs | None:
        """`in exchange for Y`: Y is the other leg of what the cue hangs on."""
        if cue.last >= len(tree):
            return None
        complement = complement_of(tree, cue.last, cue.anchor)
        if is_below(tree, token, complement, cue.last):
            main = tree.clause(cue.anchor)
            return words_from(tree, cue.last, complement), self._leg(tree, main, cue)
        if not governs(tree, token, cue.anchor) and token != self._nearest(tree, cue):
            return None
        return self._leg(tree, token, cue), words_from(tree, cue.last, complement)

    def _nearest(self, tree: Tree, cue: _Cue) -> int | None:
        """The verb that a cue stands by, for where the parse hangs the cue elsewhere: before it, or after one in front."""
        before = tree.tokens[cue.first - 1] if cue.first else None
        if before is None or before.pos in {"CCONJ", "AUX"} or before.text in {";", ":"}:
            after = range(cue.last, len(tree))
            return next(
                (k for k in after if self._is_main(tree, k) and (cue.kind == "return" or not is_below(tree, k, cue.last, cue.last))), None
            )
        return next((k for k in range(cue.first - 1, -1, -1) if self._is_main(tree, k)), None)

    def _is_main(self, tree: Tree, k: int) -> bool:
        token = tree.tokens[k]
        return token.pos == "VERB" and token.relation not in _MODIFYING and not self._says(tree, k)

    def _return(self, tree: Tree, token: int, cue: _Cue) -> _Legs | None:
        """`in return`: the clause with the cue against the clause beside it."""
        here = self._clause_of(tree, cue)
        there = self._clause_beside(tree, here)
        if tree.tokens[cue.last - 1].text.lower() == "turn" and (there is None or not self._transfers(tree, here)):
            return None
        if governs(tree, token, here):
            return self._leg(tree, token, cue), self._leg(tree, there, cue) if there is not None else None
        if there is not None and governs(tree, token, there):
            return self._leg(tree, token, cue), self._leg(tree, here, cue)
        if token == self._nearest(tree, cue) and tree.tokens[cue.last - 1].text.lower() in {"exchange", "return"}:
            return self._leg(tree, token, cue), self._leg(tree, here, cue) if here != token and here < cue.first else None
        return None

    def _clause_of(self, tree: Tree, cue: _Cue) -> int:
        """The predicate that a cue stands beside: its governor, or the last verb before it."""
        k = cue.anchor if tree.tokens[cue.anchor].pos in _VERBS else tree.clause(cue.anchor)
        if tree.tokens[k].pos in _VERBS and not self._says(tree, k):
            return k
        before = [i for i in range(cue.first) if tree.tokens[i].pos == "VERB" and not self._says(tree, i)]
        return before[-1] if before else k

    def _clause_beside(self, tree: Tree, here: int) -> int | None:
        """The clause that stands against this one: coordinated with it, or set beside it."""
        node = tree.tokens[here]
        if node.relation in _COUNTER_CLAUSES and node.head != here:
            previous = [c for c in tree.children(node.head, "conj") if c < here]
            return next((k for k in [*reversed(previous), node.head] if tree.tokens[k].pos in _VERBS and not self._says(tree, k)), None)
        return next((c for c in tree.children(here, "conj", "parataxis") if tree.tokens[c].pos in _VERBS and not self._says(tree, c)), None)

    def _which(self, tree: Tree, token: int, cue: _Cue) -> _Legs | None:
        """`for which Berlin gets the pick`: the relative clause against the main one."""
        here = tree.clause(cue.last - 1)
        if tree.tokens[here].pos not in _VERBS or tree.tokens[here].relation not in _RELATIVES:
            return None
        if not self._transfers(tree, here) and tree.lemma(here) not in self._verbs:
            return None
        there = tree.tokens[here].head
        there = there if tree.tokens[there].pos in _VERBS else tree.clause(there)
        price = next((noun_phrase(tree, k) for preposition, k in tree.obliques(here) if preposition in {"with", "in"}), None)
        second = price if tree.lemma(here) in self._verbs and price is not None else self._leg(tree, here, cue)
        if governs(tree, token, here):
            return second, self._leg(tree, there, cue)
        return (self._leg(tree, token, cue), second) if governs(tree, token, there) else None

    def _pay(self, tree: Tree, token: int, cue: _Cue) -> _Legs | None:
        """`X is paid for in Y`, `pays for X with Y`, `and will be paid in Y`."""
        means = self._means(tree, cue.anchor)
        if means is None:
            return None
        price = noun_phrase(tree, means)
        node = tree.tokens[cue.anchor]
        if governs(tree, token, cue.anchor):
            if token != cue.anchor and node.relation != "xcomp":
                return self._leg(tree, token, cue), price
            return price, _before(self._bought(tree, cue), means)
        other = self._clause_beside(tree, cue.anchor)
        if other is not None and governs(tree, token, other):
            return self._leg(tree, token, cue), price
        if node.relation in {"acl", "acl:relcl"} and (node.head == token or node.head in {*tree.patients(token), *tree.subjects(token)}):
            return noun_phrase(tree, node.head), price
        return None

    def _means(self, tree: Tree, k: int) -> int | None:
        """What is paid in kind: a phrase with `in`, `with` or `by`, also below the `for` phrase."""
        obliques = tree.obliques(k)
        below = [pair for preposition, bought in obliques if preposition == "for" for pair in tree.obliques(bought)]
        excluded = self._lemmas["no-means"]
        return next(
            (noun for preposition, noun in obliques + below if is_means(tree, preposition.rpartition(" ")[2], noun, excluded)), None
        )

    def _bought(self, tree: Tree, cue: _Cue) -> Words:
        """What a payment is for: its object, its `for` phrase, or the clause beside it."""
        for preposition, k in tree.obliques(cue.anchor):
            if preposition == "for" and tree.tokens[k].tag not in _PRONOUN_TAGS:
                return noun_phrase(tree, k)
        for k in [*tree.patients(cue.anchor), *tree.children(cue.anchor, "obj")]:
            if tree.tokens[k].tag not in _PRONOUN_TAGS and tree.tokens[cue.anchor].relation != "conj":
                return noun_phrase(tree, k)
        other = self._clause_beside(tree, cue.anchor)
        return self._leg(tree, other, cue) if other is not None else None

    @staticmethod
    def _swap(tree: Tree, token: int, cue: _Cue) -> _Legs | None:
        """`trade X for Y`; without Y the deed is reciprocal and no exchange of legs."""
        given = tree.child(cue.anchor, "obj", "nsubj:pass")
        got = next((k for preposition, k in tree.obliques(cue.anchor) if preposition == "for"), None)
        if got is None and given is not None:
            got = next((k for preposition, k in tree.obliques(given) if preposition == "for"), None)
        if given is None or got is None or not governs(tree, token, cue.anchor):
            return None
        if tree.lemma(got) in _SPANS:
            return None
        first, last = noun_phrase(tree, given) or (given, given + 1)
        cut = min((k for k in tree.subtree(got) if k > first), default=last)
        return (first, min(last, max(first + 1, cut))), noun_phrase(tree, got)

    def _beside(self, tree: Tree, token: int, cue: _Cue) -> _Legs | None:
        """Two contributions of different parties: `X will provide A, while Y supplies B`."""
        here = predicate_of(tree, token)
        if here is None:
            return None
        for k in (tree.tokens[here].head, *tree.children(here)):
            later = max(here, k)
            if k == here or tree.tokens[later].relation not in _COUNTER_CLAUSES or not self._stand_against(tree, here, k, cue):
                continue
            both = cue.kind == "bargain" or (cue.kind == "promised" and names_party(tree, k))
            if both or min(here, k) < cue.first <= later:
                return self._leg(tree, here, cue), self._leg(tree, k, cue)
        return None

    def _stand_against(self, tree: Tree, here: int, k: int, cue: _Cue) -> bool:
        """Whether two verbs can be the contributions of two parties: handing over, each by its own subject."""
        if tree.tokens[k].pos not in _VERBS or tree.lemma(k) == tree.lemma(here):
            return False
        hands_over = self._transfers(tree, here), self._transfers(tree, k)
        own = tree.child(k, *SUBJECTS) is not None and tree.child(here, *SUBJECTS) is not None
        if cue.kind != "bargain":
            return own and all(hands_over)
        if own:
            return any(hands_over)
        return all(hands_over) and not {tree.lemma(k), tree.lemma(here)}.isdisjoint(self._lemmas["receive"])

    def _transfers(self, tree: Tree, k: int) -> bool:
        return tree.tokens[k].pos in _VERBS and tree.lemma(k) in self._lemmas["transfer"] | self._lemmas["receive"]

    def _leg(self, tree: Tree, predicate: int | None, cue: _Cue) -> Words:
        """What a predicate hands over, or the whole deed where it hands over nothing."""
        if predicate is None:
            return None
        if tree.tokens[predicate].pos not in _VERBS:
            return noun_phrase(tree, predicate)
        inner = tree.child(predicate, "xcomp", "ccomp")
        target = inner if inner is not None and tree.child(predicate, "obj") is None else predicate
        objects = [k for k in [*tree.patients(target), *tree.children(target, "obj")] if tree.tokens[k].tag not in _PRONOUN_TAGS]
        if objects and (tree.lemma(target) in self._lemmas["transfer"] or tree.is_passive(target)):
            first, last = noun_phrase(tree, objects[0]) or (objects[0], objects[0] + 1)
        elif tree.lemma(target) in _ARRIVING and not objects and tree.child(target, "nsubj") is not None:
            first, last = noun_phrase(tree, tree.subjects(target)[0]) or (target, target + 1)
        else:
            first, last = target, end_of_clause(tree, target)
        if first < cue.first < last:
            last = cue.first
        return first, max(last, first + 1)


def _before(words: Words, k: int) -> Words:
    """The words that stand before the preposition of word `k`, if it stands among them."""
    return words if words is None or not words[0] + 1 < k < words[1] else (words[0], k - 1)
