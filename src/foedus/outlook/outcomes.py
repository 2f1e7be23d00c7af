"""Which kinds of deed, by whom, carry out or undo which promise: the table, and what it says of two claims."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal

from foedus.errors import DataError
from foedus.lexicon.codebook import Codebook
from foedus.lexicon.tables import data_file, rows
from foedus.model.commitment import Pledge
from foedus.model.event import Event
from foedus.model.record import Record

Bearing = Literal["fulfils", "reverses"]

ANY = "*"
_COOPERATION = frozenset({"VC", "MC"})
_WORD = re.compile(r"[^\W\d_]+")


class Outcome(Record, frozen=True, kw_only=True):
    """A row of `outlook/outcomes.tsv`.

    Attributes:
        promise: PLOVER type of the promise.
        promise_mode: Its mode, `*` for any.
        deed: PLOVER type of the deed, `*` for any.
        deed_modes: Its modes apart by blanks, empty for any.
        bears: What the deed does to the promise.
        by: Who does it: the `actor` of the promise, or `either` party, as in reciprocal deeds.
        things: `same` if both must be about the same things, `any`, or classes of things that the promise must be about.
        words: Words apart by blanks, one of which must be in the trigger; empty for any.
        means: What the row says, as a predicate.
        example: A sentence that tells the deed.
    """

    promise: str
    promise_mode: str
    deed: str
    deed_modes: str = ""
    bears: Bearing
    by: Literal["actor", "either"]
    things: str
    words: str = ""
    means: str
    example: str

    @property
    def name(self) -> str:
        """How reasons name the row."""
        return f"{self.promise}:{self.deed}"

    @property
    def classes(self) -> frozenset[str]:
        """Classes of things of which the promise must be about one; empty where `things` is no list of classes."""
        return frozenset() if self.things in {"same", "any"} else frozenset(f"#{name}" for name in self.things.split())

    def suits(self, deed: Event, trigger: str) -> bool:
        """Whether a deed is of the kind, by type, mode and words."""
        if self.deed not in {ANY, deed.type} or (self.deed_modes and deed.mode not in self.deed_modes.split()):
            return False
        return not self.words or bool(set(self.words.split()) & set(_WORD.findall(trigger.lower())))


class Outcomes:
    """The table.

    Args:
        table: Its rows.
        codebook: Tells cooperation from conflict.
    """

    def __init__(self, table: Iterable[Outcome], codebook: Codebook) -> None:
        self.rows = tuple(table)
        self._codebook = codebook
        self._by_promise: defaultdict[str, list[Outcome]] = defaultdict(list)
        for row in self.rows:
            _checked(row, codebook)
            self._by_promise[row.promise].append(row)

    @classmethod
    def load(cls) -> "Outcomes":
        """Read the shipped table.

        Raises:
            DataError: A row has a code that the codebook lacks.
        """
        return cls(rows(data_file("outlook/outcomes.tsv"), Outcome), Codebook.load())

    def is_promised(self, event: str) -> bool:
        """Whether a deed of this type can be promised: a request is none."""
        return event in self._by_promise

    def pledge(self, event: str) -> Pledge:
        """Which kind of commitment a promise of this type is."""
        if event == "THREATEN":
            return Pledge.THREAT
        return Pledge.PROMISE if self._codebook.quad(event) in _COOPERATION else Pledge.PLAN

    def of(self, promise: Event, deed: Event, trigger: str) -> list[Outcome]:
        """The rows by which a deed bears on a promise; what calls a thing off never fulfils.

        Args:
            promise: The promised deed.
            deed: The deed that was done.
            trigger: The words that name it.
        """
        found = [row for row in self.on(promise) if row.suits(deed, trigger)]
        undone = [row for row in found if row.words]
        return undone or found

    def awaited(self, promise: Event, things: frozenset[str], who: str, either: str) -> tuple[str, ...]:
        """What would fulfil a promise: the kinds of deed of the table, with who would do them and what the row says.

        Args:
            promise: The promised deed.
            things: Words and classes of what it is about.
            who: Names of those who promised.
            either: Names of all parties.
        """
        found = [row for row in self.on(promise) if row.bears == "fulfils" and (not row.classes or row.classes & things)]
        return tuple(dict.fromkeys(f"{row.deed} by {either if row.by == 'either' else who}: {row.means}" for row in found))

    def on(self, promise: Event) -> Sequence[Outcome]:
        """The rows for a promise, whatever the deed."""
        return [row for row in self._by_promise.get(promise.type, ()) if row.promise_mode in {ANY, promise.mode}]


def _checked(row: Outcome, codebook: Codebook) -> None:
    if row.promise == "REQUEST":
        msg = "outlook/outcomes.tsv: a request is no promise"
        raise DataError(msg)
    codebook.check(row.promise, "" if row.promise_mode == ANY else row.promise_mode)
    for mode in row.deed_modes.split() or [""]:
        if row.deed != ANY:
            codebook.check(row.deed, mode)
