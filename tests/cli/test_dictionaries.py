"""`--dictionaries`: read, reported, added to our tables and put in their place."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run

import foedus as package

pytestmark = pytest.mark.slow

FILES = {
    "actors.txt": "SYLVANIA_ [TCD]\nRURITANIA_ [IRN]\nRUFUS_FIREFLY_\n  [TCDGOV 19930120-20010120]\n  [TCDELI >010120]\n",
    "agents.txt": "ZAPTIEH {ZAPTIEHS} [~COP]\n",
    "verbs.txt": "--- EXPEL [---] ---\nEXPEL {EXPELLED}\n- * ENVOY [AGREE]\n--- BEFRIEND [050] ---\nBEFRIEND\n",
}
TEXT = "Sylvania expelled an envoy of Ruritania on Monday. Japan condemned North Korea on Tuesday."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of three sound dictionaries."""
    path = tmp_path / "dictionaries"
    path.mkdir()
    for name, text in FILES.items():
        (path / name).write_text(text, encoding="utf-8")
    return path


def test_the_report_on_sound_files(foedus: Run, folder: Path) -> None:
    """What was read of each, and exit code 0."""
    ran = foedus("check-data", "--dictionaries", folder)
    assert ran.code == 0
    assert ran.out.splitlines()[-4:] == [
        "actors.txt: actors, 5 lines read, 0 not",
        "agents.txt: agents, 1 lines read, 0 not",
        "verbs.txt: verbs, 5 lines read, 0 not",
        "in all: 3 names, 1 agents, 3 verb rows; 0 lines or files left out",
    ]


def test_the_report_on_lines_that_cannot_be_read(foedus: Run, folder: Path) -> None:
    """File, line, reason and the line itself, one a line, and exit code 3; files one by one as well as folders."""
    with (folder / "verbs.txt").open("a", encoding="utf-8") as handle:
        handle.write("- WILL * [030]\n")
    ran = foedus("check-data", "--dictionaries", folder / "actors.txt", "--dictionaries", folder / "verbs.txt")
    assert ran.code == 3
    assert ran.out.splitlines()[-1].startswith("verbs.txt:6: WILL: negation and tense are read from the sentence")
    assert ran.out.splitlines()[-1].endswith(": - WILL * [030]")


def test_nothing_to_read_is_an_error(foedus: Run, folder: Path) -> None:
    """A path that is not there, and `--only-dictionaries` without any."""
    ran = foedus("check-data", "--dictionaries", folder / "nowhere")
    assert (ran.code, "nowhere cannot be read" in ran.err) == (1, True)
    assert foedus("code", "--only-dictionaries", stdin=TEXT.encode()).code == 2


@pytest.mark.parametrize(("only", "condemned"), [(False, True), (True, False)])
def test_coding_with_dictionaries(foedus: Run, folder: Path, only: bool, condemned: bool) -> None:
    """Added, theirs win and ours still count; in place of ours, ours are not there."""
    options = ["--dictionaries", folder, "--coder", "rules", *(["--only-dictionaries"] if only else [])]
    ran = foedus("code", "--published", "1995-06-01", *options, stdin=TEXT.encode())
    claims = [json.loads(line) for line in ran.out.splitlines()]
    expelled = next(claim for claim in claims if claim["trigger"] == "expelled")
    assert (expelled["event"], expelled["actors"], expelled["recipients"]) == ("AGREE", ["TCD"], ["IRN"])
    assert expelled["why"][0]["rule"].startswith("trigger:verbs.txt:3 expel/V[")
    assert any(claim["trigger"] == "condemned" for claim in claims) is condemned


def test_explaining_with_dictionaries(foedus: Run, folder: Path) -> None:
    """The lines that named and coded are told; what is left out is counted on stderr."""
    (folder / "bad.txt").write_text("DUCK_ [ZZZ]\n", encoding="utf-8")
    ran = foedus("explain", TEXT, "--published", "1995-06-01", "--coder", "rules", "--dictionaries", folder)
    assert ran.code == 0
    assert "named in actors.txt:1" in ran.out
    assert "trigger:verbs.txt:3 expel/V[" in ran.out


def test_from_python(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    """`foedus.load` takes a folder or files, and warns of what it leaves out."""
    (folder / "bad.txt").write_text("DUCK_ [ZZZ]\n", encoding="utf-8")
    coder = package.load("rules", dictionaries=folder, only=True)
    assert "1 lines of the dictionaries are left out" in caplog.text
    claims = coder(TEXT, published="1995-06-01").claims
    assert [(claim.event.type, claim.event.actors[0].actor.code) for claim in claims] == [("AGREE", "TCD")]
    files = [folder / "actors.txt", str(folder / "verbs.txt")]
    assert package.load("rules", dictionaries=files).pipeline.coder_name == "rules/1"
