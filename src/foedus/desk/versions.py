"""Two versions of a brief side by side: which sentences are gone, which are new."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from foedus.brief.layout import signed
from foedus.model.brief import Brief, Row, Section, Statement
from foedus.model.record import ClaimId, Record


class Line(Record, frozen=True, kw_only=True):
    """A sentence or a row of a table, with what it rests on.

    Attributes:
        text: The sentence, or the cells of the row.
        label: As the sentence's.
        claims: The claims that it cites.
    """

    text: str
    label: str
    claims: tuple[ClaimId, ...]


class Difference(Record, frozen=True, kw_only=True):
    """What became of one part.

    Attributes:
        title: Its heading.
        gone: Lines that the later version no longer has.
        new: Lines that the earlier version had not.
        same: How many lines both have.
    """

    title: str
    gone: tuple[Line, ...]
    new: tuple[Line, ...]
    same: int

    @property
    def is_other(self) -> bool:
        """Whether the two versions differ here."""
        return bool(self.gone or self.new)


def differences(earlier: Brief, later: Brief) -> tuple[Difference, ...]:
    """What two versions have not in common, part by part in the order of the later; the numbers of citations do not count."""
    then, now = dict(_parts(earlier)), dict(_parts(later))
    return tuple(_difference(title, then.get(title, []), now.get(title, [])) for title in {**now, **then})


def _difference(title: str, then: Sequence[Line], now: Sequence[Line]) -> Difference:
    gone, new = tuple(_without(then, now)), tuple(_without(now, then))
    return Difference(title=title, gone=gone, new=new, same=len(now) - len(new))


def _without(lines: Iterable[Line], others: Iterable[Line]) -> Iterator[Line]:
    """Lines that are not among others, each of which takes one away."""
    left = Counter(map(_key, others))
    for line in lines:
        if left[_key(line)]:
            left[_key(line)] -= 1
        else:
            yield line


def _key(line: Line) -> Line:
    return Line(text=line.text, label=line.label, claims=tuple(sorted(line.claims)))


def _parts(brief: Brief) -> Iterator[tuple[str, list[Line]]]:
    yield "Scope and sources as a whole", [_plain(text) for text in (brief.scope, *brief.summary)]
    for section in brief.sections:
        yield section.title, list(_lines(section))
    for note in brief.commentary:
        yield signed(note), [_line(sentence) for sentence in note.sentences]
    yield "What is not in it", [_plain(text) for text in brief.gaps]


def _lines(section: Section) -> Iterator[Line]:
    yield from map(_line, (*section.statements, *(plot.caption for plot in section.plots)))
    for table in (*section.tables, *(plot.twin for plot in section.plots if plot.twin)):
        yield from map(_line, table.rows)


def _line(said: Statement | Row) -> Line:
    text = said.text if isinstance(said, Statement) else " | ".join(said.cells)
    return Line(text=text, label=said.label, claims=tuple(citation.claim for citation in said.citations))


def _plain(text: str) -> Line:
    return Line(text=text, label="", claims=())
