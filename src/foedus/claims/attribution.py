"""Whose word a deed is: the chain of voices, from the one who speaks to the author.

Attribution in news rests on verbs of saying and phrases such as "according to", far more than on
quotation marks. From the deed's word the reader walks up the parse; whoever is named on the way
as saying, writing, confirming or denying it is a voice, the nearest one the deepest.
"""

from collections.abc import Sequence

from foedus.claims.cues import Cue, Cues
from foedus.claims.grammar import (
    between,
    first,
    following_word,
    has_it,
    heads_phrase,
    is_as,
    is_content_clause,
    is_cut,
    is_determined,
    is_indefinite,
    is_loose,
    is_outer,
    owner_of,
)
from foedus.claims.insertions import insertions, segment
from foedus.claims.quotation import opens_inside
from foedus.claims.voices import Describer
from foedus.factuality.links import form
from foedus.factuality.tense import read_tense
from foedus.model.claim import Attribution, Voice, VoiceKind
from foedus.model.mention import ActorMention
from foedus.model.record import Record
from foedus.model.text import Span
from foedus.syntax import SUBJECTS, Tree

_AUTHOR = Voice(kind=VoiceKind.AUTHOR)
_CONTENT = frozenset({"ccomp", "xcomp", "csubj", "csubj:pass", "advcl", "acl", "acl:relcl", "parataxis", "dep"})
_NOMINAL = frozenset({"obj", "obl", "nsubj:pass", "nmod"})
_PURE_DENIALS = frozenset({"deny", "disavow", "disclaim", "refute"})
_TERMS = frozenset(
    {
        "allow",
        "authorise",
        "bind",
        "cap",
        "commit",
        "entitle",
        "envisage",
        "forbid",
        "foresee",
        "grant",
        "guarantee",
        "mandate",
        "oblige",
        "permit",
        "prescribe",
        "promise",
        "provide",
        "require",
        "set",
        "specify",
        "stipulate",
    }
)
_KNOWN = frozenset({"know", "known", "understand", "clear", "plain", "public", "slip", "fall", "drop"})
_HEARSAY = frozenset(
    {"say", "report", "believe", "think", "understand", "allege", "claim", "suspect", "reckon", "estimate", "whisper", "hear"}
)
_CIRCUMSTANCES = frozenset({"obl", "obl:unmarked", "nmod:unmarked", "obl:tmod", "advmod"})
_AS_SAID = frozenset({"say", "confirm", "write", "think"})
_SOURCE_PREPOSITIONS = frozenset({"in", "by", "to", "on"})
_MAX_CARRY = 3


class _Found(Record, frozen=True, kw_only=True):
    """A voice's head word (-1 for hearsay) and the word that marks it."""

    head: int
    cue: int


