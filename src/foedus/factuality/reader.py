"""Status, polarity, certainty and act of a deed, from the top of the sentence down to its word.

The method is that of rule-based factuality profilers: each embedding word has a signature that
turns what holds above it into what holds below it; the deed's own tense, mood and negation
come last. Every step leaves a reason.
"""

from foedus.factuality.links import Link, Linker
from foedus.factuality.signatures import Negated, Signature, Signatures
from foedus.factuality.tense import Tense, negation, read_tense
from foedus.model.claim import Act, Certainty, Polarity, Status
from foedus.model.event import Reason
from foedus.model.record import Record
from foedus.syntax import SUBJECTS, Tree

_RANK = {Certainty.CERTAIN: 3, Certainty.PROBABLE: 2, Certainty.POSSIBLE: 1, Certainty.UNCOMMITTED: 0}
_MAX_DEPTH = 12
# What an act of the speaker further out imposes on everything below it.
_STRONG = frozenset({Act.DENIES, Act.CONFIRMS, Act.QUESTIONS, Act.RETRACTS})
_OPEN_STATUS = frozenset({Status.HYPOTHETICAL, Status.CONDITIONAL})
_MAY_BE_CONDITIONAL = frozenset({Status.PLANNED, Status.HYPOTHETICAL})
_IN_FORCE = frozenset({Status.ONGOING, Status.STANDING})
_FUTURE = frozenset({Status.PLANNED, Status.HYPOTHETICAL, Status.CONDITIONAL})
_REPORTING = frozenset({"say", "commit", "believe", "guess", "confirm", "deny", "factive", "likely", "threaten", "claim", "order", "plan"})
NOTED = "condition-noted"
_ALLOWING = frozenset({"modal.might", "modal.could"})
_STAGES = frozenset(
    {"begin", "start", "commence", "resume", "restart", "continue", "keep", "keep_on", "keep_up", "go_on", "carry_on", "persist", "take"}
)
_BINDING = frozenset({"commit", "plan", "propose", "threaten", "order"})
_MODIFIERS = (("amod", "A"), ("compound", "A"), ("advmod", "R"), ("mark", "R"))


class Factuality(Record, frozen=True, kw_only=True):
    """What the words of a sentence say of one deed.

    Attributes:
        status: The state of the deed.
        polarity: Whether it is presented as the case.
        certainty: How firmly.
        act: What the voice does with it.
        future: Whether the deed lies ahead of the report, if it comes about at all.
        reasons: The cues in the order in which they were applied, innermost first.
    """

    status: Status
    polarity: Polarity
    certainty: Certainty
    act: Act
    future: bool
    reasons: tuple[Reason, ...]


class _State:
    """A reading in the making."""

    __slots__ = ("act", "certainty", "negative", "reasons", "status", "tense")

    def __init__(self, tense: Tense) -> None:
        self.tense = tense
        self.status = tense.status
        self.certainty = tense.certainty
        self.negative = False
        self.act = Act.ASSERTS
        self.reasons: list[tuple[str, int]] = [] if tense.status is None else [(f"tense:{tense.rule}", tense.word)]

    def weaken(self, certainty: Certainty | None) -> None:
        """Lower the certainty to the given one, never raise it."""
        if certainty is not None and _RANK[certainty] < _RANK[self.certainty]:
            self.certainty = certainty


