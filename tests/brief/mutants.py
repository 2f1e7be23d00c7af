"""False sentences made from true ones: every mutant of a statement says something that the statement does not."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import permutations

import msgspec

from foedus.brief.borders import Governor
from foedus.brief.evidence import Evidence
from foedus.brief.wording import SHORT, Phrase, Wording, single, status_phrases, voice
from foedus.lexicon.tables import data_file, rows
from foedus.model.brief import Brief, Citation, Row, SourceEntry, Statement
from foedus.model.claim import Claim
from foedus.model.commitment import Pledge, State
from foedus.model.event import codes_of

Mutant = tuple[str, Statement]
replace = msgspec.structs.replace
QUOTED = re.compile(r"“([^”]*)”")
ISO = re.compile(r"\b\d{4}-\d\d-\d\d\b")
MONTHS = ("January", "February", "March", "April", "June", "July", "August", "September", "October", "November", "December")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NEGATIONS = re.compile(r"\b(?:did not or will not|not|no|denied|never|without|none)\b ?")
FIRM = (
    ("denied", "confirmed"),
    ("planned", "done"),
    ("will ", "did "),
    ("is to ", "has begun to "),
    ("supposed", "known"),
    ("may touch", "violates"),
)
# a word, but not the last of a quotation that ends before a stop without it as well
DROPPED = re.compile(r"(?<=[ (])(?<!, )[\w’'-]+[,;:.]? ?")
# other words for the same status say the same
SAID = status_phrases() | {words: status for status, words in SHORT.items()}
LABELS = ("", "single origin", "hearsay", "disputed", "withdrawn")
FOREIGN = "Ruritania"
WORDS_FOR_NUMBERS = ("two", "several", "dozens of")
GOVERNORS = re.compile(
    r"(?<![\w-])(?:" + "|".join(re.escape(row.word) for row in rows(data_file("brief/governing.tsv"), Governor)) + r")(?![\w-])",
    re.IGNORECASE,
)
PHRASES = list(rows(data_file("brief/phrases.tsv"), Phrase))


class Mutants:
    """Mutants of the statements of one brief.

    Args:
        brief: It passes the gate.
        evidence: What it cites.
        wording: Names and deeds in words.
    """

    def __init__(self, brief: Brief, evidence: Evidence, wording: Wording) -> None:
        sections = [(*section.statements, *(plot.caption for plot in section.plots)) for section in brief.sections]
        self.statements = [told for section in sections for told in section]
        self.earlier = [section[:place] for section in sections for place in range(len(section))]
        self.evidence = evidence
        cited = dict.fromkeys(citation.claim for told in self.statements for citation in told.citations)
        claims = [evidence.claims[claim] for claim in cited]
        codes = dict.fromkeys(code for claim in claims for code in codes_of((*claim.event.actors, *claim.event.recipients)))
        self.names = sorted({wording.names([code]) for code in codes})
        self.tellers = sorted({single(evidence.document(claim).origin.outlet or claim.name) for claim in claims})
        self.voices = sorted({voice(claim, evidence.document(claim)) for claim in claims})

    def of(self, told: Statement) -> Iterator[Mutant]:
        """All mutants of a statement, each another text, label or list of citations, with its class."""
        for name, text in self._texts(told.text):
            changed = replace(told, text=text)
            if text != told.text and not (name == "teller" and self._is_retold(changed)):
                yield name, changed
        yield from self._labels(told)
        yield from self._cited(told)
        yield from self._voiced(told)
        yield "kind", replace(told, kind="remark")

    def _texts(self, text: str) -> Iterator[tuple[str, str]]:
        yield from (("digit", changed) for changed in digits(text))
        yield from (("negation dropped", changed) for changed in cut(text, NEGATIONS))
        yield from (("negation added", changed) for changed in inserted(text, "not"))
        yield from (("likelihood added", changed) for changed in inserted(text, "probably"))
        yield from (("firmness raised", changed) for old, new in FIRM for changed in each(text, old, new))
        yield from (("status", c) for old, new in permutations(SAID, 2) if SAID[old] != SAID[new] for c in each(text, old, new))
        yield from (
            ("latest status dropped", c) for c in cut(text, re.compile(rf", as of the latest report (?:{'|'.join(SHORT.values())})"))
        )
        yield from (("deed", changed) for changed in deeds(text))
        yield from (("parties swapped", changed) for changed in swapped(text, self.names))
        yield from (("name", c) for old in self.names for new in (*self.names, FOREIGN) for c in each(text, old, new, capital=True))
        yield from (("teller", c) for old in self.tellers for new in (*self.tellers, FOREIGN) for c in each(text, old, new))
        yield from (("tellers swapped", changed) for changed in swapped(text, self.tellers))
        yield from (("date", changed) for changed in dates(text))
        yield from (("rivals swapped", changed) for changed in rivals(text))
        yield from (("counts swapped", changed) for changed in counts(text))
        yield from (("word dropped", changed) for changed in cut(text, DROPPED))
        yield from self._quotations(text)

    def _quotations(self, text: str) -> Iterator[tuple[str, str]]:
        others = sorted({words for told in self.statements for words in QUOTED.findall(told.text)})
        for found in QUOTED.finditer(text):
            words = found[1]
            for name, changed in shortened(words):
                yield name, f"{text[: found.start(1)]}{changed}{text[found.end(1) :]}"
            # a wider stretch of the same words leaves nothing out, and one to a comma that is quoted elsewhere is whole as well
            for other in (other for other in others if words not in other and not words.startswith(f"{other},")):
                yield "quotation of another", f"{text[: found.start(1)]}{other}{text[found.end(1) :]}"

    def _labels(self, told: Statement) -> Iterator[Mutant]:
        yield from (("label", replace(told, label=label)) for label in LABELS if label != told.label)

    def _cited(self, told: Statement) -> Iterator[Mutant]:
        for place, citation in enumerate(told.citations):
            rest = (*told.citations[:place], *told.citations[place + 1 :])
            if not self._is_enough(told, rest, citation):
                yield "citation dropped", replace(told, citations=rest)
            for number in (0, citation.number + 1, citation.number - 1):
                yield "citation renumbered", _with(told, place, replace(citation, number=number))
            yield "citation doubled", replace(told, citations=(*told.citations, citation))
        own = {cited.claim for cited in told.citations}
        for other in self.statements:
            claims = {cited.claim for cited in other.citations}
            # a caption that cites more claims of what it shows says nothing false
            if claims != own and not (told.kind == "caption" and own < claims and told.findings == other.findings):
                yield "citations of another", replace(told, citations=other.citations)

    def _is_enough(self, told: Statement, rest: Sequence[Citation], dropped: Citation) -> bool:
        """The stated exception: a claim left tells the same deed, of the same parties, with the same words and voice."""
        if "independent origin" in told.text or not rest:
            return False
        gone = self.evidence.claims[dropped.claim]
        return any(self._same(self.evidence.claims[cited.claim], gone) for cited in rest) and told.kind == "exposure"

    def _same(self, one: Claim, other: Claim) -> bool:
        return (one.event.type, one.headline, one.evidence) == (other.event.type, other.headline, other.evidence)

    def _voiced(self, told: Statement) -> Iterator[Mutant]:
        """Another voice of the brief, unless a cited claim on the same finding with that voice holds the same words."""
        claims = [self.evidence.claims[cited.claim] for cited in told.citations]
        own = {voice(claim, self.evidence.document(claim)) for claim in claims}
        for old in own:
            for new in self.voices:
                if new != old and not self._is_told(told, new, claims):
                    yield from (("voice", replace(told, text=text)) for text in each(told.text, f", {old}", f", {new}"))

    def _is_retold(self, told: Statement) -> bool:
        """The stated exception: a cited claim in the words of the outlet now named holds the same exact words."""
        claims = [self.evidence.claims[cited.claim] for cited in told.citations]
        said = {voice(claim, self.evidence.document(claim)) for claim in claims}
        return told.kind == "treaty" and any(new in told.text and self._is_told(told, new, claims) for new in said)

    def _is_told(self, told: Statement, new: str, claims: Iterable[Claim]) -> bool:
        words = QUOTED.findall(told.text)[:1]
        for claim in claims:
            document = self.evidence.document(claim)
            sentence = single(document.text[claim.evidence[0].start : claim.evidence[0].end])
            if voice(claim, document) == new and all(quotation in sentence for quotation in words):
                return True
        return False


def sources(entry: SourceEntry) -> Iterator[tuple[str, SourceEntry]]:
    """A source entry with each of its parts changed."""
    yield from (("source quote", replace(entry, quote=text)) for text in (*digits(entry.quote), entry.quote[1:], entry.quote[:-1]))
    yield from (("source quote", replace(entry, quote=text)) for text in cut(entry.quote, NEGATIONS))
    yield from (("source offset", replace(entry, start=entry.start + by, end=entry.end + by)) for by in (1, -1, 10))
    yield from (("source offset", replace(entry, **{end: getattr(entry, end) + 1})) for end in ("start", "end"))
    yield "source hash", replace(entry, text_sha256="0" * 64)
    yield from (("source outlet", replace(entry, outlet=text)) for text in (FOREIGN, f"{entry.outlet} Daily"))
    yield "source title", replace(entry, title=f"Not {entry.title}")
    yield "source date", replace(entry, published=(entry.published or dt.date(2020, 1, 1)) + dt.timedelta(days=1))
    yield "source date", replace(entry, published=None if entry.published else dt.date(2020, 1, 1))
    yield "source grade", replace(entry, grade="A1")
    yield "source echo", replace(entry, echo=not entry.echo)
    yield "source synthetic", replace(entry, synthetic=not entry.synthetic)
    yield "source address", replace(entry, url="https://example.net/other")
    yield "source document", replace(entry, document=f"{entry.document}x")
    yield "source control", replace(entry, shared_control=(*entry.shared_control, f"owned by {FOREIGN}"))
    yield "source number", replace(entry, number=entry.number + 1)


def row_mutants(row: Row, others: Sequence[Row]) -> Iterator[tuple[str, Row]]:
    """A row with a cell changed, or with a cell of another row."""
    for place, cell in enumerate(row.cells):
        changes = [*digits(cell), *cut(cell, NEGATIONS), *(text for _, text in shortened(cell.strip("“”"))), FOREIGN, f"“{FOREIGN}”"]
        # values of the same outlets may stand in either row
        apart = [other for other in others if _without(other, place) != _without(row, place)]
        changes += [other.cells[place] for other in apart]
        changes += [new for new in SHORT.values() if cell in SHORT.values()]
        for text in changes:
            if text != cell:
                yield "cell", replace(row, cells=(*row.cells[:place], text, *row.cells[place + 1 :]))
    yield from (("label", replace(row, label=label)) for label in LABELS if label != row.label)


def _without(row: Row, place: int) -> tuple[str, ...]:
    return (*row.cells[:place], *row.cells[place + 1 :])


def _with(told: Statement, place: int, citation: Citation) -> Statement:
    return replace(told, citations=(*told.citations[:place], citation, *told.citations[place + 1 :]))


def digits(text: str) -> Iterator[str]:
    """Each digit made the next one."""
    yield from (f"{text[:at]}{(int(sign) + 1) % 10}{text[at + 1 :]}" for at, sign in enumerate(text) if sign in "0123456789")


def cut(text: str, pattern: re.Pattern[str]) -> Iterator[str]:
    """Each match left out."""
    yield from (f"{text[: found.start()]}{text[found.end() :]}" for found in pattern.finditer(text))


def inserted(text: str, word: str) -> Iterator[str]:
    """The word before each word."""
    yield from (f"{text[: found.start()]}{word} {text[found.start() :]}" for found in re.finditer(r"(?<![\w'’])\w", text))


def each(text: str, old: str, new: str, *, capital: bool = False) -> Iterator[str]:
    """Each occurrence of words replaced by others, at the head of a sentence with a capital."""
    if not old or old == new:
        return
    forms = {(old, new)} | ({(f"{old[0].upper()}{old[1:]}", f"{new[0].upper()}{new[1:]}")} if capital else set())
    for before, after in sorted(forms):
        yield from (f"{text[: found.start()]}{after}{text[found.end() :]}" for found in re.finditer(rf"(?<!\w){re.escape(before)}", text))


def swapped(text: str, names: Sequence[str]) -> Iterator[str]:
    """Each two names exchanged, wherever they stand outside quotations."""
    bare = QUOTED.sub("“”", text)
    there = [name for name in names if name.lower() in bare.lower()]
    for one, other in permutations(there, 2):
        if one < other and one not in other and other not in one:
            parts = re.split(r"(“[^”]*”)", text)
            yield "".join(part if part.startswith("“") else exchanged(part, one, other) for part in parts)


def exchanged(text: str, one: str, other: str) -> str:
    """Two names in each other's place."""
    both = re.compile(f"{re.escape(one)}|{re.escape(other)}", re.IGNORECASE)
    return both.sub(lambda found: other if found[0].lower() == one.lower() else one, text)


