"""Who could be a party to a deed, and the named features that speak for or against it.

A candidate is an actor of the sentence, one that the text before it or the whole document speaks
of, or the state of a place. Its features are plain strings; `data/parties/en.tsv` holds their weights.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from foedus.coding.parties import Parties, actor_of, is_domestic
from foedus.coding.pointing import NOT_POINTED, Pointed, degree, rough, step, totals
from foedus.coding.roles import GETTING, Deed, Roles
from foedus.coding.slots import is_verbal
from foedus.model.event import Party
from foedus.model.mention import Actor, ActorMention, Cast
from foedus.model.record import Record
from foedus.syntax import Tree

_SLOTS = ("subj", "obj", "iobj", "poss", "amod", "to", "against", "with", "from", "on", "by", "of", "in", "for", "poss-of-obj")
# Words one of which a sentence must have for the slot to be filled.
_PREPOSITIONS = {
    "to": {"to"}, "against": {"against"}, "with": {"with", "alongside"}, "from": {"from"}, "on": {"on", "upon", "onto"},
    "by": {"by", "hands"}, "of": {"of"}, "in": {"in"}, "for": {"for"},
}  # fmt: skip
_EMBEDDED = ("obj", "to", "from", "with", "on", "against", "subj")
_LONGEST = 5
# how many names of features each function keeps that puts them together: of 100 calls 3 at most miss that would not if all were kept
FEATURES_KEPT = 2_000
_NEAR, _FAR = 4, 12
_MANY = 4
# Of those that the document names most often, how many are looked at, and how many are taken.
_FREQUENT, _LIKELY = 6, 2
# From this chance on, somebody whom only other sentences name is a candidate.
_POINTED_AT = 0.05
_PROBABLY = 2  # a step of `rough`
_REFERRING = frozenset({"pronoun", "description"})


# Only the one who says it, not one whom the deed's own clause names: hardly ever its recipient.
SPEAKER = "speaker"
# The same where the deed's clause names another subject: hardly ever its actor either.
_SAYING = frozenset(
    ("add", "announce", "assert", "claim", "confirm", "declare", "disclose", "estimate", "explain", "inform", "note", "report", "reveal",
     "say", "state", "stress", "tell", "write")
)  # fmt: skip


class Candidate(Record, frozen=True, kw_only=True):
    """Somebody who may be a party.

    Attributes:
        party: Who, with the words if the sentence has any.
        features: What is true of it with regard to the deed.
        stands: First words of the phrases and coordinations that name it: those with a word in
            common are named together (`Greece and Armenia`, `both sides`).
    """

    party: Party
    features: tuple[str, ...]
    stands: frozenset[int] = frozenset()


def candidates(deed: Deed, parties: Parties, cast: Cast, ruled: Roles, pointed: Pointed = NOT_POINTED) -> list[Candidate]:
    """All candidates of a deed with their features.

    Args:
        deed: The trigger with its type.
        parties: The actors of the sentence.
        cast: Who the document speaks of, seen from the sentence.
        ruled: The roles that the rules alone would assign; being chosen by them is a feature.
        pointed: Who stands to the deed as the model sees it.

    Returns:
        One candidate an actor code: those of the sentence in order, those of the text before, the
        states of domestic actors, those the document speaks of most, and the states of places.
    """
    view = _View(deed, parties, ruled)
    found: dict[str, Party] = {}
    features: defaultdict[str, list[str]] = defaultdict(list)
    stands: defaultdict[str, set[int]] = defaultdict(set)

    def add(party: Party, told: Iterable[str]) -> None:
        found.setdefault(party.actor.code, party)
        features[party.actor.code] += told

    for order, mention in enumerate(parties.mentions):
        told: Iterable[str] = tuple(view.of_mention(mention, order)) if mention.actors else ()
        for party in parties.parties(mention):
            add(party, told)
            stands[party.actor.code].add(parties.tree.first_conjunct(mention.words.head))
    for actor, told in _unnamed(deed, cast, list(found.values()), view, pointed):
        add(Party(actor=actor), told)
    for code in _only_speaking(deed, parties):
        features[code].append(SPEAKER)
    count = f"candidates={min(len(found), _MANY)}"
    model = _Model(pointed, deed.event)
    made = []
    for code, party in found.items():
        told = dict.fromkeys(
            (*features[code], *view.of_actor(party.actor), *_standing(code, cast, deed.event), *model.features(code), count)
        )
        made.append(Candidate(party=party, features=tuple(told), stands=frozenset(stands[code])))
    return made


def _only_speaking(deed: Deed, parties: Parties) -> set[str]:
    """Codes that the sentence names as the deed's speaker and nowhere else."""
    speaking = speakers(parties.tree, deed.token)
    named = [(actor.code, mention.words.head in speaking) for mention in parties.mentions for actor in mention.actors]
    return {code for code, speaks in named if speaks} - {code for code, speaks in named if not speaks}


