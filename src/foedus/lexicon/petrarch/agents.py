"""Agent files: nouns for those who act for a state, with the sector that they stand for."""

import re
from collections.abc import Iterable

from foedus.errors import DataError
from foedus.lexicon.petrarch.codes import Codes, groups_of
from foedus.lexicon.petrarch.lines import Line, left_out
from foedus.model.outcome import Discard, Outcome
from foedus.model.record import Record

_ROW = re.compile(r"(?P<noun>[^{}]+?)\s*(?P<forms>\{[^{}]*\})?")
_PLACE_OF_STATE = "~"


class AgentRow(Record, frozen=True, kw_only=True):
    """A noun of a loaded agent file.

    Attributes:
        term: The noun in the singular, lower case.
        plurals: Its plurals as the file gives them; none given means the regular one, an empty tuple that it has none.
        sector: PLOVER sector, empty where the code is the country's alone.
        source: File and line.
    """

    term: str
    plurals: tuple[str, ...] | None
    sector: str
    source: str


def read_agents(lines: Iterable[Line], codes: Codes) -> Outcome[AgentRow]:
    """Read agent files.

    Args:
        lines: The files, one after the other.
        codes: What codes mean.
    """
    kept: dict[str, AgentRow] = {}
    discards: list[Discard] = []
    for line in lines:
        try:
            row = _row(line, codes)
            if row.term in kept:
                msg = f"stands in {kept[row.term].source} already"
                raise DataError(msg)  # noqa: TRY301  # one place that turns reasons into discards
            kept[row.term] = row
        except DataError as error:
            discards.append(left_out(line, str(error)))
    return Outcome(kept=tuple(kept.values()), discards=tuple(discards))


def _row(line: Line, codes: Codes) -> AgentRow:
    fault = line.fault or _unsupported(line)
    match = _ROW.fullmatch(line.head)
    if fault or match is None:
        raise DataError(fault or "is no `NOUN {PLURAL} [~CODE]`")
    sector = _sector(line.codes[0], codes)
    forms = match["forms"]
    plurals = None if forms is None else tuple(_term(form) for form in re.split(r"[\s,]+", forms[1:-1]) if form)
    return AgentRow(term=_term(match["noun"]), plurals=plurals, sector=sector, source=line.place)


def _unsupported(line: Line) -> str:
    if "!" in line.head:
        return "macros (`!NAME!`) are not supported"
    if line.text.startswith(("+", "&", "-")):
        return "is no line of an agent file"
    if not line.codes:
        return "has no code"
    if len(line.codes) > 1:
        return "has several codes"
    return "" if _term(line.head) else "has no noun"


def _sector(code: str, codes: Codes) -> str:
    """The sector of a code that names the place of the country's own."""
    if code.count(_PLACE_OF_STATE) != 1 or _PLACE_OF_STATE not in {code[0], code[-1]}:
        msg = f"[{code}] does not say with `~` before or behind it where the country's code goes"
        raise DataError(msg)
    role = code.strip(_PLACE_OF_STATE).upper()
    return codes.sector(groups_of(role)) if role else ""


def _term(text: str) -> str:
    return " ".join(text.replace("_", " ").lower().split())
