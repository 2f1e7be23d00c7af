"""Fuzzing of everything that reads what strangers wrote: `python -m fuzz --help`; `docs/hostility.md` says what was found."""
