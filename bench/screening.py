"""Screening measured: `speed` at 100,000 entries; `measure` what is found and what alarms for nothing, on your list or a made-up one."""

import argparse
import datetime as dt
import random
import resource
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from bench import lists as synthetic
from bench.reporting import Report, add_output, read_result, reporting
from foedus.errors import ListError
from foedus.lexicon.names import Names
from foedus.model.listing import Band, EntryKind, Hit, ListedName, ListEntry, NameKind, SanctionsList, Subject
from foedus.recognition.gazetteer import Gazetteer
from foedus.recognition.sites import Sites
from foedus.screening.exact import ListsInMemory, screen
from foedus.screening.holders import Holders
from foedus.screening.keys import METHOD, entry_keys, name_keys
from foedus.screening.loading import load
from foedus.screening.matcher import Matcher, Scorer, screen_alike
from foedus.store import Ledger
from foedus.store.lists import Keys, LedgerLists, keep_list

_KEYS = Keys(of=entry_keys, method=METHOD)
_MEGABYTE = 1024
_THRESHOLDS = (0.95, 0.80, 0.70)
_BLOCKS = (10, 50, 100)
_PATTERNS: dict[str, Callable[[random.Random], synthetic.Invented]] = {
    "Korean": synthetic.korean,
    "Russian": synthetic.russian,
    "Arabic": synthetic.arabic,
    "Chinese": synthetic.chinese,
    "Anglo": synthetic.anglo,
}


def write_list(path: Path, lines: Iterable[str]) -> None:
    """Write a list file."""
    with path.open("w", encoding="utf-8") as handle:
        handle.writelines(lines)


def load_file(path: Path) -> tuple[SanctionsList, Sequence[ListEntry]]:
    """Load a list file as the command does."""
    loaded = load(path, Sites(Gazetteer.load()), Holders(Names.load()), now=dt.datetime.now(dt.UTC))
    return loaded.edition, loaded.entries


def add(path: Path, place: Path, report: Report) -> None:
    """Load a list into a ledger: seconds, and the peak of memory of this process."""
    start, busy = time.perf_counter(), time.process_time()
    edition, entries = load_file(path)
    read = time.perf_counter() - start
    with Ledger.open(place) as ledger:
        keep_list(ledger, edition, entries, _KEYS)
    whole = time.perf_counter() - start
    size = place.stat().st_size / _MEGABYTE**2
    busy = time.process_time() - busy
    report.put(
        **{f"loading {path.name}": {"entries": edition.entries, "seconds": whole, "cpu_s": busy, "peak_mb": _peak(), "ledger_mb": size}}
    )
    report.say(
        f"{path.name}: {edition.entries} entries loaded in {whole:.1f} s ({busy:.1f} s of the processor; {read:.1f} s to read them), "
        f"{_peak():.0f} MB at most; the ledger has {size:.0f} MB"
    )


def ask(place: Path, number: int, report: Report, *, fuzzy: bool) -> None:
    """Hold names against a ledger's lists, half of them listed: the seconds."""
    subjects = [Subject(name=name) for name in _names_to_ask(number)]
    with Ledger.open(place) as ledger:
        start = time.perf_counter()
        lists = LedgerLists(ledger, _KEYS)
        opened = time.perf_counter()
        found = screen(subjects, lists)
        done = time.perf_counter()
        hit = sum(bool(item.hits) for item in found)
        told = (
            f"exact: {number} names in {done - opened:.2f} s (opening {opened - start:.2f} s), {hit} with a hit, {_peak():.0f} MB at most"
        )
        report.put(exact={"names": number, "seconds": done - opened, "opening_s": opened - start, "hit": hit, "peak_mb": _peak()})
        report.say(told)
        if fuzzy:
            _ask_alike(subjects, lists, report)


def _ask_alike(subjects: Sequence[Subject], lists: LedgerLists, report: Report) -> None:
    start = time.perf_counter()
    try:
        scorer = Scorer()
    except ListError as error:
        report.say(str(error))
        return
    matcher = Matcher(lists.entries(), scorer)
    ready = time.perf_counter()
    screen_alike(subjects[:1], lists, matcher)
    warm = time.perf_counter()
    found = screen_alike(subjects, lists, matcher)
    done = time.perf_counter()
    hit = sum(bool(item.hits) for item in found)
    report.put(likeness={"names": len(subjects), "seconds": done - warm, "table_s": ready - start, "hit": hit, "peak_mb": _peak()})
    report.say(
        f"likeness: {len(subjects)} names in {done - warm:.1f} s (table {ready - start:.1f} s, first name {warm - ready:.1f} s), "
        f"{hit} with a hit, {_peak():.0f} MB at most"
    )


