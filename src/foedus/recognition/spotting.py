"""Stretches of a sentence that may name a place, with what speaks for it."""

from collections.abc import Callable, Iterator, Mapping

from foedus.lexicon.kept import Kept
from foedus.lexicon.names import Entry, Kind, Names
from foedus.model.record import Record
from foedus.model.text import Block
from foedus.recognition.gazetteer import CAPITAL, Gazetteer
from foedus.recognition.toponyms import fold
from foedus.syntax import Tree

SURE_LOCATIVES = frozenset(
    {"above", "across", "along", "around", "at", "below", "beneath", "beyond", "from", "in", "inside", "into", "near", "off", "out",
     "outside", "over", "round", "through", "throughout", "to", "toward", "towards", "via", "within"}
)  # fmt: skip
DIRECTIONS = frozenset(
    {"central", "coastal", "downtown", "east", "eastern", "far", "government-held", "greater", "inner", "lower", "mainland", "mid",
     "north", "north-eastern", "north-western", "northeast", "northeastern", "northern", "northwest", "northwestern", "occupied",
     "outer", "rebel-held", "rural", "south", "south-eastern", "south-western", "southeast", "southeastern", "southern", "southwest",
     "southwestern", "upper", "west", "western"}
)  # fmt: skip
_LINKS = frozenset(
    {"of", "the", "de", "la", "le", "el", "al", "du", "da", "do", "dos", "das", "des", "del", "di", "den", "der", "and", "-", "–", "upon",
     "on", "sur", "am", "an", "en", "y", "es", "ez", "e", "ed", "as", "e’", "les", "los", "las", "bin", "ibn"}
)  # fmt: skip
_NOMINAL = frozenset({"PROPN", "NOUN", "ADJ", "X", "SYM", "PART", "PUNCT"})
_ARTICLES = frozenset({"al", "el", "as", "ar", "ash", "at", "an", "az", "ad"})
_NOT_PLACES = frozenset(
    {
        Kind.INSTITUTION,
        Kind.FORCE,
        Kind.AGENCY,
        Kind.PARTY,
        Kind.GROUP,
        Kind.FIRM,
        Kind.CHURCH,
        Kind.OUTLET,
        Kind.PERSON,
        Kind.IGO,
        Kind.NGO,
        Kind.IMG,
    }
)


_WELL_KNOWN = 50_000


class Spot(Record, frozen=True, kw_only=True, gc=False):
    """A stretch that may name a place.

    Attributes:
        sentence: Index of the sentence among those given.
        first: First word of the name.
        last: After its last word.
        head: Its head word.
        key: Lookup key.
        label: Kind of entity that the model sees: `LOC`, `PER`, `ORG`, `NORP`, `MISC` or empty.
        preposition: Preposition of the phrase that it stands in, empty if none.
        noun: Index of a head noun that the name modifies (`the Kant airfield`), -1 if none.
        tabled: Whether the tables know the name.
    """

    sentence: int
    first: int
    last: int
    head: int
    key: str
    label: str
    preposition: str
    noun: int = -1
    tabled: bool = False


