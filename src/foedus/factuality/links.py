"""How a deed hangs on the word above it: governor, complement and row."""

from foedus.factuality.signatures import Signature, Signatures
from foedus.factuality.tense import is_infinitive
from foedus.model.record import Record
from foedus.syntax import SUBJECTS, Tree

_CLAUSAL = frozenset({"ccomp", "xcomp", "csubj", "csubj:pass", "csubj:outer", "advcl", "advcl:relcl", "acl", "acl:relcl", "parataxis"})
_NOMINAL = frozenset(
    {"obj", "iobj", "nsubj", "nsubj:pass", "nsubj:outer", "obl", "obl:agent", "obl:unmarked", "nmod", "compound", "nmod:poss"}
)
_RELATIVE = frozenset({"acl:relcl", "advcl:relcl"})
_PARTICIPLES = frozenset({"provided", "providing", "assuming"})
_INVERTED = frozenset({"should", "were", "had"})
_CONTROLLING = frozenset({"request", "order", "do"})
_OPENERS = frozenset({"if", "should", "were", "had", "unless", "provided", "providing", "only", "subject"})
_LIMITS = frozenset({"if", "when", "once", "after", "under", "on"})
_NOUN_TAGS = ("NN", "PRP", "DT", "CD", "JJ")
_UTTERANCES = frozenset(
    {"say", "commit", "believe", "guess", "confirm", "deny", "threaten", "likely", "possible", "request", "seem", "factive"}
)


class Link(Record, frozen=True, kw_only=True):
    """The tie of a deed to its governor.

    Attributes:
        governor: The word above.
        complement: `finite`, `inf`, `ing`, `noun`, `purpose`, `aside` for an utterance beside its
            content, `relative` for a clause with a tense of its own.
        row: What the table says of it, none if it says nothing.
        cue: The word that the row stands for.
    """

    governor: int
    complement: str
    row: Signature | None = None
    cue: int = -1


def kind_of(tree: Tree, i: int) -> str:
    """The class of word that a row may stand for: `V`, `N`, `A`, or empty."""
    tag = tree.tokens[i].tag
    if tag.startswith("VB"):
        return "V"
    if tag.startswith("NN"):
        return "N"
    return "A" if tag.startswith("JJ") else ""


def form(tree: Tree, i: int) -> str:
    """Whether clause `i` is `finite`, `inf` or `ing`."""
    if is_infinitive(tree, i):
        return "ing" if tree.tokens[i].tag == "VBG" else "inf"
    helpers = [tree.tokens[c] for c in tree.children(i, "aux", "aux:pass", "cop")]
    if helpers:
        return "ing" if helpers[0].tag == "VBG" else "finite"
    tag = tree.tokens[i].tag
    if tag == "VBG":
        return "ing"
    if tag == "VB" and tree.child(i, "mark", *SUBJECTS) is None:
        return "inf"
    return "finite"


def introducer(tree: Tree, i: int) -> tuple[str, int]:
    """The conjunction or preposition of a clause in full (`as soon as`), and its first word; empty and -1 if none."""
    silent = {"that"} if tree.tokens[i].tag == "VBG" else {"that", "to"}
    marks = [m for m in tree.children(i, "mark", "case") if tree.tokens[m].text.lower() not in silent]
    if not marks:
        marks = [m for m in tree.children(i, "advmod") if m < i and tree.child(m, "fixed") is not None]
    if not marks:
        return _bare_introducer(tree, i)
    first = next((m for m in marks if tree.tokens[m].text.lower() == "whether"), marks[0])
    text = " ".join(tree.tokens[w].text.lower() for w in (first, *tree.children(first, "fixed")))
    text = text if text == "so that" else text.removesuffix(" that")
    before = tree.tokens[first - 1].text.lower() if first else ""
    if text == "as" and before in {"long", "soon"}:
        opening = tree.tokens[first - 2].text.lower() if first > 1 else ""
        return f"{opening} {before} as", first - 1
    if text == "of" and before in {"instead", "short"}:
        return f"{before} of", first - 1
    return text, first


def _bare_introducer(tree: Tree, i: int) -> tuple[str, int]:
    """`provided` before a clause that does not depend on it in the parse."""
    before = min(tree.subtree(i)) - 1 if tree.tokens[i].relation == "advcl" else -1
    if before >= 0 and tree.tokens[before].text.lower() in _PARTICIPLES:
        return tree.tokens[before].text.lower(), before
    return "", -1


