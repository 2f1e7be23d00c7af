"""Which claims of a finding its outlets and voices have corrected or withdrawn.

An outlet's notice bears on what the same outlet published before, a voice's on what the same voice said before, and both on one
deed only: the notice must tell of it. Documents that rest on such a report alone go with it. All of it follows from the claims of one
finding and the texts of their documents.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from foedus.corroboration.conflicts import Differences
from foedus.corroboration.deeds import STAGES, Deed
from foedus.corroboration.figures import figures
from foedus.corroboration.independence import deepest, same_origin
from foedus.corroboration.moves import Mark, Moves
from foedus.corroboration.notices import RETRACTION, Notice, NoticeReader
from foedus.corroboration.outlets import outlet_key
from foedus.corroboration.wording import stems
from foedus.model.claim import Act, Voice, VoiceKind
from foedus.model.record import DocumentId
from foedus.model.text import Document

_MEASURED = ("quantity", "place", "date")
_SLOTS = (*_MEASURED, "status")
# words by which a notice names the slot that it corrects
_NAMED = {
    "quantity": re.compile(r"\b(?:(?<!\ba )number|figures?|total|amount|sum|toll|how many|how much)\b", re.IGNORECASE),
    "place": re.compile(r"\b(?:location|the (?:place|city|site|town|village))\b", re.IGNORECASE),
    "date": re.compile(r"\b(?:dates?|the (?:(?:correct|right|wrong) )?(?:day|month))\b", re.IGNORECASE),
}
_FIRST_PERSON = frozenset({"i", "it", "we", "he", "she", "they"})
# a voice named in one word, such as `the ministry`, is taken for the same one within a report only
_TELLING_STEMS = 2

Rests = Callable[[Deed, Deed], bool]


class Corrections:
    """Finds the claims that no longer stand.

    Args:
        documents: The claims' documents by id; others are not looked at.
        differences: How slots are compared.
        rests_on: Whether the first claim is taken from the document of the second one.
        reader: What finds notices in texts.
    """

    def __init__(self, documents: Mapping[DocumentId, Document], differences: Differences, rests_on: Rests, reader: NoticeReader) -> None:
        self._documents = documents
        self._differences = differences
        self._rests_on = rests_on
        self._reader = reader
        self._notices: dict[DocumentId, tuple[Notice, ...]] = {}

    def moves(self, deeds: Sequence[Deed]) -> Moves:
        """The corrections and retractions of a finding.

        Args:
            deeds: All its claims, in order of rank.
        """
        marks: dict[str, Mark] = {}
        for document in dict.fromkeys(deed.document for deed in deeds):
            own = [deed for deed in deeds if deed.document == document]
            for notice in self._notices_of(own):
                for mark in self._marked(notice, own, deeds):
                    marks.setdefault(mark.deed.id, mark)
        self._spread(marks, deeds)
        return Moves(deeds=tuple(deeds), marks=tuple(sorted(marks.values(), key=lambda mark: mark.deed.rank)))

    # notices

    def _notices_of(self, own: Sequence[Deed]) -> Iterator[Notice]:
        """The notices of a document, and the retractions that its claims report without a cue of the table."""
        document = self._documents[own[0].document]
        found = self._read(document)
        yield from found
        for deed in own:
            span = deed.claim.evidence[0]
            if deed.claim.act is Act.RETRACTS and not any(n.kind == RETRACTION and n.holds(span.start, span.end) for n in found):
                cue = next(iter(deed.claim.attribution.cues), deed.claim.event.trigger)
                sentence = (span.start, span.end)
                words = document.text[cue.start : cue.end]
                yield Notice(kind=RETRACTION, by_outlet=False, start=span.start, end=span.end, words=words, at=cue.start, nearest=sentence)

    def _read(self, document: Document) -> tuple[Notice, ...]:
        if document.id not in self._notices:
            self._notices[document.id] = self._reader.read(document)
        return self._notices[document.id]

    def _marked(self, notice: Notice, own: Sequence[Deed], deeds: Sequence[Deed]) -> Iterable[Mark]:
        told = [deed for deed in own if _is_in(deed, (notice.start, notice.end))]
        if notice.by_outlet or self._names_itself(told):
            earlier = [deed for deed in deeds if self._is_before(deed, own[0]) and self._same_outlet(deed, own[0])]
            return self._withdrawn(notice, told, earlier) if notice.kind == RETRACTION else self._corrected(notice, own, told, earlier)
        speaker = _speaker(told) or self._subject(notice, own[0].document)
        mine = [deed for deed in own if self._is_of(deed, speaker) or (deed in told and _speaker([deed]) is None)]
        told = [deed for deed in told if deed in mine]
        before = [deed for deed in mine if deed not in told and deed.claim.event.trigger.start < notice.start]
        earlier = [deed for deed in deeds if self._is_before(deed, own[0]) and self._is_of(deed, speaker)] + before
        if notice.kind == RETRACTION:
            return self._withdrawn(notice, [deed for deed in told if deed.claim.act is Act.RETRACTS], earlier)
        return self._corrected(notice, told, told, earlier)

    def _subject(self, notice: Notice, document: DocumentId) -> Voice:
        """Who stands before the words of a notice, where its claims name nobody: `The ministry corrected its figure: …`."""
        words = self._documents[document].text[notice.start : max(notice.at, notice.start)]
        return Voice(kind=VoiceKind.INSTITUTION, text=words.rpartition(",")[2].strip(' “"('))

    # who spoke, and when

    def _outlet(self, deed: Deed) -> str:
        return outlet_key(self._documents[deed.document].origin.outlet or "")

    def _same_outlet(self, a: Deed, b: Deed) -> bool:
        return bool(self._outlet(a)) and self._outlet(a) == self._outlet(b)

    def _names_itself(self, told: Sequence[Deed]) -> bool:
        """Whether the voice that takes something back is the outlet of the report, by its name."""
        voices = [deepest(deed) for deed in told if deed.claim.act is Act.RETRACTS]
        return any(voice is not None and voice.text and outlet_key(voice.text) == self._outlet(told[0]) for voice in voices)

    def _is_of(self, deed: Deed, speaker: Voice) -> bool:
        """Whether a claim is a voice's: in its words, or in a report of the outlet that the voice is."""
        voice = deepest(deed)
        if voice is not None and same_origin(voice, speaker):
            is_telling = speaker.codes or speaker.resolved or len(stems(speaker.text)) >= _TELLING_STEMS
            return bool(is_telling) or (speaker.span is not None and deed.document == speaker.span.document)
        return bool(self._outlet(deed)) and self._outlet(deed) == outlet_key(speaker.text)

    def _is_before(self, deed: Deed, notice: Deed) -> bool:
        """Whether a claim was published before a notice; of one day, whether it is no notice itself or comes first by name."""
        first, second = self._documents[deed.document], self._documents[notice.document]
        if first.id == second.id or first.published is None or second.published is None:
            return False
        if first.published == second.published:
            return not self._read(first) or deed.rank < notice.rank
        return first.published < second.published

    # what is superseded

    @staticmethod
    def _withdrawn(notice: Notice, told: Sequence[Deed], earlier: Iterable[Deed]) -> Iterator[Mark]:
        """What a notice withdraws: what it tells itself, unless that is denied, and what was said before."""
        told = [deed for deed in told if deed.claim.act is not Act.DENIES]
        told = [deed for deed in told if _is_in(deed, notice.nearest)] or [deed for deed in told if _is_retold(deed)]
        if not told:
            return
        for deed in told:
            yield Mark(deed=deed, by=None, kind=RETRACTION, slot="status", reason=f"told only to be withdrawn: “{notice.words}”")
        for deed in earlier:
            yield Mark(deed=deed, by=told[0], kind=RETRACTION, slot="status", reason=f"withdrawn in {told[0].claim.name}: “{notice.words}”")

    def _corrected(self, notice: Notice, own: Sequence[Deed], told: Sequence[Deed], earlier: Sequence[Deed]) -> Iterator[Mark]:
        """What a notice corrects: the values that it names as wrong, or else those that its own exclude."""
        wrong = [deed for deed in told if _is_told_as_wrong(deed, notice)]
        right = [deed for deed in own if deed not in wrong]
        if not right:
            yield from self._only_wrong(notice, wrong, earlier)
            return
        news = [deed for deed in right if deed in told] or right
        pairs = [(old, new) for old in (*earlier, *wrong) for new in news]
        named = [(old, new, slot) for old, new in pairs for slot in self._named(notice, wrong, (old, new), right)]
        for old, new, slot in named or self._excluded(pairs, told, right):
            reason = f"{slot} corrected in {new.claim.name}: “{notice.words}”"
            yield Mark(deed=old, by=new, kind=notice.kind, slot=slot, reason=reason)

    def _only_wrong(self, notice: Notice, wrong: Sequence[Deed], earlier: Iterable[Deed]) -> Iterator[Mark]:
        """A notice that tells what was wrong and not what is right: claims with the same value go."""
        for told in wrong:
            slot = next((slot for slot in _MEASURED if self._differences.written(slot, told)), "status")
            yield Mark(deed=told, by=None, kind=notice.kind, slot=slot, reason=f"told only as wrong: “{notice.words}”")
            reason = f"{slot} told as wrong in {told.claim.name}: “{notice.words}”"
            for old in earlier:
                if slot in _MEASURED and self._is_same(slot, old, told):
                    yield Mark(deed=old, by=told, kind=notice.kind, slot=slot, reason=reason)

    def _named(self, notice: Notice, wrong: Sequence[Deed], pair: tuple[Deed, Deed], right: Sequence[Deed]) -> Iterator[str]:
        """The slots of a claim that a notice names, by a word or by the wrong value, and that its own claims do not repeat."""
        old, new = pair
        for slot in _SLOTS:
            if not self._differs(slot, old, new) or any(self._is_same(slot, old, other) for other in right):
                continue
            if old in wrong or self._is_named(slot, notice, old, new) or any(self._is_same(slot, old, other) for other in wrong):
                yield slot

    def _is_named(self, slot: str, notice: Notice, old: Deed, new: Deed) -> bool:
        text = self._documents[new.document].text
        wrong = [text[start:end] for start, end in (*notice.wrong, *notice.against)]
        value = self._differences.written(slot, old)
        if slot == "quantity" and any({*figures(value)} & {*figures(words)} for words in wrong):
            return True
        if slot == "place" and any(value.casefold() in words.casefold() for words in wrong):
            return True
        return slot in _NAMED and bool(_NAMED[slot].search(text, notice.start, notice.end))

    def _excluded(self, pairs: Sequence[tuple[Deed, Deed]], told: Sequence[Deed], right: Sequence[Deed]) -> list[tuple[Deed, Deed, str]]:
        """Where a notice names nothing: what the claims in it exclude; the status only where nothing else differs."""
        found = [
            (old, new, slot)
            for old, new in pairs
            for slot in _MEASURED
            if new in told and self._clashes(slot, old, new) and not any(self._is_same(slot, old, other) for other in right)
        ]
        return found or [(old, new, "status") for old, new in pairs if new in told and _is_taken_back(old, new)]

    def _differs(self, slot: str, old: Deed, new: Deed) -> bool:
        if slot == "status":
            return _is_taken_back(old, new)
        relation = self._differences.compare(slot, old, new)
        return relation is not None and relation.kind != "same"

    def _clashes(self, slot: str, old: Deed, new: Deed) -> bool:
        relation = self._differences.compare(slot, old, new)
        return relation is not None and relation.kind == "conflict"

    def _is_same(self, slot: str, a: Deed, b: Deed) -> bool:
        relation = self._differences.compare(slot, a, b)
        return relation is not None and relation.kind == "same"

    # who repeated it

    def _spread(self, marks: dict[str, Mark], deeds: Sequence[Deed]) -> None:
        """Mark the claims that rest on superseded ones alone, and those that rest on these in turn."""
        spread = True
        while spread:
            spread = False
            for deed in deeds:
                mark = self._inherited(deed, marks, deeds)
                if mark is not None:
                    marks[deed.id] = mark
                    spread = True

    def _inherited(self, deed: Deed, marks: Mapping[str, Mark], deeds: Iterable[Deed]) -> Mark | None:
        """The mark of a claim whose only sources no longer stand; none if it gives the corrected value or has another source."""
        if deed.id in marks or not marks:
            return None
        sources = [other for other in deeds if other.document != deed.document and self._rests_on(deed, other)]
        if not sources or any(
            source.id not in marks or self._same_outlet(source, deed) or _adds_a_voice(deed, source) for source in sources
        ):
            return None
        mark = marks[sources[0].id]
        if mark.kind != RETRACTION and not (mark.by and self._differs(mark.slot, deed, mark.by)):
            return None
        names = ", ".join(sorted({source.claim.name for source in sources}))
        return Mark(deed=deed, by=mark.anchor, kind=mark.kind, slot=mark.slot, reason=f"superseded by origin: rests on {names} alone")