class Spotter:
    """Finds spots.

    Args:
        gazetteer: Known names.
        names: Names of actors, so that organisations and persons are left alone.
        is_place_noun: Whether a noun (lower case) is a kind of place.
        words: Words by kind, as `words.tsv` has them.
    """

    def __init__(
        self, gazetteer: Gazetteer, names: Names, is_place_noun: Callable[[str], bool], words: Mapping[str, frozenset[str]]
    ) -> None:
        self._words = words
        self._gazetteer = gazetteer
        self._names = names
        self._is_place_noun = is_place_noun
        self._fold = Kept(fold)

    def spots(self, index: int, tree: Tree) -> Iterator[Spot]:
        """The spots of one sentence, from left to right, without overlap."""
        words = [token.text for token in tree.tokens]
        i, size = 0, len(words)
        while i < size:
            if not self._may_begin(words, i):
                i += 1
                continue
            last, entries = self._names.at(words, i)
            if entries and self._is_actor(tree, words, (i, last), entries):
                i = last
                continue
            spot, i = self._spot(index, tree, words, i, entries)
            if spot is not None:
                yield spot

    @staticmethod
    def _may_begin(words: list[str], i: int) -> bool:
        word = words[i]
        if word[0].isupper():
            return True
        return word in _ARTICLES and i + 2 < len(words) and words[i + 1] == "-" and words[i + 2][0].isupper()

    def _is_actor(self, tree: Tree, words: list[str], ends: tuple[int, int], entries: tuple[Entry, ...]) -> bool:
        """Whether a name of the actors' table is no place as well, as the Kremlin and Camp David are."""
        first, last = ends
        if not all(entry.kind in _NOT_PLACES for entry in entries) or self._gazetteer.tabled(self._key(words, first, last)):
            return False
        weak = all(entry.is_weak for entry in entries)
        return not (weak and (tree.tokens[first].entity == "B-LOC" or self._longest_known(words, first) > last))

    def _spot(self, index: int, tree: Tree, words: list[str], i: int, entries: tuple[Entry, ...]) -> tuple[Spot | None, int]:
        """The spot at word `i` or none, and where to go on."""
        known = self._longest_known(words, i)
        chunk = _chunk_end(tree, i)
        if known and chunk > known and not self._ends_in_noun(words, known, chunk):
            known = 0
        last = known or chunk
        if (last == i + 1 or not known) and self._is_adjective(words[i], entries):
            return None, i + 1
        spot = self._make(index, tree, words, (i, last), bool(known))
        if spot is None:
            return None, max(known, i + 1)
        return spot, last

    def _is_adjective(self, word: str, entries: tuple[Entry, ...]) -> bool:
        """Whether a word is a demonym and nothing more."""
        if word in self._gazetteer.adjectives or any(entry.kind in {Kind.ADJECTIVE, Kind.PEOPLE} for entry in entries):
            return not self._gazetteer.tabled(self._fold(word))
        return False

    def _ends_in_noun(self, words: list[str], known: int, chunk: int) -> bool:
        """Whether what follows the known part of a location is but its type (`Hanoi Airport`) or another place (`Paris, France`)."""
        return words[known] in {",", "'s", "’s", "(", "and"} or self._is_place_noun(words[chunk - 1].lower())

    def _longest_known(self, words: list[str], i: int) -> int:
        """The end of the longest known name that begins at word `i`, 0 if none."""
        first = self._fold(words[i])
        if words[i] in _ARTICLES:
            limit = 8
        elif not first:
            return 0
        else:
            limit = max(self._gazetteer.longest(first.split(" ", 1)[0]), self._glued(words, i, first))
        ends = self._ends(words, i, limit)
        for end in reversed(ends):
            key = self._key(words, i, end)
            last = words[end - 1]
            if (last[0].isupper() or last[0].isdigit() or self._gazetteer.tabled(key)) and self._gazetteer.find(key):
                return end
        return 0

    @staticmethod
    def _glued(words: list[str], i: int, first: str) -> int:
        return 4 if first in {"the", "al", "el"} and i + 1 < len(words) else 0

    def _ends(self, words: list[str], i: int, limit: int) -> list[int]:
        """Possible ends of a name of at most `limit` key words that begins at `i`."""
        ends, count, end = [], 0, i
        while end < len(words) and count < limit:
            word = words[end]
            folded = self._fold(word)
            if folded:
                count += folded.count(" ") + 1
                if end > i and not (word[0].isupper() or word[0].isdigit() or word in _LINKS or word.islower()):
                    break
                end += 1
                if word not in _LINKS or word[0].isupper():
                    ends.append(end)
            elif word in {"-", "–", ".", "'", "’", "&"} and end > i:
                end += 1
            else:
                break
        return ends

    def _key(self, words: list[str], first: int, last: int) -> str:
        parts = [self._fold(word) for word in words[first:last]]
        if len(parts) > 1 and parts[0] == "the":
            parts = parts[1:]
        return " ".join(part for part in parts if part)

    def _make(self, index: int, tree: Tree, words: list[str], ends: tuple[int, int], known: bool) -> Spot | None:  # noqa: FBT001  one caller
        first, last = ends
        head = _head(tree, first, last)
        key = self._key(words, first, last)
        label = tree.tokens[head].entity[2:] or next((t.entity[2:] for t in tree.tokens[first:last] if t.entity != "O"), "")
        noun = self._noun(tree, head, last)
        if noun >= 0 and words[noun][0].isupper() and words[noun].lower() in self._words["street"] and noun == last:
            last, head, noun, known = noun + 1, noun, -1, False
            key = self._key(words, first, last)
        phrase = noun if noun >= 0 else head
        spot = Spot(
            sentence=index,
            first=first,
            last=last,
            head=head,
            key=key,
            label=label,
            preposition=_preposition_before(tree, first) or _preposition(tree, phrase),
            noun=noun,
            tabled=self._gazetteer.tabled(key),
        )
        return spot if self._is_plausible(tree, spot, known=known) else None

    def _noun(self, tree: Tree, head: int, last: int) -> int:
        """The place noun that the name modifies: `the Kant airfield`, `the Cuyuní river`, `the Jericho monastery`."""
        token = tree.tokens[head]
        governor = token.head
        if governor < last or token.relation not in {"compound", "nmod", "amod", "nmod:poss", "flat"}:
            return -1
        noun = tree.tokens[governor]
        is_title = noun.text[0].isupper() and noun.text.lower() in self._words["title"] and noun.entity[2:] != "LOC"
        if is_title or noun.pos not in {"NOUN", "PROPN"}:
            return -1
        is_place = self._is_place_noun(tree.lemma(governor)) or self._is_place_noun(tree.tokens[governor].text.lower())
        return governor if is_place else -1

    def _is_object(self, tree: Tree, spot: Spot) -> bool:
        """Whether the name is what somebody leaves, storms or visits."""
        token = tree.tokens[spot.head]
        return token.relation in {"obj", "nsubj:pass"} and tree.lemma(token.head) in self._words["verb"]

    def _is_plausible(self, tree: Tree, spot: Spot, *, known: bool) -> bool:
        """Whether the stretch is a place: the tables come first, then the words around, then the model's label."""
        is_word = spot.last == spot.first + 1
        if spot.key.partition(" ")[0] in self._words["calendar"] or spot.key in self._words["never"]:
            return False
        if tree.sentence.block is Block.DATELINE:
            return known
        token = tree.tokens[spot.head]
        odd = token.pos not in _NOMINAL and spot.label != "LOC" and not spot.tabled
        if (odd and not _preposition_before(tree, spot.first)) or self._is_part(tree, spot):
            return False
        if spot.label == "LOC":
            return known or not is_word or token.pos in {"PROPN", "NOUN"}
        return known and self._is_supported(tree, spot)

    def _is_part(self, tree: Tree, spot: Spot) -> bool:
        return spot.noun < 0 and _modifies_name(tree, spot, self._words["title"])

    def _is_well_known(self, spot: Spot) -> bool:
        """Whether a name is rather that of a place than of somebody who was held or visited."""
        largest = self._gazetteer.find(spot.key)[:1]
        return spot.tabled or any(named.feature.kind == CAPITAL or named.feature.population >= _WELL_KNOWN for named in largest)

    def _is_supported(self, tree: Tree, spot: Spot) -> bool:
        """Whether words around a known name that the model does not see as a place make it one."""
        locative = spot.preposition in SURE_LOCATIVES or (self._is_object(tree, spot) and self._is_well_known(spot))
        locative = locative or (spot.tabled and _follows_place(tree, spot.first))
        is_country = self._gazetteer.names_country(spot.key)
        if spot.label in {"PER", "NORP"} or (spot.label and not is_country):
            return spot.label != "NORP" and (locative or spot.noun >= 0) and not _is_person(tree, spot)
        if spot.last == spot.first + 1 and spot.key in self._words["common"]:
            return locative and spot.first > 0
        return is_country or locative or spot.noun >= 0 or (spot.tabled and " " in spot.key)


