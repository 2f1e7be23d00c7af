"""Deeds in a sentence: type, mode, context, actors and recipients, with the reasons for each.

Three coders stand behind one door. `rules` takes its triggers from the tables alone, `model` what the
model says. `mixed` weighs what the model says with what the tables say, for deeds and for parties, and
puts the codebook's decisions on top of both.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from foedus.coding import decisions
from foedus.coding.absorption import absorbing
from foedus.coding.contexts import ContextTable
from foedus.coding.parties import Parties
from foedus.coding.pointing import NOT_POINTED, Pointed, Pointer, pointed_roles
from foedus.coding.ranking import PartyRanker
from foedus.coding.roles import Deed, Roles, assign, coordinated, demanded, is_told, outward, ratified, returned, treaty_parties
from foedus.coding.slots import fillers, is_verbal
from foedus.coding.triggers import NO_DEED, TriggerRow, TriggerTable
from foedus.coding.weighing import IRRELEVANT, MIN_DEED, RELEVANT, Chosen, DeedWeigher, candidates, in_light_of
from foedus.coding.words import trigger_words
from foedus.factuality import FactualityReader
from foedus.factuality.obligations import TREATY_VERBS, is_dated_signing, is_obligation
from foedus.lexicon.codebook import Codebook
from foedus.model.event import Event, Reason
from foedus.model.mention import Cast, Mentions
from foedus.model.outcome import Discard, Outcome
from foedus.model.record import EventId, Record, identify
from foedus.model.text import Block, Proposal, Sentence, Span
from foedus.syntax import Tree

MIN_SHOWN = 0.2
SURE = 0.8
# From this chance on a deed counts although its sentence names no party: `Sixty engineers arrived in April`.
FAIRLY_SURE = 0.4
# A row of this weight names its words, a literal filler: it may carry a deed that the model does not propose.
LITERAL_ROW = 8
_ABSTRACT = "abstract"
# Rules of recognition by which a phrase names nobody: `other nations`, `the alliances`.
_NOBODY = frozenset({"description.indefinite", "description.bodies"})
# Who resigns gives way to nobody in particular.
_NO_RECIPIENT = frozenset({"resign"})

Point = Callable[[int], Pointed]


class Settings(Record, frozen=True, kw_only=True):
    """What sets one coder apart from the other.

    Attributes:
        name: As it stands in the claims, with a version.
        proposals: Whether what was learnt is used: the model's proposals, and the weights of deeds and parties.
        tables: Whether trigger table and codebook's decisions are used.
    """

    name: str
    proposals: bool
    tables: bool = True


class EventCoder:
    """Codes sentences.

    Args:
        settings: Which coder.
        triggers: The trigger table.
        factuality: The reader of status cues.
        contexts: Words with their contexts.
        ranker: The learned choice of parties; the rules choose without it.
        weigher: The learned choice of types; without it the trigger table alone tells deeds.

    Attributes:
        trigger_forms: Words that may signal a deed, lower case.
        weighs_relevance: Whether a sentence that does not read like public affairs tells no deed.
    """

    def __init__(
        self,
        settings: Settings,
        triggers: TriggerTable,
        factuality: FactualityReader,
        contexts: ContextTable,
        ranker: PartyRanker | None = None,
        weigher: DeedWeigher | None = None,
    ) -> None:
        self.settings = settings
        self._ranker = ranker
        self._weigher = weigher
        self._triggers = triggers
        self._factuality = factuality
        self._contexts = contexts
        # Words that may carry a deed without the model; the others need no look at the tables.
        self.trigger_forms = triggers.forms
        # Loaded dictionaries are the analyst's word, whatever a text is about.
        self.weighs_relevance = weigher is not None and not any(row.is_loaded for row in triggers.rows)
        self._notable = TREATY_VERBS | {row.lemma for row in triggers.rows if row.weight >= LITERAL_ROW and row.event != NO_DEED}

    @classmethod
    def load(cls, settings: Settings, triggers: TriggerTable | None = None) -> "EventCoder":
        """Load the shipped tables.

        Args:
            settings: Which coder.
            triggers: The trigger table; the shipped one if none.

        Raises:
            DataError: A table is broken.
        """
        codebook = Codebook.load()
        learned = (PartyRanker.load(), DeedWeigher.load()) if settings.proposals and settings.tables else ()
        table = triggers or TriggerTable.load(codebook=codebook)
        return cls(settings, table, FactualityReader.load(), ContextTable.load(codebook), *learned)

    def __call__(self, sentence: Sentence, mentions: Mentions) -> Outcome[Event]:
        """Code one sentence.

        Args:
            sentence: Parsed, with the model's proposals if there are any.
            mentions: What was recognised in it.

        Returns:
            The deeds in order of their triggers; what looked like one and was set aside is a
            discard with the reason.
        """
        return self.code(Tree(sentence), mentions)

    def code(self, tree: Tree, mentions: Mentions, pointer: Pointer | None = None, relevance: float = RELEVANT) -> Outcome[Event]:
        """Code one sentence whose tree is at hand.

        Args:
            tree: The sentence.
            mentions: What was recognised in it.
            pointer: What the model says of the parties of the document's deeds; without it the tables decide alone.
            relevance: How far the sentence reads like public affairs (`foedus.recognition.relevance`).
        """
        sentence = tree.sentence
        relevance = relevance if self.weighs_relevance else RELEVANT
        if sentence.block is not Block.BODY or relevance <= IRRELEVANT:
            return Outcome()
        parties = Parties(tree, mentions.actors, sentence.span.document)
        kept: list[Event] = []
        discards: list[Discard] = []

        def pointed(token: int) -> Pointed:
            return pointer.at(sentence.index, token) if pointer else NOT_POINTED

        def pointed_alone(token: int) -> Pointed:
            return pointer.alone(sentence.index, token) if pointer else NOT_POINTED

        found = list(self._deeds(_Reading(tree, parties, pointed_alone, relevance), discards))
        for proposed in self._absorbed(tree, found, discards):
            deed, roles = self._with_roles(proposed, parties, mentions.cast, pointed)
            reason = _unfit(deed, roles) or self._unreal(tree, deed, parties)
            if reason:
                discards.append(_discard(tree, deed.token, reason))
                continue
            event, rule = self._decided(tree, deed, roles)
            kept.append(self._event(tree, deed, roles, event, rule))
        return Outcome(kept=tuple(kept), discards=tuple(discards))

    def _decided(self, tree: Tree, deed: Deed, roles: Roles) -> tuple[str, str]:
        """The type that the codebook demands, and the rule that says so."""
        if deed.event not in decisions.CONCERNED or not self.settings.tables:
            return deed.event, ""
        factuality = self._factuality.read(tree, deed.token)
        return decisions.decide(decisions.Case(deed=deed, roles=roles, factuality=factuality), tree)

    def _with_roles(self, deed: Deed, parties: Parties, cast: Cast, pointed: Point) -> tuple[Deed, Roles]:
        """A deed with its parties; what a speaker says that another must do becomes the speaker's request."""
        if not self.settings.tables:
            return deed, outward(pointed_roles(pointed(deed.token), parties))
        if deed.is_of_treaty:
            return deed, outward(treaty_parties(deed, parties, cast))
        request = demanded(deed, parties)
        if request is not None:
            return msgspec.structs.replace(deed, event="REQUEST", mode="", row=None), outward(request)
        back = returned(deed, parties, pointed(deed.token).elsewhere)
        if back is not None:
            return deed, outward(back)
        ranker = None if is_told(deed, parties) else self._ranker
        found = ranker.assign(deed, parties, cast, pointed(deed.token)) if ranker else assign(deed, parties, cast)
        roles = ratified(deed, coordinated(found, parties), parties.tree)
        if deed.mode in _NO_RECIPIENT:
            roles = msgspec.structs.replace(roles, recipients=())
        return deed, outward(roles)

    def _deeds(self, reading: "_Reading", discards: list[Discard]) -> Iterator[Deed]:
        tree = reading.tree
        proposals = {p.token: p for p in tree.sentence.proposals} if self.settings.proposals else {}
        if not self.settings.tables:
            yield from (_proposed(tree, proposal) for proposal in proposals.values() if proposal.deed >= MIN_DEED)
            return
        for token in range(len(tree)):
            proposal = proposals.get(token)
            if proposal is None and self.settings.proposals and tree.lemmas[token] not in self._notable:
                continue
            deed = _treaty_deed(tree, token)
            if deed is None and self._weigher is None:
                deed = self._by_row(reading, token)
            elif deed is None:
                deed = self._weighed(reading, token, proposal, discards)
            if deed is not None:
                yield deed

    def _by_row(self, reading: "_Reading", token: int) -> Deed | None:
        tree = reading.tree
        row = self._triggers.match(tree, token, reading.parties.is_actor)
        if row is None:
            return None
        return Deed(token=token, event=row.event, mode=row.mode, row=row, reasons=(_row_reason(tree, token, row.id),))

    def _weighed(self, reading: "_Reading", token: int, proposal: Proposal | None, discards: list[Discard]) -> Deed | None:
        """What model and tables together make of a word."""
        tree, parties = reading.tree, reading.parties
        row = self._triggers.best(tree, token, parties.is_actor)
        if row is not None and row.is_loaded:
            # A loaded dictionary is the analyst's word, also where it says that there is no event.
            return self._by_row(reading, token)
        if proposal is None and (row is None or row.event == NO_DEED or row.weight < LITERAL_ROW):
            return None
        assert self._weigher is not None  # noqa: S101  # `_deeds` asks
        chosen = self._weigher.choose(candidates(tree, token, proposal, row, parties, reading.pointed(token)))
        if chosen is None:
            return None
        deed = in_light_of(chosen.deed, reading.relevance)
        if deed < MIN_SHOWN:
            return None
        if deed < MIN_DEED:
            reason = (
                f"perhaps {chosen.event}: model, tables and what the text is about give a deed a chance of {deed:.2f}, under {MIN_DEED}"
            )
            discards.append(_discard(tree, token, reason))
            return None
        row = row if row is not None and row.event != NO_DEED else None
        mode = next((said.mode for said in (row, proposal) if said is not None and said.event == chosen.event), "")
        return Deed(
            token=token, event=chosen.event, mode=mode, row=row, score=chosen.chance, reasons=_reasons(tree, token, proposal, row, chosen)
        )

    def _absorbed(self, tree: Tree, deeds: Sequence[Deed], discards: list[Discard]) -> Iterator[Deed]:
        """Leave out deeds that are only the content of another one."""
        by_token = {deed.token: deed for deed in deeds}
        for deed in deeds:
            found = absorbing(deed, tree, by_token)
            if found is None:
                yield deed
            else:
                outer, rule = found
                reason = f"belongs to the deed told by “{tree.tokens[outer.token].text}” ({rule})"
                discards.append(_discard(tree, deed.token, reason))

    def _unreal(self, tree: Tree, deed: Deed, parties: Parties) -> str:
        """Why a verb tells no deed of an actor, to judge by its subject; empty if it may tell one."""
        if not is_verbal(tree, deed.token) or tree.is_passive(deed.token) or deed.is_of_treaty:
            return ""
        subjects = tree.agents(deed.token)
        abstract = self._triggers.classes.get(_ABSTRACT, frozenset())
        is_clause = tree.child(deed.token, "csubj", "csubj:pass") is not None
        if is_clause or (subjects and all(tree.lemma(k) in abstract for k in subjects)):
            return "a circumstance is its subject, not an actor"
        mentions = [parties.mention(k) for k in subjects]
        if mentions and all(m is not None and not m.actors and m.rule in _NOBODY for m in mentions):
            return "its subject is nobody in particular"
        return ""

    def _event(self, tree: Tree, deed: Deed, roles: Roles, event: str, rule: str) -> Event:
        document = tree.sentence.span.document
        first, last = trigger_words(tree, deed.token)
        start, end = tree.span_text(first, last)
        reasons = [*deed.reasons, *roles.reasons]
        if rule:
            reasons.insert(len(deed.reasons), Reason(part="event", rule=f"codebook:{rule}", detail=f"{deed.event} becomes {event}"))
        return Event(
            id=EventId(identify("e", document, start, end, event)),
            sentence=tree.sentence.index,
            token=deed.token,
            trigger=Span(document=document, start=start, end=end),
            type=event,
            mode=deed.mode if event == deed.event else "",
            contexts=self._contexts.contexts(tree, deed.token, event),
            actors=roles.actors,
            recipients=roles.recipients,
            object=_object(tree, deed.token),
            coder=self.settings.name,
            why=tuple(reasons),
        )


