"""How the brief words a finding: parties, deed, exact words, voice, and how it is reported."""

from collections.abc import Callable, Mapping, Sequence

from foedus.brief.borders import STOP, bound_start, widened
from foedus.lexicon.tables import data_file, rows
from foedus.model.claim import Claim, VoiceKind
from foedus.model.finding import Finding, SharedControl
from foedus.model.record import Record
from foedus.model.text import Document, Span

NameOf = Callable[[str], str]
_MAX_QUOTE = 190
_SINGLE = str.maketrans({"“": "‘", "”": "’", '"': "'"})
_BODIES = ("IGO:", "NGO:", "IMG:", "MNC:")
_PLURALS = frozenset({"men", "media", "police"})
# {whom} is the recipient with a space before it, or nothing.
_PATTERNS = {
    "completed": "{past}{whom}",
    "ongoing": "{is} reported to be {gerund}{whom}",
    "planned": "{is} to {infinitive}{whom}",
    "ceased": "{has} stopped {gerund}{whom}",
    "conditional": "{is} to {infinitive}{whom}, under a stated condition",
    "hypothetical": "{is} only supposed to {infinitive}{whom}",
    "standing": "{is} bound to {infinitive}{whom}",
    "requested": "{past}{whom}",
    "denied": "did not or will not {infinitive}{whom}",
    "unspecified": "{is} named in connection with {gerund}{whom}",
}
_OWN_WORDS = {
    ("AGREE", "planned"): "{past}{whom}",
    ("REQUEST", "requested"): "{past}{whom}",
    ("THREATEN", "conditional"): "{past}{whom}",
    ("CONCEDE", "planned"): "promised to {infinitive}{whom}",
}
STATUS = {
    "completed": "reported as done",
    "ongoing": "reported as under way",
    "planned": "announced or planned, not reported as done",
    "ceased": "reported as stopped",
    "conditional": "under a stated condition",
    "hypothetical": "supposed, not reported",
    "standing": "an obligation in force",
    "requested": "requested",
    "denied": "denied",
    "unspecified": "mentioned without a status",
}
# Status of a finding of which every report was withdrawn.
RETRACTED = "retracted"


# The rule of a reason that a person's judgement stands behind.
JUDGED = "judged"


class Phrase(Record, frozen=True, kw_only=True):
    """A row of `brief/phrases.tsv`."""

    event: str
    past: str
    infinitive: str
    gerund: str
    mutual_past: str
    mutual_infinitive: str
    mutual_gerund: str


class Wording:
    """Sentences about findings.

    Args:
        phrases: Verb phrases by PLOVER type.
        name_of: Display name of an actor code.
    """

    def __init__(self, phrases: Mapping[str, Phrase], name_of: NameOf) -> None:
        self._phrases = phrases
        self.name_of = name_of

    @classmethod
    def load(cls, name_of: NameOf) -> "Wording":
        """Read the phrase table."""
        return cls({line.event: line for line in rows(data_file("brief/phrases.tsv"), Phrase)}, name_of)

    def deed(self, event: str, status: str, actors: Sequence[str], recipients: Sequence[str]) -> str:
        """Who did what to whom: `North Korea announced or agreed cooperation with Russia`."""
        phrase = self._phrases[event]
        mutual = not recipients and len(actors) > 1
        past, infinitive, gerund = (
            (phrase.mutual_past, phrase.mutual_infinitive, phrase.mutual_gerund)
            if mutual
            else (phrase.past, phrase.infinitive, phrase.gerund)
        )
        many = self.is_plural(actors)
        pattern = _OWN_WORDS.get((event, status), _PATTERNS[status])
        told = pattern.format(
            past=past,
            infinitive=infinitive,
            gerund=gerund,
            whom="" if mutual else f" {self.names(recipients) or 'an unnamed party'}",
            **{"is": "are" if many else "is", "has": "have" if many else "has"},
        )
        return f"{self.opening(actors)} {told}"

    def is_plural(self, codes: Sequence[str]) -> bool:
        """Whether the names of these codes take a plural verb: several, or a sector such as `farmers`."""
        if len(codes) != 1 or codes[0].startswith(_BODIES):
            return len(codes) > 1
        sector = self.name_of(codes[0]).partition(" of ")[0].rpartition(" ")[2]
        return (":" in codes[0] or codes[0] == "UNK") and (sector.endswith("s") or sector in _PLURALS)

    def opening(self, codes: Sequence[str]) -> str:
        """Display names as a sentence begins with them."""
        who = self.names(codes) or "an unnamed party"
        return f"{who[0].upper()}{who[1:]}"

    def names(self, codes: Sequence[str]) -> str:
        """Display names joined: `Russia, Belarus and Iran`."""
        return joined([self.name_of(code) for code in codes])

    def status(self, headline: str) -> str:
        """What a headline status means, in words."""
        return STATUS[headline]


