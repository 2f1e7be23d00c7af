"""Places in the words of others: sites that names and addresses on lists speak of, under ids that claims' places have too."""

import re
from collections.abc import Iterable, Iterator, Sequence

from foedus.model.mention import PlaceMention
from foedus.recognition.gazetteer import SITE, Feature, Gazetteer
from foedus.recognition.toponyms import fold

_WORD = re.compile(r"[\w'’]+")


def place_id(feature: Feature) -> str:
    """The id of a place: that of GeoNames where there is one, else what sets it apart in our tables."""
    if feature.geonames is not None:
        return f"gn:{feature.geonames}"
    return f"{feature.kind}:{feature.country or '-'}:{fold(feature.name)}"


class Sites:
    """Finds places of the gazetteer by words.

    Of running words only sites count (zones, ports, bases, plants): that an address is in a city says nothing of the city.

    Args:
        gazetteer: Known places.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._keys = gazetteer.site_keys()
        self._longest: dict[str, int] = {}
        for key in self._keys:
            words = key.split()
            self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))

    def __call__(self, text: str, countries: Sequence[str], *, of_place: bool = False) -> Iterator[tuple[str, str, bool]]:
        """The places that a text names.

        Args:
            text: A name or an address.
            countries: Where they may be; anywhere if empty.
            of_place: The text is the name of a place: then it may be one of any kind.

        Returns:
            Of each its id, the words that name it, and whether these are all the words. A name that several places bear gives none.
        """
        key = fold(text)
        whole = self._one(key, countries, sites_only=not of_place)
        if whole is not None:
            yield place_id(whole), text, True
            return
        if self._longest.keys().isdisjoint(key.split()):  # nearly all texts; what follows is slow
            return
        words = list(_WORD.finditer(text))
        folded = [fold(word[0]) for word in words]
        i = 0
        while i < len(words):
            size = min(self._longest.get(folded[i], 0), len(words) - i)
            ends = (i + length for length in range(size, 0, -1))
            named = ((end, self._one(" ".join(folded[i:end]), countries, sites_only=True)) for end in ends)
            end, found = next(((end, found) for end, found in named if found is not None), (i + 1, None))
            if found is not None:
                yield place_id(found), text[words[i].start() : words[end - 1].end()], False
            i = end

    def of_mention(self, mention: PlaceMention) -> tuple[str, ...]:
        """The ids of a place that a document names; none if it was not resolved."""
        if mention.geonames is not None:
            return (f"gn:{mention.geonames}",)
        if mention.latitude is None:
            return ()
        countries = [mention.country] if mention.country else []
        return tuple(dict.fromkeys(place for place, _, _ in self(mention.text, countries, of_place=True)))

    def _one(self, key: str, countries: Iterable[str], *, sites_only: bool) -> Feature | None:
        """The only feature of a key in these countries, none if there are several or none."""
        if sites_only and key not in self._keys:
            return None
        allowed = set(countries)
        found = {
            named.feature
            for named in self._gazetteer.find(key)
            if (named.feature.kind == SITE or not sites_only) and (not allowed or named.feature.country in {None, *allowed})
        }
        return found.pop() if len(found) == 1 else None
