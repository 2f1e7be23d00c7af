"""What a year of CC-NEWS costs: documents, core-hours, storage and money, from measured rates and stated assumptions.

The rates (`bench/rates.json`) are measured by `bench.crawl`; the assumptions (`bench/ccnews.toml`) have a low, a middle and a high value
each, with their source. `--rates FILE` reads other rates, `--crawl FILE` takes them from what `bench.crawl --json FILE` found and writes
them to the file of rates. docs/cluster.md holds what this prints.
"""

import argparse
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from bench.crawl import KINDS, Kind
from bench.reporting import Result, add_output, joined, read_result, reporting
from foedus.model.record import Record

HERE = Path(__file__).parent
CASES = ("low", "mid", "high")
_MONTHS = 12
_FLEET = 64


class Rates(Record, frozen=True, kw_only=True):
    """What was measured on one core.

    Attributes:
        measured: The day.
        machine: On what.
        reading_ms: CPU milliseconds to read a page of an archive: unpack, take the text out, tell its language.
        political_us: CPU microseconds a word, end to end, of political text.
        general_us: Those of other news.
        page_bytes: Bytes in the output for a page that is not coded.
        coded_bytes: Bytes in the output for a coded page of other news.
        political_bytes: Those of a political one, its claims included.
        words: Words of the pages that these bytes were measured on.
        worker_mb: Memory of a worker.
    """

    measured: str
    machine: str
    reading_ms: float
    political_us: float
    general_us: float
    page_bytes: float
    coded_bytes: float
    political_bytes: float
    words: float
    worker_mb: float


class Assumption(Record, frozen=True, kw_only=True):
    """A value that is not measured here.

    Attributes:
        unit: Of the values.
        low, mid, high: What makes the plan cheap, what is likely, what makes it dear.
        source: Where they come from.
        date: When that was looked up.
    """

    unit: str
    low: float
    mid: float
    high: float
    source: str
    date: str


class Plan(Record, frozen=True, kw_only=True):
    """What a year costs in one case.

    Attributes:
        pages: Pages read.
        coded: Pages coded.
        archives: Archives read.
        input_tb: Size of the archives, which are copied for as long as they are read.
        reading_hours, coding_hours: Core-hours of work.
        paid_hours: Core-hours paid.
        output_tb: Size of the output.
        machine_dollars: For the core-hours.
        storage_dollars: For keeping the output for a year.
        days: How long a fleet of 64 cores works.
    """

    pages: float
    coded: float
    archives: float
    input_tb: float
    reading_hours: float
    coding_hours: float
    paid_hours: float
    output_tb: float
    machine_dollars: float
    storage_dollars: float
    days: float

    @property
    def dollars(self) -> float:
        """All that is paid."""
        return self.machine_dollars + self.storage_dollars


def read_rates(path: Path) -> Rates:
    """Rates of a file.

    Raises:
        msgspec.ValidationError: It lacks one.
    """
    return msgspec.json.decode(path.read_bytes(), type=Rates)


def rates_of(crawl: Result) -> Rates:
    """Rates from what `bench.crawl` found of pages of each kind.

    Raises:
        KeyError: It did not measure them (`--each 0`).
    """
    political, general, other = (msgspec.convert(crawl.figures[kind], Kind) for kind in KINDS)
    read = (political, general, other)
    machine = crawl.machine
    load = f"load {crawl.load_begun:.1f} to {crawl.load_ended:.1f} on {machine.cores}"
    return Rates(
        measured=f"{crawl.begun:%Y-%m-%d}",
        machine=f"one core of {machine.processor} ({joined(machine.flags)}), {load}",
        reading_ms=round(sum(one.reading for one in read) / sum(one.pages for one in read) * 1000, 2),
        political_us=round(political.coding / political.words * 1e6, 1),
        general_us=round(general.coding / general.words * 1e6, 1),
        page_bytes=round(other.bytes / other.pages),
        coded_bytes=round(general.bytes / general.pages),
        political_bytes=round(political.bytes / political.pages),
        words=round((political.words + general.words) / (political.pages + general.pages)),
        worker_mb=round(float(str(crawl.figures["worker_mb"]))),
    )


def read_assumptions(path: Path = HERE / "ccnews.toml") -> dict[str, Assumption]:
    """Assumptions by name.

    Raises:
        msgspec.ValidationError: One lacks a value, its source or its date.
    """
    return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), dict[str, Assumption])


