"""`foedus code`: claims to stdout, messages to stderr, and the exit codes."""

import csv
import io
import json
from pathlib import Path

import pytest
from tests.cli.conftest import STORY, Run

pytestmark = pytest.mark.slow

BAD: list[tuple[bytes, str, str]] = [
    (b"", "a.txt", "is empty"),
    (b" \n\n ", "b.txt", "is empty"),
    (bytes(range(256)) * 4, "c.bin", "is binary, not text, HTML, PDF, JSON lines, a feed or a web archive"),
    ("Zürich traf sich".encode("latin-1"), "d.txt", "is not UTF-8 text"),
    (b"%PDF-1.7 nothing follows", "e.pdf", "is a broken PDF"),
    (b"<html><head><meta charset='utf-8'></head><body>\xff\xfe\xfa", "f.html", "is not in the encoding that it declares"),
    (b"<html><body></body></html>", "g.html", "is a web page without an article in it"),
    (b"<rss><channel><item>", "h.rss", "is a broken feed"),
    (b"<!DOCTYPE x [<!ENTITY a 'b'>]><rss></rss>", "i.rss", "is a feed with a document type definition"),
    (b'{"id": "x"}', "j.jsonl", "has no text"),
    (b'{"id": "x", "text": 5}', "k.jsonl", "does not fit the form of a document"),
    (b'{"text": "words", "published": "yesterday"}', "l.jsonl", "gives 'yesterday' for published"),
    (b"not json", "m.jsonl", "is not a line of JSON"),
    (b'{"a":' + b"[" * 200_000, "n.jsonl", "is not a line of JSON"),
    (b"x" * 300_000, "o.txt", "over the limit of 250,000 (--max-bytes)"),
    ("Le ministre a déclaré que la Corée du Nord enverra des travailleurs en Russie.".encode(), "p.txt", "only English is coded"),
]  # fmt: skip


def test_json_lines(foedus: Run, story: Path) -> None:
    """One claim a line; the words stand where the offsets say."""
    ran = foedus("code", story, "--published", "2025-06-19")
    assert (ran.code, ran.err) == (0, "")
    lines = [json.loads(line) for line in ran.out.splitlines()]
    deal = next(line for line in lines if line["event"] == "AGREE")
    assert (deal["actors"], deal["recipients"], deal["status"]) == (["PRK"], ["RUS"], "planned")
    text = STORY.partition("\n\n")[2]
    assert text[deal["start"] : deal["end"]] == deal["sentence"]
    assert {line["doc"] for line in lines} == {"story.txt"}


@pytest.mark.parametrize("coder", ["mix", "rules"])
def test_both_coders_and_repeatable_output(foedus: Run, story: Path, coder: str) -> None:
    """The same input gives the same bytes."""
    first, second = (foedus("code", story, "--coder", coder) for _ in range(2))
    assert first.out == second.out
    assert json.loads(first.out.splitlines()[0])["event"] == "AGREE"


def test_csv(foedus: Run, story: Path) -> None:
    """A header, then a row a claim."""
    rows = list(csv.DictReader(io.StringIO(foedus("code", story, "--to", "csv").out, newline="")))
    assert rows[0]["doc"] == "story.txt"
    assert "AGREE" in {row["event"] for row in rows}


def test_graph_forms(foedus: Run, story: Path) -> None:
    """FollowTheMoney entities and annotations one a line, with the ids of the claims; one STIX bundle."""
    claims = [json.loads(line)["claim"] for line in foedus("code", story).out.splitlines()]
    entities = [json.loads(line) for line in foedus("code", story, "--to", "ftm").out.splitlines()]
    assert [entity["id"] for entity in entities if entity["schema"] == "Event"] == claims
    annotations = [json.loads(line) for line in foedus("code", story, "--to", "webanno").out.splitlines()]
    assert {annotation["type"] for annotation in annotations} == {"Annotation"}
    bundle = json.loads(foedus("code", story, "--to", "stix").out)
    assert [made["type"] for made in bundle["objects"]].count("note") == len(claims)
    assert json.loads(foedus("code", "--to", "stix", stdin=b"").out)["type"] == "bundle"


