"""How stages are timed, and that what is measured is what there is."""

import datetime as dt
import io
from functools import reduce
from types import SimpleNamespace
from typing import Any, cast

import pytest
from bench.reporting import Report
from bench.speed import REST, STAGES, Spent, Stopwatch, Taken, measure, tell
from bench.texts import document_of

from foedus.pipeline.documents import Pipeline


class Clock:
    """Moments that work moves on."""

    def __init__(self) -> None:
        self.now = 0.0

    def work(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """In place of the clocks of `bench.speed`."""
    made = Clock()
    monkeypatch.setattr("bench.speed.time", SimpleNamespace(process_time=lambda: made.now, perf_counter=lambda: 2 * made.now))
    return made


def pipeline(clock: Clock, seconds: dict[str, float]) -> Any:
    """A pipeline whose parts take so long, and which calls them as the real one does."""

    def split(text: str) -> list[str]:
        clock.work(seconds["splitting"])
        return text.split()

    splitter = SimpleNamespace(split=split)
    encoder = SimpleNamespace(
        analyse=lambda _: clock.work(seconds["networks"]), deed_chances=lambda _: clock.work(seconds["relevance by the network"])
    )

    def parse(document: Any) -> list[Any]:
        words = parser.splitter.split(document.text)
        parser.encoder.analyse(words)
        clock.work(seconds["lemmas and records"])
        return [SimpleNamespace(tokens=words)]

    def code(document: Any) -> Any:
        made.prefilter.scores(None)
        made.parser.encoder.deed_chances(None)
        made.parser.parse(document)
        made.recognise([], document)
        made._coder.code(None)
        made._former.form(document)
        clock.work(seconds[REST])
        return SimpleNamespace(claims=["claim"], sentences=["sentence"])

    parser = SimpleNamespace(splitter=splitter, encoder=encoder, parse=parse)
    made = SimpleNamespace(
        parser=parser,
        recognise=lambda *_: clock.work(seconds["recognition"]),
        prefilter=SimpleNamespace(scores=lambda _: clock.work(seconds["relevance by words"])),
        _coder=SimpleNamespace(code=lambda _: clock.work(seconds["coding"])),
        _former=SimpleNamespace(form=lambda _: clock.work(seconds["claims"])),
        code=code,
    )
    return made


SECONDS = {stage: float(2**number) for number, (stage, _) in enumerate(STAGES)} | {REST: 512.0}


def test_a_stage_is_timed_without_those_within_it(clock: Clock) -> None:
    """Parsing is what is left when splitting and networks are taken away."""
    watch, made = Stopwatch(), pipeline(clock, SECONDS)
    watch.watch(made)
    made.code(document_of("a", "one two", dt.date(2025, 1, 1), "o"))
    assert {stage: spent.cpu for stage, spent in watch.spent.items()} == {stage: SECONDS[stage] for stage, _ in STAGES}
    assert watch.spent["coding"].wall == 2 * SECONDS["coding"]


def test_bare_parse_and_end_to_end_are_told_apart(clock: Clock) -> None:
    """Their ratio, and each stage's share with what is left over, whichever went first."""
    watch, bare, whole = Stopwatch(), pipeline(clock, SECONDS), pipeline(clock, SECONDS)
    watch.watch(whole)
    documents = [document_of(f"{number}", "one two three", dt.date(2025, 1, 1), "o") for number in range(3)]
    taken = list(measure(bare, whole, documents, 2))
    report = Report("speed", out=io.StringIO())
    tell("political", taken, watch.spent, report)
    parsing = sum(SECONDS[stage] for stage in ("splitting", "networks", "lemmas and records"))
    all_of_it = sum(SECONDS.values())
    assert [one.bare.cpu for one in taken] == [parsing] * 6
    assert [one.whole.cpu for one in taken] == [all_of_it] * 6
    rows = {str(row["stage"]).strip(): row for row in report.tables["political"]}
    assert rows["bare parse of every document"]["us/word"] == pytest.approx(parsing / 3 * 1e6)
    assert rows["recognition"]["share"] == pytest.approx(SECONDS["recognition"] / all_of_it)
    assert rows[REST]["share"] == pytest.approx(512 / all_of_it)
    assert report.figures["political cpu ratio"] == [pytest.approx(all_of_it / parsing, abs=1e-4)] * 3
    assert (report.figures["political documents"], report.figures["political claims"]) == (3, 6)


def test_documents_that_are_not_parsed_make_the_ratio_less_than_one() -> None:
    """Each document counts once, however often it was read."""
    spent = {"read": Spent(cpu=2.0, wall=2.0), "passed over": Spent(cpu=0.1, wall=0.1)}
    taken = [
        Taken(name=name, sentences=1, words=10, claims=0, parsed=name == "read", bare=Spent(cpu=1.0, wall=1.0), whole=whole)
        for name, whole in spent.items()
        for _ in range(3)
    ]
    report = Report("speed", out=io.StringIO())
    tell("general", taken, {}, report)
    assert cast("list[float]", report.figures["general cpu ratio"])[0] == pytest.approx(2.1 / 2)
    assert report.figures["general unparsed"] == 0.5


@pytest.mark.slow
def test_each_stage_is_a_part_of_the_pipeline() -> None:
    """A part that is renamed would be missing from the table."""
    loaded = Pipeline.load()
    for stage, way in STAGES:
        assert callable(reduce(getattr, way.split("."), loaded)), stage