def speakers(tree: Tree, token: int) -> frozenset[int]:
    """The words of whoever says what the deed's clause tells: `Seoul` in `Seoul said that troops had left`."""
    found: set[int] = set()
    k = token
    while tree.tokens[k].head != k:
        relation, k = tree.tokens[k].relation, tree.tokens[k].head
        if relation in {"ccomp", "parataxis"} and tree.lemma(k) in _SAYING:
            found.update(j for subject in tree.subjects(k) for j in tree.subtree(subject))
    for verb in tree.children(token, "parataxis"):
        if tree.lemma(verb) in _SAYING:
            found.update(j for subject in tree.subjects(verb) for j in tree.subtree(subject))
    return frozenset() if token in found else frozenset(found)


class _Model:
    """How the model sees the actors of a deed: each alone, beside the likeliest one, and in the document's other deeds."""

    def __init__(self, pointed: Pointed, event: str) -> None:
        ends = (("acts", pointed.acts), ("gets", pointed.gets))
        self._ends = [(name, chances, max(chances.values())) for name, chances in ends if chances]
        elsewhere = pointed.elsewhere
        self._often = [("acts-elsewhere", totals(elsewhere, 0)), ("gets-elsewhere", totals(elsewhere, 1))] if elsewhere else []
        self._neighbours = pointed.neighbours.items()
        self._event = event

    def features(self, code: str) -> list[str]:
        """What is true of one actor."""
        found: list[str] = []
        for name, chances, best in self._ends:
            chance = chances.get(code, 0.0)
            found += _of_end(name, step(chance), step(chance / best), self._event)
        for name, counts in self._often:
            found += with_event(name, degree(counts[code]), self._event)
        for name, deed in self._neighbours:
            found += _of_neighbour(name, rough(deed.acts.get(code, 0.0)), rough(deed.gets.get(code, 0.0)), deed.event, self._event)
        return found


# The names of features are put together once: few of their ten thousands are frequent.
@lru_cache(FEATURES_KEPT)
def _of_end(name: str, chance: int, beside: int, event: str) -> tuple[str, ...]:
    return (*with_event(name, chance, event), f"{name}-beside={beside}")


@lru_cache(FEATURES_KEPT)
def with_event(name: str, value: int | str, event: str) -> tuple[str, ...]:
    """A feature by itself and with the type of the deed."""
    return (f"{name}={value}", f"{name}={value}|{event}")


@lru_cache(FEATURES_KEPT)
def _of_neighbour(name: str, acts: int, gets: int, other: str, event: str) -> tuple[str, ...]:
    found = (*with_event(f"{name}-acts", acts, event), *with_event(f"{name}-gets", gets, event))
    if acts < _PROBABLY and gets < _PROBABLY:
        return found
    return (*found, f"{name}-{'acts' if acts >= gets else 'gets'}|{other}>{event}")


