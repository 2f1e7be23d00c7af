"""Where a document's sentences name actors of the tables, and which of several namesakes is meant."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence

from foedus.lexicon.names import Entry, Kind, Names
from foedus.model.record import Record
from foedus.model.text import Block
from foedus.recognition.roles import Roles
from foedus.syntax import Tree

STATE_KINDS = frozenset({Kind.STATE, Kind.CAPITAL, Kind.ADJECTIVE, Kind.PEOPLE})
_AGAINST = frozenset({"pro", "anti", "non", "un"})
_JOINED = frozenset({"-", "–", "‑"})
_AMERICAN = frozenset({"America", "American", "Americans"})
_CONTINENT = frozenset({"North", "South", "Central", "Latin"})
_POLITE = frozenset({"Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Dr", "Dr.", "Sir", "Sheikh", "Madame"})
_BELONGING = frozenset({"based", "registered", "flagged", "owned"})
_LED = frozenset({"led", "commanded", "run"})
_ISO_LENGTH = 3
# Cities that stand for the organisation seated there unless their own state is spoken of.
_BODY_SEATS = frozenset({"Brussels"})
# A bare role noun with a capital (`Congress`) is a state's own if the document names that state about as often as any.
_FAIR_SHARE = 0.5


def base(code: str) -> str:
    """The state of a flat code, or the body itself.

    >>> base("COL:REB"), base("IGO:UN"), base("UNK")
    ('COL', 'IGO:UN', 'UNK')
    """
    return code if code[_ISO_LENGTH : _ISO_LENGTH + 1] == ":" and code[:_ISO_LENGTH] in _SCHEMES else code[:_ISO_LENGTH]


_SCHEMES = frozenset({"IGO", "IMG", "NGO", "MNC"})


def is_state(code: str) -> bool:
    """Whether a flat code is that of a state and nothing more."""
    return len(code) == _ISO_LENGTH and code != "UNK"


class Hit(Record, frozen=True, kw_only=True):
    """A name of the table in a sentence.

    Attributes:
        first: Its first word.
        last: The word after its last one.
        entry: Who it is, on the day of publication.
        is_bound: True where a hyphen makes it part of another adjective (`Russian-backed`), so that it names no actor.
        leads: True before `-led`: who is named leads what follows.
    """

    first: int
    last: int
    entry: Entry
    is_bound: bool = False
    leads: bool = False

    @property
    def is_state(self) -> bool:
        """Whether it names a state, by whatever kind of word."""
        return self.entry.kind in STATE_KINDS


class Naming(Record, frozen=True, kw_only=True):
    """All names in a document.

    Attributes:
        hits: For each sentence, the names in order, without overlap.
        states: How often each sentence names each state, by its own name, its capital, its bodies or people.
    """

    hits: tuple[tuple[Hit, ...], ...]
    states: tuple[Mapping[str, int], ...]


class _Raw(Record, frozen=True, kw_only=True):
    first: int
    last: int
    entries: tuple[Entry, ...]


def find_names(trees: Sequence[Tree], names: Names, roles: Roles, published: dt.date | None) -> Naming:
    """Find the names of a document.

    A weak name counts only where the document names the same state or body strongly; of
    several namesakes the one whose state is named most is meant, and none if that does not decide.

    Args:
        trees: Its sentences.
        names: The table.
        roles: The tables of titles and of prefixes (`Franco`-German).
        published: The day that decides who holds an office.
    """
    raw = [_raw(tree, names, roles) for tree in trees]
    support: Counter[str] = Counter()
    for found in raw:
        for hit in found:
            support.update({key for entry in hit.entries if not entry.is_weak for key in (base(entry.code), entry.entity)})
    hits = []
    for tree, found in zip(trees, raw, strict=True):
        chosen = [
            (hit, _choose(tree, hit, _possible(tree, hit, names.pick(hit.entries, published), support, roles), support)) for hit in found
        ]
        hits.append(tuple(_hit(tree, hit, entry) for hit, entry in chosen if entry is not None))
    states = tuple(Counter(code for hit in found if not hit.is_bound and is_state(code := base(hit.entry.code))) for found in hits)
    return Naming(hits=tuple(hits), states=states)


def _raw(tree: Tree, names: Names, roles: Roles) -> list[_Raw]:
    words = [token.text for token in tree.tokens]
    if tree.sentence.block is not Block.BODY:
        words = [word.title() if word.isupper() and len(word) > _ISO_LENGTH else word for word in words]
    found, i = [], 0
    while i < len(words):
        end, entries = names.at(words, i)
        if entries and not (i and words[i] in _AMERICAN and words[i - 1] in _CONTINENT):
            found.append(_Raw(first=i, last=end, entries=entries))
            i = end
        else:
            if words[i] in roles.prefixes and i + 1 < len(words) and words[i + 1] in _JOINED:
                found += [
                    _Raw(first=i, last=i + 1, entries=(names.states[code],)) for code in roles.prefixes[words[i]] if code in names.states
                ]
            i = max(end, i + 1)
    return found


def _possible(tree: Tree, hit: _Raw, entries: Sequence[Entry], support: Mapping[str, int], roles: Roles) -> tuple[Entry, ...]:
    """The entries without surnames of namesakes (`Melania Trump`), weak ones that nothing supports, and others' bodies (`the Senate`)."""
    if hit.last - hit.first == 1 and roles.at((tree.tokens[hit.first].text.lower(),), 0)[1] is not None:
        most = max(support.values(), default=0)
        entries = [entry for entry in entries if not entry.is_weak or support.get(base(entry.code), 0) >= _FAIR_SHARE * most]
    return tuple(entry for entry in entries if entry.kind is not Kind.PERSON or not _is_namesake(tree, hit, entry, support, roles))