def deeds(text: str) -> Iterator[str]:
    """Each verb phrase replaced by the same form of each other kind of deed, and by other forms of its own."""
    bare = QUOTED.sub("“”", text)
    forms = Phrase.__struct_fields__[1:]
    for phrase in PHRASES:
        for form in forms:
            old = getattr(phrase, form)
            if old in bare:
                for new in {*(getattr(other, form) for other in PHRASES), *(getattr(phrase, other) for other in forms)}:
                    yield from each(text, old, new)


def dates(text: str) -> Iterator[str]:
    """Each date a day, a month or a year off, each month and weekday another one."""
    for found in ISO.finditer(text):
        day = dt.date.fromisoformat(found[0])
        for other in (day + dt.timedelta(days=1), day + dt.timedelta(days=31), day - dt.timedelta(days=366)):
            yield f"{text[: found.start()]}{other.isoformat()}{text[found.end() :]}"
    for table in (MONTHS, DAYS):
        for old, new in permutations(table, 2):
            yield from each(text, old, new)


def rivals(text: str) -> Iterator[str]:
    """Each two rival values exchanged between those who tell them."""
    if " against " not in text:
        return
    head, _, tail = text.rpartition("reports differ on the ")
    field, _, values = tail.partition(": ")
    found = [re.fullmatch(r"(.*) (\(.*\)\.?)", value, re.DOTALL) for value in values.split(" against ")]
    for one, other in permutations(range(len(found)), 2):
        first, second = found[one], found[other]
        # both told by the same outlets: their order says nothing
        if one < other and first and second and first[1] != second[1] and first[2].rstrip(".") != second[2].rstrip("."):
            told = [match[0] if match else "" for match in found]
            told[one], told[other] = f"{second[1]} {first[2]}", f"{first[1]} {second[2]}"
            yield f"{head}reports differ on the {field}: {' against '.join(told)}"


