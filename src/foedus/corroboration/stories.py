"""Stories: each document follows the earlier one that it has most in common with, if any; what hangs together so is one story."""

from collections.abc import Collection, Mapping
from heapq import heapify, heappop, heappush

import msgspec

from foedus.corroboration.blocking import TOPIC_DAYS
from foedus.corroboration.deeds import Order
from foedus.corroboration.linking import ALWAYS, Linker
from foedus.corroboration.reports import Pair, Report, Reports, Working
from foedus.corroboration.shelf import Posting, Shelf
from foedus.corroboration.topics import COMMON_WORDS, cosine, hashed
from foedus.model.record import DocumentId, identify

# cosine of two documents' words from which they are one topic; set on the development corpus
TOPIC = 0.15
_MIN_ACTORS = 2


class Neighbours:
    """Which documents are on one topic; asked once all postings of a portion are on the shelf.

    Args:
        shelf: Where documents find each other.
        reports: The documents, laid out.
    """

    def __init__(self, shelf: Shelf, reports: Reports) -> None:
        self._shelf = shelf
        self._reports = reports
        self._known: dict[DocumentId, list[DocumentId]] = {}

    def postings(self, report: Report) -> set[Posting]:
        """Under what a document is found by others on its topic."""
        return {(_telling(word), report.day, report.document.id) for word in report.telling}

    def of(self, report: Report) -> dict[DocumentId, Report]:
        """Documents that have some of their most telling words in common with one, published not too far from it."""
        document = report.document.id
        if document not in self._known:
            first, last = (max(report.day - TOPIC_DAYS, 1), report.day + TOPIC_DAYS) if report.day else ALWAYS
            found = self._shelf.sharing([_telling(word) for word in report.telling], first, last, COMMON_WORDS)
            self._known[document] = [i for i in found if i != document]
        return self._reports.get(self._known[document])

    def sharing(self, report: Report, ids: Collection[DocumentId], least: int) -> set[DocumentId]:
        """Those of some documents that share at least so many of their most telling words with one."""
        own = {_telling(word) for word in report.telling}
        workings = self._reports.workings(ids)
        return {i for i, working in workings.items() if sum(key in own for key, _ in working.postings) >= least}

    def pair(self, a: Report, b: Report) -> Pair:
        """What the texts of two documents have in common; near is what `of` finds."""
        return self._reports.pairs.of(a.document.id, b.document.id, lambda: _pair(a, b))


def _pair(a: Report, b: Report) -> Pair:
    near = len(a.telling & b.telling) >= COMMON_WORDS and (not a.day or not b.day or abs(a.day - b.day) <= TOPIC_DAYS)
    return Pair(cosine=cosine(a.vector, b.vector), near=near)


class Stories:
    """Keeps up to date which document follows which.

    Args:
        shelf: Where documents find each other.
        reports: The documents, laid out.
        linker: Their links.
        neighbours: Their topics.
    """

    def __init__(self, shelf: Shelf, reports: Reports, linker: Linker, neighbours: Neighbours) -> None:
        self._shelf = shelf
        self._reports = reports
        self._linker = linker
        self._neighbours = neighbours

    def follow(self, renewed: Collection[DocumentId], relinked: Collection[DocumentId]) -> dict[DocumentId, Working]:
        """Let documents follow others, and let those that come after them follow them.

        Args:
            renewed: Documents that are new, or were changed.
            relinked: Documents whose links to others are not what they were.

        Returns:
            The workings of all documents whose place in a story has changed.
        """
        again = {*renewed} | {*relinked} | self._followers(renewed)
        for report in self._reports.get(renewed).values():
            around = {**self._neighbours.of(report), **self._linked(report)}
            again |= {i for i, other in around.items() if other.order > report.order}
        workings = self._reports.workings(again)
        changed: dict[DocumentId, Working] = {}
        for i, report in self._reports.get(again).items():
            first = self._first(report)
            if first != workings[i].follows:
                self._repost(i, workings[i].follows, first)
                changed[i] = msgspec.structs.replace(workings[i], follows=first)
        return changed

    def stories(self, changed: Mapping[DocumentId, Working]) -> dict[DocumentId, Working]:
        """The workings of documents that follow others now, and of all that follow them, with their story."""
        done: dict[DocumentId, Working] = {}
        waiting = dict(changed)
        queue = self._in_order(waiting)
        heapify(queue)
        while queue:
            nearest = heappop(queue)[-1]
            working = waiting.pop(nearest)
            story = self._story(working, done) or nearest
            done[nearest] = msgspec.structs.replace(working, story=story)
            if story != working.story:
                after = self._reports.workings(self._followers([nearest]) - waiting.keys())
                waiting |= after
                for entry in self._in_order(after):
                    heappush(queue, entry)
        return done

    def _in_order(self, ids: Collection[DocumentId]) -> list[tuple[Order, DocumentId]]:
        """Documents with where they stand among all."""
        return [(report.order, i) for i, report in self._reports.get(ids).items()]

    def _story(self, working: Working, done: Mapping[DocumentId, Working]) -> DocumentId | None:
        first = working.follows
        if first is None:
            return None
        return done[first].story if first in done else self._reports.workings([first])[first].story

    def _first(self, report: Report) -> DocumentId | None:
        """The earlier document that one has most in common with: a link outweighs a topic, and the earliest of equals is chosen."""
        linked, around = self._linked(report), self._neighbours.of(report)
        best: tuple[float, Report] | None = None
        for other in sorted({**around, **linked}.values(), key=lambda other: other.order):
            if other.order < report.order:
                weight = self._neighbours.pair(report, other).cosine + (1.0 if other.document.id in linked else 0.0)
                if (other.document.id in linked or self._is_one(report, other, weight)) and (best is None or weight > best[0]):
                    best = weight, other
        return best[1].document.id if best else None

    def _is_one(self, a: Report, b: Report, similarity: float) -> bool:
        shared = a.codes & b.codes
        return similarity >= TOPIC and (len(shared) >= _MIN_ACTORS or bool(shared and min(len(a.codes), len(b.codes)) == 1))

    def _linked(self, report: Report) -> dict[DocumentId, Report]:
        return self._reports.get(self._linker.linked_to(report.document.id))

    def _followers(self, ids: Collection[DocumentId]) -> set[DocumentId]:
        return {i for _, _, i in self._shelf.find([_follows(i) for i in ids], *ALWAYS)}

    def _repost(self, document: DocumentId, old: DocumentId | None, new: DocumentId | None) -> None:
        gone, come = ([(_follows(i), 0, document)] if i else [] for i in (old, new))
        self._shelf.post(gone, come)


def story_name(first: DocumentId) -> str:
    """The id of the story that begins with a document."""
    return identify("s", first)


def _telling(word: str) -> int:
    return hashed(f"tells of {word}")


def _follows(document: DocumentId) -> int:
    return hashed(f"follows {document}")
