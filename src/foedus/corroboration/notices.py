"""Where a report corrects or withdraws what was said before: the outlet in its own name, or a voice that it quotes."""

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Literal

import msgspec

from foedus.corroboration.credits import sentences
from foedus.corroboration.wording import paragraphs
from foedus.errors import DataError
from foedus.lexicon.tables import data_file, rows
from foedus.model.record import Record
from foedus.model.text import Document

CORRECTION, RETRACTION, CLARIFICATION, NONE = "correction", "retraction", "clarification", "none"

_START, _END, _COLON, _GAP = "^", "$", ":", "..."
# between two words of a cue: anything but the end of a sentence or clause
_BETWEEN = r"[^\w.;!?\n]+"
_WORD = r"\w+(?:[,.'’-]\w+)*"
_PLAIN = re.compile(r"[^\W\d_]+(?:['’&-][^\W\d_]+)*|&")
_FORMS = {
    _START: r"(?:^|(?<=\n\n))[^\w\n]*",
    _END: r"[^\w\n]*(?=\n\s*\n|$)",
    _COLON: r"\s*(?::|[-–—](?=\s))\s*",
    _GAP: rf"(?:{_WORD}{_BETWEEN}){{0,8}}?",
}
# what is set against the right value: `12,000, not 25,000`
_CONTRAST = re.compile(r"\b(?:not|instead of|rather than|and not)\s+([^,;:.()\n]*(?:[.,]\d[^,;:.()\n]*)*)", re.IGNORECASE)
# a label with no more words than this has the paragraph after it in view
_LABEL_WORDS = 4
_CLAUSE_END = re.compile(r";|$")


class Cue(Record, frozen=True, kw_only=True):
    """A row of the cue table, whose README explains the columns.

    Attributes:
        cue: Words in order; `a|b` is either, `a?` may be missing, `...` up to eight words, `^` and `$` the ends of a paragraph.
        kind: `correction`, `retraction`, `clarification`, or `none` for words that only look like one.
        who: Whether the outlet speaks or somebody it speaks of; empty for `none`.
        tells: Whether the rest of the sentence tells what was `wrong` or what is `right`; empty if neither.
        reach: How far the notice goes: its sentence and the next, its paragraph, the whole document.
        example: A sentence with the cue between asterisks.
    """

    cue: str
    kind: Literal["correction", "retraction", "clarification", "none"]
    who: Literal["outlet", "voice", ""] = ""
    tells: Literal["wrong", "right", ""] = ""
    reach: Literal["sentence", "paragraph", "document", ""] = ""
    example: str


class Notice(Record, frozen=True, kw_only=True):
    """One correction, retraction or clarification.

    Attributes:
        kind: Which of them.
        by_outlet: Whether the outlet speaks for itself; else somebody it speaks of.
        start: Offset of the passage in the document's text.
        end: Offset after it.
        words: The words that show it.
        at: Offset of these words; -1 where they stand in the headline, which labels the first paragraph.
        nearest: Where to look first for what the notice is about: its own sentence, or all of the passage.
        wrong: Clauses that tell what was wrong.
        against: Words that are set against the right value: `12,000, not 25,000`.
    """

    kind: str
    by_outlet: bool
    start: int
    end: int
    words: str
    at: int = -1
    nearest: tuple[int, int]
    wrong: tuple[tuple[int, int], ...] = ()
    against: tuple[tuple[int, int], ...] = ()

    def holds(self, start: int, end: int) -> bool:
        """Whether a stretch of the text shares words with the passage."""
        return start < self.end and self.start < end

    def tells_as_wrong(self, offset: int) -> bool:
        """Whether the word at an offset is told as wrong."""
        return any(start <= offset < end for start, end in self.wrong)


_Hit = tuple[Cue, int, int]


class _Compiled:
    """A row with its pattern, and the words of which a text needs one each for the pattern to be tried."""

    def __init__(self, row: Cue) -> None:
        self.row = row
        tokens = row.cue.split()
        self.needs = [frozenset(token.split("|")) for token in tokens if token not in _FORMS and not token.endswith("?")]
        self.pattern = re.compile(_pattern(tokens), re.IGNORECASE)


def _pattern(tokens: Sequence[str]) -> str:
    """The expression of a cue; each word is followed by what parts it from the next, unless a mark follows."""
    parts: list[str] = []
    for token, following in zip_longest(tokens, tokens[1:]):
        if token in _FORMS:
            parts.append(_FORMS[token])
            continue
        words = "|".join(re.escape(word).replace("'", "['’]") for word in sorted(token.rstrip("?").split("|"), key=len, reverse=True))
        one = rf"(?<!\w)(?:{words})(?!\w)" + ("" if following in {None, _END, _COLON} else _BETWEEN)
        parts.append(f"(?:{one})?" if token.endswith("?") else one)
    return "".join(parts)


