"""Patterns of verb files taken apart: `$ * DIPLOMATIC TIES (WITH +)`."""

import re
from collections.abc import Iterator, Sequence

from foedus.errors import DataError
from foedus.model.record import Record

SOURCE, TARGET, BOTH = "$", "+", "%"
ROLES = frozenset({SOURCE, TARGET, BOTH})
_VERB, _SKIP = "*", "^"
_TOKEN = re.compile(r"&\w+|[$+%*^{}()]|[\w'-]+")
_BETWEEN = re.compile(r"[\s_]+")
_CLOSING = {")": "(", "}": "{"}
_IGNORED = frozenset({"a", "an", "the", "its", "his", "her", "their", "and", "or", "has", "have", "had", "having", _SKIP})
BEING = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_STATUS = frozenset(
    ("can", "cannot", "could", "may", "might", "must", "never", "no", "not", "shall", "should", "will", "would", "n't", "don't", "didn't")
)
PREPOSITIONS = frozenset(
    ("about", "after", "against", "among", "around", "as", "at", "before", "behind", "between", "by", "for", "from", "in", "inside", "into",
     "near", "of", "on", "onto", "outside", "over", "through", "to", "toward", "towards", "under", "upon", "with", "within", "without")
)  # fmt: skip
THAT = "that"
TO = "to"


class Pattern(Record, frozen=True, kw_only=True):
    """What stands before and after a verb, as tokens in lower case.

    A token is a word, `&SET`, one of `$`, `+`, `%`, or a bracket; words that say nothing of the type are gone.
    """

    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()


class Segment(Record, frozen=True, kw_only=True):
    """Words under one preposition, or none.

    Attributes:
        links: Prepositions from the outermost to its own (`on`, `of` for `on behalf of X`), or `that`; none for what
            stands with the verb directly.
        tokens: Words, sets and roles in order.
    """

    links: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()

    @property
    def terms(self) -> tuple[str, ...]:
        """The words and sets."""
        return tuple(token for token in self.tokens if token not in ROLES)

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles."""
        return tuple(token for token in self.tokens if token in ROLES)


def parse(text: str) -> Pattern:
    """Take a pattern apart at its verb.

    >>> parse("$ * DIPLOMATIC_TIES (WITH +)")
    Pattern(left=('$',), right=('diplomatic', 'ties', '(', 'with', '+', ')'))

    Raises:
        DataError: It holds something that is not understood, or no verb.
    """
    strange = _BETWEEN.sub("", _TOKEN.sub("", text))
    if strange:
        msg = f"{strange[0]!r} is not understood in a pattern"
        raise DataError(msg)
    tokens = [token for found in _TOKEN.findall(text) for token in _words_in(found)]
    if tokens.count(_VERB) != 1:
        msg = "holds no `*` for the verb" if _VERB not in tokens else "holds several `*`"
        raise DataError(msg)
    at = tokens.index(_VERB)
    left, right = tokens[:at], tokens[at + 1 :]
    for side in (left, right):
        _check_brackets(side)
        told = next((token for token in side if token in _STATUS), None)
        if told is not None:
            msg = f"{told.upper()}: negation and tense are read from the sentence, not from a pattern"
            raise DataError(msg)
    return Pattern(left=tuple(k for k in left if k not in _IGNORED), right=tuple(k for k in right if k not in _IGNORED | BEING))


def _words_in(token: str) -> list[str]:
    if token.startswith("&"):
        return [f"&{token[1:].strip('_').upper()}"]
    return [word for word in token.lower().split("_") if word]


def _check_brackets(tokens: Sequence[str]) -> None:
    is_open = ""
    for token in tokens:
        if token in _CLOSING.values():
            if is_open == token:
                break
            is_open += token
        elif token in _CLOSING:
            if not is_open.endswith(_CLOSING[token]):
                break
            is_open = is_open[:-1]
    else:
        if not is_open:
            return
    msg = "a bracket is not closed or not opened"
    raise DataError(msg)


def segments(tokens: Sequence[str]) -> Iterator[Segment]:
    """The tokens of one side by the prepositions that they stand under; brackets end a segment.

    >>> [(s.links, s.tokens) for s in segments(parse("* TROOPS (ON BEHALF OF +)").right)]
    [((), ('troops',)), (('on',), ('behalf',)), (('on', 'of'), ('+',))]
    """
    links: tuple[str, ...] = ()
    held: list[str] = []
    for token in tokens:
        if token in {"(", ")", "{", "}"}:
            if held:
                yield Segment(links=links, tokens=tuple(held))
            held = []
            links = links if token in {"{", "}"} else ()
        elif token in PREPOSITIONS or token == THAT:
            if held:
                yield Segment(links=links, tokens=tuple(held))
            elif links:
                yield Segment(links=links)
            links, held = ((*links, token) if held and links else (token,)), []
        else:
            held.append(token)
    if held or links:
        yield Segment(links=links, tokens=tuple(held))
