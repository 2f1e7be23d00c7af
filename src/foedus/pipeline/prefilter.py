"""Which documents are worth parsing: those in which some sentence may tell a deed of public affairs."""

from collections.abc import Collection, Mapping, Sequence

from foedus.coding.weighing import IRRELEVANT, may_tell_deed
from foedus.lexicon.names import Names
from foedus.model.text import Block
from foedus.parsing.parser import Parser
from foedus.parsing.sentences import Piece
from foedus.recognition.relevance import Relevance
from foedus.recognition.roles import Roles

# From this share of sentences of some relevance on a document is parsed without asking the network of deeds first.
_MANY = 0.3


class Prefilter:
    """Tells from their words how far sentences read like public affairs, and whether their document need be parsed.

    What it leaves out has no claims either way: the coder finds none in a sentence of such relevance.

    Args:
        relevance: Scores sentences.
        parse_all: Whether all documents are parsed nonetheless, so that their sentences are known.
    """

    def __init__(self, relevance: Relevance, *, parse_all: bool = False) -> None:
        self._relevance = relevance
        self._parse_all = parse_all

    @classmethod
    def load(cls, names: Names, roles: Roles, triggers: Collection[str], *, parse_all: bool = False) -> "Prefilter":
        """Read the shipped weights.

        Args:
            names: Names of actors.
            roles: Role nouns.
            triggers: Words that may signal a deed, lower case.
            parse_all: Whether all documents are parsed nonetheless.

        Raises:
            DataError: A row cannot be used.
        """
        return cls(Relevance.load(names, roles, triggers), parse_all=parse_all)

    def scores(self, pieces: Sequence[Piece]) -> dict[int, float]:
        """How far the sentences of a document's body read like public affairs, by their index."""
        body = {index: [word for word, _ in piece.words] for index, piece in enumerate(pieces) if piece.block is Block.BODY}
        return dict(zip(body, self._relevance.scores(list(body.values())), strict=True))

    def passes(self, pieces: Sequence[Piece], scores: Mapping[int, float], parser: Parser) -> bool:
        """Whether a document need be parsed.

        Args:
            pieces: Its sentences.
            scores: Their relevance.
            parser: Asked how likely the sentences of some relevance tell a deed, unless they are many.
        """
        near = [index for index, score in scores.items() if score > IRRELEVANT]
        if self._parse_all or len(near) > _MANY * len(scores):
            return True
        chances = parser.deed_chances([pieces[index] for index in near])
        return any(may_tell_deed(chance, scores[index]) for index, chance in zip(near, chances, strict=True))
