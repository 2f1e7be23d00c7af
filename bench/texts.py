"""Texts to measure on: political reports, a stream of general news in which one document in ten is political, and variations of either.

A variation of a text leaves some sentences out, exchanges states for others, draws numbers anew and puts a made-up word into each
sentence, so that no text and no sentence comes twice and the number of different words grows as it does in the news. What it says
means nothing; how long it is and how it is built are the source's.
"""

import datetime as dt
import hashlib
import random
import re
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path

import msgspec

from bench.pages import other_text
from foedus.model.record import DocumentId, identify
from foedus.model.text import Document, Origin
from foedus.parsing.sentences import Splitter
from foedus.reading.sources import read_bytes

CORPUS = Path(__file__).parents[1] / "corpus"
# where the articles of general news lie; without one of them, texts are put together from the templates of `bench.pages`
GENERAL = CORPUS / "general"
POLITICAL_SHARE = 10
STREAMS = ("political", "general")

# a state, whose people, and its capital: exchanged for one another
_STATES = (
    ("Russia", "Russian", "Moscow"), ("China", "Chinese", "Beijing"), ("Japan", "Japanese", "Tokyo"), ("Iran", "Iranian", "Tehran"),
    ("France", "French", "Paris"), ("Germany", "German", "Berlin"), ("Turkey", "Turkish", "Ankara"), ("Egypt", "Egyptian", "Cairo"),
    ("India", "Indian", "Delhi"), ("Brazil", "Brazilian", "Brasilia"), ("Kenya", "Kenyan", "Nairobi"), ("Poland", "Polish", "Warsaw"),
    ("Ukraine", "Ukrainian", "Kyiv"), ("Greece", "Greek", "Athens"), ("Serbia", "Serbian", "Belgrade"), ("Vietnam", "Vietnamese", "Hanoi"),
    ("Chad", "Chadian", "N'Djamena"), ("Sudan", "Sudanese", "Khartoum"), ("Peru", "Peruvian", "Lima"), ("Chile", "Chilean", "Santiago"),
    ("Georgia", "Georgian", "Tbilisi"), ("Armenia", "Armenian", "Yerevan"), ("Ethiopia", "Ethiopian", "Addis Ababa"),
    ("Pakistan", "Pakistani", "Islamabad"), ("Norway", "Norwegian", "Oslo"), ("Finland", "Finnish", "Helsinki"),
    ("Colombia", "Colombian", "Bogota"), ("Cuba", "Cuban", "Havana"), ("Qatar", "Qatari", "Doha"), ("Jordan", "Jordanian", "Amman"),
)  # fmt: skip
_PLACE_OF = {name: (number, form) for number, names in enumerate(_STATES) for form, name in enumerate(names)}
_STATE = re.compile(rf"\b(?:{'|'.join(sorted(_PLACE_OF, key=len, reverse=True))})\b")
_NUMBER = re.compile(r"\b[1-9]\d*\b")
_WORD = re.compile(r"(?<=[a-z,] )[a-z]{4,}(?= [a-z])")
_SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstv" for vowel in "aeiou"]
_MADE_UP = 1_000_000
_FEWEST_WORDS = 60
_KEPT = 0.8
_OUTLETS = ("Gazette", "Courier", "Monitor", "Herald", "Post")
_PER_DAY, _PER_SEED = 90, 450
_FIRST = dt.date(2021, 1, 1)


class Source:
    """A text cut into its sentences, of which variations are made.

    Args:
        document: The text.
        splitter: Tells sentences apart.
    """

    def __init__(self, document: Document, splitter: Splitter) -> None:
        self.document = document
        pieces = splitter.split(document.text)
        self._pieces = [(piece.paragraph, document.text[piece.start : piece.end]) for piece in pieces]

    def varied(self, chance: random.Random, name: str, day: dt.date) -> tuple[Document, int]:
        """A variation with a name of its own, published on a day, and how many sentences it has."""
        kept = [piece for piece in self._pieces if chance.random() < _KEPT] or self._pieces[:1]
        shift = chance.randrange(1, len(_STATES))
        text, last = "", kept[0][0]
        for paragraph, sentence in kept:
            gap = ("" if not text else " ") if paragraph == last else "\n\n"
            text += gap + changed(sentence, chance, shift)
            last = paragraph
        return document_of(name, text, day, chance.choice(_OUTLETS)), len(kept)


def changed(sentence: str, chance: random.Random, shift: int) -> str:
    """A sentence about other states, with other numbers and a made-up word."""
    sentence = _STATE.sub(lambda found: _STATES[(_PLACE_OF[found[0]][0] + shift) % len(_STATES)][_PLACE_OF[found[0]][1]], sentence)
    sentence = _NUMBER.sub(lambda found: _redrawn(found[0], chance), sentence)
    words = list(_WORD.finditer(sentence))
    if not words:
        return f"{sentence[:-1]} in {made_up(chance).title()}{sentence[-1:]}"
    word = chance.choice(words)
    return sentence[: word.start()] + made_up(chance) + sentence[word.end() :]


