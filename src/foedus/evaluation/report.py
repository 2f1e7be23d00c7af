"""Scores as a table, with the errors in their context."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from foedus.evaluation import claims, sentences
from foedus.model.record import Record

Flat = Mapping[str, Any]


class Report(Record, frozen=True, kw_only=True):
    """What an evaluation gives.

    Attributes:
        values: Measures by name, plain values.
        text: The same as a table, with errors below it if asked for.
    """

    values: dict[str, Any]
    text: str


def claims_report(gold: Sequence[Flat], predicted: Sequence[Flat], *, errors: int = 0) -> Report:
    """Score flat claims against annotated ones.

    Args:
        gold: Lines of an annotated file (`doc, claim, sentence, start, end, trigger, event, ...`).
        predicted: Flat claims of the same documents.
        errors: How many missed and how many invented deeds to show.
    """
    names = {claim["doc"] for claim in gold}
    predicted = [claim for claim in predicted if claim["doc"] in names]
    values = claims.scores(gold, predicted)
    lines = [
        f"{len(names)} documents, {values['gold']} annotated claims, {values['predicted']} predicted",
        "",
        "measure              precision recall F1",
    ]
    lines += [f"{name:20} {_row(values[name])}" for name in ("loose", "deed", "who", "quantity", "exchange")]
    lines += ["", "measure              accuracy cases"]
    accuracies = ("status", "status not completed", "attribution presence", "attribution", "place country", "date", "context")
    lines += [f"{name:20} {_row(values[name])}" for name in accuracies]
    lines += ["", "type                 precision recall F1    cases"]
    lines += [f"{event:20} {_row(row)}" for event, row in values["types"].items()]
    lines += ["", "most frequent wrong types: " + ", ".join(f"{name} {count}" for name, count in values["confusion"])]
    lines += _claim_errors(gold, predicted, errors)
    return Report(values=values, text="\n".join(lines))


def _row(values: Sequence[float | None]) -> str:
    return " ".join(
        f"{'-' if value is None else value:>9}" if i == 0 else f"{'-' if value is None else value:>6}" for i, value in enumerate(values)
    )


def _claim_errors(gold: Sequence[Flat], predicted: Sequence[Flat], errors: int) -> Iterator[str]:
    pairs = claims.pair(gold, predicted)
    right_gold = {id(g) for g, p in pairs if g["event"] == p["event"]}
    right_predicted = {id(p) for g, p in pairs if g["event"] == p["event"]}
    missed = [g for g in gold if id(g) not in right_gold][:errors]
    invented = [p for p in predicted if id(p) not in right_predicted][:errors]
    for name, group in (("missed", missed), ("invented", invented)):
        for claim in group:
            yield f"{name}: {claim['doc']} {claim['event']} “{claim['trigger']}” in: {claim['sentence']}"


def sentences_report(gold: Sequence[Flat], predicted: Mapping[str, Sequence[Flat]], *, errors: int = 0) -> Report:
    """Score coded sentences against annotated ones.

    Args:
        gold: Lines with `id`, `text` and `events`.
        predicted: Flat claims by sentence id.
        errors: How many sentences with a missed triple to show.
    """
    wanted = [[sentences.annotated(event) for event in line["events"]] for line in gold]
    found = [[sentences.coded(claim) for claim in predicted.get(line["id"], ())] for line in gold]
    values = sentences.scores(wanted, found)
    lines = [f"{values['sentences']} sentences, {values['covered']} with an event, {values['predicted']} events", ""]
    lines.append("measure    precision recall F1      95 % interval of F1")
    for measure in sentences.MEASURES:
        low, high = values[f"{measure} interval"]
        lines.append(f"{measure:10} {_row(values[measure])}   {low:.3f}-{high:.3f}")
    if "false alarms" in values:
        share, count = values["false alarms"]
        lines.append(f"false alarms in {count} sentences without an event: {share:.3f}")
    lines += _sentence_errors(gold, wanted, found, errors)
    return Report(values=values, text="\n".join(lines))


def _sentence_errors(
    gold: Sequence[Flat], wanted: Sequence[list[sentences.Event]], found: Sequence[list[sentences.Event]], errors: int
) -> Iterator[str]:
    shown = 0
    for line, g, p in zip(gold, wanted, found, strict=True):
        hits = sentences.scores([g], [p])["triple"][1]
        if hits < 1 and shown < errors:
            shown += 1
            yield f"{line['id']}: {line['text']}"
            yield f"  annotated {[_told(event) for event in g]}, coded {[_told(event) for event in p]}"


def _told(event: sentences.Event) -> str:
    return f"{event.event} {'+'.join(event.sources)}{'' if event.mutual else ' to ' + '+'.join(event.targets)}"
