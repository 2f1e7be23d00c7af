"""What the interface offers: its description, a page of it to read, and whether the ledger answers."""

from collections.abc import Iterator, Mapping
from importlib.metadata import version
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from foedus.model.record import Record
from foedus.web.api.answers import answer
from foedus.web.api.asking import Bench
from foedus.web.api.schema import describe, gives
from foedus.web.api.shapes import Health

router = APIRouter(tags=["about"])


class Parameter(Record, frozen=True, kw_only=True):
    """A parameter of an operation; `where` is `path` or `query`."""

    name: str
    where: str
    is_required: bool
    description: str


class Operation(Record, frozen=True, kw_only=True):
    """An operation as the page shows it."""

    method: str
    path: str
    description: str
    parameters: tuple[Parameter, ...]
    gives: str
    statuses: tuple[tuple[str, str], ...]


@router.get("/health", **gives(Health, "It answers."))
def health(bench: Bench) -> Response:
    """Whether the ledger answers."""
    return answer(Health(version=version("foedus"), state=bench.state()))


@router.get("", include_in_schema=False)
def index(request: Request) -> HTMLResponse:
    """All operations, to read."""
    operations = list(_operations(describe(request.app)))
    page: HTMLResponse = request.app.state.pages.page(
        request, "api.html.j2", {"screen": "", "title": "Interface", "operations": operations}
    )
    return page


@router.get("/openapi.json", include_in_schema=False)
def openapi(request: Request) -> Response:
    """The description in OpenAPI 3.1."""
    return answer(describe(request.app))


def _operations(described: Mapping[str, Any]) -> Iterator[Operation]:
    for path, methods in described["paths"].items():
        for method, told in methods.items():
            responses: Mapping[str, Any] = told["responses"]
            good = min(responses)
            yield Operation(
                method=method.upper(),
                path=path,
                description=told.get("description", told["summary"]),
                parameters=tuple(map(_parameter, told.get("parameters", ()))),
                gives=_named(responses[good]["content"]["application/json"]["schema"]),
                statuses=tuple((status, one["description"]) for status, one in sorted(responses.items())),
            )


def _parameter(told: Mapping[str, Any]) -> Parameter:
    words = told.get("description", told["schema"].get("description", ""))
    return Parameter(name=told["name"], where=told["in"], is_required=told.get("required", False), description=words)


def _named(schema: Mapping[str, Any]) -> str:
    """What a schema is called, as one says it."""
    if "items" in schema:
        return f"list of {_named(schema['items'])}"
    return str(schema.get("$ref", "")).rpartition("/")[2].replace("_", " ").strip()
