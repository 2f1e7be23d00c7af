"""PLOVER's codes as CAMEO and GDELT write them; what is lost on the way stands in the tables."""

from collections.abc import Mapping

from foedus.errors import DataError
from foedus.lexicon.codebook import Codebook
from foedus.lexicon.petrarch.codes import Group
from foedus.lexicon.tables import data_file, rows
from foedus.model.mention import Actor
from foedus.model.record import Record

_SCHEMES = frozenset({"IGO", "NGO", "IMG", "MNC"})
_NOBODY = "UNK"
# The last root of each of GDELT's quarters: verbal and material cooperation, verbal and material conflict.
_QUARTERS = (5, 8, 13, 20)


class CameoEvent(Record, frozen=True, kw_only=True):
    """A row of `export/cameo.tsv`: the CAMEO code of a PLOVER type, or of one of its modes.

    Attributes:
        event: PLOVER type.
        mode: The mode that it holds for, empty for all others.
        code: CAMEO root and a zero: not specified further.
        goldstein: The value that GDELT gives this code.
        loss: What the code no longer says, besides the mode.
        example: A sentence that is coded so.
    """

    event: str
    mode: str = ""
    code: str
    goldstein: float
    loss: str = ""
    example: str

    @property
    def root(self) -> str:
        """The two digits of the root."""
        return self.code[:2]

    @property
    def quad_class(self) -> int:
        """GDELT's quarter, 1 to 4, which depends on the root alone.

        >>> CameoEvent(event="CONSULT", code="040", goldstein=1.0, example="").quad_class
        1
        """
        return 1 + sum(int(self.root) > last for last in _QUARTERS)


class CameoActor(Record, frozen=True, kw_only=True):
    """An actor's code in CAMEO, and the columns that it is made of; an unknown part is empty."""

    code: str = ""
    country: str = ""
    group: str = ""
    type: str = ""


class _Country(Record, frozen=True, kw_only=True):
    country: str
    fips: str
    cameo: str = ""


class _Sector(Record, frozen=True, kw_only=True):
    sector: str
    cameo: str
    loss: str = ""


class Cameo:
    """Looks codes up.

    Args:
        events: Rows by type and mode.
        countries: FIPS 10-4 and CAMEO codes by ISO 3166 alpha-3.
        sectors: CAMEO types by PLOVER sector.
        groups: CAMEO's codes of known bodies by our flat code.
    """

    def __init__(
        self,
        events: Mapping[tuple[str, str], CameoEvent],
        countries: Mapping[str, tuple[str, str]],
        sectors: Mapping[str, str],
        groups: Mapping[str, str],
    ) -> None:
        self.events = events
        self._countries = countries
        self._sectors = sectors
        self._groups = groups

    @classmethod
    def load(cls) -> "Cameo":
        """Read the tables of `data/export`, and the bodies of `data/dictionaries`.

        Raises:
            DataError: A row uses an unknown type, mode or sector, or a type has no row.
        """
        codebook = Codebook.load()
        events = {(row.event, row.mode): row for row in rows(data_file("export/cameo.tsv"), CameoEvent)}
        for event, mode in events:
            codebook.check(event, mode)
        missing = sorted(codebook.types.keys() - {event for event, mode in events if not mode})
        if missing:
            msg = f"cameo.tsv: no row without mode for {', '.join(missing)}"
            raise DataError(msg)
        sectors = {row.sector: row.cameo for row in rows(data_file("export/sectors.tsv"), _Sector)}
        for sector in sectors:
            codebook.check_sector(sector)
        countries = {row.country: (row.fips, row.cameo or row.country) for row in rows(data_file("export/countries.tsv"), _Country)}
        bodies = [row for row in rows(data_file("dictionaries/groups.tsv"), Group) if row.part == "organisation"]
        return cls(events, countries, sectors, {row.value: row.group for row in bodies})

    def event(self, event: str, mode: str = "") -> CameoEvent:
        """The row of a type and mode.

        >>> Cameo.load().event("ASSAULT", "aerial").root, Cameo.load().event("ASSAULT").root
        ('19', '18')
        """
        return self.events.get((event, mode)) or self.events[event, ""]

    def fips(self, country: str | None) -> str:
        """The FIPS 10-4 code of a country, empty if it has none."""
        return self._countries.get(country or "", ("", ""))[0]

    def actor(self, actor: Actor) -> CameoActor:
        """An actor as CAMEO codes it.

        >>> found = Cameo.load().actor(Actor(code="SDN:REB", sector="REB"))
        >>> found.code, found.country, found.type
        ('SDNREB', 'SDN', 'REB')
        """
        head, _, rest = actor.code.partition(":")
        if head in _SCHEMES:
            group = self._groups.get(actor.code, "")
            return CameoActor(code=head + group, group=group, type=head)
        kind = self._sectors.get(rest or actor.sector, "")
        if head == _NOBODY:
            return CameoActor(code=kind, type=kind)
        country = self._countries.get(head, ("", head))[1]
        return CameoActor(code=country + kind, country=country, type=kind)
