"""Keeps the links between documents up to date as documents come in: who repeats, credits or cites whom."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

import msgspec

from foedus.corroboration.credits import OutletIndex, OutletNames, passages, plain_name
from foedus.corroboration.judging import Verdicts
from foedus.corroboration.links import Dependence, Links, citation_of, copy_of, standing, summary
from foedus.corroboration.outlets import outlet_key
from foedus.corroboration.reports import Report, Reports, Tables
from foedus.corroboration.shelf import Link, MemoryShelf, Posting, Shelf
from foedus.corroboration.topics import COMMON_MARKS, hashed
from foedus.model.claim import Claim
from foedus.model.finding import DocumentLinks
from foedus.model.record import DocumentId
from foedus.model.text import Document

# how old a report may be, in days, that another one cites by its outlet's name alone
_CITED_DAYS = 90
ALWAYS = (0, dt.date.max.toordinal())
# under whose name it is posted that there is an outlet
_NOBODY = DocumentId("")

Cited = tuple[DocumentId, str]


class Linker:
    """Finds the links of documents.

    Args:
        shelf: Where documents and links are.
        reports: The documents, laid out.
    """

    def __init__(self, shelf: Shelf, reports: Reports) -> None:
        self._shelf = shelf
        self._reports = reports
        self._outlets = OutletIndex(shelf.outlets())
        # links as read since they were last changed
        self._known: dict[DocumentId, tuple[Dependence, ...]] = {}

    def links(self, ids: Collection[DocumentId]) -> tuple[Dependence, ...]:
        """All links that stand of which either end is among the documents."""
        missing = [i for i in ids if i not in self._known]
        if missing:
            self._known |= self._read(missing)
        return tuple({(link.child, link.parent, link.source): link for i in ids for link in self._known[i]}.values())

    def linked_to(self, document: DocumentId) -> frozenset[DocumentId]:
        """The documents that one is linked to, either way."""
        return frozenset(end for link in self.links([document]) for end in (link.child, link.parent) if end != document)

    def repeating(self, ids: Collection[DocumentId]) -> set[DocumentId]:
        """The documents that repeat or cite some documents, directly or not."""
        found: set[DocumentId] = set()
        waiting = {*ids}
        while waiting:
            waiting = {link.child for link in self.links(waiting) if link.parent in waiting} - found
            found |= waiting
        return found

    def retelling(self, ids: Collection[DocumentId]) -> set[DocumentId]:
        """The documents that repeat some documents as a whole."""
        return {link.child for link in self.links(ids) if link.whole and link.parent in ids}

    def _read(self, ids: Collection[DocumentId]) -> dict[DocumentId, tuple[Dependence, ...]]:
        found = [_dependence(link) for link in self._shelf.links(ids)]
        reports = self._reports.get({end for link in found for end in (link.child, link.parent)})
        kept: dict[DocumentId, list[Dependence]] = {i: [] for i in ids}
        for link in standing(found, {i: report.order for i, report in reports.items()}):
            for end in {link.child, link.parent} & kept.keys():
                kept[end].append(link)
        return {i: tuple(links) for i, links in kept.items()}

    def among(self, reports: Iterable[Report]) -> Links:
        """The links between some documents, with what else shows dependence."""
        inside = {report.document.id: report for report in reports}
        found = [link for link in self.links(inside) if link.child in inside and link.parent in inside]
        return Links(
            dependences=tuple(sorted(found, key=lambda link: (inside[link.child].order, inside[link.parent].order, link.relation))),
            agencies={i: report.agencies for i, report in inside.items()},
            prints={i: report.print for i, report in inside.items()},
        )

    def postings(self, report: Report) -> set[Posting]:
        """Under what a document is found by others that may be linked to it."""
        document, day = report.document, report.day
        own = {(key, 0, document.id) for key in report.marks}
        outlet = outlet_key(document.origin.outlet or "")
        if outlet:
            own |= {(_issue(outlet, code), day, document.id) for code in ("", *report.codes)}
        named = {outlet_key(name) for name in self._outlets.named_in(document)}
        return own | {(_citing(name, code), day, document.id) for name in named for code in ("", *report.codes)}

    def announce(self, report: Report) -> set[DocumentId]:
        """Documents that name the outlet of a report, if it is the first of that outlet; they are to be found by it."""
        outlet = report.document.origin.outlet
        if not outlet or self._shelf.find([_outlet(outlet)], *ALWAYS):
            return set()
        self._shelf.post((), [(_outlet(outlet), 0, _NOBODY)])
        return {i for i, other in self._reports.get(self._shelf.naming(outlet)).items() if outlet in self._outlets.named_in(other.document)}

    def relink(self, ids: Collection[DocumentId], announced: Iterable[DocumentId]) -> set[tuple[DocumentId, DocumentId]]:
        """Find the links of documents anew.

        Args:
            ids: Documents that are new or were changed; their postings are on the shelf.
            announced: Documents that name an outlet of which there was no report before.

        Returns:
            Children with their parents, as far as the links between them are not what they were.
        """
        old = {link[:3]: link for link in self._shelf.links(ids)}
        citing = self._citing(ids) | {(child, source) for child, _, source in old if source}
        citing |= {(i, outlet_key(name)) for i in announced for name in self._outlets.named_in(self._reports.one(i).document)}
        again = {child for child, _ in citing}
        old |= {link[:3]: link for link in self._shelf.links(again - {*ids}) if (link[0], link[2]) in citing}
        found = (*self._copies(ids), *self._citations(citing))
        new = {link[:3]: link for link in ((d.child, d.parent, d.source, msgspec.msgpack.encode(d)) for d in found)}
        gone = [link for ends, link in old.items() if new.get(ends) != link]
        come = [link for ends, link in new.items() if old.get(ends) != link]
        self._shelf.relink(gone, come)
        self._known = {}
        return {link[:2] for link in (*gone, *come)}

    def dates(self, ids: Collection[DocumentId]) -> dict[DocumentId, dt.date | None]:
        """The publication dates that count: of documents, and of all that repeat them as a whole."""
        found: dict[DocumentId, dt.date | None] = {}
        waiting = {*ids}
        while waiting:
            found |= {i: self._date(i) for i in waiting}
            children = {link.child for link in self.links(waiting) if link.whole and link.parent in waiting}
            waiting = children - found.keys()
        return found

    def _date(self, document: DocumentId) -> dt.date | None:
        """The earliest date of a document and all that it repeats as a whole, directly or not."""
        known, waiting = {document}, {document}
        while waiting:
            waiting = {link.parent for link in self.links(waiting) if link.whole and link.child in waiting} - known
            known |= waiting
        dated = [report.document.published for report in self._reports.get(known).values() if report.document.published]
        return min(dated, default=None)

    def _copies(self, ids: Collection[DocumentId]) -> Iterable[Dependence]:
        """Links by wording, of which either end is among the documents."""
        pairs = set()
        for i, report in self._reports.get(ids).items():
            alike = self._shelf.sharing(report.marks, *ALWAYS, COMMON_MARKS)
            pairs |= {frozenset((i, other)) for other in alike if other != i}
        reports = self._reports.get({i for pair in pairs for i in pair})
        for pair in pairs:
            parent, child = sorted((reports[i] for i in pair), key=lambda report: report.order)
            prints = {report.document.id: report.print for report in (parent, child)}
            link = copy_of(child.document, parent.document, prints, child.claims)
            if link is not None:
                yield link

    def _citing(self, ids: Collection[DocumentId]) -> set[Cited]:
        """Which documents cite which outlets, as far as the documents have to do with it: they cite, or may be what is cited."""
        found: set[Cited] = set()
        for i, report in self._reports.get(ids).items():
            found |= {(i, outlet_key(name)) for name in self._outlets.named_in(report.document)}
            outlet = outlet_key(report.document.origin.outlet or "")
            if outlet:
                keys = [_citing(outlet, code) for code in (report.codes or ("",))]
                first, last = (report.day, report.day + _CITED_DAYS) if report.day else ALWAYS
                found |= {(child, outlet) for _, _, child in self._shelf.find(keys, first, last) if child != i}
        return found

    def _citations(self, cited: Collection[Cited]) -> Iterable[Dependence]:
        by_child: defaultdict[DocumentId, set[str]] = defaultdict(set)
        for child, outlet in cited:
            by_child[child].add(outlet)
        for child, report in self._reports.get(by_child).items():
            named = self._outlets.named_in(report.document)
            names = OutletNames(named)
            for outlet in named:
                if outlet_key(outlet) in by_child[child]:
                    shown = passages(report.document, outlet, names)
                    parent = self._cited(report, outlet_key(outlet)) if shown else None
                    if parent is not None:
                        yield citation_of(report.document, parent.document, shown, report.claims)

    def _cited(self, child: Report, outlet: str) -> Report | None:
        """The report that is cited: the latest of the outlet that is not later, and on the same actors if the child names any."""
        keys = [_issue(outlet, code) for code in (child.codes or ("",))]
        first, last = (max(child.day - _CITED_DAYS, 1), child.day) if child.day else ALWAYS
        found = {(day, i) for _, day, i in self._shelf.find(keys, first, last) if i != child.document.id}
        latest = max((day for day, _ in found), default=0)
        issues = self._reports.get({i for day, i in found if day == latest})
        return max(issues.values(), key=lambda report: report.order, default=None)


def links(documents: Sequence[Document], claims: Sequence[Claim]) -> tuple[DocumentLinks, ...]:
    """How each document depends on the others.

    Args:
        documents: In any order.
        claims: Their claims.

    Returns:
        One record a document, in order of publication; `relation` is empty where none was found.
    """
    shelf = MemoryShelf(documents, claims)
    reports = Reports(shelf, Verdicts((), ()), Tables())
    linker = Linker(shelf, reports)
    read = sorted(reports.get({document.id for document in documents}).values(), key=lambda report: report.order)
    shelf.post((), {posting for report in read for posting in linker.postings(report)})
    linker.relink({report.document.id for report in read}, ())
    names = {document.id: document.name for document in documents}
    found = linker.among(read).dependences
    return tuple(
        summary(report.document, [link for link in found if link.child == report.document.id], report.agencies, names) for report in read
    )


def _dependence(link: Link) -> Dependence:
    return dependence_from(link[3])


def dependence_from(record: bytes) -> Dependence:
    """A dependence from what is kept of it."""
    return msgspec.msgpack.decode(record, type=Dependence)


def _outlet(name: str) -> int:
    return hashed(f"there is {plain_name(name)}")


def _issue(outlet: str, code: str) -> int:
    return hashed(f"issue of {outlet}|{code}")


def _citing(outlet: str, code: str) -> int:
    return hashed(f"names {outlet}|{code}")
