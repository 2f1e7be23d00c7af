"""One input through the pipeline: what each worker does, whatever engine runs it."""

import gc
import re
import time
from collections import Counter
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from foedus.errors import FoedusError
from foedus.model.outcome import Discard, Outcome
from foedus.model.record import Record
from foedus.model.text import Document, Origin
from foedus.pipeline.documents import CODED_LANGUAGE, Pipeline
from foedus.pipeline.guarding import code_guarded
from foedus.reading.archives import documents_in
from foedus.registry import lookup
from foedus.scale.inputs import local
from foedus.scale.manifest import Entry, State, digest_of, part_of
from foedus.scale.memory import give_back
from foedus.scale.parts import DUPLICATE, OTHER_LANGUAGE, Part

_REPORT_SECONDS = 1.0
_VARIABLE = re.compile(r"\(.*\)|'[^']*'|\"[^\"]*\"|\d[\d,.:]*")
_LONGEST = 100


class Task(Record, frozen=True, kw_only=True):
    """One input to be coded.

    Attributes:
        input: Its path or address, without what is secret in it: how the output names it.
        place: Its path or address as given.
        output: The output folder.
        max_bytes: Largest record that is read.
    """

    input: str
    place: str
    output: str
    max_bytes: int


class Report(Record, frozen=True, kw_only=True):
    """How far a worker has come with an input.

    Attributes:
        input: The input.
        documents: Documents read of it so far.
        claims: Claims found in them.
        bytes: How far into the input that is.
        entry: What became of it, once it is over.
    """

    input: str
    documents: int = 0
    claims: int = 0
    bytes: int = 0
    entry: Entry | None = None


def coder_name_of(coder: str) -> str:
    """Name and version of a registered coder.

    Raises:
        RegistryError: There is no such coder.
    """
    return str(lookup("foedus.coders", coder)().settings.name)


def running_version() -> str:
    """The version of foedus that runs."""
    return version("foedus")


def kind_of(reason: str) -> str:
    """A discard's reason without what differs from one to the next, so that reasons can be counted.

    >>> kind_of("has 2,345 bytes, over the limit of 2,000")
    'has … bytes, over the limit of …'
    """
    return " ".join(_VARIABLE.sub("…", reason).split())[:_LONGEST]


class Worker:
    """Codes inputs one after the other, with the model loaded once.

    Args:
        pipeline: The stages of one document.
    """

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline

    @classmethod
    def load(cls, coder: str) -> "Worker":
        """Load model and tables."""
        worker = cls(Pipeline.load(coder))
        gc.freeze()  # the tables stay, and the collector need not walk them again and again
        return worker

    def work(self, task: Task, report: Callable[[Report], None]) -> Entry:
        """Code one input and write its part.

        Args:
            task: The input.
            report: Is told about once a second how far it is.

        Returns:
            What became of it. An input that cannot be read has failed; a record that cannot is a discard.
        """
        try:
            with local(task.place) as path:
                return self._work(task, path, report)
        except (FoedusError, OSError) as error:
            return self._entry(task, state=State.FAILED, reason=str(error) or type(error).__name__)
        finally:
            give_back()

    def _work(self, task: Task, path: Path, report: Callable[[Report], None]) -> Entry:
        sha256, size = digest_of(path)
        with path.open("rb") as stream, Part(Path(task.output), part_of(task.input)) as part:
            tally = _Tally(self._pipeline, part)
            told = time.monotonic()
            for outcome in documents_in(stream, Origin(path=task.input), max_bytes=task.max_bytes):
                tally.take(outcome)
                if time.monotonic() - told >= _REPORT_SECONDS:
                    report(Report(input=task.input, documents=tally.documents, claims=tally.claims, bytes=stream.tell()))
                    give_back()
                    told = time.monotonic()
            reason = tally.failure_of(task.input)
            if reason:
                return self._entry(task, state=State.FAILED, reason=reason, bytes=size, sha256=sha256)
            return self._entry(task, state=State.DONE, bytes=size, sha256=sha256, outputs=part.finish(), **tally.counts())

    def _entry(self, task: Task, **fields: object) -> Entry:
        common = {"input": task.input, "part": part_of(task.input), "coder": self._pipeline.coder_name, "version": running_version()}
        return Entry(**common, **fields)  # type: ignore[arg-type]  # the fields are those of an entry, from above


class _Tally:
    """Takes the documents of one input: codes each text once, and counts."""

    def __init__(self, pipeline: Pipeline, part: Part) -> None:
        self._pipeline = pipeline
        self._part = part
        self._texts: dict[bytes, str] = {}
        self._discards: Counter[str] = Counter()
        self._first: Discard | None = None
        self._states: Counter[str] = Counter()
        self.documents = 0
        self.claims = 0

    def take(self, outcome: Outcome[Document]) -> None:
        self._refuse(outcome.discards)
        for document in outcome.kept:
            self.documents += 1
            self._take(document)

    def _take(self, document: Document) -> None:
        key = bytes.fromhex(document.text_sha256)
        if key in self._texts:
            self._states[DUPLICATE] += 1
            self._part.add_other(document, DUPLICATE, duplicate_of=self._texts[key])
        elif document.language not in {None, CODED_LANGUAGE}:
            self._states[OTHER_LANGUAGE] += 1
            self._texts[key] = document.id
            self._part.add_other(document, OTHER_LANGUAGE)
        else:
            self._texts[key] = document.id
            self._code(document)

    def _code(self, document: Document) -> None:
        coded = code_guarded(self._pipeline, document)
        if not coded.is_read:
            self._refuse(coded.discards)
            return
        self._states["coded"] += 1
        self.claims += len(coded.claims)
        self._part.add_coded(coded)

    def _refuse(self, discards: tuple[Discard, ...]) -> None:
        self._first = self._first or next(iter(discards), None)
        self._discards.update(kind_of(found.reason) for found in discards)
        self._part.add_discards(discards)

    def failure_of(self, place: str) -> str:
        """Why nothing of an input could be read, empty if something could: a discard that is about the whole of it."""
        return self._first.reason if self._first and not self.documents and self._first.place == place else ""

    def counts(self) -> dict[str, object]:
        """The counts of an entry."""
        return {
            "documents": self.documents,
            "coded": self._states["coded"],
            "duplicates": self._states[DUPLICATE],
            "other_languages": self._states[OTHER_LANGUAGE],
            "claims": self.claims,
            "discards": dict(sorted(self._discards.items())),
        }
