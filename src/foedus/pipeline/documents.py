"""The stages of one document in order: text in, claims out."""

import datetime as dt
import logging
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import msgspec

from foedus.claims.forming import ClaimFormer
from foedus.coding.coder import EventCoder
from foedus.coding.pointing import Pointer
from foedus.coding.triggers import TriggerTable
from foedus.coding.weighing import RELEVANT
from foedus.lexicon.names import Names
from foedus.lexicon.petrarch import NO_DICTIONARIES, Dictionaries, read
from foedus.model.coded import CodedDocument
from foedus.model.event import Event
from foedus.model.judgement import READ_SLOTS, Stated
from foedus.model.mention import Actor, ActorMention, DateMention, Mentions
from foedus.model.outcome import Discard
from foedus.model.period import Period
from foedus.model.text import Document, Origin
from foedus.parsing.parser import Parser
from foedus.parsing.sentences import Piece
from foedus.pipeline.collector import collector_at_rest
from foedus.pipeline.prefilter import Prefilter
from foedus.reading.documents import Header, document
from foedus.recognition.actors import ActorRecogniser
from foedus.recognition.binding import date_of, quantity_of
from foedus.recognition.contrast import affirmed
from foedus.recognition.dates import DateRecogniser, anchor_after
from foedus.recognition.gazetteer import Gazetteer
from foedus.recognition.locating import place_of
from foedus.recognition.places import PlaceRecogniser
from foedus.recognition.quantities import QuantityRecogniser
from foedus.recognition.roles import Roles
from foedus.recognition.salience import casts
from foedus.recognition.stated import stated_date, stated_place, stated_quantity
from foedus.registry import DEFAULT_CODER, lookup
from foedus.syntax import Tree

log = logging.getLogger(__name__)

CODED_LANGUAGE = "en"

Dated = tuple[str, str | dt.date | None]


