"""`python -m fuzz TARGET… --seconds N`: fuzz readers one after the other; `--again FILE…` reads inputs once more without a fuzzer."""

import argparse
import json
import tempfile
from pathlib import Path

from fuzz.guarding import Guard
from fuzz.targets import TARGETS, Target


def main() -> int:
    """Run the command; the exit code is 1 if there are faults."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("targets", nargs="+", choices=[*TARGETS, "all"], metavar="TARGET", help=f"{', '.join(TARGETS)}, or all")
    parser.add_argument("--seconds", type=int, default=600, help="how long each is fuzzed")
    parser.add_argument("--again", nargs="+", type=Path, default=[], metavar="FILE", help="inputs to be read once more")
    given = parser.parse_args()
    chosen = [TARGETS[name] for name in (TARGETS if "all" in given.targets else given.targets)]
    return sum(_again(target, given.again) if given.again else _fuzzed(target, given.seconds) for target in chosen) and 1


def _fuzzed(target: Target, seconds: int) -> int:
    try:
        from fuzz.driving import drive  # noqa: PLC0415  # needs an extra
    except ImportError as error:
        msg = "atheris is not installed: make .venv/.fuzz"
        raise SystemExit(msg) from error

    result = drive(target, seconds)
    print(json.dumps(result._asdict()), flush=True)
    return result.faults + result.hard


def _again(target: Target, files: list[Path]) -> int:
    """Read inputs as they are, and say what they do."""
    faults = 0
    with tempfile.TemporaryDirectory() as place:
        guard = Guard(target.read(), Path(place))
        for file in files:
            seen = guard.look(file.read_bytes())
            print(f"{file}: {seen.seconds:.2f} s: {seen.outcome}: {seen.said[:300]!r}")
            for fault in seen.faults:
                print(f"    FAULT {fault.kind}\n{fault.detail}")
            faults += len(seen.faults)
    return faults


if __name__ == "__main__":
    raise SystemExit(main())