def counts(text: str) -> Iterator[str]:
    """Each two counts exchanged, each count made another one, or a word."""
    found = list(re.finditer(r"\b\d+(?= (?:reports?|of them|to \d|independent))", QUOTED.sub(lambda m: "x" * len(m[0]), text)))
    for number in found:
        for new in ("0", "1", "2", "3", "4", "5", "12", *WORDS_FOR_NUMBERS):
            yield f"{text[: number.start()]}{new}{text[number.end() :]}"
    for one, other in permutations(found, 2):
        if one.start() < other.start():
            yield f"{text[: one.start()]}{other[0]}{text[one.end() : other.start()]}{one[0]}{text[other.end() :]}"


def shortened(words: str) -> Iterator[tuple[str, str]]:
    """A quotation without a word that governs it, cut in a word, or with words more."""
    for found in GOVERNORS.finditer(words):
        yield "quotation without its head", words[found.end() :].lstrip()
        yield "quotation without its tail", words[: found.start()].rstrip(" ,")
        yield "quotation without its governor", f"{words[: found.start()]}{words[found.end() :].lstrip()}"
    for found in re.finditer(r"\w{2,}", words):
        yield "quotation cut in a word", words[found.start() + 1 :]
        yield "quotation cut in a word", words[: found.end() - 1]
    yield "quotation extended", f"{words} officially"
    yield "quotation extended", f"officially {words}"


