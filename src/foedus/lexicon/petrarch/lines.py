"""Lines of a dictionary without their comments, and what is said of one that cannot be read."""

import re
from collections.abc import Iterator

from foedus.errors import DataError
from foedus.model.outcome import Discard
from foedus.model.record import Record

STAGE = "dictionaries"
# longer than any row of a dictionary; some patterns take time in the square of a line's length
MAX_LINE = 2_000
_OPENS, _CLOSES = "<!--", "-->"
_COMMENT = re.compile(r"(\[[^\]]*\])|[#;].*|<!--.*")
_CODE = re.compile(r"\[([^\[\]]*)\]")
_ENDS = re.compile(r"\r\n|\r|\n")


class Line(Record, frozen=True, kw_only=True):
    """A line that holds more than a comment.

    Attributes:
        file: What the file is called in reports and reasons.
        number: Counted from 1.
        text: Without comment and without blanks around it.
        is_indented: Whether it began with a blank.
    """

    file: str
    number: int
    text: str
    is_indented: bool = False

    @property
    def place(self) -> str:
        """File and line, `actors.txt:12`."""
        return f"{self.file}:{self.number}"

    @property
    def head(self) -> str:
        """What stands before the first bracket."""
        return self.text.partition("[")[0].strip()

    @property
    def codes(self) -> list[str]:
        """What stands in brackets, in order."""
        return [code.strip() for code in _CODE.findall(self.text)]

    @property
    def fault(self) -> str:
        """Why its brackets cannot be read; empty if they can."""
        rest = _CODE.sub("", self.text[len(self.text.partition("[")[0]) :])
        if "[" in rest or "]" in rest or "]" in self.text.partition("[")[0]:
            return "a bracket is not closed or not opened"
        return f"{rest.strip()!r} stands after the code" if rest.strip() else ""


def lines_of(raw: bytes, file: str) -> list[Line]:
    r"""The lines of a file that hold more than comments.

    Comments begin with `#` or `;` outside brackets, or stand between `<!--` and `-->`, also over several lines.

    Args:
        raw: The file; UTF-8, else taken for Latin-1.
        file: What the file is called in reports.

    Raises:
        DataError: A line is longer than any row.

    >>> [(line.number, line.text) for line in lines_of(b"# a list\nCHAD_ [TCD] ; a state\n", "actors.txt")]
    [(2, 'CHAD_ [TCD]')]
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    found = []
    for number, line in enumerate(_ENDS.split("".join(_uncommented(text))), start=1):
        if len(line) > MAX_LINE:
            msg = f"{file}:{number} has {len(line):,} characters, over the limit of {MAX_LINE:,}: it is no row of a dictionary"
            raise DataError(msg)
        bare = _COMMENT.sub(lambda match: match[1] or "", line)
        if bare.strip():
            found.append(Line(file=file, number=number, text=bare.strip(), is_indented=bare[0].isspace()))
    return found


def _uncommented(text: str) -> Iterator[str]:
    """A text without what stands between the marks of a comment but the line ends."""
    start = 0
    while (opening := text.find(_OPENS, start)) >= 0 and (closing := text.find(_CLOSES, opening + len(_OPENS))) >= 0:
        yield text[start:opening]
        start = closing + len(_CLOSES)
        yield "\n" * len(_ENDS.findall(text[opening:start]))
    yield text[start:]


def left_out(line: Line, reason: str) -> Discard:
    """A line that is not read."""
    return Discard(stage=STAGE, place=line.place, reason=reason, text=line.text)
