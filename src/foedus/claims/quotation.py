"""Quotations that run over the end of a sentence."""

from collections.abc import Sequence

from foedus.syntax import Tree

_LOOK_BACK = 6


def opens_inside(trees: Sequence[Tree], index: int) -> bool:
    """Whether a quotation of this paragraph is open at the beginning of a sentence."""
    is_open = False
    paragraph = trees[index].sentence.paragraph
    for tree in trees[max(0, index - _LOOK_BACK) : index]:
        if tree.sentence.paragraph != paragraph:
            continue
        for token in tree.tokens:
            if token.text in {"“", "``"}:
                is_open = True
            elif token.text in {"”", "''"}:
                is_open = False
            elif token.text == '"':
                is_open = not is_open
    return is_open
