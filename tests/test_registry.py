"""The contract of the extension points, over every name that is registered."""

import io
from collections.abc import Callable
from importlib.metadata import entry_points

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.brief.reports import claim, event, place, report
from tests.conllu import sentence

from foedus.errors import RegistryError
from foedus.export.flat import CodedClaim
from foedus.model.event import Event
from foedus.model.mention import Mentions
from foedus.model.outcome import Discard, Outcome
from foedus.model.text import Document, Origin
from foedus.registry import lookup

GROUPS = {"foedus.readers", "foedus.coders", "foedus.exporters"}


def names(group: str) -> list[str]:
    """The registered names."""
    return sorted(entry.name for entry in entry_points(group=group))


SAMPLES = (
    b"",
    b"\xff\xfe\x00",
    b"Seoul recalled its ambassador on Monday.",
    b'{"text": "Seoul recalled its ambassador."}',
    b"<html><body><article><p>Seoul recalled its ambassador on Monday.</p></article></body></html>",
    b"<rss><channel><item><title>x</title></item></channel></rss>",
    b"%PDF-1.4\n%%EOF",
)


def holds_of_reading(outcome: Outcome[Document], origin: Origin) -> None:
    """What must hold of whatever a reader gives back."""
    assert isinstance(outcome, Outcome)
    for discard in outcome.discards:
        assert isinstance(discard, Discard)
        assert discard.stage == "reading"
        assert discard.reason
        assert discard.place.startswith(str(origin.path))
    for document in outcome.kept:
        assert document.text.strip()
        assert document.name
        assert len(document.text_sha256) == len(document.raw_sha256) == 64


@pytest.mark.parametrize("name", names("foedus.readers"))
@pytest.mark.filterwarnings("ignore")
@given(raw=st.sampled_from(SAMPLES) | st.binary(max_size=120))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
def test_a_reader_gives_documents_or_discards(name: str, raw: bytes) -> None:
    """Never an exception, never nothing; the same bytes give the same outcome."""
    reader = lookup("foedus.readers", name)
    origin = Origin(path="sample")
    outcome = reader(raw, origin=origin)
    holds_of_reading(outcome, origin)
    assert outcome.kept or outcome.discards or not raw.strip(b"\xef\xbb\xbf \t\r\n\x0b\x0c")
    assert reader(raw, origin=origin) == outcome


ATTACK = """
Chad Chad PROPN NNP 2 nsubj
attacked attack VERB VBD 0 root
Mali Mali PROPN NNP 2 obj
"""


@pytest.mark.parametrize("name", names("foedus.coders"))
def test_a_coder_gives_events_or_discards(name: str) -> None:
    """Loaded without arguments; a sentence without actors has no event; nothing is kept between calls."""
    coder = lookup("foedus.coders", name)()
    parsed = sentence(ATTACK)
    outcome = coder(parsed, Mentions())
    assert isinstance(outcome, Outcome)
    assert all(isinstance(found, Event) for found in outcome.kept)
    assert not outcome.kept
    assert all(discard.stage == "coding" and discard.reason for discard in outcome.discards)
    assert coder(parsed, Mentions()) == outcome


# Forms that are no text, with what reads them.
READ_BACK: dict[str, Callable[[bytes], object]] = {"parquet": lambda raw: pq.read_table(io.BytesIO(raw)).to_pylist()}


@pytest.mark.parametrize("name", names("foedus.exporters"))
def test_an_exporter_writes_records_in_order(name: str) -> None:
    """Bytes to the stream, which stays open; no records are no error; twice gives the same."""
    exporter = lookup("foedus.exporters", name)
    documents = [report(f"r{i}", "Chad attacked Mali near Kidal.") for i in range(3)]
    coded = [event(d, "ASSAULT TCD > MLI", "attacked", place=place(d, "Kidal", "MLI")) for d in documents]
    records = [CodedClaim(claim=claim(d, "Chad", e), document=d) for d, e in zip(documents, coded, strict=True)]
    first, second, empty = io.BytesIO(), io.BytesIO(), io.BytesIO()
    exporter(iter(records), first)
    exporter(records, second)
    exporter([], empty)
    assert not first.closed
    assert first.getvalue() == second.getvalue()
    text = repr(READ_BACK[name](first.getvalue())) if name in READ_BACK else first.getvalue().decode()
    found = [text.index(f"r{i}") for i in range(3)]
    assert found == sorted(found)
    assert len(empty.getvalue()) < len(first.getvalue())


@pytest.mark.parametrize("group", sorted(GROUPS))
def test_an_unknown_name_lists_the_known_ones(group: str) -> None:
    """So that a slip is seen."""
    with pytest.raises(RegistryError, match=f"no {group[7:-1]} named 'nosuch'; there are: {', '.join(names(group))}"):
        lookup(group, "nosuch")


def test_all_groups_have_members() -> None:
    """The built-ins are declared as anybody's would be."""
    assert all(map(names, GROUPS))
