"""Captions of drawings, and the rows that say what each mark stands for."""

from collections.abc import Callable, Iterator, Mapping

from foedus.brief import captions
from foedus.brief.gate.basis import Basis
from foedus.brief.gate.reading import Reading
from foedus.brief.wording import STATUS, joined, quoted
from foedus.model.brief import Row
from foedus.model.claim import Claim

Cell = Callable[[str, Basis], bool]


def caption(reading: Reading, basis: Basis) -> Iterator[str]:
    """One of the captions that there are, on a deed of its finding, and with places of the claims that it cites."""
    clauses = {basis.clause(claim) for finding in basis.findings for claim in basis.evidence.of(finding)}
    if reading.text in {captions.TIMELINE, captions.map_of(()), *map(captions.numbers_of, clauses)}:
        reading.take(reading.text)
        return
    head = f"{captions.MAP}; {captions.NOT_PLACED}: "
    if not reading.text.startswith(head) or not reading.text.endswith("."):
        yield "a caption that no drawing has"
        return
    shown = [quoted(words) for words in reading.quotations]
    stated = [claim.event.place.text for claim in basis.claims if claim.event.place and claim.event.place.start < 0]
    listed = reading.text.removeprefix(head).removesuffix(".")
    yield from (f"a place that no cited claim has ({words})" for words in reading.quotations if not _is_named(words, basis))
    if listed != joined(shown) and not all(part in {*shown, *stated} for part in listed.replace(" and ", ", ").split(", ")):
        yield f"words that no citation carries ({listed})"
    reading.take(reading.text)


def _is_named(words: str, basis: Basis) -> bool:
    return any(claim.event.place is not None and quoted(claim.event.place.text) == quoted(words) for claim in basis.claims)


def mark(columns: tuple[str, ...], row: Row, basis: Basis) -> Iterator[str]:
    """A mark: each cell is what all cited claims have, and the tellers are theirs and nobody else's."""
    if columns not in {captions.TIMELINE_COLUMNS, captions.NUMBER_COLUMNS, captions.MAP_COLUMNS}:
        yield f"columns that no drawing has ({', '.join(columns)})"
        return
    if len(basis.own()) != len(row.citations):
        yield "a citation of another finding"
    for column, cell in zip(columns, row.cells, strict=True):
        if not _CELLS[column](cell, basis):
            yield f"{column} is not what the claims of the row say ({cell})"


def _published(cell: str, basis: Basis) -> bool:
    days = {basis.evidence.document(claim).published for claim in basis.claims}
    return {day.isoformat() if day else captions.NO_DATE for day in days} == {cell}


def _deed(cell: str, basis: Basis) -> bool:
    return any(cell == basis.clause(claim) for finding in basis.findings for claim in basis.evidence.of(finding))


def _status(cell: str, basis: Basis) -> bool:
    return {STATUS[claim.headline] for claim in basis.claims} == {cell}


def _tellers(cell: str, basis: Basis) -> bool:
    return cell == joined(sorted({basis.teller(claim) for claim in basis.claims}))


def _each(cell: str, basis: Basis, words: Callable[[Claim], str | None]) -> bool:
    return bool(basis.claims) and all(words(claim) == cell for claim in basis.claims)


def _number(cell: str, basis: Basis) -> bool:
    def words(claim: Claim) -> str | None:
        quantity = claim.event.quantity
        if quantity is None:
            return None
        return quantity.text or quoted(quantity.written(basis.evidence.document(claim).text))

    return _each(cell, basis, words)


def _place(cell: str, basis: Basis) -> bool:
    """The first claim names the place as the row does; the others name the same point, in words of their own."""
    points = {
        (place.latitude, place.longitude, place.country, place.precision)
        for claim in basis.claims
        if (place := claim.event.place) is not None
    }
    names = {quoted(place.text) if place.start >= 0 else place.text for claim in basis.claims if (place := claim.event.place) is not None}
    return len(points) == 1 and cell in names


def _known_as(cell: str, basis: Basis) -> bool:
    return _each(cell, basis, lambda claim: captions.MEANING.get(claim.event.place.precision) if claim.event.place else None)


_CELLS: Mapping[str, Cell] = {
    "Published": _published,
    "Deed": _deed,
    "Told as": _status,
    "Told by": _tellers,
    "Number": _number,
    "Place": _place,
    "Known as": _known_as,
}
