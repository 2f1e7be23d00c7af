"""What the documents name is there: commands, options, make targets, files; and their examples run."""

import re
import shlex
from pathlib import Path

import click
import pytest
import typer.main

from foedus.cli.app import app
from foedus.export.findings import SCHEMA as FINDINGS
from foedus.export.gdelt import COLUMNS as GDELT
from foedus.export.parquet import SCHEMA
from foedus.export.polecat import COLUMNS as POLECAT
from foedus.lexicon.tables import data_file, toml
from foedus.model.network import PanelRow

ROOT = Path(__file__).parents[1]
DOCUMENTS = ("README.md", "CONTRIBUTING.md")
GUIDES = (
    "docs/archive.md",
    "docs/brief-forms.md",
    "docs/brief-gate.md",
    "docs/brief.md",
    "docs/cluster.md",
    "docs/exports.md",
    "docs/exposure.md",
    "docs/hostility.md",
    "docs/network.md",
    "docs/screening.md",
    "docs/workbench.md",
)
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)


def read(name: str) -> str:
    """The text of a document."""
    return (ROOT / name).read_text(encoding="utf-8")


def commands() -> dict[str, click.Command]:
    """The commands of the program by name."""
    group = typer.main.get_command(app)
    assert hasattr(group, "commands")
    return dict(group.commands)


def test_every_command_is_in_the_readme_and_the_other_way_round() -> None:
    """The table of commands is the program's."""
    documented = re.findall(r"^\| `foedus ([a-z-]+)", read("README.md"), re.MULTILINE)
    assert sorted(documented) == sorted(commands())


def examples() -> list[list[str]]:
    """The command lines of the program in all documents' examples."""
    lines = [line for name in (*DOCUMENTS, *GUIDES) for _, block in FENCE.findall(read(name)) for line in block.splitlines()]
    return [shlex.split(line, comments=True) for line in lines if line.startswith("foedus ")]


def test_examples_use_commands_and_options_that_exist() -> None:
    """Each `foedus …` line of a code block."""
    known = commands()
    assert examples()
    for _, name, *words in examples():
        assert name in known, name
        options = {option for parameter in known[name].params for option in parameter.opts}
        for word in words:
            assert not word.startswith("-") or word == "-" or word.partition("=")[0] in options, (name, word)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_options_in_running_text_exist(document: str) -> None:
    """Each `--option` between backticks is an option of some command."""
    known = {option for command in commands().values() for parameter in command.params for option in parameter.opts}
    named = {option for code in re.findall(r"`([^`\n]+)`", read(document)) for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", code)}
    assert named <= known | {"--help", "--version"}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_make_targets_exist(document: str) -> None:
    """Each `make target` of the documents is in the Makefile."""
    targets = set(TARGET.findall(read("Makefile")))
    code = "\n".join([*re.findall(r"`([^`\n]+)`", read(document)), *(block for _, block in FENCE.findall(read(document)))])
    named = set(re.findall(r"\bmake ([a-z][a-z-]*)", code))
    assert named
    assert named <= targets


@pytest.mark.parametrize(
    ("form", "columns"), [("polecat", POLECAT), ("gdelt", GDELT), ("parquet", SCHEMA.names), ("findings", FINDINGS.names)]
)
def test_columns_of_the_exports_are_documented(form: str, columns: tuple[str, ...]) -> None:
    """Each column is named in the form's section, a recipient's or second actor's through the first one's."""
    (section,) = re.findall(rf"^## {form}$(.*?)(?=^## |\Z)", read("docs/exports.md"), re.MULTILINE | re.DOTALL | re.IGNORECASE)
    words = " ".join(section.split())
    for column in columns:
        first = column.replace("Recipient", "Actor").replace("Actor2", "Actor1")
        assert first in words or (first.startswith("Actor1Geo_") and "all of Actor1Geo" in words), column


def test_the_panel_and_the_weights_of_ties_are_documented() -> None:
    """Each column of the panel, and each weight of a status or certainty with its present value."""
    text = read("docs/network.md")
    (panel,) = re.findall(r"^## The monthly panel$(.*?)(?=^## )", text, re.MULTILINE | re.DOTALL)
    assert set(PanelRow.__struct_fields__) == {
        name for cell in re.findall(r"^\| (`.*?) \|", panel, re.MULTILINE) for name in re.findall(r"`(\w+)`", cell)
    }
    for part in ("status", "certainty"):
        (row,) = re.findall(rf"^\| {part} \| (.*?) \|", text, re.MULTILINE)
        for name, value in toml(data_file("network/weights.toml"))[part].items():
            assert re.search(rf"\b{name}\b[a-z, ]* {value:g}\b", row), (name, value)


def test_make_targets_are_declared() -> None:
    """A file of a target's name must not keep it from running."""
    declared = set(re.findall(r"^\.PHONY: (.*)$", read("Makefile"), re.MULTILINE)[0].split())
    assert declared == set(TARGET.findall(read("Makefile")))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_files_that_are_named_exist(document: str) -> None:
    """Paths and links within the repository."""
    text = read(document)
    paths = re.findall(r"`((?:src|tests|training|bench|changelog\.d)/[\w./-]*)`", text)
    links = [link for link in re.findall(r"\]\(([^)#]+)", text) if "://" not in link]
    for path in (*paths, *links):
        assert (ROOT / path).exists(), path


@pytest.mark.parametrize("document", DOCUMENTS)
def test_nothing_is_left_to_be_filled_in(document: str) -> None:
    """No placeholder stays behind."""
    assert not re.findall(r"@[A-Z]{3,}@|\bTODO\b|\bTBD\b|\bFIXME\b", read(document))


@pytest.mark.slow
def test_python_examples_run(capsys: pytest.CaptureFixture[str]) -> None:
    """They end without an error and print something."""
    blocks = [block for language, block in FENCE.findall(read("README.md")) if language == "python"]
    assert blocks
    for block in blocks:
        exec(compile(block, "README.md", "exec"), {})  # noqa: S102  # our own example
    assert capsys.readouterr().out
