"""Words of saying set beside or into what was said, read off the order of words.

`…, the ministry said on Monday, …` has a fixed shape that parsers break in many ways; commas, the
verb and the noun phrase next to it are enough to see it. The same goes for `according to`.
"""

from collections.abc import Iterator

from foedus.claims.cues import Cue, Cues
from foedus.model.record import Record
from foedus.syntax import SUBJECTS, Tree

_OPENING = frozenset({",", '"', "”", "“", "''", "``", "—", "–", "’", "'", "("})
_CLOSING = frozenset({",", ".", '"', "”", "“", ":", ";", "?", "!", "—", "–", "''", ")"})
_WALLS = frozenset({";"})
_NOUNS = ("NN", "PRP", "CD", "DT", "WP")
_INSIDE = (
    "NN",
    "JJ",
    "DT",
    "PRP",
    "CD",
    "POS",
    "IN",
    "RB",
    "PDT",
    "VBN",
    "VBG",
    "TO",
    "RBS",
    "RBR",
    "JJS",
    "JJR",
    "HYPH",
    "FW",
    "SYM",
    "$",
    "AFX",
    "ADD",
)
_TOLD = frozenset({"tell", "inform", "assure", "reassure", "remind", "brief", "advise", "notify", "warn"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NOT_SUBJECT = frozenset(
    {
        "whom",
        "whose",
        "that",
        "which",
        "who",
        "when",
        "where",
        "while",
        "because",
        "as",
        "if",
        "after",
        "before",
        "since",
        "although",
        "though",
        "unless",
        "until",
    }
)
_ECHOES = frozenset(
    {"also", "then", "later", "now", "however", "further", "repeatedly", "once", "again", "still", "even", "has", "have", "had"}
)
# Stands for verbs that the table lacks; such a one must have a speaker that is known to be one.
_UNLISTED = Cue(lemma="", pos="V", kind="unlisted", example="")
_PASSIVES = frozenset({"been", "be", "was", "were", "is", "are", "having"})
_KNOWN = frozenset({"it", "slip", "fall", "drop", "plain", "clear", "known"})
_WEAK = frozenset(
    {
        "hold",
        "run",
        "carry",
        "read",
        "count",
        "list",
        "record",
        "document",
        "put",
        "continue",
        "agree",
        "describe",
        "log",
        "register",
        "tally",
        "object",
        "plead",
        "hear",
        "feel",
        "expect",
        "consider",
        "imagine",
        "figure",
        "hope",
        "advise",
        "signal",
        "repeat",
        "own_up",
        "allow",
        "bet",
    }
)
_PERIODS = frozenset({"day", "week", "month", "year", "hour", "minute", "thing", "time"})
_LONGEST = 14


class Insertion(Record, frozen=True, kw_only=True):
    """An utterance beside its content.

    Attributes:
        verb: The word that marks it.
        speaker: Head word of whoever speaks.
        first: First word of the insertion.
        scope: First and last (exclusive) word of what it covers.
    """

    verb: int
    speaker: int
    first: int
    scope: tuple[int, int]


def segment(tree: Tree, i: int) -> tuple[int, int]:
    """First and last (exclusive) word of the stretch between semicolons that holds word `i`."""
    first = i
    while first > 0 and tree.tokens[first - 1].text not in _WALLS:
        first -= 1
    last = i
    while last < len(tree) and tree.tokens[last].text not in _WALLS:
        last += 1
    return first, last


def insertions(tree: Tree, cues: Cues, token: int) -> Iterator[Insertion]:
    """The utterances inserted beside the deed of word `token`, in order."""
    first, last = segment(tree, token)
    found = False
    for item in _within(tree, cues, token, (first, last)):
        found = True
        yield item
    if not found and last < len(tree):  # an utterance that ends the sentence covers what stands before a semicolon
        yield from (item for item in _within(tree, cues, token, segment(tree, len(tree) - 1)) if _ends(tree, item))


def _ends(tree: Tree, item: Insertion) -> bool:
    """Whether nothing but circumstances of the utterance follows it in the sentence."""
    return item.first > item.scope[0] and all(word.text != "," for word in tree.tokens[item.verb : -1])


def _within(tree: Tree, cues: Cues, token: int, scope: tuple[int, int]) -> Iterator[Insertion]:
    for verb in range(*scope):
        if verb == token or not _may_speak(tree, verb):
            continue
        cue = cues.verb(tree, verb)
        if cue is None:
            cue = _UNLISTED if _is_set_beside(tree, verb) else None
        if cue is None or cue.kind in {"cite", "deny"} or (cue.kind == "let" and not _lets_know(tree, verb)):
            continue
        found = _insertion(tree, verb, cue, scope, cues)
        if found is not None and tree.tokens[verb].tag == "VBN" and cue.lemma in _WEAK:
            continue
        if found is not None and _covers(tree, found, token) and _is_speaker(tree, found.speaker, cue, cues):
            yield found


def _is_set_beside(tree: Tree, verb: int) -> bool:
    """Whether an unlisted verb ends the sentence as an utterance would, as in `…, his lawyer hissed`."""
    token = tree.tokens[verb]
    if (
        token.relation != "parataxis"
        or token.tag not in {"VBD", "VBZ"}
        or tree.child(verb, "obj", "ccomp", "xcomp", "cc", "aux", "cop") is not None
    ):
        return False
    return all(word.tag not in _FINITE for word in tree.tokens[verb + 1 :])


def _may_speak(tree: Tree, verb: int) -> bool:
    """Whether the word is a finite verb, or a noun that the tagger may have mistaken for one (`hauliers report.`)."""
    tag = tree.tokens[verb].tag
    if tag in {"VBD", "VBZ", "VBP"}:
        return True
    before = tree.tokens[verb - 1] if verb else tree.tokens[verb]
    if tag == "VBN":
        return before.text.lower() not in _PASSIVES
    if tag == "VB" and _opens(tree, verb - 1):
        return True
    return tag in {"NN", "NNS", "VB", "JJ"} and before.tag.startswith(("NN", "PRP")) and _is_final(tree, verb)


def _is_final(tree: Tree, verb: int) -> bool:
    """Whether nothing but a circumstance follows, so that the word can be a verb only."""
    if verb + 1 >= len(tree):
        return False
    following = tree.tokens[verb + 1]
    if following.text in {",", ".", ";", ":"} or following.text in _KNOWN:
        return True
    return (
        tree.tokens[verb].relation in {"parataxis", "advcl", "ccomp"}
        and following.tag in {"IN", "TO"}
        and tree.child(verb, "nsubj") is not None
    )


def _lets_know(tree: Tree, verb: int) -> bool:
    """Whether it is `let it be known`, `let slip`, `made plain`, `has it`."""
    ahead = {word.text.lower() for word in tree.tokens[verb + 1 : verb + 3]}
    return bool(ahead & _KNOWN)


def _is_speaker(tree: Tree, speaker: int, cue: Cue, cues: Cues) -> bool:
    """Whether a noun can be the speaker; verbs that often mean something else ask for a known one."""
    token = tree.tokens[speaker]
    if token.tag in {"NNP", "NNPS", "PRP"} or _is_known(tree, speaker, cues):
        return True
    return (
        cue.kind in {"say", "let", "write", "think", "confirm", "commit"} and cue.lemma not in _WEAK and tree.lemma(speaker) not in _PERIODS
    )


def _is_known(tree: Tree, speaker: int, cues: Cues) -> bool:
    return tree.lemma(speaker) in cues.kinds or tree.tokens[speaker].text.lower() in cues.kinds


def _covers(tree: Tree, found: Insertion, token: int) -> bool:
    """Whether the deed is part of what was said: not of the insertion, nor before the relative that it interrupts."""
    before = tree.tokens[found.first - 2].text.lower() if found.first > 1 else ""
    if before in {"which", "who", "that"} and token < found.first:
        return False
    if found.first <= token <= max(found.verb, found.speaker):
        return False
    if token < found.first:
        return True
    if any(tree.tokens[k].text == "," for k in range(found.verb, token)) and token not in tree.subtree(found.speaker):
        return True
    node = token  # what hangs on the insertion as a circumstance, or describes the speaker, was not said
    while tree.tokens[node].head != node:
        head, relation = tree.tokens[node].head, tree.tokens[node].relation
        if head == found.speaker or (head == found.verb and relation in {"advcl", "obl", "xcomp", "obj"}):
            return False
        node = head
    return True


def _can_invert(cue: Cue) -> bool:
    return cue.kind in {"say", "write", "think", "confirm", "commit"} and cue.lemma not in _TOLD


def _insertion(tree: Tree, verb: int, cue: Cue, scope: tuple[int, int], cues: Cues) -> Insertion | None:
    """The insertion around a verb of saying, or none if it governs its content in the ordinary way."""
    start = verb
    while start > scope[0] and verb - start < _LONGEST and not _opens(tree, start - 1):
        start -= 1
    if start <= scope[0] or not (_is_after_content(tree, start, verb, scope) and _is_closed(tree, verb, cue, scope)):
        return None
    opener = start
    while opener < verb and tree.tokens[opener].text.lower() in _ECHOES | {"so"}:
        opener += 1
    if opener == verb:
        speaker = _following(tree, verb, scope[1]) if _can_invert(cue) else None
        if speaker is not None and (
            _acts_on(tree, verb, speaker)
            or _is_own(tree, verb, speaker)
            or (_is_bare(tree, speaker) and not _is_known(tree, speaker, cues))
        ):
            return None
        if speaker is not None and (cue.takes or cue.kind == "commit" or cue.lemma in _WEAK) and not _is_known(tree, speaker, cues):
            return None
    else:
        speaker = _preceding(tree, opener, verb, cue)
    if speaker is None:
        return None
    return Insertion(verb=verb, speaker=speaker, first=start, scope=scope)


def _opens(tree: Tree, i: int) -> bool:
    token = tree.tokens[i]
    return token.text == ":" or (token.text in _OPENING and token.tag != "POS")


def _is_bare(tree: Tree, noun: int) -> bool:
    """Whether a common noun in the singular stands without article: `cried foul`, `said no`."""
    return tree.tokens[noun].tag == "NN" and tree.child(noun, "det", "nmod:poss", "compound", "amod", "nummod") is None


def _acts_on(tree: Tree, verb: int, noun: int) -> bool:
    """Whether a noun is the subject of what is said: `A deputy, citing the service, said Chad planned to leave`."""
    token = tree.tokens[noun]
    return token.relation in SUBJECTS and token.head > noun and token.head != verb and bool(tree.subjects(verb))


def _is_own(tree: Tree, verb: int, noun: int) -> bool:
    """Whether a further verb of the same subject is done to what is the subject's: `accused Chad, recalled its envoy`."""
    owner = tree.child(noun, "nmod:poss")
    further = tree.tokens[verb].relation in {"conj", "parataxis"} and tree.tokens[noun].relation == "obj"
    return further and owner is not None and tree.tokens[owner].tag == "PRP$"


def _preceding(tree: Tree, first: int, verb: int, cue: Cue) -> int | None:
    """The noun phrase between a comma and the verb."""
    words = tree.tokens[first:verb]
    if words[0].text.lower() in _NOT_SUBJECT or words[0].tag in {"CC", "IN", "RB", "TO", "VBG"}:
        return None
    nouns: list[int] = []
    for k in range(first, verb):
        tag = tree.tokens[k].tag
        if tag == "WP" and nouns and tree.tokens[k].text.lower() == "who":
            return _head(tree, nouns) if any(word.tag in _FINITE for word in tree.tokens[k:verb]) else None
        if tag in {"WDT", "WP", "WP$"}:
            return None
        if tag in _FINITE and tree.tokens[k].text.lower() not in _ECHOES and cue.kind != "let":
            return None
        if tag == "IN" and nouns:
            break  # the head stands before the first preposition
        if tag.startswith(_NOUNS) and tree.tokens[k].tag != "PRP$":
            nouns.append(k)
    return _head(tree, nouns)


def _following(tree: Tree, verb: int, end: int) -> int | None:
    """The noun phrase right after an inverted verb."""
    nouns: list[int] = []
    for k in range(verb + 1, min(end, verb + _LONGEST)):
        token = tree.tokens[k]
        if token.text in _CLOSING or not token.tag.startswith(_INSIDE) or (token.tag in {"IN", "TO"} and nouns):
            break
        if token.tag in {"IN", "TO"}:
            return None
        if token.tag.startswith(_NOUNS) and token.tag != "PRP$":
            nouns.append(k)
    return _head(tree, nouns)


def _head(tree: Tree, nouns: list[int]) -> int | None:
    """The last noun of a phrase, past a possessor; none if there is none."""
    real = [k for k in nouns if not tree.tokens[k].tag.startswith("DT")]
    if not real:
        return nouns[-1] if nouns and tree.tokens[nouns[-1]].text.lower() not in {"no", "the", "a", "an"} else None
    last = real[-1]
    return tree.tokens[last].head if tree.tokens[last].head in real and tree.tokens[last].relation in {"flat", "appos", "nummod"} else last


def _is_after_content(tree: Tree, start: int, verb: int, scope: tuple[int, int]) -> bool:
    """Whether something that can be said stands before the insertion, or goes on after it."""
    before = any(tree.tokens[k].tag in _FINITE or tree.tokens[k].tag in {"VBN", "VB"} for k in range(scope[0], start))
    if before:
        return True
    closing = next((k for k in range(verb + 1, scope[1]) if tree.tokens[k].text == ","), None)
    return closing is not None and closing - verb < _LONGEST and start - scope[0] > 1 and tree.tokens[scope[0]].tag != "IN"


def _is_closed(tree: Tree, verb: int, cue: Cue, scope: tuple[int, int]) -> bool:
    """Whether the verb is not followed by content of its own."""
    after = verb + 1 + cue.lemma.count("_")
    if after >= scope[1]:
        return True
    following = tree.tokens[after]
    if following.text in _CLOSING or following.tag in {"IN", "TO", "RB", "RP"}:
        return following.text.lower() != "that"
    if tree.tokens[verb - 1].text in _OPENING or tree.tokens[verb - 1].text.lower() in _ECHOES or cue.kind == "let":
        return True
    if tree.lemma(verb) in _TOLD:
        ahead = next((k for k in range(verb + 1, scope[1]) if tree.tokens[k].text in _CLOSING or tree.tokens[k].text == "that"), scope[1])
        return (ahead == scope[1] or tree.tokens[ahead].text != "that") and tree.child(verb, "xcomp") is None
    return following.tag in {"NNP", "NN"} and following.relation in {"obl", "obl:tmod", "obl:unmarked", "advmod", "obl:npmod"}
