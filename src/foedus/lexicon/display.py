"""Actor codes as an analyst would write them: `PRK` as North Korea, `SDN:REB` as armed opposition of Sudan."""

from collections.abc import Callable, Mapping
from functools import cache

from foedus.lexicon.names import body_names, state_name
from foedus.lexicon.tables import data_file, rows
from foedus.model.record import Record

_SCHEMES = {"IGO": "igo", "NGO": "ngo", "IMG": "img", "MNC": "mnc"}
_UNKNOWN = "unidentified actors"
# Names that take `the` in running text are known by one of their words.
_ARTICLED = frozenset(
    ("Agency", "Alliance", "Association", "Bahamas", "Bank", "Center", "Centre", "Club", "Coalition", "Command", "Commission",
     "Committee", "Commonwealth", "Community", "Comoros", "Confederation", "Conference", "Consortium", "Council", "Court", "Federation",
     "Flotilla", "Force", "Forces", "Forum", "Foundation", "Fund", "Gambia", "Group", "Initiative", "Islands", "League", "Maldives",
     "Mission", "Movement", "Nations", "Netherlands", "Office", "Organisation", "Pact", "Panel", "Partnership", "Philippines",
     "Programme", "Quad", "Regime", "Republic", "Seychelles", "System", "Team", "Tribunal", "Union", "United", "Vatican", "coalition")
)  # fmt: skip


class _Sector(Record, frozen=True, kw_only=True):
    """A row of `codebook/sectors.tsv`: a sector as a reader would say it."""

    sector: str
    words: str


class DisplayNames:
    """Looks up display names. Only the tables of those that are asked for are read.

    Args:
        state_of: Usual name of a state's code, none for a code that is none.
        bodies: Gives the usual names of bodies by entity (`igo:UN`).
        sectors: Words for sector codes.
    """

    def __init__(self, state_of: Callable[[str], str | None], bodies: Callable[[], Mapping[str, str]], sectors: Mapping[str, str]) -> None:
        self._state_of = cache(state_of)
        self._bodies = cache(bodies)
        self._sectors = sectors

    @classmethod
    def load(cls) -> "DisplayNames":
        """Look up in the shipped tables."""
        sectors = {line.sector: line.words for line in rows(data_file("codebook/sectors.tsv"), _Sector)}
        return cls(state_name, body_names, sectors)

    def name_of(self, code: str) -> str:
        """The display name of a flat code; the code itself where no table knows it.

        >>> DisplayNames.load().name_of("PRK")
        'North Korea'
        """
        body, sector = self._parts(code)
        return f"{sector} of {body}" if sector else body

    def in_text(self, code: str) -> str:
        """The same as it stands inside a sentence.

        >>> DisplayNames.load().in_text("USA:CVL")
        'civilians of the United States'
        """
        body, sector = self._parts(code)
        told = f"the {body}" if _ARTICLED.intersection(body.split()) else body
        return f"{sector} of {told}" if sector else told

    def _parts(self, code: str) -> tuple[str, str]:
        """The name of a state or body, and the words for the sector in it, empty if it is meant itself."""
        head, _, rest = code.partition(":")
        if head in _SCHEMES:
            return self._bodies().get(f"{_SCHEMES[head]}:{rest}", rest or head), ""
        if head == "UNK":
            return _UNKNOWN, ""
        return self._state_of(head) or head, self._sectors.get(rest, rest)
