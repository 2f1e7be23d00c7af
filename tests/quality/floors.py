"""The floors of quality: read, measured, and written when asked for."""

import hashlib
import tomllib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from foedus.cli.scoring import evaluate
from foedus.pipeline.documents import Pipeline

HERE = Path(__file__).parent
FILE = HERE / "floors.toml"
FROZEN = ("corpus.jsonl", "gold.jsonl", "neutral.txt", "phrases.tsv")
CODERS = ("mix", "rules")
# Where in a list of scores the measure stands: F1 is third, accuracy first.
MEASURES = {"deed": 2, "who": 2, "status": 0, "quantity": 2}
PHRASES = ("country", "sector")
MARGIN = 0.05

Floors = Mapping[str, Mapping[str, float]]


def digest() -> str:
    """Hash of the frozen files."""
    return hashlib.sha256(b"".join((HERE / name).read_bytes() for name in FROZEN)).hexdigest()


def measured(coder: str) -> dict[str, float]:
    """What a coder reaches on the frozen files."""
    pipeline = Pipeline.load(coder, parse_all=True)
    values = evaluate(HERE / "gold.jsonl", HERE / "corpus.jsonl", pipeline).values
    reached = {measure: float(values[measure][place]) for measure, place in MEASURES.items()}
    alarms = evaluate(HERE / "neutral.txt", HERE / "corpus.jsonl", pipeline).values["false alarms"][0]
    phrases = evaluate(HERE / "phrases.tsv", HERE / "corpus.jsonl", pipeline).values
    return reached | {"neutral": round(1 - alarms, 3)} | {measure: float(phrases[measure][0]) for measure in PHRASES}


def read() -> tuple[str, Floors, str]:
    """The pinned digest, the floors of each coder, and the seal on both."""
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return table["digest"], {coder: table[coder] for coder in CODERS}, table["seal"]


def seal(pinned: str, floors: Floors) -> str:
    """What shows that digest and floors are as they were written."""
    return hashlib.sha256(msgspec.json.encode([pinned, floors], order="sorted")).hexdigest()[:16]


def write(reached: Floors, *, lower: bool) -> None:
    """Write floors below what was reached.

    Args:
        reached: What each coder reaches.
        lower: Whether floors may go down, and the frozen files may have changed.

    Raises:
        ValueError: The old floors were edited by hand, and so cannot be raised.
    """
    new = {coder: {measure: round(value - MARGIN, 3) for measure, value in values.items()} for coder, values in reached.items()}
    pinned = digest()
    if not lower:
        pinned, old, sealed = read()
        if seal(pinned, old) != sealed:
            msg = f"{FILE.name} was edited by hand: restore it, or set FOEDUS_FLOORS=lower"
            raise ValueError(msg)
        new = {coder: {measure: max(value, old[coder][measure]) for measure, value in values.items()} for coder, values in new.items()}
    lines = [
        "# Written by FOEDUS_FLOORS=raise or =lower, see README.md; not by hand.",
        f'digest = "{pinned}"',
        f'seal = "{seal(pinned, new)}"',
    ]
    for coder, values in new.items():
        lines += ["", f"[{coder}]", *(f"{measure} = {value}" for measure, value in values.items())]
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")
