"""Whether the clause around a word looks ahead or back."""

from enum import StrEnum

from foedus.syntax import Tree

_MODALS = frozenset({"will", "'ll", "’ll", "wo", "shall", "would", "may", "might", "could", "should", "must", "can", "ca", "'d", "’d"})
_FUTURE = frozenset({"will", "'ll", "’ll", "wo", "shall"})
_BACKWARD = frozenset({"since", "ago"})
_FORWARD_PREPOSITIONS = frozenset({"by", "until", "till", "before", "for", "from", "to", "within"})
_BE_PRESENT = frozenset({"is", "are", "'s", "’s", "'re", "’re", "am", "be"})
_BE_PAST = frozenset({"was", "were", "been"})
_PERFECT = frozenset({"has", "have", "had", "'ve", "’ve", "did"})
_SCHEDULING = frozenset(
    {
        *(
            "schedule",
            "plan",
            "due",
            "set",
            "slate",
            "expect",
            "time",
            "bill",
            "fix",
            "postpone",
            "delay",
            "adjourn",
            "defer",
            "move",
            "shift",
        ),
        *(
            "book",
            "announce",
            "pencil",
            "earmark",
            "reschedule",
            "extend",
            "invite",
            "summon",
            "promise",
            "pledge",
            "vow",
            "agree",
            "offer",
        ),
        *(
            "threaten",
            "give",
            "demand",
            "order",
            "ask",
            "urge",
            "call",
            "tell",
            "want",
            "allow",
            "warn",
            "propose",
            "request",
            "intend",
            "hope",
        ),
        *(
            "undertake",
            "commit",
            "require",
            "oblige",
            "bind",
            "owe",
            "deadline",
            "ultimatum",
            "plan",
            "pledge",
            "invitation",
            "promise",
            "next",
        ),
        *("prepare", "need", "expire", "envisage", "foresee", "provide", "commission", "permit", "authorise", "authorize", "mandate"),
    }
)
_FACTUAL = frozenset(
    {
        "manage",
        "fail",
        "begin",
        "start",
        "refuse",
        "decline",
        "use",
        "help",
        "force",
        "continue",
        "get",
        "come",
        "go",
        "seem",
        "appear",
        "cease",
        "dare",
        "happen",
        "stop",
        "claim",
    }
)
_COMPLEMENT_AHEAD = frozenset(
    {
        "accept",
        "call",
        "plan",
        "schedule",
        "threaten",
        "promise",
        "pledge",
        "propose",
        "demand",
        "invite",
        "expect",
        "vow",
        "prepare",
        "organise",
        "organize",
    }
)
_INVARIANT = frozenset(
    {
        "let",
        "set",
        "put",
        "cut",
        "shut",
        "hit",
        "quit",
        "cost",
        "split",
        "spread",
        "cast",
        "burst",
        "hurt",
        "bet",
        "rid",
        "shed",
        "beat",
        "broadcast",
    }
)
_SPEECH = frozenset(
    {
        "say",
        "condemn",
        "deny",
        "report",
        "note",
        "claim",
        "admit",
        "accuse",
        "insist",
        "maintain",
        "declare",
        "denounce",
        "describe",
        "recall",
        "confirm",
        "assert",
        "mark",
        "remember",
        "date",
    }
)
_LIMITS = frozenset({"by", "until", "till", "before"})
_CONDITIONS = frozenset({"if", "unless"})
_MAX_CLIMB = 12


class Outlook(StrEnum):
    """Which way a clause looks from the publication date."""

    AHEAD = "ahead"
    BACK = "back"
    DUE = "ahead to a limit"
    BEGUN = "back to a beginning"
    PRESENT = "present"
    UNKNOWN = "unknown"


