"""Two runs into one folder."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from foedus.errors import DataError
from foedus.scale.locking import sole

_HOLD = """
import sys
from pathlib import Path
from foedus.scale.locking import sole
with sole(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def _holder(folder: Path) -> "subprocess.Popen[str]":
    """A process that holds a folder until its standard input ends."""
    held = subprocess.Popen(  # noqa: S603  # our own program
        [sys.executable, "-c", _HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert held.stdout is not None
    assert held.stdout.readline() == "held\n"
    return held


def test_a_second_run_into_a_folder_is_refused(tmp_path: Path) -> None:
    """While one process is at work in a folder another one is told so; a process that is killed leaves no lock behind."""
    folder = tmp_path / "out"
    with _holder(folder) as held:
        with pytest.raises(DataError, match="another run is at work in it"), sole(folder):
            pass
        held.send_signal(signal.SIGKILL)
        held.wait()
    with sole(folder):
        assert folder.is_dir()
    with sole(folder):
        pass


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    """A file in the place of the folder is told as such."""
    (tmp_path / "out").write_text("")
    with pytest.raises(DataError, match="cannot be used as an output folder"), sole(tmp_path / "out"):
        pass