class Pipeline:
    """All stages of one document, with their tables loaded once.

    A pipeline holds no state between documents: the same document gives the same result.

    Args:
        parser: Text to sentences.
        actors: States, organisations, office-holders and what refers to them.
        places: Named places.
        coder: Sentences to events.
        former: Events to claims.
        prefilter: Tells which sentences need not be parsed, and how far they read like public affairs; without it neither is asked.
    """

    def __init__(  # the stages
        self,
        parser: Parser,
        actors: ActorRecogniser,
        places: PlaceRecogniser,
        coder: EventCoder,
        former: ClaimFormer,
        prefilter: Prefilter | None = None,
    ) -> None:
        self.parser = parser
        self.prefilter = prefilter
        self.actors = actors
        self._places = places
        self._coder = coder
        self.coder_name = coder.settings.name
        self._former = former
        self._quantities = QuantityRecogniser.load()
        self._dates = DateRecogniser.load()

    @classmethod
    @collector_at_rest()
    def load(cls, coder: str = DEFAULT_CODER, dictionaries: Dictionaries = NO_DICTIONARIES, *, parse_all: bool = False) -> "Pipeline":
        """Load the shipped model and tables.

        Args:
            coder: Name of a registered coder; to go with verb dictionaries, its factory takes `triggers`.
            dictionaries: Dictionaries that are added to our tables or stand in their place.
            parse_all: Whether sentences are parsed that cannot tell a deed of public affairs.

        Raises:
            RegistryError: No such coder.
            DataError: A table is broken.
            ModelError: The language model is missing or damaged.
        """
        with ThreadPoolExecutor(1) as beside:  # the networks are made outside of Python for the most part
            parser = beside.submit(Parser.load)
            verbs = {"triggers": triggers_with(dictionaries)} if dictionaries.verbs else {}
            made = lookup("foedus.coders", coder)(**verbs)
            names, roles = names_with(dictionaries), Roles.load(dictionaries.agents, only=dictionaries.only)
            actors, former = ActorRecogniser(names, roles), ClaimFormer.load()
            places = PlaceRecogniser.load(None if dictionaries.names else names)
            prefilter = Prefilter.load(names, roles, made.trigger_forms, parse_all=parse_all) if made.weighs_relevance else None
            return cls(parser.result(), actors, places, made, former, prefilter)

    def code(self, document: Document) -> CodedDocument:
        """Code one document.

        A document in another language comes back uncoded, with that as a discard.
        """
        if document.language not in {None, CODED_LANGUAGE}:
            reason = f"is in language {document.language!r}; only English is coded"
            return CodedDocument(document=document, is_read=False, discards=(Discard(stage="coding", place=document.name, reason=reason),))
        pieces, relevance, discards = self._worth_parsing(document)
        sentences = self.parser.parse(document, pieces)
        trees = [Tree(sentence) for sentence in sentences]
        mentions = self.recognise(trees, document)
        events: list[Event] = []
        actors = [mentioned.actors for mentioned in mentions]
        pointer = Pointer(sentences, actors, self.parser.apart) if self._coder.settings.proposals else None
        for tree, mentioned, score in zip(trees, mentions, relevance, strict=True):
            outcome = self._coder.code(tree, mentioned, pointer, score)
            events += (_bind(event, tree, mentioned) for event in outcome.kept)
            discards += (msgspec.structs.replace(d, place=d.place.replace(document.id, document.name, 1)) for d in outcome.discards)
        claims = self._former.form(document, trees, mentions, events)
        log.debug("%s: %d sentences, %d claims", document.name, len(sentences), len(claims))
        return CodedDocument(document=document, sentences=sentences, mentions=tuple(mentions), claims=claims, discards=tuple(discards))

    def _worth_parsing(self, document: Document) -> tuple[list[Piece], list[float], list[Discard]]:
        """The sentences that are parsed, the relevance of each, and what is told of those that are not."""
        pieces = self.parser.splitter.split(document.text)
        if self.prefilter is None:
            return pieces, [RELEVANT] * len(pieces), []
        scores = self.prefilter.scores(pieces)
        kept = self.prefilter.kept(pieces, scores, self.parser)
        left = len(pieces) - len(kept)
        reason = f"{left} of {len(pieces)} sentences cannot tell a deed of public affairs; left unparsed"
        discards = [Discard(stage="relevance", place=document.name, reason=reason)] if left else []
        return [pieces[index] for index in kept], [scores.get(index, RELEVANT) for index in kept], discards

    def code_many(self, documents: Iterable[Document]) -> Iterator[CodedDocument]:
        """Code documents in turn."""
        for item in documents:
            yield self.code(item)

    def recognise(self, trees: Sequence[Tree], item: Document) -> list[Mentions]:
        """What the sentences of a document mention, one entry a sentence."""
        places = self._places.recognise(trees, item)
        actors = self.actors.recognise(trees, item.published, places)
        cast = casts(actors, trees, places)
        dates = self._dated(trees, item.published)
        return [
            Mentions(
                actors=actors[i],
                places=places[i],
                quantities=self._quantities.recognise(tree),
                dates=dates[i],
                cast=cast[i],
            )
            for i, tree in enumerate(trees)
        ]

    def _dated(self, trees: Sequence[Tree], published: dt.date | None) -> list[tuple[DateMention, ...]]:
        """Dates of each sentence; `ten days earlier` counts from the last date before it."""
        anchor: Period | None = None
        found = []
        for tree in trees:
            mentions = self._dates.recognise(tree, published, anchor)
            anchor = anchor_after(mentions, anchor)
            found.append(mentions)
        return found


def names_with(dictionaries: Dictionaries) -> Names:
    """Our names of actors, with those of loaded dictionaries or in their place."""
    names = Names() if dictionaries.only and dictionaries.names else Names.load()
    if dictionaries.names:
        names.load_dictionary(dictionaries.names)
    return names


def triggers_with(dictionaries: Dictionaries) -> TriggerTable:
    """The table of triggers with the rows of loaded dictionaries."""
    return TriggerTable.load(verbs=dictionaries.verbs, verb_forms=dictionaries.forms, only=dictionaries.only)


def _bind(event: Event, tree: Tree, mentions: Mentions) -> Event:
    """Give a deed the place, the date and the count that its words give it."""
    return msgspec.structs.replace(
        event,
        place=place_of(tree, event.token, affirmed(tree, mentions.places)),
        date=date_of(tree, event.token, affirmed(tree, mentions.dates)),
        quantity=quantity_of(tree, event.token, affirmed(tree, mentions.quantities), event=event.type),
    )


def read_stated(slot: str, value: str) -> Stated | None:
    """Read the quantity, place or date that a person states in a correction.

    Args:
        slot: The slot that is corrected.
        value: Its right value; empty for none.

    Returns:
        None where nothing is to be read: an empty value, or a slot that is kept as it is written.

    Raises:
        JudgementError: The value is none of its kind, or leaves a choice.
    """
    if slot not in READ_SLOTS or not value.strip():
        return None
    if slot == "date":
        return Stated(date=stated_date(value))
    if slot == "place":
        with closing(Gazetteer.load()) as gazetteer:
            return Stated(place=stated_place(value, gazetteer))
    made = _made(value, Header(name="value", language=CODED_LANGUAGE, extractor="value/1"))
    trees = [Tree(sentence) for sentence in Parser.load().parse(made)]
    return Stated(quantity=stated_quantity(made.text, trees, QuantityRecogniser.load()))


