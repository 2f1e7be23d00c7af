"""Documents, sentences and words a second: a bare parse of every document, end to end, and each stage, on two streams of text.

Runs on one core (one onnxruntime thread). *Bare parse* is the language pipeline alone over every document; *end to end* is all that
makes claims of a document, which may leave documents unparsed. Each document goes through both, one right after the other and in turns
which is first, so that a busy machine slows them alike. The stages are timed where the end-to-end run calls them.
"""

import argparse
import gc
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.fits import ratio_interval
from bench.reporting import Report, add_output, reporting
from bench.texts import STREAMS, bundled, others, read_documents, stream
from foedus.model.record import Record
from foedus.model.text import Document
from foedus.pipeline.documents import Pipeline

_MILLION = 1e6
# a stage, and what of the pipeline does it, by the way to it; a stage's time is without that of the stages within it
STAGES = (
    ("splitting", "parser.splitter.split"),
    ("relevance by words", "prefilter.scores"),
    ("relevance by the network", "parser.encoder.deed_chances"),
    ("networks", "parser.encoder.analyse"),
    ("lemmas and records", "parser.parse"),
    ("recognition", "recognise"),
    ("coding", "_coder.code"),
    ("claims", "_former.form"),
)
REST = "all else"


class Spent(Record, frozen=True, kw_only=True):
    """Seconds of the processor and of the clock.

    Attributes:
        cpu: Of this process.
        wall: That passed.
    """

    cpu: float = 0.0
    wall: float = 0.0

    def __add__(self, other: "Spent") -> "Spent":
        """Both together."""
        return Spent(cpu=self.cpu + other.cpu, wall=self.wall + other.wall)

    def __sub__(self, other: "Spent") -> "Spent":
        """What is left without the other."""
        return Spent(cpu=self.cpu - other.cpu, wall=self.wall - other.wall)


def _now() -> Spent:
    return Spent(cpu=time.process_time(), wall=time.perf_counter())


