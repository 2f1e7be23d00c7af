"""The tables that screening goes by, checked as a whole."""

from collections.abc import Iterator, Sequence

from foedus.errors import DataError
from foedus.lexicon.tables import data_file, rows
from foedus.screening.drafts import OfficeRow
from foedus.screening.keys import FormRow, fold
from foedus.screening.koreans import SurnameRow

_FORMS = frozenset({"legal", "spelling", "body"})
_OFFICES = frozenset({"public", "role", "state", "private"})


def check_screening() -> Iterator[str]:
    """What is in the tables, one line each.

    Raises:
        DataError: A row has an unknown kind, is not folded, is there twice or out of order.
    """
    forms = list(rows(data_file("screening/forms.tsv"), FormRow))
    offices = list(rows(data_file("screening/offices.tsv"), OfficeRow))
    surnames = list(rows(data_file("screening/korean.tsv"), SurnameRow))
    _check("forms.tsv", [row.form for row in forms])
    _check("offices.tsv", [row.word for row in offices])
    _check("korean.tsv", [row.surname for row in surnames])
    for file, kinds, known in (
        ("forms.tsv", {row.kind for row in forms}, _FORMS),
        ("offices.tsv", {row.kind for row in offices}, _OFFICES),
    ):
        if unknown := sorted(kinds - known):
            msg = f"{file}: unknown kinds {', '.join(unknown)}; known are {', '.join(sorted(known))}"
            raise DataError(msg)
    yield f"{len(forms)} forms, {len(offices)} words of offices, {len(surnames)} Korean surnames"


def _check(file: str, keys: Sequence[str]) -> None:
    for before, key in zip(["", *keys], keys, strict=False):
        if key <= before or fold(key) != key:
            msg = f"screening/{file}: {key!r} is there twice, out of order, or not in the form of folded names"
            raise DataError(msg)
