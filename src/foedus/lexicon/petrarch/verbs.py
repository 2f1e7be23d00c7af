"""Verb files: synonym sets, blocks of verbs with a code, and patterns of words around a verb."""

import re
from collections.abc import Callable, Iterable, Iterator

from foedus.errors import DataError
from foedus.lexicon.petrarch.codes import Codes
from foedus.lexicon.petrarch.lines import Line, left_out
from foedus.lexicon.petrarch.patterns import PREPOSITIONS, Pattern, parse
from foedus.lexicon.petrarch.verbrows import PARTICLES, Verb, VerbRow, compiled, meaning
from foedus.model.outcome import Discard, Outcome
from foedus.model.record import Record

_HEADER = re.compile(r"-{3,}\s*(?P<name>\w[^\[\]{}]*?)\s*(?:\[(?P<code>[^\[\]]*)\]\s*)?-*")
_VERB = re.compile(r"(?P<words>[\w' +-]+?)\s*(?:\{(?P<forms>[^{}]*)\})?")
_SET = re.compile(r"&(?P<name>\w+)")
_MEMBER = re.compile(r"\+\s*(?P<words>[\w' -]+?)\s*(?:\{(?P<forms>[^{}]*)\})?")
_SEPARATORS = re.compile(r"[\s,]+")


class Form(Record, frozen=True, kw_only=True):
    """An inflected form of a verb."""

    form: str
    lemma: str


class Verbs(Record, frozen=True, kw_only=True):
    """What verb files hold.

    Attributes:
        rows: Rows for the table of triggers.
        forms: Inflected forms of its verbs.
    """

    rows: tuple[VerbRow, ...] = ()
    forms: tuple[Form, ...] = ()


class _Block:
    """Verbs that share a code and patterns."""

    def __init__(self, code: str = "", *, is_headed: bool = False) -> None:
        self.code = code
        self.is_headed = is_headed
        self.verbs: list[tuple[Line, Verb]] = []
        self.patterns: list[Line] = []


class _Reader:
    """Sorts the lines of one file into synonym sets, blocks, verbs and patterns."""

    def __init__(self, codes: Codes) -> None:
        self._codes = codes
        self.discards: list[Discard] = []
        self.sets: dict[str, list[tuple[str, ...]]] = {}
        self.blocks: list[_Block] = []
        self.forms: dict[str, str] = {}
        self._set: list[tuple[str, ...]] | None = None

    def read(self, lines: Iterable[Line]) -> None:
        """Take in the lines in order."""
        file = ""
        for line in lines:
            if line.file != file:
                file, self._set = line.file, None
                self.blocks.append(_Block())
            try:
                self._take(line)
            except DataError as error:
                self.discards.append(left_out(line, str(error)))

    def _take(self, line: Line) -> None:
        if line.is_cut:
            raise DataError(line.fault)
        if line.text.startswith("+"):
            self._member(line)
            return
        self._set = None
        kinds: tuple[tuple[str, Callable[[Line], None]], ...] = (
            ("&", self._new_set),
            ("---", self._header),
            ("-", self._pattern),
            ("", self._verb),
        )
        next(take for mark, take in kinds if line.text.startswith(mark))(line)

    def _new_set(self, line: Line) -> None:
        match = _SET.fullmatch(line.text)
        if match is None:
            msg = "is no `&NAME` of a synonym set"
            raise DataError(msg)
        self._set = self.sets.setdefault(match["name"].strip("_").upper(), [])

    def _member(self, line: Line) -> None:
        match = _MEMBER.fullmatch(line.text)
        if self._set is None or match is None:
            msg = "is no member of a synonym set"
            raise DataError(msg)
        self._set += (words for form in (match["words"], *_SEPARATORS.split(match["forms"] or "")) if (words := _words(form)))

    def _header(self, line: Line) -> None:
        match = _HEADER.fullmatch(line.text)
        block = _Block(is_headed=True)
        self.blocks.append(block)
        if match is None:
            msg = "is no `--- NAME [code] ---`: its verbs get no code from it"
            raise DataError(msg)
        if match["code"]:
            meaning(match["code"].strip(), self._codes)
            block.code = match["code"].strip()

    def _verb(self, line: Line) -> None:
        if not self.blocks[-1].is_headed:
            self.blocks.append(_Block())
        match = _VERB.fullmatch(line.head)
        if line.fault or match is None or len(line.codes) > 1:
            raise DataError(line.fault or "is no `WORD {FORMS} [code]`")
        verb = _verb_of(match["words"])
        self.blocks[-1].verbs.append((line, verb))
        for form in _SEPARATORS.split(match["forms"] or ""):
            words = _words(form)
            if len(words) > len(verb.before):
                self.forms.setdefault(words[len(verb.before)], verb.lemma)

    def _pattern(self, line: Line) -> None:
        if line.fault or len(line.codes) != 1:
            raise DataError(line.fault or "needs one code")
        if not self.blocks[-1].verbs:
            msg = "stands under no verb that can be read"
            raise DataError(msg)
        self.blocks[-1].patterns.append(line)