class Stopwatch:
    """Times calls by the stage that they belong to; a call within another one counts for its own stage alone."""

    def __init__(self) -> None:
        self.spent: dict[str, Spent] = {}
        self._inner: list[Spent] = []

    def timed(self, stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, timed."""

        def measured(*given: Any, **named: Any) -> Any:
            self._inner.append(Spent())
            begun = _now()
            try:
                return work(*given, **named)
            finally:
                whole = _now() - begun
                own = whole - self._inner.pop()
                self.spent[stage] = self.spent.get(stage, Spent()) + own
                if self._inner:
                    self._inner[-1] += whole

        return measured

    def watch(self, pipeline: Pipeline) -> None:
        """Time the stages of a pipeline from now on; a stage that it does not have is left out."""
        for stage, way in STAGES:
            *owners, name = way.split(".")
            owner: Any = pipeline
            for step in owners:
                owner = getattr(owner, step, None)
            if hasattr(owner, name):
                setattr(owner, name, self.timed(stage, getattr(owner, name)))


class Taken(Record, frozen=True, kw_only=True):
    """What one document took.

    Attributes:
        name: Its name.
        sentences, words: How many the bare parse found.
        claims: How many came of it.
        parsed: Whether it was parsed end to end.
        bare: For the bare parse.
        whole: End to end.
    """

    name: str
    sentences: int
    words: int
    claims: int
    parsed: bool
    bare: Spent
    whole: Spent


def measure(bare: Pipeline, whole: Pipeline, documents: Sequence[Document], rounds: int) -> Iterator[Taken]:
    """Each document so often through both; which comes first changes from one to the next and from round to round.

    Args:
        bare: Parses; it must not be watched.
        whole: Codes.
        documents: The stream.
        rounds: How often each is read.
    """
    for number in range(rounds):
        for place, document in enumerate(documents):
            yield _one(bare, whole, document, bare_first=(place + number) % 2 == 0)


def _one(bare: Pipeline, whole: Pipeline, document: Document, *, bare_first: bool) -> Taken:
    def parse() -> Any:
        return bare.parser.parse(document)

    def code() -> Any:
        return whole.code(document)

    if bare_first:
        (sentences, first), (coded, last) = _timed(parse), _timed(code)
        spent = first, last
    else:
        (coded, first), (sentences, last) = _timed(code), _timed(parse)
        spent = last, first
    return Taken(
        name=document.name,
        sentences=len(sentences),
        words=sum(len(sentence.tokens) for sentence in sentences),
        claims=len(coded.claims),
        parsed=bool(coded.sentences),
        bare=spent[0],
        whole=spent[1],
    )


def _timed(work: Callable[[], Any]) -> tuple[Any, Spent]:
    begun = _now()
    found = work()
    return found, _now() - begun


COLUMNS = {
    "stage": "<34",
    "words/s": "9.0f",
    "sentences/s": "11.1f",
    "documents/s": "11.1f",
    "us/word": "8.1f",
    "share": "6.1%",
    "words/s by the clock": "9.0f",
}


def tell(name: str, taken: Sequence[Taken], stages: dict[str, Spent], report: Report) -> None:
    """Print and keep what a stream took.

    Args:
        name: Of the stream.
        taken: Its documents, each as often as it was read.
        stages: What each stage took of the end-to-end run.
        report: Takes it.
    """
    words, sentences = sum(one.words for one in taken), sum(one.sentences for one in taken)
    bare, whole = sum((one.bare for one in taken), Spent()), sum((one.whole for one in taken), Spent())
    table = report.table(name, COLUMNS)
    rows = [("bare parse of every document", bare), ("end to end", whole)]
    rows += [(f"  {stage}", stages.get(stage, Spent())) for stage, _ in STAGES]
    rows += [(f"  {REST}", whole - sum(stages.values(), Spent()))]
    for stage, spent in rows:
        rates = [count / spent.cpu if spent.cpu > 0 else None for count in (words, sentences, len(taken))]
        share = spent.cpu / whole.cpu
        table.add(stage, *rates, spent.cpu / words * _MILLION, share, words / spent.wall if spent.wall > 0 else None)
    _ratios(name, taken, report)
    unparsed = sum(not one.parsed for one in taken) / len(taken)
    report.say(f"{name}: {len(taken)} readings, {unparsed:.0%} of the documents left unparsed end to end")
    report.put(
        **{
            f"{name} documents": len({one.name for one in taken}),
            f"{name} readings": len(taken),
            f"{name} words": words,
            f"{name} sentences": sentences,
            f"{name} unparsed": unparsed,
            f"{name} claims": sum(one.claims for one in taken),
            f"{name} bare us/word": bare.cpu / words * _MILLION,
            f"{name} whole us/word": whole.cpu / words * _MILLION,
            f"{name} words/document": words / len(taken),
        }
    )


def _ratios(name: str, taken: Sequence[Taken], report: Report) -> None:
    """The time end to end to that of a bare parse, each document once however often it was read."""
    by_name: dict[str, tuple[Spent, Spent]] = {}
    for one in taken:
        bare, whole = by_name.get(one.name, (Spent(), Spent()))
        by_name[one.name] = (bare + one.bare, whole + one.whole)
    for clock in ("cpu", "wall"):
        ratio, low, high = ratio_interval(
            [getattr(whole, clock) for _, whole in by_name.values()], [getattr(bare, clock) for bare, _ in by_name.values()]
        )
        said = "CPU time" if clock == "cpu" else "time by the clock"
        report.say(f"{name}: {said} end to end is {ratio:.3f} of that of a bare parse (95 % over documents: {low:.3f} to {high:.3f})")
        report.put(**{f"{name} {clock} ratio": [round(ratio, 4), round(low, 4), round(high, 4)]})


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="how often each document is read")
    parser.add_argument("--stream", choices=STREAMS, nargs="+", default=list(STREAMS))
    parser.add_argument("--documents", type=Path, nargs="*", help="files of political text instead of the bundled reports")
    parser.add_argument("--others", type=int, default=120, help="how many texts of general news are made where there are no articles")
    add_output(parser)
    given = parser.parse_args()
    reports = [document for path in given.documents for document in read_documents(path)] if given.documents else bundled()
    with reporting("speed", given.json) as report:
        started = _now()
        bare, whole = Pipeline.load(), Pipeline.load()
        spent = _now() - started
        report.put(loading_cpu_s=spent.cpu / 2)
        watch = Stopwatch()
        watch.watch(whole)
        gc.freeze()  # as the commands do
        for name in given.stream:
            documents = stream(name, reports, others(given.others))
            for _ in measure(bare, whole, documents[:20], 1):
                pass
            watch.spent.clear()
            taken = list(measure(bare, whole, documents, given.rounds))
            tell(name, taken, dict(watch.spent), report)


if __name__ == "__main__":
    main()
