"""The description of the interface in OpenAPI 3.1, its schemas made from the records that are sent."""

import inspect
import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from foedus.web.api.shapes import Problem, Stale

JSON = "application/json"
LINES = "application/jsonl"
_TEMPLATE = "#/components/schemas/{name}"
_ATTRIBUTE = re.compile(r"^    (\w+): (.*(?:\n {5,}.*)*)", re.MULTILINE)
_SAID = {
    401: "No known token was given.",
    403: "The user may read, but not decide; or the change comes from another site.",
    404: "Nothing in the ledger answers to it.",
    409: "Somebody changed it since.",
    413: "It is too large.",
    421: "The workbench is not served under that name.",
    422: "It cannot be understood.",
    429: "Too many changes in a minute.",
    503: "The ledger cannot be used right now.",
}
_ALWAYS = (401, 421, 422, 503)
_OF_CHANGES = (403, 413, 429)
_STALE = 409
_described: list[type] = [Problem, Stale]


def gives(  # noqa: PLR0913  # the parts of a description
    kind: Any,
    said: str,
    *,
    status: int = 200,
    faults: Iterable[int] = (),
    takes: Any = None,
    example: object = None,
    texts: Iterable[str] = (),
) -> dict[str, Any]:
    """What a route needs so that the description says what it gives and takes; its answers are encoded by `answers.answer`.

    Args:
        kind: The record that it gives, or several in a tuple type.
        said: What that is, in one sentence.
        status: Its HTTP status.
        faults: Statuses of what may go wrong, beside those that every operation may answer with.
        takes: The record that the request's body must hold.
        example: An example of what it takes.
        texts: Media types of text that it gives instead where it is asked to.
    """
    changes = _OF_CHANGES if takes is not None else ()
    forms = {JSON: {"schema": reference(kind)}, **{text: {"schema": {"type": "string"}} for text in texts}}
    told: dict[int, dict[str, Any]] = {status: {"description": said, "content": forms}}
    told |= {fault: _fault(fault) for fault in sorted({*_ALWAYS, *changes, *faults})}
    route: dict[str, Any] = {"status_code": status, "response_model": None, "responses": told}
    if takes is not None:
        route["openapi_extra"] = _taking(JSON, reference(takes), example)
    return route


def takes_lines(kind: Any, said: str, example: str) -> dict[str, Any]:
    """The same for a route that takes JSON lines and answers before they are read."""
    route = gives(kind, said, status=202, takes=Problem)
    return route | {"openapi_extra": _taking(LINES, {"type": "string"}, example)}


def _fault(status: int) -> dict[str, Any]:
    if status == _STALE:
        return {"description": _SAID[status], "content": {JSON: {"schema": reference(Stale)}}}
    return {"description": _SAID[status], "content": {JSON: {"schema": reference(Problem), "example": {"detail": _SAID[status]}}}}


def _taking(media_type: str, schema: Mapping[str, Any], example: object) -> dict[str, Any]:
    body = {"schema": schema, "examples": {"usual": {"value": example}}}
    return {"requestBody": {"required": True, "content": {media_type: body}}}


def reference(kind: Any) -> dict[str, Any]:
    """The schema of a type; records among its parts are described once for all."""
    _described.append(kind)
    ((schema,), _) = msgspec.json.schema_components([kind], ref_template=_TEMPLATE)
    return dict(schema)


def describe(app: FastAPI) -> dict[str, Any]:
    """The description of an application, made once."""
    if app.openapi_schema is None:
        made = get_openapi(title="foedus", version=app.version, summary=app.summary, routes=app.routes, tags=app.openapi_tags)
        _, components = msgspec.json.schema_components(_described, ref_template=_TEMPLATE)
        made.setdefault("components", {})["schemas"] = {name: _worded(msgspec.to_builtins(components[name])) for name in sorted(components)}
        made["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        made["security"] = [{"token": []}, {}]
        app.openapi_schema = made
    return app.openapi_schema


def _worded(schema: Mapping[str, Any]) -> dict[str, Any]:
    """A schema whose description is one sentence, its attributes described each at its place."""
    text = inspect.cleandoc(schema.get("description", ""))
    head, _, rest = text.partition("\n\nAttributes:\n")
    said = {name: " ".join(words.split()) for name, words in _ATTRIBUTE.findall(rest)}
    properties = {name: _with_words(part, said.get(name, "")) for name, part in schema.get("properties", {}).items()}
    return {**schema, **({"description": head} if head else {}), **({"properties": properties} if properties else {})}


def _with_words(part: Mapping[str, Any], words: str) -> dict[str, Any]:
    return {**part, "description": words} if words else dict(part)