def _unnamed(deed: Deed, cast: Cast, named: Sequence[Party], view: "_View", pointed: Pointed) -> Iterator[tuple[Actor, Iterable[str]]]:
    """Actors that the sentence does not name as such, and what is true of them."""
    known = {party.actor.code for party in named}
    actors = [party.actor for party in named]
    for rank, actor in enumerate(cast.salient):
        if actor.code not in known:
            actors.append(actor)
            yield actor, view.of_absent(str(rank))
    known.update(actor.code for actor in actors)
    own = [actor for actor in _own_states(actors) if actor.code not in known]
    for actor in own:
        yield actor, ("own-state", f"own-state|{deed.event}")
    known.update(actor.code for actor in own)
    spoken_of = [code for code in cast.frequent[:_FREQUENT] if code not in known][:_LIKELY]
    yield from ((actor_of(code), view.of_absent("doc")) for code in spoken_of)
    known.update(spoken_of)
    for code in dict.fromkeys((*_likely(pointed.acts), *_likely(pointed.gets))):
        if code not in known:
            yield actor_of(code), view.of_absent("pointed")
    for head, code in cast.places:
        if not view.names_actor(head):
            yield actor_of(code), view.of_place(head)


def _likely(chances: Mapping[str, float]) -> list[str]:
    return [code for code, chance in chances.items() if chance >= _POINTED_AT]


def _standing(code: str, cast: Cast, event: str) -> Iterator[str]:
    """How much the document, and the text just before, speak of an actor."""
    before = next((rank for rank, actor in enumerate(cast.salient) if actor.code == code), "no")
    overall = min(cast.frequent.index(code), _MANY) if code in cast.frequent else "no"
    yield from (*with_event("salient", before, event), *with_event("frequent", overall, event))


def _own_states(actors: Iterable[Actor]) -> Iterator[Actor]:
    """The states of domestic actors, which they act upon or are acted upon by."""
    for actor in actors:
        if is_domestic(actor.code):
            yield actor_of(actor.code.partition(":")[0])