def _stray_condition(tree: Tree, i: int) -> int | None:
    """A condition that the parser hung on another word: at the opening, or after `…, the ministry said,`."""
    words = tree.tokens
    if words[-1].text == "?":
        return None
    for k, word in enumerate(words):
        text = word.text.lower()
        if text not in _OPENERS or not _opens_condition(tree, k, text) or _is_inside_noun(tree, k, i):
            continue
        low, high = sorted((i, k))
        if not any(words[between].text in {";", ":"} for between in range(low, high)) and not _holds(tree, k, i):
            return k
    return None


def _opens_condition(tree: Tree, k: int, text: str) -> bool:
    """Whether the word at `k` opens a condition, by itself or by standing before its subject."""
    before = tree.tokens[k - 1].text.lower() if k else ""
    following = tree.tokens[k + 1] if k + 1 < len(tree) else tree.tokens[k]
    if text in _INVERTED:
        return following.tag == "PRP" or (before in {"", ","} and following.tag.startswith(_NOUN_TAGS))
    if text in {"provided", "providing"}:
        return tree.tokens[k].relation == "mark" or before in {"", ","} or following.text == "that"
    if text == "only":
        return following.text.lower() in _LIMITS
    if text == "subject":
        return following.text == "to" and before in {"", ","}
    return before not in {"even", "as", "what"} and tree.tokens[tree.tokens[k].head].relation not in {"ccomp", "xcomp", "csubj"}


def _is_inside_noun(tree: Tree, k: int, i: int) -> bool:
    """Whether the word at `k` stands in a clause that describes a noun below `i`."""
    for node in (k, *tree.ancestors(k)):
        if node == i:
            return False
        if tree.tokens[node].relation in {"acl", "acl:relcl"}:
            return True
    return False


def _holds(tree: Tree, k: int, i: int) -> bool:
    """Whether word `i` stands in the clause that the word at `k` opens: before the comma that ends it."""
    if i < k:
        return False
    return not any(word.text == "," for word in tree.tokens[k:i])


def _after_colon(tree: Tree, governor: int, i: int) -> bool:
    """Whether a clause set beside a verb is what the verb announces."""
    if kind_of(tree, governor) != "V" or i < governor:
        return False
    return any(tree.tokens[k].text == ":" for k in range(governor + 1, min(tree.subtree(i)) + 1))


def _is_beside(tree: Tree, verb: int, content: int) -> bool:
    """Whether a clause has a subject but nothing else that it says, and no semicolon parts it from the content."""
    if tree.child(verb, *SUBJECTS) is None or tree.child(verb, "ccomp", "obj", "cc") is not None:
        return False
    low, high = sorted((verb, content))
    return not any(tree.tokens[k].text == ";" for k in range(low, high))


def _has_that(tree: Tree, i: int) -> bool:
    return any(tree.tokens[c].text.lower() == "that" for c in tree.children(i))


def is_inverted(tree: Tree, i: int) -> bool:
    """Whether clause `i` is a condition by inversion: should X attack, were X to attack, had X attacked."""
    if tree.child(i, "mark") is not None and not is_infinitive(tree, i):
        return False
    subject = tree.child(i, *SUBJECTS)
    inner = tree.children(i, "aux", "aux:pass", "cop")
    first = inner[0] if inner else i
    return subject is not None and first < subject and tree.tokens[first].text.lower() in _INVERTED


