"""Dictionaries as they are given: files, or folders of files, whose kind their content tells."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import chain
from pathlib import Path

from foedus.errors import DataError
from foedus.files import whole
from foedus.lexicon.petrarch.actors import read_actors
from foedus.lexicon.petrarch.agents import AgentRow, read_agents
from foedus.lexicon.petrarch.codes import Codes
from foedus.lexicon.petrarch.lines import STAGE, Line, lines_of
from foedus.lexicon.petrarch.lookup import LoadedName
from foedus.lexicon.petrarch.verbrows import VerbRow
from foedus.lexicon.petrarch.verbs import Form, read_verbs
from foedus.model.outcome import Discard
from foedus.model.record import Record

_VERBAL = re.compile(r"---|&\w|-\s.*\*")
_ACTORS_CODE = re.compile(r"(?:[A-Z]{3})+(?::[A-Z0-9]+)?(?:\s*[<>\d].*)?")


class FileKind(StrEnum):
    """Kinds of dictionary."""

    ACTORS = "actors"
    AGENTS = "agents"
    VERBS = "verbs"


class FileCount(Record, frozen=True, kw_only=True):
    """How much of a file was read.

    Attributes:
        file: What it is called.
        kind: What it was read as.
        rows: Lines that are read.
        unread: Lines that are not.
    """

    file: str
    kind: FileKind
    rows: int
    unread: int


class Dictionaries(Record, frozen=True, kw_only=True):
    """Loaded dictionaries.

    Attributes:
        names: Names of actors.
        agents: Nouns for those who act for a state.
        verbs: Rows for the table of triggers.
        forms: Inflected forms of the verbs.
        only: Whether they stand in place of our own tables of the same kind.
        files: What was read of each file.
        discards: Lines that are not read, and why.
    """

    names: tuple[LoadedName, ...] = ()
    agents: tuple[AgentRow, ...] = ()
    verbs: tuple[VerbRow, ...] = ()
    forms: tuple[Form, ...] = ()
    only: bool = False
    files: tuple[FileCount, ...] = ()
    discards: tuple[Discard, ...] = ()


NO_DICTIONARIES = Dictionaries()


def read(paths: Iterable[str | Path], *, only: bool = False) -> Dictionaries:
    """Read dictionaries in the format of PETRARCH and TABARI.

    Args:
        paths: Files, or folders of which all files are read.
        only: Whether our own tables of the kinds that are found shall not be loaded.

    Raises:
        DataError: A path is not there, or no file among them is a dictionary.
    """
    codes = Codes.load()
    found: dict[FileKind, list[list[Line]]] = {kind: [] for kind in FileKind}
    discards: list[Discard] = []
    for file, path in _named(paths):
        lines = lines_of(_bytes(path), file)
        kind = kind_of(lines, codes)
        if kind is None:
            discards.append(Discard(stage=STAGE, place=file, reason="holds no rows of an actor, agent or verb dictionary"))
        else:
            found[kind].append(lines)
    if not any(found.values()):
        msg = f"no dictionary in {', '.join(map(str, paths)) or 'nothing'}: give actor, agent or verb files of PETRARCH's format"
        raise DataError(msg)
    actors = read_actors(chain(*found[FileKind.ACTORS]), codes)
    agents = read_agents(chain(*found[FileKind.AGENTS]), codes)
    verbs = read_verbs(chain(*found[FileKind.VERBS]), codes)
    unread = (*actors.discards, *agents.discards, *verbs.discards)
    return Dictionaries(
        names=actors.kept,
        agents=agents.kept,
        verbs=verbs.kept[0].rows,
        forms=verbs.kept[0].forms,
        only=only,
        files=tuple(_count(kind, lines, unread) for kind in FileKind for lines in found[kind]),
        discards=(*discards, *unread),
    )


def kind_of(lines: Sequence[Line], codes: Codes) -> FileKind | None:
    """The kind of a dictionary, by what most of its codes and lines look like; none if it has neither."""
    votes: Counter[FileKind] = Counter()
    for line in lines:
        votes.update(kind for code in line.codes for kind in _kinds_of_code(code, codes))
        votes[FileKind.VERBS] += bool(_VERBAL.match(line.text))
    best = votes.most_common(1)
    return best[0][0] if best and best[0][1] else None


def _kinds_of_code(code: str, codes: Codes) -> list[FileKind]:
    if "~" in code:
        return [FileKind.AGENTS]
    if codes.is_event(code.partition(":")[0]):
        return [FileKind.VERBS]
    return [FileKind.ACTORS] if _ACTORS_CODE.fullmatch(code) else []


def _named(paths: Iterable[str | Path]) -> list[tuple[str, Path]]:
    """The files, each with its name, and its folder's before it where two have the same."""
    found: list[Path] = []
    for path in map(Path, paths):
        if path.is_dir():
            found += sorted(child for child in path.iterdir() if child.is_file() and not child.name.startswith("."))
        else:
            found.append(path)
    names = Counter(path.name for path in found)
    return [(path.name if names[path.name] == 1 else f"{path.parent.name}/{path.name}", path) for path in dict.fromkeys(found)]


def _bytes(path: Path) -> bytes:
    try:
        return whole(path)
    except OSError as error:
        msg = f"dictionary {path} cannot be read: {error.strerror}"
        raise DataError(msg) from error


def _count(kind: FileKind, lines: Sequence[Line], discards: Sequence[Discard]) -> FileCount:
    file = lines[0].file
    places = {discard.place for discard in discards}
    unread = sum(line.place in places for line in lines)
    return FileCount(file=file, kind=kind, rows=len(lines) - unread, unread=unread)
