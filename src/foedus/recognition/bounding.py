"""What the words around a name say of where the place lies."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from foedus.model.text import Block
from foedus.recognition.gazetteer import COUNTRY, PROVINCE, REGION, Feature, Gazetteer
from foedus.recognition.resolving import Bounds
from foedus.recognition.spotting import Spot
from foedus.syntax import SUBJECTS, Tree

_DATELINE, _STATE, _STATE_ACTING, _ADJECTIVE, _ADJECTIVE_ACTING = 2.0, 0.5, 1.0, 0.8, 0.4
_HOME = 2.0
_MODIFIERS = frozenset({"amod", "nmod:poss", "compound", "nmod", "det", "flat"})
_HOLDERS = frozenset({COUNTRY, PROVINCE, REGION})
_CONTAINING = frozenset({"in", "of", "from", "within", "inside"})


class Bounder:
    """Reads adjectives, containers and head nouns around spots.

    Args:
        gazetteer: Known names.
        nouns: Kinds of place by noun.
        at_home: People and bodies that are mostly met in their own country.
    """

    def __init__(self, gazetteer: Gazetteer, nouns: Mapping[str, str], at_home: frozenset[str]) -> None:
        self._at_home = at_home
        self._gazetteer = gazetteer
        self._nouns = nouns

    def is_site_noun(self, tree: Tree, i: int) -> bool:
        """Whether word `i` names a building or installation, which has a point of its own."""
        return self._nouns.get(tree.lemma(i)) in {"site", "mission"}

    def adjective(self, tree: Tree, i: int) -> str | None:
        """The country of the adjective or people at word `i`, with `South` or `North` before it."""
        word = tree.tokens[i].text
        if not word[0].isupper():
            return None
        if i:
            pair = self._gazetteer.adjectives.get(f"{tree.tokens[i - 1].text} {word}")
            if pair:
                return pair
        return self._gazetteer.adjectives.get(word)

    def evidence(self, trees: Sequence[Tree], spots: Sequence[Spot]) -> list[dict[str, float]]:
        """How much each sentence speaks of each country, by adjective or by a name that is no other place's.

        Whoever acts is named as a state at home more than abroad, and by adjective (`French troops`)
        abroad more than at home.
        """
        found: list[dict[str, float]] = [defaultdict(float) for _ in trees]
        adjectives = self._gazetteer.adjectives
        for weights, tree in zip(found, trees, strict=True):
            for i, token in enumerate(tree.tokens):
                if token.text in adjectives or (i and token.text[0].isupper()):
                    country = self.adjective(tree, i)
                    if country:
                        weights[country] += self._adjective_weight(tree, i)
        for spot in spots:
            country = self._sole_country(spot)
            if country:
                tree = trees[spot.sentence]
                found[spot.sentence][country] += self._state_weight(tree, spot.head)
        return found

    def _adjective_weight(self, tree: Tree, i: int) -> float:
        token = tree.tokens[i]
        if tree.lemma(token.head) in self._at_home:
            return _HOME
        return _ADJECTIVE_ACTING if _acts(tree, i) or _acts(tree, token.head) else _ADJECTIVE

    def _state_weight(self, tree: Tree, i: int) -> float:
        token = tree.tokens[i]
        if tree.sentence.block is Block.DATELINE:
            return _DATELINE
        if token.relation == "nmod:poss" and tree.lemma(token.head) in self._at_home:
            return _HOME
        return _STATE_ACTING if _acts(tree, i) else _STATE

    def _sole_country(self, spot: Spot) -> str | None:
        """The country that a name means, if it means none of the other places of the tables."""
        if not spot.tabled:
            return None
        kinds = {COUNTRY, PROVINCE, REGION}
        tabled = [named.feature for named in self._gazetteer.find(spot.key) if named.feature.kind in kinds]
        return tabled[0].country if len(tabled) == 1 and tabled[0].kind == COUNTRY else None

    def bounds(self, trees: Sequence[Tree], spots: Sequence[Spot]) -> list[Bounds]:
        """The bounds of each spot."""
        by_head: dict[tuple[int, int], Spot] = {(spot.sentence, spot.head): spot for spot in spots}
        inside: dict[int, list[Spot]] = defaultdict(list)
        holding: dict[int, list[Spot]] = defaultdict(list)
        place_of = {(spot.sentence, spot.head): k for k, spot in enumerate(spots)}
        for k, spot in enumerate(spots):
            tree = trees[spot.sentence]
            for holder in self._holders(tree, spot, spots[k + 1] if k + 1 < len(spots) else None, by_head):
                inside[k].append(holder)
                holding[place_of[holder.sentence, holder.head]].append(spot)
        return [self._bounds(trees[spot.sentence], spot, inside[k], holding[k]) for k, spot in enumerate(spots)]

    def _holders(self, tree: Tree, spot: Spot, follower: Spot | None, by_head: Mapping[tuple[int, int], Spot]) -> list[Spot]:
        """Spots that hold this one: `X, Y`, `Y's X`, `X in Y`, `X in northern Y`."""
        found = []
        if follower is not None and follower.sentence == spot.sentence and _follows(tree, spot, follower):
            found.append(follower)
        for anchor in self._anchors(tree, spot):
            for child in tree.children(anchor):
                relation = tree.tokens[child].relation
                other = by_head.get((spot.sentence, child))
                if other is None or other is spot:
                    continue
                if relation == "nmod:poss" or (
                    relation in {"nmod", "obl"} and tree.preposition(child) in _CONTAINING and child > spot.head
                ):
                    found.append(other)
        return [holder for holder in found if holder.tabled]

    def _anchors(self, tree: Tree, spot: Spot) -> list[int]:
        """The name's head, its noun, and the noun that it names (`the city of X`, `the town, X`)."""
        anchors = [spot.head]
        if spot.noun >= 0:
            anchors.append(spot.noun)
        token = tree.tokens[spot.head]
        if token.relation in {"nmod", "appos", "compound", "flat"} and token.head != spot.head and self._kind(tree, token.head):
            anchors.append(token.head)
        anchors.extend(c for c in tree.children(spot.head, "appos") if self._kind(tree, c))
        return anchors

    def _kind(self, tree: Tree, i: int) -> str:
        return self._nouns.get(tree.lemma(i)) or self._nouns.get(tree.tokens[i].text.lower(), "")

    def _bounds(self, tree: Tree, spot: Spot, inside: Sequence[Spot], holding: Sequence[Spot]) -> Bounds:
        countries, provinces = self._containers(inside)
        anchors = self._anchors(tree, spot)
        for anchor in anchors:
            for child in tree.children(anchor):
                if tree.tokens[child].relation in _MODIFIERS and not spot.first <= child < spot.last:
                    country = self.adjective(tree, child)
                    if country:
                        countries.add(country)
        kind = (
            "water"
            if _is_like_a_river(tree, spot)
            else next((kind for anchor in anchors if anchor != spot.head and (kind := self._kind(tree, anchor))), "")
        )
        holds = {(named.feature.country or "", named.feature.admin1) for held in holding for named in self._gazetteer.find(held.key)[:12]}
        return Bounds(countries=frozenset(countries), provinces=frozenset(provinces), holds=frozenset(holds), kind=kind)

    def _containers(self, inside: Sequence[Spot]) -> tuple[set[str], set[tuple[str, str]]]:
        countries: set[str] = set()
        provinces: set[tuple[str, str]] = set()
        for holder in inside:
            for feature in self._holding_features(holder):
                if feature.country:
                    countries.add(feature.country)
                    if feature.kind == PROVINCE:
                        provinces.add((feature.country, feature.admin1))
        return countries, provinces

    def _holding_features(self, holder: Spot) -> list[Feature]:
        return [named.feature for named in self._gazetteer.find(holder.key) if named.feature.kind in _HOLDERS]


def _is_like_a_river(tree: Tree, spot: Spot) -> bool:
    """Whether the name bears an article and no noun (`the Caledon`), as rivers and ranges do and towns do not."""
    if spot.first == 0 or spot.noun >= 0 or tree.tokens[spot.first - 1].text != "the":
        return False
    token = tree.tokens[spot.head]
    return token.relation not in {"compound", "amod", "nmod:poss", "flat"} and tree.child(spot.head, "compound") is None


def _acts(tree: Tree, i: int) -> bool:
    return tree.tokens[i].relation in SUBJECTS


def _follows(tree: Tree, spot: Spot, follower: Spot) -> bool:
    """Whether the other comes right after a comma (`X, Y`) as an addition, not as an item of a list."""
    between = [token.text for token in tree.tokens[spot.last : follower.first]]
    if not between or between[0] != ",":
        return False
    if any(word.islower() and word not in {"in", "the", "central", "northern", "southern", "eastern", "western"} for word in between[1:]):
        return False
    relation = tree.tokens[follower.head].relation
    return relation != "conj" and tree.child(spot.head, "conj") is None
