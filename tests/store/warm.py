"""Loaded by the process that writers are forked from: it writes a ledger once, so that they lose no time in their first steps."""

from tempfile import TemporaryDirectory

from tests.store.conftest import OneEach
from tests.store.writer import DEEDS, add

from foedus.store import Ledger

with TemporaryDirectory() as folder, Ledger.open(f"{folder}/warm.db") as ledger:
    add(ledger, "warm", DEEDS, "rules-1")
    add(ledger, "warm", DEEDS, "rules-2")
    ledger.refresh(OneEach())
