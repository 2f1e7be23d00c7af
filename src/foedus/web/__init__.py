"""The workbench: a local web server on a ledger, where an analyst reads, weighs and decides."""
