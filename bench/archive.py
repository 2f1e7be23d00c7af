"""A news archive made up for measuring: stories between states, told by many outlets, with reprints and citations.

States and outlets are as unevenly busy as in the news (Zipf), stories flare up and fade, a third of the reports repeat another
one. Each claim knows the planted deed that it tells of, so that what comes out can be held against what went in. The words mean nothing.
"""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from bench.texts import document_of
from foedus.model.claim import Act, Attribution, Certainty, Claim, Polarity, Status, Voice, VoiceKind
from foedus.model.event import Event, Party
from foedus.model.mention import Actor
from foedus.model.record import ClaimId, EventId, identify
from foedus.model.text import Document, Span

STATES, OUTLETS, WORDS = 180, 400, 12_000
KINDS: tuple[str, ...] = ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST")
KINDS += ("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
# share of reports that repeat an earlier one of their story, and of those that cite it by its outlet
REPRINTS, CITATIONS = 0.2, 0.15
_SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstv" for vowel in "aeio"]
_LONGEST_DAYS = 40
_DEEDS = 4


@dataclass
class Deed:
    """A planted deed: kind, parties, and the sentence in the words of one report."""

    key: str
    kind: str
    actor: str
    recipient: str
    status: Status
    words: list[str]


@dataclass
class Story:
    """Deeds between two states over some weeks."""

    first: dt.date
    deeds: list[Deed]
    words: list[str]
    reports: list[tuple[Document, list[Claim]]] = field(default_factory=list)


def archive(documents: int, *, per_day: float = 90.0, seed: int = 7) -> Iterator[tuple[Document, list[Claim], dict[ClaimId, str]]]:
    """Reports in order of publication, with their claims and the planted deed of each claim.

    Args:
        documents: How many.
        per_day: How many appear on one day.
        seed: Another number, another archive.
    """
    chance = random.Random(seed)  # noqa: S311  # an archive, not a secret
    vocabulary = sorted({"".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(WORDS)})
    states = [f"{a}{b}{c}" for a in "ABCDEF" for b in "GHIJKL" for c in "MNOPQ"][:STATES]
    outlets = [f"{vocabulary[i].title()} {vocabulary[-i].title()} Post" for i in range(1, OUTLETS + 1)]
    running: list[Story] = []
    begun = 0
    for number in range(documents):
        day = dt.date(2021, 1, 1) + dt.timedelta(days=int(number / per_day))
        running = [story for story in running if (day - story.first).days <= _LONGEST_DAYS]
        if not running or chance.random() < 0.2:  # noqa: PLR2004  # a story has five reports on average, and a few have very many
            begun += 1
            running.append(_story(chance, day, begun, states, vocabulary))
        # what has been reported is reported on, the more so the fresher it is
        weights = [(1 + len(story.reports)) ** 0.7 * 0.8 ** (day - story.first).days for story in running]
        story = chance.choices(running, weights)[0]
        document, claims, planted = _report(chance, story, day, f"r{number}", _skewed(chance, outlets), vocabulary)
        story.reports.append((document, claims))
        yield document, claims, planted


def _story(chance: random.Random, day: dt.date, number: int, states: list[str], vocabulary: list[str]) -> Story:
    a, b = _skewed(chance, states), _skewed(chance, states)
    pair = [a, b if b != a else states[-1]]
    words = chance.sample(vocabulary, 12)
    deeds = []
    for i in range(chance.randint(1, _DEEDS)):
        actor, recipient = chance.sample(pair, 2)
        status = chance.choice([Status.PLANNED, Status.COMPLETED, Status.COMPLETED, Status.ONGOING])
        deeds.append(
            Deed(f"{number}-{i}", chance.choice(KINDS), actor, recipient, status, chance.sample(words, 4) + chance.sample(vocabulary, 3))
        )
    return Story(day, deeds, words)


def _skewed(chance: random.Random, values: list[str]) -> str:
    """One of the values, the first ones far more often."""
    return values[min(int(len(values) ** chance.random()) - 1, len(values) - 1)]


def _report(
    chance: random.Random, story: Story, day: dt.date, name: str, outlet: str, vocabulary: list[str]
) -> tuple[Document, list[Claim], dict[ClaimId, str]]:
    earlier = chance.choice(story.reports) if story.reports else None
    told = chance.sample(story.deeds, chance.randint(1, len(story.deeds)))
    sentences: list[tuple[str, Deed | None]] = []
    kept = chance.random()
    if earlier and kept < REPRINTS:
        sentences = _again(story, earlier)
    else:
        cited = f", according to the {earlier[0].origin.outlet}" if earlier and kept < REPRINTS + CITATIONS else ""
        for deed in told:
            own = chance.sample(vocabulary, 4)
            sentences.append((f"{deed.actor} {' '.join(chance.sample(deed.words, 6) + own)} {deed.recipient}{cited}.", deed))
            sentences.append((f"{' '.join(chance.sample(story.words, 5) + chance.sample(vocabulary, 12)).capitalize()}.", None))
    sentences.append((f"{' '.join(chance.sample(vocabulary, 15)).capitalize()}.", None))
    text = " ".join(sentence for sentence, _ in sentences)
    document = document_of(name, text, day, outlet, title=" ".join(chance.sample(story.words, 5)), extractor="archive/1")
    return document, *_claims(document, sentences)


def _again(story: Story, earlier: tuple[Document, list[Claim]]) -> list[tuple[str, Deed | None]]:
    """The sentences of an earlier report, with the deeds that they tell of."""
    document, claims = earlier
    by_parts = {(deed.kind, deed.actor, deed.recipient): deed for deed in story.deeds}
    told = {
        claim.evidence[0].start: by_parts[claim.event.type, claim.event.actors[0].actor.code, claim.event.recipients[0].actor.code]
        for claim in claims
    }
    found, start = [], 0
    for piece in document.text.split(". "):
        found.append((piece.rstrip(".") + ".", told.get(start)))
        start += len(piece) + 2
    return found


def _claims(document: Document, sentences: list[tuple[str, Deed | None]]) -> tuple[list[Claim], dict[ClaimId, str]]:
    claims: list[Claim] = []
    planted: dict[ClaimId, str] = {}
    start = 0
    for sentence, deed in sentences:
        if deed is not None:
            claims.append(_claim(document, start, sentence, deed))
            planted[claims[-1].id] = deed.key
        start += len(sentence) + 1
    return claims, planted


def _claim(document: Document, start: int, sentence: str, deed: Deed) -> Claim:
    words = sentence.split(" ")
    trigger = Span(document=document.id, start=start + 4, end=start + 4 + len(words[1]))
    actor = Party(actor=Actor(code=deed.actor), span=Span(document=document.id, start=start, end=start + 3))
    return Claim(
        id=ClaimId(identify("c", document.id, start)),
        document=document.id,
        name=document.name,
        event=Event(
            id=EventId(identify("e", document.id, start)),
            sentence=0,
            token=1,
            trigger=trigger,
            type=deed.kind,
            actors=(actor,),
            recipients=(Party(actor=Actor(code=deed.recipient)),),
            coder="archive/1",
        ),
        status=deed.status,
        polarity=Polarity.POSITIVE,
        certainty=Certainty.CERTAIN,
        act=Act.ASSERTS,
        attribution=Attribution(voices=(Voice(kind=VoiceKind.AUTHOR),)),
        evidence=(Span(document=document.id, start=start, end=start + len(sentence)),),
    )
