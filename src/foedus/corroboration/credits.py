"""Where a document names another outlet, or an agency, as the source of what it prints."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from foedus.corroboration.outlets import outlet_key
from foedus.corroboration.wording import paragraphs
from foedus.lexicon.tables import data_file, rows
from foedus.model.record import Record
from foedus.model.text import Document

_CUES = re.compile(
    r"\b(?:according to|accounts?|adds?|added|appeared|based on|by courtesy of|carried|cites?|cited|citing|credits?|disclosed?|discloses"
    r"|first published|first reported|learn(?:ed|t)|noted|notes|originally|per|published|quoted?|quoting|recounts?|recounted|reporting"
    r"|reports?|reported|reprinted|republished|reveal(?:s|ed)?|said|says|seen by|syndicated|told|via|with reference to|writes|wrote)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
# how far from the outlet's name its cue may stand, in code points: a clause with an apposition between
_REACH = 90
_RELAY = re.compile(
    r"\b(?:the|that|this|its?) (?:[a-zà-ÿ]+ )?(?:account|agency|article|broadcaster|bulletin|channel|daily|journal|magazine|newspaper"
    r"|outlet|paper|periodical|portal|publication|site|station|weekly|website)(?: itself)?\b"
    r"|\bby the same account\b|\bthe same (?:account|article|paper|report|source)\b"
    r"|\bit (?:adds|added|also reports|notes|reports|reported|said|says|writes|wrote)\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:told|tells) (?:us|our|this)\b|\bour (?:own )?(?:correspondent|reporter)s?\b|\b(?:we|our) (?:asked|saw|spoke)\b", re.IGNORECASE
)
_BRACKETED = re.compile(r"\(([^()\n]{2,30})\)")
_BYLINE = re.compile(
    r"^\W*+(?:by |with |from |source: |reporting by |additional reporting by |material from )*+([^.\n]{2,60})\W*$", re.IGNORECASE
)
_HEAD = 200
_MIN_SHORT = 4
# a reference such as "it says" still means the outlet that was named at most so many sentences before
_RELAY_REACH = 3


class Passage(Record, frozen=True, kw_only=True):
    """A stretch of a document that rests on another outlet's report.

    Attributes:
        start: Offset of the sentence or paragraph.
        end: Offset after it.
        words: The words that show it.
    """

    start: int
    end: int
    words: str


class Agency(Record, frozen=True, kw_only=True):
    """A row: a news agency and its short forms, separated by `|`."""

    name: str
    short: str


def load_agencies() -> dict[str, str]:
    """Forms found in credit lines, mapped to the agency's name."""
    found: dict[str, str] = {}
    for row in rows(data_file("corroboration/agencies.tsv"), Agency):
        found[row.name] = row.name
        found.update(dict.fromkeys(row.short.split("|"), row.name))
    return found


def credited_agencies(document: Document, agencies: dict[str, str]) -> tuple[str, ...]:
    """Agencies whose item the document prints by its own account: dateline, byline or closing credit.

    An agency that is merely quoted in a sentence is a voice, not a credit.
    """
    pieces = [document.text[start:end] for start, end in paragraphs(document.text)]
    if not pieces:
        return ()
    named = {found[1].strip() for piece in (pieces[0][:_HEAD], pieces[-1]) for found in _BRACKETED.finditer(piece)}
    for piece in (pieces[0], pieces[-1]):
        byline = _BYLINE.match(piece.strip())
        if byline:
            named.update(part.strip() for part in re.split(r"[,/&]| and | with ", byline[1]))
    own = outlet_key(document.origin.outlet or "")
    return tuple(sorted({agencies[name] for name in named if name in agencies and outlet_key(agencies[name]) != own}))