def _is_namesake(tree: Tree, hit: _Raw, entry: Entry, support: Mapping[str, int], roles: Roles) -> bool:
    tokens = tree.tokens
    before = tokens[hit.first - 1] if hit.first else None
    titled = before is not None and (before.text.lower() in roles.titles or before.text in _POLITE)
    if hit.last - hit.first == 1:
        after = tokens[hit.last] if hit.last < len(tokens) else None
        if after is not None and after.pos == "PROPN" and after.relation.startswith(("flat", "compound")):
            return True
        if before is not None and before.pos == "PROPN" and not titled and before.relation.startswith(("flat", "compound", "nsubj")):
            return True
    return entry.is_weak and not titled and entry.entity not in support


def _choose(tree: Tree, hit: _Raw, entries: Sequence[Entry], support: Mapping[str, int]) -> Entry | None:
    """The one entry that is meant, or none."""
    if not entries or _is_part_of_person(tree, hit, entries):
        return None
    strong = [entry for entry in entries if not entry.is_weak]
    if len(strong) == 1:
        return strong[0]
    is_seat = tree.tokens[hit.first].text in _BODY_SEATS
    ranked = sorted(strong or entries, key=lambda entry: (-support.get(base(entry.code), 0), is_seat and entry.code[:_ISO_LENGTH] != "IGO"))
    if is_seat:
        return ranked[0]
    best = support.get(base(ranked[0].code), 0)
    if not best and not strong and not (len({entry.code for entry in ranked}) == 1 and _reads_as_state(tree, hit, ranked[0])):
        return None
    if len(ranked) > 1 and support.get(base(ranked[1].code), 0) == best and ranked[0].code != ranked[1].code:
        return None
    return ranked[0]


def _reads_as_state(tree: Tree, hit: _Raw, entry: Entry) -> bool:
    """Whether a weak name of a state (`Chad`) stands as a place or acts, with no other name around it."""
    if entry.kind not in {Kind.STATE, Kind.CAPITAL}:
        return False
    tokens = tree.tokens
    around = [tokens[i] for i in (hit.first - 1, hit.last) if 0 <= i < len(tokens)]
    if any(token.pos == "PROPN" and token.relation.startswith(("flat", "compound")) for token in around):
        return False
    return tokens[hit.last - 1].pos == "PROPN"


def _is_part_of_person(tree: Tree, hit: _Raw, entries: Sequence[Entry]) -> bool:
    """Whether a name of one word is somebody's first or last name (`Jordan Smith`, `Michael Jordan`)."""
    if hit.last - hit.first > 1 or entries[0].kind is Kind.PERSON or not tree.tokens[hit.first].entity.endswith("PER"):
        return False
    after = tree.tokens[hit.last] if hit.last < len(tree) else None
    # A verb labelled as part of the name is a slip of the model, which befalls names that it never read.
    if after is not None and after.entity == "I-PER" and after.pos not in {"VERB", "AUX"}:
        return True
    return tree.tokens[hit.first].entity == "I-PER"


def _hit(tree: Tree, hit: _Raw, entry: Entry) -> Hit:
    """The hit, with what hyphens around it do."""
    tokens = tree.tokens
    first, last = hit.first, hit.last
    after = (
        tokens[last + 1] if last + 1 < len(tokens) and tokens[last].text in _JOINED and tokens[last].start == tokens[last - 1].end else None
    )
    leads = after is not None and after.text in _LED
    bound = (
        after is not None
        and after.tag in {"VBN", "VBD", "VBG", "JJ"}
        and after.text[:1].islower()
        and not leads
        and after.text not in _BELONGING
    )
    if first > 1 and tokens[first - 1].text in _JOINED and tokens[first - 2].text.lower() in _AGAINST:
        bound = True
    return Hit(first=first, last=last, entry=entry, is_bound=bound, leads=leads)
