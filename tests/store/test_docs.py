"""The document of the ledger lists its tables as they are."""

import re
from pathlib import Path

from foedus.store import schema


def test_tables_and_columns_are_documented_in_the_order_of_a_dump() -> None:
    """Each with its columns, keys in bold."""
    text = (Path(__file__).parents[2] / "docs" / "ledger.md").read_text(encoding="utf-8")
    documented = {
        name: (re.findall(r"`([a-z_0-9]+)`", columns.split(":")[0].split("(`")[0]), set(re.findall(r"\*\*`([a-z_0-9]+)`\*\*", columns)))
        for name, columns in re.findall(r"^\| `([a-z_]+)` \| (.*) \|$", text, re.MULTILINE)
    }
    tables = schema.metadata.sorted_tables
    assert list(documented) == [table.name for table in tables]
    for table in tables:
        assert documented[table.name] == ([column.name for column in table.columns], {column.name for column in table.primary_key})
    assert f'"version": "{schema.VERSION}"' in text
