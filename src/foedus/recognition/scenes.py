"""Places that are described and not named: where they must lie, by what the text names around them."""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence

from foedus.model.mention import PlaceMention, TokenRange
from foedus.recognition.gazetteer import CAPITAL, COUNTRY, REGION, Gazetteer
from foedus.recognition.resolving import Pick
from foedus.recognition.spotting import SURE_LOCATIVES, Spot
from foedus.syntax import Tree

_LOCATIVES = SURE_LOCATIVES | {
    "on",
    "onto",
    "above",
    "below",
    "behind",
    "under",
    "beside",
    "between",
    "against",
    "up",
    "down",
    "upon",
    "by",
    "before",
}
# How much a place named says of where the scene is, with a preposition before it and without.
_SCENE, _NAMED, _CAPITAL_SCENE, _CAPITAL = 3.0, 1.0, 1.5, 0.8
_FADING = 0.9
_INSTITUTIONS = frozenset({"prison", "jail", "gaol", "custody", "court", "hospital", "school", "detention"})
_ORIGIN = 4.0
_LOOKS = 0.5


class Scenes:
    """Where a document's scenes lie: what each sentence speaks of, and the places that it names.

    Args:
        gazetteer: For the looks of names.
        spots: The spots of the document.
        picks: What each was resolved to.
        evidence: How much each sentence speaks of each country.
        datelines: Indices of the sentences that are datelines; where a report was written counts from end to end.
    """

    def __init__(
        self,
        gazetteer: Gazetteer,
        spots: Sequence[Spot],
        picks: Sequence[Pick | None],
        evidence: Sequence[Mapping[str, float]],
        datelines: Collection[int] = (),
    ) -> None:
        self._origin: dict[str, float] = {}
        self.by_noun: dict[str, str | None] = {}
        self._gazetteer = gazetteer
        self._weights = [dict(weights) for weights in evidence]
        self._scenes: dict[int, list[tuple[int, str, str]]] = {}
        for spot, pick in zip(spots, picks, strict=True):
            if pick is None or pick.feature.country is None or pick.feature.kind in {COUNTRY, REGION}:
                continue
            country = pick.feature.country
            if spot.sentence in datelines:
                self._origin[country] = _ORIGIN
                continue
            is_scene = bool(spot.preposition)
            is_capital = pick.feature.kind == CAPITAL
            is_in = spot.preposition in {"in", "at", "near", "outside"}
            weight = (_CAPITAL_SCENE if is_in else _CAPITAL) if is_capital else (_SCENE if is_scene else _NAMED)
            weights = self._weights[spot.sentence]
            weights[country] = weights.get(country, 0.0) + weight
            if is_scene and not is_capital:
                self._scenes.setdefault(spot.sentence, []).append((spot.first, country, pick.feature.name))

    def inherited(self, sentence: int, word: int, key: str = "", *, other_than: str | None = None) -> tuple[str | None, str]:
        """The country that a place without a known name lies in, with the reason.

        Args:
            sentence: Index of its sentence.
            word: Its first word.
            key: Its name, if it has one: what it looks like counts too.
            other_than: A country that it is not in: the owner of an embassy.
        """
        scene = [item for item in self._scenes.get(sentence, ()) if item[1] != other_than]
        if scene and not key:
            _, country, name = min(scene, key=lambda item: abs(item[0] - word))
            return country, f"inherited: {name} ({country}) is the nearest place named"
        weights = dict(self._origin)
        for index, spoken in enumerate(self._weights):
            fading = _FADING ** abs(sentence - index)
            for country, weight in spoken.items():
                weights[country] = weights.get(country, 0.0) + weight * fading
        weights.pop(other_than or "", None)
        if not weights:
            return None, "no place or country in the text to go by"
        scores = {country: math.log(weight) + self._looks(key, country) for country, weight in weights.items()}
        best = min(scores, key=lambda country: (-scores[country], country))
        looks = " and the name looks like it" if key else ""
        return best, f"inherited: the text around speaks most of {best}{looks}"

    def _looks(self, key: str, country: str) -> float:
        return _LOOKS * self._gazetteer.likeness(key, country) if key else 0.0


def _is_state(tree: Tree, i: int) -> bool:
    """Whether bare words tell what happens to somebody, not where (`years in prison`, `in court`)."""
    return tree.lemma(i) in _INSTITUTIONS and tree.child(i, "det", "nmod:poss", "amod", "compound", "nummod") is None


