"""`foedus eval`: annotated files read, their texts coded or predictions read, the scores told."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from foedus.cli.annotated import Annotated, Form, annotated, predicted_claims, predicted_events
from foedus.errors import DataError
from foedus.evaluation import phrases
from foedus.evaluation.report import (
    Report,
    claims_comparison,
    claims_report,
    phrases_report,
    sentences_comparison,
    sentences_report,
)
from foedus.export.flat import flat
from foedus.files import whole
from foedus.model.record import Record
from foedus.model.text import Block, Document, Origin
from foedus.pipeline.documents import Coder, Pipeline
from foedus.reading.documents import Header, date_of, document
from foedus.reading.sources import read_bytes

Source = Pipeline | Path
Events = dict[str, list[dict[str, Any]]]


class _Claims(Record, frozen=True, kw_only=True):
    """Flat claims on documents; the stretches of the documents' sentences, where they are known."""

    claims: Sequence[dict[str, Any]]
    texts: Mapping[str, Sequence[tuple[int, int]]]


def evaluate(gold: Path, texts: Path, source: Source, *, errors: int = 0) -> Report:
    """Score a coder, or a file of predictions, against an annotated file.

    Args:
        gold: Annotated claims, annotated sentences, neutral sentences or actor phrases.
        texts: The documents of annotated claims; not used for the others, and not needed for predictions.
        source: What codes the texts, or a file of predictions.
        errors: How many mistakes of each kind to show.

    Raises:
        DataError: A file cannot be read, or is of no form that fits.
    """
    given = annotated(gold)
    match given.form:
        case Form.PHRASES:
            return phrases_report(_read_phrases(given, source), errors=errors)
        case Form.SENTENCES:
            return sentences_report(given.lines, _on_sentences(given, source), errors=errors)
        case Form.CLAIMS:
            found = _on_documents(texts, source)
            _is_about({claim["doc"] for claim in given.lines}, {claim["doc"] for claim in found.claims}, source)
            return claims_report(given.lines, found.claims, texts=found.texts, errors=errors)


def compare(gold: Path, texts: Path, first: tuple[str, Source], second: tuple[str, Source]) -> Report:
    """Say whether two coders or files of predictions differ by more than chance.

    Args:
        gold: Annotated claims or annotated sentences.
        texts: The documents of annotated claims.
        first: Name and source of the one.
        second: Name and source of the other.

    Raises:
        DataError: A file cannot be read, or there is nothing to compare on.
    """
    given = annotated(gold)
    names = (first[0], second[0])
    if given.form is Form.CLAIMS:
        a, b = (_on_documents(texts, source) for _, source in (first, second))
        return claims_comparison(names, given.lines, (a.claims, b.claims))
    if given.form is Form.SENTENCES and any(line["events"] for line in given.lines):
        one, other = (_on_sentences(given, source) for _, source in (first, second))
        return sentences_comparison(names, given.lines, (one, other))
    msg = f"{gold} has no events: two coders are compared on annotated claims or annotated sentences"
    raise DataError(msg)


def source_of(name: str) -> Source:
    """What a name stands for: a file of predictions if there is one, else a registered coder.

    Raises:
        RegistryError: Neither.
    """
    path = Path(name)
    return path if path.is_file() else Pipeline.load(name, parse_all=True)


def _on_documents(texts: Path, source: Source) -> _Claims:
    if isinstance(source, Path):
        known = {item.name: () for item in _documents(texts)} if texts.is_file() else {}
        return _Claims(claims=predicted_claims(source), texts=known)
    claims: list[dict[str, Any]] = []
    spans: dict[str, list[tuple[int, int]]] = {}
    for item in source.code_many(_documents(texts)):
        claims += (flat(claim, item.document) for claim in item.claims)
        spans[item.document.name] = [(s.span.start, s.span.end) for s in item.sentences if s.block is Block.BODY]
    return _Claims(claims=claims, texts=spans)


def _documents(texts: Path) -> Sequence[Document]:
    try:
        raw = whole(texts)
    except OSError as error:
        msg = f"the annotated texts {texts} cannot be read: {error}; name them with --texts"
        raise DataError(msg) from error
    return read_bytes(raw, Origin(path=str(texts))).kept


def _on_sentences(given: Annotated, source: Source) -> Events:
    if isinstance(source, Path):
        found = predicted_events(source)
        _is_about({line["id"] for line in given.lines}, set(found), source)
        return found
    found = {}
    for line in given.lines:
        header = Header(name=line["id"], published=date_of(line["date"]), language="en", extractor="eval/1")
        made = document(line["text"], line["text"].encode(), Origin(), header)
        coded = [source.code(item) for item in made.kept]
        found[line["id"]] = [flat(claim, item.document) for item in coded for claim in item.claims]
    return found


def _is_about(known: set[str], found: set[str], source: Source) -> None:
    """Predictions all of which are on other texts are a slip, not a score of zero."""
    if isinstance(source, Path) and found and not known & found:
        msg = f"{source} has nothing on the annotated texts: it speaks of {min(found)!r}, the annotation of {min(known)!r}"
        raise DataError(msg)


def _read_phrases(given: Annotated, source: Source) -> list[phrases.Read]:
    if isinstance(source, Path):
        msg = f"phrases are read by the program: {source} cannot be scored against them"
        raise DataError(msg)
    coder = Coder(source)
    return [phrases.read(phrase, coder.actor(phrase.phrase)) for phrase in given.phrases]