def speed(number: int, names: int, report: Report, *, fuzzy: bool) -> None:
    """Each step in a process of its own, so that its peak of memory is its own."""
    with tempfile.TemporaryDirectory() as folder:
        simple, ftm, place = (Path(folder) / name for name in ("targets.simple.csv", "entities.ftm.json", "bench.db"))
        write_list(simple, synthetic.simple_rows(number))
        write_list(ftm, synthetic.ftm_lines(number))
        _run(report, "add", str(simple), str(Path(folder) / "simple.db"))
        _run(report, "add", str(ftm), str(place))
        _run(report, "ask", str(place), str(names), *(("--fuzzy",) if fuzzy else ()))


def measure(path: Path | None, report: Report, *, number: int, sample: int, alarms: int, seed: int) -> None:
    """Leave-one-alias-out by kind and script, then alarms on invented names, with and without a country."""
    if path is None:
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / "entities.ftm.json"
            write_list(made, synthetic.ftm_lines(number, seed))
            edition, entries = load_file(made)
    else:
        edition, entries = load_file(path)
    chance = random.Random(seed)  # noqa: S311  # no secret
    kept, questions = held_out(entries, sample, chance)
    lists, matcher = ListsInMemory([(edition, kept)]), _matcher(edition, kept, report)
    report.say(f"{edition.name}: {len(kept)} entries, {len(questions)} with one alias held out\n")
    for line in (*recall_lines(questions, lists, matcher, edition), *alarm_lines(kept, lists, matcher, alarms, chance)):
        report.say(line)


def held_out(entries: Sequence[ListEntry], sample: int, chance: random.Random) -> tuple[list[ListEntry], list[tuple[str, ListEntry]]]:
    """Entries of which some have lost an alias, and these aliases with the entries without them.

    An alias that is the same as another name but for case, marks, script and the like is none.
    """
    numbers = chance.sample(range(len(entries)), len(entries))
    kept = list(entries)
    questions: list[tuple[str, ListEntry]] = []
    for number in numbers:
        entry = entries[number]
        aliases = [name for name in entry.names[1:] if name.kind in {NameKind.NAME, NameKind.ALIAS}]
        if aliases and len(questions) < sample:
            alias = chance.choice(aliases)
            names = tuple(name for name in entry.names if name is not alias)
            kept[number] = msgspec.structs.replace(entry, id=f"{entry.id}-{number}", names=names)
            questions.append((alias.text, kept[number]))
    return kept, questions


def recall_lines(
    questions: Sequence[tuple[str, ListEntry]], lists: ListsInMemory, matcher: Matcher | None, edition: SanctionsList
) -> Iterator[str]:
    """A row for each kind and script: share of aliases by which the right entry is found."""
    groups: dict[str, list[tuple[str, ListEntry]]] = defaultdict(list)
    for alias, entry in questions:
        groups[f"{entry.kind.value}, {_script(alias, entry.names)}"].append((alias, entry))
    blocks, levels = (" | ".join(f"{label} {value}" for value in values) for label, values in (("in", _BLOCKS), ("at", _THRESHOLDS)))
    yield f"| alias held out | n | exact | {blocks} | {levels} |"
    yield f"|---|{'---|' * (2 + len(_BLOCKS) + len(_THRESHOLDS))}"
    for group, items in sorted(groups.items()):
        counts: Counter[str] = Counter()
        for alias, entry in items:
            counts.update(_found(alias, entry, lists, matcher, edition))
        shares = [counts["exact"], *(counts[f"in {block}"] for block in _BLOCKS), *(counts[f"at {level}"] for level in _THRESHOLDS)]
        yield f"| {group} | {len(items)} | {' | '.join(f'{share / len(items):.2f}' for share in shares)} |"
    yield ""


def _found(alias: str, entry: ListEntry, lists: ListsInMemory, matcher: Matcher | None, edition: SanctionsList) -> Iterator[str]:
    subject = Subject(name=alias, kinds=(entry.kind,))
    if any(hit.entry.id == entry.id for hit in screen([subject], lists)[0].hits):
        yield "exact"
    if matcher is None:
        return
    near = [item.id for _, item in matcher.candidates(subject, max(_BLOCKS))]
    yield from (f"in {block}" for block in _BLOCKS if entry.id in near[:block])
    score = max((hit.score for hit in matcher.hits(subject, {edition.id: edition}) if hit.entry.id == entry.id), default=0.0)
    yield from (f"at {level}" for level in _THRESHOLDS if score >= level)


