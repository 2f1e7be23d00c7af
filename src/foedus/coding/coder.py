"""Deeds in a sentence: type, mode, context, actors and recipients, with the reasons for each.

Two coders stand behind one door. `rules` takes its triggers from the tables alone. `mixed`
takes what the model's deed head proposes, lets a table row settle type and roles where one
holds, and puts the codebook's decisions on top of both.
"""

from collections.abc import Iterator, Sequence

import msgspec

from foedus.coding import decisions
from foedus.coding.absorption import absorbing
from foedus.coding.contexts import ContextTable
from foedus.coding.parties import Parties
from foedus.coding.ranking import PartyRanker
from foedus.coding.roles import Deed, Roles, assign, coordinated, demanded, outward, treaty_parties
from foedus.coding.slots import fillers, is_verbal
from foedus.coding.triggers import NO_DEED, TriggerRow, TriggerTable
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

# Tuned on the training batches; rerun the `eval` command on the development corpus after a change.
MIN_DEED = 0.8
MIN_DEED_WITH_ROW = 0.35
MIN_DEED_WITH_FIRM_ROW = 0.2
MIN_SURE_TYPE = 0.9
# A row of this weight names its words: a literal filler, or two conditions.
FIRM_ROW = 5
# Such a row carries a deed without the model.
LITERAL_ROW = 8
_ABSTRACT = "abstract"
# Rules of recognition by which a phrase names nobody: `other nations`, `the alliances`.
_NOBODY = frozenset({"description.indefinite", "description.bodies"})
# Who resigns gives way to nobody in particular.
_NO_RECIPIENT = frozenset({"resign"})


class Settings(Record, frozen=True, kw_only=True):
    """What sets one coder apart from the other.

    Attributes:
        name: As it stands in the claims, with a version.
        proposals: Whether what was learnt is used: the model's proposals and the party weights.
    """

    name: str
    proposals: bool


class EventCoder:
    """Codes sentences.

    Args:
        settings: Which coder.
        triggers: The trigger table.
        factuality: The reader of status cues.
        contexts: Words with their contexts.
        ranker: The learned choice of parties; the rules choose without it.
    """

    def __init__(
        self,
        settings: Settings,
        triggers: TriggerTable,
        factuality: FactualityReader,
        contexts: ContextTable,
        ranker: PartyRanker | None = None,
    ) -> None:
        self.settings = settings
        self._assign = ranker.assign if ranker else assign
        self._triggers = triggers
        self._factuality = factuality
        self._contexts = contexts
        # Words that may carry a deed without the model; the others need no look at the tables.
        self._notable = TREATY_VERBS | {row.lemma for row in triggers.rows if row.weight >= LITERAL_ROW and row.event != NO_DEED}

    @classmethod
    def load(cls, settings: Settings) -> "EventCoder":
        """Load the shipped tables.

        Raises:
            DataError: A table is broken.
        """
        codebook = Codebook.load()
        ranker = PartyRanker.load() if settings.proposals else None
        return cls(settings, TriggerTable.load(codebook=codebook), FactualityReader.load(), ContextTable.load(codebook), ranker)

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

    def code(self, tree: Tree, mentions: Mentions) -> Outcome[Event]:
        """Code one sentence whose tree is at hand."""
        sentence = tree.sentence
        if sentence.block is not Block.BODY:
            return Outcome()
        parties = Parties(tree, mentions.actors, sentence.span.document)
        kept: list[Event] = []
        discards: list[Discard] = []
        for found in self._absorbed(tree, list(self._deeds(tree, parties)), discards):
            deed, roles = self._with_roles(found, parties, mentions.cast)
            reason = _unfit(deed, roles) or self._unreal(tree, deed, parties)
            if reason:
                discards.append(_discard(tree, deed.token, reason))
                continue
            event, rule = self._decided(tree, deed, roles)
            kept.append(self._event(tree, deed, roles, event, rule))
        return Outcome(kept=tuple(kept), discards=tuple(discards))

    def _decided(self, tree: Tree, deed: Deed, roles: Roles) -> tuple[str, str]:
        """The type that the codebook demands, and the rule that says so."""
        if deed.event not in decisions.CONCERNED:
            return deed.event, ""
        factuality = self._factuality.read(tree, deed.token)
        return decisions.decide(decisions.Case(deed=deed, roles=roles, factuality=factuality), tree)

    def _with_roles(self, deed: Deed, parties: Parties, cast: Cast) -> tuple[Deed, Roles]:
        """A deed with its parties; what a speaker says that another must do becomes the speaker's request."""
        if deed.is_of_treaty:
            return deed, outward(treaty_parties(deed, parties, cast))
        request = demanded(deed, parties)
        if request is not None:
            return msgspec.structs.replace(deed, event="REQUEST", mode="", row=None), outward(request)
        roles = coordinated(self._assign(deed, parties, cast), parties)
        if deed.mode in _NO_RECIPIENT:
            roles = msgspec.structs.replace(roles, recipients=())
        return deed, outward(roles)

    def _deeds(self, tree: Tree, parties: Parties) -> Iterator[Deed]:
        proposals = {p.token: p for p in tree.sentence.proposals} if self.settings.proposals else {}
        for token in range(len(tree)):
            proposal = proposals.get(token)
            if proposal is None and self.settings.proposals and tree.lemmas[token] not in self._notable:
                continue
            deed = self._deed(tree, token, proposal, parties)
            if deed is not None and (proposal is not None or not self.settings.proposals or _stands_alone(deed)):
                yield deed

    def _deed(self, tree: Tree, token: int, proposal: Proposal | None, parties: Parties) -> Deed | None:
        found = _treaty_deed(tree, token)
        if found is not None:
            return found
        return self._by_row(tree, token, parties) if proposal is None else self._by_proposal(tree, proposal, parties)

    def _by_row(self, tree: Tree, token: int, parties: Parties) -> Deed | None:
        row = self._triggers.best(tree, token, parties.is_actor)
        if row is None or (self.settings.proposals and row.weight < LITERAL_ROW):
            return None
        row = self._triggers.match(tree, token, parties.is_actor)
        if row is None:
            return None
        return Deed(token=token, event=row.event, mode=row.mode, row=row, reasons=(_row_reason(tree, token, row.id),))

    def _by_proposal(self, tree: Tree, proposal: Proposal, parties: Parties) -> Deed | None:
        token = proposal.token
        row = self._triggers.best(tree, token, parties.is_actor)
        row = row if row is not None and row.event != NO_DEED else None
        if proposal.deed < _least(row):
            return None
        score = Reason(
            part="event",
            rule="model",
            detail=f"{proposal.event} {proposal.score:.2f}, deed {proposal.deed:.2f}",
            start=tree.tokens[token].start,
            end=tree.tokens[token].end,
        )
        if row is None:
            return Deed(token=token, event=proposal.event, score=proposal.score, reasons=(score,))
        is_firm = row.weight >= FIRM_ROW or proposal.score < MIN_SURE_TYPE * proposal.deed
        event = row.event if is_firm else proposal.event
        mode = row.mode if row.event == event else ""
        return Deed(token=token, event=event, mode=mode, row=row, score=proposal.score, reasons=(score, _row_reason(tree, token, row.id)))

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


