"""One document that cannot be coded costs itself and no other."""

import itertools

import pytest
from rich.console import Console

from foedus.cli.sources import Intake
from foedus.desk.intake import Fate, take
from foedus.model.coded import CodedDocument
from foedus.model.text import Document, Origin
from foedus.pipeline import guarding
from foedus.pipeline.guarding import code_guarded
from foedus.reading.documents import Header, document
from foedus.store import Ledger


def made(text: str) -> Document:
    """A document that is named for its first word."""
    header = Header(name=text.split(maxsplit=1)[0], language="en", extractor="text/1")
    (found,) = document(text, text.encode(), Origin(path=f"{header.name}.txt"), header).kept
    return found


class Hostile:
    """A coder that some documents are too much for."""

    coder_name = "hostile/1"

    def code(self, document: Document) -> CodedDocument:
        """Finds nothing, fails, is stopped or does not end, by the first word."""
        if document.text.startswith("Endless"):
            for _ in itertools.count():
                pass
        if document.text.startswith("Stopped"):
            raise KeyboardInterrupt
        if document.text.startswith("Broken"):
            raise IndexError(document.text)
        return CodedDocument(document=document)


def test_a_document_that_takes_too_long_is_a_discard(monkeypatch: pytest.MonkeyPatch) -> None:
    """The time of one document is bounded."""
    monkeypatch.setattr(guarding, "CODING_SECONDS", 0.2)
    coded = code_guarded(Hostile(), made("Endless words."))
    assert not coded.is_read
    assert [(found.stage, found.place, found.reason) for found in coded.discards] == [
        ("coding", "Endless.txt", "takes over 0.2 seconds to code, which is the limit")
    ]


def test_a_document_that_the_coder_fails_on_is_a_discard_without_its_words() -> None:
    """The kind of the fault is told; its message may hold words of the document."""
    (found,) = code_guarded(Hostile(), made("Broken words.")).discards
    assert found.reason == "cannot be coded (IndexError)"


def test_what_is_asked_to_stop_stops() -> None:
    """An interruption is none of the document's faults."""
    with pytest.raises(KeyboardInterrupt):
        code_guarded(Hostile(), made("Stopped by hand."))


def test_the_documents_after_it_are_coded() -> None:
    """A command goes on with the next document, and reports the one that it left out."""
    intake = Intake(Console(quiet=True))
    coded = list(intake.code(Hostile(), [made("Broken words."), made("Whole words.")]))
    assert [item.is_read for item in coded] == [False, True]
    assert intake.refused == 1


def test_a_ledger_keeps_its_text_and_why_it_was_not_coded() -> None:
    """The document is in the ledger, without claims and with the reason."""
    with Ledger.open("sqlite://") as ledger:
        broken = made("Broken words.")
        taken = take(ledger, Hostile(), broken)
        assert taken.fate is Fate.UNCODED
        assert ledger.document(broken.id) == broken
        assert ledger.discards(broken.id) == taken.discards
