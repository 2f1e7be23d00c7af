"""Commands on the ledger, the brief, the scores and the explanations."""

import json
import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from tests.cli.conftest import STORY, Run

from foedus.model.brief import Brief

pytestmark = pytest.mark.slow


def test_reading_twice_changes_nothing(foedus: Run, story: Path, ledger: str) -> None:
    """The second time all is there already, and the findings are the same."""
    before = foedus("findings", "--json", "--ledger", ledger).out
    again = foedus("read", story, "--published", "2025-06-19", "--outlet", "Daily Test", "--ledger", ledger)
    assert again.code == 0
    assert "0 documents added, 1 already there" in again.err
    assert foedus("findings", "--json", "--ledger", ledger).out == before


def test_reading_reports_what_was_left_out(foedus: Run, story: Path, tmp_path: Path) -> None:
    """A bad file does not keep the others out."""
    (tmp_path / "empty.txt").write_bytes(b"")
    ran = foedus("read", story, "empty.txt", "--ledger", "test.db")
    assert ran.code == 3
    assert "empty.txt is empty" in ran.err
    assert "1 documents added" in ran.err
    assert foedus("read", "empty.txt", "--ledger", "test.db").code == 1


def test_findings(foedus: Run, ledger: str) -> None:
    """As text and as JSON lines, all or those with all words of a query."""
    lines = [json.loads(line) for line in foedus("findings", "--json", "--ledger", ledger).out.splitlines()]
    deal = next(line for line in lines if line["event"] == "AGREE")
    assert (deal["actors"], deal["recipients"], deal["status"], deal["docs"]) == (["PRK"], ["RUS"], "planned", ["story.txt"])
    chosen = foedus("findings", "korea workers", "--json", "--ledger", ledger)
    assert [json.loads(line)["finding"] for line in chosen.out.splitlines()] == [deal["finding"]]
    shown = foedus("findings", "--ledger", ledger)
    assert shown.code == 0
    assert "North Korea" in shown.out
    assert deal["finding"] in shown.out


@pytest.mark.parametrize(
    ("query", "is_found"), [("work", True), ("WORKERS", True), ("WORK", False), ("orkers", False), ("north kor", True)]
)
def test_a_query_finds_the_beginnings_of_words(foedus: Run, ledger: str, query: str, *, is_found: bool) -> None:
    """In capitals whole ones, for findings, stories, the brief and exports alike; the same on files as in a ledger."""
    assert (foedus("findings", query, "--ledger", ledger).code == 0) is is_found
    assert (foedus("stories", query, "--ledger", ledger).code == 0) is is_found
    assert (foedus("export", query, "--ledger", ledger).code == 0) is is_found
    stored, read = (
        foedus("brief", "--query", query, "--ledger", ledger),
        foedus("brief", "story.txt", "--query", query, "--published", "2025-06-19"),
    )
    for ran in (stored, read):
        assert ("25,000 workers" in ran.out) is is_found, ran.err


def test_the_scope_of_a_brief_tells_of_all_that_was_read(foedus: Run, ledger: str) -> None:
    """Whatever the query chooses of it."""
    foedus("read", "-", "--outlet", "Other Post", "--published", "2025-07-01", "--ledger", ledger, stdin=b"France and Mali met on Monday.")
    told = foedus("brief", "--query", "workers", "--ledger", ledger).out
    assert "2 reports of 2 named outlets, published 2025-06-19 to 2025-07-01; findings with “workers”" in told
    assert "Other Post" not in told


def test_a_judgement_bears_on_its_claim_alone(foedus: Run, ledger: str) -> None:
    """What a query leaves out is not judged in place of what it loads, and the other way round."""
    deal, protest = (
        json.loads(foedus("findings", query, "--json", "--ledger", ledger).out.splitlines()[0]) for query in ("workers", "condemned")
    )
    assert deal["finding"] != protest["finding"]
    assert (
        foedus("judge", "correct", protest["claims"][0], "--slot", "actors", "--value", "FRA", "--why", "test", "--ledger", ledger).code
        == 0
    )
    assert json.loads(foedus("findings", "France", "--json", "--ledger", ledger).out)["claims"] == protest["claims"]
    assert json.loads(foedus("findings", "workers", "--json", "--ledger", ledger).out)["actors"] == ["PRK"]


def test_a_query_without_an_answer(foedus: Run, ledger: str) -> None:
    """Nothing on stdout, a message on stderr, exit code 1."""
    for arguments in (("findings", "Atlantis"), ("findings", "Atlantis", "--json"), ("show", "f-none")):
        ran = foedus(*arguments, "--ledger", ledger)
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith("foedus: ")


