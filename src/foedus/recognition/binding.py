"""Which quantity and which date belong to a deed, by where they hang in the tree.

`date_of` is at home in `dating`, and handed on here.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from foedus.model.mention import QuantityMention
from foedus.recognition.dating import date_of
from foedus.syntax import CLAUSAL, Tree

__all__ = ["date_of", "quantity_of"]

_OBLIQUES = frozenset(
    {"obl", "obl:agent", "obl:arg", "obl:npmod", "obl:tmod", "obl:unmarked", "nmod", "nmod:npmod", "nmod:unmarked", "nmod:tmod"}
)
_CONTENT = frozenset({"xcomp", "ccomp"})
_CLAUSE_EDGES = CLAUSAL | {"conj", "appos", "list", "dep", "punct", "case"}
_VERBS = frozenset({"VERB", "AUX"})
_RELATIVE_TAGS = frozenset({"WDT", "WP", "WRB"})
_WITHIN_PHRASE = frozenset({"", "of", "with", "for", "by", "worth", "to", "including", "like", "as", "on"})
_DURATION_PREPOSITIONS = frozenset({"", "for", "by", "of", "to", "as long as", "during"})
_COUNT_PREPOSITIONS = frozenset(
    {
        "",
        "of",
        "with",
        "for",
        "to",
        "on",
        "in",
        "at",
        "against",
        "from",
        "among",
        "including",
        "worth",
        "as",
        "about",
        "out of",
        "without",
        "between",
        "around",
        "into",
        "by",
    }
)
_CASUALTIES = frozenset(
    {
        "kill",
        "wound",
        "injure",
        "hurt",
        "maim",
        "leave",
        "displace",
        "drown",
        "kidnap",
        "abduct",
        "capture",
        "arrest",
        "destroy",
        "sink",
        "damage",
        "bring",
        "take",
    }
)
_PARTIES = frozenset(
    {
        *(
            "country",
            "side",
            "state",
            "government",
            "president",
            "prime minister",
            "premier",
            "foreign minister",
            "leader",
            "head of state",
            "nation",
            "capital",
            "neighbour",
            "neighbor",
            "ally",
            "power",
            "camp",
            "republic",
            "time",
            "front",
            "phase",
        ),
        *(
            "occasion",
            "vote",
            "condition",
            "step",
            "stage",
            "point",
            "way",
            "reason",
            "paragraph",
            "language",
            "word",
            "ministry",
            "year",
            "thing",
            "question",
        ),
    }
)
_DISTANCES = frozenset({"kilometre", "kilometer", "metre", "mile", "nautical mile", "degree", "foot", "yard"})
_DENYING = frozenset({"not", "n't", "never", "deny", "without"})
_OVER = frozenset({"hand", "turn", "sign"})
_SHARES = frozenset({"instalment", "installment", "tranche", "payment", "phase", "batch", "part", "lot", "portion"})
_DEFINITE = frozenset({"the", "both", "these", "those"})
_SELECTING = frozenset({"first", "last", "next", "remaining", "latest", "initial", "other"})
_CONTENT_MARKS = frozenset({"of", "for", "from", "to", "by"})
_SECOND = frozenset({"oblique", "agent", "apposition", "governor"})
# Words and meetings have no count of those who speak.
_SPOKEN = frozenset({"ACCUSE", "CONSULT", "REJECT", "REQUEST"})
_MOVES = frozenset({"MOBILIZE", "RETREAT", "AID"})
_COUNT, _ONE, _SPAN = 0, 1, 2


class _Argument(NamedTuple):
    """A phrase that a quantity of the deed may stand in."""

    role: str
    head: int


def quantity_of(tree: Tree, token: int, mentions: Sequence[QuantityMention], event: str = "") -> QuantityMention | None:
    """The first count of the thing moved, given, hurt or protesting; a duration only without any count.

    Args:
        tree: The sentence.
        token: The trigger's head word.
        mentions: The quantities of the sentence.
        event: PLOVER root, if known: words have no head count of speakers, moves count who moves.
    """
    if not mentions:
        return None
    by_word = {k: mention for mention in mentions for k in range(mention.words.first, mention.words.last)}
    best: tuple[int, QuantityMention] | None = None
    for argument in _arguments(tree, token):
        for k in _phrase_words(tree, argument.head):
            mention = by_word.get(k)
            if mention is None or _is_none_at_all(tree, mention):
                continue
            tier = _tier(tree, argument, mention, event)
            if tier is not None and _suits(event, argument.role, tier) and (best is None or tier < best[0]):
                best = (tier, mention)
    return best[1] if best else None


def _suits(event: str, role: str, tier: int) -> bool:
    """Whether a deed of this type is told with a count in this role."""
    if event == "SUPPORT":
        return tier == _SPAN
    if event in _SPOKEN and role in {"subject", "agent"}:
        return False
    if event in {"ACCUSE", "CONSULT", "CONCEDE", "REJECT"} and tier == _ONE:
        return False
    return not (event == "REQUEST" and tier == _ONE and role == "patient")


def _tier(tree: Tree, argument: _Argument, mention: QuantityMention, event: str) -> int | None:
    """A count that fits, one thing named with an article, a duration or share; none if it does not fit."""
    preposition = tree.preposition(argument.head)
    if mention.kind in {"duration", "percent"}:
        return _SPAN if _spans(argument, mention.kind, preposition) else None
    if not _may_count(argument, mention, preposition):
        return None
    at_head = mention.words.first <= argument.head < mention.words.last
    if mention.rule in {"article", "unit-name"} and mention.low == mention.high == 1:
        fits = _names_one(argument, mention, preposition, moves=event in _MOVES) and at_head == (argument.role != "own")
        return _ONE if fits else None
    if mention.kind == "count" and _is_known(tree, mention) and (not at_head or argument.role != "patient"):
        return None
    return _ONE if mention.unit_head in _SHARES or argument.role in _second_roles(event) else _COUNT


def _second_roles(event: str) -> frozenset[str]:
    """Roles whose counts come second: who protests goes before what they block."""
    return _SECOND if event != "PROTEST" else (_SECOND | {"patient"}) - {"agent"}


def _spans(argument: _Argument, kind: str, preposition: str) -> bool:
    """Whether a duration or share says how long or how much the deed is."""
    if kind == "percent":
        return argument.role in {"patient", "oblique", "content"}
    return preposition in _DURATION_PREPOSITIONS and argument.role != "agent"


def _may_count(argument: _Argument, mention: QuantityMention, preposition: str) -> bool:
    """Whether a count in this place can be one of what the deed moves or hurts."""
    if mention.unit_head in _PARTIES or (mention.unit_head in _DISTANCES and argument.role not in {"patient", "content"}):
        return False
    if argument.role == "governor":
        return preposition in {"", "with"}
    return argument.role != "oblique" or preposition in _COUNT_PREPOSITIONS


def _names_one(argument: _Argument, mention: QuantityMention, preposition: str, *, moves: bool) -> bool:
    """Whether `a patrol ship` is what the deed is about, not who does it or where."""
    if argument.role == "oblique":
        return preposition in {"for", "with"}
    if argument.role in {"subject", "agent"}:
        return moves or (mention.rule == "unit-name" and argument.role == "subject")
    return argument.role in {"patient", "content", "own"}


def _is_none_at_all(tree: Tree, mention: QuantityMention) -> bool:
    """Whether the words deny a number rather than give one (`not one constable`, `denied that a single shot was fired`)."""
    first = mention.words.first
    words = [token.text.lower() for token in tree.tokens[max(0, first - 1) : first + 2]]
    if words[-1] == "single":
        return any(token.lemma in _DENYING for token in tree.tokens)
    return first > 0 and words[0] == "not" and words[1] in {"a", "an", "one"}


def _is_known(tree: Tree, mention: QuantityMention) -> bool:
    """Whether the words point back to things counted before (`the four`, `both ships`)."""
    first = mention.words.first
    words = [token.text.lower() for token in tree.tokens[first : first + 2]]
    return words[0] in _DEFINITE and words[1:] != [] and words[1] not in _SELECTING


def _arguments(tree: Tree, token: int) -> Iterator[_Argument]:
    """The phrases around a trigger, those most likely to be counted first."""
    if _is_predicate(tree, token):
        yield from _of_predicate(tree, token, "")
    else:
        yield from _of_noun(tree, token)


def _is_predicate(tree: Tree, token: int) -> bool:
    return tree.tokens[token].pos in _VERBS or tree.child(token, "cop") is not None


def _of_predicate(tree: Tree, token: int, role: str) -> Iterator[_Argument]:
    """Arguments of a verb; those of its content clause count as content."""
    patients = _patients(tree, token)
    yield from (_Argument(role or "patient", k) for k in patients)
    has_object = bool(tree.children(token, "obj", "iobj"))
    subjects = [] if tree.is_passive(token) else [k for k in tree.subjects(token) if k not in patients]
    if not has_object and not role:
        yield from (_Argument("subject", k) for k in subjects)
    if not role:
        yield from _of_content(tree, token)
    yield from (_Argument("oblique", c) for c in tree.children(token) if tree.tokens[c].relation in _OBLIQUES)
    if not role:
        yield from _of_results(tree, token)
        if has_object:
            yield from (_Argument("agent", k) for k in subjects)
        yield from (_Argument("apposition", c) for k in [*patients, *subjects] for c in tree.children(k, "appos"))


def _of_results(tree: Tree, token: int) -> Iterator[_Argument]:
    """Who is hurt or brought by it, in a clause that goes along (`wounding four soldiers`)."""
    for c in tree.children(token, "advcl", "conj", "xcomp", "parataxis"):
        if tree.lemma(c) in _CASUALTIES:
            yield from (_Argument("result", k) for k in _patients(tree, c))
        elif tree.lemma(c) == "die":
            yield from (_Argument("result", k) for k in tree.subjects(c))


def _of_content(tree: Tree, token: int) -> Iterator[_Argument]:
    """Arguments of what is promised, asked or alleged."""
    for c in tree.children(token):
        relation = tree.tokens[c].relation
        if relation in _CONTENT or (
            relation == "advcl" and any(tree.tokens[m].text.lower() in _CONTENT_MARKS for m in tree.children(c, "mark"))
        ):
            yield from _of_predicate(tree, c, "content")


def _patients(tree: Tree, token: int) -> list[int]:
    """What a verb is done to, also in a relative clause and beside a passive."""
    found = [k for k in tree.patients(token) if tree.tokens[k].tag not in _RELATIVE_TAGS]
    found += [k for k in tree.children(token, "nsubj:pass", "obj", "iobj") if k not in found and tree.tokens[k].tag not in _RELATIVE_TAGS]
    if tree.lemma(token) in _OVER:  # the parser takes the particle for a preposition
        found += [k for k in tree.children(token, "obl") if tree.preposition(k) == "over"]
    if not found:
        antecedent = tree.relative_antecedent(token)
        own_subject = tree.child(token, "nsubj")
        if antecedent is not None and own_subject is not None and tree.tokens[own_subject].tag not in _RELATIVE_TAGS:
            found.append(antecedent)
    return found


def _of_noun(tree: Tree, token: int) -> Iterator[_Argument]:
    """The noun's own phrase, then what the verb above it adds."""
    yield _Argument("own", token)
    yield from (_Argument("oblique", c) for c in tree.children(token) if tree.tokens[c].relation in _OBLIQUES)
    yield from (_Argument("apposition", c) for c in tree.children(token, "appos"))
    above = tree.tokens[token].head
    if above != token and tree.tokens[token].relation == "nmod" and tree.preposition(token) == "of":
        yield _Argument("governor", above)
    if above == token or tree.tokens[above].pos not in _VERBS or tree.tokens[token].relation not in {"nsubj", "nsubj:pass", "obj"}:
        return
    yield from (_Argument("governor", c) for c in tree.children(above, "obj", "obl", "obl:tmod", "obl:unmarked") if c != token)


def _phrase_words(tree: Tree, head: int) -> list[int]:
    """Words of a phrase in order, without the clauses, places and coordinated phrases in it."""
    found, queue = [], [head]
    while queue:
        k = queue.pop()
        found.append(k)
        for c in tree.children(k):
            relation = tree.tokens[c].relation
            if (relation in _CLAUSE_EDGES and tree.lemma(c) != "worth") or (
                relation.startswith("nmod") and relation != "nmod:poss" and tree.preposition(c) not in _WITHIN_PHRASE
            ):
                continue
            queue.append(c)
    return sorted(found)