class FactualityReader:
    """Reads how far along a deed is and how firmly it is put.

    Args:
        signatures: The table of embedding words.
    """

    def __init__(self, signatures: Signatures) -> None:
        self._rows = signatures
        self._linker = Linker(signatures)

    @classmethod
    def load(cls, language: str = "en") -> "FactualityReader":
        """Read the table of a language."""
        return cls(Signatures.load(language))

    def read(self, tree: Tree, token: int) -> Factuality:
        """Read the deed that word `token`, a verb or a noun, names."""
        state = self._read(tree, token, _MAX_DEPTH)
        if state.status is None:
            _borrow(tree, token, state)
        status = state.status or Status.UNSPECIFIED
        return Factuality(
            status=status,
            polarity=Polarity.NEGATIVE if state.negative else Polarity.POSITIVE,
            certainty=state.certainty,
            act=state.act,
            future=status in _FUTURE,
            reasons=tuple(_reason(tree, rule, word) for rule, word in state.reasons),
        )

    def deed(self, tree: Tree, token: int, *, is_refusal: bool = False, is_promise: bool = False) -> int:
        """The word that names the deed where `token` only says that it began, goes on, failed or is due.

        Args:
            tree: The sentence.
            token: Index of the trigger's head word.
            is_refusal: Whether the trigger is itself a refusal, so that `refused` is the deed.
            is_promise: Whether the trigger may be a promise, which is a deed of its own.
        """
        for c in tree.children(token, "xcomp", "ccomp", "obj", "advcl"):
            link = self._linker.link(tree, c)
            row = None if link is None or link.governor != token else link.row
            if row is not None:
                row = self._settled(tree, row, Link(governor=token, complement="inf", row=row, cue=token))
            if row is not None and row.pos == "V" and self._is_phase(row, is_refusal=is_refusal):
                return token if is_promise and row.kind in {"plan", "commit"} else c
        return token

    def _is_speech_noun(self, tree: Tree, i: int) -> bool:
        row = self._rows.get("N", tree.lemma(i), "inf")
        return row is not None and row.kind in {"commit", "plan", "propose", "request", "threaten"}

    @staticmethod
    def _is_phase(row: Signature, *, is_refusal: bool) -> bool:
        if row.kind in {"begin", "continue"}:
            return row.lemma in _STAGES  # to open a border, to extend a lease is a deed of its own
        if row.kind in {"plan", "commit"} or row.lemma == "vote":
            return row.complement.startswith("inf") and not is_refusal
        return row.lemma in {"fail", "neglect", "omit", "be", "stop"} and row.complement in {"inf", "ing:short of"} and not is_refusal

    def _read(self, tree: Tree, i: int, depth: int) -> _State:
        state = _State(read_tense(tree, i))
        self._modify(tree, i, state)
        if state.tense.rule in {"participle", "past.perfect"} and state.status is Status.COMPLETED:
            self._last(tree, i, state)
        denied = negation(tree, i)
        if denied is None:
            denied = _is_alternative(tree, i)
        if denied is not None:
            state.negative = True
            state.reasons.append(("negation", denied))
        if state.tense.rule == "modal.should" and is_opening(tree, state.tense.word):
            state.status = Status.HYPOTHETICAL
        link = self._linker.link(tree, i) if depth else None
        if link is None:
            self._top(tree, i, state)
        else:
            if link.row is not None and link.row.kind == "undo" and self._is_speech_noun(tree, i):
                link = Link(governor=link.governor, complement=link.complement)  # an offer that is declined has been made
            self._apply(tree, state, link, self._read(tree, link.governor, depth - 1))
        self._condition(tree, i, state)
        return state

    def _modify(self, tree: Tree, i: int, state: _State) -> None:
        """Adjectives, adverbs and the like that stand on the deed itself."""
        for c in tree.children(i):
            for relation, pos in _MODIFIERS:
                if tree.tokens[c].relation != relation:
                    continue
                row = self._rows.get(pos, tree.lemma(c), relation) or self._rows.get(pos, tree.tokens[c].text.lower(), relation)
                if row is None and relation in {"advmod", "mark"} and tree.child(c, "cop", "fixed") is not None:
                    row = self._rows.get("A", tree.lemma(c), "inf")
                if row is not None:
                    _put(state, row, c)
                elif tree.lemma(c) in {"long", "longer"} and c and tree.tokens[c - 1].text.lower() == "no":
                    state.status = Status.CEASED
                    state.reasons.append(("no-longer", c))

    def _last(self, tree: Tree, i: int, state: _State) -> None:
        """Men held, a town besieged, has maintained: such deeds last until something ends them."""
        row = self._linker.row(tree, i, "self")
        if row is not None and tree.tokens[state.tense.word].tag != "VBD":
            _put(state, row, i)

    @staticmethod
    def _top(tree: Tree, i: int, state: _State) -> None:
        """A deed with nothing above it."""
        token = tree.tokens[i]
        if state.status is None and token.tag.startswith("VB"):
            head = tree.tokens[tree.first_conjunct(i)]
            state.status = {"VBN": Status.COMPLETED, "VBG": Status.ONGOING}.get(token.tag, Status.PLANNED)
            state.reasons.append((f"headline:{head.tag}", i))
        if tree.tokens[-1].text == "?" and state.status in {Status.ONGOING, Status.HYPOTHETICAL, Status.PLANNED, Status.STANDING}:
            state.status = Status.HYPOTHETICAL
            state.act = Act.QUESTIONS
            state.certainty = Certainty.UNCOMMITTED
            state.reasons.append(("question", len(tree) - 1))

    def _condition(self, tree: Tree, i: int, state: _State) -> None:
        """A stated condition turns what lies ahead into what lies ahead if it is met.

        On what is over it is only noted: it may bind what was promised (`offered help if …`).
        """
        word = self._linker.condition(tree, i)
        if word is None and state.negative and state.status is Status.PLANNED:
            word = self._linker.limit(tree, i)
        if word is None:
            return
        if _is_ahead(state) and (state.tense.rule not in _ALLOWING or _is_only(tree, word)):
            state.status = Status.CONDITIONAL
            state.reasons.append(("condition", word))
        else:
            state.reasons.append((NOTED, word))

    def _apply(self, tree: Tree, state: _State, link: Link, outer: _State) -> None:
        row = link.row
        if row is not None:
            row = self._settled(tree, row, link)
        if link.complement == "aside" and row is not None:
            self._aside(tree, state, row, link, outer)
        elif row is not None:
            self._embed(tree, state, row, link, outer)
        elif link.complement == "purpose":
            state.status = state.status or (outer.status if outer.status in _OPEN_STATUS else Status.PLANNED)
            state.weaken(Certainty.UNCOMMITTED)
            state.reasons.append(("purpose", link.cue))
            state.reasons.extend(reason for reason in outer.reasons if reason[0].startswith("tense:"))
        elif link.complement in {"finite", "inf", "ing"}:
            self._unknown(state, link, outer)
        elif link.complement != "relative":
            _inherit(state, outer)
            if link.complement in {"noun", "adjunct"} and state.status is Status.ONGOING and outer.tense.rule.startswith("present"):
                state.status = Status.COMPLETED  # speaks of 14 wounded, records the landing

    def _settled(self, tree: Tree, row: Signature, link: Link) -> Signature:
        """`has yet to send`, `is yet to send`: not sent so far."""
        if row.lemma in {"have", "be", "remain"} and row.complement == "inf":
            # The parse hangs `yet` on either verb; before `to` it belongs to the first.
            below = [c for verb in tree.children(link.governor, "xcomp") for c in tree.children(verb, "advmod") if c < verb - 1]
            if any(tree.lemma(c) == "yet" for c in (*tree.children(link.governor, "advmod"), *below)):
                return self._rows.get("V", "fail", "inf") or row
        return row

    def _aside(self, tree: Tree, state: _State, row: Signature, link: Link, outer: _State) -> None:
        """An utterance beside its content says how firmly, never that it is not so."""
        _report(state, outer, is_expert=self._is_expert(tree, link.governor))
        if row.kind in {"possible", "likely", "threaten"} and state.status in {None, Status.PLANNED, Status.HYPOTHETICAL}:
            state.status = row.status
        state.weaken(row.certainty)
        if row.act is not None and row.kind != "deny" and state.act is Act.ASSERTS:
            state.act = row.act
        state.reasons.append((row.rule, link.cue))
        _bind(state, outer)

    def _is_expert(self, tree: Tree, verb: int) -> bool:
        return any(tree.lemma(s) in self._rows.experts for s in tree.subjects(verb))

    def _embed(self, tree: Tree, state: _State, row: Signature, link: Link, outer: _State) -> None:
        if link.complement == "finite" and row.kind in _REPORTING:
            _report(state, outer, is_expert=self._is_expert(tree, link.governor))
        _set_status(state, row, link, outer)
        _set_firmness(state, row, outer, is_clause=link.complement == "finite")
        state.act = _act(state, row, outer)
        if row.kind in _BINDING or (link.complement == "finite" and row.kind in _REPORTING):
            _bind(state, outer)
        state.reasons.append((row.rule, link.cue))
        if row.negated is not Negated.OPEN:
            state.reasons.extend(reason for reason in outer.reasons if reason[0].startswith(("status:", "condition", "negation")))

    @staticmethod
    def _unknown(state: _State, link: Link, outer: _State) -> None:
        """A complement of a word that the table lacks keeps its status and loses its certainty."""
        _inherit(state, outer)
        state.weaken(Certainty.UNCOMMITTED)
        state.reasons.append((f"unknown:{link.complement}", link.cue))


