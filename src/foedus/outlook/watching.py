"""What to look out for: dates that come due, conditions that are named, and kinds of report that would settle questions."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from foedus.model.commitment import PENDING, Commitment, Question, Watch
from foedus.model.dating import due_words
from foedus.outlook.wording import joined, quoted

NameOf = Callable[[str], str]
K = TypeVar("K", bound=str)


def to_watch(commitments: Iterable[Commitment], questions: Iterable[Question], name_of: NameOf, today: dt.date | None) -> list[Watch]:
    """Due dates to come in order, then conditions, then kinds of report, those first that would settle the most questions."""
    pending = [commitment for commitment in commitments if commitment.state in PENDING]
    dates = sorted(_dates(pending, name_of, today), key=lambda watch: (watch.day or dt.date.max, watch.text))
    return [*dates, *_conditions(pending, name_of), *_reports(questions)]


def _dates(commitments: Iterable[Commitment], name_of: NameOf, today: dt.date | None) -> Iterator[Watch]:
    for commitment in commitments:
        due = commitment.due
        if due and (today is None or due.last >= today):
            text = f"{quoted(commitment.words)}{_said_of(commitment, name_of)}: {due_words(due)}."
            yield Watch(kind="date", text=text, day=due.last, findings=(commitment.finding,), claims=(due.claim,))


def _conditions(commitments: Iterable[Commitment], name_of: NameOf) -> Iterator[Watch]:
    for commitment in commitments:
        for condition in commitment.conditions:
            text = f"{quoted(condition.words)}: on this hangs {quoted(commitment.words)}{_said_of(commitment, name_of)}."
            yield Watch(kind="condition", text=text, findings=(commitment.finding,), claims=(condition.claim,))


def _reports(questions: Iterable[Question]) -> Iterator[Watch]:
    ordered = sorted(questions, key=lambda question: question.answer)
    groups = [(answer, list(group)) for answer, group in groupby(ordered, key=lambda question: question.answer)]
    for answer, group in sorted(groups, key=lambda item: (-len(item[1]), item[0])):
        settled = "one question" if len(group) == 1 else f"{len(group)} questions"
        yield Watch(
            kind="report",
            text=f"{answer} It would settle {settled}.",
            findings=_each(q.findings for q in group),
            claims=_each(q.claims for q in group),
        )


def _each(lists: Iterable[Sequence[K]]) -> tuple[K, ...]:
    return tuple(dict.fromkeys(key for keys in lists for key in keys))


def _said_of(commitment: Commitment, name_of: NameOf) -> str:
    who = joined([name_of(code) for code in commitment.actors])
    return f", said of {who}" if who else ""