class Coder:
    """The small Python face: text in, a coded document out.

    Args:
        pipeline: The stages.
    """

    def __init__(self, pipeline: Pipeline) -> None:
        self.pipeline = pipeline

    def __call__(
        self, text: str, *, published: str | dt.date | None = None, title: str = "", outlet: str | None = None, name: str = "text"
    ) -> CodedDocument:
        """Code a text.

        Args:
            text: The body of a report, paragraphs separated by a blank line.
            published: Publication date (ISO 8601), against which relative dates are resolved.
            title: The headline; it is kept but not coded.
            outlet: Who published it.
            name: What the document is called in all output.

        Raises:
            ValueError: The text is empty, or the date is none.
        """
        header = Header(name=name, title=title, published=_day(published), language=CODED_LANGUAGE, extractor="text/1")
        return self.pipeline.code(_made(text, header, outlet))

    def pipe(self, texts: Iterable[str | Dated], *, published: str | dt.date | None = None) -> Iterator[CodedDocument]:
        """Code texts in turn.

        Args:
            texts: Texts, or pairs of a text and its publication date.
            published: Publication date of texts that stand alone.
        """
        for number, item in enumerate(texts, start=1):
            text, day = (item, published) if isinstance(item, str) else item
            yield self(text, published=day, name=f"text-{number}")

    def actor(self, phrase: str, *, published: str | dt.date | None = None) -> tuple[Actor, ...]:
        """Who a phrase names: a state, an organisation, an office-holder, a group.

        >>> foedus.load().actor("four Saudi men")  # doctest: +SKIP
        (Actor(code='SAU:CVL', sector='CVL', name='Saudi men', entity=''),)

        Args:
            phrase: The words, such as a noun phrase of a report or an entry of an older data set.
            published: The day as of which office-holders are looked up (ISO 8601).

        Returns:
            Several for `Mali and Niger`; empty if nobody is named. What a phrase names in passing counts only where its
            main words name nobody: `rebels in Sudan` are rebels, `an Iranian missile` is Iran's.

        Raises:
            ValueError: The phrase is empty, or the date is none.
        """
        day = _day(published)
        made = _made(phrase, Header(name="phrase", published=day, language=CODED_LANGUAGE, extractor="actor/1"))
        trees = [Tree(sentence) for sentence in self.pipeline.parser.parse(made)]
        mentions = self.pipeline.recognise(trees, made)
        named = [actor for tree, mentioned in zip(trees, mentions, strict=True) for actor in _named(tree, mentioned.actors)]
        return tuple(dict.fromkeys(named))


def _day(published: str | dt.date | None) -> dt.date | None:
    return dt.date.fromisoformat(published) if isinstance(published, str) else published


def _made(text: str, header: Header, outlet: str | None = None) -> Document:
    outcome = document(text, text.encode(), Origin(outlet=outlet), header)
    if not outcome.kept:
        raise ValueError(outcome.discards[0].reason)
    return outcome.kept[0]


def _named(tree: Tree, mentions: Sequence[ActorMention]) -> list[Actor]:
    """The actors of a phrase's main words; of all its words if those name nobody."""
    main = tree.conjuncts(tree.root)
    found = [actor for mention in mentions if mention.words.head in main for actor in mention.actors]
    return found or [actor for mention in mentions for actor in mention.actors]


def load(coder: str = DEFAULT_CODER, *, dictionaries: str | Path | Sequence[str | Path] = (), only: bool = False) -> Coder:
    """Load the coder: model and tables, about a second.

    Args:
        coder: Name of a registered coder: `mix`, `rules` or `model`.
        dictionaries: A folder or files of actor, agent and verb dictionaries in PETRARCH's format; what cannot be
            read of them is counted in a warning and told by `foedus check-data --dictionaries`.
        only: Whether these stand in place of our own tables of the same kind; else they are added, and win.

    Raises:
        DataError: There is no dictionary where one should be.
    """
    paths = [dictionaries] if isinstance(dictionaries, str | Path) else list(dictionaries)
    return Coder(Pipeline.load(coder, load_dictionaries(paths, only=only)))


def load_dictionaries(paths: Sequence[str | Path], *, only: bool = False) -> Dictionaries:
    """Read dictionaries, and warn of lines that are left out.

    Raises:
        DataError: There is no dictionary where one should be.
    """
    if not paths:
        return NO_DICTIONARIES
    dictionaries = read(paths, only=only)
    if dictionaries.discards:
        log.warning("%d lines of the dictionaries are left out; foedus check-data --dictionaries says which", len(dictionaries.discards))
    return dictionaries