class _Reading(NamedTuple):
    """A sentence as its deeds are looked for: its tree and actors, who stands to a word as the model sees it, and its relevance."""

    tree: Tree
    parties: Parties
    pointed: Point
    relevance: float


def _proposed(tree: Tree, proposal: Proposal) -> Deed:
    """What the model alone makes of a word."""
    return Deed(
        token=proposal.token, event=proposal.event, mode=proposal.mode, score=proposal.score, reasons=(_model_reason(tree, proposal),)
    )


def _model_reason(tree: Tree, proposal: Proposal) -> Reason:
    word = tree.tokens[proposal.token]
    detail = f"{proposal.event} {proposal.score:.2f}, deed {proposal.deed:.2f}"
    return Reason(part="event", rule="model", detail=detail, start=word.start, end=word.end)


def _treaty_deed(tree: Tree, token: int) -> Deed | None:
    """What an instrument lays down, or its signing at a stated time; its parties are the instrument's."""
    for holds, event, rule in ((is_obligation, "AGREE", "obligation"), (is_dated_signing, "SUPPORT", "dated signing")):
        if holds(tree, token):
            return Deed(token=token, event=event, is_of_treaty=True, reasons=(_row_reason(tree, token, rule),))
    return None


def _reasons(tree: Tree, token: int, proposal: Proposal | None, row: TriggerRow | None, chosen: Chosen) -> tuple[Reason, ...]:
    """What the model gave, which row holds, and what both were weighed to."""
    word = tree.tokens[token]
    detail = f"{chosen.event} {chosen.chance:.2f}, deed {chosen.deed:.2f}"
    found = [_model_reason(tree, proposal)] if proposal else []
    found.append(Reason(part="event", rule="weighed", detail=detail, start=word.start, end=word.end))
    return (*found, _row_reason(tree, token, row.id)) if row else tuple(found)


