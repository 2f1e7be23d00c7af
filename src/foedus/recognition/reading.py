"""Who one noun phrase of a sentence names or refers to."""

import datetime as dt
from collections.abc import Mapping, Sequence

import msgspec

from foedus.lexicon.names import Entry, Kind
from foedus.model.mention import Actor
from foedus.recognition.discourse import Discourse, Resolved, Sort
from foedus.recognition.holders import (
    ENTRY_KINDS,
    KINDS,
    Standing,
    holders,
    named,
    retained,
    sort_of,
    sort_of_actors,
    sort_of_entry,
    standing,
)
from foedus.recognition.naming import Hit
from foedus.recognition.owners import OwnerFinder, Owners, Reading
from foedus.recognition.phrases import Phrases
from foedus.recognition.reference import PRONOUNS, References
from foedus.recognition.roles import DescriptionForm, Flat, Roles
from foedus.recognition.rolewords import DEFINITE, TITLED, RoleWord, names_with, role_name, role_words

# Sectors of which a report may speak of several that have nothing to do with one another.
_VARIOUS = frozenset({"CVL", "SOC", "BUS"})
_IDIOMATIC = frozenset({"in", "into", "on", "at", "under", "out of", "off"})
_JOINT = frozenset({"both", "either", "neither", "each"})
_LED = frozenset({
    "coalition", "alliance", "force", "forces", "mission", "intervention", "campaign", "troops", "operation", "contingent",
    "strikes",
})  # fmt: skip
_NAMING = frozenset({"NOUN", "PROPN", "PRON", "DET", "NUM", "ADJ", "X", "CCONJ"})
_PRONOMINAL = frozenset({"PRON", "DET", "NUM", "CCONJ", "ADV"})
_PHRASAL = frozenset(
    {"nsubj", "nsubj:pass", "obj", "iobj", "obl", "nmod", "nmod:poss", "conj", "root", "appos", "det:poss", "obl:agent", "xcomp"}
)
_ACRONYM_LENGTHS = range(2, 9)
_ACRONYM_REACH = 6


