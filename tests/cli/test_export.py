"""`foedus export`, and `foedus code` in all forms: to a file, a pipe, the terminal."""

import csv
import io
import json
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import typer
from tests.cli.conftest import Run

from foedus.cli.output import check_output, opened, writer_of
from foedus.export.gdelt import COLUMNS as GDELT
from foedus.export.gdelt import write as write_gdelt
from foedus.export.parquet import write as write_parquet
from foedus.export.polecat import COLUMNS as POLECAT

FORMS = sorted(entry.name for entry in entry_points(group="foedus.exporters"))


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_code_and_export(foedus: Run, story: Path, ledger: str, tmp_path: Path, form: str) -> None:
    """To a file as to standard output, from the ledger as from the text."""
    told = foedus("export", "--to", form, "--ledger", ledger)
    assert told.code == 0
    assert told.out
    ran = foedus("export", "--to", form, "-o", f"out.{form}", "--ledger", ledger)
    assert (ran.code, ran.out) == (0, "")
    assert f"wrote out.{form} from " in ran.err
    whole = told.out.encode(errors="surrogateescape")
    assert (tmp_path / f"out.{form}").read_bytes() == whole
    coded = foedus("code", story, "--published", "2025-06-19", "--outlet", "Daily Test", "--to", form, "-o", "coded")
    assert (coded.code, coded.out) == (0, "")
    assert (tmp_path / "coded").read_bytes() == whole
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.slow
def test_all_claims_or_those_of_some_findings(foedus: Run, story: Path, ledger: str) -> None:
    """Without a query those that `foedus code` gives; with one the claims of the findings that it chooses."""
    every = foedus("export", "--ledger", ledger).out
    assert every == foedus("code", story, "--published", "2025-06-19", "--outlet", "Daily Test").out
    deal = json.loads(foedus("findings", "workers", "--json", "--ledger", ledger).out)
    chosen = [json.loads(line) for line in foedus("export", "workers", "--ledger", ledger).out.splitlines()]
    assert [line["claim"] for line in chosen] == deal["claims"]
    assert len(chosen) < len(every.splitlines())


@pytest.mark.slow
def test_findings_as_lines_and_as_table(foedus: Run, ledger: str) -> None:
    """JSON lines are those of `foedus findings --json`; the tables have their fields for columns, and the same rows."""
    lines = foedus("export", "--findings", "--ledger", ledger).out
    assert lines == foedus("findings", "--json", "--ledger", ledger).out
    first = json.loads(lines.splitlines()[0])
    table = list(csv.DictReader(io.StringIO(foedus("export", "--findings", "--to", "csv", "--ledger", ledger).out, newline="")))
    assert len(table) == len(lines.splitlines())
    assert list(table[0])[: len(first)] == list(first)
    assert json.loads(table[0]["lineages"]) == first["lineages"]
    foedus("export", "--findings", "--to", "parquet", "-o", "out.parquet", "--ledger", ledger)
    typed = pq.read_table("out.parquet").to_pylist()
    assert [(row["finding"], row["claims"], str(row["first_reported"]), row["outlets"]) for row in typed] == [
        (row["finding"], row["claims"].split(";"), row["first_reported"], row["outlets"].split(";")) for row in table
    ]
    assert (
        foedus("export", "workers", "--findings", "--ledger", ledger).out == foedus("findings", "workers", "--json", "--ledger", ledger).out
    )


@pytest.mark.slow
def test_the_tables_have_their_columns(foedus: Run, ledger: str, tmp_path: Path) -> None:
    """GDELT's without a header, POLECAT's with one; Parquet opens."""
    assert foedus("export", "--to", "polecat", "--ledger", ledger).out.split("\n", 1)[0].split("\t") == list(POLECAT)
    lines = foedus("export", "--to", "gdelt", "--ledger", ledger).out.splitlines()
    assert {len(line.split("\t")) for line in lines} == {len(GDELT)}
    foedus("export", "--to", "parquet", "-o", "out.parquet", "--ledger", ledger)
    assert set(pq.read_table(tmp_path / "out.parquet").column("doc").to_pylist()) == {"story.txt"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--to", "nosuch"), 2, "there are: csv, "),
        (("-o", "none/out.jsonl"), 2, "there is no folder none"),
        (("-o", "."), 2, "is a folder"),
        (("-o", "n" * 252), 1, "cannot be written: File name too long"),
        (("-o", "n" * 300), 2, "cannot be a"),
        (("--findings", "--to", "gdelt"), 2, "jsonl, csv or parquet"),
        (("Atlantis",), 1, "holds no claim with 'Atlantis'"),
        (("Atlantis", "--findings"), 1, "holds no finding with 'Atlantis'"),
    ],
)
def test_what_cannot_be_exported(foedus: Run, ledger: str, arguments: tuple[str, ...], code: int, message: str) -> None:
    """Misuse is 2, nothing to write is 1; nothing on stdout."""
    ran = foedus("export", *arguments, "--ledger", ledger)
    assert (ran.code, ran.out) == (code, "")
    assert message in ran.err


@pytest.mark.slow
def test_a_ledger_that_is_not_there(foedus: Run, tmp_path: Path) -> None:
    """Neither ledger nor output is made."""
    ran = foedus("export", "-o", "out", "--ledger", "none.db")
    assert ran.code == 1
    assert "there is no ledger none.db" in ran.err
    assert not list(tmp_path.iterdir())


class Terminal(io.StringIO):
    """Standard output that is a terminal."""

    def isatty(self) -> bool:  # type: ignore[explicit-override]  # `override` is not in Python 3.11
        """It is."""
        return True


def test_binary_forms_stay_off_the_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A file will do, and text may go there."""
    monkeypatch.setattr(sys, "stdout", Terminal())
    with pytest.raises(typer.BadParameter, match="parquet is binary"):
        writer_of("parquet", None)
    assert writer_of("parquet", tmp_path / "out") is write_parquet
    assert writer_of("gdelt", None) is write_gdelt
    for form in ("pdf", "docx"):
        with pytest.raises(typer.BadParameter, match="garble the terminal"):
            check_output(form, None)
    check_output("geojson", None)


def test_a_file_is_whole_or_as_it_was(tmp_path: Path) -> None:
    """What fails half way leaves the old file, and nothing beside it."""
    path = tmp_path / "out"
    path.write_bytes(b"old")

    def fail() -> None:
        with opened(path) as target:
            target.write(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert [(found.name, found.read_bytes()) for found in tmp_path.iterdir()] == [("out", b"old")]


def test_a_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    """A link to one stays a link."""
    path = tmp_path / "null"
    path.symlink_to("/dev/null")
    with opened(path) as target:
        target.write(b"words")
    assert [found.name for found in tmp_path.iterdir()] == ["null"]
    assert path.is_symlink()
