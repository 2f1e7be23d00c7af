"""Whole archives through the pipeline, on several processes or machines, to files that a ledger takes in."""
