"""Templates to pages."""

import unicodedata
from collections.abc import Mapping
from typing import Any

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse

from foedus.brief.wording import counted, quoted, support
from foedus.lexicon.codebook import Codebook
from foedus.lexicon.tables import data_file
from foedus.model.claim import Status
from foedus.web.filters import Filtered, filtered
from foedus.web.workbench import Workbench

SCREENS = (
    ("inbox", "/inbox", "Inbox"),
    ("claims", "/claims", "Claims"),
    ("stories", "/stories", "Stories"),
    ("map", "/map", "Map and timeline"),
    ("network", "/network", "Network"),
    ("exposure", "/exposure", "Exposure"),
    ("brief", "/brief", "Brief"),
)
_STATUSES = (*(status.value for status in Status), "denied", "requested", "retracted")


class Pages:
    """Renders the templates of `data/web/templates`, everything from outside escaped.

    Args:
        workbench: What the pages show.
    """

    def __init__(self, workbench: Workbench) -> None:
        self._environment = jinja2.Environment(
            loader=jinja2.FunctionLoader(_source), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
        )
        self._environment.filters |= {
            "name": workbench.names.name_of,
            "names": lambda codes: ", ".join(map(workbench.names.name_of, codes)),
            "counted": counted,
            "direction": direction,
            "quoted": quoted,
            "support": support,
        }
        self._environment.globals |= {"screens": SCREENS, "types": tuple(Codebook.load().types), "statuses": _STATUSES}

    def page(self, request: Request, template: str, values: Mapping[str, Any], *, status: int = 200) -> HTMLResponse:
        """A page.

        Args:
            request: The request; its address gives the filter, its state the user.
            template: Name of the template, as `inbox.html.j2`.
            values: What it shows. `screen` names the screen; `filtered` stands for the filter of the address if not given.
            status: HTTP status.
        """
        known: Filtered = values.get("filtered") or filtered(dict(request.query_params))
        shown = {"request": request, "user": getattr(request.state, "user", None), **values, "filtered": known}
        return HTMLResponse(self._environment.get_template(template).render(shown), status_code=status)


def direction(text: str) -> str:
    """Which way a text runs, by its first letter that runs any way.

    The browser cannot tell where the text stands in isolated pieces: what is isolated does not count for its `dir="auto"`.

    >>> direction("1. قالت"), direction("Iran"), direction("")
    ('rtl', 'ltr', 'ltr')
    """
    found = next((kind for kind in map(unicodedata.bidirectional, text) if kind in {"L", "R", "AL"}), "L")
    return "ltr" if found == "L" else "rtl"


def _source(name: str) -> str:
    return data_file(f"web/templates/{name}").read_text(encoding="utf-8")
