"""Which claims of a finding share an origin, as an interval: sure lineages and possible lineages."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations

from foedus.corroboration.deeds import Deed, party_codes
from foedus.corroboration.links import Dependence, Links, is_copied, rests_on
from foedus.corroboration.outlets import outlet_key
from foedus.corroboration.wording import stems, telling_words, tells_again
from foedus.model.claim import Voice, VoiceKind
from foedus.model.event import Party
from foedus.model.finding import Lineages
from foedus.model.mention import Actor
from foedus.model.record import DocumentId, Record
from foedus.model.text import Document

# reports this close together may have one informant if neither names one, or if they share a figure and one names none; to be calibrated
SAME_INFORMANT = dt.timedelta(hours=72)
# a shared figure is telling if it has so many digits that are not trailing zeros
_TELLING_DIGITS = 3
_MIN_DETAILS = 2
_MIN_SHARED_SHINGLES = 3
_NAMED = frozenset({VoiceKind.OFFICIAL, VoiceKind.INSTITUTION, VoiceKind.DOCUMENT, VoiceKind.EXPERT})
_UNNAMED = frozenset({VoiceKind.UNNAMED, VoiceKind.HEARSAY})


class Standing(Record, frozen=True, kw_only=True):
    """The independence of one finding's claims.

    Attributes:
        lineages: The interval, over the claims that report the deed; over the denials if there are no others.
        echoes: Documents that only repeat another one of the finding; some hold no claim on the deed but retell its words.
    """

    lineages: Lineages
    echoes: frozenset[DocumentId]


class Groups:
    """Union-find over positions.

    Args:
        size: How many positions.
        given: Groups to begin with; each position alone by default.
    """

    def __init__(self, size: int, given: "Groups | None" = None) -> None:
        self._root = [given.find(i) for i in range(size)] if given else list(range(size))

    def find(self, i: int) -> int:
        """The representative of a position."""
        while self._root[i] != i:
            self._root[i] = self._root[self._root[i]]
            i = self._root[i]
        return i

    def join(self, i: int, j: int) -> None:
        """Put two positions into one group; the lower representative stays."""
        low, high = sorted((self.find(i), self.find(j)))
        self._root[high] = low

    def sets(self) -> list[list[int]]:
        """The groups, each sorted, in order of their first position."""
        found: dict[int, list[int]] = {}
        for i in range(len(self._root)):
            found.setdefault(self.find(i), []).append(i)
        return [found[root] for root in sorted(found)]


class Origins:
    """Judges dependence between claims, given how their documents depend on one another.

    Args:
        documents: In order of publication.
        links: Their dependences.
        judged: Pairs of documents of which people said that they share an origin (true) or do not (false).
    """

    def __init__(self, documents: Sequence[Document], links: Links, judged: Mapping[frozenset[DocumentId], bool] | None = None) -> None:
        self._judged = judged or {}
        self._documents = {document.id: document for document in documents}
        self._links = links
        self._of: dict[DocumentId, list[Dependence]] = {}
        self._between: dict[tuple[DocumentId, DocumentId], list[Dependence]] = {}
        self._retellings: dict[DocumentId, list[Dependence]] = {}
        for link in links.dependences:
            self._of.setdefault(link.child, []).append(link)
            self._between.setdefault((link.child, link.parent), []).append(link)
            if link.whole:
                self._retellings.setdefault(link.parent, []).append(link)

    def weigh(self, deeds: Sequence[Deed]) -> Standing:
        """Count the lineages of a finding and name its echoes."""
        echoes = frozenset(document for document in {deed.document for deed in deeds} if self._is_echo(document, deeds))
        counted = [deed for deed in deeds if not deed.is_denied] or list(deeds)
        possible = self._grouped(counted, self._is_bound)
        # what is bound for sure may be bound too
        sure = self._grouped(counted, self._may_be_bound, possible)
        for groups in (possible, sure):
            self._attach(counted, echoes, groups)
        names = [tuple(sorted({counted[i].claim.name for i in group})) for group in possible.sets()]
        lineages = Lineages(sure=len(sure.sets()), possible=len(names), groups=tuple(sorted(names)))
        return Standing(lineages=lineages, echoes=echoes | self._retelling(deeds))

    def _said(self, a: Deed, b: Deed, bound: Callable[[Deed, Deed], bool]) -> bool:
        """What people said of two reports' origin, else what the texts show."""
        said = self._judged.get(frozenset((a.document, b.document)))
        return bound(a, b) if said is None else said

    def _grouped(self, deeds: Sequence[Deed], bound: Callable[[Deed, Deed], bool], given: Groups | None = None) -> Groups:
        groups = Groups(len(deeds), given)
        for i, j in combinations(range(len(deeds)), 2):
            if groups.find(i) != groups.find(j) and self._said(deeds[i], deeds[j], bound):
                groups.join(i, j)
        return groups

    def _attach(self, deeds: Sequence[Deed], echoes: frozenset[DocumentId], groups: Groups) -> None:
        """An echo adds no lineage, whomever it names: join it to what it repeats, or to the first claim."""
        own = [i for i, deed in enumerate(deeds) if deed.document not in echoes]
        if not own:
            own = [0]
        for i, deed in enumerate(deeds):
            if deed.document in echoes and not {groups.find(i)} & {groups.find(k) for k in own}:
                parents = {link.parent for link in self._of.get(deed.document, [])}
                groups.join(i, next((k for k in own if deeds[k].document in parents), own[0]))

    def _is_echo(self, document: DocumentId, deeds: Sequence[Deed]) -> bool:
        """Whether all claims of a document repeat another document of the finding."""
        own = [deed for deed in deeds if deed.document == document]
        others = [deed for deed in deeds if deed.document != document]
        return bool(others) and all(self._repeats(deed, others) for deed in own)

    def _retelling(self, deeds: Sequence[Deed]) -> frozenset[DocumentId]:
        """Documents without a claim on the deed that repeat one of its reports as a whole, the words that tell the deed among them."""
        telling = {deed.document for deed in deeds}
        return frozenset(
            link.child
            for deed in deeds
            for link in self._retellings.get(deed.document, ())
            if link.child not in telling and self._retells(link, deed)
        )

    def _retells(self, link: Dependence, deed: Deed) -> bool:
        if self._judged.get(frozenset((link.child, link.parent))) is False:
            return False
        if is_copied(deed.clause, self._links.prints[link.child].whole):
            return True
        text = self._documents[link.child].text
        told = telling_words(deed.clause)
        return any(tells_again(told, telling_words(text[passage.start : passage.end])) > 0 for passage in link.passages)

    def _repeats(self, deed: Deed, others: Iterable[Deed]) -> bool:
        return any(self.rests_on(deed, other) for other in others)

    def rests_on(self, deed: Deed, other: Deed) -> bool:
        """Whether a claim is taken from the document of another claim."""
        if self._judged.get(frozenset((deed.document, other.document))) is False:
            return False
        links = self._between.get((deed.document, other.document), ())
        if any(link.whole or rests_on(deed.claim, link.passages) for link in links):
            return True
        if links and is_copied(deed.text, self._links.prints[other.document].whole):
            return True
        return self._cites(deed, other)

    def _cites(self, deed: Deed, other: Deed) -> bool:
        """Whether the deepest voice of a claim is the outlet of the other claim, published not later."""
        outlet = self._documents[other.document].origin.outlet or ""
        own = self._documents[deed.document].origin.outlet or ""
        cited = {outlet_key(voice.resolved or voice.text) for voice in deed.claim.attribution.voices if voice.kind is VoiceKind.OUTLET}
        return bool(outlet) and outlet_key(outlet) != outlet_key(own) and outlet_key(outlet) in cited and other.rank < deed.rank

    def _is_bound(self, a: Deed, b: Deed) -> bool:
        """Known dependence: one repeats the other, one origin, one credit, one outlet, one quotation."""
        if self.rests_on(a, b) or self.rests_on(b, a) or self._same_credit(a, b) or self._same_quotation(a, b):
            return True
        first, second = deepest(a), deepest(b)
        if first is None or second is None:
            return (a.document == b.document or self._same_outlet(a, b)) if first is second or a.document == b.document else False
        return same_origin(first, second)

    def _may_be_bound(self, a: Deed, b: Deed) -> bool:
        """Dependence that cannot be ruled out."""
        if a.document == b.document or self._same_outlet(a, b):
            return True
        first, second = deepest(a), deepest(b)
        if first is not None and second is not None and {first.kind, second.kind} <= _NAMED and _states(first) & _states(second):
            return True
        if first is not None and second is not None and _may_be_one_document(first, second):
            return True
        close = a.published is not None and b.published is not None and abs(a.published - b.published) <= SAME_INFORMANT
        hidden = [voice is None or voice.kind in _UNNAMED for voice in (first, second)]
        if close and (all(hidden) or (any(hidden) and _figures(a) & _figures(b))):
            return True
        return len(details(a) & details(b)) >= _MIN_DETAILS

    def _same_outlet(self, a: Deed, b: Deed) -> bool:
        first, second = (self._documents[deed.document].origin.outlet for deed in (a, b))
        return bool(first and second) and outlet_key(first or "") == outlet_key(second or "")

    def _same_credit(self, a: Deed, b: Deed) -> bool:
        return bool(set(self._links.agencies[a.document]) & set(self._links.agencies[b.document]))

    def _same_quotation(self, a: Deed, b: Deed) -> bool:
        """A shared rare detail: a long quotation, or a run of wording in the very sentences."""
        if a.document == b.document:
            return False
        if len(a.shingles & b.shingles) >= _MIN_SHARED_SHINGLES:
            return True
        shared = self._links.prints[a.document].quotations & self._links.prints[b.document].quotations
        return any(_holds(a, quotation) and _holds(b, quotation) for quotation in shared)


