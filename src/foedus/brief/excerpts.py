"""Where a quotation begins and ends, so that it is whole words and, as far as that goes, a whole clause."""

import re

_STRONG = re.compile(r"[;:](?=\s)|[.!?](?=[\s”\"’)]|$)|\s[-–—]+\s")
_COMMA = re.compile(r",(?=\s)")
# a second relative clause, which belongs to words before the first
_RELATIVE = re.compile(r"\s(?=(?:and|or)\s+(?:which|whom?|whose)\b)")
# a noun before the words that a preposition ties to it: `an agreement on` signals intelligence
_GOVERNING = re.compile(r"\b(?:an?|the)\s++(?:[\w'’-]++\s++){1,4}?(?:of|on|for|to|with)\s++$", re.IGNORECASE)
# a comma between the members of a list, or before a last member with `and`
_LISTED = re.compile(r",(?:(?:\s+[\w'’%.-]+){1,4}(?:,|\s+(?:and|or)\s)|\s+(?:and|or)\s)")
_HANGING = re.compile(
    r"(?<![\s,;:–—-])(?:[\s,;:–—-]++|(?:(?<=\s)|^)(?:a|an|the|of|in|on|at|by|to|for|from|with|into|over|under|after|before|since|until|as|and|or|but|that"
    r"|which|who|whose|its|their|his|her|if|while|not)\b)++$"
)
_LEADING = re.compile(r"[\s”\"’)]*(?:(?:and|but|while|yet|so|or|for|that|which|who)\s+)?")
_PAIRS = (("“", "”"), ("(", ")"), ("[", "]"), ('"', '"'))
_MAX = 190


def excerpt(text: str, start: int, least: int, most: int) -> str:
    """The words from a place to the end of their clause.

    Args:
        text: The document's text.
        start: Where they begin.
        least: How far they must go, if that is not too far.
        most: Where their sentence, or what belongs to the deed in it, ends.

    Returns:
        Words that end on no article, preposition or conjunction and in no open bracket, as far as `least` allows.
    """
    most = max(most, least)
    end = _clause_end(text, least, most)
    if end - start > _MAX:
        end = max(least, text.rfind(" ", start, start + _MAX))
    end = _closed(text, start, end, most)
    return _trimmed(text[start:end])


def is_hanging(words: str) -> bool:
    """Whether words end as no whole phrase does: on an article, a preposition or a conjunction."""
    return _HANGING.search(words) is not None


def before_voice(text: str, least: int, voice: int, most: int) -> int:
    """Where the deed's words end if a speaker is named after them: at the last comma before the speaker."""
    comma = text.rfind(",", least, voice) if voice >= least else -1
    return comma if comma >= 0 else most


def is_one_clause(text: str, start: int, end: int) -> bool:
    """Whether no stop but commas stands between two places."""
    return _STRONG.search(text, start, end) is None


def with_governing(text: str, sentence: int, place: int) -> int:
    """Where words begin together with the noun that governs them, if one stands right before them with its article."""
    found = _GOVERNING.search(text[sentence:place])
    return sentence + found.start() if found else place


def clause_start(text: str, sentence: int, place: int) -> int:
    """Where the clause begins in which a place stands: after the last semicolon, colon or dash of the sentence."""
    stops = [stop.end() for stop in _STRONG.finditer(text, sentence, place)]
    begin = max(stops, default=sentence)
    leading = _LEADING.match(text, begin, place)
    return leading.end() if leading else begin


def _clause_end(text: str, least: int, most: int) -> int:
    stops = (_STRONG.search(text, least, most), _RELATIVE.search(text, least, most))
    end = min((stop.start() for stop in stops if stop), default=most)
    for comma in _COMMA.finditer(text, least, end):
        if not _LISTED.match(text, comma.start(), end):
            return comma.start()
    return end


def _closed(text: str, start: int, end: int, most: int) -> int:
    """The end moved to where a bracket or quotation that is open there closes, or before it where it does not close."""
    for opening, closing in _PAIRS:
        words = text[start:end]
        is_open = words.count(opening) % 2 if opening == closing else words.count(opening) > words.count(closing)
        if is_open:
            close = text.find(closing, end, most + 1)
            end = close + 1 if 0 <= close - start <= _MAX else max(start + words.rfind(opening), start + 1)
    return end


def _trimmed(words: str) -> str:
    bare = _HANGING.sub("", words.rstrip(" ."))
    return bare or words.strip(" .") or words
