"""The ledger: documents, claims and findings behind SQLAlchemy, a SQLite file or PostgreSQL."""

from foedus.store.ledger import Ledger, Refreshed

__all__ = ["Ledger", "Refreshed"]