def read_verbs(lines: Iterable[Line], codes: Codes) -> Outcome[Verbs]:
    """Read verb files into rows for the table of triggers.

    A pattern belongs to all verbs of its block; a verb without a block is one of its own. Of two rows
    with the same words and conditions the first one stays.

    Args:
        lines: The files, one after the other; they share their synonym sets.
        codes: What codes mean.

    Returns:
        What they hold together, and the lines that are not read.
    """
    reader = _Reader(codes)
    reader.read(lines)
    kept: dict[tuple[str, str], VerbRow] = {}
    discards = reader.discards
    for line, made in _compiled(reader, codes):
        if isinstance(made, DataError):
            discards.append(left_out(line, str(made)))
            continue
        first = kept.setdefault((made.lemma, made.conditions), made)
        if first.source != made.source:
            discards.append(left_out(line, f"says of the same words what {first.source} says, which counts"))
    lemmas = {row.lemma.partition(" ")[0] for row in kept.values()}
    forms = tuple(Form(form=form, lemma=lemma) for form, lemma in reader.forms.items() if form not in lemmas)
    return Outcome(kept=(Verbs(rows=tuple(kept.values()), forms=forms),), discards=tuple(dict.fromkeys(discards)))


def _compiled(reader: _Reader, codes: Codes) -> Iterator[tuple[Line, VerbRow | DataError]]:
    """Each row that the file makes with its line, or why the line makes none."""
    own = [verb.lemma for block in reader.blocks for _, verb in block.verbs]
    lemmas = {**{form: lemma for lemma in own for form in _regular(lemma)}, **reader.forms, **{lemma: lemma for lemma in own}}
    for line, verb, code, text in _stated(reader.blocks):
        try:
            pattern = verb.around(parse(text) if text else Pattern())
            rows = list(compiled(verb, pattern, meaning(code, codes), sets=reader.sets, lemmas=lemmas, source=line.place))
        except DataError as error:
            yield line, error
            continue
        yield from ((line, row) for row in rows)


def _stated(blocks: Iterable[_Block]) -> Iterator[tuple[Line, Verb, str, str]]:
    """Line, verb, code and text of each pattern; the text of a verb by itself is empty."""
    for block in blocks:
        for line, verb in block.verbs:
            code = line.codes[0] if line.codes else block.code
            if code or not block.patterns:
                yield line, verb, code, ""
        for line in block.patterns:
            yield from ((line, verb, line.codes[0], line.head.removeprefix("-").strip()) for _, verb in block.verbs)


def _verb_of(text: str) -> Verb:
    """A verb, which in a compound is the first word or the one marked with `+`.

    Raises:
        DataError: There is no word in it.
    """
    parts = [part for part in re.split(r"[\s_]+", text.lower()) if part.strip("+")]
    if not parts:
        msg = "holds no word"
        raise DataError(msg)
    at = next((i for i, part in enumerate(parts) if "+" in part), 0)
    words = [part.strip("+") for part in parts]
    after = words[at + 1 :]
    particle = after.pop(0) if after and after[0] in PREPOSITIONS | PARTICLES else ""
    return Verb(lemma=words[at], particle=particle, before=tuple(words[:at]), after=tuple(after))


def _regular(lemma: str) -> tuple[str, ...]:
    """Forms that a verb without irregular ones has: `denies`, `denied`, `denying`."""
    plain = f"{lemma[:-1]}ie" if lemma.endswith("y") and lemma[-2:-1] not in set("aeiou") else lemma
    return f"{plain}s", f"{plain.removesuffix('e')}ed", f"{lemma.removesuffix('e')}ing"


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in re.split(r"[\s_]+", text.lower()) if word)
