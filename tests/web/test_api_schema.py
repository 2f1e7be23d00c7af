"""Whatever is asked of the interface, it answers as its description says, and never by failing."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from schemathesis import GenerationMode
from schemathesis.checks import load_all_checks
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import positive_data_acceptance
from tests.web.conftest import serving

from foedus.web import api
from foedus.web.api.schema import describe
from foedus.web.settings import Settings

load_all_checks()
schemathesis.serializer.alias("application/jsonl", "text/plain")
EXAMPLES = 6
# these work much out
SLOW = frozenset({"GET /api/brief", "GET /api/outlook"})
# what these take can be well formed and still not fit the ledger, which is 422 too
FITTING = frozenset({"POST /api/judgements", "POST /api/reading"})
LISTS = {"document": "documents", "claim": "claims", "finding": "findings", "story": "stories"}


def described() -> dict[str, Any]:
    """The description, without a server."""
    app = FastAPI()
    for part in api.PARTS:
        app.include_router(part.router, prefix="/api")
    return describe(app)


LABELS = [f"{method.upper()} {path}" for path, methods in described()["paths"].items() for method in methods]


@pytest.fixture(scope="module")
def tried(demo_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a workbench on a ledger that may be spoilt."""
    copy = shutil.copy(demo_ledger, tmp_path_factory.mktemp("tried") / "demo.db")
    with serving(Settings(place=str(copy), port=0, changes_per_minute=1_000_000, uploads_per_minute=1_000_000)) as address:
        yield address


@pytest.fixture(scope="module")
def known(tried: str) -> dict[str, str]:
    """An id of each kind that the ledger holds."""
    with httpx.Client(base_url=tried, timeout=60) as client:
        rows = {name: client.get(f"/api/{path}", params={"size": 1}).json()["items"][0] for name, path in LISTS.items()}
    return {name: row["claim"]["claim"] if name == "claim" else row[name] for name, row in rows.items()}


@pytest.fixture(scope="module")
def operations(tried: str) -> Mapping[str, Any]:
    """The operations by method and path, as the server describes them."""
    made = schemathesis.openapi.from_url(f"{tried}/api/openapi.json")
    made.config.update(base_url=tried)
    found: list[Any] = [result.ok() for result in made.get_all_operations() if isinstance(result, Ok)]
    return {operation.label: operation for operation in found}


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("label", LABELS)
def test_answers_are_as_described(label: str, mode: GenerationMode, operations: Mapping[str, Any], known: Mapping[str, str]) -> None:
    """No operation fails, each status and form is one that the description has, and what it forbids is refused."""
    operation = operations[label]
    unfit = [positive_data_acceptance] if label in FITTING else []
    if mode is GenerationMode.NEGATIVE and not (operation.query or operation.path_parameters or operation.body):
        pytest.skip("it takes nothing that could be wrong")

    @settings(
        max_examples=2 if label in SLOW else EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), is_held=some.booleans())
    def ask(case: Any, is_held: bool) -> None:
        if is_held and mode is GenerationMode.POSITIVE:
            case.path_parameters |= {name: known[name] for name in case.path_parameters if name in known}
        case.call_and_validate(excluded_checks=unfit, timeout=60)

    ask()


def test_every_operation_is_told_in_words() -> None:
    """With a description and its faults."""
    for methods in described()["paths"].values():
        for told in methods.values():
            assert told["description"]
            assert {"401", "422", "503"} <= set(told["responses"])