def _chunk_end(tree: Tree, i: int) -> int:
    """The end of the location that the model sees at word `i`, with what hyphens tie to it; `i + 1` if none."""
    tokens = tree.tokens
    end = i + 1
    if tokens[i].entity == "B-LOC":
        while end < len(tokens) and (tokens[end].entity == "I-LOC" or _continues(tree, i, end)):
            end += 1
    while (
        end + 1 < len(tokens) and tokens[end].text in {"-", "–"} and tokens[end].start == tokens[end - 1].end == tokens[end + 1].start - 1
    ):
        if not tokens[end + 1].text[0].isupper():
            break
        end += 2
    return end


def _continues(tree: Tree, first: int, end: int) -> bool:
    """Whether a capitalised word goes on with the name before it."""
    token = tree.tokens[end]
    if not token.text[0].isupper() or token.pos != "PROPN" or (token.entity[:1] == "B" and token.entity != "B-LOC"):
        return False
    if token.relation in {"flat", "compound"} and first <= token.head < end:
        return True
    return any(k.head == end and k.relation in {"compound", "flat"} for k in tree.tokens[first:end])


def _head(tree: Tree, first: int, last: int) -> int:
    """The word of the stretch whose governor lies outside it."""
    for i in range(last - 1, first - 1, -1):
        governor = tree.tokens[i].head
        if not first <= governor < last or governor == i:
            return i
    return last - 1


