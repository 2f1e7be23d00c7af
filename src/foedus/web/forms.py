"""What a form sent, read once and closed when the answer is out."""

from collections.abc import AsyncIterator

from fastapi import Request
from starlette.datastructures import FormData, UploadFile

MOST_FILES = 200
_MOST_FIELDS = 1000
_MOST_BYTES_OF_A_FIELD = 10_000_000


async def form_of(request: Request) -> AsyncIterator[FormData]:
    """The fields and files of a form, for a route that runs in a thread.

    Raises:
        HTTPException: It is no form, or has too many fields or files, or too long ones.
    """
    async with request.form(max_files=MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=_MOST_BYTES_OF_A_FIELD) as form:
        yield form


def field(form: FormData, name: str) -> str:
    """The text of a field, without blanks around it; empty if it was not sent."""
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def fields(form: FormData, name: str) -> tuple[str, ...]:
    """The texts of a field that may be sent several times, in order; empty ones are left out."""
    return tuple(value.strip() for value in form.getlist(name) if isinstance(value, str) and value.strip())


def files(form: FormData, name: str) -> tuple[UploadFile, ...]:
    """The files of a field that a name was given to."""
    return tuple(value for value in form.getlist(name) if isinstance(value, UploadFile) and value.filename)
