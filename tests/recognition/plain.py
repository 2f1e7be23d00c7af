"""Sentences for tests of places: a flat tree in which prepositions hang on the noun that follows."""

import re

from foedus.model.record import DocumentId
from foedus.model.text import Block, Document, Origin, Sentence, Span, Token
from foedus.syntax import Tree

_WORD = re.compile(r"\w+(?:[’']\w+)?|\S")
_PREPOSITIONS = frozenset(
    ["in", "at", "near", "from", "to", "into", "off", "on", "of", "for", "between", "against", "around", "through", "across", "after", "by"]
)


def document(text: str) -> Document:
    """A document of one text."""
    return Document(id=DocumentId("d-test"), name="test", origin=Origin(), text=text, raw_sha256="", text_sha256="", extractor="test")


def tree(text: str, *locations: str, block: Block = Block.BODY) -> Tree:
    """A sentence; every noun depends on the first word, and the given names are labelled as locations."""
    found = list(_WORD.finditer(text))
    marked = [(at.start(), at.end()) for name in locations for at in re.finditer(re.escape(name), text)]
    tokens = []
    for i, match in enumerate(found):
        word = match[0]
        inside = next((start for start, end in marked if start <= match.start() < end), None)
        label = "O" if inside is None else "B-LOC" if inside == match.start() else "I-LOC"
        following = (k for k in range(i + 1, len(found)) if found[k][0][0].isupper() or found[k][0].isalpha())
        is_case = word in _PREPOSITIONS
        head = next((k for k in following if found[k][0] not in {"the", "a"}), 0) if is_case else 0
        pos = "ADP" if is_case else "PROPN" if word[0].isupper() else "NOUN" if word.isalpha() else "PUNCT"
        relation = "root" if i == 0 else "case" if is_case else "obl" if word.isalpha() else "punct"
        token = Token(
            text=word, start=match.start(), end=match.end(), lemma=word.lower(), pos=pos, tag="", head=head, relation=relation, entity=label
        )
        tokens.append(token)
    span = Span(document=DocumentId("d-test"), start=0, end=len(text))
    return Tree(Sentence(index=0, span=span, block=block, tokens=tuple(tokens)))