class _View:
    """A deed as the features see it; what is the same for all candidates is found once."""

    def __init__(self, deed: Deed, parties: Parties, ruled: Roles) -> None:
        tree = parties.tree
        self._deed = deed
        self._tree = tree
        self._heads = {mention.words.head for mention in parties.mentions if mention.actors}
        self._event = deed.event
        self._kind = ("passive" if tree.is_passive(deed.token) else "active") if is_verbal(tree, deed.token) else "noun"
        self._gets = tree.lemma(deed.token) in GETTING
        self._upward = [deed.token, *tree.ancestors(deed.token)]
        words = {token.text.lower() for token in tree.tokens}
        possible = [slot for slot in _SLOTS if slot not in _PREPOSITIONS or not words.isdisjoint(_PREPOSITIONS[slot])]
        self._slots = {slot: set(parties.fillers(deed.token, slot)) for slot in possible}
        inner = [k for slot in ("xcomp", "ccomp") for k in parties.fillers(deed.token, slot)]
        self._inner = (
            {slot: {k for j in inner for k in parties.fillers(j, slot)} for slot in _EMBEDDED if slot in self._slots} if inner else {}
        )
        self._ruled_actors = {party.actor.code for party in ruled.actors}
        self._ruled_recipients = {party.actor.code for party in ruled.recipients}
        self._rules = {reason.part: reason.rule for reason in ruled.reasons}
        row = deed.row
        self._row_actor = {k for slot in row.actor for k in parties.fillers(deed.token, slot, row.particle)} if row else set()
        self._row_recipient = {k for slot in row.recipient for k in parties.fillers(deed.token, slot, row.particle)} if row else set()

    def of_mention(self, mention: ActorMention, order: int) -> Iterator[str]:
        """Features of a phrase of the sentence."""
        head = mention.words.head
        path = self._path(head)
        yield from (f"path={path}", f"path={path}|{self._event}", f"path={path}|{self._kind}")
        if self._gets:
            yield f"getting|path={path}"
        yield from self._in_slots(head)
        if head in self._row_actor:
            yield "row-actor"
        if head in self._row_recipient:
            yield "row-recipient"
        yield from self._place(mention, order)

    def _in_slots(self, head: int) -> Iterator[str]:
        """The slots that a word or the noun it qualifies fills, of the trigger or of the act under it."""
        event, owner = self._event, self._owner(head)
        for slot, words in self._slots.items():
            if head in words:
                yield from (f"slot={slot}", f"slot={slot}|{event}", f"slot={slot}|{self._kind}")
                if self._gets:
                    yield f"getting|slot={slot}"
            elif owner is not None and owner in words:
                yield from (f"in-slot={slot}", f"in-slot={slot}|{event}")
        for slot, words in self._inner.items():
            if head in words or (owner is not None and owner in words):
                yield from (f"inner={slot}", f"inner={slot}|{event}")

    def _place(self, mention: ActorMention, order: int) -> Iterator[str]:
        token, head = self._deed.token, mention.words.head
        distance = abs(head - token)
        side = "before" if head < token else "after"
        yield f"{side}-{'near' if distance <= _NEAR else 'mid' if distance <= _FAR else 'far'}"
        yield f"{side}|{self._event}"
        yield f"order={min(order, _MANY)}"
        yield "same-clause" if self._tree.clause(head) == self._tree.clause(token) else "other-clause"
        yield f"kind={mention.kind}"
        yield f"kind={mention.kind}|{side}"
        if "locative" in mention.reason:
            yield f"locative|{self._event}"
        if mention.kind in _REFERRING:
            yield f"referring|{side}"

    def of_actor(self, actor: Actor) -> Iterator[str]:
        """Features of who it is, and of what the rules say."""
        sector = actor.code.partition(":")[2] if not actor.code.startswith("IGO") else "IGO"
        yield f"sector={sector}|{self._event}"
        if actor.code in self._ruled_actors:
            yield from ("ruled-actor", f"ruled={self._rules.get('actors', '')}", f"ruled-actor|{self._event}")
        if actor.code in self._ruled_recipients:
            yield from ("ruled-recipient", f"ruled={self._rules.get('recipients', '')}", f"ruled-recipient|{self._event}")
        if not self._ruled_recipients:
            yield f"no-ruled-recipient|{self._event}"
        if not self._ruled_actors:
            yield "no-ruled-actor"

    def names_actor(self, head: int) -> bool:
        """Whether a phrase headed by the word names an actor."""
        return head in self._heads

    def of_place(self, head: int) -> Iterator[str]:
        """Features of the state of a place that the sentence names."""
        yield from ("place", f"place|{self._event}", f"place|path={self._path(head)}")
        for slot, words in self._slots.items():
            if head in words:
                yield from (f"place|slot={slot}", f"place|slot={slot}|{self._event}")

    def of_absent(self, rank: str) -> Iterator[str]:
        """Features of an actor that the sentence does not name: how salient it is, or `doc` where the document at large is meant."""
        yield from ("absent", f"absent={rank}", f"absent={rank}|{self._event}", f"absent|{self._kind}")

    def _owner(self, head: int) -> int | None:
        """The noun that the mention qualifies: `tanker` for `Greek` in `a Greek tanker`."""
        token = self._tree.tokens[head]
        return (
            token.head if token.head != head and token.relation in {"amod", "nmod:poss", "compound", "nmod", "nmod:desc", "appos"} else None
        )

    def _path(self, head: int) -> str:
        """The way through the tree from the trigger to a word: relations up, then relations down with their prepositions."""
        down: list[str] = []
        k = head
        while k not in self._upward:
            down.append(_step(self._tree, k))
            k = self._tree.tokens[k].head
        up = [self._tree.tokens[j].relation for j in self._upward[: self._upward.index(k)]]
        if len(up) + len(down) > _LONGEST:
            return "far"
        return ">".join([f"^{relation}" for relation in up] + list(reversed(down))) or "self"


def _step(tree: Tree, k: int) -> str:
    relation = tree.tokens[k].relation
    preposition = tree.preposition(k) if relation in {"obl", "nmod"} else ""
    return f"{relation}:{preposition}" if preposition else relation