def _set_status(state: _State, row: Signature, link: Link, outer: _State) -> None:
    own = state.status
    is_past = row.pos == "P" and row.kind == "plan" and own is Status.COMPLETED  # until officers cleared them away
    if row.rule == "status:P:before:mark" and link.complement == "ing" and outer.tense.is_past:
        state.status = Status.COMPLETED  # hesitated before turning it down
        return
    if row.status is not None and own is not Status.CONDITIONAL and not is_past:
        state.status = row.status
    if row.kind == "permit" and outer.tense.rule == "present.simple" and outer.status is Status.ONGOING:
        state.status = Status.STANDING  # the treaty obliges, allows: a norm in force, not an episode
        return
    if row.kind == "exclude" and link.complement != "finite":
        state.status = Status.HYPOTHETICAL if outer.negative else Status.PLANNED  # did not rule out sending: may send
        return
    if link.complement != "finite":
        state.status = _beneath(state.status, row, outer)


def _set_firmness(state: _State, row: Signature, outer: _State, *, is_clause: bool) -> None:
    """Certainty and polarity of a deed under a row."""
    is_left_open = row.negated is Negated.OPEN and outer.negative
    state.weaken(Certainty.UNCOMMITTED if is_left_open else row.certainty)
    if row.negated is Negated.PASS or (row.negated is Negated.FLIP and not is_clause):
        state.weaken(outer.certainty)
    if row.negated in {Negated.FLIP, Negated.PASS}:
        state.negative ^= outer.negative
    if row.polarity is Polarity.NEGATIVE and not is_left_open:
        state.negative = not state.negative


