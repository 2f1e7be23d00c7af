"""Where the output of a command goes: a file that is whole or not there, a pipe, the terminal."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import typer

from foedus.errors import FoedusError
from foedus.model.record import Record
from foedus.registry import lookup

# Forms that are no text: they would garble a terminal.
_BINARY = frozenset({"parquet", "pdf", "docx"})

Write = Callable[[Iterable[Record], BinaryIO], None]


def writer_of(form: str, output: Path | None) -> Write:
    """The exporter of a form, if its output can go where it is meant to go.

    Raises:
        RegistryError: There is no such form.
        BadParameter: The form is binary and the output is a terminal, or the output is no file that can be made.
    """
    write: Write = lookup("foedus.exporters", form)
    check_output(form, output)
    return write


def check_output(form: str, output: Path | None) -> None:
    """Make sure that output of a form can go to a file, or to standard output where there is none.

    Raises:
        BadParameter: It cannot.
    """
    if output is not None:
        _check_file(output)
    if output is None and form in _BINARY and sys.stdout.isatty():
        msg = f"{form} is binary and would garble the terminal: write it to a file with --output, or into a pipe"
        raise typer.BadParameter(msg, param_hint="--to")


def _check_file(output: Path) -> None:
    if not output.parent.is_dir():
        msg = f"there is no folder {output.parent}"
        raise typer.BadParameter(msg, param_hint="--output")
    try:
        is_folder = output.is_dir()
    except OSError as error:
        msg = f"{output} cannot be a file: {error.strerror}"
        raise typer.BadParameter(msg, param_hint="--output") from error
    if is_folder:
        msg = f"{output} is a folder: name a file in it"
        raise typer.BadParameter(msg, param_hint="--output")


@contextmanager
def opened(output: Path | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that takes its name only once it is written whole.

    Args:
        output: The file; a file of that name is replaced, a device or named pipe written to. None for standard output.

    Raises:
        FoedusError: The file cannot be made.
    """
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.flush()
        return
    if output.exists() and not output.is_file():
        with _made(output) as target:
            yield target
        return
    part = output.with_name(f"{output.name}.part")
    made = _made(part)
    try:
        with made as target:
            yield target
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)


def _made(path: Path) -> BinaryIO:
    try:
        return path.open("wb")
    except OSError as error:
        msg = f"{path} cannot be written: {error.strerror}"
        raise FoedusError(msg) from error
