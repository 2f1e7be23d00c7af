"""The shipped network: the same document gives the same parse, whatever went before."""

import json
from importlib import resources
from pathlib import Path
from shutil import copytree

import pytest

from foedus.errors import ModelError
from foedus.model.record import DocumentId
from foedus.model.text import Document, Origin, Sentence
from foedus.parsing.parser import Parser

pytestmark = pytest.mark.slow

_TEXTS = (
    "Turkey closed the strait on Monday. Greece protested within the hour.",
    "BRUSSELS: Ministers met late.\n\nWhat comes next\n\nNobody in the building, which has no clock, would say.",
    "Iran freed two sailors.",
)


@pytest.fixture(scope="module")
def parser() -> Parser:
    """The shipped parser."""
    return Parser.load()


def document(text: str) -> Document:
    """A document of that text."""
    return Document(id=DocumentId("d-1"), name="test", origin=Origin(), text=text, raw_sha256="0", text_sha256="0", extractor="test")


def roots(sentence: Sentence) -> list[int]:
    """The words that hang on themselves."""
    return [place for place, token in enumerate(sentence.tokens) if token.head == place]


def test_a_document_is_parsed_the_same_alone_and_among_others(parser: Parser) -> None:
    """A document is parsed the same alone and among others."""
    documents = [document(text) for text in _TEXTS]
    forwards = list(parser.parse_many(documents))
    backwards = list(parser.parse_many(reversed(documents)))[::-1]
    assert forwards == backwards == [parser.parse(item) for item in documents]


@pytest.mark.parametrize("text", _TEXTS)
def test_words_are_as_written_and_hang_in_one_tree(parser: Parser, text: str) -> None:
    """Words are as written and hang in one tree."""
    for index, sentence in enumerate(parser.parse(document(text))):
        assert sentence.index == index
        assert all(text[token.start : token.end] == token.text for token in sentence.tokens)
        assert len(roots(sentence)) == 1
        assert [token.relation for token in sentence.tokens].count("root") == 1


def test_a_sentence_too_long_to_read_at_once_still_has_one_root(parser: Parser) -> None:
    """A sentence too long to read at once still has one root."""
    text = "The list names " + ", ".join(f"colonel Abdulrahman Okonkwo-{number}" for number in range(110)) + "."
    (sentence,) = parser.parse(document(text))
    assert len(roots(sentence)) == 1
    assert "".join(token.text for token in sentence.tokens) == "".join(text.split())


def test_an_empty_text_has_no_sentences(parser: Parser) -> None:
    """An empty text has no sentences."""
    assert parser.parse(document(" \n")) == ()


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A copy of the model to break."""
    with resources.as_file(resources.files("foedus").joinpath("data", "model")) as folder:
        return Path(copytree(folder, tmp_path / "model"))


def test_a_graph_of_another_manifest_is_refused(damaged: Path) -> None:
    """A graph of another manifest is refused."""
    (damaged / "parser.onnx").write_bytes(b"other")
    with pytest.raises(ModelError, match="not the graph"):
        Parser.load(damaged)


def test_a_missing_file_is_named(damaged: Path) -> None:
    """A missing file is named."""
    (damaged / "lemmas.tsv").unlink()
    with pytest.raises(ModelError, match=r"lacks lemmas\.tsv"):
        Parser.load(damaged)


def test_a_manifest_of_another_format_is_refused(damaged: Path) -> None:
    """A manifest of another format is refused."""
    manifest = json.loads((damaged / "manifest.json").read_text(encoding="utf8"))
    (damaged / "manifest.json").write_text(json.dumps(manifest | {"format": 0}), encoding="utf8")
    with pytest.raises(ModelError, match="format 0"):
        Parser.load(damaged)


def test_a_manifest_that_is_none_is_refused(damaged: Path) -> None:
    """A manifest that is none is refused."""
    (damaged / "manifest.json").write_text("{}", encoding="utf8")
    with pytest.raises(ModelError, match=r"manifest\.json"):
        Parser.load(damaged)