# --- what was counted over many findings: ties, blocs, earlier deeds, follow-through ---

SIGNED = re.compile(r"[+-]\d+\.\d\d")
NUMBERS = re.compile(r"[+-]?\b\d+(?:\.\d\d)?(?![\w.]*\d)")
DAY = re.compile(r"\b\d{1,2} (?:" + "|".join((*MONTHS, "May")) + r") \d{4}\b")
OPPOSITES = (
    ("rises", "falls"),
    ("binds", "parts"),
    ("with", "without"),
    ("the same", "a related"),
    ("partly the same", "the same"),
    ("friendly terms", "hostile terms"),
    ("neither friends nor foes", "foes"),
    ("promises", "threats"),
    ("threats", "plans of hostile deeds"),
    ("seen carried out", "called off"),
    ("closer to", "farther from"),
    ("and so it does", "but no longer"),
    ("but no longer", "and so it does"),
    ("counts most", "counts"),
    ("counts is", "counts most is"),
)
LIKELY_WORDS = ("likely", "very likely", "unlikely", "almost certain")


def recounted(told: Statement, others: Sequence[Statement]) -> Iterator[Mutant]:
    """A statement with numbers, days, names, cautions or words of what was counted changed, or with those of others of its kind.

    Args:
        told: The statement.
        others: Other statements of its kind.
    """
    for name, text in _recounted_texts(told.text, others):
        if text != told.text:
            yield name, replace(told, text=text)
    # the caption on a pair says no more of it than its sentence does
    yield from (("of another", replace(told, text=other.text)) for other in others if other.about != told.about)
    yield from (("about another", replace(told, about=other.about)) for other in others if other.about != told.about)
    yield from (("findings of another", replace(told, findings=other.findings)) for other in others if other.findings != told.findings)
    # the claims of a group of promises stand in no order
    if len(told.citations) > 1 and told.kind != "follow-through":
        yield "citations in another order", replace(told, citations=told.citations[::-1], findings=told.findings)
    yield from (("cautions", replace(told, label=label)) for label in _cautions(told.label) if label != told.label)


