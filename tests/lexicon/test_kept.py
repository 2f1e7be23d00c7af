"""Answers are kept for the latest words alone."""

from foedus.lexicon.kept import LONGEST_KEPT, Kept


def test_answers_are_kept_for_the_latest_words() -> None:
    """A word is looked up once while it is among the latest, and answers do not pile up."""
    asked: list[str] = []

    def find(word: str) -> str:
        asked.append(word)
        return word.upper()

    kept = Kept(find, most=3)
    for number in range(100):
        assert kept(f"w{number}") == f"W{number}"
        assert kept("again") == "AGAIN"
    assert asked.count("again") == 1
    assert len(kept) == 3


def test_long_words_are_not_kept() -> None:
    """A word that is longer than any real one has its answer, and leaves nothing."""
    kept = Kept(len)
    assert kept("x" * 1_000_000) == 1_000_000
    assert len(kept) == 0
    assert kept("x" * LONGEST_KEPT) == LONGEST_KEPT
    assert len(kept) == 1
