"""Words that may signal a deed, and which deed: rows of `data/triggers`.

A row names a head word and what must fill its slots. Of the rows that hold for a word the most
specific one wins: particles and literal fillers say more than classes, classes more than the
mere presence of a filler, more conditions more than fewer. A row whose event is `-` says that
these words are no deed, and so keeps a weaker row from holding.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from importlib.resources.abc import Traversable
from typing import Literal

import msgspec

from foedus.coding.slots import fillers, is_verbal
from foedus.errors import DataError
from foedus.lexicon.codebook import Codebook
from foedus.lexicon.petrarch.verbrows import VerbRow
from foedus.lexicon.petrarch.verbs import Form
from foedus.lexicon.tables import data_folder, rows
from foedus.model.record import Record
from foedus.syntax import Tree

NO_DEED = "-"
NO_RECIPIENT = ("-",)
RECIPROCAL = ("recip",)
_STATE = "state"
_MEASURE = "measure"
_PARTICLE_RELATIONS = frozenset({"compound:prt", "advmod", "xcomp", "compound", "case", "obl", "obj", "mark"})
_THIRD_PERSON = frozenset({"he", "she", "it", "they", "him", "her", "them"})
_NAMES = frozenset({"NNP", "NNPS"})
_CONTENT_RELATIONS = frozenset({"obj", "nsubj", "nsubj:pass", "obl", "nmod", "xcomp", "ccomp", "acl", "advcl"})
_CONTENT_SLOTS = frozenset({"obj", "subj", "xcomp", "ccomp", "to", "for", "of", "on", "with", "as", "in"})
_MAX_CLIMB = 3
_VERBAL = frozenset({"CONSULT", "AGREE", "CONCEDE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
_TOPICS = frozenset({"to", "for", "of", "on", "against", "over", "about", "at"})
_PARTICLE_NOUNS = frozenset({"obl", "nmod", "obj"})
_LITERAL, _CLASS, _ACTOR, _PRESENT, _NEGATED, _PARTICLE = 8, 5, 3, 2, 1, 4
# Rows of a loaded dictionary come before all of our own.
_LOADED = 1000
_INSTITUTION = "institution"
_TIME = "time"

IsActor = Callable[[int], bool]


class Condition(Record, frozen=True, kw_only=True):
    """What must (or, if negated, must not) fill one of some slots.

    Attributes:
        slots: Names of the slots, as `foedus.coding.slots.fillers` knows them; one of them will do.
        lemmas: Lemmas of which the filler must be one; none if any filler will do.
        state: True if the filler must be an actor.
        negated: True if the slot must not be filled so.
        weight: How much the condition says.
    """

    slots: tuple[str, ...]
    lemmas: frozenset[str] = frozenset()
    state: bool = False
    negated: bool = False
    weight: int


class TriggerRow(Record, frozen=True, kw_only=True):
    """One row of the trigger table.

    Attributes:
        id: Head word, part of speech and conditions; unique in the table.
        lemma: Head lemma, without particle.
        particle: Particle that must go with it, empty if none.
        pos: `V`, `N` or `A`.
        conditions: What must hold, all of it.
        event: PLOVER type of the done deed, or `-` for no deed.
        mode: PLOVER mode, empty if none.
        actor: Slots that hold the actor, the preferred one first.
        recipient: Slots that hold the recipient; `("recip",)` if all parties act alike,
            `("-",)` if there is none.
        example: A sentence that the row is for.
        weight: How specific the row is.
        is_loaded: Whether a loaded dictionary has it: then it counts whatever the model proposes.
    """

    id: str
    lemma: str
    particle: str
    pos: Literal["V", "N", "A"]
    conditions: tuple[Condition, ...]
    event: str
    mode: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    example: str
    weight: int
    is_loaded: bool = False


class _Line(Record, frozen=True, kw_only=True):
    """A row as it stands in the file."""

    lemma: str
    pos: Literal["V", "N", "A"]
    with_: str = msgspec.field(name="with", default="")
    event: str
    mode: str = ""
    actor: str = "subj"
    recipient: str = "-"
    example: str


class _ObjectLine(Record, frozen=True, kw_only=True):
    """A row of `objects.tsv`: one lemma of one class."""

    kind: str = msgspec.field(name="class")
    lemma: str


class _FormLine(Record, frozen=True, kw_only=True):
    """A row of `forms.tsv`: an irregular verb form."""

    form: str
    lemma: str


class TriggerTable:
    """The trigger rows, looked up by head word.

    Args:
        trigger_rows: The rows, in the order in which equals are preferred.
        classes: Classes of objects, each with its lemmas.
        forms: Irregular forms of verbs with their lemmas; they overrule the lemma of the word.

    Attributes:
        forms: Head words of all rows, and their regular forms.

    Raises:
        DataError: Two rows have the same words and conditions.
    """

    def __init__(
        self, trigger_rows: Iterable[TriggerRow], classes: Mapping[str, frozenset[str]], forms: Mapping[str, str] | None = None
    ) -> None:
        self.rows = tuple(trigger_rows)
        self.classes = classes
        self._measures = classes.get(_MEASURE, frozenset())
        self.times = classes.get(_TIME, frozenset())
        by_word: dict[tuple[str, str], list[TriggerRow]] = defaultdict(list)
        seen: set[str] = set()
        for row in self.rows:
            if row.id in seen:
                msg = f"triggers: row {row.id} stands twice"
                raise DataError(msg)
            seen.add(row.id)
            by_word[row.lemma, row.pos].append(row)
        # Heaviest first, so that the first row that holds is the answer.
        self._by_word = {word: tuple(sorted(found, key=lambda row: -row.weight)) for word, found in by_word.items()}
        self._irregular = dict(forms or {})
        # The lemma of a rare word may be wrong (`acced` from `acceded`), so regular forms are known too.
        self._forms = {(form, letter): lemma for lemma, letter in self._by_word for form in _regular_forms(lemma, letter)}
        self.forms = frozenset(lemma for lemma, _ in self._by_word) | frozenset(form for form, _ in self._forms)

    @classmethod
    def load(
        cls,
        folder: Traversable | None = None,
        codebook: Codebook | None = None,
        *,
        verbs: Iterable[VerbRow] = (),
        verb_forms: Iterable[Form] = (),
        only: bool = False,
    ) -> "TriggerTable":
        """Read `en.tsv`, `objects.tsv` and `forms.tsv`.

        Args:
            folder: Where they are; the shipped ones if none.
            codebook: The known types and modes; the shipped ones if none.
            verbs: Rows of loaded dictionaries; where one holds, none of our own does.
            verb_forms: Inflected forms of their verbs.
            only: Whether they stand in place of our own rows, if there are any.

        Raises:
            DataError: A row is malformed, stands twice, or uses an unknown type, mode or class.
        """
        folder = folder or data_folder() / "triggers"
        codebook = codebook or Codebook.load()
        classes: dict[str, set[str]] = defaultdict(set)
        for line in rows(folder / "objects.tsv", _ObjectLine):
            classes[line.kind].add(line.lemma)
        frozen = {kind: frozenset(lemmas) for kind, lemmas in classes.items()}
        forms = {line.form: line.lemma for line in rows(folder / "forms.tsv", _FormLine)}
        forms |= {form.form: form.lemma for form in verb_forms}
        loaded = [_loaded(row, frozen, codebook) for row in verbs]
        own = [] if loaded and only else [_row(line, frozen, codebook) for line in rows(folder / "en.tsv", _Line)]
        return cls([*loaded, *own], frozen, forms)

    def match(self, tree: Tree, token: int, is_actor: IsActor | None = None) -> TriggerRow | None:
        """The row for the deed that a word signals, or none.

        Args:
            tree: The sentence.
            token: Position of the word.
            is_actor: Whether the word at a position heads the name of an actor; without it
                names and personal pronouns are taken for actors.
        """
        row = self.best(tree, token, is_actor)
        if row is None or row.event == NO_DEED or self.absorber(tree, token, is_actor) is not None:
            return None
        return row

    def absorber(self, tree: Tree, token: int, is_actor: IsActor | None = None) -> TriggerRow | None:
        """The row of another word of which this word only states the content, or none.

        In `launched an attack`, `agreed to withdraw` and `accused them of shelling the town` the
        verbs `launched`, `agreed` and `accused` are the deeds; the word below fills their slots.
        """
        return self._absorber(tree, token, is_actor, _MAX_CLIMB)

    def _absorber(self, tree: Tree, token: int, is_actor: IsActor | None, climb: int) -> TriggerRow | None:
        first = tree.first_conjunct(token)
        while tree.tokens[first].relation == "nmod" and tree.lemma(tree.tokens[first].head) in self._measures:
            first = tree.first_conjunct(tree.tokens[first].head)
        word = tree.tokens[first]
        if climb == 0 or word.head == first or word.relation not in _CONTENT_RELATIONS:
            return None
        rows_above = [(word.head, self.best(tree, word.head, is_actor))]
        if word.relation == "acl":
            above = tree.tokens[word.head].head
            rows_above.append((above, self.best(tree, above, is_actor)))
        for governor, row in rows_above:
            if row is not None and row.event != NO_DEED and _is_content(tree, first, governor, row):
                return row
        # `urged them to speed up deliveries`: the verb between is no trigger, but content itself.
        return self._absorber(tree, word.head, is_actor, climb - 1) if rows_above[0][1] is None and word.relation == "obj" else None

    def best(self, tree: Tree, token: int, is_actor: IsActor | None = None) -> TriggerRow | None:
        """The most specific row that holds for a word, also if it says that there is no deed."""
        word = tree.tokens[token]
        form = word.text.lower()
        lemma = self._irregular.get(form) or word.lemma.lower()
        if lemma not in self.forms and form not in self.forms:
            return None
        letter = _letter(tree, token)
        candidates = self._by_word.get((lemma, letter)) or self._by_word.get((self._forms.get((form, letter), ""), letter), ())
        if not candidates or (letter == "V" and word.relation == "amod" and word.tag in {"VBN", "VBG"}):
            return None
        test = _Test(self, tree, token, is_actor)
        return next((row for row in candidates if test.holds(row)), None)

    def in_class(self, tree: Tree, token: int, lemmas: frozenset[str]) -> bool:
        """Whether a noun, or what it is a measure of (`dozens of soldiers`), is one of the lemmas."""
        if _is_one_of(tree, token, lemmas):
            return True
        if tree.lemma(token) in self._measures or tree.tokens[token].pos in {"NUM", "DET", "PRON"}:
            return any(_is_one_of(tree, k, lemmas) for preposition, k in tree.obliques(token) if preposition == "of")
        return False


def _is_one_of(tree: Tree, token: int, lemmas: frozenset[str]) -> bool:
    return tree.lemma(token) in lemmas or tree.tokens[token].text.lower() in lemmas


class _Test:
    """The slots of one word, each looked up at most once."""

    def __init__(self, table: TriggerTable, tree: Tree, token: int, is_actor: IsActor | None) -> None:
        self._table = table
        self._tree = tree
        self._token = token
        self._is_actor = is_actor or self._looks_like_actor
        self._fillers: dict[tuple[str, str], list[int]] = {}
        self._particles: set[str] | None = None

    def holds(self, row: TriggerRow) -> bool:
        """Whether the particle is there and all conditions hold."""
        if row.particle and row.particle not in self._particle_words():
            return False
        return all(self._met(condition, row.particle) for condition in row.conditions)

    def _met(self, condition: Condition, particle: str) -> bool:
        for slot in condition.slots:
            found = self._in(slot, particle)
            if found and self._filled(condition, found):
                return not condition.negated
        return condition.negated

    def _in(self, slot: str, particle: str) -> list[int]:
        found = self._fillers.get((slot, particle))
        if found is None:
            found = self._fillers[slot, particle] = fillers(self._tree, self._token, slot, particle)
        return found

    def _filled(self, condition: Condition, found: list[int]) -> bool:
        if not condition.lemmas and not condition.state:
            return any(self._tree.lemma(k) not in self._table.times for k in found)
        if any(self._table.in_class(self._tree, k, condition.lemmas) for k in found):
            return True
        return condition.state and any(self._is_actor(k) for k in found)

    def _looks_like_actor(self, k: int) -> bool:
        token = self._tree.tokens[k]
        if token.tag == "PRP":
            return token.text.lower() in _THIRD_PERSON
        named = token.pos == "PROPN" or (k > 0 and token.text[:1].isupper())
        return named and token.text.lower() not in self._table.times

    def _particle_words(self) -> set[str]:
        if self._particles is None:
            tree, tokens = self._tree, self._tree.tokens
            below = [c for c in tree.children(self._token) if c > self._token]
            words = {tokens[c].text.lower() for c in below if tokens[c].relation in _PARTICLE_RELATIONS}
            words.update(token.text.lower() for token in tokens[self._token + 1 : self._token + 2])
            # `called in the envoy`, `pulled the troops out of Mali`: the particle as a preposition.
            for noun in below:
                cases = tree.children(noun, "case") if tokens[noun].relation in _PARTICLE_NOUNS else []
                words.update(tokens[c].text.lower() for c in cases if c == self._token + 1 or len(cases) > 1)
            self._particles = words
        return self._particles


def _is_content(tree: Tree, token: int, governor: int, row: TriggerRow) -> bool:
    """Whether the word fills a slot that the governor's row asks for, or is what a verbal act is about."""
    slots = {slot.partition(">")[0] for c in row.conditions if not c.negated for slot in c.slots} & _CONTENT_SLOTS
    slots.add("obj")
    if row.event in _VERBAL:
        slots |= _TOPICS
        marks = {tree.lemma(m) for m in tree.children(token, "mark")}
        if tree.tokens[token].relation in {"advcl", "acl"} and marks & _TOPICS - {"to"}:
            return True
    return any(token in fillers(tree, governor, slot, row.particle) for slot in slots)


