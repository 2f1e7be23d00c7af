"""Lines of a dictionary without their comments, and what is said of one that cannot be read."""

import re

from foedus.model.outcome import Discard
from foedus.model.record import Record

STAGE = "dictionaries"
_COMMENT = re.compile(r"(\[[^\]]*\])|[#;].*|<!--.*")
_CODE = re.compile(r"\[([^\[\]]*)\]")
_ENDS = re.compile(r"\r\n|\r|\n")
_OPENS, _CLOSES = "<!--", "-->"
# longer than any row of a dictionary; some patterns take time in the square of a line's length
MAX_LINE = 2_000


class Line(Record, frozen=True, kw_only=True):
    """A line that holds more than a comment.

    Attributes:
        file: What the file is called in reports and reasons.
        number: Counted from 1.
        text: Without comment and without blanks around it.
        is_indented: Whether it began with a blank.
        is_cut: Whether it is too long to be read, and its end is not here.
    """

    file: str
    number: int
    text: str
    is_indented: bool = False
    is_cut: bool = False

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
        if self.is_cut:
            return f"has over {MAX_LINE:,} characters"
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


    >>> [(line.number, line.text) for line in lines_of(b"# a list\nCHAD_ [TCD] ; a state\n", "actors.txt")]
    [(2, 'CHAD_ [TCD]')]
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    found = []
    for number, line in enumerate(_ENDS.split(_without_remarks(text)), start=1):
        if len(line) > MAX_LINE and not line.lstrip().startswith(("#", ";")):
            found.append(Line(file=file, number=number, text=line[:MAX_LINE].strip() or "…", is_cut=True))
            continue
        bare = _COMMENT.sub(lambda match: match[1] or "", line)
        if bare.strip():
            found.append(Line(file=file, number=number, text=bare.strip(), is_indented=bare[0].isspace()))
    return found


def _without_remarks(text: str) -> str:
    """A text without what stands between `<!--` and `-->`, its line ends kept."""
    pieces: list[str] = []
    position = 0
    while (start := text.find(_OPENS, position)) >= 0 and (end := text.find(_CLOSES, start + len(_OPENS))) >= 0:
        pieces += (text[position:start], "\n" * len(_ENDS.findall(text, start, end)))
        position = end + len(_CLOSES)
    return "".join((*pieces, text[position:]))


def left_out(line: Line, reason: str) -> Discard:
    """A line that is not read."""
    return Discard(stage=STAGE, place=line.place, reason=reason, text=line.text)
