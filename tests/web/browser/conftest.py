"""One browser for all of these tests, and a workbench for each that changes something."""

from __future__ import annotations  # without Playwright the names below are never looked up: every module is skipped

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.web.conftest import serving

from foedus.model.record import DocumentId
from foedus.model.text import Origin
from foedus.pipeline.documents import Pipeline
from foedus.pipeline.findings import refresh
from foedus.reading.documents import Header, document
from foedus.store import Ledger
from foedus.web.settings import Settings
from foedus.web.users import Role, User, digest

with contextlib.suppress(pytest.skip.Exception):
    from tests.web.browser.chromium import Browser, Page, Visitor, expect, launched

TOKENS = {"Ada": "a" * 32, "Ben": "b" * 32}
MARKUP = '<img src=x onerror="alert(1)"><script>alert(2)</script>"\'><h1>Owned</h1>\u202egpj.exe\u202c ' + "x" * 600
DEED = "Iran shipped 200 drones to Russia on 3 March 2025, the defence ministry in Kyiv said."
REPORTS = {
    "hostile": (f"{MARKUP} Title", f"{MARKUP} Outlet", f"{MARKUP}\n\n{DEED}\n\n{'w' * 4000}", "en"),
    "arabic": (
        "إيران ترسل 200 طائرة مسيّرة إلى روسيا",
        "صحيفة الميناء",
        "قالت وزارة الدفاع إن إيران أرسلت 200 طائرة مسيّرة (Shahed-136) إلى روسيا.",
        "ar",
    ),
    "korean": (
        "북한, 러시아에 노동자 2만5천 명 파견",
        "항구신문",
        "북한이 러시아에 노동자 2만5천 명을 보내기로 했다고 외교관들이 말했다.",
        "ko",
    ),
    "russian": (
        "КНДР направит рабочих в Алабугу",
        "Портовая газета",
        "КНДР направит 25 000 рабочих в особую зону «Алабуга», сообщили дипломаты.",
        "ru",
    ),
    "chinese": ("朝鲜将向俄罗斯派遣工人", "港口报", "外交官称,朝鲜将向俄罗斯派遣2.5万名工人。", "zh"),
    "mixed": (
        "Tehran’s “پهپاد” deal",
        "Порт 항구 港",
        f"{DEED} Its word for them is “پهپاد”, in Korean “무인기”, in Chinese “无人机”.",
        "en",
    ),
}


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A browser without a window."""
    with launched() as made:
        yield made


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Visitor]:
    """Whoever opens pages; nothing may go wrong in any of them."""
    made = Visitor(browser)
    yield made
    made.close()
    assert made.faults == []


@pytest.fixture
def bench(place: str, visitor: Visitor, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a workbench whose ledger one test may change."""
    monkeypatch.setattr(Pipeline, "load", lambda **_: pipeline)
    with serving(Settings(place=place, port=0)) as address:
        yield address
        visitor.close()


@pytest.fixture
def office(place: str, visitor: Visitor) -> Iterator[str]:
    """The address of a workbench with two users, whose tokens are in `TOKENS`."""
    users = {digest(token): User(name=name, role=Role.ANALYST) for name, token in TOKENS.items()}
    with serving(Settings(place=place, port=0, users=users)) as address:
        yield address
        visitor.close()


@pytest.fixture(scope="package")
def strange(pipeline: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, DocumentId]]]:
    """The address of a workbench on hostile and foreign reports, and the id of each; tests only read it."""
    place = tmp_path_factory.mktemp("strange") / "strange.db"
    ids = written(place, pipeline)
    with serving(Settings(place=str(place), port=0)) as address:
        yield address, ids


def written(place: Path, pipeline: Pipeline) -> dict[str, DocumentId]:
    """Keep the reports in a new ledger."""
    documents = {}
    for name, (title, outlet, text, language) in REPORTS.items():
        header = Header(name=name, title=title, language=language, extractor="test/1")
        (documents[name],) = document(text, text.encode(), Origin(outlet=outlet), header).kept
    with Ledger.open(place) as ledger:
        for coded in pipeline.code_many(documents.values()):
            ledger.add(coded.document, coded.claims, coded.discards, coder=pipeline.coder_name)
        refresh(ledger)
    return {name: one.id for name, one in documents.items()}


def entered(visitor: Visitor, office: str, name: str) -> Page:
    """A user who came in with a token."""
    page = visitor.page(office)
    page.get_by_label("Token").fill(TOKENS[name])
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".who")).to_contain_text(name)
    return page


def corrected(page: Page, slot: str, value: str, reason: str) -> None:
    """Correct a slot of the claim that is shown."""
    row = page.locator(".slots tbody tr").filter(has=page.get_by_role("rowheader", name=slot))
    row.locator("summary").first.click()
    row.get_by_role("combobox").select_option(value)
    row.get_by_label("Reason").fill(reason)
    row.get_by_role("button", name="Keep correction").click()