def _letter(tree: Tree, token: int) -> str:
    if is_verbal(tree, token):
        return "V"
    word = tree.tokens[token]
    if word.tag in _NAMES and token > 0:
        return ""
    return "A" if word.pos == "ADJ" else "N"


def _regular_forms(lemma: str, letter: str) -> set[str]:
    """Regular inflected forms, some of them impossible: doubled consonants are not told apart."""
    if letter == "A":
        return set()
    plain = lemma[:-1] + "ie" if lemma.endswith("y") and lemma[-2:-1] not in set("aeiou") else lemma
    plural = plain + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh")) else "s")
    if letter == "N":
        return {plural}
    stem = lemma.removesuffix("e")
    past = plain + ("d" if plain.endswith("e") else "ed")
    return {plural, past, stem + "ing", lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"}


def _row(line: _Line, classes: Mapping[str, frozenset[str]], codebook: Codebook) -> TriggerRow:
    lemma, _, particle = line.lemma.partition(" ")
    identifier = f"{line.lemma}/{line.pos}" + (f"[{line.with_}]" if line.with_ else "")
    conditions = tuple(_condition(text.strip(), identifier, classes) for text in line.with_.split(";") if text.strip())
    if line.event != NO_DEED:
        codebook.check(line.event, line.mode)
    return TriggerRow(
        id=identifier,
        lemma=lemma,
        particle=particle,
        pos=line.pos,
        conditions=conditions,
        event=line.event,
        mode=line.mode,
        actor=tuple(line.actor.split("|")),
        recipient=tuple(line.recipient.split("|")),
        example=line.example,
        weight=sum(c.weight for c in conditions) + (_PARTICLE if particle else 0),
    )


def _loaded(row: VerbRow, classes: Mapping[str, frozenset[str]], codebook: Codebook) -> TriggerRow:
    """A row of a loaded dictionary; its name begins with file and line."""
    line = _Line(
        lemma=row.lemma, pos="V", with_=row.conditions, event=row.event, mode=row.mode, actor=row.actor, recipient=row.recipient, example=""
    )
    made = _row(line, classes, codebook)
    return msgspec.structs.replace(made, id=f"{row.source} {made.id}", weight=made.weight + _LOADED, is_loaded=True)


def _condition(text: str, identifier: str, classes: Mapping[str, frozenset[str]]) -> Condition:
    negated = text.startswith("!")
    text = text.removeprefix("!")
    slots, colon, names = text.partition(":")
    state, weight = False, _PRESENT
    lemmas: frozenset[str] = frozenset()
    if colon:
        chosen = names.split("|")
        state = _STATE in chosen
        members = [_members(name, identifier, classes) for name in chosen]
        # One class alone is not copied: thousands of conditions share the sets of a few dozen classes.
        lemmas = members[0] if len(members) == 1 else frozenset().union(*members)
        weight = _ACTOR if state else _CLASS
    else:
        slots, equals, words = text.partition("=")
        if equals:
            weight = _LITERAL
            lemmas = frozenset(words.split("|"))
    if not slots:
        msg = f"triggers, row {identifier}: a condition names no slot"
        raise DataError(msg)
    return Condition(slots=tuple(slots.split("|")), lemmas=lemmas, state=state, negated=negated, weight=_NEGATED if negated else weight)


def _members(name: str, identifier: str, classes: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The lemmas of a class, or a lemma given among the classes as `=lemma`."""
    if name.startswith("="):
        return frozenset({name[1:]})
    if name == _STATE:
        return classes.get(_INSTITUTION, frozenset())
    if name not in classes:
        msg = f"triggers, row {identifier}: unknown class {name!r}; objects.tsv has {', '.join(sorted(classes))}"
        raise DataError(msg)
    return classes[name]
