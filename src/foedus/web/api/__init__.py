"""The ledger for programs: what the screens show and keep, as JSON under `/api`."""

from foedus.web.api import assessing, deciding, index, reports

PARTS = (index, reports, deciding, assessing)