class DescribedPlaces:
    """Finds phrases such as `the port`, `the Tajik capital`, `the border` after a locative preposition.

    Args:
        gazetteer: For adjectives and capitals.
        nouns: Kinds of place by noun.
        words: Words by kind, as `words.tsv` has them.
    """

    def __init__(self, gazetteer: Gazetteer, nouns: Mapping[str, str], words: Mapping[str, frozenset[str]]) -> None:
        self._gazetteer = gazetteer
        self._nouns = nouns
        self._words = words

    def recognise(self, index: int, tree: Tree, text: str, named: Sequence[PlaceMention], scenes: Scenes) -> Iterator[PlaceMention]:
        """The described places of a sentence.

        Args:
            index: Index of the sentence among those of the document.
            tree: The sentence.
            text: The document's text.
            named: The named places of the sentence, which are left alone.
            scenes: Where the document's scenes lie.
        """
        taken = {mention.words.head for mention in named}
        for i, token in enumerate(tree.tokens):
            if token.pos != "NOUN" and not (token.pos == "PROPN" and token.text.islower()):
                continue
            kind = self._nouns.get(token.lemma.lower()) or self._nouns.get(token.text.lower())
            if not kind or i in taken or not self._is_locative(tree, i, kind) or self._names_it(tree, i, taken) or _is_state(tree, i):
                continue
            yield self._mention(index, tree, i, kind, text, scenes)

    def _is_locative(self, tree: Tree, i: int, kind: str) -> bool:
        k = tree.first_conjunct(i)
        preposition = tree.preposition(i) or tree.preposition(k)
        token = tree.tokens[k]
        if preposition.split(" ")[0] in _LOCATIVES or (preposition == "of" and self._is_relational(tree, token.head)):
            return True
        if token.relation in {"obj", "nsubj:pass"} and tree.lemma(token.head) in self._words["verb"]:
            return True
        return kind == "mission" or self._is_capital(tree, i)

    def _is_relational(self, tree: Tree, i: int) -> bool:
        """Whether noun `i` is a part or side of what follows it (`in front of`, `the gates of`, `on the bank of`)."""
        return tree.lemma(i) in self._words["part"] and tree.preposition(i).split(" ")[0] in _LOCATIVES

    @staticmethod
    def _names_it(tree: Tree, i: int, taken: set[int]) -> bool:
        """Whether a named place inside the phrase says where it is (`a works in Kırıkkale`)."""
        for child in tree.children(i, "nmod", "obl", "appos", "compound", "nmod:poss", "flat", "acl"):
            if child in taken or any(k in taken for k in tree.children(child, "nmod", "obl")):
                return True
        return False

    @staticmethod
    def _is_capital(tree: Tree, i: int) -> bool:
        return tree.lemma(i) == "capital" and tree.child(i, "det", "nmod:poss") is not None

    def _mention(self, index: int, tree: Tree, i: int, kind: str, text: str, scenes: Scenes) -> PlaceMention:
        first, last = tree.phrase(i)
        start, end = tree.span_text(first, last)
        lemma = tree.lemma(i)
        country, reason = self._country(index, tree, i, kind, scenes)
        if reason.startswith(("inherited", "no place")) and tree.child(i, "det") is not None and lemma in scenes.by_noun:
            country, reason = scenes.by_noun[lemma], f"inherited: the {lemma} named before"
        scenes.by_noun[lemma] = country
        words = TokenRange(sentence=tree.sentence.index, first=first, last=last, head=i)
        wording = text[start:end] or " ".join(token.text for token in tree.tokens[first:last])
        capital = self._gazetteer.capitals.get(country) if country and self._is_capital(tree, i) and "named" in reason else None
        if capital is not None:
            return PlaceMention(
                words=words, start=start, end=end, text=wording, country=country, latitude=capital.latitude, longitude=capital.longitude,
                geonames=capital.geonames, precision="settlement", reason=f"{capital.name}: the capital, {reason}",
            )  # fmt: skip
        return PlaceMention(
            words=words,
            start=start,
            end=end,
            text=wording,
            country=country,
            precision="container" if country else "unresolved",
            reason=f"described, not named ({kind}); {reason}",
        )

    def _country(self, index: int, tree: Tree, i: int, kind: str, scenes: Scenes) -> tuple[str | None, str]:
        owner = self._owner(tree, i)
        abroad = kind == "mission" or tree.lemma(i) in self._words["abroad"]
        if owner and not abroad:
            return owner, f"{owner} is named with it"
        if kind in {"border", "water"}:
            return None, "a border or water belongs to no single country"
        country, reason = scenes.inherited(index, i, other_than=owner)
        if country is None and owner and kind != "mission":
            return owner, f"{owner} is named with it"
        return country, reason

    def _owner(self, tree: Tree, i: int) -> str | None:
        """The country of an adjective or a possessor of noun `i`."""
        for child in tree.children(i, "amod", "compound", "nmod:poss", "nmod"):
            word = tree.tokens[child].text
            if not word[0].isupper():
                continue
            pair = self._gazetteer.adjectives.get(f"{tree.tokens[child - 1].text} {word}") if child else None
            country = pair or self._gazetteer.adjectives.get(word)
            if country:
                return country
        return None
