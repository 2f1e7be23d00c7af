"""Which actors stand in which slot of a trigger."""

from collections.abc import Iterable, Sequence

import msgspec

from foedus.coding.slots import fillers
from foedus.model.event import Party
from foedus.model.mention import Actor, ActorMention
from foedus.model.record import DocumentId
from foedus.model.text import Span
from foedus.syntax import Tree

_MODIFIERS = ("nmod:poss", "amod", "compound", "nmod:desc", "nmod", "nmod:unmarked", "appos", "nmod:npmod")
_OWNERS = ("nmod:poss", "amod", "compound", "nmod:desc", "nmod:unmarked", "nmod:npmod")
_OF = frozenset({"of", "from", "in", "with", "by"})
_ISO_LENGTH = 3
_SCHEMES = frozenset({"IGO", "IMG", "NGO", "MNC"})


class Parties:
    """The actors of one sentence, looked up by word.

    Args:
        tree: The sentence.
        mentions: Its actor mentions.
        document: The document, for spans.
    """

    def __init__(self, tree: Tree, mentions: Sequence[ActorMention], document: DocumentId) -> None:
        self.tree = tree
        self.mentions = mentions
        self._document = document
        self._fillers: dict[tuple[int, str, str], list[int]] = {}
        self._by_head: dict[int, ActorMention] = {}
        self._by_word: dict[int, ActorMention] = {}
        for mention in mentions:
            self._by_head.setdefault(mention.words.head, mention)
            for i in range(mention.words.first, mention.words.last):
                known = self._by_word.get(i)
                if known is None or len(_range(mention)) < len(_range(known)):
                    self._by_word[i] = mention

    def is_actor(self, token: int) -> bool:
        """Whether the word heads a phrase that names a resolved actor."""
        mention = self._by_head.get(token)
        return mention is not None and bool(mention.actors)

    def mention(self, token: int) -> ActorMention | None:
        """The mention headed by the word, else the smallest one that covers it."""
        return self._by_head.get(token) or self._by_word.get(token)

    def at(self, token: int) -> list[Party]:
        """The actors that the phrase headed by a word names, or whose it is.

        `Iran`, `Iranian troops` and `Iran's nuclear programme` all give Iran.
        """
        mention = self.mention(token)
        if mention is not None and mention.actors:
            return self.parties(mention)
        return self.owners(token)

    def owners(self, token: int) -> list[Party]:
        """The actors that own or qualify the phrase headed by a word: possessor, adjective, `of X`."""
        found: list[Party] = []
        for c in self.tree.children(token, *_MODIFIERS):
            relation = self.tree.tokens[c].relation
            if relation == "nmod" and self.tree.preposition(c) not in _OF:
                continue
            for k in self.tree.conjuncts(c):
                mention = self._by_head.get(k) or self._by_word.get(k)
                if mention is not None and mention.actors:
                    found += self.parties(mention)
                elif relation in {"nmod", "nmod:poss"} and mention is None:
                    found += self._nested_owner(k)
        return found

    def _nested_owner(self, token: int) -> list[Party]:
        """Owner of an owner: `the head of Iran's air force`."""
        return [party for c in self.tree.children(token, *_OWNERS) for party in self._named(c)]

    def _named(self, token: int) -> list[Party]:
        mention = self.mention(token)
        return self.parties(mention) if mention is not None and mention.actors else []

    def beside(self, party: Party) -> list[Party]:
        """The actors that a party's words name besides it, and those that stand in one coordination with them."""
        if party.span is None:
            return []
        mention = next((m for m in self.mentions if m.start == party.span.start and m.end == party.span.end), None)
        if mention is None:
            return []
        heads = self.tree.conjuncts(self.tree.first_conjunct(mention.words.head))
        others = [self._by_head[k] for k in heads if k != mention.words.head and self.is_actor(k)]
        return [other for found in (mention, *others) for other in self.parties(found)]

    def parties(self, mention: ActorMention) -> list[Party]:
        """The actors of a mention, each with its words."""
        span = Span(document=self._document, start=mention.start, end=mention.end)
        is_place = "locative" in mention.reason
        return [Party(actor=_home(actor) if is_place else actor, span=span) for actor in mention.actors]

    def in_slot(self, token: int, slot: str, particle: str = "") -> list[Party]:
        """The actors that fill a slot of a trigger, in order and without repetition."""
        return distinct(party for k in self.fillers(token, slot, particle) for party in self.at(k))

    def fillers(self, token: int, slot: str, particle: str = "") -> list[int]:
        """What fills a slot of a trigger, as `foedus.coding.slots` finds it, looked up once."""
        key = (token, slot, particle)
        if key not in self._fillers:
            self._fillers[key] = fillers(self.tree, token, slot, particle)
        return self._fillers[key]

    def in_slots(self, token: int, slots: Iterable[str], particle: str = "") -> tuple[str, list[Party]]:
        """The first slot with an actor in it, and its actors; ("", []) if there is none."""
        for slot in slots:
            found = self.in_slot(token, slot, particle)
            if found:
                return slot, found
        return "", []

    def below(self, token: int) -> list[Party]:
        """All actors named in the subtree of a word, in order."""
        words = set(self.tree.subtree(token))
        return distinct(
            party for mention in self.mentions if mention.words.head in words and mention.actors for party in self.parties(mention)
        )


def _range(mention: ActorMention) -> range:
    return range(mention.words.first, mention.words.last)


def distinct(parties: Iterable[Party]) -> list[Party]:
    """The parties without later ones of a code already seen."""
    found: dict[str, Party] = {}
    for party in parties:
        found.setdefault(party.actor.code, party)
    return list(found.values())


def without(parties: Iterable[Party], others: Iterable[Party]) -> list[Party]:
    """The parties whose code none of the others has."""
    codes = {party.actor.code for party in others}
    return [party for party in parties if party.actor.code not in codes]


def _home(actor: Actor) -> Actor:
    """The state that a province lies in, where its name only says where something is."""
    state, _, sector = actor.code.partition(":")
    return msgspec.structs.replace(actor, code=state) if sector == "GOV" else actor


def is_domestic(code: str) -> bool:
    """Whether a code is that of somebody within a state, who is not the state: `SDN:REB`."""
    state, _, sector = code.partition(":")
    return bool(sector) and len(state) == _ISO_LENGTH and state not in _SCHEMES


def actor_of(code: str) -> Actor:
    """The actor of a code that stands without its name."""
    state, _, sector = code.partition(":")
    return Actor(
        code=code,
        sector=sector if is_domestic(code) else "",
        name=code,
        entity="" if sector or len(state) != _ISO_LENGTH else f"state:{state}",
    )


def state_of(actor: Actor) -> str:
    """The state (or other body) that an actor's code begins with: `SDN` for `SDN:REB`, `IGO:UN` as it is."""
    return actor.code if actor.code.startswith(("IGO:", "IMG:", "NGO:", "MNC:")) else actor.code.partition(":")[0]
