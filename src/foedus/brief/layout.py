"""What all forms of a brief have in common: the anchors of what cites, what text may hold, and how a source is named."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import TypeVar
from urllib.parse import quote

import msgspec

from foedus.model.brief import Brief, Citation, Note, Plot, SourceEntry, Table
from foedus.model.record import Record

T = TypeVar("T")
_UNSAFE = re.compile(r"[\s<>\"'`\\{}|^\x00-\x20\x7f]")
_KEPT = "\t\n"
# What turns the direction of writing for what follows, and what ends that (Unicode Standard Annex 9).
_TURNING, _END_TURN = "\u202a\u202b\u202d\u202e", "\u202c"
_ISOLATING, _END_ISOLATE = "\u2066\u2067\u2068", "\u2069"


class Anchors:
    """Names for links to each sentence, row and caption that cites, and the way back from each source.

    Args:
        brief: The brief.
    """

    def __init__(self, brief: Brief) -> None:
        self.of_source: dict[int, list[str]] = {source.number: [] for source in brief.sources}
        for anchor, citations in _citing(brief):
            for number in dict.fromkeys(citation.number for citation in citations):
                self.of_source.setdefault(number, []).append(anchor)


def _citing(brief: Brief) -> Iterator[tuple[str, Sequence[Citation]]]:
    """Anchor and citations of all that cites, in the order in which it is printed; counts begin at 1."""
    for section in brief.sections:
        for k, statement in enumerate(section.statements, start=1):
            yield f"{section.key}-{k}", statement.citations
        for k, table in enumerate(section.tables, start=1):
            yield from _rows(f"{section.key}-table-{k}", table)
        for plot in section.plots:
            yield from _plot(plot)
    for k, note in enumerate(brief.commentary, start=1):
        for n, sentence in enumerate(note.sentences, start=1):
            yield f"note-{k}-{n}", sentence.citations


def _plot(plot: Plot) -> Iterator[tuple[str, Sequence[Citation]]]:
    yield f"plot-{plot.key}", plot.caption.citations
    if plot.twin is not None:
        yield from _rows(f"plot-{plot.key}-twin", plot.twin)


def _rows(name: str, table: Table) -> Iterator[tuple[str, Sequence[Citation]]]:
    for k, row in enumerate(table.rows, start=1):
        yield f"{name}-{k}", row.citations


def legible(record: T) -> T:
    """The record with texts that no form chokes on: control characters shown as U+FFFD, every turn of direction ended.

    The letters of a text and their order stay.
    """
    plain = _mapped(msgspec.to_builtins(record))
    return msgspec.convert(plain, type(record))


def _mapped(value: object) -> object:
    if isinstance(value, str):
        return _legible(value)
    if isinstance(value, dict):
        return {key: _mapped(part) for key, part in value.items()}
    return [_mapped(part) for part in value] if isinstance(value, (list, tuple)) else value


def _legible(text: str) -> str:
    shown = "".join(sign if sign in _KEPT or not _is_control(sign) else "\ufffd" for sign in text)
    return f"{shown}{_open_turns(shown)}"


def _is_control(sign: str) -> bool:
    """Whether it is a control character, half a pair, or one that Unicode says is none, which XML does not allow."""
    return sign in "\ufffe\uffff" or unicodedata.category(sign) in {"Cc", "Cs"}


def _open_turns(text: str) -> str:
    """What ends the turns of direction that a text leaves open, the last one first."""
    ends: list[str] = []
    for sign in text:
        if sign in _TURNING:
            ends.append(_END_TURN)
        elif sign in _ISOLATING:
            ends.append(_END_ISOLATE)
        elif ends and sign == ends[-1]:
            ends.pop()
    return "".join(reversed(ends))


def where(source: SourceEntry) -> str:
    """Outlet, date and document of a source in one line."""
    parts = (source.outlet or "outlet not named", source.published.isoformat() if source.published else "no date", source.document)
    return ", ".join(parts)


def cautions(source: SourceEntry) -> str:
    """Grade of a source, and what a reader has to know of it."""
    parts = [f"grade {source.grade}" if source.grade else "not graded"]
    parts += ["only repeats another report"] if source.echo else []
    parts += ["synthetic"] if source.synthetic else []
    parts += [f"reported by outlets {shared}" for shared in source.shared_control]
    return "; ".join(parts)


def footing(source: SourceEntry) -> str:
    """Where the quoted words stand, so that they can be found again."""
    return f"{source.claim}, characters {source.start} to {source.end}, text SHA-256 {source.text_sha256}"


def web(url: str) -> str:
    """The address if it is one of the web, else nothing: a document may carry `javascript:`.

    Characters that could end a link are percent-encoded.
    """
    return _UNSAFE.sub(lambda found: quote(found[0], safe=""), url) if url.startswith(("https://", "http://")) else ""


class Passed(Record, frozen=True, kw_only=True):
    """The faults that one person let pass for one reason."""

    text: str
    faults: tuple[str, ...]


def let_pass(brief: Brief) -> tuple[Passed, ...]:
    """What people let pass in spite of the check, by person and reason."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for override in brief.overrides:
        grouped.setdefault((override.author, override.reason), []).append(override.fault)
    return tuple(Passed(text=f"{author} let it pass: {reason}", faults=tuple(faults)) for (author, reason), faults in grouped.items())


def signed(note: Note) -> str:
    """The heading of a note."""
    return f"Commentary by {note.author}, not composed by rule{f', {note.date.isoformat()}' if note.date else ''}"


def labels_of(label: str) -> list[str]:
    """The words of a label, of which a sentence on several findings may have several.

    >>> labels_of("disputed; single origin")
    ['disputed', 'single origin']
    """
    return [word for word in label.split("; ") if word]


class Part(Record, frozen=True, kw_only=True):
    """A line of the table of contents."""

    key: str
    title: str


def parts_of(brief: Brief) -> tuple[Part, ...]:
    """The parts of a brief as all forms order them."""
    return (
        *([Part(key="summary", title="How strong the sources are")] if brief.summary else []),
        *(Part(key=section.key, title=section.title) for section in brief.sections),
        *(Part(key=f"note-{k}", title=signed(note)) for k, note in enumerate(brief.commentary, start=1)),
        *([Part(key="gaps", title="What is not in it")] if brief.gaps else []),
        Part(key="sources", title="Sources"),
        Part(key="method", title="Method"),
    )