class OutletNames:
    """The forms under which a text names outlets.

    Args:
        outlets: Names as the documents' carriers give them.
    """

    def __init__(self, outlets: Iterable[str]) -> None:
        self._full = {outlet: plain_name(outlet) for outlet in sorted(set(outlets))}
        self._full = {outlet: full for outlet, full in self._full.items() if len(full) >= _MIN_SHORT}

    def full(self, outlet: str) -> str:
        """The full form of an outlet's name."""
        return self._full[outlet]

    def any_form(self, outlet: str, document: Document) -> re.Pattern[str]:
        """Full form, or `the` with the last word of the name unless another of the outlets, or the document's own, shares it."""
        full = self._full[outlet]
        rivals = {*self._full.values()} | {plain_name(document.origin.outlet or "")}
        taken = {form for rival in rivals - {full} for form in _short_forms(rival)}
        forms = [re.escape(full), *(rf"\b[Tt]he (?:\w+ )?{re.escape(form)}\b" for form in _short_forms(full) if form not in taken)]
        return re.compile("|".join(forms))


class OutletIndex:
    """Finds which of many outlets a text names in full.

    Args:
        outlets: Names as the documents' carriers give them.
    """

    def __init__(self, outlets: Iterable[str]) -> None:
        self._by_word: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for outlet in sorted(set(outlets)):
            name = plain_name(outlet)
            first = _WORD.match(name)
            if first and len(name) >= _MIN_SHORT:
                self._by_word[first[0]].append((name, outlet))

    def named_in(self, document: Document) -> tuple[str, ...]:
        """Outlets that a document names, its own left out."""
        own, text = outlet_key(document.origin.outlet or ""), document.text
        found = {
            outlet
            for word in _WORD.finditer(text)
            for name, outlet in self._by_word.get(word[0], ())
            if text.startswith(name, word.start()) and outlet_key(outlet) != own
        }
        return tuple(sorted(found))


def plain_name(outlet: str) -> str:
    """An outlet's name as texts give it: without an article before it or an aside behind."""
    return re.sub(r"(?<!\s)\s*+\([^)]{0,200}\)\s*+$", "", outlet).strip().removeprefix("The ").removeprefix("the ").strip()


def _short_forms(full: str) -> tuple[str, ...]:
    """The short form by which a text refers back to an outlet: the last word of its name."""
    last = full.rpartition(" ")[2]
    return (last,) if last != full and len(last) >= _MIN_SHORT else ()


def passages(document: Document, outlet: str, names: OutletNames) -> tuple[Passage, ...]:
    """The stretches of a document that rest on a report by an outlet.

    The outlet must be named in full once, near a word of citing. From there on the sentences
    that refer to it (`the Courier`, `the site`, `it says`) count too.

    Args:
        document: The citing document.
        outlet: The cited outlet, one of those that the document names.
        names: Names of all outlets.

    Returns:
        Sentences in order; empty if the outlet is named but not cited.
    """
    text = document.text
    found: list[Passage] = []
    full, any_form = re.compile(re.escape(names.full(outlet))), names.any_form(outlet, document)
    last: int | None = None
    for number, (start, end) in enumerate(sentences(text)):
        piece = text[start:end]
        named = (full if last is None else any_form).search(piece)
        if named and not _CUES.search(piece, max(0, named.start() - _REACH), min(len(piece), named.end() + _REACH)):
            named = None
        if named is None and last is not None and number - last <= _RELAY_REACH and not _OWN.search(piece):
            named = _RELAY.search(piece)
        if named:
            last = number
            found.append(Passage(start=start, end=end, words=named[0]))
    return tuple(found)


_END = re.compile(r"(?<=[.!?])[”\"’')\]]*\s+(?=[“\"A-ZÀ-Þ0-9(])|\n\s*\n")


def sentences(text: str) -> Sequence[tuple[int, int]]:
    """Start and end of each sentence, roughly: only used to see how far a citation reaches."""
    bounds, start = [], 0
    for found in _END.finditer(text):
        if found.start() > start:
            bounds.append((start, found.start()))
        start = found.end()
    if text[start:].strip():
        bounds.append((start, len(text)))
    return bounds