def _recounted_texts(text: str, others: Sequence[Statement]) -> Iterator[tuple[str, str]]:
    for found in SIGNED.finditer(text):
        yield "sign flipped", f"{text[: found.start()]}{'-' if found[0][0] == '+' else '+'}{text[found.start() + 1 :]}"
        yield "sign dropped", f"{text[: found.start()]}{text[found.start() + 1 :]}"
    yield from (("number changed", changed) for changed in _stepped(text))
    yield from (("numbers swapped", changed) for changed in _exchanged(text, NUMBERS))
    yield from (("days swapped", changed) for changed in _exchanged(text, DAY))
    yield from (("quotations swapped", changed) for changed in _exchanged(text, QUOTED))
    for name, pattern in (("points of another", SIGNED), ("day of another", DAY), ("number of another", NUMBERS)):
        known = sorted({found[0] for other in others for found in pattern.finditer(QUOTED.sub("", other.text))})
        yield from ((name, changed) for new in known for changed in _substituted(text, pattern, new))
    yield from (("opposite", changed) for pair in OPPOSITES for old, new in permutations(pair) for changed in each(text, old, new))
    yield from (("opposite", exchanged(text, one, other)) for one, other in OPPOSITES[:2] if one in text or other in text)
    for word in LIKELY_WORDS:
        yield "likelihood called", f"{text.removesuffix('.')}, which is called {word}."


def _bare(text: str) -> str:
    return QUOTED.sub(lambda found: "x" * len(found[0]), text)


def _stepped(text: str) -> Iterator[str]:
    for found in NUMBERS.finditer(_bare(text)):
        value = float(found[0])
        for step in (1, -1, 10, -value, value):
            new = f"{value + step:+.2f}" if found[0][0] in "+-" else f"{value + step:.2f}" if "." in found[0] else f"{value + step:.0f}"
            yield f"{text[: found.start()]}{new}{text[found.end() :]}"


def _exchanged(text: str, pattern: re.Pattern[str]) -> Iterator[str]:
    found = list(pattern.finditer(text if pattern is QUOTED else _bare(text)))
    for one, other in permutations(found, 2):
        if one.start() < other.start() and one[0] != other[0]:
            first, second = text[one.start() : one.end()], text[other.start() : other.end()]
            yield f"{text[: one.start()]}{second}{text[one.end() : other.start()]}{first}{text[other.end() :]}"


def _substituted(text: str, pattern: re.Pattern[str], new: str) -> Iterator[str]:
    yield from (f"{text[: found.start()]}{new}{text[found.end() :]}" for found in pattern.finditer(_bare(text)))


def _cautions(label: str) -> Iterator[str]:
    """Cautions with one left out, one more, in another order, or one twice."""
    parts = label.split("; ") if label else []
    yield from ("; ".join(parts[:place] + parts[place + 1 :]) for place in range(len(parts)))
    yield from ("; ".join([*parts, more]) for more in LABELS if more)
    yield "; ".join(reversed(parts))


# --- what was recorded: commitments, questions, what to watch, what changed ---

TURNS = (
    ("corrected", "withdrawn"),
    ("corrected", "clarified"),
    ("denied since", "denied once more"),
    ("reports now differ", "reports no longer differ"),
    ("a further value", "the value"),
    ("more independent", "fewer independent"),
    ("no longer of a single origin", "of a single origin"),
    ("may now touch", "touches"),
    ("new, ", "as before, "),
    ("told as one deed", "told apart from another deed"),
    ("promise", "threat"),
    (" before, now stands as ", " now, before stood as "),
    (" and others", ""),
)


