"""Texts to measure on."""

import datetime as dt
import random
import re
from itertools import islice

import pytest
from bench.hostile import PAGES
from bench.texts import POLITICAL_SHARE, Source, changed, document_of, made_up, stream, varied

from foedus.parsing.sentences import Splitter

DAY = dt.date(2025, 6, 19)
TEXT = (
    "Russia sent 1,250 workers to Iran in 2024. Tehran thanked Moscow, and the Iranian army moved 45 guns.\n\nNothing else was said today."
)


def seeded(seed: int) -> random.Random:
    """Chance that is the same each time."""
    return random.Random(seed)  # noqa: S311  # no secret


@pytest.fixture(scope="module")
def source() -> Source:
    """A text of three sentences."""
    return Source(document_of("a", TEXT, DAY, "Gazette"), Splitter({}, lambda text: ((m[0], m.start()) for m in re.finditer(r"\S+", text))))


def test_states_are_exchanged_alike() -> None:
    """State, people and capital move together; a year stays a year."""
    told = changed("Russia and the Iranian army left Moscow in 2024.", seeded(1), 1)
    assert re.match(r"China and the French (army|\w+nd) (left|\w+nd) Beijing in 2024\.", told)
    assert "Russia" not in told


def test_no_sentence_stays_what_it_was() -> None:
    """One without a word to exchange gets one more."""
    for sentence in ("Nothing else was said today.", "Yes.", "Iran lost 45 guns."):
        assert len({changed(sentence, seeded(seed), 3) for seed in range(20)}) > 10


def test_new_words_never_end() -> None:
    """A few are frequent, as in the news, and there are more of them the more is read."""
    chance = seeded(5)
    words = [made_up(chance) for _ in range(4_000)]
    assert len(set(words)) > 1.5 * len(set(words[:2_000]))
    assert len(set(words)) < 0.9 * len(words)
    assert all(re.fullmatch(r"[a-z]{5,}", word) for word in words)


def test_no_text_comes_twice(source: Source) -> None:
    """With names of their own, days that go on, and about as many sentences as were asked for."""
    documents = list(varied("political", [source], [], 600, 0))
    assert len({document.text for document in documents}) == len(documents)
    assert len({document.name for document in documents}) == len(documents)
    days = [document.published for document in documents if document.published]
    assert days == sorted(days)
    assert days[-1] > days[0]
    assert 200 <= len(documents) <= 600
    later = next(varied("political", [source], [], 1, 1))
    assert later.published is not None
    assert later.published > days[0]
    assert [document.text for document in varied("political", [source], [], 600, 0)] == [document.text for document in documents]


def test_one_document_in_ten_of_the_general_stream_is_political(source: Source) -> None:
    """In variations as in the stream itself."""
    other = Source(document_of("o", "Rain fell on the fields here.", DAY, "Gazette"), Splitter({}, lambda text: [(text, 0)]))
    documents = list(islice(varied("general", [source], [other], 10**6, 0), 50))
    assert [number for number, document in enumerate(documents) if "fields" not in document.text and "fell" not in document.text][:2] == [
        0,
        10,
    ]
    rest = [document_of(f"o{number}", "Rain.", DAY, "Gazette") for number in range(18)]
    mixed = stream("general", [document_of("p", TEXT, DAY, "Gazette")], rest)
    assert len(mixed) == 20
    assert sum(document.name == "p" for document in mixed) == len(mixed) // POLITICAL_SHARE
    assert stream("political", mixed[:1], rest) == mixed[:1]


@pytest.mark.parametrize("made", PAGES, ids=lambda made: str(made.__name__))
def test_hostile_pages_differ_from_seed_to_seed(made: object) -> None:
    """And are the same for the same seed."""
    assert callable(made)
    pages = {made(seeded(seed)) for seed in range(6)}
    assert len(pages) > 1
    assert made(seeded(1)) == made(seeded(1))
