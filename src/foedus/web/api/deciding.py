"""What people decide, and the documents that they hand in."""

import secrets
from collections.abc import Sequence
from functools import partial

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from foedus.corroboration.judging import target_of
from foedus.desk.claims import history_of
from foedus.desk.intake import Fate
from foedus.desk.judging import Saying, judge
from foedus.model.judgement import Judgement, Verdict
from foedus.model.record import ClaimId
from foedus.model.text import Origin
from foedus.reading.sources import format_of, read_bytes
from foedus.store import Ledger
from foedus.store.judged import judgement_in, judgements_in
from foedus.store.paging import judgements_page
from foedus.web.api.answers import answer, page_of
from foedus.web.api.asking import Bench, Body, ClaimKey, FindingKey, JobKey, JudgementKey, PageAsked, read_as
from foedus.web.api.schema import LINES, gives, takes_lines
from foedus.web.api.shapes import Decided, Decision, HeldJudgement, Job, Page
from foedus.web.reading import Job as ReaderJob
from foedus.web.reading import Line

router = APIRouter(tags=["decisions"])
_LINE = '{"id": "report", "title": "Aid", "published": "2025-03-04", "text": "Turkey gave ten drones to Mali."}\n'
_EXAMPLE = {"verdict": "accept", "keys": ["c-0123456789abcdef"], "why": "the ministry's own page says so", "seen": 0}


@router.get("/judgements", **gives(Page[HeldJudgement], "Judgements."))
def judgements(request: Request, bench: Bench, asked: PageAsked) -> Response:
    """All that people decided, in the order in which they did."""
    found, total = judgements_page(bench.ledger, asked.slice)
    return page_of(request, _told(bench.ledger, found), total, page=asked.page, size=asked.size)


@router.get("/judgements/{judgement}", **gives(HeldJudgement, "The judgement.", faults=[404]))
def judgement(bench: Bench, judgement: JudgementKey) -> Response:
    """One judgement."""
    return answer(_told(bench.ledger, [judgement_in(bench.ledger, judgement)])[0])


@router.get("/claims/{claim}/history", **gives(tuple[HeldJudgement, ...], "Judgements in order.", faults=[404]))
def history_of_claim(bench: Bench, claim: ClaimKey) -> Response:
    """All that people decided on a claim, what was taken back among it."""
    entries = history_of(bench.ledger, bench.ledger.claim(ClaimId(claim)))
    return answer(_told(bench.ledger, [entry.judgement for entry in entries]))


@router.get("/findings/{finding}/history", **gives(tuple[HeldJudgement, ...], "Judgements in order.", faults=[404]))
def history_of_finding(bench: Bench, finding: FindingKey) -> Response:
    """All that people decided on the claims of a finding."""
    found = bench.ledger.finding(finding)
    targets = {target_of(bench.ledger.claim(member)) for member in (*found.supporting, *found.denying)}
    made = judgements_in(bench.ledger, {target.document for target in targets})
    return answer(_told(bench.ledger, [judgement for judgement in made if targets.intersection(judgement.targets)]))


@router.post("/judgements", **gives(Decided, "It is kept.", status=201, faults=[404, 409], takes=Decision, example=_EXAMPLE))
def decide(request: Request, bench: Bench, body: Body) -> Response:
    """Keep a judgement, unless somebody judged the same claims since you read them; the findings follow."""
    decision = read_as(body, Decision)
    if not decision.keys or not all(decision.keys) or not decision.why.strip():
        raise HTTPException(422, "a judgement needs a key at least, and a reason")
    slot = decision.slot if decision.verdict is Verdict.CORRECT else ""
    value = decision.value if decision.verdict in {Verdict.CORRECT, Verdict.ORIGIN} else ""
    saying = Saying(slot=slot, value=value, who=request.state.user.name, why=decision.why.strip())
    made = judge(bench.ledger, decision.verdict, decision.keys, saying, seen=decision.seen)
    kept, changed = made.judgement, made.changed
    version = bench.ledger.version_of(kept.targets)
    value_of = Decided(id=kept.id, judgement=kept, version=version, new=changed.new, gone=changed.gone)
    return answer(value_of, status=201, headers={"Location": f"/api/judgements/{kept.id}"})


@router.post("/reading", **takes_lines(Job, "It will be read.", _LINE))
def read(request: Request, bench: Bench, body: Body) -> Response:
    """Have documents read: JSON lines as `foedus read` takes them, an object with `text` at least on each."""
    if format_of(body) != "jsonl":
        raise HTTPException(422, f"the body is no {LINES}: an object on each line, and the first cannot be read as one")
    name = f"lines-{secrets.token_hex(8)}"
    # the path is the same each time: documents without a name of their own must not become others when they are sent again
    job = ReaderJob(name=name, size=len(body), read=partial(read_bytes, body, Origin(path="lines.jsonl")))
    if not bench.reader.submit([job], request.state.user.name):
        raise HTTPException(429, "too much waits to be read: try again later", headers={"Retry-After": "30"})
    line = next(line for line in bench.reader.lines() if line.name == job.name)
    return answer(_job(line), status=202, headers={"Location": f"/api/reading/{_job(line).id}"})


@router.get("/reading/{job}", **gives(Job, "What became of it so far.", faults=[404]))
def reading(bench: Bench, job: JobKey) -> Response:
    """Documents that are read, until the server ends or two hundred later ones came."""
    line = next((line for line in bench.reader.lines() if line.name == f"lines-{job}"), None)
    if line is None:
        raise HTTPException(404, f"nothing of the name {job!r} was handed in lately")
    return answer(_job(line))


def _job(line: Line) -> Job:
    return Job(
        id=line.name.removeprefix("lines-"),
        who=line.who,
        state="done" if line.is_done else "running" if line.is_begun else "queued",
        added=line.counts.get(Fate.ADDED, 0),
        recoded=line.counts.get(Fate.RECODED, 0),
        known=line.counts.get(Fate.KNOWN, 0),
        uncoded=line.counts.get(Fate.UNCODED, 0),
        refused=line.refused,
        reasons=line.reasons,
        documents=tuple(taken.document for taken in line.taken),
    )


def _told(ledger: Ledger, judgements: Sequence[Judgement]) -> list[HeldJudgement]:
    return [HeldJudgement(id=judgement.id, judgement=judgement, version=ledger.version_of(judgement.targets)) for judgement in judgements]
