"""Workers as processes of this machine."""

import signal
from collections import deque
from collections.abc import Generator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait

import msgspec

from foedus.scale.manifest import Entry, State, part_of
from foedus.scale.working import Report, Task, Worker

_PROCESSES = get_context("spawn")
_SECONDS_TO_END = 5.0


class LocalEngine:
    """Runs tasks on processes of this machine.

    Args:
        workers: How many.
        coder: Name of a registered coder.
    """

    def __init__(self, workers: int, coder: str) -> None:
        self._workers = workers
        self._coder = coder

    def run(self, tasks: Sequence[Task]) -> Generator[Report, None, None]:
        """Reports of all tasks as they come; the last one of each has its entry.

        A task whose process dies has failed, and another process takes the next. When this is closed early, the
        processes are ended, and what they had in hand is lost.
        """
        waiting = deque(tasks)
        hands: list[_Hand] = []
        try:
            hands = [_Hand(self._coder) for _ in range(min(self._workers, len(tasks)))]
            busy = [hand for hand in hands if hand.take(waiting)]
            while busy:
                ready = wait([hand.connection for hand in busy])
                for hand in [hand for hand in busy if hand.connection in ready]:
                    report = hand.receive()
                    yield report
                    if report.entry is None:
                        continue
                    busy.remove(hand)
                    if hand.is_dead and waiting:
                        hands.remove(hand)
                        hand = _Hand(self._coder)  # noqa: PLW2901  # the one in the dead one's place
                        hands.append(hand)
                    if hand.take(waiting):
                        busy.append(hand)
        finally:
            for hand in hands:
                hand.end()


class _Hand:
    """One process and what it has in hand."""

    def __init__(self, coder: str) -> None:
        self.connection, theirs = _PROCESSES.Pipe()
        self._process = _PROCESSES.Process(target=serve, args=(theirs, coder), daemon=True)
        self._process.start()
        theirs.close()
        self._task: Task | None = None
        self.is_dead = False

    def take(self, waiting: "deque[Task]") -> bool:
        """Take the next task, if there is one."""
        if not waiting:
            return False
        self._task = waiting.popleft()
        try:
            self.connection.send_bytes(msgspec.json.encode(self._task))
        except OSError:
            self.is_dead = True  # what became of it is told when its end of the pipe is read
        return True

    def receive(self) -> Report:
        """The next report; if the process is dead, that its task has failed."""
        try:
            return msgspec.json.decode(self.connection.recv_bytes(), type=Report)
        except (EOFError, OSError):
            self.is_dead = True
        self._process.join()
        place = self._task.input if self._task else ""
        reason = f"its process ended before it was done (exit code {self._process.exitcode})"
        return Report(input=place, entry=Entry(input=place, state=State.FAILED, reason=reason, part=part_of(place)))

    def end(self) -> None:
        """End the process."""
        self.connection.close()
        self._process.terminate()
        self._process.join(_SECONDS_TO_END)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


def serve(connection: Connection, coder: str) -> None:
    """What a process does: takes tasks and reports on them until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to all; who started us ends us
    worker: Worker | None = None
    try:
        while True:
            task = msgspec.json.decode(connection.recv_bytes(), type=Task)
            worker = worker or Worker.load(coder)
            entry = worker.work(task, lambda report: connection.send_bytes(msgspec.json.encode(report)))
            connection.send_bytes(msgspec.json.encode(Report(input=task.input, bytes=entry.bytes, entry=entry)))
    except (EOFError, OSError):
        return  # nobody is there to hear of it