def joined(names: Sequence[str]) -> str:
    """Names with commas and a last `and`.

    >>> joined(["Russia", "Belarus", "Iran"])
    'Russia, Belarus and Iran'
    """
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def exact_words(claim: Claim, document: Document) -> str:
    """The words that tell the deed: from the trigger past its object, count and place to the next stop.

    Returns:
        A stretch of one sentence of the document.
    """
    sentence = claim.evidence[0]
    start = claim.event.trigger.start
    limit = min(sentence.end, start + _MAX_QUOTE)
    end = max(ends_of(claim))
    stop = STOP.search(document.text, end, sentence.end)
    whole = stop.start() if stop else sentence.end
    end = start + len(document.text[start : whole if whole <= limit else end].rstrip(" ."))
    start, end = widened(document.text, start, end, sentence)
    return document.text[start:end]


def ends_of(claim: Claim) -> list[int]:
    """Where a quotation of a deed may end within a clause: after the parts that follow the trigger, or after it if none does."""
    event = claim.event
    start, trigger_end = event.trigger.start, event.trigger.end
    limit = min(claim.evidence[0].end, start + _MAX_QUOTE)
    parts = (event.object, event.quantity, event.place, event.date, claim.exchange.gets if claim.exchange else None)
    return [part.end for part in parts if part is not None and trigger_end < part.end <= limit] or [trigger_end]


def bounded(claim: Claim, part: Span, document: Document) -> str:
    """The words of a part of a claim, with a bound or negation right before them: `up to 25,000 workers`."""
    sentence = next((span for span in claim.evidence if span.start <= part.start and part.end <= span.end), part)
    return document.text[bound_start(document.text, part.start, sentence) : part.end]


def by_hand(claim: Claim) -> dict[str, str]:
    """The quantity, place and date that a person stated instead of the report's, by slot; empty where the person struck it out."""
    event = claim.event
    values = {
        "quantity": event.quantity.text if event.quantity else "",
        "place": event.place.text if event.place else "",
        "date": event.date.period.iso if event.date and event.date.period else "",
    }
    return {slot: single(values[slot]) for slot in values if any(why.part == slot and why.rule == JUDGED for why in claim.why)}


def quoted(words: str) -> str:
    """Words in quotation marks, those inside made single."""
    return f"“{single(words)}”"


def single(words: str) -> str:
    """The words with single quotation marks for double ones."""
    return words.translate(_SINGLE)


def words_of(span: Span, document: Document) -> str:
    """The words of a span."""
    return document.text[span.start : span.end]


def voice(claim: Claim, document: Document) -> str:
    """Who says so: `according to “the industry ministry”`, `by hearsay`, or the outlet in its own name."""
    deepest = claim.attribution.voices[0]
    if deepest.kind is VoiceKind.HEARSAY and not deepest.text:
        return "by hearsay without a named source"
    if deepest.kind is VoiceKind.AUTHOR or not deepest.text:
        return f"in the words of {single(document.origin.outlet)}" if document.origin.outlet else "in the report's own words"
    return f"according to {quoted(deepest.text)}"


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 report`, `3 reports`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def support(finding: Finding) -> str:
    """How a finding is reported: articles, echoes and independent origins."""
    sure, possible = finding.lineages.sure, finding.lineages.possible
    origins = counted(sure, "independent origin") if sure == possible else f"{sure} to {counted(possible, 'independent origin')}"
    echoes = f", {len(finding.echoes)} of them only repeating another" if finding.echoes else ""
    return f"{counted(finding.articles, 'report')}{echoes}, {origins}"


def control(shared: SharedControl, name_of: NameOf) -> str:
    """Who has outlets in hand: `owned by Russia, a party to the deed: Neva Herald; nobody else reports it on their own`."""
    states = joined([name_of(code) for code in shared.states])
    how = f"{joined(shared.control)} by {states}" if shared.control else f"in the hands of {states}"
    if shared.is_party:
        how += ", a party to the deed" if len(shared.states) == 1 else ", parties to the deed"
    held = how if states else f"of one owner, {single(shared.owner)}"
    others = "nobody else reports it on their own" if shared.lineages == "all" else "others report it too"
    return f"{held}: {joined([single(name) for name in shared.outlets])}; {others}"


def label(finding: Finding, claims: Sequence[Claim]) -> str:
    """The caution that a statement on this finding must carry, empty if none."""
    if finding.status == RETRACTED:
        return "withdrawn"
    if any(conflict.relation == "conflict" for conflict in finding.conflicts):
        return "disputed"
    if all(claim.attribution.voices[0].kind is VoiceKind.HEARSAY for claim in claims):
        return "hearsay"
    return "single origin" if finding.lineages.sure < 2 else ""  # noqa: PLR2004  # two origins make corroboration
