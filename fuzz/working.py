"""The process that fuzzes: reads inputs until its time is up, and puts down what they did."""

import gc
import json
import random
import sys
from collections.abc import Callable
from pathlib import Path

import atheris

from fuzz.guarding import Guard, Seen
from fuzz.targets import TARGETS, Mend

FAULTS, FAULTS_LISTED, SLOWEST, SCRATCH = "faults", "faults.jsonl", "slowest.json", "scratch"
# inputs that are mended after they were changed, of all
_MENDED = 0.5


class Notes:
    """Puts down the faults, one input of each kind, the smallest, and the slowest input.

    Args:
        folder: Where to.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sizes = {path.stem: path.stat().st_size for path in (folder / FAULTS).glob("*.bin")}
        self._slowest = _slowest_of(folder)

    def take(self, raw: bytes, seen: Seen) -> None:
        """Take down what an input did."""
        for fault in seen.faults:
            if fault.key not in self._sizes:
                with (self._folder / FAULTS_LISTED).open("a", encoding="utf-8") as file:
                    file.write(json.dumps({"key": fault.key, "kind": fault.kind, "detail": fault.detail}) + "\n")
            if len(raw) < self._sizes.get(fault.key, sys.maxsize):
                self._sizes[fault.key] = len(raw)
                (self._folder / FAULTS / f"{fault.key}.bin").write_bytes(raw)
        if seen.seconds > self._slowest:
            self._slowest = seen.seconds
            (self._folder / SLOWEST).write_text(
                json.dumps({"seconds": round(seen.seconds, 3), "outcome": seen.outcome, "said": seen.said[:200]}), encoding="utf-8"
            )
            (self._folder / SLOWEST).with_suffix(".bin").write_bytes(raw)


def _slowest_of(folder: Path) -> float:
    path = folder / SLOWEST
    return float(json.loads(path.read_text(encoding="utf-8"))["seconds"]) if path.is_file() else 0.0


def mutator(mend: Mend) -> Callable[[bytes, int, int], bytes]:
    """Changes an input, and mends it in one of two cases."""

    def change(raw: bytes, most: int, seed: int) -> bytes:
        changed = bytes(atheris.Mutate(raw, len(raw)))
        if random.Random(seed).random() >= _MENDED:  # noqa: S311  # no secret
            return changed[:most]
        try:
            return mend(changed)[:most]
        except Exception:  # noqa: BLE001  # what cannot be mended stays as it is
            return changed[:most]

    return change


def main() -> None:
    """Fuzz a target: its name, the folder for notes, then what libFuzzer is told."""
    name, place, *arguments = sys.argv[1:]
    target, folder = TARGETS[name], Path(place)
    with atheris.instrument_imports(include=["foedus", *target.libraries]):
        read = target.read()
    guard, notes = Guard(read, folder / SCRATCH), Notes(folder)
    for seed in sorted(target.seeds.iterdir()):
        notes.take(seed.read_bytes(), guard.look(seed.read_bytes()))
    gc.freeze()

    def one(raw: bytes) -> None:
        notes.take(raw, guard.look(raw))

    mend = target.mender()
    options = {"custom_mutator": mutator(mend)} if mend else {}
    atheris.Setup([sys.argv[0], *arguments], one, **options)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
