"""Which sentences are worth parsing: those that may tell a deed of public affairs, and what they are understood by."""

from collections.abc import Collection, Mapping, Sequence

from foedus.coding.weighing import IRRELEVANT, may_tell_deed
from foedus.lexicon.names import Names
from foedus.model.text import Block
from foedus.parsing.parser import Parser
from foedus.parsing.sentences import Piece
from foedus.recognition.relevance import Relevance
from foedus.recognition.roles import Roles

# From this share of sentences of some relevance on a document is parsed as a whole, and the network of deeds is not asked first.
_MANY = 0.3
# So many sentences that may tell a deed make a report, and it is parsed as a whole too.
_REPORT = 3
# What is parsed with fewer of them: so many sentences at the beginning, and so many on both sides.
_LEAD, _BESIDE = 3, 2


class Prefilter:
    """Tells from their words how far sentences read like public affairs, and which of a document need be parsed.

    What it leaves out tells no claim either way: the coder finds none in a sentence of such relevance.

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

    def kept(self, pieces: Sequence[Piece], scores: Mapping[int, float], parser: Parser) -> list[int]:
        """Which sentences of a document need be parsed: all, none, or some where it is about something else.

        Args:
            pieces: Its sentences.
            scores: Their relevance.
            parser: Asked how likely the sentences of some relevance tell a deed, unless they are many.

        Returns:
            Their indices in order: those of some relevance, what stands beside the ones that may tell a deed, the beginning.
        """
        every = list(range(len(pieces)))
        near = [index for index, score in scores.items() if score > IRRELEVANT]
        if self._parse_all or len(near) > _MANY * len(scores):
            return every
        chances = parser.deed_chances([pieces[index] for index in near])
        telling = [index for index, chance in zip(near, chances, strict=True) if may_tell_deed(chance, scores[index])]
        if not telling:
            return []
        if len(telling) >= _REPORT:
            return every
        beside = (other for index in telling for other in range(index - _BESIDE, index + _BESIDE + 1))
        kept = {*near, *beside, *list(scores)[:_LEAD]}
        return [index for index in every if index in kept or index not in scores]
