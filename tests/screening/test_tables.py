"""The packaged tables are in order, and what is not is named."""

import pytest

from foedus.errors import DataError
from foedus.lexicon.tables import rows
from foedus.screening import tables
from foedus.screening.koreans import SurnameRow
from foedus.screening.tables import check_screening


def test_the_packaged_tables_are_in_order() -> None:
    """As `foedus check-data` says."""
    (told,) = check_screening()
    assert "Korean surnames" in told


@pytest.mark.parametrize("surnames", [["kim", "kim"], ["pak", "kim"], ["Kim"]])
def test_what_is_out_of_order_is_named(monkeypatch: pytest.MonkeyPatch, surnames: list[str]) -> None:
    """Twice, out of order, not folded."""
    made = [SurnameRow(surname=surname) for surname in surnames]
    monkeypatch.setattr(tables, "rows", lambda path, kind: iter(made) if kind is SurnameRow else rows(path, kind))
    with pytest.raises(DataError, match=r"korean\.tsv"):
        list(check_screening())
