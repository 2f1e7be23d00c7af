"""Every exception that foedus raises on purpose.

FoedusError
├── DataError       a table or lexicon file is broken; names file, row and remedy
├── ModelError      the shipped language model is missing or does not fit this version
├── RegistryError   a name that no registered reader, coder or exporter has
├── LedgerError     a ledger file cannot be opened, is newer than this version, or is damaged
├── ListError       a file that is no whole sanctions list, or one that must not take the place of the list that is there
├── AddressError    an address on the web that must not be asked
├── LookupFailed    an identifier or query that matches nothing in the ledger
├── JudgementError  a person's judgement whose slot, value or claims do not fit it
├── StaleError      a change to something that somebody else changed in the meantime
└── BriefError      the brief holds a sentence that its citations do not carry
"""


class FoedusError(Exception):
    """The root: catch this to catch all that foedus raises on purpose."""


class DataError(FoedusError):
    """A data file holds a row that cannot be used."""


class ModelError(FoedusError):
    """The language model is missing or of another format."""


class RegistryError(FoedusError):
    """No extension of that name is registered."""


class LedgerError(FoedusError):
    """A ledger cannot be opened or is damaged."""


class ListError(FoedusError):
    """A file cannot be loaded as a sanctions list; the list that is there stays."""


class AddressError(FoedusError):
    """A name leads to a network that is not public."""


class LookupFailed(FoedusError):  # noqa: N818  # nothing is in error: an answer is missing
    """Nothing in the ledger answers to that identifier."""


class JudgementError(FoedusError):
    """A judgement does not fit the claims that it is about."""


class StaleError(FoedusError):
    """Somebody changed it since it was read; nothing was kept of the change that was refused.

    Attributes:
        theirs: What stands there now.
        version: Its version.
    """

    def __init__(self, message: str, *, theirs: object, version: int) -> None:
        super().__init__(message)
        self.theirs = theirs
        self.version = version


class BriefError(FoedusError):
    """A sentence of the brief failed the citation check."""
