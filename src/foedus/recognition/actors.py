"""States, organisations, forces, groups and office-holders: every phrase of a document that names or refers to one."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence

from foedus.lexicon.names import Kind, Names
from foedus.model.mention import ActorMention, PlaceMention, TokenRange
from foedus.model.text import Block
from foedus.recognition.discourse import Discourse, Referent, Sort
from foedus.recognition.holders import named
from foedus.recognition.naming import Hit, Naming, find_names
from foedus.recognition.owners import Reading
from foedus.recognition.phrases import NOMINAL, Phrases
from foedus.recognition.reading import PhraseReader
from foedus.recognition.roles import Roles
from foedus.syntax import Tree

_THING_GRADE = 3
_FRAME = frozenset({Block.BYLINE, Block.DATELINE})


class ActorRecogniser:
    """Finds who a document speaks of.

    Args:
        names: The table of names.
        roles: The tables of role nouns.
    """

    def __init__(self, names: Names, roles: Roles) -> None:
        self._names = names
        self._roles = roles

    @classmethod
    def load(cls, names: Names | None = None, roles: Roles | None = None) -> "ActorRecogniser":
        """A recogniser over the package's own tables, or over those given."""
        return cls(Names.load() if names is None else names, Roles.load() if roles is None else roles)

    def recognise(
        self, trees: Sequence[Tree], published: dt.date | None, places: Sequence[Sequence[PlaceMention]] = ()
    ) -> list[tuple[ActorMention, ...]]:
        """The mentions of each sentence of one document, in order of position.

        References are resolved in document order, against what stood before them.

        Args:
            trees: All sentences of the document.
            published: Day that decides who held an office.
            places: The places of each sentence, if they were recognised before: `police in Kisumu` are Kenya's.
        """
        naming = find_names(trees, self._names, self._roles, published)
        located = [_countries(k) for k in places]
        discourse = Discourse(_with_places(naming, located))
        found = []
        for k, tree in enumerate(trees):
            where = located[k] if k < len(located) else {}
            phrases = Phrases(tree)
            reader = PhraseReader(phrases, naming.hits[k], self._roles, discourse, published=published, places=where)
            is_text = tree.sentence.block not in _FRAME
            found.append(tuple(_Sentence(phrases, reader, naming.hits[k], discourse).mentions()) if is_text else ())
        return found

    def phrase(self, tree: Tree, published: dt.date | None = None) -> tuple[ActorMention, ...]:
        """Who a bare phrase names, such as `four Saudi men`."""
        return self.recognise([tree], published)[0]


def _countries(places: Sequence[PlaceMention]) -> dict[int, str]:
    return {place.words.head: place.country for place in places if place.country}


def _with_places(naming: Naming, located: Sequence[Mapping[int, str]]) -> list[Mapping[str, int]]:
    """How often each sentence names each state, its places counted in; words that are names of the table count once."""
    found: list[Mapping[str, int]] = list(naming.states)
    for k, (hits, countries) in enumerate(zip(naming.hits, located, strict=False)):
        taken = {i for hit in hits for i in range(hit.first, hit.last)}
        found[k] = Counter(found[k]) + Counter(code for i, code in countries.items() if i not in taken)
    return found