def test_show(foedus: Run, ledger: str) -> None:
    """By the beginning of a finding's or claim's id, or by the document's name: evidence with its offsets."""
    line = json.loads(foedus("findings", "workers", "--json", "--ledger", ledger).out)
    by_finding = foedus("show", line["finding"][:8], "--ledger", ledger).out
    assert "“North Korea will send 25,000 workers" in by_finding
    assert "0-112" in by_finding
    assert "a South Korean official < author" in by_finding
    assert foedus("show", line["claims"][0], "--ledger", ledger).out == by_finding
    assert by_finding in foedus("show", "story.txt", "--ledger", ledger).out


@pytest.mark.parametrize("arguments", [("findings",), ("show", "f-1"), ("brief",)])
def test_a_ledger_that_is_not_there(foedus: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """Looking at it does not make it."""
    ran = foedus(*arguments, "--ledger", "none.db")
    assert (ran.code, ran.out) == (1, "")
    assert "there is no ledger none.db" in ran.err
    assert not (tmp_path / "none.db").exists()


def test_a_ledger_that_is_none(foedus: Run, tmp_path: Path) -> None:
    """A file that is no database, and a folder that is not there."""
    (tmp_path / "bad.db").write_text("no database", encoding="utf-8")
    assert "cannot be opened" in foedus("findings", "--ledger", "bad.db").err
    ran = foedus("read", "--ledger", "none/x.db", stdin=STORY.encode())
    assert ran.code == 1
    assert "there is no folder none" in ran.err


def test_the_ledger_may_be_named_by_the_environment(foedus: Run, ledger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The option's value comes from there."""
    monkeypatch.setenv("FOEDUS_LEDGER", ledger)
    assert foedus("findings").code == 0


def test_brief_in_both_forms(foedus: Run, ledger: str, tmp_path: Path) -> None:
    """The ending of the file gives the form; stdout has Markdown, or what is asked for."""
    for name, start in (("b.html", "<!DOCTYPE html>"), ("b.md", "# Brief")):
        ran = foedus("brief", "-o", name, "--ledger", ledger)
        assert (ran.code, ran.out, ran.err) == (0, "", f"wrote {name}\n")
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert text.startswith(start)
        assert "25,000 workers" in text
    assert foedus("brief", "--ledger", ledger).out.startswith("# Brief")
    assert foedus("brief", "--ledger", ledger, "--to", "html").out.startswith("<!DOCTYPE html>")
    assert "# Brief: workers" in foedus("brief", "--query", "workers", "--ledger", ledger).out
    assert foedus("brief", "-o", "b.txt", "--to", "html", "--ledger", ledger).code == 0


def test_a_brief_tells_what_changed_since_an_earlier_one(foedus: Run, ledger: str, tmp_path: Path) -> None:
    """Whatever form the earlier one has; nothing changed if nothing came in; a file that is no brief is refused."""
    for name in ("old.html", "old.md", "old.json"):
        assert foedus("brief", "-o", name, "--ledger", ledger).code == 0
    same = foedus("brief", "--since", "old.html", "--ledger", ledger).out
    assert "## What changed since the last brief" in same
    assert "Nothing changed since" in same
    more = "The 25,000 workers have arrived in Russia, the Kremlin said on 20 July. Seoul imposed sanctions on Russia.\n"
    (tmp_path / "more.txt").write_text(more, encoding="utf-8")
    assert foedus("read", "more.txt", "--published", "2025-07-21", "--ledger", ledger).code == 0
    told = [foedus("brief", "--since", name, "--json", "--ledger", ledger) for name in ("old.html", "old.md", "old.json")]
    assert {ran.code for ran in told} == {0}
    assert len({ran.out for ran in told}) == 1
    section = json.loads(told[0].out)["sections"][0]
    assert section["key"] == "changed"
    assert any("new, " in statement["text"] for statement in section["statements"])
    assert all(statement["citations"] for statement in section["statements"])
    refused = foedus("brief", "--since", "more.txt", "--ledger", ledger)
    assert (refused.code, refused.out) == (1, "")
    assert "more.txt holds no snapshot of a brief" in refused.err


def test_a_brief_as_json_is_the_whole_record(foedus: Run, ledger: str) -> None:
    """By option, by form or by the file's ending."""
    asked = foedus("brief", "--json", "--ledger", ledger).out
    assert msgspec.json.decode(asked, type=Brief).sections
    assert foedus("brief", "--to", "json", "--ledger", ledger).out == asked


@pytest.mark.parametrize(("name", "start"), [("b.pdf", b"%PDF-"), ("b.DOCX", b"PK"), ("b.json", b"{")])
def test_brief_in_the_other_forms(foedus: Run, ledger: str, tmp_path: Path, name: str, start: bytes) -> None:
    """The ending of the file gives them too; a pipe gets the same bytes."""
    ran = foedus("brief", "-o", name, "--ledger", ledger)
    assert (ran.code, ran.out, ran.err) == (0, "", f"wrote {name}\n")
    assert (tmp_path / name).read_bytes().startswith(start)
    form = name.partition(".")[2].lower()
    piped = foedus("brief", "--to", form, "--ledger", ledger).out.encode(errors="surrogateescape")
    assert piped == (tmp_path / name).read_bytes()


def test_brief_on_files_leaves_no_ledger(foedus: Run, story: Path, tmp_path: Path) -> None:
    """Files, or standard input, with what was left out on stderr."""
    ran = foedus("brief", story, "none.txt", "--published", "2025-06-19")
    assert ran.code == 3
    assert "none.txt cannot be opened" in ran.err
    assert "published 2025-06-19 to 2025-06-19" in ran.out
    assert not (tmp_path / "foedus.db").exists()
    assert foedus("brief", "-", stdin=STORY.encode()).out.startswith("# Brief")


@pytest.mark.parametrize("output", ["b.odt", "none/b.html"])
def test_a_brief_that_cannot_be_written_is_misuse(foedus: Run, ledger: str, output: str) -> None:
    """An unknown ending, a folder that is not there."""
    ran = foedus("brief", "-o", output, "--ledger", ledger)
    assert (ran.code, ran.out) == (2, "")
    assert "--output" in ran.err


def test_explain(foedus: Run) -> None:
    """Tree, mentions, rules and cues, from an argument or standard input."""
    sentence = "North Korea will send 25,000 workers to Russia, it said on Monday."
    ran = foedus("explain", sentence, "--published", "2025-06-19")
    assert ran.code == 0
    for words in (
        "[0] North Korea will send",
        "root",
        "actor     “North Korea” PRK",
        "25000..25000",
        "date      “Monday”",
        "AGREE",
        "trigger:",
        "status",
    ):
        assert words in ran.out
    assert foedus("explain", "-", "--published", "2025-06-19", stdin=sentence.encode()).out == ran.out
    assert "discarded: " in foedus("explain", "--coder", "rules", "They attacked the village.").out
    assert (
        "a heading: parsed, not coded"
        in foedus("explain", "Talks\n\nNorth Korea and Russia met on Monday.\n\nReaction\n\nJapan condemned it.").out
    )


@pytest.mark.parametrize("text", ["", "   ", "\u200b"])
def test_explain_needs_a_text(foedus: Run, text: str) -> None:
    """Nothing but blanks is misuse."""
    ran = foedus("explain", text)
    assert (ran.code, ran.out) == (2, "")
    assert "explain needs a text" in ran.err


def test_actor(foedus: Run) -> None:
    """Code, sector, name and why; nobody is exit code 1."""
    ran = foedus("actor", "four", "Saudi", "men", "--json")
    assert ran.code == 0
    (line,) = map(json.loads, ran.out.splitlines())
    assert line["actors"][0]["code"] == "SAU:CVL"
    assert line["reason"]
    assert "SAU:CVL" in foedus("actor", "four Saudi men").out
    assert foedus("actor", "a", "teapot").code == 1


def claim(document: str, text: str, trigger: str, **parts: object) -> dict[str, object]:
    """An annotated claim."""
    sentence = text.split(". ", maxsplit=1)[0] + ("." if ". " in text else "")
    values: dict[str, object] = {
        "doc": document, "claim": f"{document}-c1", "sentence": sentence, "start": 0, "end": len(sentence), "trigger": trigger,
        "event": "ACCUSE", "actors": ["JPN"], "recipients": ["PRK"], "status": "completed", "attribution": None, "quantity": None,
        "place": None, "date": None, "exchange": None, "context": "other",
    }  # fmt: skip
    return values | parts


def test_eval_on_claims(foedus: Run, tmp_path: Path) -> None:
    """The texts stand beside the annotated claims, or are named."""
    text = "Japan condemned North Korea. Rain fell on the islands."
    (tmp_path / "corpus.jsonl").write_text(json.dumps({"id": "d1", "published": "2025-06-19", "text": text}), encoding="utf-8")
    (tmp_path / "gold.jsonl").write_text(json.dumps(claim("d1", text, "condemned")), encoding="utf-8")
    ran = foedus("eval", "gold.jsonl")
    assert ran.code == 0
    assert "1 documents, 1 annotated claims, 1 predicted" in ran.out
    values = json.loads(foedus("eval", "gold.jsonl", "--json", "--coder", "rules").out)
    assert values["deed"] == values["who"] == [1.0, 1.0, 1.0]
    (tmp_path / "corpus.jsonl").rename(tmp_path / "other.jsonl")
    assert "name them with --texts" in foedus("eval", "gold.jsonl").err
    assert foedus("eval", "gold.jsonl", "--texts", "other.jsonl").code == 0


def test_eval_on_sentences(foedus: Run, tmp_path: Path) -> None:
    """Lines with a text and its events."""
    event = {"event": "ACCUSE", "source": [{"country": "JPN"}], "target": [{"country": "PRK"}]}
    lines = [{"id": "a", "text": "Japan condemned North Korea.", "events": [event]}, {"id": "b", "text": "Rain fell.", "events": []}]
    (tmp_path / "gold.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    values = json.loads(foedus("eval", "gold.jsonl", "--json").out)
    assert values["triple"] == [1.0, 1.0, 1.0]
    assert values["false alarms"] == [0.0, 1]
    assert "triple" in foedus("eval", "gold.jsonl", "--errors", 3).out


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "gold.jsonl cannot be read"),
        ("", "is empty"),
        ("not json", "cannot be read as JSON lines"),
        ('["a"]', "cannot be read as JSON lines"),
        ('{"doc": "d", "trigger": "x"}', "holds neither annotated claims nor annotated sentences"),
        ('{"text": "x", "events": []}', "holds neither annotated claims nor annotated sentences"),
    ],
)
def test_eval_refuses_other_files(foedus: Run, tmp_path: Path, text: str | None, message: str) -> None:
    """Missing, empty, no JSON, of another form."""
    if text is not None:
        (tmp_path / "gold.jsonl").write_text(text, encoding="utf-8")
    ran = foedus("eval", "gold.jsonl")
    assert (ran.code, ran.out) == (1, "")
    assert message in ran.err


