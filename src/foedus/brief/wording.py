"""How the brief words a finding: parties, deed, exact words, voice, and how it is reported."""

from collections.abc import Callable, Mapping, Sequence

from foedus.brief.borders import bound_start, widened
from foedus.brief.excerpts import before_voice, clause_start, excerpt, is_one_clause, with_governing
from foedus.lexicon.tables import data_file, rows
from foedus.model.claim import Claim, Voice, VoiceKind
from foedus.model.finding import Finding, SharedControl
from foedus.model.record import Record
from foedus.model.text import Document, Span

NameOf = Callable[[str], str]
_MAX_QUOTE = 190
# so far before its trigger a deed may begin
_MAX_SUBJECT = 120
_SINGLE = str.maketrans({"“": "‘", "”": "’", '"': "'"})
_POSSESSIVES = ("'s", "’s", "s'", "s’")
_BODIES = ("IGO:", "NGO:", "IMG:", "MNC:")
_PLURALS = frozenset({"men", "media", "police"})
_PRONOUNS = frozenset({"he", "him", "it", "she", "they", "them", "this", "that", "these", "those", "who", "which"})
# {whom} is the recipient with a space before it, or nothing.
_PATTERNS = {
    "completed": "{past}{whom}",
    "ongoing": "{is} reported to be {gerund}{whom}",
    "planned": "{is} to {infinitive}{whom}",
    "ceased": "{has} stopped {gerund}{whom}",
    "conditional": "{is} to {infinitive}{whom} on a stated condition",
    "hypothetical": "might {infinitive}{whom}, by supposition",
    "standing": "{is} bound to {infinitive}{whom}",
    "requested": "{is} asked to {infinitive}{whom}",
    "denied": "{is} said not to {infinitive}{whom}",
    "unspecified": "{is} named in connection with {gerund}{whom}",
}
_OWN_WORDS = {
    ("AGREE", "planned"): "{past}{whom}",
    ("REQUEST", "requested"): "{past}{whom}",
    ("THREATEN", "conditional"): "{past}{whom}",
    ("CONCEDE", "planned"): "promised to {infinitive}{whom}",
}
# Pairs of type and status whose pattern does not tell the status.
_UNTOLD = frozenset({("AGREE", "planned"), ("THREATEN", "conditional")})
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
    alone_past: str
    alone_infinitive: str
    alone_gerund: str


class StatusWords(Record, frozen=True, kw_only=True):
    """A row of `brief/status.tsv`: a headline status in a word, as a table has it, and as a remark in a sentence."""

    status: str
    short: str
    words: str


_STATUS_ROWS = tuple(rows(data_file("brief/status.tsv"), StatusWords))
# The first remark on each status.
STATUS = {line.status: line.words for line in reversed(_STATUS_ROWS)}
# One word for each status, for tables.
SHORT = {line.status: line.short for line in _STATUS_ROWS}


def status_phrases() -> dict[str, str]:
    """Everything that a sentence may say of a status, each with the status that it says: what the gate looks for."""
    said = {line.words: line.status for line in _STATUS_ROWS}
    for status, short in SHORT.items():
        said[f"at first {short}"] = status
        said[f"as of the latest report {short}"] = status
    return said


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
        return self.deed_of(event, status, actors, recipients, begins=True)

    def deed_of(self, event: str, status: str, actors: Sequence[str], recipients: Sequence[str], *, begins: bool) -> str:
        """The same, as a sentence begins with it or as it stands inside one."""
        phrase = self._phrases[event]
        mutual = not recipients and len(actors) > 1
        if mutual:
            past, infinitive, gerund = phrase.mutual_past, phrase.mutual_infinitive, phrase.mutual_gerund
        elif recipients:
            past, infinitive, gerund = phrase.past, phrase.infinitive, phrase.gerund
        else:
            past, infinitive, gerund = phrase.alone_past, phrase.alone_infinitive, phrase.alone_gerund
        if status == "denied":
            infinitive = infinitive.replace("something", "anything")
        many = self.is_plural(actors)
        told = _OWN_WORDS.get((event, status), _PATTERNS[status]).format(
            past=past,
            infinitive=infinitive,
            gerund=gerund,
            whom=f" {self.names(recipients)}" if recipients else "",
            **{"is": "are" if many else "is", "has": "have" if many else "has"},
        )
        who = self.names(actors) or "an unnamed party"
        return f"{capital(who) if begins else who} {told}"

    def is_plural(self, codes: Sequence[str]) -> bool:
        """Whether the names of these codes take a plural verb: several, or a sector such as `farmers`."""
        if len(codes) != 1 or codes[0].startswith(_BODIES):
            return len(codes) > 1
        sector = self.name_of(codes[0]).partition(" of ")[0].rpartition(" ")[2]
        return (":" in codes[0] or codes[0] == "UNK") and (sector.endswith("s") or sector in _PLURALS)

    def opening(self, codes: Sequence[str]) -> str:
        """Display names as a sentence begins with them."""
        return capital(self.names(codes) or "an unnamed party")

    def names(self, codes: Sequence[str]) -> str:
        """Display names joined: `Russia, Belarus and Iran`."""
        return joined([self.name_of(code) for code in codes])

    def status(self, headline: str, turn: int = 0) -> str:
        """What a headline status means, in words; another turn may give other words."""
        said = [line.words for line in _STATUS_ROWS if line.status == headline]
        return said[turn % len(said)]

    def is_untold(self, event: str, status: str) -> bool:
        """Whether the words for a deed leave open what its status is."""
        return (event, status) in _UNTOLD