class _Sentence:
    """Mentions of one sentence, noted in the discourse as they come."""

    def __init__(self, phrases: Phrases, reader: PhraseReader, hits: Sequence[Hit], discourse: Discourse) -> None:
        self._phrases = phrases
        self._tree = phrases.tree
        self._reader = reader
        self._hits = hits
        self._discourse = discourse
        self._absorbed: set[int] = set()
        self._readings: dict[int, Reading] = {}

    def mentions(self) -> list[ActorMention]:
        """All of them, in order of position."""
        found: list[ActorMention] = []
        modifiers = {hit.first: hit for hit in self._hits if not hit.is_bound}
        for i, head in enumerate(self._phrases.outer):
            if head == i:
                found += self._phrase(i)
            elif i in modifiers and (modifier := self._modifier(modifiers[i], head)) is not None:
                found.append(modifier)
        return [mention for mention in found if mention.words.head not in self._absorbed and not self._is_gloss(mention)]

    def _is_gloss(self, mention: ActorMention) -> bool:
        """Whether it is an acronym in brackets, introduced for the name before it."""
        tokens, first, last = self._tree.tokens, mention.words.first, mention.words.last
        if mention.rule != "names.introduced" or not first or last >= len(tokens):
            return False
        return (tokens[first - 1].text == "(" and tokens[last].text == ")") or tokens[first].text == "("

    def _phrase(self, head: int) -> list[ActorMention]:
        reading = self._reader.read(head)
        if reading is None:
            self._note_thing(head)
        elif head not in self._absorbed:
            mention = self._mention(head, reading)
            self._note(head, reading)
            return [mention]
        return []

    def _mention(self, head: int, reading: Reading) -> ActorMention:
        self._absorbed.update(reading.absorbed)
        first, last = self._tree.phrase(head)
        return self._record(first, last, head, reading)

    def _record(self, first: int, last: int, head: int, reading: Reading) -> ActorMention:
        start, end = self._tree.span_text(first, last)
        words = TokenRange(sentence=self._tree.sentence.index, first=first, last=last, head=head)
        return ActorMention(
            words=words, start=start, end=end, actors=reading.actors, kind=reading.kind, rule=reading.rule, reason=reading.reason
        )

    def _modifier(self, hit: Hit, head: int) -> ActorMention | None:
        """A name before a noun that is itself no actor (`Russian strikes`, `the Moscow talks`)."""
        if head in self._absorbed or self._reader.read(head) is not None or hit.entry.kind is Kind.PERSON:
            return None
        noun = self._tree.tokens[head].text
        where = "; locative: it says where" if hit.entry.kind is Kind.CAPITAL else ""
        actor = named(hit.entry, hit.entry.code, hit.entry.sector)
        kind = "capital" if hit.entry.kind is Kind.CAPITAL else "state" if hit.is_state else "organisation"
        reading = Reading(
            actors=(actor,),
            kind=kind,
            rule="names.modifier",
            reason=f"{hit.entry.name}, before {noun!r}{where}",
            sort=Sort.STATE,
            term=hit.entry.name,
        )
        self._discourse.note(
            Referent(actors=(actor,), sort=Sort.STATE if hit.is_state else Sort.BODY, sentence=self._tree.sentence.index, head=hit.first)
        )
        return self._record(hit.first, hit.last, hit.last - 1, reading)

    def _note_thing(self, head: int) -> None:
        token = self._tree.tokens[head]
        if token.pos in NOMINAL and (grade := self._phrases.grade(head)) >= _THING_GRADE:
            plural = token.tag in {"NNS", "NNPS"}
            self._discourse.note(
                Referent(
                    actors=(),
                    sort=Sort.THING,
                    sentence=self._tree.sentence.index,
                    head=head,
                    grade=grade,
                    is_plural=plural,
                    term=token.text,
                )
            )

    def _note(self, head: int, reading: Reading) -> None:
        self._readings[head] = reading
        if not reading.actors and reading.sort is not Sort.PERSON:
            return
        sentence, grade = self._tree.sentence.index, self._phrases.grade(head)
        if "locative" in reading.reason:
            grade = 0
        self._discourse.note(
            Referent(
                actors=reading.actors,
                sort=reading.sort,
                sentence=sentence,
                head=head,
                grade=grade,
                is_plural=reading.is_plural,
                term=reading.term,
            )
        )
        first = self._tree.first_conjunct(head)
        if first != head:
            self._note_coordination(first, grade)

    def _note_coordination(self, first: int, grade: int) -> None:
        """`Russia and Belarus`: what `they` and `both` may refer to."""
        heads = self._tree.conjuncts(first)
        if not all(k in self._readings for k in heads):
            return
        actors = {actor.code: actor for k in heads for actor in self._readings[k].actors}
        if len(actors) > 1:
            sentence = self._tree.sentence.index
            sort = self._readings[first].sort
            self._discourse.note(
                Referent(actors=tuple(actors.values()), sort=sort, sentence=sentence, head=first, grade=grade, is_plural=True)
            )
