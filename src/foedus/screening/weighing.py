"""What speaks for and against a hit beside its score, and how closely a person should look at it."""

from collections.abc import Collection, Iterator, Sequence

from foedus.model.listing import Band, EntryKind, ListEntry, NameKind, Relation, Subject
from foedus.model.record import Record
from foedus.screening.drafts import is_public
from foedus.screening.keys import fold, identifier_key
from foedus.screening.koreans import is_korean_pattern

# Likeness of names from which a band begins; suggested by `research` on the matcher, held against the measures of docs/screening.md.
# After a change run `python -m bench.screening`.
STRONG_SCORE, REVIEW_SCORE, WEAK_SCORE = 0.95, 0.80, 0.70
_BANDS = (Band.STRONG, Band.REVIEW, Band.WEAK)
_IDLE = frozenset(
    {"a", "acting", "and", "deputy", "first", "for", "former", "general", "in", "member", "of", "the", "to", "vice", "without"}
)


class Context(Record, frozen=True, kw_only=True):
    """What else is known of both.

    Attributes:
        agreeing: Fields that agree (`country`, `birth`, `post`, `identifier`), with one sentence each.
        contrary: Fields that do not, likewise.
        notes: What else a reader should know that speaks against.
    """

    agreeing: tuple[tuple[str, str], ...] = ()
    contrary: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def speaks_for(self) -> tuple[str, ...]:
        """What agrees, in words."""
        return tuple(words for _, words in self.agreeing)

    @property
    def speaks_against(self) -> tuple[str, ...]:
        """What does not, in words."""
        return (*(words for _, words in self.contrary), *self.notes)


def context_of(subject: Subject, entry: ListEntry, name_kind: NameKind) -> Context:
    """Compare all but names; a field that one of the two does not have says nothing.

    Args:
        subject: Who is held against the list.
        entry: The entry.
        name_kind: Of the name that matched.
    """
    found = list(_compared(subject, entry))
    return Context(
        agreeing=tuple((field, words) for field, agrees, words in found if agrees),
        contrary=tuple((field, words) for field, agrees, words in found if not agrees),
        notes=tuple(_notes(subject, entry, name_kind)),
    )


def band_of(score: float, name_kind: NameKind, context: Context, *, korean: bool) -> Band | None:
    """The band of a hit on a name.

    Strong takes a score and a field that agrees; for a name of Korean pattern a country does not count as one, since all of
    them share it. A weak alias and each field that does not agree take it a band down, an identifier up to strong.

    Args:
        score: Likeness of the names, from 0 to 1.
        name_kind: Of the name that matched.
        context: What else is known.
        korean: Whether it is a person's name of Korean pattern.

    Returns:
        None if the score is too low for any.
    """
    if score < WEAK_SCORE:
        return None
    agreeing = {field for field, _ in context.agreeing} - ({"country"} if korean else set())
    if "identifier" in agreeing and not context.contrary:
        return Band.STRONG
    level = 0 if score >= STRONG_SCORE and agreeing else 1 if score >= REVIEW_SCORE else 2
    level += (name_kind is NameKind.WEAK) + len(context.contrary)
    return _BANDS[min(level, len(_BANDS) - 1)]


def is_korean(entry: ListEntry, name: str) -> bool:
    """Whether a hit is on a person's name of Korean pattern."""
    return entry.kind is EntryKind.OFFICE_HOLDER and is_korean_pattern(name)


def band_of_place(relation: Relation) -> Band:
    """The band of a hit on a place: who has a name or an address from it is another matter than the place itself."""
    return Band.STRONG if relation is Relation.IS else Band.REVIEW if relation is Relation.ADDRESS else Band.WEAK


def _compared(subject: Subject, entry: ListEntry) -> Iterator[tuple[str, bool, str]]:
    if subject.countries and entry.countries:
        shared = [code for code in subject.countries if code in entry.countries]
        told = f"country: {', '.join(shared or subject.countries)}"
        yield "country", bool(shared), told if shared else f"{told}, on the list {', '.join(entry.countries)}"
    if subject.births and entry.births:
        agrees = any(_same_day(first, second) for first in subject.births for second in entry.births)
        yield "birth", agrees, f"born {' or '.join(subject.births)}, on the list {' or '.join(entry.births)}"
    posts = _shared_words(subject.offices, entry.offices)
    if posts:
        yield "post", True, f"post: {'; '.join(entry.offices)} ({', '.join(posts)})"
    numbers = set(filter(None, map(identifier_key, subject.identifiers)))
    listed = {identifier_key(identifier.value): identifier for identifier in entry.identifiers}
    for key in sorted(numbers & set(listed)):
        yield "identifier", True, f"{listed[key].kind} {listed[key].value}"


def _notes(subject: Subject, entry: ListEntry, name_kind: NameKind) -> Iterator[str]:
    if name_kind is NameKind.WEAK:
        yield "the list marks this name as weak"
    if name_kind is NameKind.FORMER:
        yield "a former name"
    if is_korean(entry, subject.name):
        yield "a name of Korean pattern: many bear one like it"
    if len(fold(subject.name).split()) == 1:
        yield "a single word"


def _same_day(first: str, second: str) -> bool:
    """Whether two partial dates may be the same day, and share a year at least."""
    size = min(len(first), len(second))
    return first[:size] == second[:size]


def _shared_words(ours: Sequence[str], theirs: Collection[str]) -> list[str]:
    """Words that public offices of both have."""
    words = [{word for office in offices if is_public(office) for word in fold(office).split()} - _IDLE for offices in (ours, theirs)]
    return sorted(words[0] & words[1])