@pytest.mark.parametrize("arguments", [("code",), ("code", "-")])
def test_standard_input(foedus: Run, arguments: tuple[str, ...]) -> None:
    """Nothing and `-` both read it; JSON lines are told from text."""
    ran = foedus(*arguments, stdin=STORY.encode())
    assert ran.code == 0
    assert json.loads(ran.out.splitlines()[0])["doc"] == "stdin"
    line = json.dumps({"id": "x1", "text": "Japan condemned North Korea on Tuesday."})
    assert json.loads(foedus(*arguments, stdin=line.encode()).out)["doc"] == "x1"


@pytest.mark.parametrize(("raw", "name", "message"), BAD, ids=[name for _, name, _ in BAD])
def test_bad_input_is_left_out_with_its_reason(foedus: Run, story: Path, tmp_path: Path, raw: bytes, name: str, message: str) -> None:
    """Beside a good file the rest is done (3); the reason stands on stderr, one line, and stdout holds claims alone."""
    path = tmp_path / name
    path.write_bytes(raw)
    ran = foedus("code", path, story, "--max-bytes", 250_000)
    assert ran.code == 3
    assert message in ran.err
    assert name in ran.err
    assert len(ran.err.splitlines()) == 1
    assert {json.loads(line)["doc"] for line in ran.out.splitlines()} == {"story.txt"}


@pytest.mark.parametrize(("raw", "name", "message"), BAD[:-1], ids=[name for _, name, _ in BAD[:-1]])
def test_nothing_usable(foedus: Run, tmp_path: Path, raw: bytes, name: str, message: str) -> None:
    """Alone it is exit code 1."""
    path = tmp_path / name
    path.write_bytes(raw)
    ran = foedus("code", path, "--max-bytes", 250_000)
    assert (ran.code, ran.out) == (1, "")
    assert message in ran.err


def test_missing_files_and_empty_input(foedus: Run, story: Path) -> None:
    """A file that is not there is left out by name; nothing typed is nothing usable."""
    ran = foedus("code", "none.txt", story)
    assert ran.code == 3
    assert "none.txt cannot be opened" in ran.err
    assert foedus("code", "none.txt").code == 1
    assert foedus("code", stdin=b"").code == 1


def test_a_folder_is_read_whole(foedus: Run, tmp_path: Path) -> None:
    """All its files in the order of their names."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for name in ("b.txt", "a.txt"):
        (folder / name).write_text("Japan condemned North Korea on Tuesday.", encoding="utf-8")
    ran = foedus("code", folder)
    assert [json.loads(line)["doc"] for line in ran.out.splitlines()] == ["a.txt", "b.txt"]


def test_published_date_and_outlet_fill_what_a_document_lacks(foedus: Run) -> None:
    """They resolve relative dates, and yield to what the document says."""
    own = json.dumps({"id": "own", "published": "2025-03-04", "text": "Japan condemned North Korea on Tuesday."})
    bare = json.dumps({"id": "bare", "text": "Japan condemned North Korea on Tuesday."})
    ran = foedus("code", "--published", "2025-06-19", "--outlet", "Daily", stdin=f"{own}\n{bare}\n".encode())
    dates = {line["doc"]: line["date"]["iso"] for line in map(json.loads, ran.out.splitlines())}
    assert dates == {"own": "2025-03-04", "bare": "2025-06-17"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("code", "--published", "tomorrow"),
        ("code", "--to", "xml"),
        ("code", "--no-such-option"),
        ("code", "--coder", "none"),
        ("nothing",),
        ("code", "--max-bytes", "many"),
    ],
)
def test_misuse(foedus: Run, arguments: tuple[str, ...]) -> None:
    """Exit code 2, the message on stderr, nothing on stdout."""
    ran = foedus(*arguments, stdin=b"Japan condemned North Korea.")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err
