"""What the inbox shows: documents, those that repeat another one under it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from foedus.desk.repeats import Repeat, repeats_in
from foedus.model.choice import Choice
from foedus.model.record import DocumentId, Record
from foedus.store.intake import Wanted, document_ids
from foedus.store.paging import DocumentRow, Slice, documents_page
from foedus.web.workbench import Workbench

# of one original; all of them are in the claims and stories that they tell
MOST_REPEATS = 20


class Repeating(Record, frozen=True, kw_only=True):
    """A document that repeats another one.

    Attributes:
        row: The document.
        repeat: How it repeats it.
    """

    row: DocumentRow
    repeat: Repeat


class Group(Record, frozen=True, kw_only=True):
    """A document and those that only repeat it.

    Attributes:
        row: The document.
        repeating: The first of them.
        total: How many there are.
    """

    row: DocumentRow
    repeating: tuple[Repeating, ...]
    total: int


class Shelf(Record, frozen=True, kw_only=True):
    """A page of the inbox.

    Attributes:
        groups: Those of the page.
        total: How many groups there are.
        documents: How many documents are in them.
    """

    groups: tuple[Group, ...]
    total: int
    documents: int


class _Order(Record, frozen=True, kw_only=True):
    """All groups that are meant, the latest original first, and what repeats each."""

    originals: tuple[DocumentId, ...]
    repeating: dict[DocumentId, tuple[Repeat, ...]]


def shelf_of(workbench: Workbench, choice: Choice, wanted: Slice) -> Shelf:
    """A page of the documents that are meant; a group is meant if one of its documents is.

    Args:
        workbench: The workbench.
        choice: Which findings they tell of; its words may stand in their title or text, its outlet is theirs.
        wanted: Which groups.
    """
    order = workbench.once(("inbox", choice), lambda: _order(workbench, choice))
    shown = order.originals[wanted.start : wanted.start + wanted.size]
    told = {original: order.repeating.get(original, ())[:MOST_REPEATS] for original in shown}
    ids = [*shown, *(repeat.document for repeats in told.values() for repeat in repeats)]
    page = documents_page(workbench.ledger, Slice(size=len(ids)), ids=ids)
    rows = {row.document: row for row in page.documents}
    groups = tuple(
        Group(
            row=rows[original],
            repeating=_repeating(rows, told[original]),
            total=len(order.repeating.get(original, ())),
        )
        for original in shown
        if original in rows
    )
    documents = len(order.originals) + sum(len(order.repeating.get(original, ())) for original in order.originals)
    return Shelf(groups=groups, total=len(order.originals), documents=documents)


def _repeating(rows: Mapping[DocumentId, DocumentRow], repeats: Iterable[Repeat]) -> tuple[Repeating, ...]:
    """Repeats with their rows, in order of publication."""
    found = [Repeating(row=rows[one.document], repeat=one) for one in repeats if one.document in rows]
    return tuple(sorted(found, key=lambda one: (one.row.published or "9999", one.row.name)))


def _order(workbench: Workbench, choice: Choice) -> _Order:
    repeats = repeats_of(workbench)
    meant = msgspec.structs.replace(choice, outlet="")
    conditions = workbench.conditions(meant)
    others = workbench.conditions(msgspec.structs.replace(meant, query=""))
    ids = document_ids(workbench.ledger, conditions, others, Wanted(words=choice.query, outlet=choice.outlet))
    originals = tuple(dict.fromkeys(repeats[key].original if key in repeats else key for key in ids))
    found: defaultdict[DocumentId, list[Repeat]] = defaultdict(list)
    for repeat in repeats.values():
        found[repeat.original].append(repeat)
    return _Order(originals=originals, repeating={key: tuple(found[key]) for key in originals if key in found})


def repeats_of(workbench: Workbench) -> dict[DocumentId, Repeat]:
    """Which documents repeat which, worked out once for each state of the ledger."""
    return workbench.once("repeats", lambda: repeats_in(workbench.ledger))
