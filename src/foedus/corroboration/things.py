"""Classes of things that states give, move, sign and say, so that welders and workers can be one."""

from foedus.corroboration.wording import stem, stems
from foedus.lexicon.tables import data_file, rows
from foedus.model.record import Record


class Thing(Record, frozen=True, kw_only=True):
    """A row: a class, and the words of it separated by blanks."""

    thing: str
    words: str


class Things:
    """The table, looked up by stem; a word may belong to several classes."""

    def __init__(self, table: dict[str, frozenset[str]]) -> None:
        self._table = table

    @classmethod
    def load(cls) -> "Things":
        """Read the shipped table."""
        table: dict[str, set[str]] = {}
        for row in rows(data_file("corroboration/things.tsv"), Thing):
            for word in row.words.split():
                table.setdefault(stem(word), set()).add(row.thing)
        return cls({key: frozenset(value) for key, value in table.items()})

    def classes(self, stemmed: str) -> frozenset[str]:
        """The classes of a stem, empty if it has none."""
        return self._table.get(stemmed, frozenset())

    def named(self, text: str) -> frozenset[str]:
        """Stems of the words of a text that carry meaning, and the classes of things that they name, as `#class`.

        >>> sorted(Things.load().named("the welders"))
        ['#worker', 'welder']
        """
        found = stems(text)
        return found | {f"#{group}" for word in found for group in self.classes(word)}