def outlook(tree: Tree, i: int, preposition: str) -> Outlook:
    """Whether the deed dated by word `i` lies ahead or behind.

    Args:
        tree: The sentence.
        i: Head word of the date expression.
        preposition: Lower-case preposition before the expression, empty if none.
    """
    if preposition in _BACKWARD:
        return Outlook.BEGUN
    found = _climb(tree, i, forward=preposition in _FORWARD_PREPOSITIONS, limit=preposition in _LIMITS)
    if preposition in _LIMITS and found in {Outlook.AHEAD, Outlook.PRESENT}:
        return Outlook.DUE
    return found


def looks_forward(found: Outlook) -> bool:
    """Whether the deed lies ahead; a plain present tense counts as a timetable."""
    return found in {Outlook.AHEAD, Outlook.PRESENT, Outlook.DUE}


def _climb(tree: Tree, i: int, *, forward: bool, limit: bool) -> Outlook:
    """The outlook of the nearest predicate above word `i` that has one."""
    k, through_noun = i, False
    for _ in range(_MAX_CLIMB):
        token = tree.tokens[k]
        lemma = tree.lemma(k)
        if k != i and ((forward and lemma in _SCHEDULING) or (through_noun and lemma in _COMPLEMENT_AHEAD)):
            return Outlook.AHEAD
        is_modifier = limit and token.tag == "VBN" and token.relation.startswith("acl")
        if (token.pos in {"VERB", "AUX"} and not is_modifier) or tree.child(k, "cop", "aux") is not None:
            known = _verb(tree, k)
            if known is not Outlook.UNKNOWN:
                return known
        through_noun = through_noun or (k != i and token.pos == "NOUN")
        if token.head == k:
            return Outlook.UNKNOWN
        k = token.head
    return Outlook.UNKNOWN


def _verb(tree: Tree, k: int) -> Outlook:
    """Which way predicate `k` looks, unknown to ask the predicate above it."""
    token = tree.tokens[k]
    auxiliaries = set(tree.auxiliaries(k))
    if any(tree.tokens[c].text.lower() in _CONDITIONS for c in tree.children(k, "mark")):
        return Outlook.AHEAD
    if auxiliaries & _MODALS:
        return Outlook.BACK if "have" in auxiliaries and not auxiliaries & _FUTURE else Outlook.AHEAD
    if any(tree.tokens[c].tag == "TO" for c in tree.children(k, "mark", "aux")):
        return _infinitive(tree, k, auxiliaries)
    if token.tag == "VBG" and auxiliaries & _BE_PRESENT:
        return Outlook.BACK if "been" in auxiliaries else Outlook.AHEAD
    if auxiliaries & _PERFECT or auxiliaries & _BE_PAST or token.tag == "VBD":
        return Outlook.BACK
    return _without_past(tree, k, auxiliaries)


def _without_past(tree: Tree, k: int, auxiliaries: set[str]) -> Outlook:
    """A predicate without any past form."""
    token, lemma = tree.tokens[k], tree.lemma(k)
    present = bool(auxiliaries & (_BE_PRESENT | {"does", "do"}))
    if token.tag == "VBN" and not present:
        if lemma in {"schedule", "slate", "plan", "expect"}:
            return Outlook.AHEAD
        return Outlook.UNKNOWN if token.relation in {"xcomp", "ccomp"} else Outlook.BACK
    if lemma in _INVARIANT and token.tag in {"VBP", "VB", "VBN"} and not present:
        return Outlook.BACK
    if token.tag in {"VBZ", "VBP"} or present:
        return Outlook.BACK if lemma in _SPEECH else Outlook.PRESENT
    return Outlook.UNKNOWN


def _infinitive(tree: Tree, k: int, auxiliaries: set[str]) -> Outlook:
    """Ahead, unless the verb above makes it a fact (`managed to`)."""
    if auxiliaries & (_BE_PRESENT | _BE_PAST):
        return Outlook.AHEAD
    head = tree.tokens[k].head
    if head != k and tree.lemma(head) in _FACTUAL:
        return Outlook.UNKNOWN
    return Outlook.AHEAD
