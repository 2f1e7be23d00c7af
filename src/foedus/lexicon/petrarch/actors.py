"""Actor files: names with their codes, synonyms, and codes for stretches of time."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence

from foedus.errors import DataError
from foedus.lexicon.entries import TABLES, Entry, Kind
from foedus.lexicon.petrarch.codes import Codes, FlatCode, day, is_plain_state
from foedus.lexicon.petrarch.lines import Line, left_out
from foedus.lexicon.petrarch.lookup import LoadedName, key_words
from foedus.model.outcome import Discard, Outcome
from foedus.model.record import Record

_NULL = re.compile(r"-+")
_TERM = re.compile(
    r"(?P<code>[^\s<>]+)\s*(?:(?P<mark>[<>])\s*(?P<on>\d+)|(?P<since>\d+)\s*-\s*(?P<until>\d+))?",
)
_DAY = dt.timedelta(days=1)
_BODIES = {"IGO": Kind.IGO, "NGO": Kind.NGO, "IMG": Kind.IMG, "MNC": Kind.FIRM}
_ARMED = frozenset({"REB", "PRM", "UAF", "CRM"})


class _Term(Record, frozen=True, kw_only=True):
    """One code of an actor, and when it holds."""

    flat: FlatCode
    since: dt.date | None = None
    until: dt.date | None = None

    @property
    def is_dated(self) -> bool:
        return self.since is not None or self.until is not None


class _Block(Record, frozen=True, kw_only=True):
    """The lines of one actor: its name, synonyms and further codes."""

    name: Line
    synonyms: tuple[Line, ...] = ()
    more: tuple[Line, ...] = ()


def read_actors(lines: Iterable[Line], codes: Codes) -> Outcome[LoadedName]:
    """Read actor files: one row a name or synonym; the names of an actor share their entries.

    A name that ends in `_` is a whole word, any other also the beginning of one. Of an actor's codes the
    first dated one that holds on a day counts, else the one without dates. `>` and `<` leave the day itself out.

    Args:
        lines: The files, one after the other.
        codes: What codes mean.
    """
    kept: list[LoadedName] = []
    discards: list[Discard] = []
    for block in _blocks(lines, discards):
        kept += _names(block, codes, discards)
    return Outcome(kept=tuple(kept), discards=tuple(discards))


def _blocks(lines: Iterable[Line], discards: list[Discard]) -> Iterator[_Block]:
    """The actors of a file; what hangs on a name that cannot be read is left out with it."""
    name: Line | None = None
    synonyms: list[Line] = []
    more: list[Line] = []
    for line in lines:
        is_part = line.text.startswith(("+", "["))
        if name is not None and (not is_part or line.file != name.file):
            yield _Block(name=name, synonyms=tuple(synonyms), more=tuple(more))
            name, synonyms, more = None, [], []
        fault = line.fault or _misplaced(line, name)
        if fault:
            discards.append(left_out(line, fault))
        elif is_part:
            (synonyms if line.text.startswith("+") else more).append(line)
        else:
            name = line
    if name is not None:
        yield _Block(name=name, synonyms=tuple(synonyms), more=tuple(more))


def _misplaced(line: Line, name: Line | None) -> str:
    """Why a line cannot stand where it stands; empty if it can."""
    if line.text.startswith("!"):
        return "macros are not supported"
    if line.text.startswith(("+", "[")) and name is None:
        return "belongs to no name that can be read"
    if line.text.startswith("+") and line.codes:
        return "a synonym has the codes of its name: give it a name line of its own"
    if line.text.startswith("&") or not any(map(str.isalnum, line.text)):
        return "is no line of an actor file"
    return ""


def _names(block: _Block, codes: Codes, discards: list[Discard]) -> Iterator[LoadedName]:
    found: list[_Term] = []
    given = [(line, code) for line in (block.name, *block.more) for code in line.codes]
    is_null = bool(given) and all(_NULL.fullmatch(code) for _, code in given)
    for line, text in [] if is_null else given:
        try:
            term = _term(text, block.name.head, codes)
        except DataError as error:
            discards.append(left_out(line, str(error)))
            continue
        if not term.is_dated and any(not other.is_dated for other in found):
            discards.append(left_out(line, f"a second code without dates: {text}"))
            continue
        found.append(term)
    if not found and not is_null:
        discards.extend(left_out(line, "has no code that can be read") for line in (block.name, *block.synonyms) if not line.codes)
        return
    entries = _entries(block.name, found)
    for line in (block.name, *block.synonyms):
        try:
            yield _loaded(line, entries)
        except DataError as error:
            discards.append(left_out(line, str(error)))


def _term(text: str, name: str, codes: Codes) -> _Term:
    match = _TERM.fullmatch(text)
    if match is None:
        msg = f"[{text}] is no code with dates: write [CODE <date], [CODE >date] or [CODE date-date]"
        raise DataError(msg)
    if "/" in match["code"]:
        msg = "two actors under one name are not supported"
        raise DataError(msg)
    since, until = (day(match[part]) if match[part] else None for part in ("since", "until"))
    if match["mark"]:
        on = day(match["on"])
        since, until = _beyond(on, match["mark"])
    if since and until and since > until:
        msg = f"[{text}] ends before it begins"
        raise DataError(msg)
    return _Term(flat=codes.actor(match["code"], name), since=since, until=until)


def _beyond(on: dt.date, mark: str) -> tuple[dt.date | None, dt.date | None]:
    """From when and until when a code holds that is given after or before a day.

    Raises:
        DataError: The day is the calendar's last or first.
    """
    try:
        return (on + _DAY, None) if mark == ">" else (None, on - _DAY)
    except OverflowError as error:
        msg = f"{mark}{on} leaves no day in the calendar"
        raise DataError(msg) from error


def _entries(line: Line, found: Sequence[_Term]) -> tuple[Entry, ...]:
    """The entries of an actor, those with dates before the one without."""
    name = _shown(line.head)
    is_person = _is_person(found)
    entity = _entity(found, name, is_person=is_person) if found else ""
    return tuple(
        Entry(
            entity=entity,
            code=term.flat.code,
            sector=term.flat.sector,
            kind=Kind.PERSON if is_person else _kind(term.flat),
            name=name,
            since=term.since,
            until=term.until,
            source=line.place,
        )
        for term in sorted(found, key=lambda term: not term.is_dated)
    )


def _is_person(found: Sequence[_Term]) -> bool:
    """Whether codes that change with time tell a person: a former official, or somebody in government for a term.

    The format does not say what a name names; armed groups that come to power are told by their other codes.
    """
    sectors = {term.flat.sector for term in found}
    in_term = any(term.flat.sector == "GOV" and term.is_dated for term in found)
    return "ELI" in sectors or (in_term and not sectors & _ARMED)


def _kind(flat: FlatCode) -> Kind:
    if is_plain_state(flat):
        return Kind.STATE
    return _BODIES.get(flat.code.partition(":")[0]) or (TABLES[flat.sector].kind if flat.sector in TABLES else Kind.GROUP)


def _entity(found: Sequence[_Term], name: str, *, is_person: bool) -> str:
    """Who it is: the state or body itself where all codes are its own, else somebody or something of the first one's home."""
    first = found[0].flat
    home, _, rest = first.code.partition(":")
    if all(term.flat == first for term in found) and not is_person:
        if is_plain_state(first):
            return f"state:{home}"
        if home in _BODIES:
            return f"{home.lower()}:{rest}"
    slug = "-".join(re.findall(r"\w+", name.lower()))
    return f"{'person' if is_person else 'org'}:{rest if home in _BODIES else home}/{slug}"


def _loaded(line: Line, entries: tuple[Entry, ...]) -> LoadedName:
    text = line.head.removeprefix("+").strip()
    words = key_words(text)
    if not words:
        msg = "the name is empty"
        raise DataError(msg)
    return LoadedName(words=words, is_stem=not text.endswith("_"), entries=entries, source=line.place)


def _shown(text: str) -> str:
    """The name as a reader would see it: capitals throughout become capitals at the beginning."""
    name = " ".join(text.replace("_", " ").split())
    return name.title() if name.isupper() and len(name) > len("USA") else name
