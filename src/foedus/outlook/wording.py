"""Sentences of the outlook from a table of templates; names and exact words are filled in, never anything else."""

import datetime as dt
import string
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from foedus.errors import DataError
from foedus.lexicon.tables import data_file, rows
from foedus.model.commitment import Due
from foedus.model.period import Period, Precision
from foedus.model.record import Record

_SINGLE = str.maketrans({"“": "‘", "”": "’", '"': "'"})


class Template(Record, frozen=True, kw_only=True):
    """A row of `outlook/questions.tsv`: one way to ask for a topic, and what would answer it."""

    topic: str
    weight: float
    question: str
    answer: str


class Templates:
    """The table.

    Args:
        table: Its rows.
    """

    def __init__(self, table: Iterable[Template]) -> None:
        self._by_topic: defaultdict[str, list[Template]] = defaultdict(list)
        for row in table:
            self._by_topic[row.topic].append(row)
        for topic, group in self._by_topic.items():
            if len({row.weight for row in group}) > 1:
                msg = f"outlook/questions.tsv: topic {topic!r} has more than one weight"
                raise DataError(msg)

    @classmethod
    def load(cls) -> "Templates":
        """Read the shipped table."""
        return cls(rows(data_file("outlook/questions.tsv"), Template))

    def weight(self, topic: str) -> float:
        """What a topic counts in the rank of a question."""
        return self._by_topic[topic][0].weight

    def worded(self, topic: str, values: Mapping[str, str], key: str) -> tuple[str, str]:
        """A question and what would answer it.

        Among the rows of the topic whose fields all have a value, one is taken by the last digits of the key: the same finding
        is always asked in the same words, different ones in different words.

        Args:
            topic: What is asked for.
            values: Fields; those without a value are empty.
            key: Id of what the question is about, in hexadecimal digits at its end.

        Raises:
            DataError: No row can be used with these values.
        """
        usable = [row for row in self._by_topic.get(topic, ()) if all(values.get(field) for field in fields(row))]
        if not usable:
            given = ", ".join(sorted(field for field, value in values.items() if value))
            msg = f"outlook/questions.tsv: no row for topic {topic!r} with {given or 'nothing'}"
            raise DataError(msg)
        row = usable[int(key[-4:], 16) % len(usable)]
        question, answer = (text.format_map(values) for text in (row.question, row.answer))
        return f"{question[0].upper()}{question[1:]}", answer


def fields(row: Template) -> set[str]:
    """The names in braces of a row."""
    return {name for text in (row.question, row.answer) for _, name, _, _ in string.Formatter().parse(text) if name}


def quoted(words: str) -> str:
    """Exact words in quotation marks, those inside made single."""
    return f"“{words.translate(_SINGLE)}”"


def joined(words: Sequence[str], last: str = "and") -> str:
    """Words with commas and a last `and`, or another one.

    >>> joined(["8", "9", "12"], "or")
    '8, 9 or 12'
    """
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def day_words(day: dt.date) -> str:
    """A day as a sentence has it.

    >>> day_words(dt.date(2025, 5, 3))
    '3 May 2025'
    """
    return f"{day.day} {day:%B %Y}"


def due_words(due: Due) -> str:
    """When something is due, at the grain that the reports give: `due in May 2025`, `due by the end of 2025`, `due on 3 May 2025`."""
    period = Period.parse(due.iso)
    first, last = day_words(period.start), day_words(period.end - dt.timedelta(days=1))
    match period.precision, due.bound:
        case Precision.DAY, "in":
            return f"due on {first}"
        case Precision.DAY, bound:
            return f"due {bound} {first}"
        case ((Precision.INTERVAL | Precision.SEASON), "in"):
            return f"due between {first} and {last}"
        case ((Precision.INTERVAL | Precision.SEASON), bound):
            return f"due {bound} {first if bound == 'before' else last}"
        case _, "by":
            return f"due by the end of {_named(period)}"
        case _, bound:
            return f"due {bound} {_named(period)}"


def _named(period: Period) -> str:
    if period.precision is Precision.WEEK:
        return f"the week of {day_words(period.start)}"
    return str(period.start.year) if period.precision is Precision.YEAR else f"{period.start:%B %Y}"
