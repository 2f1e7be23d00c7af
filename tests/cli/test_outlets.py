"""`foedus outlets`: a register kept, shown, filled from a template, and what findings and brief say of it."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import STORY, Run

pytestmark = pytest.mark.slow

REGISTER = """[[outlet]]
name = "The Daily Test"
aliases = ["DT"]
reliability = "B"
owner = "Test \\"Group\\" – Übersee"
state = "RUS"
control = "funded"
since = 2024-05-01
"""


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A register of one outlet."""
    path = tmp_path / "mine.toml"
    path.write_text(REGISTER, encoding="utf-8")
    return path


def deal(foedus: Run, ledger: str) -> dict[str, object]:
    """The finding on the workers."""
    lines = [json.loads(line) for line in foedus("findings", "--json", "--ledger", ledger).out.splitlines()]
    found: dict[str, object] = next(line for line in lines if line["event"] == "AGREE")
    return found


def test_findings_rest_on_the_register_from_the_next_look_on(foedus: Run, ledger: str, register: Path) -> None:
    """Letter and flag come with it, and go with an empty one; nothing else changes."""
    before = deal(foedus, ledger)
    assert (str(before["grade"])[0], before["shared_control"]) == ("F", [])
    ran = foedus("outlets", register, "--ledger", ledger)
    assert (ran.code, ran.out) == (0, "")
    assert "1 outlet listed; 0 of its reports' outlets are not; findings are derived anew" in ran.err
    after = deal(foedus, ledger)
    shared = [{"owner": None, "states": ["RUS"], "control": ["funded"], "outlets": ["The Daily Test"], "lineages": "all", "party": True}]
    assert (str(after["grade"])[0], after["shared_control"]) == ("B", shared)
    assert "nothing changed" in foedus("outlets", register, "--ledger", ledger).err
    register.write_text("", encoding="utf-8")
    assert foedus("outlets", register, "--ledger", ledger).code == 0
    assert deal(foedus, ledger) == before


def test_who_has_the_outlets_in_hand_is_said_wherever_a_finding_is(foedus: Run, ledger: str, register: Path) -> None:
    """In the list, under `show`, and with the sources of the brief in both forms."""
    foedus("outlets", register, "--ledger", ledger)
    words = "funded by Russia, a party to the deed: The Daily Test; nobody else reports it on their own"
    assert f"    OUTLETS {words}\n" in foedus("findings", "workers", "--ledger", ledger).out
    assert f"  outlets {words}\n" in foedus("show", str(deal(foedus, ledger)["finding"]), "--ledger", ledger).out
    for form in ("md", "html"):
        told = foedus("brief", "--to", form, "--ledger", ledger).out
        assert f"reported by outlets {words}" in told.partition("Sources</h2>" if form == "html" else "## Sources")[2]


def test_outlets_that_are_not_listed_are_shown(foedus: Run, ledger: str, register: Path) -> None:
    """With their reports; spellings of one outlet are one; reports of no outlet are counted."""
    for number, outlet in enumerate(["Other Post", "The Other Post", None]):
        text = f"{STORY}\nReport {number}.".encode()
        foedus("read", "-", *(("--outlet", outlet) if outlet else ()), "--ledger", ledger, stdin=text)
    foedus("outlets", register, "--ledger", ledger)
    assert foedus("outlets", "--ledger", ledger).out.splitlines() == [
        'The Daily Test: B; owner Test "Group" – Übersee; funded by Russia; also DT; 1 report',
        "Other Post: not listed; also The Other Post; 2 reports",
        "1 report of no named outlet",
    ]
    first, second = map(json.loads, foedus("outlets", "--json", "--ledger", ledger).out.splitlines())
    assert (first["name"], first["state"], first["control"], first["listed"], first["reports"]) == (
        "The Daily Test",
        "RUS",
        "funded",
        True,
        1,
    )
    assert (second["name"], second["aliases"], second["listed"], second["reports"]) == ("Other Post", ["The Other Post"], False, 2)


def test_a_template_can_be_handed_over_as_it_is(foedus: Run, ledger: str, register: Path, tmp_path: Path) -> None:
    """It keeps what was there, adds what was missing, and judges nobody."""
    foedus("outlets", register, "--ledger", ledger)
    foedus("read", "-", "--outlet", 'Odd "\\\x7f Post', "--ledger", ledger, stdin=STORY.encode())
    before = [json.loads(line) for line in foedus("outlets", "--json", "--ledger", ledger).out.splitlines()]
    template = foedus("outlets", "--template", "--ledger", ledger).out
    assert '# state = ""' in template
    (tmp_path / "all.toml").write_text(template, encoding="utf-8")
    ran = foedus("outlets", "all.toml", "--ledger", ledger)
    assert ran.code == 0, ran.err
    after = [json.loads(line) for line in foedus("outlets", "--json", "--ledger", ledger).out.splitlines()]
    assert [line["listed"] for line in before] == [True, False]
    key = lambda line: str(line["name"])  # noqa: E731  # said once for both
    assert sorted(after, key=key) == sorted((line | {"listed": True} for line in before), key=key)


@pytest.mark.parametrize("broken", ["[[outlet]]\nname = 1", '[[outlet]]\nname = "X"\nstate = "XXX"', "no toml"])
def test_a_broken_file_leaves_the_register_in_place(foedus: Run, ledger: str, register: Path, broken: str) -> None:
    """A message that names the file, exit code 1, and the ledger as it was."""
    foedus("outlets", register, "--ledger", ledger)
    before = foedus("outlets", "--ledger", ledger).out
    register.write_text(broken, encoding="utf-8")
    ran = foedus("outlets", register, "--ledger", ledger)
    assert (ran.code, ran.out) == (1, "")
    assert "mine.toml" in ran.err
    assert foedus("outlets", "none.toml", "--ledger", ledger).code == 1
    assert foedus("outlets", "--ledger", ledger).out == before
    assert str(deal(foedus, ledger)["grade"]).startswith("B")


def test_misuse_of_outlets(foedus: Run, register: Path, ledger: str, tmp_path: Path) -> None:
    """A file is kept, not shown; a ledger that is not there is not made."""
    assert foedus("outlets", register, "--template", "--ledger", ledger).code == 2
    assert foedus("outlets", register, "--ledger", "none.db").code == 1
    assert not (tmp_path / "none.db").exists()
