"""Sentences for tests from a few columns, so that no model is needed."""

from foedus.model.record import DocumentId
from foedus.model.text import Proposal, Sentence, Span, Token

DOCUMENT = DocumentId("d-test")


def sentence(rows: str, *, index: int = 0, start: int = 0, proposals: tuple[Proposal, ...] = ()) -> Sentence:
    """A sentence from lines `form lemma UPOS XPOS head relation [BIO]`.

    Heads count from 1, 0 is the root; words are set apart by one space, except that a word
    written with a leading `_` is glued to the one before.

    Args:
        rows: One word a line.
        index: Number of the sentence in its document.
        start: Code point offset of its first word.
        proposals: Deeds that a model would propose.
    """
    tokens: list[Token] = []
    position = start
    for i, line in enumerate(row.split() for row in rows.strip().splitlines()):
        form, lemma, pos, tag, head, relation = line[:6]
        glued = form.startswith("_") and len(form) > 1
        form = form[1:] if glued else form
        begin = position if glued or i == 0 else position + 1
        position = begin + len(form)
        governor = i if head == "0" else int(head) - 1
        tokens.append(
            Token(
                text=form,
                start=begin,
                end=position,
                lemma=lemma,
                pos=pos,
                tag=tag,
                head=governor,
                relation=relation,
                entity=line[6] if len(line) > 6 else "O",
            )
        )
    span = Span(document=DOCUMENT, start=start, end=position)
    return Sentence(index=index, span=span, tokens=tuple(tokens), proposals=proposals)


def text_of(parsed: Sentence) -> str:
    """The text that the sentence stands for, padded with spaces before its start."""
    out = " " * parsed.span.start
    for token in parsed.tokens:
        out += " " * (token.start - len(out)) + token.text
    return out
