"""Patterns around verbs as rows for the table of triggers: conditions on slots, and slots of actor and recipient."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod

from foedus.errors import DataError
from foedus.lexicon.petrarch.codes import NO_EVENT, Codes
from foedus.lexicon.petrarch.patterns import BEING, BOTH, SOURCE, TARGET, THAT, TO, Pattern, Segment, segments
from foedus.model.record import Record

Sets = Mapping[str, Sequence[tuple[str, ...]]]
Alternatives = list[tuple[str, ...]]

# Only these are particles whatever follows; the others may be prepositions.
PARTICLES = frozenset({"ahead", "apart", "aside", "away", "back", "down", "forward", "off", "out", "together", "up"})
_DIRECT = ("obj", "iobj", "xcomp", "ccomp", "advmod")
_DIRECT_PARTY = ("obj", "iobj", "poss-of-obj")
_MODIFIERS = ("amod", "compound")
_MUTUAL = "recip"
_NOBODY = "-"
_PAIR = 2
# So many rows at most come from one pattern: each synonym of several words makes one.
_MOST_ROWS = 64


class VerbRow(Record, frozen=True, kw_only=True):
    """A row for the table of triggers, in the notation of `data/triggers/en.tsv`.

    Attributes:
        lemma: The verb, with its particle after a space.
        conditions: What must stand in its slots; empty if nothing.
        event: PLOVER type; `-` for no event.
        mode: PLOVER mode, empty if none.
        actor: Slots of the actor.
        recipient: Slots of the recipient; `recip` if all act alike, `-` if none is said.
        source: File and line.
    """

    lemma: str
    conditions: str
    event: str
    mode: str
    actor: str
    recipient: str
    source: str


class Verb(Record, frozen=True, kw_only=True):
    """A verb of a dictionary.

    Attributes:
        lemma: The verb's own word.
        particle: The particle or preposition that follows it in a compound (`up` of `GIVE_UP`), empty if none.
        before: Words of a compound before it.
        after: Further words of a compound after it (`fire` of `OPEN_FIRE`).
    """

    lemma: str
    particle: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    def around(self, pattern: Pattern) -> Pattern:
        """The pattern with the other words of the compound in it."""
        return Pattern(left=(*pattern.left, *self.before), right=(*self.after, *pattern.right))


class Meaning(Record, frozen=True, kw_only=True):
    """What a code of a verb or pattern says.

    Attributes:
        event: PLOVER type; `-` for no event.
        mode: PLOVER mode, empty if none.
        is_turned: Whether PLOVER's actor is the target.
        is_mutual: Whether the code says the same of both.
    """

    event: str
    mode: str = ""
    is_turned: bool = False
    is_mutual: bool = False


def meaning(text: str, codes: Codes) -> Meaning:
    """What a code says; of a pair `[042:043]` the first, and if both are alike, that both act.

    Raises:
        DataError: There is no such code.
    """
    if not text:
        msg = "has neither a code nor patterns"
        raise DataError(msg)
    parts = [codes.event(text)] if codes.is_event(text) else [codes.event(part) for part in text.split(":")]
    first = parts[0]
    is_mutual = len(parts) == _PAIR and first == parts[1]
    return Meaning(event=first.event, mode=first.mode, is_turned=bool(first.turned), is_mutual=is_mutual)


class _Slots:
    """What a pattern asks of the slots of one verb, as it is read."""

    def __init__(self, sets: Sets, base: str = "") -> None:
        self._sets = sets
        self._base = base
        self.needs: list[Alternatives] = []
        self.actor: list[str] = []
        self.recipient: list[str] = []
        self.is_mutual = False

    def need(self, slots: Sequence[str], fillers: str) -> None:
        """Ask for something in one of the slots."""
        self.needs.append([(f"{self._path(slots)}{fillers}",)])

    def before(self, tokens: Sequence[str], *, is_passive: bool) -> None:
        """Read what stands before the verb: its subject."""
        subject = "obj" if is_passive else "subj"
        for segment in segments(tokens):
            slots = (">".join((subject, *segment.links)),)
            self._terms(slots, segment.terms)
            self._parties(slots, segment, is_said=bool(segment.links))

    def after(self, tokens: Sequence[str]) -> None:
        """Read what stands after the verb."""
        for segment in segments(tokens):
            if segment.links == (TO,):
                self._infinitive(segment)
                continue
            slots = _slots_of(segment)
            self._terms(slots, segment.terms)
            if segment.links and not segment.tokens:
                self.need(slots, "")
            self._parties(_DIRECT_PARTY if not segment.links else slots, segment, is_said=True)

    def _infinitive(self, segment: Segment) -> None:
        """`TO`: a preposition, or what marks an infinitive, which may have an object."""
        head, *rest = segment.terms or ("",)
        if rest:
            verbal = [a + b for a, b in _combined([self._filled(("xcomp",), [head]), self._filled(("xcomp>obj",), rest)])]
            self.needs.append([*verbal, *self._filled((TO,), segment.terms)])
        elif head:
            self.needs.append(self._filled(("xcomp", TO), [head]))
        elif not segment.tokens:
            self.need((TO, "xcomp"), "")
        self._parties(("xcomp>obj", "xcomp>poss-of-obj", "xcomp>to", TO) if head else (TO,), segment, is_said=True)

    def _terms(self, slots: Sequence[str], terms: Sequence[str]) -> None:
        if terms:
            self.needs.append(self._filled(slots, terms))

    def _parties(self, slots: Sequence[str], segment: Segment, *, is_said: bool) -> None:
        for role in segment.roles:
            paths = self._path(slots).split("|")
            if role in {SOURCE, BOTH}:
                # The agent of a passive is its subject to the table of triggers.
                self.actor += ["subj", *paths] if segment.links == ("by",) else paths
            if role == TARGET:
                self.recipient += paths
            self.is_mutual = self.is_mutual or role == BOTH
            if is_said or role == TARGET:
                self.need(slots if role != SOURCE or segment.links != ("by",) else ("subj", *slots), ":state")

    def _filled(self, slots: Sequence[str], terms: Sequence[str]) -> list[tuple[str, ...]]:
        """Conditions that a phrase fills a slot, its last word as head; one alternative for each way to say it."""
        *before, head = terms
        parts = [self._term(slots, head), *(self._term(_modified(slots), term) for term in before)]
        return [tuple(text for part in chosen for text in part) for chosen in _combined(parts)]

    def _term(self, slots: Sequence[str], term: str) -> Alternatives:
        if not term.startswith("&"):
            return [(f"{self._path(slots)}={term}",)]
        members = self._sets.get(term[1:])
        if not members:
            msg = f"there is no synonym set {term}, or it is empty"
            raise DataError(msg)
        single = "|".join(dict.fromkeys(words[0] for words in members if len(words) == 1))
        several = [words for words in dict.fromkeys(members) if len(words) > 1]
        return [
            *([(f"{self._path(slots)}={single}",)] if single else []),
            *(
                (f"{self._path(slots)}={words[-1]}", *(f"{self._path(_modified(slots))}={word}" for word in words[:-1]))
                for words in several
            ),
        ]

    def _path(self, slots: Sequence[str]) -> str:
        return "|".join(f"{self._base}{slot}" for slot in slots)


def _combined(needs: Sequence[Alternatives]) -> Iterator[tuple[tuple[str, ...], ...]]:
    """Every way to choose one alternative of each.

    Raises:
        DataError: There are too many; they are counted before they are made.
    """
    count = prod(map(len, needs))
    if count > _MOST_ROWS:
        msg = f"makes {count} rows, more than {_MOST_ROWS}: its synonym sets hold too many entries of several words"
        raise DataError(msg)
    return product(*needs)


def _modified(slots: Sequence[str]) -> list[str]:
    """Where a word before the head of what fills the slots stands."""
    return [f"{slot}>{modifier}" for slot in (slots[:1] if slots == _DIRECT else slots) for modifier in _MODIFIERS]


def compiled(verb: Verb, pattern: Pattern, said: Meaning, *, sets: Sets, lemmas: Mapping[str, str], source: str) -> Iterator[VerbRow]:
    """The rows that a pattern makes: one, or one for each synonym of several words.

    Args:
        verb: The verb at `*`.
        pattern: What stands around it.
        said: What it codes.
        sets: Synonym sets by name.
        lemmas: Lemmas of the file's verb forms, for a verb that governs this one (`REFUSED TO *`).
        source: File and line.

    Raises:
        DataError: It cannot be said in conditions on slots.
    """
    left = tuple(token for token in pattern.left if token not in BEING)
    is_passive = left != pattern.left
    right, lemma, particle = pattern.right, verb.lemma, verb.particle
    inner = _Slots(sets)
    outer = inner
    if left[-1:] == (TO,):
        inner, outer = _Slots(sets, "xcomp>"), _Slots(sets)
        at = _governor(left)
        lemma, particle = _lemma(left[at], lemmas), ""
        outer.need(("xcomp",), f"={verb.lemma}")
        outer.after(left[at + 1 : -1])
        left, is_passive = left[:at], False
    elif not particle and right[:1] and right[0] in PARTICLES:
        particle, right = right[0], right[1:]
    outer.before(left, is_passive=is_passive)
    inner.after(right)
    needs = [*outer.needs, *(inner.needs if inner is not outer else ())]
    actor, recipient = _slots_of_parties(said, [outer] if inner is outer else [outer, inner])
    for chosen in _combined(needs):
        conditions = dict.fromkeys(text for part in chosen for text in part)
        yield VerbRow(
            lemma=f"{lemma} {particle}".strip(),
            conditions=";".join(sorted(conditions)),
            event=said.event,
            mode=said.mode,
            actor=actor,
            recipient=recipient,
            source=source,
        )


def _slots_of(segment: Segment) -> tuple[str, ...]:
    """Where the words of a segment stand in the tree: under the last preposition, on the verb or on what stands before it."""
    if not segment.links:
        return _DIRECT
    if segment.links == (THAT,):
        return ("ccomp",)
    *outer, own = segment.links
    if not outer:
        return (own,)
    # What follows TO may be a noun or the infinitive that it marks.
    return (*(["xcomp>" + ">".join(segment.links[1:])] if outer[0] == TO else []), ">".join(segment.links), own)


def _governor(left: Sequence[str]) -> int:
    """The position of the verb before `TO *`.

    Raises:
        DataError: There is none.
    """
    words = [i for i, token in enumerate(left[:-1]) if token.isalpha()]
    if not words:
        msg = "TO stands before the verb, and no verb before it"
        raise DataError(msg)
    return words[-1]


def _lemma(word: str, lemmas: Mapping[str, str]) -> str:
    if word not in lemmas:
        msg = f"{word.upper()} before TO is no verb of this file, so that its other forms are not known"
        raise DataError(msg)
    return lemmas[word]


def _slots_of_parties(said: Meaning, found: Sequence[_Slots]) -> tuple[str, str]:
    """The slots of actor and recipient."""
    actor = list(dict.fromkeys(slot for slots in found for slot in slots.actor))
    recipient = list(dict.fromkeys(slot for slots in found for slot in slots.recipient))
    if said.event == NO_EVENT:
        return "subj", _NOBODY
    if not actor:
        actor = ["by", "from"] if "subj" in recipient else ["subj"]
    if said.is_mutual or any(slots.is_mutual for slots in found):
        return "|".join(actor), _MUTUAL
    if said.is_turned:
        return "|".join(recipient or _DIRECT_PARTY), "|".join(actor)
    return "|".join(actor), "|".join(recipient) or _NOBODY