def _row_reason(tree: Tree, token: int, row: str) -> Reason:
    word = tree.tokens[token]
    return Reason(part="event", rule=f"trigger:{row}", detail=word.text, start=word.start, end=word.end)


def _unfit(deed: Deed, roles: Roles) -> str:
    """Why the codebook has no event here; empty if it has one."""
    parties = (*roles.actors, *roles.recipients)
    if not parties:
        return "no political actor stands with it"
    if not roles.actors and deed.row is None and deed.score < SURE:
        return "nobody is seen to do it"
    if deed.row is None and not deed.is_of_treaty and deed.score < FAIRLY_SURE and all(party.span is None for party in parties):
        return "the sentence names neither party"
    return ""


def _discard(tree: Tree, token: int, reason: str) -> Discard:
    word = tree.tokens[token]
    return Discard(stage="coding", place=f"{tree.sentence.span.document}:{word.start}-{word.end}", reason=reason, text=word.text)


def _object(tree: Tree, token: int) -> Span | None:
    """The words for what is given, moved, signed or demanded."""
    found = fillers(tree, token, "obj")
    if not found:
        return None
    start, end = tree.span_text(*tree.phrase(found[0]))
    return Span(document=tree.sentence.span.document, start=start, end=end)


def mixed(triggers: TriggerTable | None = None) -> EventCoder:
    """The coder that weighs the model's proposals with tables and codebook."""
    return EventCoder.load(Settings(name="mix/2", proposals=True), triggers)


def rules(triggers: TriggerTable | None = None) -> EventCoder:
    """The coder that works from tables and codebook alone."""
    return EventCoder.load(Settings(name="rules/1", proposals=False), triggers)


def learned(triggers: TriggerTable | None = None) -> EventCoder:
    """The coder that takes the model at its word: no table, no decision of the codebook."""
    return EventCoder.load(Settings(name="model/1", proposals=True, tables=False), triggers)
