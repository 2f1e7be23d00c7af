"""What a document has spoken of so far: who can be meant by a later pronoun, description or bare role noun."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from foedus.model.mention import Actor
from foedus.model.record import Record
from foedus.recognition.naming import base, is_state

# Tuned on the training batches for the states of bare role nouns:
# 88 of 100 named a state of a claim in their sentence.
_SHARE_WEIGHT = 3.0
_HOME_DECAY = 0.15
_OPENING_WEIGHT = 2.0
_CLEAR_LEAD = 1.1
_WINDOW = 4
_SUBJECT = 3
_RECENCY = (10, 8, 4, 2)

# Nouns in the names of organisations by which a text calls them afterwards.
BODY_NOUNS = frozenset({
    "agency", "alliance", "assembly", "association", "bank", "bloc", "commission", "committee", "community", "confederation", "conference",
    "council", "court", "federation", "forum", "fund", "league", "office", "organisation", "organization", "programme", "secretariat",
    "tribunal", "union", "watchdog",
})  # fmt: skip


class Sort(StrEnum):
    """What kind of thing a phrase refers to, as far as agreement goes."""

    STATE = "state"
    BODY = "body"
    GROUP = "group"
    PERSON = "person"
    THING = "thing"


class Referent(Record, frozen=True, kw_only=True):
    """Something that the document has named.

    Attributes:
        actors: Who it is; empty for things, private persons and what could not be resolved.
        sort: What kind of thing.
        sentence: Index of its sentence.
        head: Its head word.
        grade: How prominent it stood: 4 subject of a main clause, 3 other subject, 2 object, 1 the rest.
        is_plural: Whether `they` may refer to it.
        term: The role noun in the singular, or the name, by which it was called.
    """

    actors: tuple[Actor, ...]
    sort: Sort
    sentence: int
    head: int
    grade: int = 1
    is_plural: bool = False
    term: str = ""


class Resolved(Record, frozen=True, kw_only=True):
    """Who is meant, by which rule and why; no actors where it could not be told."""

    actors: tuple[Actor, ...] = ()
    rule: str
    reason: str


class Discourse:
    """The memory of one document while it is read from start to end.

    Args:
        named: How often each sentence names each state, by a name or by a place in it.
    """

    def __init__(self, named: Sequence[Mapping[str, int]]) -> None:
        self._opening: Iterable[str] = next((states for states in named if states), ())
        self.states: Mapping[str, int] = sum((Counter(states) for states in named), Counter())
        self.referents: list[Referent] = []
        self._terms: dict[str, tuple[Actor, ...]] = {}
        self._known: dict[str, tuple[Actor, ...]] = {}
        self._sectors: dict[str, tuple[Actor, ...]] = {}
        self._bodies: dict[str, tuple[Actor, ...]] = {}

    def note(self, referent: Referent) -> None:
        """Remember what a phrase referred to."""
        self.referents.append(referent)
        if referent.actors:
            if referent.term:
                self._terms[referent.term] = referent.actors
            if len(referent.actors) == 1:
                self._sectors[referent.actors[0].sector] = referent.actors

    def introduce(self, names: Iterable[str], actors: tuple[Actor, ...]) -> None:
        """Remember names and acronyms by which actors may be called later on."""
        for name in names:
            self._known[name] = actors

    def name_body(self, name: str, actor: Actor) -> None:
        """Remember an organisation by the nouns in its name: `the agency` may be the International Atomic Energy Agency."""
        self._bodies |= dict.fromkeys(BODY_NOUNS.intersection(name.lower().split()), (actor,))

    def body_called(self, noun: str) -> tuple[Actor, ...]:
        """The organisation named last whose name has this noun; empty if none."""
        return self._bodies.get(noun, ())

    def known(self, name: str) -> tuple[Actor, ...] | None:
        """Who was introduced under a name; empty for a private person, none if nobody was."""
        return self._known.get(name)

    def same_term(self, term: str) -> tuple[Actor, ...]:
        """Who was last called by this role noun."""
        return self._terms.get(term, ())

    def same_sector(self, sector: str) -> tuple[Actor, ...]:
        """The last single actor of a sector."""
        return self._sectors.get(sector, ())

    def people(self, sentence: int) -> tuple[Actor, ...]:
        """Who `the men` are: the people or group spoken of just before; empty if none."""
        found = self.best(sentence, lambda referent: referent.is_plural and referent.sort is Sort.GROUP and not _is_unknown(referent))
        return found.actors if found is not None else ()

    def body(self) -> tuple[Actor, ...]:
        """The organisation spoken of last, empty if none."""
        found = self.last(lambda referent: len(referent.actors) == 1 and referent.actors[0].code.startswith("IGO:"))
        return found.actors if found is not None else ()

    def home(self, sentence: int) -> Resolved:
        """The state whose government, police or people a report means where it does not say.

        The score of a state is its share of all names of states, whether the report opens with it, and how
        near and how prominent its latest mentions stand; without a clear lead the state remains unknown.
        """
        if not self.states:
            return Resolved(rule="home.none", reason="the document names no state")
        if len(self.states) == 1:
            code = next(iter(self.states))
            return _state(code, "home.only", f"{code} is the only state that the document names")
        scores = self._home_scores(sentence)
        ranked = sorted(scores, key=lambda code: (-scores[code], code))
        first, second = ranked[0], ranked[1]
        if scores[first] < _CLEAR_LEAD * scores[second]:
            return Resolved(rule="home.unknown", reason=f"{first} and {second} are as likely")
        return _state(first, "home.leading", f"{first} leads what the report speaks of here, before {second}")

    def _home_scores(self, sentence: int) -> dict[str, float]:
        total = sum(self.states.values())
        scores = {code: _SHARE_WEIGHT * count / total for code, count in self.states.items()}
        for code in self._opening:
            scores[code] += _OPENING_WEIGHT
        for _, referent in self._recent(sentence):
            codes = {base(actor.code) for actor in referent.actors}
            code = codes.pop() if len(codes) == 1 else ""
            if code in scores:
                scores[code] += (1 + referent.grade / 2) * _HOME_DECAY ** (sentence - referent.sentence)
        return scores

    def best(self, sentence: int, fits: Callable[[Referent], bool]) -> Referent | None:
        """The most salient referent that fits: recent sentences and subjects first."""
        ranked = [
            (_RECENCY[sentence - referent.sentence] + referent.grade, i)
            for i, referent in self._recent(sentence)
            if fits(referent) and (referent.actors or referent.sort in {Sort.THING, Sort.PERSON})
        ]
        return self.referents[max(ranked)[1]] if ranked else None

    def _recent(self, sentence: int) -> Iterator[tuple[int, Referent]]:
        for i in range(len(self.referents) - 1, -1, -1):
            referent = self.referents[i]
            if sentence - referent.sentence >= _WINDOW:
                return
            yield i, referent

    def last(self, fits: Callable[[Referent], bool]) -> Referent | None:
        """The latest resolved referent that fits, however far back."""
        return next((referent for referent in reversed(self.referents) if referent.actors and fits(referent)), None)

    def several(self, count: int, fits: Callable[[Actor], bool]) -> tuple[Actor, ...]:
        """The last `count` distinct actors that fit; empty if there are too few.

        A coordination of just so many is meant first; of a sentence that names more, those
        beside its subject (`Oman carried letters between Iran and Indonesia`).
        """
        groups = list(self._by_sentence())
        for group in groups[:_WINDOW]:
            for referent in reversed(group):
                joined = [actor for actor in referent.actors if fits(actor)]
                if len(joined) == count:
                    return tuple(joined)
            named = _beside_subject(group, count, fits, {})
            if len(named) == count:
                return tuple(named.values())
        found: dict[str, Actor] = {}
        for group in groups:
            found |= _beside_subject(group, count - len(found), fits, found)
            if len(found) == count:
                return tuple(found.values())
        return ()

    def _by_sentence(self) -> Iterator[list[Referent]]:
        group: list[Referent] = []
        for referent in reversed(self.referents):
            if group and referent.sentence != group[0].sentence:
                yield group
                group = []
            group.append(referent)
        if group:
            yield group


def _beside_subject(group: list[Referent], count: int, fits: Callable[[Actor], bool], known: Mapping[str, Actor]) -> dict[str, Actor]:
    """Up to `count` new actors of one sentence, its subjects last if the others are enough."""
    grades: dict[str, int] = {}
    actors: dict[str, Actor] = {}
    for referent in sorted(group, key=lambda referent: (-referent.grade, referent.head)):
        for actor in referent.actors:
            if referent.grade and fits(actor) and actor.code not in known:
                actors.setdefault(actor.code, actor)
                grades.setdefault(actor.code, referent.grade)
    others = [code for code in actors if grades[code] < _SUBJECT]
    chosen = others if len(actors) > count and len(others) == count else list(actors)
    return {code: actors[code] for code in chosen[:count]}


def _state(code: str, rule: str, reason: str) -> Resolved:
    return Resolved(actors=(Actor(code=code, entity=f"state:{code}"),), rule=rule, reason=reason)


def _is_unknown(referent: Referent) -> bool:
    return any(actor.code == "UNK" for actor in referent.actors)


def is_plain_state(actor: Actor) -> bool:
    """Whether an actor is a state or one of its organs."""
    return is_state(actor.code)