def _redrawn(number: str, chance: random.Random) -> str:
    """Another number of as many digits; years stay what they are, and a day remains one of a month."""
    if len(number) == 4 and number[:2] in {"19", "20"}:  # noqa: PLR2004  # a year
        return number
    if len(number) <= 2:  # noqa: PLR2004  # a day of a month, perhaps
        return str(chance.randint(1, min(28, 10 ** len(number) - 1)))
    return str(chance.randint(10 ** (len(number) - 1), 10 ** len(number) - 1))


def made_up(chance: random.Random) -> str:
    """A word that no dictionary has: a few are frequent, and new ones never end."""
    number = int(_MADE_UP ** chance.random())
    letters = ""
    while number or not letters:
        number, rest = divmod(number, len(_SYLLABLES))
        letters += _SYLLABLES[rest]
    return f"{letters}nd" if len(letters) > 2 else f"{letters}rond"  # noqa: PLR2004  # one syllable alone could be a word


def document_of(name: str, text: str, day: dt.date, outlet: str, *, title: str = "", extractor: str = "varied/1") -> Document:
    """A document of a text that is made up."""
    return Document(
        id=DocumentId(identify("d", name)),
        name=name,
        origin=Origin(outlet=outlet),
        title=title,
        text=text,
        language="en",
        published=day,
        raw_sha256="",
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        extractor=extractor,
        synthetic=True,
    )


def read_documents(path: Path) -> list[Document]:
    """The documents of a file, of any kind that `foedus read` takes."""
    return list(read_bytes(path.read_bytes(), Origin(path=path.name)).kept)


def bundled() -> list[Document]:
    """The reports that come with the package."""
    raw = (resources.files("foedus") / "data" / "demo" / "reports.jsonl").read_bytes()
    return list(read_bytes(raw, Origin(path="reports.jsonl")).kept)


def political() -> list[Document]:
    """The bundled reports, and the longer texts of the annotated corpus where it is there."""
    found = bundled()
    for path in sorted(CORPUS.glob("?/corpus.jsonl")):
        found += (document for document in read_documents(path) if len(document.text.split()) >= _FEWEST_WORDS)
    return found


def others(count: int = 120, seed: int = 1) -> list[Document]:
    """Articles of general news that nothing was learnt from, one in five with some public deed; made from templates where none is there.

    Args:
        count: How many are made from templates.
        seed: Another number, other texts from templates.
    """
    found = [document for path in sorted(GENERAL.glob("*.jsonl")) for document in _unlearnt(path)]
    if found:
        return found
    chance = random.Random(seed)  # noqa: S311  # no secret
    return [document_of(f"o{number}", other_text(chance), _FIRST, "The Daily Template") for number in range(count)]


def _unlearnt(path: Path) -> Iterator[Document]:
    """The documents of a file but for those for training."""
    lines = {line["id"]: line for line in map(msgspec.json.decode, path.read_bytes().splitlines())}
    fit = {name for name, line in lines.items() if line.get("split") == "test"}
    return (document for document in read_documents(path) if document.name in fit)


def stream(name: str, reports: Sequence[Document], rest: Sequence[Document]) -> list[Document]:
    """The documents of a stream: all reports, or all the others with one report to nine of them.

    Args:
        name: `political` or `general`.
        reports: Political texts.
        rest: Others.
    """
    if name == "political":
        return list(reports)
    mixed: list[Document] = []
    for number, document in enumerate(rest):
        if number % (POLITICAL_SHARE - 1) == 0:
            mixed.append(reports[number // (POLITICAL_SHARE - 1) % len(reports)])
        mixed.append(document)
    return mixed


def varied(name: str, sources: Sequence[Source], rest: Sequence[Source], sentences: int, seed: int) -> Iterator[Document]:
    """Variations of so many sentences in all.

    Args:
        name: `political` or `general`: in this, one document in ten is of the first sources.
        sources: Political texts.
        rest: Others.
        sentences: How many in all, to within the last document.
        seed: Another number, other variations, published after those of a smaller one.
    """
    chance = random.Random(f"{name} {seed}")  # noqa: S311  # no secret
    number = 0
    while sentences > 0:
        political_one = name == "political" or number % POLITICAL_SHARE == 0
        day = _FIRST + dt.timedelta(days=(seed * _PER_SEED + number) // _PER_DAY)
        document, has = chance.choice(sources if political_one else rest).varied(chance, f"v{seed}-{number}", day)
        yield document
        sentences -= has
        number += 1