def _holds(deed: Deed, quotation: tuple[str, ...]) -> bool:
    return " ".join(quotation[:5]) in deed.shingles or " ".join(quotation[-5:]) in deed.shingles


def deepest(deed: Deed) -> Voice | None:
    """The deepest voice of a claim that is not the report itself, none if the report speaks for itself."""
    return next((voice for voice in deed.claim.attribution.voices if voice.kind is not VoiceKind.AUTHOR), None)


def same_origin(a: Voice, b: Voice) -> bool:
    """Whether two voices are one: the same outlet, or a named source of the same state and words."""
    if a.kind is VoiceKind.OUTLET or b.kind is VoiceKind.OUTLET:
        return a.kind is b.kind and outlet_key(a.resolved or a.text) == outlet_key(b.resolved or b.text)
    if not {a.kind, b.kind} <= _NAMED:
        return False
    if a.resolved and a.resolved.casefold() == b.resolved.casefold():
        return True
    states, first, second = (_states(a), _states(b)), _naming(a), _naming(b)
    if not first or not second or (all(states) and not states[0] & states[1]):
        return False
    if all(states):
        return len(first & second) * 2 >= min(len(first), len(second))
    return first == second


def _may_be_one_document(a: Voice, b: Voice) -> bool:
    """Whether two documents may be one, named more fully in one report than in the other."""
    first, second = _naming(a), _naming(b)
    return a.kind is b.kind is VoiceKind.DOCUMENT and bool(first) and (first <= second or second <= first)


def _naming(voice: Voice) -> frozenset[str]:
    return stems(voice.resolved or voice.text)


def _states(voice: Voice) -> frozenset[str]:
    return party_codes(Party(actor=Actor(code=code)) for code in voice.codes)


def _figures(deed: Deed) -> frozenset[str]:
    quantity = deed.quantity
    if quantity is None or (quantity.low is None and quantity.high is None):
        return frozenset()
    return frozenset([f"{quantity.low}..{quantity.high} {quantity.unit_head}"])


def details(deed: Deed) -> frozenset[str]:
    """What two reports hardly hit upon separately: figures that are not round, named sites, exact days."""
    found = {
        f"figure {value}"
        for value in ((deed.quantity.low, deed.quantity.high) if deed.quantity else ())
        if value is not None and len(str(value).replace(".", "").rstrip("0")) >= _TELLING_DIGITS
    }
    if deed.place is not None and deed.place.precision in {"site", "settlement"}:
        found.add(f"place {deed.place.text.casefold()}")
    return frozenset(found)
