"""False rows and sentences made from true ones, where they tell a record: commitments, questions, what to watch, what changed."""

import re
from collections.abc import Iterator, Sequence
from itertools import permutations

from tests.brief.mutants import Mutant, cut, dates, each, inserted, replace

from foedus.model.brief import Row, Statement
from foedus.model.commitment import Pledge, State

TURNS = (
    ("corrected", "withdrawn"),
    ("corrected", "clarified"),
    ("denied since", "denied once more"),
    ("reports now differ", "reports no longer differ"),
    ("a further value", "the value"),
    ("more independent", "fewer independent"),
    ("no longer of a single origin", "of a single origin"),
    ("may now touch", "touches"),
    ("new, ", "as before, "),
    ("told as one deed", "told apart from another deed"),
    ("promise", "threat"),
    (" before, now stands as ", " now, before stood as "),
    (" and others", ""),
)


def of_record(row: Row, others: Sequence[Row]) -> Iterator[tuple[str, Row]]:
    """A row of the outlook with a part of its record changed, or of another record.

    Args:
        row: The row.
        others: The other rows of its table.
    """
    for place, cell in enumerate(row.cells):
        yield from ((name, _celled(row, place, text)) for name, text in _recorded_texts(cell) if text != cell)
        for before in (before for before in range(place) if row.cells[before] != cell):
            yield "cells swapped", _celled(_celled(row, place, row.cells[before]), before, cell)
    for other in others:
        cited = [{citation.claim for citation in one.citations} for one in (row, other)]
        if cited[0] != cited[1] or row.findings != other.findings:
            yield "record of another", replace(row, cells=other.cells)
            yield "record of another", replace(row, cells=other.cells, about=other.about)
            yield "findings and citations of another", replace(row, findings=other.findings, citations=other.citations, label=other.label)
        yield from (("findings of another", replace(row, findings=other.findings)) for _ in (0,) if other.findings != row.findings)
        yield from (("citations of another", replace(row, citations=other.citations)) for _ in (0,) if cited[0] != cited[1])
    for place in range(len(row.citations)):
        yield "citation dropped", replace(row, citations=(*row.citations[:place], *row.citations[place + 1 :]))
    yield "about nothing", replace(row, about=())
    yield "kind", replace(row, kind="leg")


def _celled(row: Row, place: int, text: str) -> Row:
    return replace(row, cells=(*row.cells[:place], text, *row.cells[place + 1 :]))


def _recorded_texts(cell: str) -> Iterator[tuple[str, str]]:
    yield from (("state", changed) for one, other in permutations(State, 2) for changed in each(cell, one.value, other.value))
    yield from (("pledge", changed) for one, other in permutations(Pledge, 2) for changed in each(cell, one.value, other.value))
    yield from (("date", changed) for changed in dates(cell))
    yield from (("bound of a date", c) for one, other in permutations(("by", "before", "in", "on"), 2) for c in each(cell, one, other))
    yield from (("likelihood added", changed) for changed in inserted(cell, "probably"))
    yield from (("word dropped", changed) for changed in cut(cell, re.compile(r"[\w’'-]+ ?")))
    yield from (("clause dropped", changed) for changed in cut(cell, re.compile(r"[:;,] [^;:,]+")))
    yield "denied", f"{cell}; denied by 1 claim"
    yield "numbers told", f"{cell}: 300 of 800 seen"


def of_change(told: Statement, others: Sequence[Statement]) -> Iterator[Mutant]:
    """A sentence on what changed with a clause left out, doubled, moved, turned round or taken from another sentence.

    Args:
        told: The sentence.
        others: The other sentences of its section.
    """
    head, mark, tail = told.text.partition("”: ")
    clauses = tail.removesuffix(".").split("; ")
    for place, clause in enumerate(clauses):
        rest = [*clauses[:place], *clauses[place + 1 :]]
        yield "clause dropped", _changed(told, head + mark, rest)
        yield "clause doubled", _changed(told, head + mark, [*clauses, clause])
        if place and clause != clauses[0]:
            yield "clauses in another order", _changed(told, head + mark, [clause, *rest])
    yield "clause of another", _changed(told, head + mark, [*clauses, "reports no longer differ on the age"])
    for other in others:
        ending = other.text.partition("”: ")[2].removesuffix(".").split("; ")
        if ending != clauses:
            yield "change of another", _changed(told, head + mark, ending)
        yield from (("clause of another", _changed(told, head + mark, [*clauses, clause])) for clause in ending if clause not in clauses)
        if other.about != told.about:
            yield "about another", replace(told, about=other.about)
    yield from (("turned round", replace(told, text=text)) for text in _turned(told.text) if text != told.text)


def _changed(told: Statement, opening: str, clauses: Sequence[str]) -> Statement:
    return replace(told, text=f"{opening}{'; '.join(clauses)}.")


def _turned(text: str) -> Iterator[str]:
    for pair in TURNS:
        yield from (changed for old, new in permutations(pair) if old for changed in each(text, old, new))
    for pattern in (
        r"(?P<one>[^;:]+) in the earlier brief, now (?P<two>[^;.]+)",
        r"(?P<one>[\w, ]+) before, now stands as (?P<two>[\w, ]+)",
    ):
        yield from (_crossed(text, found) for found in re.finditer(pattern, text))
    yield from (_crossed(text, found) for found in re.finditer(r"(?P<one>\d+) where there were (?P<two>\d+)", text))
    for one, other in permutations(State, 2):
        yield from each(text, one.value, other.value)


def _crossed(text: str, found: re.Match[str]) -> str:
    one, two = found.span("one"), found.span("two")
    return f"{text[: one[0]]}{found['two']}{text[one[1] : two[0]]}{found['one']}{text[two[1] :]}"
