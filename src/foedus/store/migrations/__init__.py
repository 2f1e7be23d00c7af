"""Numbered steps from one version of the ledger to the next; each runs with its record in one transaction."""
