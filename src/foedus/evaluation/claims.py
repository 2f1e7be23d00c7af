"""Claims against annotated reports: alignment, deeds, parties, and each slot.

A predicted claim is paired with an annotated one of the same document if their sentences
overlap by half of the shorter and their triggers share a word stem or their types agree; best
pairs first, one to one. `deed` is a pair of one type, `who` a deed with the same parties
(for reciprocal deeds their union), `loose` any pair. Slots are scored on deeds. Claims of
status `standing` are left out: annotated text has none.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

Flat = Mapping[str, Any]
Pair = tuple[Flat, Flat]

_STOP = frozenset(
    ("the", "a", "an", "of", "to", "in", "on", "by", "for", "and", "or", "that", "with", "from", "at", "as", "its", "their", "his", "her",
     "it", "is", "was", "were", "be", "been", "has", "have", "had", "will", "would")
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_STEM = 5
_HALF = 0.5


def scores(gold: Sequence[Flat], predicted: Sequence[Flat]) -> dict[str, Any]:
    """All measures of predicted claims against annotated ones.

    Args:
        gold: Annotated claims in the flat form.
        predicted: Claims of the same documents in the flat form.

    Returns:
        Measure to `[precision, recall, F1]` or `[accuracy, cases]`, with `types` and `confusion`.
    """
    predicted = [p for p in predicted if p.get("status") != "standing"]
    pairs = pair(gold, predicted)
    deeds = [(g, p) for g, p in pairs if g["event"] == p["event"]]
    sizes = (len(predicted), len(gold))
    return {
        "gold": len(gold),
        "predicted": len(predicted),
        "loose": f1(len(pairs), *sizes),
        "deed": f1(len(deeds), *sizes),
        "who": f1(sum(same_parties(g, p) for g, p in deeds), *sizes),
        **_slots(deeds),
        "types": _types(deeds, gold, predicted),
        "confusion": Counter(f"{g['event']} as {p['event']}" for g, p in pairs if g["event"] != p["event"]).most_common(12),
    }


def pair(gold: Sequence[Flat], predicted: Sequence[Flat]) -> list[Pair]:
    """Align claims document by document, one to one, the best pairs first."""
    by_document: dict[str, tuple[list[Flat], list[Flat]]] = defaultdict(lambda: ([], []))
    for claim in gold:
        by_document[claim["doc"]][0].append(claim)
    for claim in predicted:
        by_document[claim["doc"]][1].append(claim)
    return [found for name in sorted(by_document) for found in _align(*by_document[name])]


def _align(gold: Sequence[Flat], predicted: Sequence[Flat]) -> list[Pair]:
    weighed = [(_affinity(g, p), -i, -j) for i, g in enumerate(gold) for j, p in enumerate(predicted)]
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    found = []
    for weight, i, j in sorted(weighed, reverse=True):
        if weight and -i not in used_gold and -j not in used_predicted:
            used_gold.add(-i)
            used_predicted.add(-j)
            found.append((gold[-i], predicted[-j]))
    return found


def _affinity(gold: Flat, predicted: Flat) -> int:
    shared = min(gold["end"], predicted["end"]) - max(gold["start"], predicted["start"])
    if shared < _HALF * min(gold["end"] - gold["start"], predicted["end"] - predicted["start"]):
        return 0
    same_type = bool(gold["event"] == predicted["event"])
    same_word = bool(stems(gold["trigger"]) & stems(predicted["trigger"]))
    if not (same_type or same_word):
        return 0
    same_sides = sum(_codes(gold, side) == _codes(predicted, side) for side in ("actors", "recipients"))
    return 4 * same_type + 2 * same_word + same_sides


def stems(text: str | None) -> set[str]:
    """First letters of the content words."""
    return {word[:_STEM] for word in _WORD.findall((text or "").lower()) if word not in _STOP}


def _codes(claim: Flat, side: str) -> set[str]:
    return set(claim.get(side) or ())


def same_parties(gold: Flat, predicted: Flat) -> bool:
    """Whether actors and recipients agree; for reciprocal deeds, whether all parties do."""
    ga, gr, pa, pr = (_codes(claim, side) for claim in (gold, predicted) for side in ("actors", "recipients"))
    if (ga, gr) == (pa, pr):
        return True
    mutual = (not gr and len(ga) > 1) or (not pr and len(pa) > 1)
    return mutual and (not gr or not pr) and (ga | gr) == (pa | pr)


def same_voice(gold: str, predicted: str | None) -> bool:
    """Whether the two name the same voice: they share a content word, or a word if there is none."""
    if stems(gold):
        return bool(stems(gold) & stems(predicted))
    return bool(set(gold.lower().split()) & set((predicted or "").lower().split()))


def f1(hits: int, predicted: int, gold: int) -> list[float]:
    """Precision, recall and F1, to three places."""
    precision = hits / predicted if predicted else 0.0
    recall = hits / gold if gold else 0.0
    return [round(v, 3) for v in (precision, recall, 2 * precision * recall / (precision + recall) if hits else 0.0)]


def _accuracy(results: Iterable[bool]) -> list[float | None]:
    found = list(results)
    return [round(sum(found) / len(found), 3) if found else None, len(found)]


def _slots(deeds: Sequence[Pair]) -> dict[str, Any]:
    return {
        "status": _accuracy(g["status"] == p["status"] for g, p in deeds),
        "status not completed": _accuracy(g["status"] == p["status"] for g, p in deeds if g["status"] != "completed"),
        "attribution presence": _accuracy(bool(g["attribution"]) == bool(p["attribution"]) for g, p in deeds),
        "attribution": _accuracy(same_voice(g["attribution"], p["attribution"]) for g, p in deeds if g["attribution"]),
        "quantity": _presence(deeds, "quantity", _same_quantity),
        "place country": _accuracy(bool(p["place"]) and p["place"]["country"] == g["place"]["country"] for g, p in deeds if g["place"]),
        "date": _accuracy(_same_date(g, p) for g, p in deeds if g["date"] and g["date"]["iso"]),
        "exchange": _presence(deeds, "exchange", lambda _g, _p: True),
        "context": _accuracy(g["context"] in {p["context"], *(p.get("contexts") or ())} for g, p in deeds),
    }


def _presence(deeds: Sequence[Pair], slot: str, same: Callable[[Flat, Flat], bool]) -> list[float]:
    hits = sum(bool(g[slot] and p[slot] and same(g[slot], p[slot])) for g, p in deeds)
    return f1(hits, sum(bool(p[slot]) for _, p in deeds), sum(bool(g[slot]) for g, _ in deeds))


def _same_quantity(gold: Flat, predicted: Flat) -> bool:
    return all(
        (None if gold[end] is None else float(gold[end])) == (None if predicted[end] is None else float(predicted[end]))
        for end in ("low", "high")
    )


def _same_date(gold: Flat, predicted: Flat) -> bool:
    """Whether the predicted date agrees to the grain of the annotated one."""
    return bool(predicted["date"] and predicted["date"]["iso"]) and str(predicted["date"]["iso"]).startswith(gold["date"]["iso"])


def _types(deeds: Sequence[Pair], gold: Sequence[Flat], predicted: Sequence[Flat]) -> dict[str, list[float]]:
    hits, of_gold, of_predicted = (Counter(claim["event"] for claim in group) for group in ([g for g, _ in deeds], gold, predicted))
    return {event: [*f1(hits[event], of_predicted[event], of_gold[event]), of_gold[event]] for event in sorted(of_gold)}
