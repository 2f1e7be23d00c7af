"""Sentences of the outlook from a table of templates; names and exact words are filled in, never anything else."""

import string
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from foedus.errors import DataError
from foedus.lexicon.tables import data_file, rows
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