def test_check_data(foedus: Run) -> None:
    """Every table loads, and is counted."""
    ran = foedus("check-data")
    assert ran.code == 0
    assert re.search(r"codebook: 16 types, \d+ contexts, \d+ sectors", ran.out)
    assert re.search(r"triggers: \d{3,} rows", ran.out)


def test_demo(foedus: Run, tmp_path: Path) -> None:
    """Reads, shows and writes, again and again; what it says to try next works."""
    first, ran = (foedus("demo", "--folder", "out") for _ in range(2))
    assert first == ran
    assert ran.code == 0
    assert "synthetic" in ran.err
    for name in ("brief.html", "brief.md", "brief.pdf", "demo.db"):
        assert (tmp_path / "out" / name).is_file()
    commands = [line.split() for line in ran.out.splitlines() if line.startswith("  foedus ")]
    assert {command[1] for command in commands} >= {"findings", "show", "explain"}
    for command in commands:
        if command[1] in {"findings", "show"}:
            assert foedus(*command[1:]).code == 0, command


def test_the_installed_command(story: Path) -> None:
    """The script that is installed runs by itself and does not print what it need not."""
    program = Path(sys.executable).with_name("foedus")
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)  # noqa: S603  # our own program
    assert re.fullmatch(r"foedus \d+\.\d+\.\d+\n", told.stdout)
    coded = subprocess.run([program, "code", story], capture_output=True, text=True, check=False)  # noqa: S603  # our own program
    assert (coded.returncode, coded.stderr) == (0, "")
    assert json.loads(coded.stdout.splitlines()[0])["event"] == "AGREE"


def test_help_names_every_command(foedus: Run) -> None:
    """Without a command there is help; with `--verbose` nothing else changes."""
    names = (
        "code",
        "read",
        "watch",
        "findings",
        "judge",
        "history",
        "export",
        "export-ledger",
        "import",
        "show",
        "explain",
        "brief",
        "eval",
        "check-data",
        "actor",
        "demo",
    )
    for name in names:
        assert name in foedus("--help").out
    assert foedus("--verbose", "check-data").code == 0
