"""The table of the tokenizer's rules, taken from spaCy: `python -m training.tokenizer` writes it anew."""

from importlib import resources
from pathlib import Path
from typing import Any

import msgspec
import spacy

from foedus.parsing.tokenizer import Rules


def rules() -> Rules:
    """The rules for English; what it says of white space is left out, since white space is no word."""
    tokenizer: Any = spacy.blank("en").tokenizer  # typed as any callable
    return Rules(
        prefix=tokenizer.prefix_search.__self__.pattern,
        suffix=tokenizer.suffix_search.__self__.pattern,
        infix=tokenizer.infix_finditer.__self__.pattern,
        address=tokenizer.url_match.__self__.pattern,
        exceptions={chunk: _words(cases) for chunk, cases in sorted(tokenizer.rules.items()) if chunk.strip()},
    )


def _words(cases: list[dict[int, str]]) -> tuple[str, ...]:
    return tuple(case[spacy.symbols.ORTH] for case in cases)


def written(table: Rules) -> str:
    """The table as JSON, one exception a line."""
    patterns = {name: getattr(table, name) for name in ("prefix", "suffix", "infix", "address")}
    head = ",\n".join(f'"{name}": {_json(pattern)}' for name, pattern in patterns.items())
    rows = ",\n".join(f"{_json(chunk)}: {_json(words)}" for chunk, words in table.exceptions.items())
    return f'{{\n{head},\n"exceptions": {{\n{rows}\n}}\n}}\n'


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def write(folder: Path) -> None:
    """Write the table into the folder of the model."""
    (folder / "tokenizer.json").write_text(written(rules()), encoding="utf-8")


if __name__ == "__main__":
    write(Path(str(resources.files("foedus") / "data" / "model")))