class Linker:
    """Finds the link of a word, with the row that governs it.

    Args:
        signatures: The table.
    """

    def __init__(self, signatures: Signatures) -> None:
        self._rows = signatures
        self._conditions = frozenset(
            row.lemma for row in signatures.rows if row.kind == "condition" and row.complement == "mark" and row.lemma != "whether"
        )

    def link(self, tree: Tree, i: int) -> Link | None:
        """The link of word `i` to what governs it; none at the top of the sentence."""
        beside = self._aside(tree, i)
        if beside is not None:
            return beside
        first = i if tree.child(i, "case") is not None else tree.first_conjunct(i)
        token = tree.tokens[first]
        if token.relation == "conj":  # with a preposition of its own
            token = tree.tokens[tree.first_conjunct(i)]
            return self._nominal(tree, i, token.head, token.relation)
        if token.head == first:
            return None
        if token.relation in _CLAUSAL:
            return self._clausal(tree, first, token.head, token.relation)
        if token.relation in _NOMINAL:
            return self._nominal(tree, first, token.head, token.relation)
        return Link(governor=token.head, complement="noun" if token.relation in {"appos", "amod"} else "relative")

    def _aside(self, tree: Tree, i: int) -> Link | None:
        """An utterance set beside its content: `…, the ministry said`."""
        for node in (i, tree.first_conjunct(i)):
            for c in tree.children(node, "parataxis"):
                row = self.row(tree, c, "finite")
                if row is not None and row.kind in _UTTERANCES and _is_beside(tree, c, i):
                    return Link(governor=c, complement="aside", row=row, cue=c)
        return None

    def _clausal(self, tree: Tree, i: int, governor: int, relation: str) -> Link:
        shape = form(tree, i)
        marker, at = introducer(tree, i)
        if relation == "acl:relcl" and marker == "" and shape == "finite" and _has_that(tree, i):
            row = self._rows.get("N", tree.lemma(governor), "finite")
            if row is not None:
                return Link(governor=governor, complement=shape, row=row, cue=governor)
        if relation in _RELATIVE or (relation == "parataxis" and not _after_colon(tree, governor, i)):
            return Link(governor=governor, complement="relative")
        if relation == "advcl" and is_inverted(tree, i):
            return Link(governor=governor, complement="finite", row=self._rows.get("P", "if", "mark"), cue=i)
        return self._complement(tree, i, shape, marker) or self._marked(tree, i, governor, relation, shape, (marker, at))

    def _complement(self, tree: Tree, i: int, shape: str, marker: str) -> Link | None:
        """The link of a clause that the word above it, or the verb of which that is the object, takes as complement."""
        governor, relation = tree.tokens[i].head, tree.tokens[i].relation
        if tree.lemma(governor) == "short" and tree.tokens[governor].relation == "advmod":
            governor = tree.tokens[governor].head  # stopped short of condemning
        row = self.row(tree, governor, *self._complements(tree, i, governor, shape, marker))
        if row is None and relation == "acl" and shape != "finite" and tree.tokens[governor].relation == "obj":
            verb = tree.tokens[governor].head  # authorised the mission to deploy
            above = self.row(tree, verb, "inf:obj", "inf") if shape == "inf" else self.row(tree, verb, "ing")
            return Link(governor=verb, complement=shape, row=above, cue=verb) if above is not None and above.kind in _CONTROLLING else None
        if row is None or self._is_adjunct(tree, i, shape, row):
            return None
        if row.kind != "ask" and marker in {"whether", "if"}:
            row = self._rows.get("P", "whether", "mark")
        return Link(governor=governor, complement=shape, row=row, cue=governor)

    def _marked(self, tree: Tree, i: int, governor: int, relation: str, shape: str, marker: tuple[str, int]) -> Link:
        text, at = marker
        if relation == "ccomp" and text == "if":
            text = "whether"
        if not (text == "if" and at > 0 and tree.tokens[at - 1].text.lower() in {"even", "as"}):
            row = self._rows.get("P", text, "mark")
            if row is not None:
                return Link(governor=governor, complement=shape, row=row, cue=at)
        if relation == "advcl" and shape == "inf":
            return Link(governor=governor, complement="purpose", cue=i)
        if relation in {"advcl", "acl", "parataxis"}:
            return Link(governor=governor, complement="relative" if shape == "finite" else "participle")
        return Link(governor=governor, complement=shape, cue=governor)

    @staticmethod
    def _is_adjunct(tree: Tree, i: int, shape: str, row: Signature) -> bool:
        """Whether a clause beside the verb only looks like its complement (`agreed a truce to end the war`)."""
        token = tree.tokens[i]
        if token.relation != "advcl":
            return False
        if shape == "finite":
            return not any(tree.tokens[m].text.lower() in {"that", "whether"} for m in tree.children(i, "mark"))
        return shape == "inf" and row.kind not in _CONTROLLING and tree.child(token.head, "obj") is not None

    @staticmethod
    def _complements(tree: Tree, i: int, governor: int, shape: str, marker: str) -> tuple[str, ...]:
        if shape == "ing":
            return (f"ing:{marker}", "ing") if marker else ("ing",)
        if shape == "inf":
            if tree.is_passive(governor):
                return ("inf:pass", "inf")
            held = tree.child(governor, "obj", "iobj")
            return ("inf:obj", "inf") if held is not None and held < i else ("inf",)
        return ("finite",)

    def row(self, tree: Tree, i: int, *complements: str) -> Signature | None:
        """The row of word `i` for the first complement that has one; a verb with its particle goes before the bare verb."""
        kind = kind_of(tree, i)
        if kind != "V":
            return self._rows.get(kind, tree.lemma(i), *complements)
        verb = self._rows.verb(tree.tokens[i].text, tree.lemma(i))
        following = tree.tokens[i + 1].text.lower() if i + 1 < len(tree) else ""
        return self._rows.get("V", f"{verb}_{following}", *complements) or self._rows.get("V", verb, *complements)

    def _nominal(self, tree: Tree, i: int, governor: int, relation: str) -> Link:
        preposition = tree.preposition(i) or (introducer(tree, i)[0] if tree.tokens[i].tag == "VBG" else "")
        if preposition:
            row = self.row(tree, governor, f"noun:{preposition}", f"ing:{preposition}") or self._rows.get("P", preposition, "case")
            cue = governor if row is None or row.pos != "P" else tree.children(i, "case", "mark", "advmod")[0]
            return Link(governor=governor, complement="adjunct", row=row, cue=cue)
        if relation == "compound":
            return Link(governor=governor, complement="noun", row=self.row(tree, governor, "noun:of", "noun:for"), cue=governor)
        if relation == "nsubj:pass":
            return Link(governor=governor, complement="noun", row=self.row(tree, governor, "noun:pass", "noun"), cue=governor)
        complement = "subject" if relation.startswith("nsubj") and relation != "nsubj:pass" and not tree.is_passive(governor) else "noun"
        forms = ("noun:said", complement) if complement == "noun" and self._is_saying(tree, i) else (complement,)
        return Link(governor=governor, complement=complement, row=self.row(tree, governor, *forms), cue=governor)

    def _is_saying(self, tree: Tree, i: int) -> bool:
        """Whether a noun means something said, such as `claim` or `report`."""
        row = self._rows.get("N", tree.lemma(i), "finite")
        return row is not None and row.kind == "claim"

    def condition(self, tree: Tree, i: int) -> int | None:
        """The word that puts predicate `i` under a condition, or none."""
        for c in tree.children(i):
            relation = tree.tokens[c].relation
            if relation == "advcl" and self._is_condition(tree, c):
                return c
            if relation in {"obl", "advcl"} and self._is_proviso(tree, c):
                return c
            if relation == "advmod" and tree.lemma(c) in {"long", "soon"} and tree.child(c, "advcl") is not None:
                return c
        return _stray_condition(tree, i)

    def limit(self, tree: Tree, i: int) -> int | None:
        """What a negated deed waits for: will not open until …; none if nothing."""
        for c in tree.children(i, "advcl", "obl"):
            marker = tree.preposition(c) if tree.tokens[c].relation == "obl" else introducer(tree, c)[0]
            if marker in {"until", "before", "unless", "without"}:
                return c
        return None

    def _is_proviso(self, tree: Tree, i: int) -> bool:
        """`on condition`, `in the event of`, `subject to approval`."""
        if tree.lemma(i) in {"condition", "understanding", "proviso", "event", "case"} and tree.preposition(i) in {"on", "in", "under"}:
            return True
        row = self._rows.get("P", tree.preposition(i) or introducer(tree, i)[0], "case")
        return row is not None and row.kind == "condition"

    def _is_condition(self, tree: Tree, i: int) -> bool:
        marker, at = introducer(tree, i)
        if marker in self._conditions:
            return not (marker == "if" and at > 0 and tree.tokens[at - 1].text.lower() in {"even", "as"})
        if marker in {"when", "after", "until"} or tree.child(i, "advmod") is not None:
            opener = min(tree.subtree(i))
            return tree.tokens[opener].text.lower() == "only" or (opener > 0 and tree.tokens[opener - 1].text.lower() == "only")
        return (tree.tokens[i].text.lower() in _PARTICIPLES and tree.child(i, "ccomp", "advcl") is not None) or is_inverted(tree, i)
