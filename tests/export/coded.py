"""Claims to export: the sample texts through the rules coder, and claims built from drawn parts."""

import datetime as dt
from functools import cache
from io import BytesIO
from pathlib import Path

import msgspec
from hypothesis import strategies as st
from tests.brief.reports import WORDS, claim, event, place, quantity, report, span

from foedus.export.flat import CodedClaim
from foedus.model.claim import Claim
from foedus.model.event import Party
from foedus.model.mention import Actor, DateMention, Direction
from foedus.model.period import Period, Precision, day
from foedus.model.text import Document, Origin
from foedus.pipeline.documents import Pipeline
from foedus.reading.lines import read
from foedus.registry import lookup

ROOT = Path(__file__).parents[2]
SAMPLES = ("src/foedus/data/demo/reports.jsonl", "tests/quality/corpus.jsonl")
TEXT = "Kim Jong-un 🛰 said that North Korea will send 25,000 workers to Alabuga, Russia, on 3 May.\n\nTokyo condemned “the plan”."
ACTORS = (
    Actor(code="PRK", name="North Korea", entity="state:PRK"),
    Actor(code="PRK", sector="SPY", name="RGB", entity="org:PRK/rgb"),
    Actor(code="PRK", sector="GOV", name="Kim Jong-un", entity="person:PRK/kim-jong-un"),
    Actor(code="PRK", sector="BUS", name="Air Koryo", entity="org:PRK/air-koryo"),
    Actor(code="RUS", sector="GOV", name="foreign ministry", entity="state:RUS"),
    Actor(code="KOS", name="Kosovo", entity="state:KOS"),
    Actor(code="RUS:LAB", sector="LAB", name="workers"),
    Actor(code="TJK", sector="LEG", name="lower house"),
    Actor(code="IGO:UN", name="United Nations Security Council", entity="igo:UN/security-council"),
    Actor(code="USA:CVL", sector="CVL", name="Jane Roe", entity="person:jane-roe"),
    Actor(code="UNK"),
)
URLS = (None, "https://example.org/a?b=c", "http://exa mple.org", "javascript:alert(1)", "https://", "https://[::1", "file:///etc/passwd")
PERIODS = (
    day(dt.date(2025, 5, 3)),
    Period(start=dt.date(2025, 4, 7), end=dt.date(2025, 4, 14), precision=Precision.WEEK),
    Period(start=dt.date(2025, 5, 1), end=dt.date(2025, 6, 1), precision=Precision.MONTH),
    Period(start=dt.date(2025, 6, 1), end=dt.date(2025, 9, 1), precision=Precision.SEASON),
    Period(start=dt.date(2025, 1, 1), end=dt.date(2026, 1, 1), precision=Precision.YEAR),
    Period(start=dt.date(2025, 1, 1), end=dt.date(2025, 1, 3), precision=Precision.INTERVAL),
)


@cache
def samples() -> tuple[CodedClaim, ...]:
    """All claims of the bundled reports and of the quality corpus, by the rules coder."""
    pipeline = Pipeline.load("rules")
    found: list[CodedClaim] = []
    for name in SAMPLES:
        for line in (ROOT / name).read_bytes().splitlines():
            for document in read(line, origin=Origin(path=name)).kept:
                found.extend(CodedClaim(claim=item, document=document) for item in pipeline.code(document).claims)
    return tuple(found)


def exported(name: str, claims: tuple[CodedClaim, ...] | list[CodedClaim]) -> bytes:
    """What the exporter of that name writes."""
    target = BytesIO()
    lookup("foedus.exporters", name)(claims, target)
    return target.getvalue()


def lines(raw: bytes) -> list[dict[str, object]]:
    """JSON lines as values."""
    return [msgspec.json.decode(line, type=dict[str, object]) for line in raw.splitlines()]


@st.composite
def claims(draw: st.DrawFn) -> list[CodedClaim]:
    """A few claims of one or two documents, with any parties, dates, places and origins."""
    found: list[CodedClaim] = []
    for number in range(draw(st.integers(1, 2))):
        document = _document(draw, f"r{number}")
        found.extend(CodedClaim(claim=_claim(draw, document, trigger), document=document) for trigger in ("will send", "condemned"))
    return found


def _document(draw: st.DrawFn, name: str) -> Document:
    document = report(name, TEXT, published=draw(st.sampled_from(["", "2025-03-01"])), title=draw(st.sampled_from(["", " A\n“title”\t"])))
    origin = Origin(outlet=draw(st.sampled_from([None, "The Post"])), url=draw(st.sampled_from(URLS) | st.text(max_size=12)))
    return msgspec.structs.replace(document, origin=origin, language=draw(st.sampled_from([None, "en"])), synthetic=draw(st.booleans()))


def _claim(draw: st.DrawFn, document: Document, trigger: str) -> Claim:
    parts: dict[str, object] = {
        side: tuple(
            Party(actor=actor, span=span(document, "North Korea") if draw(st.booleans()) else None)
            for actor in draw(st.lists(st.sampled_from(ACTORS), max_size=3))
        )
        for side in ("actors", "recipients")
    }
    if draw(st.booleans()):
        found = place(document, "Alabuga", "RUS")
        country, latitude = draw(st.sampled_from([("RUS", 55.8), ("KOS", None), (None, None), (None, 12.0)]))
        parts["place"] = msgspec.structs.replace(found, country=country, latitude=latitude)
    if draw(st.booleans()):
        where = span(document, "3 May")
        parts["date"] = DateMention(
            words=WORDS, start=where.start, end=where.end, text="3 May", rule="test", reason="",
            period=draw(st.sampled_from([None, *PERIODS])), direction=draw(st.sampled_from(list(Direction))),
        )  # fmt: skip
    if draw(st.booleans()):
        parts["quantity"] = quantity(document, "25,000 workers", draw(st.sampled_from([None, "25000"])), "25000", "workers")
    status = draw(st.sampled_from(["planned", "completed", "denied", "requested"]))
    sentence = "Kim" if trigger == "will send" else "Tokyo"
    return claim(document, sentence, event(document, "AGREE PRK > RUS", trigger, **parts), status=status)
