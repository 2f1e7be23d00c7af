"""Text into paragraphs, and what kind each is: body, heading or byline, with its dateline."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from foedus.model.text import Block

_BLANK_LINE = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_BULLET = re.compile(r"\s*(?:[-•·*▪◦–—]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+")
_ENDED = re.compile(r"[.!?…:;,]['\"”’»)\]]*\s*$")
_MAX_HEADING_WORDS = 14
_MAX_BYLINE_WORDS = 16
# Nobody wraps by hand wider than this; a longer line is a paragraph.
_MAX_WRAPPED_LINE = 100
_BYLINE = re.compile(
    r"(?:(?:reporting|writing|editing|edited|compiled|additional reporting|reported) (?:by|from) "
    r"|(?:by|from) (?:our|a|an|the|staff)\b.*\b(?:correspondents?|reporters?|writers?|desk|staff"
    r"|editors?|bureaux?|bureaus?|agency|agencies|office|team|service)\b"
    r"|(?:our|staff|agency) (?:own )?(?:foreign |diplomatic |special |political )?"
    r"(?:correspondents?|reporters?|writers?)\b"
    r"|by (?-i:[A-Z])[\w.'’-]*(?:,? (?:(?-i:[A-Z])[\w.'’-]*|and|in|for|with|al|bin|de|van|von|&)){1,12},?$"
    r")",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"(?P<place>[^\W\d_][\w'’./-]{1,40}(?: [\w'’./-]{1,40}){0,4})"
    r"(?P<more>(?:, [^—–:(),]{2,30}?){0,3})"
    r"(?P<agency>,? ?\([^()]{2,40}\))?"
    r"(?P<dash>:| ?(?:—|–|--)| [-_])\s+(?=\S)"
)
_AGENCY_ONLY = re.compile(r"\([A-Z][\w .&/-]{1,30}\) ?(?:—|–|--|-|_)\s+(?=\S)")
_MAX_TITLE_CASE_PLACE = 3
_PROSE = re.compile(r"[a-z][.!?] | (?:is|was|has|had|said|and|will) ")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as offsets in the text; the dateline, if any, runs from `start` to `body`."""

    start: int
    body: int
    end: int
    block: Block


def paragraphs(text: str) -> list[Paragraph]:
    r"""Cut a text into paragraphs and classify them, in order.

    >>> [(p.start, p.body, p.block.value) for p in paragraphs("OSLO (NW) - Rain.\n\nBy Jo Dee")]
    [(0, 12, 'body'), (19, 19, 'byline')]
    """
    stretches = [trimmed for chunk in _chunks(text) for stretch in _stretches(text, *chunk) if (trimmed := _trim(text, *stretch))]
    found = []
    for start, end in stretches:
        content = text[start:end]
        body = start + _dateline_length(content)
        block = Block.BODY
        if body == start and len(stretches) > 1:
            block = _block(content)
        found.append(Paragraph(start, body, end, block))
    return found


def _chunks(text: str) -> Iterator[tuple[int, int]]:
    """Yield what blank lines set apart."""
    start = 0
    for gap in _BLANK_LINE.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs of a chunk: every line, or, if it is wrapped by hand, the whole.

    List items stay apart even then.
    """
    lines = text[start:end].split("\n")
    wrapped = _is_wrapped([line.strip() for line in lines])
    place, opened = start, start
    for line in lines:
        if place > start and (not wrapped or _BULLET.match(line)):
            yield opened, place - 1
            opened = place
        place += len(line) + 1
    yield opened, end


def _is_wrapped(lines: list[str]) -> bool:
    """Lines of like length that break off mid-sentence were wrapped by hand."""
    broken = lines[:-1]
    longest = max(map(len, lines))
    if not broken or longest > _MAX_WRAPPED_LINE:
        return False
    full = sum(len(line) > 0.6 * longest for line in broken)
    open_ended = sum(not re.search(r"[.!?][\"'”’)]*$", line) for line in broken)
    carried_on = sum(line[:1].islower() for line in lines[1:])
    return 2 * full >= len(broken) and 2 * open_ended >= len(broken) and 4 * carried_on >= len(broken)


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    content = text[start:end]
    lead = len(content) - len(content.lstrip())
    stop = start + len(content.rstrip())
    return (start + lead, stop) if start + lead < stop else None


def _block(content: str) -> Block:
    words = content.split()
    if len(words) <= _MAX_BYLINE_WORDS and _BYLINE.match(content) and not content.endswith("."):
        return Block.BYLINE
    is_short = len(words) <= _MAX_HEADING_WORDS
    if is_short and not _ENDED.search(content) and not _BULLET.match(content):
        return Block.HEADING
    return Block.BODY


def _dateline_length(content: str) -> int:
    """Return how much of a paragraph's beginning is a dateline, 0 for none."""
    found = _AGENCY_ONLY.match(content)
    if found is not None:
        return found.end()
    found = _DATELINE.match(content)
    if found is None or not _is_dateline(found, content[found.end() :]):
        return 0
    return found.end()


def _is_dateline(found: re.Match[str], rest: str) -> bool:
    """Capitals are a dateline before any dash or colon; a title-case place needs more."""
    place, dash = found["place"], found["dash"].strip()
    if place.isupper():
        return not place.endswith(".")
    words = place.split()
    titled = len(words) <= _MAX_TITLE_CASE_PLACE and all(word[0].isupper() for word in words)
    if dash == ":" or not titled or rest.lstrip("\"'“‘")[:1].islower() or _PROSE.search(found[0]):
        return False
    if found["agency"] or any(char.isdigit() for char in found["more"]):
        return True
    # A second dash makes a parenthesis of what stands between: "Russia — its neighbour — sent ..."
    return dash in ("—", "–", "--") and dash not in re.split(r"[.!?] ", rest, maxsplit=1)[0]