def planned(rates: Rates, values: Mapping[str, float]) -> Plan:
    """The plan for one value of each assumption."""
    pages = values["pages"]
    coded = pages * values["english"] * (1 - values["repeated"])
    political = coded * values["political"]
    seconds_political = political * values["words"] * rates.political_us / 1e6
    seconds_general = (coded - political) * values["words"] * rates.general_us / 1e6
    reading, coding = pages * rates.reading_ms * values["page_weight"] / 1000 / 3600, (seconds_political + seconds_general) / 3600
    paid = (reading + coding) * values["overhead"]
    longer = values["words"] / rates.words
    kept = (pages - coded) * rates.page_bytes + longer * ((coded - political) * rates.coded_bytes + political * rates.political_bytes)
    archives = pages / values["pages_an_archive"]
    return Plan(
        pages=pages,
        coded=coded,
        archives=archives,
        input_tb=archives * values["archive_gb"] / 1000,
        reading_hours=reading,
        coding_hours=coding,
        paid_hours=paid,
        output_tb=kept / 1e12,
        machine_dollars=paid * values["dollars_a_core_hour"],
        storage_dollars=kept / 1e12 * values["dollars_a_tb_month"] * _MONTHS,
        days=paid / _FLEET / 24,
    )


def plans(rates: Rates, assumptions: Mapping[str, Assumption]) -> dict[str, Plan]:
    """The three plans."""
    return {case: planned(rates, {name: getattr(one, case) for name, one in assumptions.items()}) for case in CASES}


ROWS = (
    ("pages read, million", "pages", 1e-6, "{:,.0f}"),
    ("pages coded, million", "coded", 1e-6, "{:,.1f}"),
    ("archives", "archives", 1, "{:,.0f}"),
    ("archives, TB", "input_tb", 1, "{:,.1f}"),
    ("core-hours to read pages", "reading_hours", 1, "{:,.0f}"),
    ("core-hours to code them", "coding_hours", 1, "{:,.0f}"),
    ("core-hours paid", "paid_hours", 1, "{:,.0f}"),
    ("days on 64 cores", "days", 1, "{:,.1f}"),
    ("output, TB", "output_tb", 1, "{:,.2f}"),
    ("machines, dollars", "machine_dollars", 1, "{:,.0f}"),
    ("keeping the output a year, dollars", "storage_dollars", 1, "{:,.0f}"),
    ("in all, dollars", "dollars", 1, "{:,.0f}"),
)


def table_of(made: Mapping[str, Plan]) -> Iterator[str]:
    """The plans as lines of Markdown, numbers to two significant digits or three."""
    yield "| a year of CC-NEWS | low | middle | high |"
    yield "|---|---|---|---|"
    for title, name, scale, form in ROWS:
        cells = (form.format(_rounded(getattr(made[case], name) * scale)) for case in CASES)
        yield f"| {title} | {' | '.join(cells)} |"


def told(rates: Rates) -> str:
    """The rates in a sentence."""
    return (
        f"{rates.reading_ms:g} ms to read a page, {rates.political_us:g} µs a word of political text and {rates.general_us:g} µs of other "
        "news, "
        f"{rates.page_bytes:g} bytes of output for a page that is not coded, {rates.coded_bytes:g} for one of other news and "
        f"{rates.political_bytes:g} for a political one ({rates.words:g} words each): {rates.measured}, {rates.machine}"
    )


def _rounded(value: float) -> float:
    """A number to three significant digits: the assumptions bear no more."""
    return float(f"{value:.3g}")


def assumed(assumptions: Mapping[str, Assumption]) -> Iterator[str]:
    """The assumptions as lines of Markdown."""
    yield "| assumption | low | middle | high | from |"
    yield "|---|---|---|---|---|"
    for name, one in assumptions.items():
        cells = " | ".join(f"{getattr(one, case):,.15g}" for case in CASES)
        yield f"| `{name}`, {one.unit} | {cells} | {one.source} ({one.date}) |"


def main() -> None:
    """Compute and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rates", type=Path, default=HERE / "rates.json", help="measured rates")
    parser.add_argument("--crawl", type=Path, help="take the rates from these results of bench.crawl, and keep them")
    parser.add_argument("--assumptions", type=Path, default=HERE / "ccnews.toml")
    add_output(parser)
    given = parser.parse_args()
    if given.crawl:
        kept = msgspec.json.format(msgspec.json.encode(rates_of(read_result(given.crawl))), indent=1)
        given.rates.write_bytes(kept + b"\n")
    rates, assumptions = read_rates(given.rates), read_assumptions(given.assumptions)
    made = plans(rates, assumptions)
    with reporting("plan", given.json) as report:
        report.put(rates=msgspec.to_builtins(rates), plans=msgspec.to_builtins(made))
        for line in (told(rates), "", *table_of(made), "", *assumed(assumptions)):
            report.say(line)


if __name__ == "__main__":
    main()
