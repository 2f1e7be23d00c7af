"""Walks over a parsed sentence: heads, phrases, clauses, arguments, negation.

Everything works on Universal Dependencies trees. A `Tree` is built once for a sentence
and handed on; token positions are indices into `Sentence.tokens`.
"""

from collections.abc import Iterator
from functools import cached_property

from foedus.model.text import Sentence, Token

CLAUSAL = frozenset({"csubj", "csubj:pass", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "advcl:relcl", "parataxis"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass", "nsubj:outer"})
NEGATORS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "nobody", "none", "nothing", "cannot"})
_NOT_IN_PHRASE = CLAUSAL | {"appos", "conj", "cc", "punct", "cop", "nsubj", "nsubj:pass", "aux", "aux:pass", "mark", "dep", "list"}
_CONTROLS = frozenset({"conj", "xcomp", "advcl"})
_RELATIVE_TAGS = frozenset({"WDT", "WP", "WRB"})
_MAX_CLIMB = 6


class Tree:
    """A sentence with its dependents looked up once.

    Args:
        sentence: A parsed sentence.
    """

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.tokens: tuple[Token, ...] = sentence.tokens
        self._children: list[list[int]] = [[] for _ in self.tokens]
        self._obliques: dict[int, list[tuple[str, int]]] = {}
        self.root = 0
        for i, token in enumerate(self.tokens):
            if token.head == i:
                self.root = i
            else:
                self._children[token.head].append(i)

    def __len__(self) -> int:
        return len(self.tokens)

    def children(self, i: int, *relations: str) -> list[int]:
        """Dependents of word `i` in order; of the given relations only, if any is given."""
        below = self._children[i]
        if not below or not relations:
            return below
        return [c for c in below if self.tokens[c].relation in relations]

    def child(self, i: int, *relations: str) -> int | None:
        """The first dependent of one of the relations, or none."""
        for c in self._children[i]:
            if self.tokens[c].relation in relations:
                return c
        return None

    def lemma(self, i: int) -> str:
        """Lower-case lemma of word `i`."""
        return self.lemmas[i]

    def subtree(self, i: int) -> list[int]:
        """Word `i` and all below it, in order."""
        found, queue = [], [i]
        while queue:
            k = queue.pop()
            found.append(k)
            queue.extend(self._children[k])
        return sorted(found)

    def phrase(self, i: int) -> tuple[int, int]:
        """First and last (exclusive) word of the noun phrase headed by `i`.

        Relative clauses, appositions, conjuncts and the preposition before it are left out.
        """
        found, queue = [], [i]
        while queue:
            k = queue.pop()
            found.append(k)
            for c in self._children[k]:
                relation = self.tokens[c].relation
                if relation in _NOT_IN_PHRASE or (relation == "case" and k == i and c < i):
                    continue
                queue.append(c)
        first, last = min(found), max(found) + 1
        return first, last

    def ancestors(self, i: int) -> Iterator[int]:
        """The words above `i`, nearest first."""
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            yield i

    def conjuncts(self, i: int) -> list[int]:
        """The words coordinated below `i`, `i` first."""
        found = [i]
        for c in self.children(i, "conj"):
            found.extend(self.conjuncts(c))
        return found

    def first_conjunct(self, i: int) -> int:
        """The head of the coordination that `i` belongs to."""
        while self.tokens[i].relation == "conj":
            i = self.tokens[i].head
        return i

    def preposition(self, i: int) -> str:
        """The lower-case words that introduce noun `i`, such as `along with`; empty if there are none."""
        words: list[str] = []
        for c in self.children(i, "case"):
            words.append(self.tokens[c].text.lower())
            words.extend(self.tokens[f].text.lower() for f in self.children(c, "fixed"))
        return " ".join(w for w in words if w not in {"'s", "’s", "'", "’"})

    def obliques(self, i: int) -> list[tuple[str, int]]:
        """Preposition and noun of each oblique or nominal modifier below `i`, conjuncts included."""
        if i in self._obliques:
            return self._obliques[i]
        found: list[tuple[str, int]] = []
        for c in self.children(i, "obl", "obl:agent", "obl:arg", "nmod", "obl:tmod", "obl:npmod", "obl:unmarked"):
            preposition = self.preposition(c)
            found.extend((self.preposition(k) or preposition, k) for k in self.conjuncts(c))
        self._obliques[i] = found
        return found

    def is_passive(self, i: int) -> bool:
        """Whether verb `i` is passive, also without auxiliary (`the workers sent by Seoul`)."""
        if self.child(i, "aux:pass", "nsubj:pass", "csubj:pass") is not None:
            return True
        token = self.tokens[i]
        if token.tag != "VBN":
            return False
        if token.relation == "acl":
            return True
        if token.relation == "conj" and self.child(i, "nsubj", "aux") is None:
            return self.is_passive(self.tokens[i].head)
        return False

    def auxiliaries(self, i: int) -> list[str]:
        """Lower-case auxiliaries of verb `i`, in order; shared ones of a coordination included."""
        own = [self.tokens[c].text.lower() for c in self.children(i, "aux", "aux:pass", "cop")]
        token = self.tokens[i]
        if not own and token.relation == "conj" and self.child(i, *SUBJECTS) is None:
            head = self.tokens[token.head]
            if head.tag == token.tag:
                return self.auxiliaries(token.head)
        return own

    def negator(self, i: int) -> int | None:
        """The word that negates `i` directly: an adverb, a determiner of subject or object, or none."""
        for c in self._children[i]:
            token = self.tokens[c]
            if token.text.lower() in NEGATORS and token.relation in {
                "advmod",
                "det",
                "cc:preconj",
                "neg",
                "nsubj",
                "nsubj:pass",
                "obj",
                "aux",
            }:
                return c
            if token.relation in {"obj", "nsubj", "nsubj:pass", "obl"}:
                for d in self.children(c, "det"):
                    if self.tokens[d].text.lower() in {"no", "neither"}:
                        return d
        return None

    def subjects(self, i: int) -> list[int]:
        """Grammatical subjects of predicate `i`, conjuncts included.

        A subject is taken over from a coordinated predicate, from the governor of an open
        complement (object control for verbs with an object), and from the noun that a
        participle or relative clause modifies.
        """
        return self._subjects(i, _MAX_CLIMB)

    def _subjects(self, i: int, climb: int) -> list[int]:
        own = self.child(i, *SUBJECTS)
        if own is not None:
            antecedent = self.relative_antecedent(i) if self.tokens[own].tag in _RELATIVE_TAGS else None
            return self.conjuncts(own if antecedent is None else antecedent)
        token = self.tokens[i]
        if climb == 0 or token.head == i:
            return []
        if token.relation in _CONTROLS:
            return self._controller(i, climb)
        return self._modified(i, climb) if token.relation in {"acl", "acl:relcl"} else []

    def _modified(self, i: int, climb: int) -> list[int]:
        token = self.tokens[i]
        if self.is_passive(i) or token.tag in {"VBG", "VBN"} or token.relation == "acl:relcl":
            return self.conjuncts(token.head)
        return self._subjects(token.head, climb - 1)

    def _controller(self, i: int, climb: int) -> list[int]:
        token = self.tokens[i]
        if token.relation == "xcomp":
            controlled = self.child(token.head, "obj", "iobj")
            if controlled is not None and self.lemma(token.head) not in {"promise", "vow", "threaten"}:
                return self.conjuncts(controlled)
        return self._subjects(token.head, climb - 1)

    def relative_antecedent(self, i: int) -> int | None:
        """The noun that the relative clause of predicate `i` modifies, or none."""
        k = self.first_conjunct(i)
        return self.tokens[k].head if self.tokens[k].relation == "acl:relcl" else None

    def agents(self, i: int) -> list[int]:
        """Who does `i`: logical subjects, through the passive (`by`) where there is one."""
        if not self.is_passive(i):
            return self.subjects(i)
        for preposition, noun in self.obliques(i):
            if preposition == "by":
                return self.conjuncts(noun)
        return []

    def patients(self, i: int) -> list[int]:
        """What `i` is done to: objects, or the subjects of a passive."""
        if self.is_passive(i):
            return self.subjects(i)
        own = self.child(i, "obj")
        return self.conjuncts(own) if own is not None else []

    def clause(self, i: int) -> int:
        """The predicate of the smallest clause that holds word `i`."""
        while self.tokens[i].head != i and self.tokens[i].relation not in CLAUSAL and not self._has_clause(i):
            i = self.tokens[i].head
        return i

    def _has_clause(self, i: int) -> bool:
        """Whether a verb that no clausal relation marks is a predicate all the same: a conjunct, or one with its own subject."""
        return self.tokens[i].pos in {"VERB", "AUX"} and (self.tokens[i].relation == "conj" or self.child(i, *SUBJECTS) is not None)

    def span_text(self, first: int, last: int) -> tuple[int, int]:
        """Code point offsets of words `first` to `last` (exclusive)."""
        return self.tokens[first].start, self.tokens[last - 1].end

    @cached_property
    def lemmas(self) -> tuple[str, ...]:
        """Lower-case lemmas of all words."""
        return tuple(token.lemma.lower() for token in self.tokens)
