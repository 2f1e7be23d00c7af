"""What people add to a brief: commentary files, and a signature under faults that are let pass."""

from collections.abc import Iterable
from pathlib import Path

import typer

from foedus.brief.commentary import read_draft
from foedus.files import whole
from foedus.pipeline.briefing import Signed


def signed_with(files: Iterable[Path], reason: str, author: str) -> Signed:
    """Read commentary, and who lets faults pass.

    Args:
        files: Files of commentary.
        reason: Why faults are let pass, empty if they are not.
        author: Who lets them pass.

    Raises:
        BriefError: A file is no commentary.
        typer.BadParameter: A file is not there, or a reason has no name or a name no reason.
    """
    if bool(reason.strip()) != bool(author.strip()):
        msg = "--override needs a reason, and --by the name of who lets the faults pass; give both or neither"
        raise typer.BadParameter(msg, param_hint="--override")
    drafts = []
    for file in files:
        if not file.is_file():
            msg = f"there is no file {file}"
            raise typer.BadParameter(msg, param_hint="--commentary")
        drafts.append(read_draft(whole(file).decode("utf-8", errors="replace"), file.name))
    return Signed(drafts=tuple(drafts), author=author.strip(), reason=reason.strip())
