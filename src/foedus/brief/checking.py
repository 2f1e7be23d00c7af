"""The gate: a brief is handed on only if every sentence is carried by what it cites."""

import re
from collections.abc import Iterable, Iterator, Sequence

from foedus.brief.carrying import carried_by
from foedus.brief.cautions import BETWEEN
from foedus.brief.disputes import origins
from foedus.brief.evidence import Evidence
from foedus.brief.exposing import carried
from foedus.brief.prospects import earned
from foedus.brief.wording import OPENERS, SHORT, NameOf, by_hand, label, single, status_phrases
from foedus.errors import BriefError
from foedus.model.brief import Brief, Row, Section, SourceEntry, Statement
from foedus.model.claim import Claim
from foedus.model.finding import Finding
from foedus.model.record import ClaimId

_QUOTED = re.compile(r"“([^”]*)”")
_CELL = " | "
_EDGES = ".,;:!?()[]“”‘’\"'…–—"
# Words of estimative probability belong to people: a composed sentence never uses them outside a
# quotation. In lower case alone: in capitals they are names (`The Last Chance`), and names are checked.
_ESTIMATIVE = re.compile(r"\b(likely|unlikely|probabl[ey]|improbabl[ey]|certain|certainly|remote|chance|odds)\b")


def check(brief: Brief, evidence: Evidence, name_of: NameOf) -> None:
    """Check a brief against the claims that it cites.

    Each sentence cites; each cited span resolves to the quoted words in a text of the recorded
    hash; each quotation, name, number and status in a sentence is in its citations or in the
    counts of its findings; a sentence on one origin carries its label; no likelihood words.

    Args:
        brief: As composed.
        evidence: What it may cite.
        name_of: Display name of an actor code.

    Raises:
        BriefError: Something is not carried; the message lists every fault.
    """
    faults = [*_source_faults(brief.sources, evidence)]
    gate = _Gate(evidence, name_of, {source.number: source.claim for source in brief.sources})
    for section in brief.sections:
        for statement in _printed(section):
            faults += (f"{section.title}: {fault} in: {statement.text}" for fault in gate.faults(statement))
    if faults:
        raise BriefError("the brief failed its citation check:\n" + "\n".join(faults))


def _printed(section: Section) -> Iterator[Statement]:
    """All that a section states: sentences, rows of tables, captions of drawings."""
    yield from section.statements
    yield from (_said(row) for table in section.tables for row in table.rows)
    yield from (plot.caption for plot in section.plots)


def _said(row: Row) -> Statement:
    fields = {name: getattr(row, name) for name in ("citations", "findings", "label", "kind", "about")}
    return Statement(text=_CELL.join(row.cells), **fields)


def _source_faults(sources: Iterable[SourceEntry], evidence: Evidence) -> Iterator[str]:
    for source in sources:
        claim = evidence.claims.get(source.claim)
        document = evidence.documents.get(claim.document) if claim else None
        if claim is None or document is None:
            yield f"source {source.number} cites claim {source.claim}, which is not there"
        elif document.text_sha256 != source.text_sha256 or document.text[source.start : source.end] != source.quote:
            yield f"source {source.number} quotes words that are not at {source.start}-{source.end} of {source.document}"


