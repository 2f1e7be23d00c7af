"""Toponyms with coordinates, and places that are only described."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from foedus.lexicon.names import Names
from foedus.lexicon.tables import data_file, rows
from foedus.model.mention import PlaceMention, TokenRange
from foedus.model.record import Record
from foedus.model.text import Block, Document
from foedus.recognition.bounding import Bounder
from foedus.recognition.gazetteer import CAPITAL, COUNTRY, PROVINCE, REGION, SETTLEMENT, SITE, Feature, Gazetteer
from foedus.recognition.resolving import Bounds, Pick, Resolver
from foedus.recognition.scenes import DescribedPlaces, Scenes
from foedus.recognition.spotting import DIRECTIONS, Spot, Spotter
from foedus.syntax import Tree

PRECISION = {SITE: "site", SETTLEMENT: "settlement", CAPITAL: "settlement", PROVINCE: "province", COUNTRY: "country", REGION: "region"}


class NounRow(Record, frozen=True, kw_only=True):
    """A row of `nouns.tsv`: a noun or two that is a kind of place."""

    noun: str
    kind: str


class WordRow(Record, frozen=True, kw_only=True):
    """A row of `words.tsv`: a word that tells places from other things, and how."""

    word: str
    kind: str


class PlaceRecogniser:
    """Finds the places that the sentences of a document name.

    Args:
        gazetteer: Known names.
        names: Names of actors, which are not places.
        nouns: Kinds of place by noun.
        words: Words by kind, as `words.tsv` has them.
    """

    def __init__(self, gazetteer: Gazetteer, names: Names, nouns: dict[str, str], words: Mapping[str, frozenset[str]]) -> None:
        self._gazetteer = gazetteer
        self._streets = words["street"]
        self._spotter = Spotter(gazetteer, names, nouns.__contains__, words)
        self._bounder = Bounder(gazetteer, nouns, words["home"])
        self._resolver = Resolver(gazetteer)
        self._described = DescribedPlaces(gazetteer, nouns, words)

    @classmethod
    def load(cls, names: Names | None = None) -> "PlaceRecogniser":
        """With the packaged gazetteer and tables.

        Args:
            names: The table of actors, if it is loaded already.
        """
        nouns = {row.noun: row.kind for row in rows(data_file("places/nouns.tsv"), NounRow)}
        words: dict[str, set[str]] = defaultdict(set)
        for row in rows(data_file("places/words.tsv"), WordRow):
            words[row.kind].add(row.word)
        return cls(Gazetteer.load(), names or Names.load(), nouns, {kind: frozenset(found) for kind, found in words.items()})

    def recognise(self, trees: Sequence[Tree], document: Document | None = None) -> list[tuple[PlaceMention, ...]]:
        """The places of each sentence, in order of position.

        Args:
            trees: All sentences of one document, datelines and headings included.
            document: The document, for its text; without it the words are set apart by spaces.
        """
        spots = [spot for index, tree in enumerate(trees) for spot in self._spotter.spots(index, tree)]
        evidence = self._bounder.evidence(trees, spots)
        bounds = self._bounder.bounds(trees, spots)
        totals: dict[str, float] = defaultdict(float)
        for weights in evidence:
            for country, weight in weights.items():
                totals[country] += weight
        picks = self._resolver.resolve(spots, bounds, totals)
        datelines = {index for index, tree in enumerate(trees) if tree.sentence.block is Block.DATELINE}
        scenes = Scenes(self._gazetteer, spots, picks, evidence, datelines)
        text = document.text if document is not None else ""
        found: dict[int, list[PlaceMention]] = defaultdict(list)
        for spot, pick, limits in zip(spots, picks, bounds, strict=True):
            found[spot.sentence].append(self._mention(trees[spot.sentence], text, spot, pick, limits, scenes))
        mentions = []
        for index, tree in enumerate(trees):
            named = found[index]
            scenes.by_noun.update((tree.lemma(m.words.head), m.country) for m in named if tree.tokens[m.words.head].text.islower())
            described = self._described.recognise(index, tree, text, named, scenes)
            mentions.append(tuple(sorted((*named, *described), key=lambda mention: mention.start)))
        return mentions

    def _mention(self, tree: Tree, text: str, spot: Spot, pick: Pick | None, limits: Bounds, scenes: Scenes) -> PlaceMention:
        first, last, head = _extent(tree, spot)
        start, end = tree.span_text(first, last)
        words = TokenRange(sentence=tree.sentence.index, first=first, last=last, head=head)
        wording = text[start:end] or " ".join(token.text for token in tree.tokens[first:last])
        if pick is None:
            country, reason = self._unknown(spot, limits, scenes)
            precision = "container" if country else "unresolved"
            return PlaceMention(words=words, start=start, end=end, text=wording, country=country, precision=precision, reason=reason)
        feature = pick.feature
        contained = (
            spot.noun >= 0 and feature.kind in {SETTLEMENT, CAPITAL, PROVINCE, COUNTRY} and self._bounder.is_site_noun(tree, spot.noun)
        )
        precision = "container" if contained else PRECISION[feature.kind]
        return PlaceMention(
            words=words,
            start=start,
            end=end,
            text=wording,
            country=self._gazetteer.state(feature.country),
            latitude=None if contained else feature.latitude,
            longitude=None if contained else feature.longitude,
            geonames=None if contained else feature.geonames,
            precision=precision,
            score=pick.score,
            runner_up=_runner_up(pick),
            reason=_reason(feature, pick, contained=contained),
        )

    def _unknown(self, spot: Spot, limits: Bounds, scenes: Scenes) -> tuple[str | None, str]:
        """The country of a name that is in no table."""
        if len(limits.countries) == 1:
            country = next(iter(limits.countries))
            return country, f"not in the gazetteer; {country} is named beside it"
        is_street = spot.key.rpartition(" ")[2] in self._streets
        return scenes.inherited(spot.sentence, spot.first, "" if is_street else spot.key)


def _extent(tree: Tree, spot: Spot) -> tuple[int, int, int]:
    """First and last word of the place with its article, direction and head noun, and its head."""
    first, last, head = spot.first, spot.last, spot.head
    if spot.noun >= last:
        last, head = spot.noun + 1, spot.noun
    while first > 0 and tree.tokens[first - 1].text.lower() in DIRECTIONS:
        first -= 1
    if first > 0 and tree.tokens[first - 1].text.lower() in {"the", "a", "an"}:
        first -= 1
    return first, last, head


def _runner_up(pick: Pick) -> str:
    rival = pick.runner_up
    return f"{rival.name} ({rival.country or 'no country'}, {rival.kind}) {pick.runner_up_score:.1f}" if rival else ""


def _reason(feature: Feature, pick: Pick, *, contained: bool) -> str:
    terms = ", ".join(f"{label} {value:.1f}" for label, value in pick.terms)
    margin = f"; leads by {pick.margin:.1f}" if pick.runner_up else "; no other place of that name"
    named = f"{feature.name} ({feature.country or 'no country'}, {feature.type or feature.kind})"
    prefix = f"lies in or near {named}, whose point is not given as its own" if contained else named
    return f"{prefix}: {terms}{margin}"
