"""A source as the text names it: its words, its kind, and who it is."""

from collections.abc import Mapping, Sequence

from foedus.model.claim import Voice, VoiceKind
from foedus.model.mention import ActorMention
from foedus.model.text import Span
from foedus.syntax import Tree

_PRONOUNS = frozenset(["he", "she", "it", "they", "we", "i", "you", "one", "who", "which", "this", "that", "these", "those"])
_SPOKESPERSONS = ("spokes", "minister", "president", "premier")
_ANONYMOUS = frozenset(["anonymity", "anonymous", "unnamed", "undisclosed", "unidentified"])
_INDEFINITE = frozenset(["a", "an", "one", "two", "three", "four", "several", "some", "many", "another", "other", "certain"])
_MODIFIERS = frozenset({"DT", "JJ", "PRP$", "NN", "NNP", "CD"})
_BODIES = frozenset({"state", "organisation", "group"})
_NAME_TAGS = frozenset({"NNP", "NNPS"})


def source_phrase(tree: Tree, head: int, cue: int) -> tuple[int, int]:
    """First and last (exclusive) word of a source's phrase, without its cue and without what follows a comma."""
    first, last = tree.phrase(head)
    if first <= cue < head:
        first = cue + 2 if tree.tokens[cue + 1].text.lower() == "to" and cue + 1 < head else cue + 1
    for k in range(head + 1, last):
        if k == cue or tree.tokens[k].text in {",", ";", "—", "–"}:
            last = k
            break
    if last > head + 1 and tree.tokens[last - 1].tag == "POS":
        last -= 1
    while first > 0 and tree.tokens[first - 1].head == cue and tree.tokens[first - 1].tag in _MODIFIERS:
        first -= 1  # the parser took the verb for a noun and gave it the article
    return first, last


def words(tree: Tree, first: int, last: int) -> str:
    """The text of words `first` to `last` (exclusive), single spaces where the words are set apart."""
    out = ""
    end = tree.tokens[first].start
    for token in tree.tokens[first:last]:
        out += (" " if token.start > end else "") + token.text
        end = token.end
    return out


class Describer:
    """Turns a source's head word into a voice.

    Args:
        kinds: Kinds of source by noun.
    """

    def __init__(self, kinds: Mapping[str, VoiceKind]) -> None:
        self._kinds = kinds

    def voice(self, tree: Tree, head: int, cue: int, mentions: Sequence[ActorMention] = ()) -> Voice:
        """The voice that word `head` names.

        Args:
            tree: The sentence.
            head: Head word of the source's phrase.
            cue: The word that marks it as a source; it is no part of the phrase.
            mentions: Actors recognised in the sentence.
        """
        first, last = source_phrase(tree, head, cue)
        start, end = tree.span_text(first, last)
        mention = next((m for m in mentions if m.words.first <= head < m.words.last), None)
        codes = tuple(actor.code for actor in mention.actors) if mention else ()
        names = "; ".join(actor.name for actor in mention.actors if actor.name) if mention else ""
        return Voice(
            kind=VoiceKind.INSTITUTION if mention and mention.kind in _BODIES else self.kind(tree, head, first),
            text=words(tree, first, last),
            span=Span(document=tree.sentence.span.document, start=start, end=end),
            codes=codes,
            resolved=names if tree.tokens[head].pos == "PRON" else "",
        )

    def kind(self, tree: Tree, head: int, first: int) -> VoiceKind:
        """The kind of source, from its title noun and from how it is introduced."""
        token = tree.tokens[head]
        known = self._known(tree, head)
        if known in {VoiceKind.OFFICIAL, VoiceKind.EXPERT, None} and self._is_unnamed(tree, head, first):
            return VoiceKind.EXPERT if known is VoiceKind.EXPERT else VoiceKind.UNNAMED
        if known is not None:
            return known
        if token.entity.endswith("PER") or token.text.lower() in _PRONOUNS:
            return VoiceKind.OFFICIAL
        return VoiceKind.INSTITUTION if token.tag in _NAME_TAGS else VoiceKind.UNNAMED

    def is_source(self, tree: Tree, head: int) -> bool:
        """Whether the noun can be a source: a known kind, a name, or a pronoun."""
        token = tree.tokens[head]
        return token.tag in _NAME_TAGS or token.text.lower() in _PRONOUNS or self._known(tree, head) is not None

    def _known(self, tree: Tree, head: int) -> VoiceKind | None:
        for k in (head, *tree.children(head, "compound", "appos", "flat")):
            found = self._kinds.get(tree.lemma(k)) or self._kinds.get(tree.tokens[k].text.lower())
            if found is not None:
                return found
        return None

    @staticmethod
    def _is_unnamed(tree: Tree, head: int, first: int) -> bool:
        token = tree.tokens[head]
        below = {tree.lemma(k) for k in tree.subtree(head)}
        if below & _ANONYMOUS:
            return True
        if token.tag in _NAME_TAGS or tree.child(head, "appos", "flat", "nmod:poss") is not None:
            return False
        if tree.lemma(head).startswith(_SPOKESPERSONS):
            return False
        opener = tree.tokens[first].text.lower()
        return opener in _INDEFINITE or (token.tag == "NNS" and tree.child(head, "det") is None)
