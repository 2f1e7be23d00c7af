"""`foedus actor` and `foedus check-data`."""

import datetime as dt
from collections.abc import Iterator

import msgspec
from rich.console import Console
from rich.table import Table

from foedus.coding.contexts import ContextTable
from foedus.coding.ranking import PartyRanker
from foedus.coding.triggers import TriggerTable
from foedus.coding.weighing import DeedWeigher
from foedus.corroboration.notices import NoticeReader
from foedus.export.cameo import Cameo
from foedus.exposure.provisions import Provisions
from foedus.exposure.treaties import Treaties
from foedus.factuality import FactualityReader
from foedus.lexicon.codebook import Codebook
from foedus.lexicon.names import Names
from foedus.lexicon.petrarch import Dictionaries
from foedus.lexicon.petrarch.codes import Codes
from foedus.model.mention import ActorMention
from foedus.model.text import Origin
from foedus.network.weights import Weights
from foedus.outlook.followthrough import Estimator
from foedus.outlook.laying import conditional
from foedus.outlook.outcomes import Outcomes
from foedus.outlook.wording import Templates
from foedus.parsing.parser import Parser
from foedus.reading.documents import Header, document
from foedus.recognition.actors import ActorRecogniser
from foedus.recognition.dates import DateRecogniser
from foedus.recognition.places import PlaceRecogniser
from foedus.recognition.quantities import QuantityRecogniser
from foedus.recognition.relevance import Relevance
from foedus.recognition.roles import Roles
from foedus.screening.tables import check_screening
from foedus.syntax import Tree


def actor_table(text: str, published: dt.date | None, out: Console, *, as_json: bool) -> bool:
    """Print who a phrase names.

    Returns:
        Whether it names anybody.
    """
    made = document(text, text.encode(), Origin(), Header(name="phrase", language="en", extractor="actor/1"))
    sentences = [sentence for item in made.kept for sentence in Parser.load().parse(item)]
    trees = [Tree(sentence) for sentence in sentences]
    mentions = [mention for found in ActorRecogniser.load().recognise(trees, published) for mention in found]
    words = made.kept[0].text if made.kept else ""
    if as_json:
        for mention in mentions:
            out.out(msgspec.json.encode(_line(mention, words)).decode())
    else:
        out.print(_table(mentions, words))
    return any(mention.actors for mention in mentions)


def _line(mention: ActorMention, words: str) -> dict[str, object]:
    return {
        "text": words[mention.start : mention.end],
        "actors": [
            {"code": a.code, "sector": a.sector or None, "name": a.name or None, "entity": a.entity or None} for a in mention.actors
        ],
        "kind": mention.kind,
        "rule": mention.rule,
        "reason": mention.reason,
    }


def _table(mentions: list[ActorMention], words: str) -> Table:
    table = Table("words", "code", "sector", "name", "why", box=None)
    for mention in mentions:
        text = words[mention.start : mention.end]
        for actor in mention.actors:
            table.add_row(text, actor.code, actor.sector or "-", actor.name or "-", f"{mention.rule}: {mention.reason}")
        if not mention.actors:
            table.add_row(text, "unresolved", "-", "-", f"{mention.rule}: {mention.reason}")
    return table


def check_lines() -> Iterator[str]:
    """Load every table, which checks it, and say what was loaded.

    Raises:
        DataError: A table is broken; the message names file and row.
    """
    codebook = Codebook.load()
    yield f"codebook: {len(codebook.types)} types, {len(codebook.contexts)} contexts, {len(codebook.sectors)} sectors"
    triggers, names = TriggerTable.load(codebook=codebook), Names.load()
    yield f"triggers: {len(triggers.rows)} rows"
    yield f"names: {len(names)} names"
    Relevance.load(names, Roles.load(), triggers.forms)
    DeedWeigher.load()
    PartyRanker.load()
    ContextTable.load(codebook)
    Codes.load()
    Cameo.load()
    FactualityReader.load()
    NoticeReader.load()
    Outcomes.load()
    Estimator()
    conditional()
    Templates.load()
    ActorRecogniser.load()
    PlaceRecogniser.load()
    QuantityRecogniser.load()
    DateRecogniser.load()
    provisions = Provisions.load()
    drafts = sum(row.is_draft for row in provisions.rows)
    yield f"provisions: {len(provisions.rows)} rows, {drafts} of them drafts; {len(Treaties.load(provisions.things).rows)} treaties"
    yield from (f"screening: {told}" for told in check_screening())
    Weights.load(codebook=codebook)
    yield "contexts, status cues, corrections, roles, places, units, calendars, codes of dictionaries, weights and other tables: loaded"


def dictionary_lines(dictionaries: Dictionaries) -> Iterator[str]:
    """What was read of loaded dictionaries, then each line that was not, with the reason."""
    for file in dictionaries.files:
        yield f"{file.file}: {file.kind}, {file.rows} lines read, {file.unread} not"
    count = f"{len(dictionaries.names)} names, {len(dictionaries.agents)} agents, {len(dictionaries.verbs)} verb rows"
    yield f"in all: {count}; {len(dictionaries.discards)} lines or files left out"
    for discard in dictionaries.discards:
        yield f"{discard.place}: {discard.reason}" + (f": {discard.text}" if discard.text else "")
