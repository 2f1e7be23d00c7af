"""Answers as JSON, and how their pages follow each other."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from foedus.web.api.schema import JSON


def answer(value: object, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A record, or plain values, as JSON."""
    return Response(msgspec.json.encode(value), status_code=status, media_type=JSON, headers=dict(headers or {}))


def page_of(request: Request, items: Sequence[object], total: int, *, page: int, size: int) -> Response:
    """A page of a list; its `Link` header leads to the first, the last and those beside it.

    Args:
        request: The request, whose other parameters each link keeps.
        items: What is on the page.
        total: How many there are in all.
        page: Number of the page, from 1.
        size: How many fit on one.
    """
    last = max(1, -(-total // size))
    meant = {"first": 1, "prev": page - 1, "next": page + 1, "last": last}
    links = [f'<{_address(request, number)}>; rel="{name}"' for name, number in meant.items() if 1 <= number <= last]
    value: dict[str, Any] = {"items": items, "page": page, "size": size, "total": total}
    return answer(value, headers={"Link": ", ".join(links)})


def _address(request: Request, page: int) -> str:
    others = [(name, value) for name, value in request.query_params.multi_items() if name != "page"]
    return f"{request.url.path}?{urlencode([*others, ('page', str(page))])}"
