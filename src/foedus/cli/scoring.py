"""`foedus eval`: annotated files read, their texts coded, the scores told."""

from collections import defaultdict
from pathlib import Path
from typing import Any

import msgspec

from foedus.errors import DataError
from foedus.evaluation.report import Report, claims_report, sentences_report
from foedus.export.flat import flat
from foedus.model.text import Origin
from foedus.pipeline import Pipeline
from foedus.reading.documents import Header, date_of, document
from foedus.reading.sources import read_bytes

_SENTENCE = frozenset({"id", "text", "events"})
_CLAIM = frozenset(
    {"doc", "sentence", "start", "end", "trigger", "event", "actors", "recipients", "status"}
    | {"attribution", "quantity", "place", "date", "exchange", "context"}
)


def evaluate(gold: Path, texts: Path, pipeline: Pipeline, *, errors: int = 0) -> Report:
    """Code the texts of an annotated file and score the result.

    Args:
        gold: Annotated claims, or annotated sentences (lines with `text` and `events`).
        texts: The documents of annotated claims; not used for sentences.
        pipeline: The stages.
        errors: How many errors to show.

    Raises:
        DataError: A file cannot be read, or is of neither form.
    """
    lines = _lines(gold)
    if all(line.keys() >= _SENTENCE for line in lines):
        return sentences_report(lines, _coded_sentences(lines, pipeline), errors=errors)
    if not all(line.keys() >= _CLAIM for line in lines):
        msg = f"{gold} holds neither annotated claims nor annotated sentences"
        raise DataError(msg)
    return claims_report(lines, _coded_reports(texts, pipeline), errors=errors)


def _lines(path: Path) -> list[dict[str, Any]]:
    try:
        found = [msgspec.json.decode(line, type=dict[str, Any]) for line in path.read_bytes().split(b"\n") if line.strip()]
    except (OSError, msgspec.DecodeError) as error:
        msg = f"{path} cannot be read as JSON lines: {error}"
        raise DataError(msg) from error
    if not found:
        msg = f"{path} is empty"
        raise DataError(msg)
    return found


def _coded_reports(texts: Path, pipeline: Pipeline) -> list[dict[str, Any]]:
    try:
        raw = texts.read_bytes()
    except OSError as error:
        msg = f"the annotated texts {texts} cannot be read: {error}; name them with --texts"
        raise DataError(msg) from error
    documents = read_bytes(raw, Origin(path=str(texts))).kept
    return [flat(claim, item.document) for item in pipeline.code_many(documents) for claim in item.claims]


def _coded_sentences(lines: list[dict[str, Any]], pipeline: Pipeline) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in lines:
        header = Header(name=str(line["id"]), published=date_of(line.get("date")), language="en", extractor="eval/1")
        for item in document(line["text"], line["text"].encode(), Origin(), header).kept:
            coded = pipeline.code(item)
            found[line["id"]] += (flat(claim, coded.document) for claim in coded.claims)
    return found
