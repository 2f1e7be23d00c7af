"""How far two annotations of the same documents agree: `python -m training.annotation.agreement FIRST SECOND [--show N]`.

FIRST and SECOND are `gold.jsonl` files over the same texts, without faults in the sense of `validate`. Claims are aligned where their
triggers overlap. Prints a line for each slot: aligned pairs that count, the share of them that agree, the same over pairs where either
annotation fills the slot, and Cohen's kappa for type and status. With `--show`, the first N disagreements follow.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter, eq
from pathlib import Path
from typing import Any

from foedus.evaluation.counting import f1
from training.annotation.validate import ClaimRow, load

Stretch = tuple[int, int]
Pair = tuple[ClaimRow, ClaimRow]
_WIDTH = 48  # of the first annotation's column


@dataclass(frozen=True)
class Slot:
    """One thing that annotators decide.

    Attributes:
        name: What it is called in the table.
        value: What a claim says; none, false or empty where it leaves the slot open.
        same: Whether two values agree.
        counts: Whether a pair of claims counts.
        has_kappa: Whether agreement beyond chance is worth telling.
    """

    name: str
    value: Callable[[ClaimRow], Any]
    same: Callable[[Any, Any], bool] = eq
    counts: Callable[[ClaimRow, ClaimRow], bool] = lambda _first, _second: True
    has_kappa: bool = False

    def differs(self, first: ClaimRow, second: ClaimRow) -> bool:
        """Tell whether two claims disagree here."""
        return self.counts(first, second) and not self.same(self.value(first), self.value(second))


@dataclass(frozen=True)
class Agreement:
    """Agreement on a slot: over all pairs that count, and over the pairs where either annotation fills it; none where there are none."""

    slot: str
    pairs: int
    share: float | None
    filled: int
    share_filled: float | None
    kappa: float | None


@dataclass(frozen=True)
class Alignment:
    """The claims of two annotations: pairs, and those that only one has."""

    pairs: tuple[Pair, ...]
    first_only: tuple[ClaimRow, ...]
    second_only: tuple[ClaimRow, ...]

    @property
    def trigger_f1(self) -> float:
        """F1 of the second annotation's triggers against the first's, which is the same the other way round."""
        return f1(len(self.pairs), len(self.pairs) + len(self.second_only), len(self.pairs) + len(self.first_only))[2]


def _stretch(claim: ClaimRow, words: str) -> Stretch:
    start = claim.start + claim.sentence.index(words)
    return start, start + len(words)


def _overlap(first: Stretch, second: Stretch) -> int:
    return max(0, min(first[1], second[1]) - max(first[0], second[0]))


def align(first: Sequence[ClaimRow], second: Sequence[ClaimRow]) -> Alignment:
    """Pair claims of one document whose triggers overlap, one to one: the longest overlaps first, then those of one type."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, claim in enumerate(second):
        places[claim.doc].append(place)
    weighed = [(*_affinity(claim, second[other]), -place, -other) for place, claim in enumerate(first) for other in places[claim.doc]]
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for overlap, _, place, other in sorted(weighed, reverse=True):
        if overlap and -place not in partner and -other not in taken:
            partner[-place] = -other
            taken.add(-other)
    return Alignment(
        tuple((claim, second[partner[place]]) for place, claim in enumerate(first) if place in partner),
        tuple(claim for place, claim in enumerate(first) if place not in partner),
        tuple(claim for place, claim in enumerate(second) if place not in taken),
    )


def _affinity(first: ClaimRow, second: ClaimRow) -> tuple[int, int]:
    agreed = (first.event == second.event) + (set(first.actors) == set(second.actors))
    return _overlap(_stretch(first, first.trigger), _stretch(second, second.trigger)), agreed


def _may_share_mode(first: ClaimRow, second: ClaimRow) -> bool:
    return first.event == second.event and isinstance(first.mode, str) and isinstance(second.mode, str)


def _amount(claim: ClaimRow) -> Hashable:
    return claim.quantity and (claim.quantity.low, claim.quantity.high)


SLOTS = (
    Slot("event type", attrgetter("event"), has_kappa=True),
    Slot("mode, of one type", attrgetter("mode"), counts=_may_share_mode),
    Slot("actors", lambda claim: set(claim.actors)),
    Slot("recipients", lambda claim: set(claim.recipients)),
    Slot("status", attrgetter("status"), has_kappa=True),
    Slot("attribution, whether", lambda claim: bool(claim.attribution)),
    Slot(
        "attribution, words overlap",
        lambda claim: claim.attribution and _stretch(claim, claim.attribution),
        same=lambda first, second: _overlap(first, second) > 0,
        counts=lambda first, second: bool(first.attribution and second.attribution),
    ),
    Slot("quantity, low and high", _amount),
    Slot("place, country", lambda claim: claim.place and (claim.place.country,)),
    Slot("date, iso", lambda claim: claim.date and (claim.date.iso,)),
    Slot("exchange, whether", lambda claim: bool(claim.exchange)),
)


