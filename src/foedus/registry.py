"""The three extension points, and looking them up by name.

`foedus.readers`: bytes to documents. `foedus.coders`: a sentence and its mentions to events.
`foedus.exporters`: records to a stream. The built-ins are declared as entry points too.
"""

from collections.abc import Iterable
from importlib.metadata import entry_points
from typing import Any, BinaryIO, Protocol

from foedus.errors import RegistryError
from foedus.model.coded import CodedDocument
from foedus.model.event import Event
from foedus.model.mention import Mentions
from foedus.model.outcome import Outcome
from foedus.model.record import Record
from foedus.model.text import Document, Origin, Sentence

DEFAULT_CODER = "mix"


class Reader(Protocol):
    """Turns bytes of one format into documents."""

    def __call__(self, raw: bytes, *, origin: Origin) -> Outcome[Document]:
        """Read all documents in `raw`; what cannot be read is a discard, never an exception."""
        ...


class Coder(Protocol):
    """Finds the deeds in a sentence."""

    def __call__(self, sentence: Sentence, mentions: Mentions) -> Outcome[Event]:
        """Code one sentence; what was considered and rejected comes back as discards."""
        ...


class DocumentCoder(Protocol):
    """Codes whole documents, as the pipeline does; for those who are handed one and need not load what it is made of."""

    coder_name: str

    def code(self, document: Document) -> CodedDocument:
        """Code one document."""
        ...


class Exporter(Protocol):
    """Writes records to a stream."""

    def __call__(self, records: Iterable[Record], target: BinaryIO) -> None:
        """Write the records in their order."""
        ...


def lookup(group: str, name: str) -> Any:  # the three protocols share one lookup
    """Load the extension of a group by name.

    Args:
        group: `foedus.readers`, `foedus.coders` or `foedus.exporters`.
        name: As declared.

    Raises:
        RegistryError: No such name; the message lists the known ones.
    """
    found = {entry.name: entry for entry in entry_points(group=group)}
    if name not in found:
        msg = f"no {group.removeprefix('foedus.')[:-1]} named {name!r}; there are: {', '.join(sorted(found))}"
        raise RegistryError(msg)
    return found[name].load()
