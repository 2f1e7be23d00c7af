"""The table of embedding words: its order, and each row on its own example."""

from collections.abc import Callable

import pytest

from foedus.errors import DataError, ModelError
from foedus.factuality import FactualityReader, Signature, Signatures
from foedus.factuality.inflection import forms
from foedus.model.claim import Polarity
from foedus.model.record import DocumentId
from foedus.model.text import Document, Origin, Sentence
from foedus.parsing.parser import Parser
from foedus.syntax import Tree

TABLE = Signatures.load()
# An `untensed` verb of these classes gives no status of its own: its row is applied, the tense decides.
CONTEXTUAL = frozenset({"still"})


@pytest.fixture(scope="module")
def parse() -> Callable[[str], Sentence]:
    """The shipped parser, for a text of one sentence."""
    try:
        parser = Parser.load()
    except (ModelError, FileNotFoundError):
        pytest.skip("no shipped model")

    def first(text: str) -> Sentence:
        document = Document(id=DocumentId("d"), name="d", origin=Origin(), text=text, raw_sha256="", text_sha256="", extractor="")
        return parser.parse(document)[0]

    return first


def test_rows_are_sorted() -> None:
    """A reader of the table finds a word by its place."""
    keys = [(row.pos, row.lemma, row.complement) for row in TABLE.rows]
    assert keys == sorted(keys)


def test_a_double_row_is_refused() -> None:
    """Two rows for one word and complement would make the effect depend on their order."""
    with pytest.raises(DataError, match="stands twice"):
        Signatures([TABLE.rows[0], TABLE.rows[0]])


def test_each_example_marks_one_deed() -> None:
    """The deed of an example stands in brackets."""
    for row in TABLE.rows:
        assert row.example.count("[") == row.example.count("]") == 1, row.rule


@pytest.mark.parametrize(
    ("verb", "form"), [("deny", "denied"), ("stop", "stopped"), ("agree", "agreed"), ("foresee", "foresaw"), ("push", "pushes")]
)
def test_forms_of_a_verb(verb: str, form: str) -> None:
    """A table word is found in its inflected forms."""
    assert form in forms(verb)


def _fails(row: Signature, sentence: Sentence, reader: FactualityReader) -> str:
    deed = next(i for i, token in enumerate(sentence.tokens) if token.start == row.example.index("["))
    found = reader.read(Tree(sentence), deed)
    if row.complement != "says" and row.rule not in {reason.rule for reason in found.reasons}:
        return "not applied"
    if row.status is not None and row.kind not in CONTEXTUAL and found.status != row.status:
        return f"status {found.status}"
    if row.polarity is Polarity.NEGATIVE and found.polarity is not Polarity.NEGATIVE:
        return "not negative"
    return ""


@pytest.mark.slow
def test_each_row_on_its_example(parse: Callable[[str], Sentence]) -> None:
    """Each row applies to its example; a few may be lost to the parser."""
    reader = FactualityReader(TABLE)
    failures = {row.rule: why for row in TABLE.rows if (why := _fails(row, parse(row.example.replace("[", "").replace("]", "")), reader))}
    assert len(failures) <= len(TABLE.rows) // 50, failures