def _is_in(deed: Deed, passage: tuple[int, int]) -> bool:
    """Whether the sentence of a claim shares words with a passage of its document."""
    span = deed.claim.evidence[0]
    return span.start < passage[1] and passage[0] < span.end


def _is_retold(deed: Deed) -> bool:
    """Whether a claim is told in the outlet's own words or as those of an article, and not as somebody else's."""
    voice = deepest(deed)
    return voice is None or voice.kind in {VoiceKind.DOCUMENT, VoiceKind.OUTLET}


def _is_told_as_wrong(deed: Deed, notice: Notice) -> bool:
    start = deed.claim.event.trigger.start
    return any(first <= start < last for first, last in notice.wrong)


def _is_taken_back(old: Deed, new: Deed) -> bool:
    """Whether the newer claim says that the deed is less far along than the older one had it, or is none."""
    if old.is_denied != new.is_denied:
        return True
    return old.stage in STAGES and new.stage in STAGES and STAGES.index(old.stage) > STAGES.index(new.stage)


def _adds_a_voice(deed: Deed, source: Deed) -> bool:
    """Whether a claim names somebody else than the report that it repeats, and rests on more than that."""
    own, theirs = deepest(deed), deepest(source)
    if own is None or own.kind is VoiceKind.OUTLET:
        return False
    return theirs is None or not (same_origin(own, theirs) or own.text.casefold() == theirs.text.casefold())


def _speaker(told: Sequence[Deed]) -> Voice | None:
    """Who corrects itself: the voice of what is taken back, else that of the first claim that has one."""
    ordered = sorted(told, key=lambda deed: (deed.claim.act is not Act.RETRACTS, deed.rank))
    voices = [voice for deed in ordered if (voice := deepest(deed)) is not None]
    return next((voice for voice in voices if voice.text and voice.text.lower() not in _FIRST_PERSON), None)
