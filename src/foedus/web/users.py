"""Who may come in, and what they may do."""

import hashlib
import stat
from enum import StrEnum
from pathlib import Path

from foedus.errors import DataError
from foedus.model.record import Record

_COLUMNS = 3
_SHORTEST_TOKEN = 24


class Role(StrEnum):
    """What a user may do: read, or decide too."""

    READER = "reader"
    ANALYST = "analyst"


class User(Record, frozen=True, kw_only=True):
    """Somebody who may come in."""

    name: str
    role: Role

    @property
    def may_decide(self) -> bool:
        """Whether judgements, readings and briefs of theirs are kept."""
        return self.role is Role.ANALYST


def digest(token: str) -> str:
    """The SHA-256 of a token, by which it is known; tokens themselves are not kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def read_users(path: Path) -> dict[str, User]:
    """Read a file of users: a line each, `name`, `role` (`reader` or `analyst`) and token, apart by tabs; `#` begins a remark.

    Returns:
        The users by the digest of their token.

    Raises:
        DataError: The file cannot be read, may be read by others, or a line cannot be used; no message tells a token.
    """
    try:
        mode, text = path.stat().st_mode, path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        msg = f"users {path} cannot be read: {error}"
        raise DataError(msg) from error
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        msg = f"users {path} may be read by others: chmod 600 {path}"
        raise DataError(msg)
    lines = {number: line for number, line in enumerate(text.splitlines(), start=1) if line.strip() and not line.startswith("#")}
    users = dict(_user(path, number, line) for number, line in lines.items())
    if len(users) < len(lines) or len({user.name for user in users.values()}) < len(lines):
        msg = f"users {path}: two users have one name or one token"
        raise DataError(msg)
    return users


def _user(path: Path, number: int, line: str) -> tuple[str, User]:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) != _COLUMNS or not all(cells):
        msg = f"users {path}:{number} needs name, role and token, apart by tabs"
        raise DataError(msg)
    name, role, token = cells
    if role not in set(Role):
        msg = f"users {path}:{number}: role {role!r} is neither reader nor analyst"
        raise DataError(msg)
    if len(token) < _SHORTEST_TOKEN:
        msg = f"users {path}:{number}: the token has fewer than {_SHORTEST_TOKEN} characters"
        raise DataError(msg)
    return digest(token), User(name=name, role=Role(role))