def alarm_lines(
    entries: Sequence[ListEntry], lists: ListsInMemory, matcher: Matcher | None, number: int, chance: random.Random
) -> Iterator[str]:
    """A row for each pattern of invented names that are on no list: share with a hit in a band, without and with their country."""
    listed = {key for entry in entries for name in entry.names for key in name_keys(name.text, person=True)}
    yield "| invented names | n | strong | review | weak | strong with country | review | weak |"
    yield "|---|---|---|---|---|---|---|---|"
    for pattern, make in _PATTERNS.items():
        names = list(_unlisted(make, listed, number, chance))
        shares: list[float] = []
        for with_country in (False, True):
            subjects = [
                Subject(name=name, kinds=(EntryKind.OFFICE_HOLDER,), countries=(country,) if with_country else ())
                for name, country in names
            ]
            found = screen_alike(subjects, lists, matcher) if matcher else screen(subjects, lists)
            best = Counter(_best(item.hits) for item in found)
            shares += [best[band] / len(names) for band in Band]
        yield f"| {pattern} | {len(names)} | {' | '.join(f'{share:.1%}' for share in shares)} |"


def _unlisted(
    make: Callable[[random.Random], synthetic.Invented], listed: set[str], number: int, chance: random.Random
) -> Iterator[tuple[str, str]]:
    """Names of a pattern that are on no list, with their country; fewer where chance gives no more."""
    codes = {"ru": "RUS", "kp": "PRK", "sy": "SYR", "cn": "CHN", "us": "USA"}
    given: set[str] = set()
    for _ in range(number * 20):
        invented = make(chance)
        name = invented.names[0]
        if name not in given and len(given) < number and listed.isdisjoint(name_keys(name, person=True)):
            given.add(name)
            yield name, codes[invented.country]


def _best(hits: Sequence[Hit]) -> Band | None:
    return hits[0].band if hits else None


def _matcher(edition: SanctionsList, entries: Iterable[ListEntry], report: Report) -> Matcher | None:
    try:
        return Matcher(((edition.id, entry) for entry in entries), Scorer())
    except ListError as error:
        report.say(f"{error}; exact mode only\n")
        return None


def _script(alias: str, names: Sequence[ListedName]) -> str:
    """Whether the other names are in the alias's script too."""
    scripts = {_script_of(name.text) for name in names}
    return "same script" if _script_of(alias) in scripts else "other script only"


def _script_of(text: str) -> str:
    letters = (unicodedata.name(char, "").partition(" ")[0] for char in text if char.isalpha())
    return Counter(letters).most_common(1)[0][0] if any(map(str.isalpha, text)) else ""


def _names_to_ask(number: int) -> list[str]:
    """Names that are on the synthetic list, and as many by another seed that may not be."""
    half = number // 2
    return [entry.names[-1] for seed, size in ((1, half), (2, number - half)) for entry in synthetic.entries(size, seed)]


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEGABYTE


def _run(report: Report, *arguments: str) -> None:
    """A step in a process of its own, and what it found into the report."""
    with tempfile.NamedTemporaryFile(suffix=".json") as kept:
        command = [sys.executable, "-m", "bench.screening", *arguments, "--json", kept.name]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  # this very module
        found = read_result(Path(kept.name))
    report.put(**found.figures)
    for line in found.remarks:
        report.say(line)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    modes = parser.add_subparsers(dest="mode", required=True)
    speeding = modes.add_parser("speed", help="loading and asking")
    speeding.add_argument("--entries", type=int, default=100_000)
    speeding.add_argument("--names", type=int, default=1_000)
    speeding.add_argument("--fuzzy", action="store_true", help="likeness too")
    measuring = modes.add_parser("measure", help="recall and alarms")
    measuring.add_argument("--list", type=Path, help="a list of yours; a synthetic one without it")
    measuring.add_argument("--entries", type=int, default=8_000)
    measuring.add_argument("--sample", type=int, default=600)
    measuring.add_argument("--alarms", type=int, default=300)
    measuring.add_argument("--seed", type=int, default=1)
    adding = modes.add_parser("add", help="one list into a ledger")
    adding.add_argument("file", type=Path)
    adding.add_argument("ledger", type=Path)
    asking = modes.add_parser("ask", help="names against a ledger")
    asking.add_argument("ledger", type=Path)
    asking.add_argument("names", type=int)
    asking.add_argument("--fuzzy", action="store_true")
    for mode in (speeding, measuring, adding, asking):
        add_output(mode)
    given = parser.parse_args()
    with reporting("screening", given.json) as report:
        match given.mode:
            case "speed":
                speed(given.entries, given.names, report, fuzzy=given.fuzzy)
            case "measure":
                measure(given.list, report, number=given.entries, sample=given.sample, alarms=given.alarms, seed=given.seed)
            case "add":
                add(given.file, given.ledger, report)
            case _:
                ask(given.ledger, given.names, report, fuzzy=given.fuzzy)


if __name__ == "__main__":
    main()
