"""Results as text and JSON."""

import argparse
import io
import json
from pathlib import Path

import pytest
from bench.reporting import Report, add_output, read_result, reporting, this_machine

CPU = "processor\t: 0\nmodel name\t: Some Chip 9000\nflags\t\t: fpu avx2 avx512_vnni sse\n\nprocessor\t: 1\nmodel name\t: Some Chip 9000\n"
ARM = "processor\t: 0\nFeatures\t: fp asimd asimddp i8mm\n"


def test_the_machine_is_told_by_what_the_system_says() -> None:
    """Its name, and of its flags those that matter here; ARM calls them otherwise and tells no name."""
    machine = this_machine(CPU)
    assert (machine.processor, machine.flags) == ("Some Chip 9000", ("avx2", "avx512_vnni"))
    assert this_machine(ARM).flags == ("asimddp", "i8mm")
    assert this_machine(ARM).processor
    assert this_machine("").flags == ()
    assert machine.cores >= 1


def test_rows_stand_under_their_columns() -> None:
    """Numbers to the right, texts to the left with their indent, what is not known as a dash."""
    out = io.StringIO()
    table = Report("speed", out=out).table("stages", {"stage": "<12", "words/s": "9,.0f", "share": "6.1%"})
    table.add("end to end", 4300.4, 1)
    table.add("  claims", None, 0.025)
    lines = out.getvalue().splitlines()[1:]
    assert lines == [
        "stage           words/s   share",
        "end to end        4,300  100.0%",
        "  claims              –    2.5%",
    ]


def test_a_row_has_a_value_for_each_column() -> None:
    """One more or one less is a mistake."""
    table = Report("speed", out=io.StringIO()).table("stages", {"a": "1d", "b": "1d"})
    with pytest.raises(ValueError, match="shorter"):
        table.add(1)


def ended_early(path: Path) -> None:
    """A measurement that has one row when it breaks."""
    with reporting("speed", str(path)) as report:
        report.table("stages", {"stage": "<5", "seconds": "5.1f"}).add("one", 1.5)
        assert read_result(path).tables == {"stages": [{"stage": "one", "seconds": 1.5}]}
        msg = "broken"
        raise RuntimeError(msg)


def test_results_are_kept_row_by_row(tmp_path: Path) -> None:
    """What was ended has its rows, and says that it was not whole."""
    path = tmp_path / "deep" / "speed.json"
    with pytest.raises(RuntimeError, match="broken"):
        ended_early(path)
    assert read_result(path).whole is False
    assert list(path.parent.iterdir()) == [path]


def test_results_say_what_measured(tmp_path: Path) -> None:
    """Machine, load, versions, command and moments stand beside figures and remarks."""
    path = tmp_path / "x.json"
    with reporting("ledger", str(path)) as report:
        report.put(exponent=1.25)
        report.say("it grows")
    result = read_result(path)
    assert (result.bench, result.whole, result.figures, result.remarks) == ("ledger", True, {"exponent": 1.25}, ["it grows"])
    assert result.command.startswith("python -m bench.ledger")
    assert {"python", "foedus", "onnxruntime"} <= set(result.versions)
    assert result.begun <= result.ended
    assert min(result.load_begun, result.load_ended) >= 0


def test_json_on_standard_output_stands_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """The text goes to standard error then, and nothing is printed twice."""
    with reporting("year", "-") as report:
        report.put(years=3)
        report.say("three years")
    told = capsys.readouterr()
    assert json.loads(told.out)["figures"] == {"years": 3}
    assert "three years" in told.err


def test_the_option_is_the_same_everywhere() -> None:
    """A file, or nothing."""
    parser = argparse.ArgumentParser()
    add_output(parser)
    assert parser.parse_args([]).json is None
    assert parser.parse_args(["--json", "a.json"]).json == "a.json"
