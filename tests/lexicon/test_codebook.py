"""The codebook knows its codes and refuses all others."""

from pathlib import Path

import pytest

from foedus.errors import DataError
from foedus.lexicon.codebook import Codebook, Quad


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    """The shipped codebook."""
    return Codebook.load()


def test_it_has_the_sixteen_roots(codebook: Codebook) -> None:
    """All types of PLOVER are there."""
    assert len(codebook.types) == 16
    assert {"AGREE", "ASSAULT", "RETREAT", "THREATEN"} <= set(codebook.types)


@pytest.mark.parametrize(
    ("event", "mode", "score"),
    [("AGREE", "", 2.5), ("CONSULT", "visit", 4), ("RETREAT", "disarm", 10), ("ASSAULT", "aerial", -9.5), ("REQUEST", "", 0)],
)
def test_a_mode_overrides_the_score_of_its_type(codebook: Codebook, event: str, mode: str, score: float) -> None:
    """The score is the mode's where there is a mode."""
    assert codebook.score(event, mode) == score


@pytest.mark.parametrize(
    ("event", "quad"),
    [
        ("SUPPORT", Quad.VERBAL_COOPERATION),
        ("AID", Quad.MATERIAL_COOPERATION),
        ("ACCUSE", Quad.VERBAL_CONFLICT),
        ("COERCE", Quad.MATERIAL_CONFLICT),
    ],
)
def test_every_type_lies_in_a_quarter(codebook: Codebook, event: str, quad: Quad) -> None:
    """Types are verbal or material, cooperation or conflict."""
    assert codebook.quad(event) is quad


def test_scores_lie_in_range(codebook: Codebook) -> None:
    """No score leaves -10 to +10, and its sign agrees with the quarter."""
    for kind in codebook.types.values():
        for score in (kind.score, *kind.modes.values()):
            assert -10 <= score <= 10
            if kind.name != "REQUEST":
                assert (score > 0) == (kind.quad in {Quad.VERBAL_COOPERATION, Quad.MATERIAL_COOPERATION})


def test_our_contexts_stand_beside_those_of_plover(codebook: Codebook) -> None:
    """Both files count, and what they hold does not overlap."""
    codebook.check("AGREE", contexts=("military", "labour", "energy", "humanitarian"))
    assert codebook.contexts["military"] == ""
    assert codebook.contexts["labour"]


def test_sectors_and_codes_without_state(codebook: Codebook) -> None:
    """Both kinds of actor code are known."""
    codebook.check_sector("MIL")
    codebook.check_sector("IGO")


@pytest.mark.parametrize(
    ("event", "mode", "contexts", "word"),
    [
        ("FIGHT", "", (), "event type 'FIGHT'"),
        ("AGREE", "visit", (), "mode of AGREE 'visit'"),
        ("COERCE", "siege", (), "mode of COERCE 'siege'"),
        ("AID", "", ("sport",), "context 'sport'"),
    ],
)
def test_unknown_codes_are_refused(codebook: Codebook, event: str, mode: str, contexts: tuple[str, ...], word: str) -> None:
    """The error names the code and lists the known ones."""
    with pytest.raises(DataError, match=word):
        codebook.check(event, mode, contexts)


def test_unknown_sector_is_refused(codebook: Codebook) -> None:
    """A sector that no table has is an error."""
    with pytest.raises(DataError, match="sector 'XYZ'"):
        codebook.check_sector("XYZ")


@pytest.mark.parametrize(
    ("plover", "word"),
    [
        (
            '[AGREE]\nquad = "XX"\nscore = 1\nrecipient = "optional"\nmeans = "x"\n[_contexts]\nnames = []\n[_sectors]\n[_nonstate]\n',
            "AGREE",
        ),
        ("[_contexts]\nnames = []\n[_sectors]\n", "_nonstate"),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, plover: str, word: str) -> None:
    """A value of the wrong kind or a missing table names its place."""
    (tmp_path / "plover.toml").write_text(plover, encoding="utf-8")
    (tmp_path / "ours.toml").write_text("[_contexts]\n", encoding="utf-8")
    with pytest.raises(DataError, match=word):
        Codebook.load(tmp_path)
