"""Captions of drawings, and the rows that say what each mark stands for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain

from foedus.brief import captions
from foedus.brief.gate.basis import Basis
from foedus.brief.gate.reading import Reading
from foedus.brief.wording import STATUS, joined, quoted
from foedus.model.brief import Plot, Row, Statement
from foedus.model.claim import Claim
from foedus.model.record import ClaimId

Cell = Callable[[str, Basis], bool]
# so many claims of its first marks a caption cites
_CITED = 4


def caption(reading: Reading, basis: Basis) -> Iterator[str]:
    """One of the captions that there are, on a deed of its finding, and with the places of the last claims that it cites."""
    if len(basis.own()) != len(basis.claims):
        yield "a citation of another finding"
    known = {captions.TIMELINE, captions.map_of(()), *map(captions.numbers_of, _clauses(basis)), *_maps(basis)}
    if reading.text not in known:
        yield "a caption that no drawing has, or with other places than the claims have"
    reading.take(reading.text)


def _maps(basis: Basis) -> Iterator[str]:
    """The captions of a map that the claims can have: those that have no place on it are cited last, in the order of their places."""
    named: list[str] = []
    for claim in reversed(basis.claims):
        place = claim.event.place
        if place is None:
            return
        named.insert(0, quoted(place.text) if place.start >= 0 else place.text)
        yield captions.map_of(named)


def _clauses(basis: Basis) -> set[str]:
    """The deeds of the findings as the first report that stands tells them."""
    found: set[str] = set()
    for finding in basis.findings:
        claims = basis.evidence.standing(finding)
        told = [claim for claim in claims if claim.id in finding.supporting] or claims
        found.update(basis.clause(claim) for claim in told if claim.document == told[0].document)
    return found


def plot_faults(plot: Plot) -> Iterator[str]:
    """A caption that cites other claims than the first marks of its drawing do, or that passes over a finding of theirs."""
    twin, told = plot.twin, plot.caption
    if twin is None or told.kind != "caption":
        return
    cited = [citation.claim for citation in told.citations]
    marked = [[citation.claim for citation in row.citations] for row in twin.rows]
    if not (_cites_places(told, marked) if twin.columns == captions.MAP_COLUMNS else cited == list(dict.fromkeys(chain(*marked)))[:_CITED]):
        yield f"a caption that does not cite what its first marks do, in: {told.text}"
    if not {finding for row in twin.rows for finding in row.findings} <= set(told.findings):
        yield f"a caption that passes over a finding of its marks, in: {told.text}"


def _cites_places(told: Statement, marked: Sequence[Sequence[ClaimId]]) -> bool:
    """Whether a claim of each of the first places is cited in turn, and others only for places that are not on the map."""
    cited, placed = [citation.claim for citation in told.citations], marked[:_CITED]
    is_full = len(cited) > len(placed) if captions.NOT_PLACED in told.text else len(cited) == len(placed)
    return is_full and all(claim in claims for claim, claims in zip(cited, placed, strict=False))


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
    return cell in _clauses(basis)


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
