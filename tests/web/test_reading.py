"""The reader: one document after the other, and none that ends it."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from foedus.desk.intake import Fate
from foedus.model.coded import CodedDocument
from foedus.model.outcome import Outcome
from foedus.model.text import Document
from foedus.pipeline.documents import Pipeline
from foedus.store import Ledger
from foedus.web.reading import Job, Line, Reader, pasted, uploaded


class Coding:
    """Stands in for the pipeline: finds nothing, fails on what says so, and waits while it is told to."""

    coder_name = "test/1"

    def __init__(self) -> None:
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.has_begun = threading.Event()

    def code(self, document: Document) -> CodedDocument:
        """Code nothing."""
        self.has_begun.set()
        self.may_go_on.wait(20)
        if "explode" in document.text:
            raise RuntimeError(document.text)
        return CodedDocument(document=document)


@pytest.fixture
def coding() -> Coding:
    """A pipeline without a model."""
    return Coding()


@pytest.fixture
def reader(place: str, coding: Coding) -> Iterator[Reader]:
    """A reader on a ledger of its own, that a hundred bytes may wait for."""
    with Ledger.open(place) as ledger:
        made = Reader(ledger, most_bytes=100, load=lambda: cast(Pipeline, coding))
        yield made
        coding.may_go_on.set()
        made.close()


def done(reader: Reader) -> dict[str, Line]:
    """What became of all jobs, by their names, when nothing is left to do."""
    for _ in range(2000):
        if not reader.is_busy:
            return {line.name: line for line in reader.lines()}
        time.sleep(0.01)
    pytest.fail("reading does not end")


def test_what_goes_wrong_ends_nothing(reader: Reader) -> None:
    """A document that sets off an error is told as one, with the kind of the error and none of its words; the next one is read."""
    assert reader.submit([uploaded("bad.txt", b"this will explode"), uploaded("good.txt", b"this will not")], "Ann")
    lines = done(reader)
    (bad,), (good,) = lines["bad.txt"].taken, lines["good.txt"].taken
    assert (bad.fate, [found.reason for found in bad.discards]) == (Fate.UNCODED, ["cannot be coded (RuntimeError)"])
    assert (good.fate, good.title) == (Fate.ADDED, "good.txt")
    assert lines["good.txt"].refused == 0


def test_a_reader_of_a_file_may_fail_too(reader: Reader) -> None:
    """Whatever it raises."""

    def broken() -> Outcome[Document]:
        raise MemoryError

    assert reader.submit([Job(name="broken", size=1, read=broken), pasted("Some words.", "Next", "", None)], "Ann")
    lines = done(reader)
    assert lines["broken"].refused == 1
    assert lines["Next"].taken


def test_too_much_is_not_taken(reader: Reader, coding: Coding) -> None:
    """What waits is limited; a single upload of any size that was let in is taken when nothing waits."""
    coding.may_go_on.clear()
    assert reader.submit([uploaded("large.txt", b"x " * 200)], "Ann")
    assert not reader.submit([uploaded("more.txt", b"more")], "Ann")
    coding.may_go_on.set()
    assert set(done(reader)) == {"large.txt"}
    assert reader.submit([uploaded("more.txt", b"more")], "Ann")
    assert set(done(reader)) == {"large.txt", "more.txt"}


def test_only_the_latest_jobs_are_remembered(reader: Reader) -> None:
    """Two hundred that are done; none that waits is forgotten."""
    for first in range(0, 260, 20):
        assert reader.submit([uploaded(f"{number}.txt", b"") for number in range(first, first + 20)], "Ann")
        done(reader)
    names = [line.name for line in reader.lines()]
    assert len(names) == 200
    assert names[0] == "259.txt"


def test_a_document_is_known_the_second_time(reader: Reader) -> None:
    """By its name and its text."""
    assert reader.submit([uploaded("a.txt", b"Some words."), uploaded("a.txt", b"Some words.")], "Ann")
    done(reader)
    assert [list(line.counts) for line in reader.lines()] == [["known"], ["added"]]


def test_closing_waits_for_the_document_in_hand_alone(tmp_path: Path, coding: Coding) -> None:
    """What is in the ledger is whole, and what waited is not read."""
    with Ledger.open(tmp_path / "empty.db") as ledger:
        reader = Reader(ledger, most_bytes=1000, load=lambda: cast(Pipeline, coding))
        coding.may_go_on.clear()
        assert reader.submit([uploaded("a.txt", b"First words."), uploaded("b.txt", b"Other words.")], "Ann")
        assert coding.has_begun.wait(20)
        closing = threading.Thread(target=reader.close)
        closing.start()
        while not reader._stop.is_set():
            time.sleep(0.01)
        coding.may_go_on.set()
        closing.join(20)
        assert [document.name for document in ledger.documents()] == ["a.txt"]