class _Gate:
    def __init__(self, evidence: Evidence, name_of: NameOf, sources: dict[int, ClaimId]) -> None:
        self._evidence = evidence
        self._name_of = name_of
        self._sources = sources
        self._findings = {finding.id: finding for finding in (*evidence.findings, *evidence.others)}

    def faults(self, statement: Statement) -> Iterator[str]:
        claims = [self._evidence.claims[c.claim] for c in statement.citations if c.claim in self._evidence.claims]
        findings = [self._findings[finding] for finding in statement.findings if finding in self._findings]
        if not claims:
            yield "no citation"
            return
        yield from self._reference_faults(statement)
        bare = _QUOTED.sub("“”", statement.text)
        yield from self._quotation_faults(statement, claims)
        yield from _word_faults(bare, {*self._carried(claims, findings), *self._recorded(statement)})
        own = self._without_names(bare, claims)
        yield from _status_faults(own, _statuses(claims, findings))
        for word in sorted(earned(statement, self._evidence), key=len, reverse=True):
            own = own.replace(word, "")
        if _ESTIMATIVE.search(own):
            yield "a word of likelihood"
        yield from self._label_faults(statement, findings)

    def _without_names(self, bare: str, claims: Iterable[Claim]) -> str:
        """The words that are neither quoted nor a name: an outlet may be called `odds.example`."""
        documents = [self._evidence.document(claim) for claim in claims]
        for name in sorted({document.origin.outlet or document.name for document in documents}, key=len, reverse=True):
            bare = bare.replace(single(name), "")
        return bare

    def _reference_faults(self, statement: Statement) -> Iterator[str]:
        """Citations and findings that lead nowhere."""
        for citation in statement.citations:
            if self._sources.get(citation.number) != citation.claim:
                yield f"a citation that no source answers ([{citation.number}])"
        for finding in statement.findings:
            if finding not in self._findings:
                yield f"a finding that is not there ({finding})"

    def _quotation_faults(self, statement: Statement, claims: Sequence[Claim]) -> Iterator[str]:
        for quotation in _QUOTED.findall(statement.text):
            if not any(quotation in single(words) for claim in claims for words in self._cited_words(claim)):
                yield f"a quotation that no cited words have (“{quotation}”)"

    def _cited_words(self, claim: Claim) -> Iterator[str]:
        """The sentences of a claim, and the parts of it that stand elsewhere."""
        event, deal = claim.event, claim.exchange
        parts = [*claim.evidence, event.object, event.purpose, *([deal.gives, deal.gets] if deal else [])]
        parts += [voice.span for voice in claim.attribution.voices]
        text = self._evidence.document(claim).text
        yield from (text[part.start : part.end] for part in parts if part is not None)

    def _label_faults(self, statement: Statement, findings: Iterable[Finding]) -> Iterator[str]:
        for finding in findings:
            caution = label(finding, self._evidence.of(finding))
            if caution and caution not in statement.label.split(BETWEEN):
                yield f"a finding of one origin, of hearsay or in dispute without its label ({caution})"

    def _recorded(self, statement: Statement) -> set[str]:
        """Every word and number that the records behind a statement of its kind allow."""
        return {word for text in carried_by(statement, self._evidence, self._name_of) for word in _words(single(text))}

    def _carried(self, claims: Sequence[Claim], findings: Iterable[Finding]) -> set[str]:
        """Every word and number that the citations, and the counts of the findings, allow."""
        allowed: list[str] = []
        for claim in claims:
            document = self._evidence.document(claim)
            parties = (*claim.event.actors, *claim.event.recipients)
            allowed += (self._name_of(party.actor.code) for party in parties)
            allowed += (document.origin.outlet or "", document.name, *(document.text[span.start : span.end] for span in claim.evidence))
            if claim.event.date and claim.event.date.period:
                allowed.append(claim.event.date.period.iso)
            allowed += by_hand(claim).values()
        for finding in findings:
            lineages = finding.lineages
            if finding.id in self._evidence.exposed:
                allowed += carried(self._evidence.exposed[finding.id], self._name_of)
            allowed += (str(n) for n in (finding.articles, len(finding.echoes), lineages.sure, lineages.possible))
            allowed.append(str(origins(finding, claims)))
            allowed += (self._name_of(code) for code in (*finding.actors, *finding.recipients))
        return {word for text in allowed for word in _words(single(text))}


def _words(text: str) -> Iterator[str]:
    """The words of a text without punctuation around them and without the possessive."""
    for word in text.split():
        yield word.strip(_EDGES).removesuffix("'s").removesuffix("’s")


def _word_faults(bare: str, carried: set[str]) -> Iterator[str]:
    """Numbers and names outside quotations that nothing cited carries; a sentence, or a cell, may begin with a capital."""
    for part in bare.split(_CELL):
        for i, word in enumerate(_words(part)):
            if word in carried or (i == 0 and (word in OPENERS or f"{word[:1].lower()}{word[1:]}" in carried)):
                continue
            if any(letter.isdigit() for letter in word):
                yield f"a number that no citation carries ({word})"
            elif any(letter.isupper() for letter in word):
                yield f"a name that no citation carries ({word})"


def _statuses(claims: Iterable[Claim], findings: Iterable[Finding]) -> set[str]:
    """The states of the deed that the citations, and the conflicts of the findings, report."""
    found = {claim.headline for claim in claims}
    for finding in findings:
        found.add(finding.status)
        found.update(value.value for conflict in finding.conflicts if conflict.field == "status" for value in conflict.values)
    return found


def _status_faults(bare: str, carried: set[str]) -> Iterator[str]:
    """Words for a status that nothing cited reports; the longest are taken first, for some hold others."""
    short = {words: status for status, words in SHORT.items()}
    for cell in bare.split(_CELL) if _CELL in bare else ():
        words = cell.partition(":")[0]
        if words in short and short[words] not in carried:
            yield f"a status that no citation carries ({words})"
    for words, status in sorted(status_phrases().items(), key=lambda item: -len(item[0])):
        if words in bare:
            bare = bare.replace(words, "")
            if status not in carried:
                yield f"a status that no citation carries ({words})"
