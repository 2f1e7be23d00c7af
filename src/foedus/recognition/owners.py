"""Whose a role is: the state, organisation or group that the words around a role noun name."""

from collections.abc import Callable, Mapping

from foedus.lexicon.names import Kind
from foedus.model.mention import Actor
from foedus.model.record import Record
from foedus.recognition.discourse import Sort
from foedus.recognition.holders import named
from foedus.recognition.naming import Hit, base, is_state
from foedus.recognition.phrases import Phrases
from foedus.recognition.roles import Flat, Role

_OWNING = frozenset({"of", "from", "for", "at", "with", "within"})
_PLACING = frozenset({"in", "at", "across", "inside", "around", "near", "throughout", "outside", "on", "from", "of"})


class Reading(Record, frozen=True, kw_only=True):
    """What a phrase was taken for.

    Attributes:
        actors: Who it is, empty if unresolved.
        kind: The mention's kind.
        rule: What decided.
        reason: One sentence.
        sort: How pronouns agree with it.
        is_plural: Whether `they` may refer to it.
        term: The role or the name.
        absorbed: Heads of phrases inside it that are no mentions of their own.
    """

    actors: tuple[Actor, ...] = ()
    kind: str
    rule: str
    reason: str
    sort: Sort
    is_plural: bool = False
    term: str = ""
    absorbed: tuple[int, ...] = ()


class Owners(Record, frozen=True, kw_only=True):
    """Whose a role is.

    Attributes:
        actors: The owners, empty if none is known.
        rule: What told.
        reason: One clause.
        absorbed: Heads of the phrases that told.
        is_stated: True where the words name an owner, known or not: then nobody else may be assumed.
    """

    actors: tuple[Actor, ...] = ()
    rule: str = ""
    reason: str = ""
    absorbed: tuple[int, ...] = ()
    is_stated: bool = False


_SETTLED = frozenset({"of", "in"})
_SCENE = frozenset({"in", "at", "outside", "across", "near", "around", "through"})
_LOCAL = frozenset({Flat.SECTOR, Flat.OWNER_SECTOR})
_NO_WORDS = range(0)
_NONE = Owners()


