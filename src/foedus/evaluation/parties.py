"""Actors and recipients compared: by code, by country, by sector."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from foedus.evaluation.counting import Count, judged, shared, total

Flat = Mapping[str, Any]

SIDES = ("actors", "recipients")
_BODIES = frozenset({"IGO", "NGO", "IMG", "MNC"})
_UNKNOWN = "UNK"


def codes(claim: Flat, side: str) -> set[str]:
    """The codes on one side of a flat claim."""
    return set(claim.get(side) or ())


def country(code: str) -> str:
    """The country of a flat code, or the kind of body that it is; empty for unknown ones.

    >>> country("SDN:REB"), country("IGO:UN"), country("UNK")
    ('SDN', 'IGO', '')
    """
    head = code.partition(":")[0]
    return "" if head == _UNKNOWN else head


def sector(code: str) -> str:
    """The sector of a flat code; empty for a state and its organs, and for bodies of no state.

    >>> sector("SDN:REB"), sector("SDN"), sector("IGO:UN")
    ('REB', '', '')
    """
    head, _, tail = code.partition(":")
    return "" if head in _BODIES else tail


VIEWS: Mapping[str, Callable[[str], str]] = {"code": str, "country": country, "sector": sector}


def same_parties(gold: Flat, predicted: Flat) -> bool:
    """Whether actors and recipients agree; for reciprocal deeds, whether all parties do."""
    ga, gr, pa, pr = (codes(claim, side) for claim in (gold, predicted) for side in SIDES)
    if (ga, gr) == (pa, pr):
        return True
    mutual = (not gr and len(ga) > 1) or (not pr and len(pa) > 1)
    return mutual and (not gr or not pr) and (ga | gr) == (pa | pr)


def party_counts(deeds: Sequence[tuple[Flat, Flat]]) -> dict[str, Count]:
    """How well the sides of paired deeds agree, each side for itself.

    `actors` counts whole sides that are right, `actors code` the codes on them, `actors country` and `actors sector` what the
    codes say of country and sector, where they say something; so for recipients. Where all parties of a reciprocal deed are
    right, both sides are.
    """
    found: dict[str, Count] = {}
    for side in SIDES:
        two = [(codes(g, side), codes(g if same_parties(g, p) else p, side)) for g, p in deeds]
        found[side] = judged(gold == predicted for gold, predicted in two)
        for name, view in VIEWS.items():
            found[f"{side} {name}"] = total(shared(_seen(gold, view), _seen(predicted, view)) for gold, predicted in two)
    return found


def _seen(found: set[str], view: Callable[[str], str]) -> set[str]:
    return {view(code) for code in found} - {""}
