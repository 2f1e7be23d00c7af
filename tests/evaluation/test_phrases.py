"""Actor phrases against their annotated country and sector."""

import pytest

from foedus.evaluation.phrases import Phrase, read, scores
from foedus.evaluation.report import phrases_report
from foedus.model.mention import Actor


def actors(told: str) -> list[Actor]:
    """Actors from `CODE` or `CODE=SECTOR`, in one string."""
    pairs = (part.partition("=") for part in told.split())
    return [Actor(code=code, sector=sector) for code, _, sector in pairs]


@pytest.mark.parametrize(
    ("country", "sector", "found", "country_right", "sector_right"),
    [
        ("SAU", "CVL", "SAU:CVL=CVL", True, True),
        ("SAU", "CVL", "SAU:CVL", True, True),
        ("RUS", "MIL", "RUS=MIL", True, True),
        ("RUS", "MIL", "RUS", True, False),
        ("IRN", "", "IRN", True, True),
        ("IRN", "", "IRN=GOV", True, True),
        ("IGO", "", "IGO:UN", True, True),
        ("MNC", "", "", False, False),
        ("", "", "", True, True),
        ("", "", "TCD", False, False),
        ("", "REB", "UNK:REB", True, True),
        ("MLI", "", "MLI NER", False, True),
    ],
)
def test_what_is_right(country: str, sector: str, found: str, country_right: bool, sector_right: bool) -> None:
    """The annotated value and no other; nobody where nobody is annotated."""
    right = read(Phrase(phrase="they", country=country, sector=sector), actors(found)).right
    assert (right["country"], right["sector"], right["both"]) == (country_right, sector_right, country_right and sector_right)


def test_scores_by_sector_and_the_wrong_ones() -> None:
    """With the interval of each accuracy."""
    phrases = [
        read(Phrase(phrase="Saudi men", country="SAU", sector="CVL"), actors("SAU:CVL=CVL")),
        read(Phrase(phrase="Saudi women", country="SAU", sector="CVL"), actors("SAU")),
        read(Phrase(phrase="Amazon", country="MNC"), []),
    ]
    values = scores(phrases)
    assert (values["country"], values["sector"], values["both"]) == ([0.667, 3], [0.333, 3], [0.333, 3])
    assert values["sectors"]["CVL"] == {"phrases": 2, "country": 1.0, "sector": 0.5, "both": 0.5}
    assert values["country interval"][0] < 0.667 < values["country interval"][1]
    report = phrases_report(phrases, errors=9)
    assert report.text.endswith("wrong:\n  Saudi women: SAU CVL, read as SAU GOV\n  Amazon: MNC, read as nobody named")
    assert report.values["errors"][1] == {"phrase": "Amazon", "annotated": "MNC", "read": "nobody named"}
    assert "wrong" not in phrases_report(phrases).text