def joined(names: Sequence[str]) -> str:
    """Names with commas and a last `and`.

    >>> joined(["Russia", "Belarus", "Iran"])
    'Russia, Belarus and Iran'
    """
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def capital(words: str) -> str:
    """The words as a sentence begins with them."""
    return f"{words[:1].upper()}{words[1:]}"


def exact_words(claim: Claim, document: Document) -> str:
    """The words that tell the deed: its object or count, its trigger, and what follows to the end of the clause.

    What names the speaker after it is left to whoever quotes.

    Returns:
        A stretch of one sentence of the document.
    """
    event, sentence, text = claim.event, claim.evidence[0], document.text
    if not sentence.start <= event.trigger.start < event.trigger.end <= sentence.end:
        return words_of(sentence, document)
    start = _beginning(claim, text)
    voices = [span.start for span in _speaking(claim) if event.trigger.end <= span.start < sentence.end]
    limit = min(sentence.end, start + _MAX_QUOTE, *voices)
    parts = (event.object, event.quantity, event.place, event.date, claim.exchange.gets if claim.exchange else None)
    least = max([event.trigger.end, *(part.end for part in parts if part is not None and start < part.end <= limit)])
    most = sentence.end
    for place in voices:
        most = before_voice(text, least, place, most)
    return _governed(text, start, excerpt(text, start, least, most), sentence)


def _governed(text: str, start: int, words: str, sentence: Span) -> str:
    """The words with what governs them."""
    if not text.startswith(words, start):
        return words
    start, end = widened(text, start, start + len(words), sentence)
    return text[start:end]


def bounded(claim: Claim, part: Span, document: Document) -> str:
    """The words of a part of a claim, with a bound or negation right before them: `up to 25,000 workers`."""
    sentence = next((span for span in claim.evidence if span.start <= part.start and part.end <= span.end), part)
    return document.text[bound_start(document.text, part.start, sentence) : part.end]


def has_subject_before(claim: Claim, text: str) -> bool:
    """Whether the words that name the actors stand right before the trigger, as its subject."""
    spans = [party.span for party in claim.event.actors]
    trigger, sentence = claim.event.trigger, claim.evidence[0]
    if not spans or any(span is None or span.start < sentence.start for span in spans):
        return False
    last = max(span.end for span in spans if span is not None)
    if text[:last].endswith(_POSSESSIVES):
        return False
    return last <= trigger.start and not text[last : trigger.start].strip()


def _speaking(claim: Claim) -> list[Span]:
    """The words that name speakers and mark that they speak."""
    return [*(one.span for one in claim.attribution.voices if one.span is not None), *claim.attribution.cues]


def _beginning(claim: Claim, text: str) -> int:
    """Where the words begin.

    At an object or count that stands before the trigger; else at the trigger if its subject is known to stand before it, or if the
    clause begins far from it or with a speaker; else where the clause begins.
    """
    trigger, sentence = claim.event.trigger, claim.evidence[0]
    start = trigger.start
    for part in (claim.event.object, claim.event.quantity):
        if part is not None and sentence.start <= part.start < start and trigger.start - part.start <= _MAX_SUBJECT:
            start = part.start if is_one_clause(text, part.start, trigger.start) else start
    if start < trigger.start:
        return with_governing(text, sentence.start, start)
    if has_subject_before(claim, text):
        return start
    begin = clause_start(text, sentence.start, trigger.start)
    is_spoken = any(begin <= span.start < trigger.start for span in _speaking(claim))
    return trigger.start if is_spoken or trigger.start - begin > _MAX_SUBJECT else begin


def denying_words(claim: Claim, document: Document) -> str:
    """The words of a denial: all of its clause, since the word that denies may stand anywhere in it."""
    sentence, trigger, text = claim.evidence[0], claim.event.trigger, document.text
    begin = clause_start(text, sentence.start, max(sentence.start, trigger.start))
    if not 0 < trigger.end - begin <= _MAX_QUOTE or trigger.end > sentence.end:
        return exact_words(claim, document)
    return _governed(text, begin, excerpt(text, begin, trigger.end, sentence.end), sentence)


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


def deepest_named(claim: Claim) -> Voice:
    """The deepest voice that is not told by a pronoun alone; the author's at the latest."""
    return next((one for one in claim.attribution.voices if one.text.casefold() not in _PRONOUNS), claim.attribution.voices[-1])


def voice(claim: Claim, document: Document) -> str:
    """Who says so: `according to “the industry ministry”`, `by hearsay`, or the outlet in its own name."""
    deepest = deepest_named(claim)
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
