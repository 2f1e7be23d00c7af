"""The ledger: documents, claims and findings behind SQLAlchemy, a SQLite file or PostgreSQL."""

from foedus.store.dump import dump, lines_in, restore
from foedus.store.ledger import Ledger
from foedus.store.opening import locate, name_of
from foedus.store.refreshing import Refreshed

__all__ = ["Ledger", "Refreshed", "dump", "lines_in", "locate", "name_of", "restore"]