class PhraseReader:
    """Reads the phrases of one sentence.

    Args:
        phrases: The sentence.
        hits: The names in it.
        roles: The tables of role nouns.
        discourse: What the document has spoken of so far.
        published: Day that decides who holds an office.
        places: Country code of each word that names a place, where known.
    """

    def __init__(
        self,
        phrases: Phrases,
        hits: Sequence[Hit],
        roles: Roles,
        discourse: Discourse,
        *,
        published: dt.date | None = None,
        places: Mapping[int, str] | None = None,
    ) -> None:
        self.phrases = phrases
        self.tree = phrases.tree
        self.hits = {i: hit for hit in hits for i in range(hit.first, hit.last)}
        self._roles = roles
        self._discourse = discourse
        self._references = References(discourse, self._who)
        self._published = published
        self._heads = {hit.first: phrases.head(hit.first, hit.last) for hit in hits}
        self._places = places or {}
        self._owners = OwnerFinder(phrases, self.hits, self._places, self.read)
        self._role_at = role_words(phrases, self.hits, roles)
        self._readings: dict[int, Reading | None] = {}

    def read(self, head: int) -> Reading | None:
        """Who the phrase headed by a word is; none if it is no actor at all."""
        if head not in self._readings:
            self._readings[head] = None
            self._readings[head] = self._reading(head)
        return self._readings[head]

    def _who(self, head: int) -> tuple[Actor, ...]:
        reading = self.read(head)
        return () if reading is None else reading.actors

    def _reading(self, head: int) -> Reading | None:
        token = self.tree.tokens[head]
        if token.pos not in _NAMING and head not in self.hits and head not in self._role_at:
            return None
        if self.phrases.lower[head] == "whose":
            return self._whose(head)
        if self.phrases.lower[head] in PRONOUNS and token.pos in _PRONOMINAL:
            return self._pronoun(head) if self._is_pronominal(head) else None
        hit = self._person(head) or self.hits.get(head)
        if hit is not None:
            is_head = hit.entry.kind is Kind.PERSON or self._heads[hit.first] == head
            return self._named(head, hit) if is_head and not hit.is_bound else None
        return self._led(head) or self._with_role(head) or self._other(head)

    def _with_role(self, head: int) -> Reading | None:
        word = self._role_at.get(head) or self._title(head)
        if word is None or self._is_joint(head) or self._is_idiom(head, word):
            return None
        return self._role(head, word)

    def _is_idiom(self, head: int, word: RoleWord) -> bool:
        """Whether a bare singular noun after a preposition names no one (`into force`, `in person`, `under guard`)."""
        if word.form.is_plural or len(self.phrases.inner[head]) > 1 or self.tree.tokens[head].pos != "NOUN":
            return False
        return self.phrases.preposition(head) in _IDIOMATIC and self.phrases.possessor(head) is None

    def _is_pronominal(self, head: int) -> bool:
        """Whether a pronoun stands for somebody; a numeral does only after an article or `all`."""
        token = self.tree.tokens[head]
        return token.relation in _PHRASAL and (token.pos != "NUM" or self.phrases.determiner(head) in {"the", "all", "these", "those"})

    def _is_joint(self, head: int) -> bool:
        """Whether a word refers to several named elsewhere (`both governments`, `neither party`, `the two sides`)."""
        joint = self.phrases.determiner(head) in _JOINT or (self.phrases.numeral(head) and self.phrases.determiner(head) in DEFINITE)
        return bool(joint) and self._description_form(head) is not None and not self._owners.inner_hits(head)

    def _whose(self, head: int) -> Reading | None:
        """The noun that a relative clause with `whose` modifies."""
        for above in self.tree.ancestors(head):
            if self.tree.tokens[above].relation == "acl:relcl":
                found = self.read(self.tree.tokens[above].head)
                return None if found is None else msgspec.structs.replace(found, kind="pronoun", rule="pronoun.whose", absorbed=())
        return None

    def _person(self, head: int) -> Hit | None:
        """The office-holder whose name heads the phrase or follows the title that heads it."""
        for i in self.phrases.inner[head]:
            hit = self.hits.get(i)
            if hit is not None and hit.entry.kind is Kind.PERSON and (hit.first <= head < hit.last or (head < i and head in self._role_at)):
                return hit
        return None

    def _led(self, head: int) -> Reading | None:
        """A coalition named by who leads it."""
        term = self.phrases.lower[head]
        leaders = [hit for hit in self._owners.inner_hits(head) if hit.leads] if term in _LED else []
        if not leaders:
            return None
        actors = tuple(named(hit.entry, hit.entry.code, hit.entry.sector) for hit in leaders)
        return Reading(actors=actors, kind="group", rule="names.led", reason="named by who leads it", sort=Sort.GROUP, term=term)

    def _title(self, head: int) -> RoleWord | None:
        """The title before a name that heads the phrase (`foreign minister Luminița Odobescu`)."""
        if self.tree.tokens[head].pos != "PROPN":
            return None
        titles = [self._role_at[i] for i in self.phrases.inner[head] if i < head and i in self._role_at]
        return titles[-1] if titles and titles[-1].form.role.kind in TITLED else None

    def _other(self, head: int) -> Reading | None:
        description = self._description(head)
        if description is not None:
            return description
        return self._proper(head) if self.tree.tokens[head].pos == "PROPN" else None

    # names

    def _named(self, head: int, hit: Hit) -> Reading:
        entry = hit.entry
        if entry.kind is Kind.PEOPLE or (entry.kind is Kind.ADJECTIVE and self.tree.tokens[head].tag in {"NNS", "NNPS"}):
            return self._people(head, entry)
        holds = entry.kind is Kind.PERSON and self._is_said_to_hold(head)
        code = entry.code if holds else entry.code_on(self._published)
        sector = entry.sector if holds else entry.sector_on(self._published)
        kind = ENTRY_KINDS.get(entry.kind, "organisation")
        reason = f"{entry.name}, named" + (f" as {entry.office}" if entry.office else "") + (f" in {entry.source}" if entry.source else "")
        if hit.is_state and self.phrases.is_place(head):
            reason += "; locative: it says where"
        elif entry.kind is Kind.CAPITAL:
            reason += " by its seat of government"
        actor = named(entry, code, sector)
        self._introduce(head, [entry.name], (actor,))
        if actor.code.startswith("IGO:"):
            written = " ".join(token.text for token in self.tree.tokens[hit.first : hit.last])
            self._discourse.name_body(f"{entry.name} {written}", actor)
        return Reading(
            actors=(actor,),
            kind=kind,
            rule=f"names.{entry.kind.value}",
            reason=reason,
            sort=sort_of_entry(entry),
            is_plural=self.tree.tokens[head].tag in {"NNS", "NNPS"} and sort_of_entry(entry) is Sort.GROUP,
            term=entry.name,
        )

    def _is_said_to_hold(self, head: int) -> bool:
        """Whether the text itself gives the named one an office, whatever the table says of his term."""
        word = self._role_at.get(head) or self._title(head)
        if word is None:
            return False
        before = [self.phrases.lower[i] for i in self.phrases.inner[head] if i < word.first]
        return standing(word.form, before, (), self._roles).sector != "ELI"

    def _people(self, head: int, entry: Entry) -> Reading:
        nation = self.phrases.determiner(head) == "the" and not self.phrases.numeral(head)
        sector = "" if nation else "CVL"
        for i in self.phrases.inner[head]:
            modifier = self._roles.modifier(self.phrases.lower[i], "people")
            sector = sector if modifier is None else modifier.sector
        if settled := self._owners.settled(head, entry.code):
            reason = f"people called {entry.name} who live in {settled}"
            actor = Actor(code=f"{settled}:{sector or 'CVL'}", sector=sector or "CVL", name=entry.name)
            return Reading(
                actors=(actor,), kind="group", rule="names.people", reason=reason, sort=Sort.GROUP, is_plural=True, term=entry.name
            )
        code = f"{entry.code}:{sector}" if sector else entry.code
        actor = Actor(code=code, sector=sector, name=entry.name, entity="" if sector else entry.entity)
        reason = f"people from {entry.name}" if sector else f"{entry.name}, the nation as a whole"
        kind = "group" if sector else "state"
        return Reading(actors=(actor,), kind=kind, rule="names.people", reason=reason, sort=Sort.GROUP, is_plural=True, term=entry.name)

    def _proper(self, head: int) -> Reading | None:
        """A proper name that is in no table: one introduced before, or a private person."""
        inner = [i for i in self.phrases.inner[head] if self.tree.tokens[i].pos == "PROPN"]
        name = " ".join(self.tree.tokens[i].text for i in inner)
        known = self._discourse.known(name)
        if known is None and inner:
            known = self._discourse.known(self.tree.tokens[inner[-1]].text)
        if known:
            sort = Sort.PERSON if self.tree.tokens[head].entity.endswith("PER") else Sort.GROUP
            return Reading(
                actors=known, kind="person", rule="names.introduced", reason=f"{name} was introduced before", sort=sort, term=name
            )
        apposed = self._apposed(head)
        if apposed is not None:
            self._introduce(head, [name], apposed.actors)
            return Reading(
                actors=apposed.actors,
                kind="person",
                rule="names.apposition",
                reason=apposed.reason,
                sort=Sort.PERSON,
                term=name,
                absorbed=apposed.absorbed,
            )
        if head in self._places or not self.tree.tokens[head].entity.endswith("PER"):
            return None
        return Reading(kind="person", rule="names.private", reason=f"{name} holds no known office", sort=Sort.PERSON, term=name)

    def _apposed(self, head: int) -> Reading | None:
        for child in self.tree.children(head, "appos"):
            found = self.read(child) if child in self._role_at else None
            if found is not None and found.actors:
                return Reading(
                    actors=found.actors,
                    kind=found.kind,
                    rule=found.rule,
                    reason=found.reason,
                    sort=found.sort,
                    absorbed=(child, *found.absorbed),
                )
        return None

    def _introduce(self, head: int, names: list[str], actors: tuple[Actor, ...]) -> None:
        """Remember the names, their last words for persons, and an acronym in brackets behind the phrase."""
        if actors:
            last = [name.rpartition(" ")[2] for name in names if " " in name and self.tree.tokens[head].entity.endswith("PER")]
            acronym = self._acronym(max(self.phrases.inner[head]) + 1)
            known = [name for name in (*names, *last, *acronym) if name.lower() not in self._roles.titles]
            self._discourse.introduce(known, actors)

    def _acronym(self, first: int) -> list[str]:
        """The acronym in the next brackets, if they follow closely."""
        tokens = self.tree.tokens
        for i in range(first, min(first + _ACRONYM_REACH, len(tokens) - 2)):
            if tokens[i].text == "(" and tokens[i + 2].text == ")":
                word = tokens[i + 1].text
                return [word] if word.isupper() and len(word) in _ACRONYM_LENGTHS else []
        return []

    # references

    def _pronoun(self, head: int) -> Reading:
        possessed = self.tree.tokens[head].head
        of_actor = possessed in self._role_at and self.tree.tokens[head].relation.endswith("poss")
        found = self._references.pronoun(self.phrases, head, of_actor=of_actor)
        plural = len(found.actors) > 1 or found.rule == "pronoun.speaker"
        return Reading(
            actors=found.actors, kind="pronoun", rule=found.rule, reason=found.reason, sort=sort_of_actors(found.actors), is_plural=plural
        )

    def _description(self, head: int) -> Reading | None:
        form = self._description_form(head)
        if form is None:
            return None
        hits = [hit for hit in self._owners.inner_hits(head) if hit.is_state]
        term = form.description.term
        is_capital = term == "capital" and not form.is_plural
        if is_capital and self._has_name(head):
            return None
        if hits:
            actors = tuple(named(hit.entry, hit.entry.code, "") for hit in hits)
            found = Resolved(actors=actors, rule="description.adjective", reason="by its adjective")
        else:
            owner = self.phrases.possessor(head)
            owned = self.read(owner) if owner is not None else None
            found = self._references.description(self.phrases, head, form, owned.actors if owned is not None else ())
        reason = found.reason + ("; locative: it says where" if is_capital and self.phrases.is_place(head) else "")
        return Reading(
            actors=found.actors,
            kind="capital" if is_capital else "description",
            rule=found.rule,
            reason=reason,
            sort=sort_of_actors(found.actors),
            is_plural=len(found.actors) > 1,
            term=term,
        )

    def _has_name(self, head: int) -> bool:
        """Whether a name of no table follows (`the capital Belgrade`)."""
        names = [*self.phrases.inner[head], *self.tree.children(head, "appos")]
        return any(i > head and self.tree.tokens[i].pos == "PROPN" for i in names)

    def _description_form(self, head: int) -> DescriptionForm | None:
        inner = self.phrases.inner[head]
        for i in inner:
            end, form = self._roles.description(self.phrases.lower, i)
            if form is not None and i <= head < end:
                is_written = form.description.sort != "proper" or self.tree.tokens[head].text[:1].isupper()
                return form if is_written else None
        return None

    # roles

    def _role(self, head: int, word: RoleWord) -> Reading | None:
        before = [i for i in self.phrases.inner[head] if i < word.first]
        inner = [self._role_at[i].form for i in before if i in self._role_at]
        words = [self.phrases.lower[i] for i in before if i not in self.hits]
        found = standing(word.form, words, inner, self._roles)
        if found.flat is Flat.NAME_SECTOR and not self.tree.tokens[word.head].text[:1].isupper():
            return None
        name = role_name(self.phrases, head, word)
        known = self._discourse.known(name) if " " in name else None
        if known:
            return Reading(
                actors=known, kind="group", rule="names.introduced", reason=f"{name} was introduced before", sort=Sort.GROUP, term=name
            )
        owners = self._owners.owners(head, found.role, range(word.first, word.last))
        if not owners.is_stated:
            if word.is_learned:
                return None
            if body := self._body(head, word):
                reason = f"the {found.role.term} named before"
                return Reading(actors=body, kind="organisation", rule="role.body", reason=reason, sort=Sort.BODY, term=found.role.term)
            owners = self._assumed(head, found)
        found = retained(found) if owners.rule == "possessor" else found
        actors = holders(found, owners.actors, name)
        names = names_with(self.phrases, head, word, self.hits)
        if names:
            self._introduce(head, names, actors)
        reason = f"{found.role.term}: {owners.reason}" if owners.reason else f"{found.role.term}, of no known state"
        if word.is_learned:
            reason += f"; that it is {found.sector} the model says, no table"
        return Reading(
            actors=actors,
            kind=KINDS[found.role.kind],
            rule=f"{'learned' if word.is_learned else 'role'}.{owners.rule or 'unknown'}",
            reason=reason,
            sort=sort_of(found),
            is_plural=found.is_plural or len(actors) > 1,
            term=found.role.term,
            absorbed=owners.absorbed,
        )

    def _body(self, head: int, word: RoleWord) -> tuple[Actor, ...]:
        """The organisation that a bare noun out of its name means (`the agency`, `Council`); empty if none was named."""
        token = self.tree.tokens[head]
        is_bare = word.first == head and not any(i < head and self.tree.tokens[i].pos != "DET" for i in self.phrases.inner[head])
        is_definite = self.phrases.determiner(head) in DEFINITE or token.text[:1].isupper()
        return self._discourse.body_called(self.phrases.lower[head]) if is_bare and is_definite and not word.form.is_plural else ()

    def _assumed(self, head: int, found: Standing) -> Owners:
        """Whose a role without an owner is: whose the same role was, else the report's own state."""
        joint = self._references.joint(self.phrases, head) if found.flat is Flat.STATE else None
        if joint is not None and joint.actors:
            return Owners(actors=joint.actors, rule="joint", reason=joint.reason)
        earlier = self._earlier(found, is_definite=self.phrases.determiner(head) in DEFINITE)
        if earlier:
            return Owners(actors=earlier, rule="same", reason=f"the {found.role.term} spoken of before")
        if found.flat is Flat.UNKNOWN:
            return Owners(rule="table", reason="no state of its own")
        if found.flat is Flat.IGO:
            return Owners(actors=self._discourse.body(), rule="body", reason="of the organisation spoken of, else of the United Nations")
        home = self._discourse.home(self.tree.sentence.index)
        if self._is_guest(head, found) and self._subject_codes(head).issuperset(actor.code for actor in home.actors):
            return Owners(rule="guest", reason="not of the state that acts on it, and of which is not said")
        return Owners(actors=home.actors, rule=home.rule, reason=home.reason)

    def _earlier(self, found: Standing, *, is_definite: bool) -> tuple[Actor, ...]:
        """Whose the same role was that the document spoke of before; empty if it is a new one."""
        if not is_definite and not found.is_plural:
            return ()
        earlier = self._discourse.same_term(found.role.term)
        if not earlier and found.flat is Flat.SECTOR and found.sector not in _VARIOUS:
            earlier = self._discourse.same_sector(found.sector)
        if not earlier and is_definite and found.flat is Flat.OWNER_SECTOR and found.sector == "CVL":
            earlier = self._discourse.people(self.tree.sentence.index)
        return earlier

    def _is_guest(self, head: int, found: Standing) -> bool:
        """Whether it serves abroad and something is done to it (`expelled the envoy`, `closed the consulate`)."""
        diplomatic = found.sector == "GOV" and not found.role.home and found.role.kind in {"office", "institution"}
        return diplomatic and self.tree.tokens[self.tree.first_conjunct(head)].relation in {"obj", "iobj"}

    def _subject_codes(self, head: int) -> set[str]:
        verb = self.tree.tokens[self.tree.first_conjunct(head)].head
        return {actor.code for subject in self.tree.agents(verb) for actor in self._who(subject)}
