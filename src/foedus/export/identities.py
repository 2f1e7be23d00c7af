"""Who the parties of claims are, as the graph formats name them: rows of the actor table, or classes of unnamed people."""

from collections.abc import Iterable, Sequence
from functools import cache

from foedus.export.flat import CodedClaim
from foedus.lexicon.display import DisplayNames
from foedus.lexicon.entries import Entry, Kind
from foedus.lexicon.names import Names
from foedus.lexicon.territories import alpha2_codes
from foedus.model.mention import Actor
from foedus.model.record import Record

NOBODY = Actor(code="UNK")


class Identity(Record, frozen=True, kw_only=True):
    """Somebody that claims speak of.

    Attributes:
        key: Identifier of the table's row (`state:PRK`, `org:PRK/rgb`), else the flat code (`RUS:LAB`).
        code: The flat code.
        name: The usual name of the row, else the code in words (`workers of Russia`).
        kind: What the row names; none for those whom the text only describes.
        country: ISO 3166 alpha-2 of the state that it belongs to, empty for bodies of several states and for unknown ones.
        offices: Offices that the table gives a person, in the order of its terms.
    """

    key: str
    code: str
    name: str
    kind: Kind | None = None
    country: str = ""
    offices: tuple[str, ...] = ()


class Identities:
    """Looks actors up in the tables of names.

    Args:
        names: The table of actors.
        display: Codes in words.
    """

    def __init__(self, names: Names, display: DisplayNames) -> None:
        self._names = names
        self._display = display

    @classmethod
    @cache
    def load(cls) -> "Identities":
        """Over the shipped tables, read once."""
        return cls(Names.load(), DisplayNames.load())

    def of(self, actor: Actor) -> Identity:
        """The identity of an actor.

        A row of the table is named as the table names it. Anybody else, a name of a loaded dictionary included, is known
        by the flat code alone, so that no private person is named. A plain state code without a row is the state.
        """
        entity = actor.entity or f"state:{actor.code}"
        entries = self._names.entity(entity)
        head = actor.code.partition(":")[0]
        country = alpha2_codes().get(head, "")
        if not entries:
            return Identity(key=actor.code, code=actor.code, name=self._display.name_of(actor.code), country=country)
        if entity.startswith("state:"):
            # The phrase may name a ministry or troops; the row is the state, and so is the code.
            return Identity(key=entity, code=head, name=self._display.name_of(head), kind=Kind.STATE, country=country)
        first = entries[0]
        owner = alpha2_codes().get(first.code.partition(":")[0], "")
        return Identity(key=entity, code=first.code, name=first.name, kind=first.kind, country=owner, offices=_offices(entries))


def _offices(entries: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry.office for entry in entries if entry.office))


class Roles(Record, frozen=True, kw_only=True):
    """The parties of a claim, each once a role.

    Attributes:
        actors: Who acts, with the words that say so; empty words where the party is understood.
        recipients: Who is acted upon.
    """

    actors: tuple[tuple[Identity, str], ...]
    recipients: tuple[tuple[Identity, str], ...]

    @property
    def all(self) -> tuple[Identity, ...]:
        """Everybody, each once, actors first."""
        return tuple({identity.key: identity for identity, _ in (*self.actors, *self.recipients)}.values())

    @property
    def title(self) -> str:
        """Who to whom in words; nobody is `unidentified actors`.

        >>> russia = Identity(key="state:RUS", code="RUS", name="Russia")
        >>> Roles(actors=((russia, ""),), recipients=()).title
        'Russia'
        """
        sides = [", ".join(identity.name for identity, _ in side) for side in (self.actors, self.recipients) if side]
        return " → ".join(sides) or Identities.load().of(NOBODY).name


def roles_of(coded: CodedClaim) -> Roles:
    """Who acts and who is acted upon in a claim; two phrases for one party count once, the first with words leading."""
    event, text = coded.claim.event, coded.document.text
    sides: list[tuple[tuple[Identity, str], ...]] = []
    for parties in (event.actors, event.recipients):
        pairs = [(Identities.load().of(party.actor), text[party.span.start : party.span.end] if party.span else "") for party in parties]
        sides.append(_once(pairs))
    return Roles(actors=sides[0], recipients=sides[1])


def _once(pairs: Sequence[tuple[Identity, str]]) -> tuple[tuple[Identity, str], ...]:
    found: dict[str, tuple[Identity, str]] = {}
    for identity, words in pairs:
        if not found.get(identity.key, (identity, ""))[1]:
            found[identity.key] = (identity, words)
    return tuple(found.values())
