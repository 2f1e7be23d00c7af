"""What the commands read, and how they report what they could not."""

import datetime as dt
import gc
import hashlib
import sys
from collections.abc import Iterable, Iterator

import msgspec
from rich.console import Console
from rich.progress import Progress

from foedus.errors import DataError
from foedus.model.coded import CodedDocument
from foedus.model.outcome import Discard
from foedus.model.text import Document
from foedus.reading.sources import MAX_BYTES, MAX_FILE_BYTES, Fetch, read_paths
from foedus.registry import DocumentCoder

DONE, NOTHING, MISUSE, PARTLY = 0, 1, 2, 3


def _standard_input() -> bytes:
    """What stands on standard input.

    Raises:
        DataError: It does not end within the limit.
    """
    raw = sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
    if len(raw) > MAX_FILE_BYTES:
        msg = f"standard input has over {MAX_FILE_BYTES:,} bytes, which is the limit"
        raise DataError(msg)
    return raw


class Intake:
    """Reads documents for a command and counts what is left out.

    Args:
        errors: Where messages go.
        keep_raw: Whether `raws` holds the bytes of the documents of the file that is being read, by their hash.
    """

    def __init__(self, errors: Console, *, keep_raw: bool = False) -> None:
        self._errors = errors
        self._keep_raw = keep_raw
        self.raws: dict[str, bytes] = {}
        self.documents = 0
        self.refused = 0
        self.let_passed = 0

    def read(
        self,
        paths: Iterable[str],
        *,
        published: dt.date | None = None,
        outlet: str | None = None,
        max_bytes: int = MAX_BYTES,
        fetch: Fetch | None = None,
    ) -> Iterator[Document]:
        """Documents of files, folders, addresses and standard input; each refusal is one line on stderr.

        Args:
            paths: Files, folders, `-`.
            published: Publication date of documents that give none.
            outlet: Outlet of documents that name none.
            max_bytes: Limit for one document.
            fetch: Reads addresses on the web; without it they are left out.
        """
        paths = list(paths) or ["-"]
        stdin = _standard_input() if "-" in paths else b""
        for outcome in read_paths(paths, stdin=stdin, outlet=outlet, max_bytes=max_bytes, fetch=fetch):
            for discard in outcome.discards:
                self.refuse(discard)
            if self._keep_raw:
                self.raws = {hashlib.sha256(raw).hexdigest(): raw for raw in outcome.raws}
            for document in outcome.kept:
                self.documents += 1
                yield document if document.published or published is None else msgspec.structs.replace(document, published=published)

    def refuse(self, discard: Discard) -> None:
        """Report something left out."""
        self.refused += 1
        self._errors.print(f"left out: {discard.place} {discard.reason}", style="yellow", highlight=False, markup=False, soft_wrap=True)

    def let_pass(self, fault: str) -> None:
        """Report a fault of a brief that a person let pass."""
        self.let_passed += 1
        self._errors.print(f"let pass: {fault}", style="yellow", highlight=False, markup=False, soft_wrap=True)

    def code(self, pipeline: DocumentCoder, documents: Iterable[Document]) -> Iterator[CodedDocument]:
        """Code documents, with progress on a terminal; one that is not coded is reported."""
        from foedus.pipeline.guarding import code_guarded  # noqa: PLC0415  # most commands code nothing

        # The tables are hundreds of thousands of objects that stay; the collector need not walk them again and again.
        # Done here and not on loading: in a program that is not ours it would also keep the caller's open files from being flushed.
        gc.freeze()
        with Progress(console=self._errors, transient=True, disable=not self._errors.is_terminal) as progress:
            task = progress.add_task("coding", total=None)
            for document in documents:
                coded = code_guarded(pipeline, document)
                progress.advance(task)
                if not coded.is_read:
                    for discard in coded.discards:
                        self.refuse(discard)
                yield coded

    @property
    def exit_code(self) -> int:
        """0 done, 1 nothing usable, 3 partly done or done in spite of faults."""
        if self.documents == 0:
            return NOTHING
        return PARTLY if self.refused or self.let_passed else DONE
