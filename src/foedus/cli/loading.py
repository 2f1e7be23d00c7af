"""The coder that a command asks for, with the dictionaries that it names."""

from collections.abc import Sequence

import typer

from foedus.pipeline.documents import Pipeline, load_dictionaries


def loaded(coder: str, dictionaries: Sequence[str] | None, *, only: bool, parse_all: bool = False) -> Pipeline:
    """Load a coder.

    Args:
        coder: Its registered name.
        dictionaries: Folders or files of dictionaries.
        only: Whether they stand in place of our own tables of their kind.
        parse_all: Whether sentences are parsed that cannot tell a deed of public affairs.

    Raises:
        BadParameter: They are to stand alone, and there is none.
    """
    if only and not dictionaries:
        msg = "which dictionaries? name them with --dictionaries"
        raise typer.BadParameter(msg, param_hint="--only-dictionaries")
    return Pipeline.load(coder, load_dictionaries(dictionaries or [], only=only), parse_all=parse_all)