def measure(slot: Slot, pairs: Sequence[Pair]) -> Agreement:
    """Return how far the pairs agree on a slot."""
    values = [(slot.value(first), slot.value(second)) for first, second in pairs if slot.counts(first, second)]
    filled = [value for value in values if any(value)]
    kappa = cohens_kappa(values) if slot.has_kappa else None
    return Agreement(slot.name, len(values), _share(values, slot), len(filled), _share(filled, slot), kappa)


def _share(values: Sequence[tuple[Any, Any]], slot: Slot) -> float | None:
    return sum(slot.same(*value) for value in values) / len(values) if values else None


def cohens_kappa(labels: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Agreement on labels beyond what the frequencies of the labels give by chance (Cohen 1960); none if chance gives all.

    >>> cohens_kappa([("yes", "yes"), ("yes", "no"), ("no", "no"), ("no", "no")])
    0.5
    """
    first, second = (Counter(label[side] for label in labels) for side in (0, 1))
    chance = sum(first[name] * second[name] for name in first)
    ceiling = len(labels) ** 2
    if chance == ceiling:
        return None
    return (sum(one == other for one, other in labels) * len(labels) - chance) / (ceiling - chance)


def table(alignment: Alignment) -> str:
    """Return the agreement on each slot as text."""
    paired, first, second = (len(claims) for claims in (alignment.pairs, alignment.first_only, alignment.second_only))
    lines = [
        f"{paired} claims aligned, {first} in the first annotation only, {second} in the second only",
        f"{_lone_documents(alignment)} documents have claims in one annotation only",
        f"trigger F1 {alignment.trigger_f1:.3f}",
        f"{'slot':<28}{'pairs':>6}{'agree':>8}{'filled':>8}{'agree':>8}{'kappa':>8}",
    ]
    for row in (measure(slot, alignment.pairs) for slot in SLOTS):
        shares = f"{row.pairs:>6}{_figure(row.share)}{row.filled:>8}{_figure(row.share_filled)}{_figure(row.kappa)}"
        lines.append(f"{row.slot:<28}{shares}")
    return "\n".join(lines)


def _lone_documents(alignment: Alignment) -> int:
    first, second = ({pair[side].doc for pair in alignment.pairs} for side in (0, 1))
    first |= {claim.doc for claim in alignment.first_only}
    second |= {claim.doc for claim in alignment.second_only}
    return len(first ^ second)


def _figure(value: float | None) -> str:
    return f"{'-':>8}" if value is None else f"{value:>8.3f}"


def disagreements(alignment: Alignment) -> Iterator[str]:
    """Yield, in the order of the texts, each disagreement in its context: what differs, the sentence, both claims side by side."""
    found: list[tuple[list[str], ClaimRow | None, ClaimRow | None]] = [
        *(([slot.name for slot in SLOTS if slot.differs(first, second)], first, second) for first, second in alignment.pairs),
        *((["only in the first annotation"], claim, None) for claim in alignment.first_only),
        *((["only in the second annotation"], None, claim) for claim in alignment.second_only),
    ]
    told = [(claim, differing, first, second) for differing, first, second in found if differing and (claim := first or second)]
    for claim, differing, first, second in sorted(told, key=lambda item: (item[0].doc, *_stretch(item[0], item[0].trigger))):
        one, other = cells(first), cells(second)
        rows = (f"    {name:<12}{one[name]:<{_WIDTH}} | {other[name]}".rstrip() for name in one if one[name] + other[name])
        yield "\n".join((f"{claim.doc}  {'; '.join(differing)}", f"  {claim.sentence}", *rows))


def cells(claim: ClaimRow | None) -> dict[str, str]:
    """Return a claim as short texts, slot by slot; empty ones where there is no claim."""
    names = ("claim", "trigger", "type", "actors", "recipients", "status", "attribution", "quantity", "place", "date", "exchange")
    if claim is None:
        return dict.fromkeys(names, "")
    quantity, place, date, exchange = claim.quantity, claim.place, claim.date, claim.exchange
    values = (
        claim.claim,
        claim.trigger,
        f"{claim.event}.{claim.mode}" if claim.mode else claim.event,
        ", ".join(claim.actors),
        ", ".join(claim.recipients),
        claim.status,
        claim.attribution or "",
        f"{quantity.text} = {quantity.low}..{quantity.high} {quantity.unit}" if quantity else "",
        f"{place.text} = {place.country}" if place else "",
        f"{date.text} = {date.iso}" if date else "",
        f"{exchange.gives} -> {exchange.gets}" if exchange else "",
    )
    return dict(zip(names, values, strict=True))


def main(arguments: Sequence[str] | None = None) -> None:
    """Compare the files given on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=Path, metavar="FIRST")
    parser.add_argument("second", type=Path, metavar="SECOND")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="list the first N disagreements")
    options = parser.parse_args(arguments)
    alignment = align(load(options.first, ClaimRow), load(options.second, ClaimRow))
    print(table(alignment))
    for _, told in zip(range(options.show), disagreements(alignment), strict=False):
        print(f"\n{told}")


if __name__ == "__main__":
    main()
