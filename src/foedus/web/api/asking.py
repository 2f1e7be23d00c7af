"""What requests may say: which page, which findings, and the bodies that they send."""

import datetime as dt
from typing import Annotated, Any, TypeVar

import msgspec
from fastapi import Depends, Path, Query
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from starlette.exceptions import HTTPException
from starlette.requests import Request

from foedus.model.choice import Choice
from foedus.model.claim import Status
from foedus.store.paging import Slice
from foedus.web.filters import filtered
from foedus.web.workbench import Workbench

R = TypeVar("R")
_MOST_PAGES = 1_000_000
MOST_ROWS = 200
_CODE = r"[0-9A-Za-z:_.-]{2,60}"
Words = Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00-\x1f\x7f]*$")]


def _id(letter: str, what: str) -> Any:
    return Path(pattern=f"^{letter}-[0-9a-f]{{16}}$", description=f"Id of a {what}.", examples=[f"{letter}-0123456789abcdef"])


DocumentKey = Annotated[str, _id("d", "document")]
ClaimKey = Annotated[str, _id("c", "claim")]
FindingKey = Annotated[str, _id("f", "finding")]
StoryKey = Annotated[str, _id("s", "story")]
JudgementKey = Annotated[str, _id("j", "judgement")]
JobKey = Annotated[str, Path(pattern="^[0-9a-f]{16}$", description="Id of a reading.", examples=["0123456789abcdef"])]


class Paged(BaseModel):
    """Which page of a list."""

    model_config = ConfigDict(extra="forbid")

    page: int = Field(1, ge=1, le=_MOST_PAGES, description="Which page, from 1.")
    size: int = Field(50, ge=1, le=MOST_ROWS, description="How many on a page.")

    @property
    def slice(self) -> Slice:
        """The rows that are on the page."""
        return Slice(start=(self.page - 1) * self.size, size=self.size)


class Filter(BaseModel):
    """Which findings are meant; what is left out is open. The same as the filter bar."""

    model_config = ConfigDict(extra="forbid")

    q: Words = Field("", description="Words that all stand in the finding, as `foedus findings` takes them.", examples=["drone"])
    actor: str = Field("", pattern=f"^({_CODE})?$", description="Code of a party; a state's means its domestic actors too.")
    with_: str = Field("", alias="with", pattern=f"^({_CODE} {_CODE})?$", description="Two codes, one on each side or both on one.")
    type: str = Field("", pattern="^[A-Za-z]{0,30}$", description="PLOVER type.", examples=["AID"])
    status: str = Field("", pattern=f"^({'|'.join((*Status, 'denied', 'requested', 'retracted'))}|)$", description="Latest status.")
    since: dt.date | None = Field(None, description="Not before this day.")
    until: dt.date | None = Field(None, description="Not after this day.")
    outlet: Words = Field("", description="An outlet that tells of it.")
    disputed: bool = Field(default=False, description="Only findings whose claims contradict each other.")

    @property
    def choice(self) -> Choice:
        """What is meant."""
        asked = {name: str(value) for name, value in self.model_dump(by_alias=True).items() if value not in {None, ""}}
        return filtered(asked | {"disputed": "1" if self.disputed else ""}).choice


class PagedFilter(Paged, Filter):
    """Which page of what is meant."""


PageAsked = Annotated[Paged, Query()]
FilterAsked = Annotated[Filter, Query()]
PagedFilterAsked = Annotated[PagedFilter, Query()]


def _workbench(request: Request) -> Workbench:
    found: Workbench = request.app.state.workbench
    return found


Bench = Annotated[Workbench, Depends(_workbench)]


async def _body(request: Request) -> bytes:
    """The body of a request; the door counts its bytes."""
    return await request.body()


Body = Annotated[bytes, Depends(_body)]


def read_as(body: bytes, kind: type[R]) -> R:
    """A body as a record.

    Raises:
        HTTPException: 422, with what does not fit.
    """
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise HTTPException(422, str(error)) from error
