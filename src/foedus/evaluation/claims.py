"""Claims against annotated reports: deeds, parties, and each slot.

`deed` is an aligned pair of one type, `who` a deed with the same parties (for reciprocal deeds their union), `loose` any pair.
Parties and slots are scored on deeds. Claims of status `standing` are left out: annotated text has none.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from foedus.evaluation.alignment import Flat, Pair, align, by_document, overlap, pair, stems
from foedus.evaluation.confusion import INVENTED, MISSED, confusion
from foedus.evaluation.counting import Count, accuracy, f1, judged, total
from foedus.evaluation.parties import SIDES, VIEWS, party_counts, same_parties
from foedus.evaluation.resampling import intervals, share_interval

DEEDS = ("loose", "deed", "who")
PARTIES = tuple(f"{side} {view}" for side in SIDES for view in VIEWS)
SHARES = (*DEEDS, *PARTIES, "quantity", "exchange")
ACCURACIES = (
    *SIDES, "status", "status not completed", "attribution presence", "attribution", "place country", "date", "context",
)  # fmt: skip
_STANDING = "standing"


def scores(gold: Sequence[Flat], predicted: Sequence[Flat]) -> dict[str, Any]:
    """All measures of predicted claims against annotated ones.

    Args:
        gold: Annotated claims in the flat form.
        predicted: Claims of the same documents in the flat form.

    Returns:
        Measure to `[precision, recall, F1]` or `[accuracy, cases]`; `… interval` to the 95 % interval of F1 or accuracy;
        `counts` to hits, predicted and annotated; `types` to the same by type, with the number annotated; `confusion` and
        `status confusion` to annotated by predicted values.
    """
    predicted = stated(predicted)
    pairs = pair(gold, predicted)
    table = counts(gold, predicted)
    sums = {measure: total(row) for measure, row in table.items()}
    values: dict[str, Any] = {"gold": len(gold), "predicted": len(predicted)}
    values.update({measure: f1(*sums[measure]) for measure in SHARES})
    values.update({measure: accuracy(*sums[measure][:2]) for measure in ACCURACIES})
    values.update({f"{measure} interval": ends for measure, ends in intervals(table).items()})
    types = type_counts(gold, predicted)
    return values | {
        "counts": sums,
        "types": {event: [*f1(*total(row)), total(row)[2]] for event, row in types.items()},
        "type intervals": intervals(types),
        "confusion": confusion(_readings(gold, predicted, pairs)),
        "status confusion": confusion((g["status"], p["status"]) for g, p in pairs if g["event"] == p["event"]),
    }


def stated(predicted: Sequence[Flat]) -> list[Flat]:
    """Predicted claims without obligations in force."""
    return [p for p in predicted if p.get("status") != _STANDING]


def counts(gold: Sequence[Flat], predicted: Sequence[Flat]) -> dict[str, list[Count]]:
    """What each document counts towards each measure, documents in order of their names."""
    rows = [_document(*claims) for claims in by_document(gold, predicted).values()]
    return {measure: [row[measure] for row in rows] for measure in (*SHARES, *ACCURACIES)}


def type_counts(gold: Sequence[Flat], predicted: Sequence[Flat]) -> dict[str, list[Count]]:
    """What each document counts towards the deeds of each annotated type."""
    rows = []
    for of_gold, of_predicted in by_document(gold, predicted).values():
        deeds = [g for g, p in align(of_gold, of_predicted) if g["event"] == p["event"]]
        rows.append([Counter(claim["event"] for claim in group) for group in (deeds, of_predicted, of_gold)])
    return {event: [(hits[event], p[event], g[event]) for hits, p, g in rows] for event in sorted({claim["event"] for claim in gold})}


def _document(gold: Sequence[Flat], predicted: Sequence[Flat]) -> dict[str, Count]:
    pairs = align(gold, predicted)
    deeds = [(g, p) for g, p in pairs if g["event"] == p["event"]]
    sizes = (len(predicted), len(gold))
    return {
        "loose": (len(pairs), *sizes),
        "deed": (len(deeds), *sizes),
        "who": (sum(same_parties(g, p) for g, p in deeds), *sizes),
        **party_counts(deeds),
        **_slots(deeds),
    }


def _readings(gold: Sequence[Flat], predicted: Sequence[Flat], pairs: Sequence[Pair]) -> list[tuple[str, str]]:
    """Annotated and predicted type of each claim; one that has no counterpart was missed or invented."""
    paired = {id(claim) for two in pairs for claim in two}
    return [
        *((g["event"], p["event"]) for g, p in pairs),
        *((g["event"], MISSED) for g in gold if id(g) not in paired),
        *((INVENTED, p["event"]) for p in predicted if id(p) not in paired),
    ]


def same_voice(gold: str, predicted: str | None) -> bool:
    """Whether the two name the same voice: they share a content word, or a word if there is none."""
    if stems(gold):
        return bool(stems(gold) & stems(predicted))
    return bool(set(gold.lower().split()) & set((predicted or "").lower().split()))


def _slots(deeds: Sequence[Pair]) -> dict[str, Count]:
    return {
        "status": judged(g["status"] == p["status"] for g, p in deeds),
        "status not completed": judged(g["status"] == p["status"] for g, p in deeds if g["status"] != "completed"),
        "attribution presence": judged(bool(g["attribution"]) == bool(p["attribution"]) for g, p in deeds),
        "attribution": judged(same_voice(g["attribution"], p["attribution"]) for g, p in deeds if g["attribution"]),
        "quantity": _presence(deeds, "quantity", _same_quantity),
        "place country": judged(bool(p["place"]) and p["place"]["country"] == g["place"]["country"] for g, p in deeds if g["place"]),
        "date": judged(_same_date(g, p) for g, p in deeds if g["date"] and g["date"]["iso"]),
        "exchange": _presence(deeds, "exchange", lambda _g, _p: True),
        "context": judged(g["context"] in {p["context"], *(p.get("contexts") or ())} for g, p in deeds),
    }


def _presence(deeds: Sequence[Pair], slot: str, same: Callable[[Flat, Flat], bool]) -> Count:
    hits = sum(bool(g[slot] and p[slot] and same(g[slot], p[slot])) for g, p in deeds)
    return hits, sum(bool(p[slot]) for _, p in deeds), sum(bool(g[slot]) for g, _ in deeds)


def _same_quantity(gold: Flat, predicted: Flat) -> bool:
    return all(
        (None if gold[end] is None else float(gold[end])) == (None if predicted[end] is None else float(predicted[end]))
        for end in ("low", "high")
    )


def _same_date(gold: Flat, predicted: Flat) -> bool:
    """Whether the predicted date agrees to the grain of the annotated one."""
    return bool(predicted["date"] and predicted["date"]["iso"]) and str(predicted["date"]["iso"]).startswith(gold["date"]["iso"])


def false_alarms(gold: Sequence[Flat], predicted: Sequence[Flat], texts: Mapping[str, Sequence[tuple[int, int]]]) -> dict[str, Any]:
    """How often something is claimed where nothing was annotated.

    Args:
        gold: Annotated claims.
        predicted: Claims on all documents.
        texts: All documents that were annotated, those without a claim too, each with the stretches of its
            sentences; without stretches its sentences are not counted.

    Returns:
        `false alarms in documents` without an annotated claim, and `false alarms in sentences` without one: share and number;
        `… interval` to the 95 % interval, documents resampled where sentences are counted. Empty where there are none.
    """
    claims = by_document(gold, stated(predicted))
    alarms, cases, _ = judged(name in claims for name in sorted(texts) if name not in claims or not claims[name][0])
    values: dict[str, Any] = {}
    if cases:
        values |= {
            "false alarms in documents": accuracy(alarms, cases),
            "false alarms in documents interval": share_interval(alarms, cases),
        }
    name = "false alarms in sentences"
    sentences = [judged(_alarms(*claims.get(text, ([], [])), texts[text])) for text in sorted(texts)]
    if any(map(any, sentences)):
        values |= {name: accuracy(*total(sentences)[:2]), f"{name} interval": intervals({name: sentences})[name]}
    return values


def _alarms(gold: Sequence[Flat], predicted: Sequence[Flat], sentences: Sequence[tuple[int, int]]) -> list[bool]:
    wanted, found = ([(claim["start"], claim["end"]) for claim in claims] for claims in (gold, predicted))
    return [any(overlap(s, span) for span in found) for s in sentences if not any(overlap(s, span) for span in wanted)]