class AttributionReader:
    """Finds the voices of a deed.

    Args:
        cues: The table of cues.
    """

    def __init__(self, cues: Cues) -> None:
        self._cues = cues
        self._describer = Describer(cues.kinds)

    @classmethod
    def load(cls, language: str = "en") -> "AttributionReader":
        """Read the tables of a language."""
        return cls(Cues.load(language))

    def attribute(self, trees: Sequence[Tree], sentence_index: int, token: int, mentions: Sequence[ActorMention] = ()) -> Attribution:
        """Give the chain of voices of the deed that word `token` names.

        Args:
            trees: The document's sentences in order.
            sentence_index: Position in `trees` of the deed's sentence.
            token: Index of the deed's word.
            mentions: Actors recognised in that sentence; they resolve pronouns.

        Returns:
            Deepest voice first, the author last. A speaker carried over from another sentence of
            the same quotation has no words of its own here; `resolved` names it.
        """
        tree = trees[sentence_index]
        found = self._voices(tree, token)
        voices = [self._voice(tree, f, mentions) for f in found]
        cues = tuple(_span(tree, f.cue) for f in found)
        if not voices:
            carried = self._carried(trees, sentence_index)
            if carried is not None:
                voices, cues = [carried[0]], (carried[1],)
        return Attribution(voices=(*voices, _AUTHOR), cues=cues)

    def _voice(self, tree: Tree, found: _Found, mentions: Sequence[ActorMention]) -> Voice:
        if found.head < 0:
            return Voice(kind=VoiceKind.HEARSAY)
        return self._describer.voice(tree, found.head, found.cue, mentions)

    def _voices(self, tree: Tree, token: int) -> list[_Found]:
        beside = list(insertions(tree, self._cues, token))
        inserted = {item.verb for item in beside}
        found: list[_Found] = []
        announced: list[_Found] = []  # `X counted differently: …`, further out than whoever is named after the colon
        self._denial(tree, token, found)
        node = token
        while True:
            self._at(tree, token, node, found)
            if tree.tokens[node].head == node:
                break
            if tree.tokens[node].head not in inserted:
                self._above(tree, token, node, announced if tree.tokens[node].relation == "parataxis" else found)
            node = tree.tokens[node].head
        for item in sorted(beside, key=lambda item: abs(item.verb - token)):
            self._cited(tree, item.verb, found)
            self._cited(tree, item.speaker, found)
            found.append(_Found(head=item.speaker, cue=item.verb))
        self._sources(tree, token, found)
        found += announced
        if not found:
            self._own(tree, token, found)
        if not found:
            self._label(tree, token, found)
        named = [item for item in found if item.head >= 0]
        return _distinct(named or found)  # "reportedly" beside a named source is that source's report

    def _at(self, tree: Tree, token: int, node: int, found: list[_Found]) -> None:
        """Adverbs, citations and `as X put it` on a word of the path."""
        for c in tree.children(node):
            relation = tree.tokens[c].relation
            if relation == "advmod" and self._cues.get("R", tree.lemma(c)) is not None:
                found.append(_Found(head=-1, cue=c))
            elif relation == "advcl" and c != token and is_as(tree, c) and not is_cut(tree, token, c):
                self._as_said(tree, c, found)
        if node == token or tree.tokens[node].relation in {"root", "ccomp"}:
            self._cited(tree, node, found)
        stated = tree.child(node, "nsubj:outer")
        if stated is not None and self._cues.get("N", tree.lemma(stated)) is not None:
            owner = owner_of(tree, stated, ("of", "by", "from"))
            if owner is not None:
                found.append(_Found(head=owner, cue=stated))

    def _as_said(self, tree: Tree, clause: int, found: list[_Found]) -> None:
        """The voice of `as X put it`, `as X points out`, set apart by commas."""
        cue = self._cues.verb(tree, clause)
        speaker = first(tree.subjects(clause))
        if cue is None or speaker is None or cue.kind not in _AS_SAID or tree.child(clause, "aux") is not None:
            return
        if is_outer(tree, clause):
            found.append(_Found(head=speaker, cue=clause))

    def _sources(self, tree: Tree, token: int, found: list[_Found]) -> None:
        """Phrases that name a source wherever the parser hung them: according to, in the words of."""
        first, last = segment(tree, token)
        for k in range(first, last):
            lemma = tree.tokens[k].text.lower()
            if lemma == "according" and k + 1 < last and tree.tokens[k + 1].text.lower() == "to":
                self._source(tree, token, k + 2, k, found)
            elif lemma == "per" and tree.tokens[k].relation == "case" and self._describer.is_source(tree, tree.tokens[k].head):
                self._source(tree, token, k + 1, k, found)
            elif k and self._cues.get("N", tree.lemma(k), "source") is not None and tree.preposition(k) in _SOURCE_PREPOSITIONS:
                owner = owner_of(tree, k, ("of", "by", "from"))
                if owner is not None and token not in tree.subtree(k) and is_determined(tree, k):
                    found.append(_Found(head=owner, cue=k))
                elif owner is None and tree.tokens[k - 1].text.lower() == "same":
                    found.append(_Found(head=k, cue=k))
            elif lemma == "reference" and [tree.tokens[j].text.lower() for j in (k - 1, min(k + 1, last - 1))] == ["with", "to"]:
                before = len(found)
                self._source(tree, token, k + 2, k, found)
                found[:] = [*found[before:], *found[:before]]  # deeper than whoever refers to it

    def _source(self, tree: Tree, token: int, start: int, cue: int, found: list[_Found]) -> None:
        """The noun phrase that begins at a word, unless the deed stands inside it."""
        head = next((k for k in range(start, min(start + 8, len(tree))) if heads_phrase(tree, k, start)), None)
        if head is None:
            return
        if tree.tokens[head].text.lower() == "which":
            clause = tree.clause(head)
            head = tree.tokens[clause].head if tree.tokens[clause].relation == "acl:relcl" else head
        elif token > head and token in tree.subtree(head):
            return
        self._cited(tree, head, found)
        found.append(_Found(head=head, cue=cue))

    def _denial(self, tree: Tree, token: int, found: list[_Found]) -> None:
        """A denial that is itself the trigger is the denier's."""
        cue = self._cues.verb(tree, token)
        if cue is not None and cue.lemma in _PURE_DENIALS:
            speaker = self._speaker(tree, token, cue)
            if speaker is not None:
                found.append(_Found(head=speaker, cue=token))

    def _own(self, tree: Tree, token: int, found: list[_Found]) -> None:
        """A document whose terms the deed is: the accord provides for …; under the accord, X supplies …."""
        if tree.lemma(token) in _TERMS:
            subject = tree.child(token, "nsubj")
            if subject is not None and self._is_document(tree, subject):
                found.append(_Found(head=subject, cue=token))
                return
        clause = tree.first_conjunct(token)
        for preposition, noun in tree.obliques(clause):
            is_opening = noun < clause and tree.tokens[0].text.lower() == preposition
            if preposition not in {"under", "by"} or not is_opening or is_indefinite(tree, noun):
                continue
            if self._is_document(tree, noun) and not read_tense(tree, token).is_past:
                found.append(_Found(head=noun, cue=tree.children(noun, "case")[0]))
                return

    def _is_document(self, tree: Tree, i: int) -> bool:
        return self._cues.kinds.get(tree.lemma(i)) is VoiceKind.DOCUMENT

    def _is_citation(self, tree: Tree, c: int) -> bool:
        cue = self._cues.verb(tree, c)
        return cue is not None and cue.kind == "cite"

    def _cited(self, tree: Tree, node: int, found: list[_Found]) -> None:
        """Sources named by `citing`, `quoting` below a word: deeper than whoever cites them."""
        for c in tree.children(node, "advcl", "acl", "parataxis", "dep", "acl:relcl"):
            if not self._is_citation(tree, c) or tree.tokens[c].tag not in {"VBG", "VBZ", "VBD", "VBP"}:
                continue
            source = self._cited_source(tree, c)
            if source is not None and self._describer.is_source(tree, source):
                self._cited(tree, source, found)
                found.append(_Found(head=source, cue=c))

    def _cited_source(self, tree: Tree, verb: int) -> int | None:
        """Who is cited: the object, or the noun after the preposition that the row names (`drawing on`, `attributing it to`)."""
        cue = self._cues.verb(tree, verb)
        if cue is None or not cue.takes:
            return tree.child(verb, "obj", "obl")
        return next((noun for preposition, noun in tree.obliques(verb) if cue.attributes(preposition)), None)

    def _above(self, tree: Tree, token: int, node: int, found: list[_Found]) -> None:
        """The word that governs a word of the path, if it says, shows or denies it."""
        relation, head = tree.tokens[node].relation, tree.tokens[node].head
        if relation not in _CONTENT and relation not in _NOMINAL:
            return
        if relation in {"acl", "acl:relcl", "nmod", "ccomp"} and tree.tokens[head].tag.startswith("NN"):
            self._noun_content(tree, node, head, found)
            return
        lets = self._lets_know(tree, head)
        if lets is not None:
            found.append(_Found(head=lets, cue=head))
            return
        cue = self._cues.verb(tree, head)
        if cue is None or not self._governs(tree, token, node, cue):
            return
        if cue.kind == "let" and not has_it(tree, head) and following_word(tree, head) not in {"slip", "fall", "drop"}:
            return
        self._say(tree, head, cue, found)

    @staticmethod
    def _lets_know(tree: Tree, word: int) -> int | None:
        """The subject of `let it be known`, `made it clear`, where `word` is what becomes known."""
        governor = tree.tokens[word].head
        if tree.lemma(word) not in _KNOWN or tree.lemma(governor) not in {
            "let",
            "make",
        }:
            return None
        return first(tree.subjects(governor))

    def _governs(self, tree: Tree, token: int, node: int, cue: Cue) -> bool:
        relation = tree.tokens[node].relation
        head = tree.tokens[node].head
        if relation in _NOMINAL:
            if cue.attributes("said") and self._cues.get("N", tree.lemma(node), "content") is not None:
                return True
            return cue.attributes("noun") and (cue.lemma != "put" or any(p == "at" for p, _ in tree.obliques(head)))
        shape = form(tree, node)
        if relation == "parataxis":
            return node > head and shape == "finite" and (not is_cut(tree, head, node) or ":" in between(tree, head, node))
        if shape != "finite":
            return cue.attributes(shape) or (relation == "xcomp" and tree.is_passive(head) and cue.kind in {"say", "think", "show"})
        if relation == "advcl":
            return any(tree.tokens[m].text.lower() == "that" for m in tree.children(node, "mark"))
        return (relation != "xcomp" or tree.child(node, *SUBJECTS) is not None) and not is_loose(tree, token, node)

    def _noun_content(self, tree: Tree, node: int, noun: int, found: list[_Found]) -> None:
        """`the ministry's claim that …`, `a report by the panel that …`."""
        if self._cues.get("N", tree.lemma(noun), "content") is None:
            self._claimant(tree, node, noun, found)
            return
        if tree.tokens[node].relation == "acl:relcl" and not is_content_clause(tree, node):
            return
        if tree.tokens[node].relation == "nmod" and tree.preposition(node) != "of":
            return
        owner = owner_of(tree, noun, ("by", "from"), skip=node)
        if owner is not None and tree.tokens[owner].tag != "PRP$":
            found.append(_Found(head=owner, cue=noun))

    def _claimant(self, tree: Tree, node: int, noun: int, found: list[_Found]) -> None:
        """`the claim by the panel that …`, where the parser hung the clause on the panel."""
        if tree.tokens[node].relation == "nmod" or not is_content_clause(tree, node):
            return
        prepositions = tree.children(noun, "case")
        if prepositions and tree.tokens[prepositions[0]].text.lower() in {"by", "from"}:
            before = prepositions[0] - 1
            if before >= 0 and self._cues.get("N", tree.lemma(before), "content") is not None:
                found.append(_Found(head=noun, cue=before))

    def _say(self, tree: Tree, verb: int, cue: Cue, found: list[_Found]) -> None:
        """The voices of one verb of saying: those it cites, then its speaker."""
        for k in (verb, *tree.children(verb, *SUBJECTS)):
            self._cited(tree, k, found)
        speaker = self._speaker(tree, verb, cue)
        if speaker is not None:
            found.append(_Found(head=speaker, cue=verb))

    def _speaker(self, tree: Tree, verb: int, cue: Cue) -> int | None:
        governor = tree.tokens[verb].head
        if tree.lemma(governor) in {"let", "make", "have"} and tree.tokens[verb].relation in {"xcomp", "ccomp"}:
            return first(tree.subjects(governor))
        if tree.lemma(verb) == "say" and tree.tokens[verb].tag == "VBG" and self._is_quoted(tree, governor):
            return first(tree.patients(governor))
        if tree.is_passive(verb):
            agent = first(tree.agents(verb))
            return agent if agent is not None else -1 if cue.lemma in _HEARSAY else None
        speaker = first(tree.subjects(verb))
        before = tree.tokens[verb - 1] if verb else None
        if speaker is None and before is not None and before.tag.startswith(("NN", "PRP")) and before.relation not in _CIRCUMSTANCES:
            speaker = verb - 1  # the parser gave the subject to another verb
        if speaker is not None and tree.tokens[speaker].tag in {"WDT", "WP"} and tree.tokens[verb].relation.startswith("acl"):
            speaker = governor
        if speaker is None or tree.lemma(speaker) == "there" or tree.tokens[speaker].relation == "expl":
            return None
        return speaker

    def _is_quoted(self, tree: Tree, verb: int) -> bool:
        cue = self._cues.verb(tree, verb)
        return cue is not None and cue.kind == "cite"

    def _label(self, tree: Tree, token: int, found: list[_Found]) -> None:
        """Telegraphic style: `Police: eight officers killed`, `…, interior ministry source`."""
        colon = next((k for k, word in enumerate(tree.tokens[:8]) if word.text == ":"), None)
        if colon and token > colon:
            head = next((k for k in range(colon) if not colon > tree.tokens[k].head >= 0 or tree.tokens[k].head == k), colon - 1)
            if tree.tokens[head].tag.startswith("NN") and self._describer.is_source(tree, head) and not _has_figure(tree, colon):
                found.append(_Found(head=head, cue=colon))
                return
        for node in (token, *tree.ancestors(token)):
            for c in tree.children(node, "parataxis", "appos", "dep"):
                if c > token and tree.tokens[c].tag.startswith("NN") and tree.lemma(c) in {"source", "official", "spokesman", "agency"}:
                    found.append(_Found(head=c, cue=c))
                    return

    def _carried(self, trees: Sequence[Tree], index: int) -> tuple[Voice, Span] | None:
        """The speaker of an open quotation that this sentence goes on with."""
        tree = trees[index]
        if not opens_inside(trees, index):
            return None
        for back in range(1, _MAX_CARRY + 1):
            if index - back < 0 or trees[index - back].sentence.paragraph != tree.sentence.paragraph:
                break
            speaker = self._last_speaker(trees[index - back])
            if speaker is not None:
                other = trees[index - back]
                voice = self._describer.voice(other, speaker.head, speaker.cue)
                return Voice(kind=voice.kind, codes=voice.codes, resolved=voice.text), _span(other, speaker.cue)
        return None

    def _last_speaker(self, tree: Tree) -> _Found | None:
        for i in range(len(tree) - 1, -1, -1):
            cue = self._cues.verb(tree, i) if tree.tokens[i].tag.startswith("VB") else None
            if cue is not None and cue.kind in {"say", "write"}:
                speaker = self._speaker(tree, i, cue)
                if speaker is not None and speaker >= 0:
                    return _Found(head=speaker, cue=i)
        return None


def _has_figure(tree: Tree, end: int) -> bool:
    return any(tree.tokens[k].tag == "CD" for k in range(end))


def _distinct(found: list[_Found]) -> list[_Found]:
    seen: set[int] = set()
    kept = []
    for item in found:
        if item.head not in seen:
            seen.add(item.head)
            kept.append(item)
    return kept


def _span(tree: Tree, i: int) -> Span:
    token = tree.tokens[i]
    return Span(document=tree.sentence.span.document, start=token.start, end=token.end)