def _is_ahead(state: _State) -> bool:
    if state.act is Act.REQUESTS:
        return False
    return state.status in _MAY_BE_CONDITIONAL or (state.status in _IN_FORCE and state.tense.rule in {"present.simple", "modal.can"})


def _bind(state: _State, outer: _State) -> None:
    """A condition that stands on the word of saying or promising holds for what was said or promised."""
    noted = next((reason for reason in outer.reasons if reason[0] == NOTED), None)
    if noted is not None and _is_ahead(state) and state.tense.rule not in _ALLOWING:
        state.status = Status.CONDITIONAL
        state.reasons.append(("condition", noted[1]))


def is_opening(tree: Tree, word: int) -> bool:
    """Whether an auxiliary stands before its subject."""
    subject = tree.child(tree.tokens[word].head, *SUBJECTS)
    return subject is not None and word < subject


def _is_alternative(tree: Tree, i: int) -> int | None:
    """`rather than sign`, `instead of signing` parsed as coordination."""
    for c in tree.children(i, "cc"):
        if tree.tokens[c].text.lower() in {"rather", "instead"} and not any(word.text == "," for word in tree.tokens[c:i]):
            return c
    return None


def _is_only(tree: Tree, word: int) -> bool:
    opener = min(tree.subtree(word))
    nearby = {tree.tokens[k].text.lower() for k in (opener - 1, opener) if k >= 0}
    return "only" in nearby


def _put(state: _State, row: Signature, word: int) -> None:
    """Apply the row of a modifier."""
    if row.kind == "still":
        if state.tense.status is Status.ONGOING:
            state.status = Status.ONGOING
    elif row.status is not None:
        state.status = row.status
    if row.polarity is Polarity.NEGATIVE:
        state.negative = True
    state.weaken(row.certainty)
    if row.act is not None:
        state.act = row.act
    state.reasons.append((row.rule, word))


def _report(state: _State, outer: _State, *, is_expert: bool) -> None:
    """`would` under a report in the past is a future: what was announced, not what is imagined."""
    if state.tense.rule == "modal.would" and state.status is Status.HYPOTHETICAL and outer.tense.is_past and not is_expert:
        state.status = Status.PLANNED
        state.certainty = Certainty.CERTAIN
        state.reasons.append(("future-in-past", state.tense.word))


def _inherit(state: _State, outer: _State) -> None:
    """What has no tense of its own shares that of the clause it stands in."""
    if state.status is None:
        state.status = outer.status
        state.weaken(outer.certainty)
        state.reasons.extend(reason for reason in outer.reasons if reason[0].startswith(("tense:", "status:", "condition")))


def _borrow(tree: Tree, i: int, state: _State) -> None:
    """A mention that nothing places shares the tense of the nearest clause above that has one."""
    for node in tree.ancestors(i):
        tense = read_tense(tree, node)
        if tense.status is not None:
            state.status = Status.COMPLETED if tense.status is Status.ONGOING else tense.status
            state.weaken(tense.certainty)
            state.reasons.append((f"borrowed:{tense.rule}", tense.word))
            return


def _beneath(status: Status | None, row: Signature, outer: _State) -> Status | None:
    """Status of a deed without tense under a row, given the status of the row's own word."""
    if row.negated in {Negated.KEEP, Negated.OPEN}:
        return status or Status.COMPLETED
    if outer.status in _OPEN_STATUS:
        return outer.status
    if outer.status is Status.PLANNED and status in {None, Status.ONGOING}:
        return Status.PLANNED
    if outer.status is Status.PLANNED and status is Status.CEASED:
        return Status.ONGOING
    return status or outer.status


def _act(state: _State, row: Signature, outer: _State) -> Act:
    if row.negated is Negated.OPEN and outer.negative:
        return Act.QUESTIONS if row.kind == "ask" else Act.ASSERTS
    if row.negated in {Negated.FLIP, Negated.PASS} and outer.act in _STRONG:
        return outer.act
    if row.act not in {None, Act.ASSERTS}:
        return row.act or state.act
    if row.negated in {Negated.FLIP, Negated.PASS} and outer.act is not Act.ASSERTS:
        return outer.act
    return state.act


def _reason(tree: Tree, rule: str, word: int) -> Reason:
    token = tree.tokens[word]
    return Reason(part="status", rule=rule, detail=f"{token.text!r} ({rule})", start=token.start, end=token.end)
