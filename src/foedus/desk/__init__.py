"""What an analyst asks of a ledger and decides in it, the same from the command line and the workbench."""
