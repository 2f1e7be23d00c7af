"""Chances of parties from the model's numbers, over all that a document names."""

import math
from collections.abc import Mapping, Sequence

import msgspec
import numpy as np
import pytest
from tests.coding.scenes import parties

from foedus.coding.pointing import NOT_POINTED, Pointer
from foedus.model.mention import ActorMention
from foedus.model.text import Sentence

SIZE = 2
FIRST = "Chad Chad PROPN NNP 2 nsubj\nwarned warn VERB VBD 0 root\nTogo Togo PROPN NNP 2 obj"
SECOND = "It it PRON PRP 2 nsubj\nstruck strike VERB VBD 0 root"
WARNED, STRUCK = 1, 1
FLAT = ((0.0,) * 10,) * 2
# As a party, the same for both ends.
CHAD, TOGO = [0, 0, 0, 0, 3, 0, 3, 0, 0, 0], [0, 0, 0, 0, 0, 3, 0, 3, 0, 0]


def scene(
    rows: str, names: dict[str, str], numbers: Mapping[int, Sequence[float]], index: int
) -> tuple[Sentence, tuple[ActorMention, ...]]:
    """A sentence whose words have the numbers given, zeros otherwise, and its mentions."""
    found = parties(rows, names)
    table = np.zeros((len(found.tree), 4 * SIZE + 2), dtype=np.float16)
    for word, row in numbers.items():
        table[word] = row
    return msgspec.structs.replace(found.tree.sentence, index=index, parties=table.tobytes()), tuple(found.mentions)


def pointer(apart: tuple[tuple[float, ...], ...] = FLAT) -> Pointer:
    """Two sentences: `warned` looks for (1, 0) as actor and (0, 1) as recipient, Chad is (3, 0), Togo (0, 3)."""
    deed = [1, 0, 0, 1, *[0] * 6]
    first = scene(FIRST, {"Chad": "TCD", "Togo": "TGO"}, {0: CHAD, WARNED: deed, 2: TOGO}, 0)
    second = scene(SECOND, {}, {STRUCK: [1, *[0] * 8, 5]}, 1)
    return Pointer([first[0], second[0]], [first[1], second[1]], apart)


def test_each_end_points_to_whom_its_numbers_fit() -> None:
    """Each end points to whom its numbers fit."""
    found = pointer().at(0, WARNED)
    share = math.exp(3) / (math.exp(3) + 2)
    assert found.acts["TCD"] == pytest.approx(share, abs=1e-3)
    assert found.gets["TGO"] == pytest.approx(share, abs=1e-3)
    assert found.no_actor == pytest.approx(1 / (math.exp(3) + 2), abs=1e-3)


def test_a_deed_may_point_to_another_sentence_and_to_nobody() -> None:
    """A deed may point to another sentence and to nobody."""
    found = pointer().at(1, STRUCK)
    assert max(found.acts, key=lambda code: found.acts[code]) == "TCD"
    assert found.no_recipient > 0.9


def test_distance_speaks_against_far_mentions() -> None:
    """Distance speaks against far mentions."""
    near = tuple(-9.0 if k == 5 else 0.0 for k in range(10))  # index 5: the sentence before
    found = pointer((near, near)).at(1, STRUCK)
    assert found.no_actor > 0.9


def test_mentions_of_one_actor_add_up() -> None:
    """Mentions of one actor add up."""
    twice = scene(
        "Chad Chad PROPN NNP 2 nsubj\nsaid say VERB VBD 0 root\nChad Chad PROPN NNP 4 nsubj\nwon win VERB VBD 2 ccomp",
        {"Chad": "TCD"},
        {},
        0,
    )
    found = Pointer([twice[0]], [twice[1]], FLAT).at(0, 3)
    assert found.acts["TCD"] + found.no_actor == pytest.approx(1.0)
    assert found.no_actor == pytest.approx(1 / (1 + len(twice[1])))


def test_without_a_model_of_deeds_nobody_is_pointed_at() -> None:
    """Without a model of deeds nobody is pointed at."""
    first = parties(FIRST, {"Chad": "TCD"})
    assert Pointer([first.tree.sentence], [tuple(first.mentions)], ()).at(0, WARNED) == NOT_POINTED
