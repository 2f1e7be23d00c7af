"""Workers as actors of a Ray cluster: each keeps the model, and files pass by the file system that all machines share."""

import contextlib
from collections import Counter, deque
from collections.abc import Generator, Sequence
from typing import Any, NamedTuple

import msgspec
import ray
from ray.exceptions import RayActorError, RayError, RayTaskError

from foedus.errors import DataError
from foedus.scale.manifest import Entry, State, part_of
from foedus.scale.working import Report, Task, Worker

# how often an input is begun anew when its machine is lost, before it has failed
_TRIES = 4
# losses in a row, without an answer between them, after which a run gives up
_LOSSES = 20


class _Actor:
    """Codes inputs in a process of the cluster."""

    def __init__(self, coder: str) -> None:
        self._worker = Worker.load(coder)

    def ready(self) -> bytes:
        """Answers once the model is loaded."""
        return b""

    def work(self, task: bytes) -> bytes:
        """Code one input.

        Args:
            task: The task as JSON.

        Returns:
            Its entry as JSON.
        """
        return msgspec.json.encode(self._worker.work(msgspec.json.decode(task, type=Task), lambda _: None))


class RayEngine:
    """Runs tasks on the actors of a cluster.

    Args:
        workers: How many actors.
        coder: Name of a registered coder.
        address: The cluster; none to start one on this machine.
    """

    def __init__(self, workers: int, coder: str, *, address: str = "") -> None:
        self._workers, self._coder, self._address = workers, coder, address

    def run(self, tasks: Sequence[Task]) -> Generator[Report, None, None]:
        """Reports of all tasks as they end.

        What an actor had in hand when its machine was lost is given to another one. A new actor takes its place as soon as
        the cluster has room for it. When this is closed early, the actors are ended.

        Raises:
            DataError: The cluster does not answer, or the workers cannot be started on it.
        """
        started = not ray.is_initialized()
        if started:
            self._connect()
        crew = _Crew(self._coder, min(self._workers, len(tasks)))
        try:
            yield from crew.run(tasks)
        finally:
            crew.end()
            if started:
                ray.shutdown()

    def _connect(self) -> None:
        options: dict[str, Any] = {"address": self._address} if self._address else {"num_cpus": self._workers, "include_dashboard": False}
        try:
            ray.init(log_to_driver=False, configure_logging=False, **options)
        except (RayError, ConnectionError, RuntimeError, ValueError, OSError) as error:
            msg = f"the Ray cluster {self._address or 'on this machine'} does not answer: {error}"
            raise DataError(msg) from error


class _Crew:
    """The actors of a run: which are idle, and what the others are asked for."""

    def __init__(self, coder: str, size: int) -> None:
        self._kind = ray.remote(num_cpus=1, max_restarts=0)(_Actor)
        self._coder = coder
        self._asked: dict[Any, _Asked] = {}
        self._idle: list[Any] = []
        self._waiting: deque[Task] = deque()
        self._lost: Counter[str] = Counter()
        self._losses = 0
        for _ in range(size):
            self._hire()

    def _hire(self) -> None:
        """Ask for an actor; it takes work once it answers."""
        actor: Any = self._kind.remote(self._coder)
        self._asked[actor.ready.remote()] = _Asked(actor)

    def run(self, tasks: Sequence[Task]) -> Generator[Report, None, None]:
        """Reports as tasks end.

        Raises:
            DataError: The cluster does not answer, or the workers cannot be kept on it.
        """
        self._waiting.extend(tasks)
        left = len(tasks)
        while left:
            try:
                (answer, *_), _ = ray.wait(list(self._asked), num_returns=1)
            except RayError as error:
                msg = f"the Ray cluster does not answer any more: {error}"
                raise DataError(msg) from error
            entry = self._take(answer, self._asked.pop(answer))
            while self._waiting and self._idle:
                actor, task = self._idle.pop(), self._waiting.popleft()
                self._asked[actor.work.remote(msgspec.json.encode(task))] = _Asked(actor, task)
            if entry is not None:
                left -= 1
                yield Report(input=entry.input, bytes=entry.bytes, entry=entry)

    def _take(self, answer: Any, asked: "_Asked") -> Entry | None:
        """Take an answer; the entry, if one was asked for and came of it."""
        try:
            raw = ray.get(answer)
        except RayTaskError as error:
            self._idle.append(asked.actor)
            return _failed(asked.task, f"could not be coded ({error.cause})") if asked.task else None
        except RayActorError as error:
            return self._replace(asked, error)
        self._losses = 0
        self._idle.append(asked.actor)
        return msgspec.json.decode(raw, type=Entry) if asked.task else None

    def _replace(self, asked: "_Asked", error: RayActorError) -> Entry | None:
        """Have another actor in a lost one's place, and put back what that had in hand, unless it was lost too often.

        Raises:
            DataError: Actors are lost one after the other, and none answers.
        """
        self._losses += 1
        if self._losses > _LOSSES:
            msg = f"the workers cannot be kept on the Ray cluster: {error}"
            raise DataError(msg) from error
        self._hire()
        if asked.task is None:
            return None
        self._lost[asked.task.input] += 1
        if self._lost[asked.task.input] >= _TRIES:
            return _failed(asked.task, f"its worker was lost {_TRIES} times ({type(error).__name__})")
        self._waiting.appendleft(asked.task)
        return None

    def end(self) -> None:
        """End the actors."""
        for actor in [*self._idle, *(asked.actor for asked in self._asked.values())]:
            with contextlib.suppress(RayError):
                ray.kill(actor)


class _Asked(NamedTuple):
    """An actor that was asked for something: a task, or whether it is ready."""

    actor: Any
    task: Task | None = None


def _failed(task: Task, reason: str) -> Entry:
    return Entry(input=task.input, state=State.FAILED, reason=reason, part=part_of(task.input))
