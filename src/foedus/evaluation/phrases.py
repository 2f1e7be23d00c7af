"""Phrases that name an actor, against their annotated country and sector."""

from collections.abc import Mapping, Sequence
from typing import Any

from foedus.evaluation.counting import accuracy, judged
from foedus.evaluation.parties import country, sector
from foedus.evaluation.resampling import share_interval
from foedus.model.mention import Actor
from foedus.model.record import Record

MEASURES = ("country", "sector", "both")
# What an actor of no stated sector is: a state acts through its government, bodies of no state by what they are.
_PLAIN = {"IGO": "", "IMG": "", "NGO": "SOC", "MNC": "BUS"}


class Phrase(Record, frozen=True, kw_only=True):
    """An annotated phrase.

    Attributes:
        phrase: The words.
        country: ISO 3166 alpha-3, or `IGO`, `NGO`, `MNC`; empty if the words name no actor.
        sector: PLOVER sector; empty for intergovernmental bodies and where no actor is named. Of a state, empty and `GOV` are one.
    """

    phrase: str
    country: str = ""
    sector: str = ""


class Read(Record, frozen=True, kw_only=True):
    """How a phrase was read, beside its annotation.

    Attributes:
        phrase: As annotated.
        countries: Countries of the actors that were found.
        sectors: Their sectors.
    """

    phrase: Phrase
    countries: frozenset[str]
    sectors: frozenset[str]

    @property
    def right(self) -> Mapping[str, bool]:
        """Which measures hold: what was found must be the annotated value and no other."""
        named = self.phrase.country or self.phrase.sector
        same = {
            "country": self.countries == ({self.phrase.country} - {""}),
            "sector": self.sectors == ({_stated(self.phrase.sector, self.phrase.country)} if named else set()),
        }
        return same | {"both": all(same.values())}

    @property
    def told(self) -> str:
        """What was found."""
        return " ".join(filter(None, ("+".join(sorted(found - {""})) for found in (self.countries, self.sectors)))) or "nobody named"


def read(phrase: Phrase, actors: Sequence[Actor]) -> Read:
    """Put the actors that were found in a phrase beside its annotation."""
    return Read(
        phrase=phrase,
        countries=frozenset(country(actor.code) for actor in actors) - {""},
        sectors=frozenset(_stated(actor.sector or sector(actor.code), country(actor.code)) for actor in actors),
    )


def _stated(sector: str, country: str) -> str:
    """A sector, or what its absence means of an actor of this country or kind of body."""
    return sector or (_PLAIN.get(country, "GOV") if country else "")


def scores(phrases: Sequence[Read]) -> dict[str, Any]:
    """Accuracy of country, sector and both; `… interval` to its 95 % interval; `sectors` to the three by annotated sector."""
    sums = {measure: judged(phrase.right[measure] for phrase in phrases) for measure in MEASURES}
    values: dict[str, Any] = {"phrases": len(phrases)}
    values.update({measure: accuracy(*count[:2]) for measure, count in sums.items()})
    values.update({f"{measure} interval": share_interval(*count[:2]) for measure, count in sums.items()})
    return values | {"sectors": {name: _of_sector(phrases, name) for name in sorted({phrase.phrase.sector for phrase in phrases})}}


def _of_sector(phrases: Sequence[Read], name: str) -> dict[str, Any]:
    group = [phrase for phrase in phrases if phrase.phrase.sector == name]
    sums = {measure: judged(phrase.right[measure] for phrase in group) for measure in MEASURES}
    return {"phrases": len(group), **{measure: accuracy(*count[:2])[0] for measure, count in sums.items()}}
