"""Adds documents to a ledger until it is killed, and says after each one that it is in."""

import importlib.util
import sys
from pathlib import Path

from foedus.store import Ledger


def main(place: str) -> None:
    """Write without end."""
    spec = importlib.util.spec_from_file_location("small", Path(__file__).with_name("conftest.py"))
    if spec is None or spec.loader is None:
        raise ImportError(place)
    small = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(small)
    number = 0
    with Ledger.open(place) as ledger:
        while True:
            document, claims, discards = small.read(f"run{number}", deeds=30)
            ledger.add(document, claims, discards)
            sys.stdout.write(f"{document.id}\n")
            sys.stdout.flush()
            number += 1


if __name__ == "__main__":
    main(sys.argv[1])