def _least(row: TriggerRow | None) -> float:
    """How sure the model must be that a word is a deed: the less a row says, the surer."""
    if row is None:
        return MIN_DEED
    return MIN_DEED_WITH_FIRM_ROW if row.weight >= FIRM_ROW else MIN_DEED_WITH_ROW


def _treaty_deed(tree: Tree, token: int) -> Deed | None:
    """What an instrument lays down, or its signing at a stated time; its parties are the instrument's."""
    for holds, event, rule in ((is_obligation, "AGREE", "obligation"), (is_dated_signing, "SUPPORT", "dated signing")):
        if holds(tree, token):
            return Deed(token=token, event=event, is_of_treaty=True, reasons=(_row_reason(tree, token, rule),))
    return None


def _stands_alone(deed: Deed) -> bool:
    """Whether the tables alone carry a deed that the model did not propose: a treaty's, or one whose row names its words."""
    return deed.is_of_treaty or (deed.row is not None and deed.row.weight >= LITERAL_ROW)


def _row_reason(tree: Tree, token: int, row: str) -> Reason:
    word = tree.tokens[token]
    return Reason(part="event", rule=f"trigger:{row}", detail=word.text, start=word.start, end=word.end)


def _unfit(deed: Deed, roles: Roles) -> str:
    """Why the codebook has no event here; empty if it has one."""
    parties = (*roles.actors, *roles.recipients)
    if not parties:
        return "no political actor stands with it"
    if not roles.actors and deed.row is None and deed.score < MIN_DEED:
        return "nobody is seen to do it"
    if deed.row is None and not deed.is_of_treaty and deed.score < MIN_SURE_TYPE and all(party.span is None for party in parties):
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


def mixed() -> EventCoder:
    """The coder that weighs the model's proposals with tables and codebook."""
    return EventCoder.load(Settings(name="mix/1", proposals=True))


def rules() -> EventCoder:
    """The coder that works from tables and codebook alone."""
    return EventCoder.load(Settings(name="rules/1", proposals=False))
