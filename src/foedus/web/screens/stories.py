"""Stories: which there are, and all that is known of one."""

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from foedus.desk.judging import Saying, judge
from foedus.desk.news import claims_in, stamp
from foedus.errors import JudgementError, LookupFailed, StaleError
from foedus.model.desk import Look
from foedus.model.finding import Finding
from foedus.model.judgement import Judgement, Verdict
from foedus.store.desk import keep_looks
from foedus.store.paging import Slice
from foedus.store.stories import findings_of_story, stories_page, story_with
from foedus.web.filters import filtered
from foedus.web.story import asked, story_shown
from foedus.web.workbench import Workbench

router = APIRouter()
Number = Annotated[int, Query(ge=1, le=1_000_000)]
_VERDICTS = {verdict.value: verdict for verdict in (Verdict.MERGE, Verdict.SPLIT, Verdict.ORIGIN, Verdict.NOTE, Verdict.UNDO)}


@router.get("/stories")
def stories(request: Request, page: Number = 1) -> HTMLResponse:
    """The stories of the findings that are meant, the latest reported first."""
    workbench: Workbench = request.app.state.workbench
    meant = filtered(request.query_params)
    wanted = Slice(start=50 * (page - 1))
    found = stories_page(workbench.ledger, workbench.conditions(meant.choice), wanted, request.state.user.name)
    values = {"title": "Stories", "found": found, "wanted": wanted, "page": page, "filtered": meant}
    return _page(request, "stories.html.j2", values)


@router.get("/stories/{story}")
def story(request: Request, story: str, page: Number = 1, done: str = "", news: str = "", finding: str = "") -> HTMLResponse:
    """One story: what changed, when what was told, its findings, where they come from; the page with a finding if one is asked for."""
    workbench: Workbench = request.app.state.workbench
    shown = story_shown(workbench, story, request.state.user.name, page, done, finding)
    values = {
        "title": shown.about.title or "Untitled story",
        "shown": shown,
        "page": shown.wanted.start // shown.wanted.size + 1,
        "news": news,
        "filtered": filtered(request.query_params),
    }
    return _page(request, "story.html.j2", values)


@router.post("/stories/{story}/seen")
def seen(request: Request, story: str, stamped: Annotated[str, Form()]) -> Response:
    """Keep that a user saw the story as it is; nothing is kept if it changed since they were shown it."""
    workbench: Workbench = request.app.state.workbench
    claims = claims_in(_findings(workbench, story))
    news = "seen" if stamp(claims) == stamped else "changed"
    if news == "seen":
        keep_looks(workbench.ledger, [Look(who=request.state.user.name, story=story, claims=claims, at=dt.datetime.now(dt.UTC))])
    return RedirectResponse(f"/stories/{story}?{filtered(request.query_params).query(news=news)}", status_code=303)


@router.post("/stories/{story}/judge")
def decide(
    request: Request,
    story: str,
    verdict: Annotated[str, Form()],
    key: Annotated[list[str], Form()],
    why: Annotated[str, Form()] = "",
    value: Annotated[str, Form()] = "",
) -> Response:
    """Merge or split findings, mark the origin of reports, keep a note, take something back.

    Each `key` is an id of a claim, finding or judgement, with the version that was looked at behind an `@`.
    """
    workbench: Workbench = request.app.state.workbench
    _findings(workbench, story)
    if verdict not in _VERDICTS or not why.strip():
        msg = "a reason is needed" if verdict in _VERDICTS else f"{verdict!r} is nothing that can be decided here"
        raise JudgementError(msg)
    keys, version = asked(key)
    saying = Saying(value=value, who=request.state.user.name, why=why.strip())
    try:
        judged = judge(workbench.ledger, _VERDICTS[verdict], keys, saying, seen=version)
    except StaleError as error:
        mine = {"verdict": verdict, "keys": [f"{one}@{error.version}" for one in keys], "why": why, "value": value}
        values = {"title": "Somebody decided on this since you read it", "story": story, "mine": mine, "theirs": error.theirs}
        return _page(request, "stale_story.html.j2", values, status=409)
    where = _story_of(workbench, judged.judgement, story)
    address = filtered(request.query_params).query(done=judged.judgement.id)
    return RedirectResponse(f"/stories/{where}?{address}", status_code=303)


def _findings(workbench: Workbench, story: str) -> tuple[Finding, ...]:
    found = findings_of_story(workbench.ledger, story)
    if not found:
        msg = f"no story {story!r} in ledger {workbench.ledger.place}"
        raise LookupFailed(msg)
    return found


def _story_of(workbench: Workbench, judgement: Judgement, story: str) -> str:
    """Where the claims of a judgement are now: a story's id may change with its findings."""
    return story_with(workbench.ledger, judgement.targets[0].document) or story


def _page(request: Request, template: str, values: dict[str, Any], status: int = 200) -> HTMLResponse:
    page: HTMLResponse = request.app.state.pages.page(request, template, {"screen": "stories", **values}, status=status)
    return page