class NoticeReader:
    """Finds notices in documents.

    Args:
        table: The cues.

    Raises:
        DataError: A row lacks who speaks or how far the notice goes, or stands twice.
    """

    def __init__(self, table: Sequence[Cue]) -> None:
        known: set[str] = set()
        for row in table:
            if row.cue in known or (row.kind != NONE and not (row.who and row.reach)):
                msg = f"data/corroboration/corrections.tsv: {row.cue!r} stands twice, or lacks who or reach"
                raise DataError(msg)
            known.add(row.cue)
        self.rows = tuple(table)
        self._cues = [_Compiled(row) for row in table]

    @classmethod
    def load(cls) -> "NoticeReader":
        """Read the shipped table."""
        return cls(list(rows(data_file("corroboration/corrections.tsv"), Cue)))

    def read(self, document: Document) -> tuple[Notice, ...]:
        """The notices of a document in order of their passages; one passage has one of each kind and speaker."""
        text = document.text
        found = [_notice(document, row, start, end) for row, start, end in self.matches(text)]
        found += [
            msgspec.structs.replace(_labelled(document), kind=row.kind, words=document.title[start:end])
            for row, start, end in self.matches(document.title)
            if row.who == "outlet" and text.strip()
        ]
        return _joined(found)

    def matches(self, text: str) -> list[_Hit]:
        """The cues in a text with their offsets, those left out that overlap with words that only look so."""
        present = frozenset(word.lower().replace("’", "'") for word in _PLAIN.findall(text))
        tried = [cue for cue in self._cues if all(words & present for words in cue.needs)]
        hits = [(cue.row, hit.start(), hit.end()) for cue in tried for hit in cue.pattern.finditer(text)]
        kept = [hit for hit in hits if hit[0].kind != NONE and not any(_overshadows(other, hit) for other in hits)]
        return sorted(((row, *_trimmed(text, start, end)) for row, start, end in kept), key=lambda hit: (hit[1], hit[2], hit[0].cue))


def _overshadows(other: _Hit, hit: _Hit) -> bool:
    """Whether the words of another row show that a hit is none, or that it is the outlet which speaks."""
    overlap = hit[1] < other[2] and other[1] < hit[2]
    return overlap and (other[0].kind == NONE or (other[0].kind == hit[0].kind and other[0].who == "outlet" and hit[0].who == "voice"))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A match without the marks and blanks around it."""
    found = re.search(r"\w(?:.*\w)?", text[start:end], re.DOTALL)
    return (start + found.start(), start + found.end()) if found else (start, end)


def _notice(document: Document, row: Cue, start: int, end: int) -> Notice:
    text = document.text
    bounds = [*sentences(text)]
    at = max((i for i, (first, _) in enumerate(bounds) if first <= start), default=0)
    first, last = bounds[at]
    if row.reach == "document":
        passage = (0, len(text))
    elif row.reach == "paragraph":
        passage = _paragraph(text, start, end)
    else:
        passage = (first, min(bounds[min(at + 1, len(bounds) - 1)][1], _paragraph(text, start, len(text))[1]))
    return Notice(
        kind=row.kind,
        by_outlet=row.who == "outlet" and not _is_quoted(text, start),
        start=passage[0],
        end=max(passage[1], end),
        words=text[start:end],
        at=start,
        nearest=(first, last) if row.reach == "sentence" else passage,
        wrong=(_clause(text, start, last),) if row.tells == "wrong" else (),
        against=_against(text, passage),
    )


def _labelled(document: Document) -> Notice:
    """A notice in the headline: it labels the first paragraph."""
    start, end = next(paragraphs(document.text))
    return Notice(
        kind=CORRECTION,
        by_outlet=True,
        start=start,
        end=end,
        words="",
        nearest=(start, end),
        against=_against(document.text, (start, end)),
    )


def _paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    """The paragraph of an offset; with the next one where it is a label and nothing else."""
    bounds = [*paragraphs(text)]
    at = next(i for i, (_, last) in enumerate(bounds) if start < last)
    first, last = bounds[at]
    is_label = end >= len(text[:last].rstrip(" .:\n")) and len(text[first:last].split()) <= _LABEL_WORDS
    return (first, bounds[at + 1][1]) if is_label and at + 1 < len(bounds) else (first, last)


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """From an offset to the end of its clause."""
    stop = _CLAUSE_END.search(text, start, end)
    return start, stop.start() if stop else end


def _against(text: str, passage: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """What a passage sets against the right value."""
    return tuple((hit.start(1), hit.end(1)) for hit in _CONTRAST.finditer(text, *passage) if hit[1].strip())


def _is_quoted(text: str, offset: int) -> bool:
    """Whether a word stands inside a quotation of its paragraph, so that somebody else says it."""
    before = text[: offset + 1].rpartition("\n\n")[2]
    return before.rfind("“") > before.rfind("”") or before.count('"') % 2 == 1


def _joined(found: Iterable[Notice]) -> tuple[Notice, ...]:
    """One notice a passage, kind and speaker; all that any of them tells as wrong."""
    kept: dict[tuple[str, bool, int, int], Notice] = {}
    for notice in sorted(found, key=lambda notice: (notice.start, notice.end, notice.kind, not notice.by_outlet, notice.at < 0, notice.at)):
        key = (notice.kind, notice.by_outlet, notice.start, notice.end)
        known = kept.get(key)
        wrong = tuple(sorted({*known.wrong, *notice.wrong})) if known else notice.wrong
        kept[key] = msgspec.structs.replace(known or notice, wrong=wrong)
    return tuple(kept.values())
