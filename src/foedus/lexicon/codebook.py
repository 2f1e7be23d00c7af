"""Event types, modes, contexts and sectors: the only codes that foedus uses.

The types are those of PLOVER; `ours.toml` adds contexts. A code that is not in the codebook
raises an error wherever it is looked up, so that a slip in a table cannot reach a claim.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from importlib.resources.abc import Traversable
from typing import Any, Literal, TypeVar

import msgspec

from foedus.errors import DataError
from foedus.lexicon.tables import data_file, toml
from foedus.model.record import Record

V = TypeVar("V")


class Quad(StrEnum):
    """The quarter of the conflict-cooperation plane that an event type lies in."""

    VERBAL_COOPERATION = "VC"
    MATERIAL_COOPERATION = "MC"
    VERBAL_CONFLICT = "VX"
    MATERIAL_CONFLICT = "MX"


class EventType(Record, frozen=True, kw_only=True):
    """One root of the ontology.

    Attributes:
        name: Its code, such as `AGREE`.
        quad: Verbal or material, cooperation or conflict.
        score: Intensity from -10 (most hostile) to +10 (most cooperative).
        recipient: Whether an event of this type needs a recipient.
        means: What it covers.
        modes: Its modes, each with the score that replaces the type's.
        decide: Rules where types meet.
    """

    name: str
    quad: Quad
    score: float
    recipient: Literal["required", "optional"]
    means: str
    modes: Mapping[str, float] = msgspec.field(default_factory=dict)
    decide: tuple[str, ...] = ()


class Codebook:
    """The codes and what they mean.

    Args:
        types: Event types by name.
        contexts: Contexts with their meaning, empty where the name says it.
        sectors: Sector codes of domestic actors with their meaning.
        nonstate: Codes of actors that belong to no state, with their meaning.
    """

    def __init__(
        self,
        types: Mapping[str, EventType],
        contexts: Mapping[str, str],
        sectors: Mapping[str, str],
        nonstate: Mapping[str, str],
    ) -> None:
        self.types = types
        self.contexts = contexts
        self.sectors = sectors
        self.nonstate = nonstate

    @classmethod
    def load(cls, folder: Traversable | None = None) -> "Codebook":
        """Read the codebook.

        Args:
            folder: A folder with `plover.toml` and `ours.toml`; the shipped one if none.

        Raises:
            DataError: A table is missing or holds a value of the wrong kind.
        """
        table = toml(folder / "plover.toml" if folder else data_file("codebook/plover.toml"))
        ours = toml(folder / "ours.toml" if folder else data_file("codebook/ours.toml"))
        types = {name: _event_type(name, values) for name, values in table.items() if not name.startswith("_")}
        contexts = dict.fromkeys(_part(table, "_contexts")["names"], "")
        contexts.update(_part(ours, "_contexts"))
        return cls(types, contexts, _part(table, "_sectors"), _part(table, "_nonstate"))

    def type(self, name: str) -> EventType:
        """The event type of that name.

        Raises:
            DataError: There is no such type.
        """
        return _known(name, self.types, "event type")

    def quad(self, event: str) -> Quad:
        """The quarter that the event type lies in.

        Raises:
            DataError: There is no such type.
        """
        return self.type(event).quad

    def score(self, event: str, mode: str = "") -> float:
        """Intensity of an event, from -10 to +10; the mode's own where there is a mode.

        >>> Codebook.load().score("RETREAT", "disarm")
        10.0

        Raises:
            DataError: There is no such type, or it has no such mode.
        """
        kind = self.type(event)
        return _known(mode, kind.modes, f"mode of {event}") if mode else kind.score

    def check(self, event: str, mode: str = "", contexts: Iterable[str] = ()) -> None:
        """Make sure that the codes exist and go together.

        Raises:
            DataError: One does not.
        """
        self.score(event, mode)
        self.check_contexts(contexts)

    def check_contexts(self, contexts: Iterable[str]) -> None:
        """Make sure that the contexts exist.

        Raises:
            DataError: One does not.
        """
        for context in contexts:
            _known(context, self.contexts, "context")

    def check_sector(self, code: str) -> None:
        """Make sure that the sector, or the code of an actor without state, exists.

        Raises:
            DataError: It does not.
        """
        if code not in self.nonstate:
            _known(code, self.sectors, "sector")


def _event_type(name: str, values: dict[str, Any]) -> EventType:
    try:
        return msgspec.convert({"name": name, **values}, EventType)
    except msgspec.ValidationError as error:
        msg = f"codebook, table {name}: {error}"
        raise DataError(msg) from error


def _part(table: dict[str, Any], name: str) -> dict[str, Any]:
    if name not in table:
        msg = f"codebook: table [{name}] is missing"
        raise DataError(msg)
    return dict(table[name])


def _known(name: str, among: Mapping[str, V], what: str) -> V:
    if name in among:
        return among[name]
    msg = f"unknown {what} {name!r}: the codebook has {', '.join(sorted(among)) or 'none'}"
    raise DataError(msg)
