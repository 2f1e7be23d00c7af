"""How much a finding counts in a tie: PLOVER's intensity, and the table of what it is multiplied by."""

from collections.abc import Mapping
from importlib.resources.abc import Traversable

import msgspec

from foedus.errors import DataError
from foedus.lexicon.codebook import Codebook
from foedus.lexicon.tables import data_file, toml
from foedus.model.claim import Certainty, Status
from foedus.model.record import Record

_HEADLINES = frozenset({*(status.value for status in Status), "denied", "requested", "retracted"})
FEATURES = frozenset({"type", "quarter", "exchange", "contexts", "sides", "tie", "parties"})


class Types(Record, frozen=True, kw_only=True):
    """How types are read as deeds between states.

    Attributes:
        mutual: Types whose several actors, where nobody is acted upon, act on one another.
        words: Types that are words about what is to come.
        words_status: Statuses that take nothing off those.
        inward: `TYPE mode` that is no deed towards another state.
    """

    mutual: frozenset[str]
    words: frozenset[str]
    words_status: frozenset[str]
    inward: frozenset[str]


class Support(Record, frozen=True, kw_only=True):
    """What corroboration weighs: `doubt` is left by each sure lineage, `contested` multiplies what somebody denies."""

    doubt: float
    contested: float


class _Sectors(Record, frozen=True, kw_only=True):
    organs: frozenset[str]


class _Table(Record, frozen=True, kw_only=True):
    types: Types
    status: Mapping[str, float]
    certainty: Mapping[str, float]
    support: Support
    sectors: _Sectors
    standing: Mapping[str, float]
    similar: Mapping[str, float]


class Weights:
    """The weights, checked against the codebook.

    Args:
        table: The values of `network/weights.toml`.
        codebook: Types and modes with their intensities.

    Raises:
        DataError: A code is not in the codebook, or a status, a certainty or a feature has no weight.
    """

    def __init__(self, table: _Table, codebook: Codebook) -> None:
        self._table = table
        self._codebook = codebook
        self.types = table.types
        self.support = table.support
        self.organs = table.sectors.organs
        self.similar = table.similar
        self._check()

    @classmethod
    def load(cls, path: Traversable | None = None, codebook: Codebook | None = None) -> "Weights":
        """Read the table.

        Args:
            path: The file; the shipped one if none.
            codebook: The codebook; the shipped one if none.

        Raises:
            DataError: It holds a value of the wrong kind, an unknown code, or lacks one.
        """
        path = path or data_file("network/weights.toml")
        try:
            table = msgspec.convert(toml(path), _Table)
        except msgspec.ValidationError as error:
            msg = f"{path.name}: {error}"
            raise DataError(msg) from error
        return cls(table, codebook or Codebook.load())

    def _check(self) -> None:
        for name in self.types.mutual | self.types.words:
            self._codebook.type(name)
        for pair in self.types.inward:
            self._codebook.check(*pair.split(" ", 1))
        for sector in self.organs:
            self._codebook.check_sector(sector)
        certainties = frozenset(certainty.value for certainty in Certainty)
        for part, given, wanted in (
            ("status", self._table.status, _HEADLINES),
            ("certainty", self._table.certainty, certainties),
            ("similar", self._table.similar, FEATURES),
        ):
            if given.keys() != wanted:
                msg = f"weights.toml, [{part}] must have just these keys: {', '.join(sorted(wanted))}"
                raise DataError(msg)

    def quarter(self, event: str) -> str:
        """The quarter of PLOVER's plane that a type lies in, as `VC`."""
        return self._codebook.quad(event).value

    def intensity(self, event: str, mode: str) -> float:
        """PLOVER's intensity of type and mode; 0 for a deed that is towards no other state.

        Raises:
            DataError: There is no such type, or it has no such mode.
        """
        score = self._codebook.score(event, mode)
        return 0.0 if f"{event} {mode}" in self.types.inward else score

    def status(self, event: str, status: str) -> float:
        """What a headline status leaves of a deed of this type."""
        if event in self.types.words and status in self.types.words_status:
            return 1.0
        return self._table.status[status]

    def certainty(self, certainty: Certainty) -> float:
        """What the firmness of the voice leaves of it."""
        return self._table.certainty[certainty.value]

    def standing(self, kind: str) -> float | None:
        """Points of an obligation of this kind, none if the table does not have it."""
        return self._table.standing.get(kind)
