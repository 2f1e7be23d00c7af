"""Role nouns (ministry, rebels, villagers), what modifies them, and descriptions such as "the kingdom"."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from foedus.lexicon.entries import TABLES
from foedus.lexicon.petrarch.agents import AgentRow
from foedus.lexicon.phrases import PhraseTable
from foedus.lexicon.tables import data_file, rows
from foedus.model.record import Record


class Flat(StrEnum):
    """What a role's holder counts as in the flat code."""

    STATE = "state"
    SECTOR = "sector"
    OWNER = "owner"
    OWNER_SECTOR = "owner-sector"
    NAME_SECTOR = "name-sector"
    UNKNOWN = "unknown"
    IGO = "igo"


class Role(Record, frozen=True, kw_only=True):
    """A row of `roles/en.tsv`: a noun that names actors by what they do.

    Attributes:
        term: The noun in the singular, lower case, British spelling.
        sector: PLOVER sector.
        flat: What it counts as.
        kind: `office`, `person`, `institution`, `force`, `group` or `firm`.
        home: `yes` where the place that it stands in tells its country (`police in Kisumu`).
        example: A sentence.
    """

    term: str
    sector: str
    flat: Flat
    kind: str
    home: str = ""
    example: str = ""

    @property
    def is_home(self) -> bool:
        """Whether `in X` tells the country."""
        return self.home == "yes"


class RoleForm(Record, frozen=True, kw_only=True):
    """A role noun in one number."""

    role: Role
    is_plural: bool


class Modifier(Record, frozen=True, kw_only=True):
    """A row of `roles/modifiers.tsv`: a word before a role noun that changes its sector (`former`, `rebel`).

    Attributes:
        word: Lower case.
        kinds: Kinds of role that it changes, set apart by spaces.
        sector: The new sector.
        flat: What it counts as then.
        example: A sentence.
    """

    word: str
    kinds: str
    sector: str = ""
    flat: Flat | None = None
    example: str = ""


class Description(Record, frozen=True, kw_only=True):
    """A row of `roles/descriptions.tsv`: a noun that refers to actors named elsewhere (`the kingdom`, `both sides`).

    Attributes:
        term: The noun in the singular, lower case.
        sort: `state`, `proper` (a state, written with a capital), `body` (an organisation), `group` (a non-state actor), `party` (any
            actor) or `relation` (the other one).
        members: Codes, for a group sectors, that it may stand for, set apart by spaces; empty for any.
        example: A sentence.
    """

    term: str
    sort: str
    members: str = ""
    example: str = ""

    @property
    def codes(self) -> frozenset[str]:
        """The codes that it may stand for; empty for any."""
        return frozenset(self.members.split())


class DescriptionForm(Record, frozen=True, kw_only=True):
    """A description in one number."""

    description: Description
    is_plural: bool


class Prefix(Record, frozen=True, kw_only=True):
    """A row of `roles/prefixes.tsv`: a state or region in a compound adjective (`Franco-German`) or an epithet."""

    word: str
    members: str
    example: str = ""


_SPELLINGS = (("defence", "defense"), ("labour", "labor"), ("organisation", "organization"), ("neighbour", "neighbor"))
_SPELLINGS_MORE = (("sympathiser", "sympathizer"), ("honour", "honor"), ("worshipper", "worshiper"))
_PLURAL_ONLY = frozenset({"troops", "forces"})
_SINGULAR_ONLY = frozenset({"state"})
_INVARIABLE = frozenset({
    "police", "gendarmerie", "infantry", "cavalry", "artillery", "customs", "media", "press", "staff", "people", "clergy",
    "townspeople", "townsfolk", "personnel", "mujahideen", "mujahedin", "fedayeen", "ulema", "resistance", "landless",
    "displaced", "military", "opposition", "carabinieri",
})  # fmt: skip
_IRREGULAR = {
    "man": "men", "woman": "women", "person": "persons", "child": "children", "spy": "spies", "mujahid": "mujahideen",
    "carabiniere": "carabinieri", "wife": "wives",
    "midwife": "midwives", "schoolchild": "schoolchildren", "chief": "chiefs",
}  # fmt: skip


def plural(term: str) -> str:
    """The plural of a term in lower case; the noun before `of` or `in` is the one that changes.

    >>> plural("member of parliament"), plural("attaché"), plural("gunman"), plural("army"), plural("attorney general")
    ('members of parliament', 'attachés', 'gunmen', 'armies', 'attorney generals')
    """
    for link in (" of ", " in ", " d'"):
        if link in term:
            first, _, rest = term.partition(link)
            return f"{plural(first)}{link}{rest}"
    stem, space, noun = term.rpartition(" ")
    return f"{stem}{space}{_plural_noun(noun)}"


def _plural_noun(noun: str) -> str:
    if noun in _INVARIABLE or noun in _PLURAL_ONLY:
        return noun
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    for suffix in ("woman", "man", "child"):
        if noun.endswith(suffix) and noun != "human":
            return noun[: -len(suffix)] + _IRREGULAR[suffix]
    if noun.endswith("y") and not noun.endswith(("ay", "ey", "oy", "uy")):
        return f"{noun[:-1]}ies"
    if noun.endswith(("s", "x", "ch", "sh")) and not noun.endswith("arch"):
        return f"{noun}es"
    return f"{noun}s"


