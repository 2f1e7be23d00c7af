"""Where a quotation may begin and end: never so that a negation, a hedge, a condition or a bound that governs it falls away."""

import re
from functools import cache

from foedus.brief.excerpts import is_hanging
from foedus.lexicon.tables import data_file, rows
from foedus.model.record import Record
from foedus.model.text import Span

STOP = re.compile(r"[,;:](?=\s)|[.!?](?=\s|$)|\s[-–—]+\s")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_AUXILIARY = re.compile(
    r"\b(?:will|would|shall|should|can|must|is|are|was|were|be|been|has|have|had|do|does|did)\s+(?:\w+ly\s+)?$", re.IGNORECASE
)
_CONTRACTED = re.compile(r"n['’]t$", re.IGNORECASE)
_OPENING = ("(", "[", "“", '"')
_MARKS = " .\t\n‘’'\"()[]"
# verbs of which `over` or `about` after them is a part
_PARTICLE = re.compile(r"\b(?:hand(?:s|ed|ing)?|turn(?:s|ed|ing)?|tak(?:es?|ing|en)|took|br(?:ings?|inging|ought|ing))\s+$", re.IGNORECASE)
# so many words before a quotation are looked at: an auxiliary, an adverb and a subject stand between `no` and its verb
_REACH = 4
# after a bound, before the number
_GAP = re.compile(r"\s+(?:(?:an?|the|some)\s+)?", re.IGNORECASE)


class Governor(Record, frozen=True, kw_only=True):
    """A row of `brief/governing.tsv`: a word that changes what the words after or before it say."""

    word: str
    sort: str


@cache
def _governors() -> dict[str, re.Pattern[str]]:
    """By sort, a pattern of its words."""
    found: dict[str, list[str]] = {}
    for row in rows(data_file("brief/governing.tsv"), Governor):
        found.setdefault(row.sort, []).append(re.escape(row.word).replace(r"\ ", r"\s+"))
    return {
        sort: re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(words, key=len, reverse=True))})(?![\w-])", re.IGNORECASE)
        for sort, words in found.items()
    }


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word is cut at either end.

    >>> is_whole("25,000 workers", 0, 2), is_whole("25,000 workers", 0, 6)
    (False, True)
    """
    return not (_joins(text, start) or _joins(text, end))


def _joins(text: str, at: int) -> bool:
    """Whether a border lies inside a word or a number."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isalnum() and after.isalnum():
        return True
    wider = text[at - 2 : at - 1], text[at + 1 : at + 2]
    mark = after in ".,'’-" and before.isalnum() and wider[1].isalnum()
    return mark or (before in ".,'’-" and after.isalnum() and wider[0].isalnum())


def begins_clause(text: str, start: int, sentence: Span) -> bool:
    """Whether a stretch begins where a sentence does, or after a stop."""
    before = text[sentence.start : start].rstrip(_MARKS)
    return not before or not before[-1].isalnum()


def ends_clause(text: str, end: int, sentence: Span) -> bool:
    """Whether a stretch ends where a sentence does, or before a stop."""
    stop = STOP.search(text, end, sentence.end)
    rest = text[end : stop.start() if stop else sentence.end]
    # what a preposition or an article alone would end on is left out
    if rest.lstrip()[:1] in _OPENING:
        return True
    return not rest.strip(_MARKS) or (len(rest.split()) <= 1 and is_hanging(f"x{rest.rstrip(_MARKS)}"))


def drops_bound(text: str, start: int, sentence: Span) -> bool:
    """Whether `up to`, `nearly`, `no` stand right before the words, without them."""
    return _bound_before(text, start, sentence.start) is not None


def bound_start(text: str, start: int, sentence: Span) -> int:
    """Where words start with the bounds and negations right before them."""
    while (wider := _bound_before(text, start, sentence.start)) is not None:
        start = wider
    return start


def _bound_before(text: str, start: int, first: int) -> int | None:
    before = text[first:start]
    for sort in ("bound", "negation"):
        for found in _governors()[sort].finditer(before):
            if _GAP.fullmatch(before, found.end()) and not _PARTICLE.search(before[: found.start()]):
                return first + found.start()
    return None


def widened(text: str, start: int, end: int, sentence: Span) -> tuple[int, int]:
    """A stretch of a sentence with what governs it: the negation or hedge before it, the condition after it.

    Returns:
        Start and end; the same as given if nothing is missing.
    """
    while (wider := _wider(text, start, end, sentence)) != (start, end):
        start, end = wider
    return start, end


def _wider(text: str, start: int, end: int, sentence: Span) -> tuple[int, int]:
    return _earlier(text, start, sentence), _later(text, end, sentence)


def _earlier(text: str, start: int, sentence: Span) -> int:
    """The first governing word of the few before the stretch, with its auxiliary; else where it starts, with its bound."""
    stops = [stop.end() for stop in STOP.finditer(text, sentence.start, start)]
    first = stops[-1] if stops else sentence.start
    found = _governing(text, first, start)
    if not found:
        bound = _bound_before(text, start, sentence.start)
        return start if bound is None else bound
    auxiliary = _AUXILIARY.search(text[first : min(found)])
    return first + auxiliary.start() if auxiliary else min(found)


def _governing(text: str, first: int, start: int) -> list[int]:
    """Where the governing words stand among the few words before a stretch."""
    words = list(_WORD.finditer(text, first, start))[-_REACH:]
    if not words:
        return []
    patterns = [pattern for sort, pattern in _governors().items() if sort != "bound"]
    found = [match.start() for pattern in patterns for match in pattern.finditer(text, words[0].start(), start)]
    return found + [word.start() for word in words if _CONTRACTED.search(word[0])]


def _later(text: str, end: int, sentence: Span) -> int:
    """The end of the clause if a governing word stands in the rest of it, or a condition right after it."""
    stop = STOP.search(text, end, sentence.end)
    close = stop.start() if stop else sentence.end
    rest = text[end:close]
    if any(pattern.search(rest) for sort, pattern in _governors().items() if sort != "bound") or _ends_early(rest):
        return _trimmed(text, end, close)
    if stop is None or stop[0][0] in ".!?":
        return end
    if _governors()["condition"].match(text, stop.end() + len(text[stop.end() :]) - len(text[stop.end() :].lstrip())):
        after = STOP.search(text, stop.end(), sentence.end)
        return _trimmed(text, end, after.start() if after else sentence.end)
    return end


def _ends_early(rest: str) -> bool:
    return any(_CONTRACTED.search(word[0]) for word in _WORD.finditer(rest))


def _trimmed(text: str, end: int, close: int) -> int:
    return max(end, end + len(text[end:close].rstrip(" .")))
