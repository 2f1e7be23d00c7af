"""What all screens share: the open ledger, names, and what is worth working out once for each state of the ledger."""

import threading
from collections.abc import Callable
from contextlib import closing
from typing import TypeVar

from sqlalchemy import select

from foedus.desk.holding import existing
from foedus.lexicon.display import DisplayNames
from foedus.model.choice import Choice
from foedus.pipeline import refresh
from foedus.store import Ledger, schema
from foedus.store.selecting import Condition, with_choice
from foedus.web.reading import Reader
from foedus.web.settings import Settings

T = TypeVar("T")
_KEPT = 32
# how many uploads of the largest size may wait to be read
_WAITING_UPLOADS = 4


class Workbench:
    """One ledger, open for as long as the server runs; its methods may be called from several threads.

    Args:
        settings: How it is served.

    Raises:
        LedgerError: There is no such ledger, or it cannot be opened.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.ledger: Ledger = existing(settings.place)
        refresh(self.ledger)
        self.names = DisplayNames.load()
        self.reader = Reader(self.ledger, most_bytes=_WAITING_UPLOADS * settings.max_upload_bytes)
        self._made: dict[tuple[object, ...], object] = {}
        self._lock = threading.Lock()

    def close(self) -> None:
        """Let go of the ledger, when the document that is being read is in."""
        self.reader.close()
        with closing(self.ledger):
            self._made.clear()

    def conditions(self, choice: Choice) -> list[Condition]:
        """Conditions for the findings that are meant."""
        return with_choice(self.ledger, choice, self.names.name_of)

    def state(self) -> tuple[int, ...]:
        """Numbers that change with the ledger: of documents and judgements, and of findings."""
        table = schema.revisions.c
        with self.ledger.snapshot() as connection:
            return tuple(connection.scalars(select(table.number).order_by(table.name)))

    def once(self, key: object, make: Callable[[], T]) -> T:
        """What `make` gives, worked out once for this state of the ledger; the oldest of many is forgotten.

        Args:
            key: What it is; must be hashable and tell it from anything else that is kept.
            make: Works it out; must depend on the ledger and the key alone.
        """
        known = (key, *self.state())
        with self._lock:
            if known in self._made:
                return self._made[known]  # type: ignore[return-value]  # the key tells what it is
        made = make()
        with self._lock:
            self._made[known] = made
            while len(self._made) > _KEPT:
                self._made.pop(next(iter(self._made)))
        return made
