"""The printed table of grades, row by row, and the register of outlets."""

from collections.abc import Callable
from pathlib import Path

import pytest

from foedus.corroboration.findings import corroborate
from foedus.corroboration.outlets import Register, outlet_key
from foedus.errors import DataError
from foedus.model.claim import Claim, Voice, VoiceKind
from foedus.model.text import Document

HEARSAY = Voice(kind=VoiceKind.HEARSAY)
UNNAMED = Voice(kind=VoiceKind.UNNAMED, text="a diplomat")
MINISTRY = Voice(kind=VoiceKind.INSTITUTION, text="the ministry", codes=("TUR",))


@pytest.mark.parametrize(
    ("told", "number"),
    [
        ([("completed", MINISTRY), ("completed", None)], "1"),
        ([("completed", None)], "2"),
        ([("completed", UNNAMED)], "3"),
        ([("hypothetical", None)], "3"),
        ([("completed", MINISTRY), ("completed", None), ("denied", UNNAMED)], "3"),
        ([("completed", None), ("denied", UNNAMED)], "4"),
        ([("completed", None), ("denied", MINISTRY), ("denied", None)], "5"),
        ([("completed", HEARSAY)], "6"),
        ([("denied", MINISTRY)], "6"),
    ],
)
def test_each_row_of_the_table(
    make_report: Callable[..., Document], make_claim: Callable[..., Claim], told: list[tuple[str, Voice | None]], number: str
) -> None:
    """Each row of the table."""
    sentences = [
        "Turkey gave trucks to Mali.",
        "Trucks were given to Mali by the government in Ankara this week.",
        "The government of Mali never got the trucks that Turkey gave, it seems.",
    ]
    triggers = ["gave", "were given", "gave"]
    documents = [make_report(f"r{i}", text, published=f"2025-03-{10 + i}") for i, text in enumerate(sentences[: len(told)])]
    claims = [
        make_claim(document, document.text.split(" ")[0], "AID TUR > MLI", trigger=trigger, status=status, voice=voice)
        for document, trigger, (status, voice) in zip(documents, triggers, told, strict=False)
    ]
    (finding,) = corroborate(documents, claims)
    assert finding.grade == f"F{number}", finding.grade_reason


def test_the_shipped_register_rates_nobody() -> None:
    """The shipped register rates nobody."""
    assert Register.load().letter("Any Outlet") == "F"


def test_a_register_rates_names_and_aliases(tmp_path: Path) -> None:
    """A register rates names and aliases."""
    path = tmp_path / "outlets.toml"
    path.write_text(
        '[[outlet]]\nname = "The Dniester Times"\naliases = ["DT Online"]\nreliability = "B"\nsince = 2024-05-01\n', encoding="utf-8"
    )
    register = Register.load(path)
    assert [register.letter(name) for name in ("dniester times", "DT Online", "Other", None)] == ["B", "B", "F", "F"]


@pytest.mark.parametrize(
    "row",
    [
        'reliability = "G"',
        'reliability = "B"\nrelibility = "A"',
        'state = "Russia"',
        'state = "rus"',
        'control = "owned"',
        'state = "RUS"\ncontrol = "liked"',
        '[[outlet]]\nname = "the x"',
        'aliases = [""]',
        "[[outlets]]",
    ],
)
def test_a_broken_register_names_the_file(tmp_path: Path, row: str) -> None:
    """A broken register names the file."""
    path = tmp_path / "mine.toml"
    path.write_text(f'[[outlet]]\nname = "X"\n{row}\n', encoding="utf-8")
    with pytest.raises(DataError, match=r"mine\.toml"):
        Register.load(path)


def test_spellings_of_an_outlet_are_one() -> None:
    """Spellings of an outlet are one."""
    assert outlet_key("The Lusofonia Daily (English desk)") == outlet_key("lusofonia daily")