def of_record(row: Row, others: Sequence[Row]) -> Iterator[tuple[str, Row]]:
    """A row of the outlook with a part of its record changed, or of another record.

    Args:
        row: The row.
        others: The other rows of its table.
    """
    for place, cell in enumerate(row.cells):
        yield from ((name, _celled(row, place, text)) for name, text in _recorded_texts(cell) if text != cell)
        for before in (before for before in range(place) if row.cells[before] != cell):
            yield "cells swapped", _celled(_celled(row, place, row.cells[before]), before, cell)
    for other in others:
        cited = [{citation.claim for citation in one.citations} for one in (row, other)]
        if cited[0] != cited[1] or row.findings != other.findings:
            yield "record of another", replace(row, cells=other.cells)
            yield "record of another", replace(row, cells=other.cells, about=other.about)
            yield "findings and citations of another", replace(row, findings=other.findings, citations=other.citations, label=other.label)
        yield from (("findings of another", replace(row, findings=other.findings)) for _ in (0,) if other.findings != row.findings)
        yield from (("citations of another", replace(row, citations=other.citations)) for _ in (0,) if cited[0] != cited[1])
    for place in range(len(row.citations)):
        yield "citation dropped", replace(row, citations=(*row.citations[:place], *row.citations[place + 1 :]))
    yield "about nothing", replace(row, about=())
    yield "kind", replace(row, kind="leg")


def _celled(row: Row, place: int, text: str) -> Row:
    return replace(row, cells=(*row.cells[:place], text, *row.cells[place + 1 :]))


def _recorded_texts(cell: str) -> Iterator[tuple[str, str]]:
    yield from (("state", changed) for one, other in permutations(State, 2) for changed in each(cell, one.value, other.value))
    yield from (("pledge", changed) for one, other in permutations(Pledge, 2) for changed in each(cell, one.value, other.value))
    yield from (("date", changed) for changed in dates(cell))
    yield from (("bound of a date", c) for one, other in permutations(("by", "before", "in", "on"), 2) for c in each(cell, one, other))
    yield from (("likelihood added", changed) for changed in inserted(cell, "probably"))
    yield from (("word dropped", changed) for changed in cut(cell, re.compile(r"[\w’'-]+ ?")))
    yield from (("clause dropped", changed) for changed in cut(cell, re.compile(r"[:;,] [^;:,]+")))
    yield "denied", f"{cell}; denied by 1 claim"
    yield "numbers told", f"{cell}: 300 of 800 seen"


def of_change(told: Statement, others: Sequence[Statement]) -> Iterator[Mutant]:
    """A sentence on what changed with a clause left out, doubled, moved, turned round or taken from another sentence.

    Args:
        told: The sentence.
        others: The other sentences of its section.
    """
    head, mark, tail = told.text.partition("”: ")
    clauses = tail.removesuffix(".").split("; ")
    for place, clause in enumerate(clauses):
        rest = [*clauses[:place], *clauses[place + 1 :]]
        yield "clause dropped", _changed(told, head + mark, rest)
        yield "clause doubled", _changed(told, head + mark, [*clauses, clause])
        if place and clause != clauses[0]:
            yield "clauses in another order", _changed(told, head + mark, [clause, *rest])
    yield "clause of another", _changed(told, head + mark, [*clauses, "reports no longer differ on the age"])
    for other in others:
        ending = other.text.partition("”: ")[2].removesuffix(".").split("; ")
        if ending != clauses:
            yield "change of another", _changed(told, head + mark, ending)
        yield from (("clause of another", _changed(told, head + mark, [*clauses, clause])) for clause in ending if clause not in clauses)
        if other.about != told.about:
            yield "about another", replace(told, about=other.about)
    yield from (("turned round", replace(told, text=text)) for text in _turned(told.text) if text != told.text)


def _changed(told: Statement, opening: str, clauses: Sequence[str]) -> Statement:
    return replace(told, text=f"{opening}{'; '.join(clauses)}.")


def _turned(text: str) -> Iterator[str]:
    for pair in TURNS:
        yield from (changed for old, new in permutations(pair) if old for changed in each(text, old, new))
    for pattern in (
        r"(?P<one>[^;:]+) in the earlier brief, now (?P<two>[^;.]+)",
        r"(?P<one>[\w, ]+) before, now stands as (?P<two>[\w, ]+)",
    ):
        yield from (_crossed(text, found) for found in re.finditer(pattern, text))
    yield from (_crossed(text, found) for found in re.finditer(r"(?P<one>\d+) where there were (?P<two>\d+)", text))
    for one, other in permutations(State, 2):
        yield from each(text, one.value, other.value)


def _crossed(text: str, found: re.Match[str]) -> str:
    one, two = found.span("one"), found.span("two")
    return f"{text[: one[0]]}{found['two']}{text[one[1] : two[0]]}{found['one']}{text[two[1] :]}"
