"""Runs of a fuzzer: seeds, time, restarts after a crash of the interpreter itself, and one line of result."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from fuzz.targets import Target
from fuzz.working import FAULTS, FAULTS_LISTED, SCRATCH, SLOWEST

ROOT = Path(__file__).parents[1]
# where the work is kept, so that the next run goes on with it
KEPT = ROOT / "build" / "fuzz"
RESULTS = KEPT / "results.jsonl"
_CORPUS, _HARD, _LOG = "corpus", "hard", "log.txt"
# when libFuzzer itself ends an input, which by then has long been at fault: seconds, megabytes
_TIMEOUT, _MEMORY = 120, 3_000
# less is not worth the start
_LEAST_SECONDS = 5
# what libFuzzer says once the seeds are read
_BEGUN = "INITED"
_COVERED = re.compile(r"\bcov: (\d+) ft: (\d+)")
_STAT = re.compile(r"^stat::(\w+):\s+(\d+)", re.MULTILINE)
_COUNT = re.compile(r"^#(\d+)\s", re.MULTILINE)


class Result(NamedTuple):
    """What a run came to.

    Attributes:
        target: Its target.
        seconds: How long it ran.
        executions: Inputs that were read.
        edges: Edges of the control flow that were covered in the end.
        features: The same with how often.
        corpus: Inputs that are kept, the seeds apart.
        faults: Kinds of fault that are known of the target, from this and earlier runs.
        hard: Inputs that ended the process.
        slowest_seconds: Processor time of the slowest input ever, instrumented.
        peak_mb: Memory of the process.
    """

    target: str
    seconds: int
    executions: int
    edges: int
    features: int
    corpus: int
    faults: int
    hard: int
    slowest_seconds: float
    peak_mb: int


def drive(target: Target, seconds: int) -> Result:
    """Fuzz a target for a time, and put the result behind those of earlier runs."""
    folder = KEPT / target.name
    for name in (_CORPUS, _HARD, FAULTS, SCRATCH):
        (folder / name).mkdir(parents=True, exist_ok=True)
    start, told = time.monotonic(), []
    while (left := round(seconds - (time.monotonic() - start))) > _LEAST_SECONDS:
        told.append(_run(target, folder, left))
        if _BEGUN not in told[-1]:
            msg = f"{target.name} could not be begun: see {folder / _LOG}"
            raise RuntimeError(msg)
    result = _result(target, folder, round(time.monotonic() - start), told)
    with RESULTS.open("a", encoding="utf-8") as file:
        file.write(json.dumps(result._asdict()) + "\n")
    return result


def _run(target: Target, folder: Path, seconds: int) -> str:
    """One process, until its time is up or an input ends it; what it told."""
    options = {
        "max_total_time": seconds,
        "timeout": _TIMEOUT,
        "rss_limit_mb": _MEMORY,
        "max_len": target.longest,
        "artifact_prefix": f"{folder / _HARD}/",
        "print_final_stats": 1,
    }
    if target.tokens:
        options["dict"] = str(target.tokens)
    told = [f"-{name}={value}" for name, value in options.items()]
    command = [sys.executable, "-m", "fuzz.working", target.name, str(folder), *told, str(folder / _CORPUS), str(target.seeds)]
    log = folder / _LOG
    with log.open("wb") as file:
        subprocess.run(command, cwd=ROOT, env=os.environ, stdout=file, stderr=file, check=False)  # noqa: S603  # our own program
    return log.read_text(encoding="utf-8", errors="replace")


def _result(target: Target, folder: Path, seconds: int, told: list[str]) -> Result:
    stats = [dict(_STAT.findall(text)) for text in told]
    covered = [(int(edges), int(features)) for text in told for edges, features in _COVERED.findall(text)]
    executions = (
        int(s.get("number_of_executed_units", 0)) or max(map(int, _COUNT.findall(t)), default=0) for s, t in zip(stats, told, strict=True)
    )
    listed, slowest = folder / FAULTS_LISTED, folder / SLOWEST
    return Result(
        target=target.name,
        seconds=seconds,
        executions=sum(executions),
        edges=max((edges for edges, _ in covered), default=0),
        features=max((features for _, features in covered), default=0),
        corpus=sum(1 for _ in (folder / _CORPUS).iterdir()),
        faults=len(listed.read_text(encoding="utf-8").splitlines()) if listed.is_file() else 0,
        hard=sum(1 for _ in (folder / _HARD).iterdir()),
        slowest_seconds=json.loads(slowest.read_text(encoding="utf-8"))["seconds"] if slowest.is_file() else 0.0,
        peak_mb=max((int(stat.get("peak_rss_mb", 0)) for stat in stats), default=0),
    )
