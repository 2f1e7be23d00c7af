"""The token table: entries that share rare words or sounds come first, legal forms count for nothing."""

import pytest

from foedus.screening.tokens import TokenTable, sound, tokens_of

NAMES = [
    ["Korlan Trading Company"],
    ["Other Trading Company", "Шойгу Трейдинг"],
    ["Third Trading JSC"],
    ["JSC Fourth"],
    ["Sergei Shoygu"],
]


@pytest.fixture(scope="module")
def table() -> TokenTable:
    """A few entries."""
    return TokenTable(NAMES)


@pytest.mark.parametrize(
    ("name", "first"),
    [("Korlan", 0), ("Trading Korlan Ltd", 0), ("Shoigu", 4), ("Sergey Shoigu", 4), ("Фоурт АО", 3), ("Third", 2)],
)
def test_the_rarest_words_decide(table: TokenTable, name: str, first: int) -> None:
    """And sounds find other spellings and scripts."""
    assert first in table.nearest(name, 2)


def test_what_shares_no_word_is_not_near(table: TokenTable) -> None:
    """Legal forms are no words."""
    assert table.nearest("Unheard JSC", 10) == []
    assert table.nearest("", 10) == []


def test_no_more_are_given_than_asked_for(table: TokenTable) -> None:
    """In the order of nearness, ties by number."""
    assert table.nearest("Trading", 2) == [0, 1]
    assert len(table.nearest("Trading", 10)) == 3


@pytest.mark.parametrize(
    ("first", "second"),
    [("shoigu", "shoygu"), ("jong", "chong"), ("kim", "gim"), ("pak", "bak"), ("belousov", "byelousov"), ("aleksey", "alexei")],
)
def test_spellings_of_one_sound(first: str, second: str) -> None:
    """They have one skeleton."""
    assert sound(first) == sound(second)


def test_a_name_of_legal_forms_alone_still_has_tokens() -> None:
    """Else it could not be found."""
    assert [token for token, _ in tokens_of("JSC LLC")]
