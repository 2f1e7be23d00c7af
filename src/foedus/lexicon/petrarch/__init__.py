"""Actor, agent and verb dictionaries of PETRARCH-style event coders as rows of our tables.

The rows are read from a published format, not from anybody's files; what cannot be read, or means
nothing here, is a discard that says where and why. `docs/dictionaries.md` says the same for analysts.
"""

from foedus.lexicon.petrarch.folder import NO_DICTIONARIES, Dictionaries, read

__all__ = ["NO_DICTIONARIES", "Dictionaries", "read"]
