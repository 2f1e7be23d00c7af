"""What `foedus network` shows: ties with their findings, blocs, movers and measures over windows, the monthly panel."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, groupby
from pathlib import Path
from typing import Any

import msgspec
import typer
from rich.console import Console

from foedus.brief.wording import counted
from foedus.cli.output import check_output, opened
from foedus.cli.sources import DONE, PARTLY
from foedus.desk.holding import contents
from foedus.errors import LookupFailed
from foedus.lexicon.display import DisplayNames
from foedus.lexicon.names import state_name
from foedus.model.network import Contribution, Fragmentation, Grain, Measure, Move, Share, StandingTie, Tie, Window
from foedus.model.outcome import Discard
from foedus.model.record import Record
from foedus.network.blocs import blocs
from foedus.network.dating import dated_moves
from foedus.network.flat import flat
from foedus.network.fragmentation import fragmentation
from foedus.network.standing import read_standing
from foedus.network.ties import Ties
from foedus.network.weighing import contributions
from foedus.network.windows import MIN_FINDINGS, MIN_STATES, networks

_TIES_SHOWN = 15
_FINDINGS_SHOWN = 3
_REASONS_SHOWN = 5
_PAIR = 2
_ENDINGS = {".csv": "csv", ".parquet": "parquet", ".pq": "parquet"}
_MEASURES = {
    "modularity": "modularity",
    "balance": "balanced triangles",
    "polarisation": "polarisation",
    "cross_bloc_share": "friendly weight across blocs",
}


class Wanted(Record, frozen=True, kw_only=True):
    """What `foedus network` was asked for.

    Attributes:
        states: Codes or names of states; none for all.
        grain: How long a window is.
        half_life_days: After so many days a finding counts half in a tie.
        since: Findings before this day are left out.
        until: Findings after this day are left out, and ties are those of this day.
        alliances: Files of obligations.
    """

    states: tuple[str, ...] = ()
    grain: Grain = Grain.QUARTER
    half_life_days: float
    since: dt.date | None = None
    until: dt.date | None = None
    alliances: tuple[Path, ...] = ()


class NetworkView:
    """The ties of a ledger as the command shows them.

    Args:
        place: The ledger.
        wanted: What was asked for.
        out: Where the answer goes.
        err: Where messages go.

    Raises:
        DataError: A file of obligations cannot be used.
        LedgerError: There is no such ledger, or it cannot be opened.
        LookupFailed: The ledger has no finding between two states in those days.
    """

    def __init__(self, place: str, wanted: Wanted, out: Console, err: Console) -> None:
        self._wanted, self._out, self._err = wanted, out, err
        self._names = DisplayNames.load()
        self._standing, self.exit_code = self._obligations()
        evidence = contents(place)
        weighed = contributions(evidence.findings, evidence.claims)
        self._say_undated(weighed.discards)
        self._made = [made for made in weighed.kept if self._is_within(made)]
        self._status = {finding.id: finding.status for finding in evidence.findings}
        if not self._made:
            msg = f"{place} holds no dated finding between two states" + (" in these days" if wanted.since or wanted.until else "")
            raise LookupFailed(msg)
        self._ties = Ties(self._made, self._standing, wanted.half_life_days)
        self._day = wanted.until or max(made.day for made in self._made)

    def write_panel(self, output: Path | None) -> None:
        """Write the monthly panel: Parquet if the file ends so, else CSV.

        Raises:
            BadParameter: The file's ending says neither, or it cannot be made.
        """
        form = "csv" if output is None else _ENDINGS.get(output.suffix.lower(), "")
        if not form:
            msg = f"{output} ends neither in .csv nor in .parquet"
            raise typer.BadParameter(msg, param_hint="--output")
        check_output(form, output)
        from foedus.export.panel import write_csv, write_parquet  # noqa: PLC0415  # pyarrow takes longer to load than most commands to run

        pairs = self._pairs() if self._wanted.states else None
        rows = [row for row in self._ties.panel(self._wanted.since, self._day) if pairs is None or (row.a, row.b) in pairs]
        with opened(output) as target:
            (write_csv if form == "csv" else write_parquet)(rows, target)
        if output is not None:
            self._err.print(f"wrote {output}: {counted(len(rows), 'row')}", markup=False, soft_wrap=True)

    def show(self, *, as_json: bool) -> None:
        """Print the ties of the states that were asked for; without any, the strongest ties, blocs, movers and measures."""
        ties = self._chosen()
        windows: list[Window] = []
        divided: list[Fragmentation] = []
        moved: list[Move] = []
        if not self._wanted.states:
            found = networks(self._made, self._standing, grain=self._wanted.grain)
            windows = blocs(found)
            divided = fragmentation(found, windows)
            moved = dated_moves(found, windows)
        lines = (self._json if as_json else self._text)(ties, windows, divided, moved)
        for line in lines:
            self._out.print(line, markup=False, soft_wrap=True, highlight=False)

    def _obligations(self) -> tuple[tuple[StandingTie, ...], int]:
        outcomes = [read_standing(path) for path in self._wanted.alliances]
        left_out = [discard for outcome in outcomes for discard in outcome.discards]
        for discard in left_out[:_REASONS_SHOWN]:
            self._err.print(f"{discard.place}: {discard.reason}", markup=False, soft_wrap=True)
        if len(left_out) > _REASONS_SHOWN:
            self._err.print(f"and {len(left_out) - _REASONS_SHOWN} more lines left out", markup=False, soft_wrap=True)
        return tuple(tie for outcome in outcomes for tie in outcome.kept), PARTLY if left_out else DONE

    def _say_undated(self, discards: Sequence[Discard]) -> None:
        if discards:
            self._err.print(f"{counted(len(discards), 'finding')} left out: {discards[0].reason}", markup=False, soft_wrap=True)

    def _is_within(self, made: Contribution) -> bool:
        since, until = self._wanted.since, self._wanted.until
        return (since is None or made.day >= since) and (until is None or made.day <= until)

    def _states(self) -> list[str]:
        known = {code for pair in self._ties.pairs for code in pair}
        return list(dict.fromkeys(self._state(text, known) for text in self._wanted.states))

    def _state(self, text: str, known: Iterable[str]) -> str:
        if state_name(text.upper()):
            return text.upper()
        found = [code for code in sorted(known) if self._names.name_of(code).casefold() == text.casefold()]
        if not found:
            msg = f"no state with ties is called {text!r}: give its name as foedus writes it, or its ISO 3166 code of three letters"
            raise LookupFailed(msg)
        return found[0]

    def _pairs(self) -> set[tuple[str, str]]:
        """All pairs of one state, or those among several."""
        states = self._states()
        if len(states) == 1:
            return {pair for pair in self._ties.pairs if states[0] in pair}
        return {(a, b) for a, b in combinations(sorted(states), 2)}

    def _chosen(self) -> list[Tie]:
        ties = self._ties.all_on(self._day)
        if not self._wanted.states:
            return [tie for tie in ties if tie.shares]
        pairs = self._pairs()
        chosen = [tie for tie in ties if (tie.a, tie.b) in pairs]
        if not chosen:
            msg = f"nothing ties {' and '.join(self._wanted.states)} up to {self._day}"
            raise LookupFailed(msg)
        return chosen

    def _text(
        self, ties: Sequence[Tie], windows: Sequence[Window], divided: Sequence[Fragmentation], moved: Sequence[Move]
    ) -> Iterator[str]:
        shown = ties if self._wanted.states else ties[:_TIES_SHOWN]
        yield f"Ties on {self._day}; a finding counts half after {self._wanted.half_life_days:g} days"
        for tie in shown:
            yield from self._tie_lines(tie, whole=len(self._wanted.states) >= _PAIR)
        if len(shown) < len(ties):
            yield f"… {len(ties) - len(shown)} weaker ties: name a state, or --json"
        for thin, group in groupby(zip(windows, divided, strict=True), key=lambda both: bool(both[0].thin)):
            if thin:
                yield _thin_line([window for window, _ in group])
            else:
                for window, one in group:
                    yield from self._window_lines(window, one)
        yield from map(self._move_line, moved)

    def _tie_lines(self, tie: Tie, *, whole: bool) -> Iterator[str]:
        disputed = f", {tie.disputed} of them disputed" if tie.disputed else ""
        sums = f"binds {tie.positive:.2f}, parts {-tie.negative:.2f}"
        named = f"{self._names.name_of(tie.a)} and {self._names.name_of(tie.b)}"
        yield f"{named}: {tie.net:+.2f} ({sums}); {counted(len(tie.shares), 'finding')}{disputed}"
        for standing in tie.standing:
            yield f"    {standing.points:+.2f}  {standing.kind} in force{_span(standing)}  {standing.source}"
        shares = tie.shares if whole else tie.shares[:_FINDINGS_SHOWN]
        yield from (f"    {self._share_line(share)}" for share in shares)
        if len(shares) < len(tie.shares):
            yield f"    … {len(tie.shares) - len(shares)} more findings: foedus network {tie.a} {tie.b}"

    def _share_line(self, share: Share) -> str:
        made = share.contribution
        product = " x ".join([f"{made.intensity:g}", *(f"{name} {value:.2g}" for name, value in made.factors)])
        kind = made.event + (f" {made.mode}" if made.mode else "")
        day = f"{made.day}" if made.dated == "deed" else f"reported {made.day}"
        told = f"{kind}, {self._status[made.finding]}, {day}" + (", disputed" if made.is_disputed else "")
        return f"{share.points:+.2f}  {made.finding}  {told}: {product} = {made.points:.3g} then"

    def _window_lines(self, window: Window, divided: Fragmentation) -> Iterator[str]:
        scores = f"stable over seeds {window.stability:.2f}, over resampled findings {window.support:.2f}"
        yield f"{_days(window, window)}: {counted(window.findings, 'finding')}, {counted(window.states, 'state')}; {scores}"
        for bloc in window.blocs:
            yield f"    bloc {bloc.label}: {', '.join(map(self._names.name_of, bloc.members))} ({counted(len(bloc.findings), 'finding')})"
        if window.alone:
            yield f"    in no bloc: {', '.join(map(self._names.name_of, window.alone))}"
        yield from (f"    {_measure(measure)}" for measure in divided.measures)
        yield from (f"    {_MEASURES[name]}: not given, {reason}" for name, reason in divided.missing)

    def _move_line(self, move: Move) -> str:
        stayed = {True: "and stayed", False: "and did not stay", None: "no later window to see whether it stays"}[move.kept]
        day = f"on {move.day} (between {move.since} and {move.until})" if move.day else f"on no day that can be told ({move.undated})"
        return f"{self._names.name_of(move.state)} moved from {move.left} ({move.before}) to {move.joined} ({move.window}) {day}, {stayed}"

    def _json(
        self, ties: Sequence[Tie], windows: Sequence[Window], divided: Sequence[Fragmentation], moved: Sequence[Move]
    ) -> Iterator[str]:
        rows: list[tuple[str, Any]] = [("tie", flat(tie, self._status)) for tie in ties]
        for kind, records in (("window", windows), ("fragmentation", divided), ("move", moved)):
            rows += [(kind, msgspec.to_builtins(record)) for record in records]
        yield from (msgspec.json.encode({"kind": kind, **value}).decode() for kind, value in rows)


def _days(first: Window, last: Window) -> str:
    return f"{first.start} to {last.end - dt.timedelta(days=1)}"


def _thin_line(windows: Sequence[Window]) -> str:
    """What there is to say of windows in a row that allow no more."""
    days = _days(windows[0], windows[-1])
    if len(windows) == 1:
        return f"{days}: too thin; {windows[0].thin}"
    findings = counted(sum(window.findings for window in windows), "finding")
    needed = f"at least {MIN_FINDINGS} between {MIN_STATES} states are needed in each"
    return f"{days}: {len(windows)} windows, each too thin; {findings} in all, {needed}"


def _measure(measure: Measure) -> str:
    interval = f" ({measure.low:.2f} to {measure.high:.2f})" if measure.low is not None and measure.high is not None else " (no interval)"
    return f"{_MEASURES[measure.name]} {measure.value:.2f}{interval}"


def _span(standing: StandingTie) -> str:
    since = f" since {standing.since}" if standing.since else ""
    return since + (f" until {standing.until}" if standing.until else "")