class OwnerFinder:
    """Finds the owners of role nouns in one sentence.

    Args:
        phrases: The sentence.
        hits: The name at each word that belongs to one.
        places: Country code of each word that names a place, where known.
        read: Reads another phrase of the sentence.
    """

    def __init__(self, phrases: Phrases, hits: Mapping[int, Hit], places: Mapping[int, str], read: Callable[[int], Reading | None]) -> None:
        self._phrases = phrases
        self._hits = hits
        self._places = places
        self._read = read

    def inner_hits(self, head: int) -> list[Hit]:
        """The names inside a phrase that are not its head, without those that a hyphen binds to another adjective."""
        found: list[Hit] = []
        for i in self._phrases.inner[head]:
            hit = self._hits.get(i)
            if hit is not None and not hit.is_bound and not hit.first <= head < hit.last and (not found or found[-1] is not hit):
                found.append(hit)
        return found

    def owners(self, head: int, role: Role, term: range) -> Owners:
        """Whose the role headed by a word is.

        Args:
            head: The head of the phrase.
            role: Its role.
            term: The words of the role noun itself: what stands inside it is no owner (`head of government`).
        """
        steps = (self._adjectives, self._possessor, self._complement, self._place, self._shared, self._scene)
        for step in steps[1:] if self._is_ethnic(head) else steps:
            found = step(head, role, term)
            if found.is_stated:
                return found
        return _NONE

    def settled(self, head: int, origin: str) -> str:
        """The state in which people named after another one live (`the Albanians of southern Serbia`); empty if none is told."""
        for preposition, k in self._phrases.complements(head):
            if preposition in _SETTLED and (code := self._country(k)) and code != origin:
                return code
        return ""

    def _is_ethnic(self, head: int) -> bool:
        """Whether an adjective tells a people and no state (`ethnic Albanian guerrillas`)."""
        return any(self._phrases.lower[i] == "ethnic" for i in self._phrases.inner[head])

    def _adjectives(self, head: int, _role: Role, _term: range) -> Owners:
        hits = self.inner_hits(head)
        if not hits:
            return _NONE
        actors = {hit.entry.code: named(hit.entry, hit.entry.code, hit.entry.sector) for hit in hits if hit.entry.kind is not Kind.PERSON}
        names = " and ".join(actor.name for actor in actors.values())
        words = tuple(i for hit in hits for i in range(hit.first, hit.last))
        return Owners(actors=tuple(actors.values()), rule="adjective", reason=f"of {names}", absorbed=words, is_stated=bool(actors))

    def _possessor(self, head: int, role: Role, term: range) -> Owners:
        owner = self._phrases.possessor(head)
        if owner is None:
            return _NONE
        if owner in term:
            found = self._adjectives(owner, role, term)
            return found if found.is_stated else self._possessor(owner, role, term)
        return self._owned_by([owner], "possessor")

    def _complement(self, head: int, _role: Role, term: range) -> Owners:
        found = self._phrases.complements(head)
        found += [further for _, k in found if k in term for further in self._phrases.complements(k)]
        heads = [k for preposition, k in found if preposition in _OWNING and k > head and k not in term and self._names_owner(k)]
        return self._owned_by(heads, "complement") if heads else _NONE

    def _names_owner(self, k: int) -> bool:
        reading = self._read(k)
        if reading is not None:
            return reading.rule != "names.private"
        return any(not hit.is_state for hit in self.inner_hits(k))

    def _owned_by(self, heads: list[int], rule: str) -> Owners:
        actors: dict[str, Actor] = {}
        absorbed: list[int] = []
        reasons: list[str] = []
        for k in [c for h in heads for c in (self._phrases.tree.conjuncts(h) if rule == "possessor" else [h])]:
            reading = self._read(k)
            if reading is None:
                inside = self._inside(k)
                actors |= inside
                absorbed += [k] if inside else []
            else:
                actors |= {actor.code: actor for actor in reading.actors}
                absorbed += (k, *reading.absorbed)
                reasons += [reading.reason] if reading.actors else []
        return Owners(
            actors=tuple(actors.values()), rule=rule, reason="; ".join(reasons), absorbed=tuple(absorbed), is_stated=bool(absorbed)
        )

    def _inside(self, k: int) -> dict[str, Actor]:
        """Whom a phrase that is itself no actor belongs to: names in it, or the country of the place that it names."""
        found = {hit.entry.code: named(hit.entry, hit.entry.code, hit.entry.sector) for hit in self.inner_hits(k)}
        if not found and (code := self._country(k)):
            found[code] = Actor(code=code, entity=f"state:{code}")
        return found

    def _place(self, head: int, role: Role, _term: range) -> Owners:
        """The country of the place that a local body or people stand in (`police in Kisumu`)."""
        if not role.is_home:
            return _NONE
        for preposition, k in self._phrases.complements(head):
            if preposition in _PLACING and (code := self._country(k)):
                return Owners(actors=(Actor(code=code, entity=f"state:{code}"),), rule="place", reason=f"in {code}", is_stated=True)
        return _NONE

    def _country(self, k: int) -> str:
        """The state in which a named place or body lies, empty if unknown."""
        hit = self._hits.get(k)
        code = base(hit.entry.code) if hit is not None and not hit.is_bound else ""
        return code if is_state(code) else self._places.get(k, "")

    def _scene(self, head: int, role: Role, _term: range) -> Owners:
        """The country where the deed takes place, for those who act at home (`In Canberra the opposition vowed ...`).

        Of a government and its officers it tells only where the clause begins with it: they also travel.
        """
        if not role.is_home:
            return _NONE
        is_local = role.flat in _LOCAL or role.sector == "COP"
        tree = self._phrases.tree
        phrase = tree.first_conjunct(head)
        if tree.preposition(phrase) == "of":  # thousands of teachers
            phrase = tree.tokens[phrase].head
        verb = tree.tokens[phrase].head
        within = [place for _, k in tree.obliques(verb) for place in self._phrases.complements(k)] if is_local else []
        for preposition, k in (*tree.obliques(verb), *within):
            if not is_local and not (k < head and preposition == "in"):
                continue
            if preposition in _SCENE and (code := self._country(k)):
                return Owners(
                    actors=(Actor(code=code, entity=f"state:{code}"),), rule="scene", reason=f"the deed is in {code}", is_stated=True
                )
        return _NONE

    def _shared(self, head: int, role: Role, _term: range) -> Owners:
        """What the first noun of a coordination shares with the others (`Mali's president and army chief`)."""
        tree = self._phrases.tree
        first = tree.first_conjunct(head)
        if first != head:
            if self._phrases.determiner(head) in {"a", "an"}:
                return _NONE
            found = self._adjectives(first, role, _NO_WORDS)
            return found if found.is_stated else self._possessor(first, role, _NO_WORDS)
        for other in tree.conjuncts(head)[1:]:
            if self._phrases.possessor(other) is None and (found := self._complement(other, role, _NO_WORDS)).is_stated:
                return found
        return _NONE