def _follows_place(tree: Tree, first: int) -> bool:
    """Whether the word stands behind a place and a comma (`Oxford, Mississippi`)."""
    return first > 1 and tree.tokens[first - 1].text == "," and tree.tokens[first - 2].entity.endswith("LOC")


def _preposition_before(tree: Tree, first: int) -> str:
    """A locative preposition right before the name and its article, whatever the parse makes of it."""
    i = first - 1
    while i >= 0 and (tree.tokens[i].pos == "DET" or tree.tokens[i].text.lower() in DIRECTIONS):
        i -= 1
    if i < 0 or tree.tokens[i].pos != "ADP":
        return ""
    word = tree.tokens[i].text.lower()
    return word if word in SURE_LOCATIVES else ""


def _preposition(tree: Tree, head: int) -> str:
    """The preposition of a noun, of the list that it stands in, or of the name that it is added to."""
    for _ in range(4):
        own = tree.preposition(head)
        if own:
            return own.split(" ")[-1] if own.split(" ")[0] not in SURE_LOCATIVES else own.split(" ")[0]
        token = tree.tokens[head]
        if token.relation not in {"conj", "appos", "flat", "compound", "nmod:poss"} or token.head == head:
            return ""
        head = token.head
    return ""


def _modifies_name(tree: Tree, spot: Spot, titles: frozenset[str]) -> bool:
    """Whether the name is but a part of a longer capitalised name, or of that of a paper, treaty or body."""
    token = tree.tokens[spot.head]
    governor = tree.tokens[token.head]
    if token.relation == "flat" and token.head < spot.first and governor.pos == "PROPN" and governor.entity[2:] not in {"LOC", ""}:
        return True
    if token.relation not in {"compound", "amod", "nmod:poss"} or token.head < spot.last:
        return False
    if token.relation == "nmod:poss":
        return False
    if any(not k.text[0].isupper() and k.text not in {"-", "&", "of"} for k in tree.tokens[spot.last : token.head]):
        return False
    word = governor.text
    return word.lower() in titles or (word[0].isupper() and governor.entity[2:] not in {"LOC", ""})


def _is_person(tree: Tree, spot: Spot) -> bool:
    """Whether a neighbouring word belongs to the same person's name."""
    tokens = tree.tokens
    before = spot.first > 0 and tokens[spot.first - 1].entity[2:] == "PER"
    after = spot.last < len(tokens) and tokens[spot.last].entity == "I-PER"
    return before or after
