"""Commentary: numbers, names, dates and quotations are the cited claims', and no deed is told as firmer than they tell it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from foedus.brief.evidence import Evidence
from foedus.brief.gate.basis import Basis
from foedus.brief.gate.hearing import heard_faults
from foedus.brief.gate.labels import finding_faults
from foedus.brief.gate.likelihood import bands, likelihood_faults, likelihoods
from foedus.brief.gate.sources import citation_faults
from foedus.brief.wording import Wording, single
from foedus.lexicon.names import Names
from foedus.model.brief import Note, SourceEntry, Statement
from foedus.model.claim import Claim
from foedus.model.event import codes_of
from foedus.model.record import ClaimId, FindingId

_QUOTED = re.compile(r"“([^”]*)”")
_STRAIGHT = re.compile(r"[\"”“]")
_ISO = re.compile(r"\b\d{4}-\d\d(?:-\d\d)?\b")
_NUMBER = re.compile(r"\d+(?:[,. \u00a0\u202f]\d{3})*(?:\.\d+)?")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_SPELLED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozens?|hundreds?"
    r"|thousands?|millions?|billions?|half|third|quarter|twice|double)\b",
    re.IGNORECASE,
)
_SMALL = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_VALUES = {word: str(number) for number, word in enumerate(_SMALL, start=2)}


def note_faults(
    note: Note, sources: Sequence[SourceEntry], evidence: Evidence, wording: Wording, codes: Callable[[str], Sequence[Claim]]
) -> Iterator[str]:
    """All that is wrong with a note, each fault with its sentence.

    Args:
        note: The note.
        sources: The brief's list of sources.
        evidence: What may be cited.
        wording: Names of actors.
        codes: What our own coder makes of a sentence.
    """
    row = 0
    for told in note.sentences:
        basis = Basis(told, evidence, wording)
        bare = _QUOTED.sub(" ", told.text)
        faults = [
            *citation_faults(told, sources),
            *_id_faults(told, evidence),
            *(finding_faults(basis) if told.citations else ()),
            *_quotation_faults(told, basis),
            *_number_faults(bare, basis),
            *_name_faults(bare, basis),
            *likelihood_faults(bare, row),
            *heard_faults(told.text, codes(told.text), basis),
        ]
        yield from (f"{fault} in: {told.text}" for fault in faults)
        row = row or next((word.row for word in likelihoods(bare)), 0)
    if note.bands != tuple(bands(_QUOTED.sub(" ", told.text) for told in note.sentences)):
        yield "words of likelihood without their bands"


def _id_faults(told: Statement, evidence: Evidence) -> Iterator[str]:
    """Ids that lead nowhere, and citations that are not what the ids name."""
    named: set[ClaimId] = set()
    for key in told.about:
        finding = evidence.finding(FindingId(key))
        if finding is None and ClaimId(key) not in evidence.claims:
            yield f"an id that is not there ({key})"
        named |= {claim.id for claim in evidence.standing(finding)} if finding else {ClaimId(key)}
    if told.about and {citation.claim for citation in told.citations} != named & evidence.claims.keys():
        yield "citations of other claims than it names"


def _quotation_faults(told: Statement, basis: Basis) -> Iterator[str]:
    for words in _QUOTED.findall(told.text):
        if not words.strip() or not any(basis.names(claim, words) for claim in basis.claims):
            yield f"a quotation that no cited claim has so (“{words}”)"
    if _STRAIGHT.search(_QUOTED.sub("", told.text)):
        yield "marks of quotation that are not “ and ” in pairs"


def _cited_text(basis: Basis) -> str:
    return " \n ".join(basis.text(claim)[span.start : span.end] for claim in basis.claims for span in claim.evidence)


def _number_faults(bare: str, basis: Basis) -> Iterator[str]:
    cited = _cited_text(basis)
    known = set(map(_plain, _NUMBER.findall(cited)))
    dates = set(_dates(basis))
    for found in _ISO.findall(bare):
        if found not in dates:
            yield f"a date that no cited claim has ({found})"
    for found in _NUMBER.findall(_ISO.sub(" ", bare)):
        if _plain(found) not in known:
            yield f"a number that no cited claim has ({found})"
    for spelled in _SPELLED.findall(bare):
        if not re.search(rf"\b{spelled}\b", cited, re.IGNORECASE) and _VALUES.get(spelled.lower()) not in known:
            yield f"a number that no cited claim has ({spelled})"


def _plain(number: str) -> str:
    """A number without marks between its thousands: `25,000` and `25 000` are the same.

    >>> _plain("25,000"), _plain("25 000"), _plain("1.5")
    ('25000', '25000', '1.5')
    """
    return re.sub(r"[, \u00a0\u202f](?=\d{3})|\.(?=\d{3}(?!\d))", "", number)


def _dates(basis: Basis) -> Iterator[str]:
    for claim in basis.claims:
        published = basis.evidence.document(claim).published
        if published:
            yield published.isoformat()
        if claim.event.date and claim.event.date.period:
            yield claim.event.date.period.iso


def _name_faults(bare: str, basis: Basis) -> Iterator[str]:
    known = set(_words(_cited_text(basis))) | set(_words(" ".join(_names(basis))))
    words = list(_words(bare))
    for place, word in enumerate(words):
        if word in known or word == "I" or not any(letter.isupper() for letter in word):
            continue
        if place or _names_somebody(words):
            yield f"a name that no cited claim has ({word})"


def _names_somebody(words: Sequence[str]) -> bool:
    """Whether a sentence begins with a name, and not with a word that is written with a capital there alone."""
    return any(letter.isupper() for letter in words[0][1:]) or _known().at(words, 0)[0] > 0


@cache
def _known() -> Names:
    return Names.load()


def _names(basis: Basis) -> Iterable[str]:
    for claim in basis.claims:
        yield from map(basis.wording.name_of, codes_of((*claim.event.actors, *claim.event.recipients)))
        yield single(basis.evidence.document(claim).origin.outlet or "")


def _words(text: str) -> Iterator[str]:
    for found in _WORD.finditer(text):
        yield found[0].removesuffix("'s").removesuffix("’s")
