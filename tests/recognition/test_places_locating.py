"""A deed takes place where its own clause says."""

import pytest
from tests.conllu import sentence

from foedus.model.mention import PlaceMention, TokenRange
from foedus.recognition.locating import place_of
from foedus.syntax import Tree


def place(word: int, text: str, *, precision: str = "settlement", capital: bool = False) -> PlaceMention:
    """A place of one word."""
    kind = "capital" if capital else "settlement"
    reason = f"{text} (XXX, {kind}): population 5.0"
    return PlaceMention(
        words=TokenRange(sentence=0, first=word, last=word + 1, head=word),
        start=word,
        end=word + 1,
        text=text,
        precision=precision,
        reason=reason,
    )


WORKS = Tree(
    sentence("""
    Dushanbe Dushanbe PROPN NNP 3 nsubj
    will will AUX MD 3 aux
    send send VERB VB 0 root
    welders welder NOUN NNS 3 obj
    to to ADP IN 7 case
    a a DET DT 7 det
    works works NOUN NN 3 obl
    in in ADP IN 9 case
    Kırıkkale Kırıkkale PROPN NNP 7 nmod
    """)
)
TRANSFER = Tree(
    sentence("""
    Jets jet NOUN NNS 2 nsubj
    moved move VERB VBD 0 root
    from from ADP IN 4 case
    Osan Osan PROPN NNP 2 obl
    to to ADP IN 6 case
    Kunsan Kunsan PROPN NNP 2 obl
    """)
)
RECIPIENT = Tree(
    sentence("""
    Japan Japan PROPN NNP 2 nsubj
    gave give VERB VBD 0 root
    boats boat NOUN NNS 2 obj
    to to ADP IN 5 case
    Palau Palau PROPN NNP 2 obl
    """)
)
SPEAKING = Tree(
    sentence("""
    In in ADP IN 2 case
    Geneva Geneva PROPN NNP 4 obl
    both both PRON DT 4 nsubj
    agreed agree VERB VBD 0 root
    to to PART TO 6 mark
    leave leave VERB VB 4 xcomp
    Goma Goma PROPN NNP 6 obj
    """)
)
RELATIVE = Tree(
    sentence("""
    Imia Imia PROPN NNP 0 root
    , , PUNCT , 1 punct
    where where ADV WRB 6 advmod
    a a DET DT 5 det
    boat boat NOUN NN 6 nsubj
    rammed ram VERB VBD 1 acl:relcl
    another another PRON DT 6 obj
    """)
)
STORMED = Tree(
    sentence("""
    Troops troops NOUN NNS 2 nsubj
    stormed storm VERB VBD 0 root
    Zelten Zelten PROPN NNP 2 obj
    """)
)
PREDICATE = Tree(
    sentence("""
    He he PRON PRP 5 nsubj
    may may AUX MD 5 aux
    be be AUX VB 5 cop
    in in ADP IN 5 case
    Nadi Nadi PROPN NNP 0 root
    """)
)


@pytest.mark.parametrize(
    ("tree", "token", "mentions", "expected"),
    [
        (WORKS, 2, [place(0, "Dushanbe", capital=True), place(8, "Kırıkkale")], "Kırıkkale"),
        (TRANSFER, 1, [place(3, "Osan"), place(5, "Kunsan")], "Kunsan"),
        (TRANSFER, 1, [place(3, "Osan")], "Osan"),
        (RECIPIENT, 1, [place(0, "Japan", precision="country"), place(4, "Palau", precision="country")], None),
        (SPEAKING, 5, [place(1, "Geneva"), place(6, "Goma")], "Goma"),
        (SPEAKING, 3, [place(1, "Geneva")], "Geneva"),
        (RELATIVE, 5, [place(0, "Imia")], "Imia"),
        (STORMED, 1, [place(2, "Zelten")], "Zelten"),
        (PREDICATE, 4, [place(4, "Nadi")], "Nadi"),
        (WORKS, 2, [], None),
    ],
    ids=["inside the object", "destination", "origin", "recipient", "content", "speaking", "where", "object", "predicate", "none"],
)
def test_the_deeds_place(tree: Tree, token: int, mentions: list[PlaceMention], expected: str | None) -> None:
    """Content and destination come first; a state that receives is no place."""
    found = place_of(tree, token, mentions)
    assert (found.text if found else None) == expected