def words_of(term: str) -> tuple[str, ...]:
    """The words of a term, as the tokenizer splits it.

    >>> words_of("vice-president"), words_of("teachers' union")
    (('vice', '-', 'president'), ('teachers', "'", 'union'))
    """
    words: list[str] = []
    for chunk in term.replace("-", " - ").split():
        if chunk.endswith("'s") and chunk != "'s":
            words += (chunk[:-2], "'s")
        elif chunk.endswith("s'"):
            words += (chunk[:-1], "'")
        else:
            words.append(chunk)
    return tuple(words)


def spellings(term: str) -> Iterator[str]:
    """The term in British and American spelling, with and without its hyphen, with straight and curly apostrophe."""
    forms = [term]
    for british, american in _SPELLINGS + _SPELLINGS_MORE:
        if british in term:
            forms.append(term.replace(british, american))
    if "'" in term:
        forms += [form.replace("'", "’") for form in forms]
    yield from forms


def _add_forms(table: PhraseTable[RoleForm], role: Role, plurals: tuple[str, ...] | None = None) -> None:
    """Put a role under its forms; the plural is the regular one if none is given."""
    for term in plurals or ():
        table.add(words_of(term), RoleForm(role=role, is_plural=True))
    for term in spellings(role.term):
        single = term.rpartition(" ")[2]
        table.add(words_of(term), RoleForm(role=role, is_plural=single in _PLURAL_ONLY or single in {"police", "people"}))
        many = plural(term) if plurals is None else term
        if many != term and term not in _SINGULAR_ONLY:
            table.add(words_of(many), RoleForm(role=role, is_plural=True))


def _role_of(agent: AgentRow, known: Role | None) -> Role:
    """A noun of a loaded dictionary as a role; what kind of noun it is, our own table tells if it has it."""
    is_state = not agent.sector or TABLES[agent.sector].is_state
    flat = Flat.STATE if is_state else Flat.UNKNOWN if agent.sector == "UAF" else Flat.SECTOR
    home = known.home if known is not None else "" if is_state else "yes"
    return Role(term=agent.term, sector=agent.sector, flat=flat, kind=known.kind if known is not None else "group", home=home)


class Roles:
    """The tables of role nouns, modifiers and descriptions.

    Attributes:
        modifiers: Rows by word.
        prefixes: Codes by the first half of a compound adjective.
        titles: The last words of all offices: what may stand before a name.

    >>> roles = Roles.load()
    >>> end, form = roles.at(["the", "foreign", "ministers", "met"], 1)
    >>> end, form.role.sector, form.is_plural
    (3, 'GOV', True)
    """

    def __init__(
        self,
        roles: Sequence[Role],
        modifiers: Sequence[Modifier] = (),
        descriptions: Sequence[Description] = (),
        prefixes: Sequence[Prefix] = (),
        *,
        agents: Iterable[tuple[Role, tuple[str, ...] | None]] = (),
    ) -> None:
        self._table = PhraseTable[RoleForm]()
        for role, plurals in agents:
            _add_forms(self._table, role, plurals)
        for role in roles:
            _add_forms(self._table, role)
        self._descriptions = PhraseTable[DescriptionForm]()
        for description in descriptions:
            for term in spellings(description.term):
                self._descriptions.add(words_of(term), DescriptionForm(description=description, is_plural=False))
                self._descriptions.add(words_of(plural(term)), DescriptionForm(description=description, is_plural=True))
        self.titles = frozenset(role.term.rpartition(" ")[2] for role in roles if role.kind in {"office", "person"})
        self.modifiers: Mapping[str, Modifier] = {modifier.word: modifier for modifier in modifiers}
        self.prefixes: Mapping[str, tuple[str, ...]] = {prefix.word: tuple(prefix.members.split()) for prefix in prefixes}

    @classmethod
    def load(cls, agents: Sequence[AgentRow] = (), *, only: bool = False) -> "Roles":
        """Read the package's own tables.

        Args:
            agents: Nouns of loaded dictionaries; they win over our own.
            only: Whether they stand in place of our own nouns, if there are any.

        Raises:
            DataError: A row cannot be used.
        """
        own = list(rows(data_file("roles/en.tsv"), Role))
        known = {role.term: role for role in own}
        return cls(
            [] if agents and only else own,
            list(rows(data_file("roles/modifiers.tsv"), Modifier)),
            list(rows(data_file("roles/descriptions.tsv"), Description)),
            list(rows(data_file("roles/prefixes.tsv"), Prefix)),
            agents=[(_role_of(agent, known.get(agent.term)), agent.plurals) for agent in agents],
        )

    def at(self, lower: Sequence[str], i: int) -> tuple[int, RoleForm | None]:
        """The longest role noun that begins at word `i` of lower-case words: its end and form; (i, None) if none."""
        end, forms = self._table.at(lower, i)
        return end, forms[0] if forms else None

    def description(self, lower: Sequence[str], i: int) -> tuple[int, DescriptionForm | None]:
        """The longest description that begins at word `i`: its end and form; (i, None) if none."""
        end, forms = self._descriptions.at(lower, i)
        return end, forms[0] if forms else None

    def modifier(self, word: str, kind: str) -> Modifier | None:
        """The modifier row of a lower-case word that changes roles of this kind, or none."""
        found = self.modifiers.get(word)
        return found if found is not None and kind in found.kinds.split() else None
