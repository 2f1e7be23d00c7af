"""Scores as values and as tables, with the mistakes in their context."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from foedus.evaluation import claims, phrases, sentences
from foedus.evaluation.layout import accuracy_table, between, confusion_table, mistake_lines, share_table, table, type_table
from foedus.evaluation.mistakes import Mistake, first_of_each, of_claims, of_sentences
from foedus.evaluation.resampling import Difference, difference
from foedus.model.record import Record

Flat = Mapping[str, Any]
Spans = Sequence[tuple[int, int]]

_CLAIM_SHARES = {
    "loose": "any deed (loose)",
    "deed": "deed of its type",
    "who": "who: deed, parties",
    **{name: name for name in (*claims.PARTIES, "quantity", "exchange")},
}
_SENTENCE_SHARES = {
    "type": "type",
    "triple": "triple: type, pair",
    "actors": "pair of countries",
    **{name: name for name in sentences.MEASURES[3:]},
}


class Report(Record, frozen=True, kw_only=True):
    """What an evaluation gives.

    Attributes:
        values: Measures by name, plain values.
        text: The same as tables, with mistakes below if asked for.
    """

    values: dict[str, Any]
    text: str


def claims_report(gold: Sequence[Flat], predicted: Sequence[Flat], *, texts: Mapping[str, Spans] | None = None, errors: int = 0) -> Report:
    """Score flat claims against annotated ones.

    Args:
        gold: Lines of an annotated file (`doc, claim, sentence, start, end, trigger, event, ...`).
        predicted: Flat claims; those on documents without an annotated claim count as false alarms alone.
        texts: All documents that were annotated, each with the stretches of its sentences, for the rate of false alarms.
        errors: How many mistakes of each kind to show.
    """
    names = {claim["doc"] for claim in gold}
    within = [claim for claim in predicted if claim["doc"] in names]
    values = {"documents": len(names), **claims.scores(gold, within)}
    lines = [
        f"{len(names)} documents, {values['gold']} annotated claims, {values['predicted']} predicted; intervals resample documents",
        "",
        *share_table(values, _CLAIM_SHARES),
        "parties and slots are scored on deeds of the right type",
        "",
        *accuracy_table(values, claims.ACCURACIES),
        *_by_type(values),
        *_confused(values["status confusion"], "status"),
    ]
    alarms = claims.false_alarms(gold, predicted, texts or {})
    lines += ["", *_alarm_lines(alarms)] if alarms else []
    shown = [claim for claim in predicted if claim["doc"] in names or claim["doc"] in (texts or {})]
    return _with_mistakes(values | alarms, lines, first_of_each(of_claims(gold, shown), errors))


def _by_type(values: Mapping[str, Any]) -> list[str]:
    return ["", *type_table(values), *_confused(values["confusion"], "type")]


def _confused(found: Mapping[str, Mapping[str, int]], name: str) -> list[str]:
    return ["", f"{name}, annotated (rows) by predicted (columns)", *confusion_table(found, name)] if found else []


def _alarm_lines(alarms: Mapping[str, Any]) -> list[str]:
    return [
        f"{name} without an annotated claim: {values[0]:.3f} of {values[1]} (95 %: {between(alarms[f'{name} interval'])})"
        for name, values in alarms.items()
        if not name.endswith("interval")
    ]


def _with_mistakes(values: dict[str, Any], lines: list[str], mistakes: Sequence[Mistake]) -> Report:
    if mistakes:
        values = values | {"errors": msgspec.to_builtins(mistakes)}
    return Report(values=values, text="\n".join([*lines, *mistake_lines(mistakes)]))


def sentences_report(gold: Sequence[Flat], predicted: Mapping[str, Sequence[Flat]], *, errors: int = 0) -> Report:
    """Score coded sentences against annotated ones.

    Args:
        gold: Lines with `id`, `text` and `events`.
        predicted: Predicted events by sentence id: flat claims, or events in the form of the annotated ones.
        errors: How many mistakes of each kind to show.
    """
    wanted, found = _events(gold, predicted)
    mistakes = first_of_each(of_sentences(gold, predicted), errors)
    if not any(wanted):
        return _neutral_report(found, mistakes)
    values = sentences.scores(wanted, found)
    lines = [
        f"{values['sentences']} sentences, {values['covered']} with an event, {values['predicted']} events; intervals resample sentences",
        "",
        *share_table(values, _SENTENCE_SHARES),
        *_by_type(values),
    ]
    if "false alarms" in values:
        lines += ["", _false_alarms(values)]
    return _with_mistakes(values, lines, mistakes)


def _events(
    gold: Sequence[Flat], predicted: Mapping[str, Sequence[Flat]]
) -> tuple[list[list[sentences.Event]], list[list[sentences.Event]]]:
    wanted = [[sentences.event_of(event) for event in line["events"]] for line in gold]
    found = [[sentences.event_of(event) for event in predicted.get(line["id"], ())] for line in gold]
    return wanted, found


def _false_alarms(values: Mapping[str, Any]) -> str:
    share, cases = values["false alarms"]
    return f"false alarms in {cases} sentences without an event: {share:.3f} (95 %: {between(values['false alarms interval'])})"


def _neutral_report(found: Sequence[Sequence[sentences.Event]], mistakes: Sequence[Mistake]) -> Report:
    """Sentences none of which tells of an event."""
    types = Counter(event.event for events in found for event in events)
    values = {
        "sentences": len(found),
        "predicted": types.total(),
        **sentences.false_alarms([[] for _ in found], found),
        "types": dict(types.most_common()),
    }
    lines = [_false_alarms(values)]
    if types:
        lines.append(f"{types.total()} claims: " + ", ".join(f"{event} {cases}" for event, cases in types.most_common()))
    return _with_mistakes(values, lines, mistakes)


def phrases_report(read: Sequence[phrases.Read], *, errors: int = 0) -> Report:
    """Score actor phrases.

    Args:
        read: The phrases as annotated and as read.
        errors: How many wrong ones to show.
    """
    values = phrases.scores(read)
    by_sector = [
        [name or "none", *(row[measure] for measure in phrases.MEASURES), row["phrases"]] for name, row in values["sectors"].items()
    ]
    lines = [
        f"{values['phrases']} phrases",
        "",
        *accuracy_table(values, phrases.MEASURES),
        "",
        *table(["sector", *phrases.MEASURES, "phrases"], by_sector),
    ]
    wrong = [phrase for phrase in read if not phrase.right["both"]][:errors]
    if wrong:
        told = [(p.phrase.phrase, " ".join(filter(None, (p.phrase.country, p.phrase.sector))) or "nobody named", p.told) for p in wrong]
        lines += ["", "wrong:", *(f"  {words}: {gold}, read as {read_as}" for words, gold, read_as in told)]
        values = values | {"errors": [dict(zip(("phrase", "annotated", "read"), row, strict=True)) for row in told]}
    return Report(values=values, text="\n".join(lines))


def claims_comparison(names: tuple[str, str], gold: Sequence[Flat], predicted: tuple[Sequence[Flat], Sequence[Flat]]) -> Report:
    """Whether two sets of claims differ from the annotated ones by more than chance, on `deed` and `who`.

    Args:
        names: What the two are called.
        gold: Annotated claims.
        predicted: The claims of the one and the other.
    """
    documents = {claim["doc"] for claim in gold}
    first, second = (claims.counts(gold, [c for c in claims.stated(found) if c["doc"] in documents]) for found in predicted)
    return _comparison(names, f"{len(documents)} documents", {measure: (first[measure], second[measure]) for measure in ("deed", "who")})


def sentences_comparison(
    names: tuple[str, str], gold: Sequence[Flat], predicted: tuple[Mapping[str, Sequence[Flat]], Mapping[str, Sequence[Flat]]]
) -> Report:
    """Whether two codings of annotated sentences differ by more than chance, on `type` and `triple`.

    Args:
        names: What the two are called.
        gold: Lines with `id`, `text` and `events`.
        predicted: Events by sentence id of the one and the other.
    """
    first, second = (sentences.counts(*_events(gold, found)) for found in predicted)
    return _comparison(names, f"{len(gold)} sentences", {measure: (first[measure], second[measure]) for measure in ("type", "triple")})


def _comparison(names: tuple[str, str], units: str, counted: Mapping[str, Any]) -> Report:
    found: dict[str, Difference] = {measure: difference(*two) for measure, two in counted.items()}
    rows = [
        [measure, d.first, d.second, f"{d.difference:+.3f}", between(d.interval), f"{d.p:.4f}", "yes" if d.beyond_chance else "no"]
        for measure, d in found.items()
    ]
    lines = [
        f"first: {names[0]}; second: {names[1]}; {units}",
        "",
        *table(["F1", "first", "second", "difference", "95 % interval", "p", "beyond chance"], rows),
        "paired approximate randomisation, 10,000 shuffles; beyond chance: p below 0.05",
    ]
    return Report(values={"first": names[0], "second": names[1], **msgspec.to_builtins(found)}, text="\n".join(lines))
