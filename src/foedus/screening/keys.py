"""Names as keys: what is left of a name once case, marks, spacing, script and house style are taken off.

Two names with a key in common are the same name, differently written; they need not be names of the same.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from foedus.lexicon.tables import data_file, rows
from foedus.model.listing import EntryKind, ListEntry, Subject
from foedus.model.record import Record

# another number where the same name gives other keys than before: then those that a ledger keeps are made anew
METHOD = 1
_SHORTEST_IDENTIFIER = 5
_APOSTROPHES = re.compile("['’‘ʻʼ`´ʹʺʽ\"]")
_BREAKS = re.compile(r"[\W_]+")
_LETTERS = {
    "ı": "i",
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
    "ə": "e",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ð": "d",
    "&": " and ",
}
# Russian, Ukrainian and Belarusian letters as English-language lists write them
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "ye", "ж": "zh", "з": "z", "и": "i", "і": "i",
    "ї": "yi", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ў": "u",
    "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
_ROMAN = str.maketrans(_LETTERS | _CYRILLIC | {letter.upper(): roman for letter, roman in _CYRILLIC.items()})


class FormRow(Record, frozen=True, kw_only=True):
    """A row of `forms.tsv`."""

    form: str
    canonical: str
    kind: str


class Forms(Record, frozen=True, kw_only=True):
    """Legal forms and spellings.

    Attributes:
        pattern: Finds a form that is written otherwise than its canonical one.
        canonical: What stands for it.
        legal: Words of canonical legal forms.
        marks: Words that mark an organisation, legal forms among them.
    """

    pattern: re.Pattern[str]
    canonical: Mapping[str, str]
    legal: frozenset[str]
    marks: frozenset[str]


@cache
def forms() -> Forms:
    """The packaged table."""
    table = list(rows(data_file("screening/forms.tsv"), FormRow))
    canonical = {row.form: row.canonical for row in table if row.form != row.canonical}
    longest = sorted(canonical, key=lambda form: (-len(form), form))
    legal = frozenset(word for row in table if row.kind == "legal" for word in row.canonical.split())
    marks = legal | {row.form for row in table if row.kind == "body"}
    return Forms(pattern=re.compile(rf"\b(?:{'|'.join(longest)})\b"), canonical=canonical, legal=legal, marks=marks)


def fold(text: str) -> str:
    """A text in lower case Latin letters, without marks and punctuation.

    Cyrillic is romanised; other scripts stay as they are.

    >>> fold("АО «Алабуга»"), fold("N'Djaména"), fold("al-Qā‘ida")
    ('ao alabuga', 'ndjamena', 'al qaida')
    """
    if not text.isascii():
        roman = unicodedata.normalize("NFC", text).translate(_ROMAN)
        text = "".join(char for char in unicodedata.normalize("NFKD", roman) if not unicodedata.combining(char))
    else:
        text = text.replace("&", " and ")
    return " ".join(_BREAKS.sub(" ", _APOSTROPHES.sub("", text)).casefold().split())


def words_of(name: str) -> list[str]:
    """The words of a name with legal forms and house style made one.

    >>> words_of("Centre of Drones, Limited Liability Company")
    ['center', 'of', 'drones', 'llc']
    """
    table = forms()
    folded = table.pattern.sub(lambda match: table.canonical[match[0]], fold(name))
    words = folded.split()
    return words[1:] if len(words) > 1 and words[0] == "the" else words


def is_of_organisation(name: str) -> bool:
    """Whether a name has a word that persons' names do not have.

    >>> is_of_organisation("ООО «Ромашка»"), is_of_organisation("Jane Doe")
    (True, False)
    """
    return not forms().marks.isdisjoint(words_of(name))


def squeezed(name: str) -> str:
    """A name's words in one, legal forms last.

    >>> squeezed("JSC Alabuga") == squeezed("Alabuga, Joint-Stock Company"), squeezed("Kim Jong-un")
    (True, 'kimjongun')
    """
    return _in_one(words_of(name))


def _in_one(words: Sequence[str]) -> str:
    legal = forms().legal
    if legal.isdisjoint(words):
        return "".join(words)
    core = [word for word in words if word not in legal]
    return "".join((*core, *sorted(word for word in words if word in legal)) if core else words)


def name_keys(name: str, *, person: bool) -> Iterator[str]:
    """The keys of a name: its words in one; of a person's also its words in any order.

    >>> list(name_keys("LAVROV, Sergey", person=True))
    ['n:lavrovsergey', 'p:lavrov sergey']
    """
    words = words_of(name)
    if words:
        yield f"n:{_in_one(words)}"
    if person and words:
        yield f"p:{' '.join(sorted(words))}"


def identifier_key(value: str) -> str:
    """The key of a number: letters and digits alone; empty if it is too short to mean anything."""
    plain = "".join(char for char in value.upper() if char.isalnum()).removeprefix("IMO")
    return f"i:{plain}" if len(plain) >= _SHORTEST_IDENTIFIER and any(map(str.isdigit, plain)) else ""


def place_key(place: str) -> str:
    """The key of a place of our gazetteer."""
    return f"g:{place}"


def subject_key(name: str) -> str:
    """What decisions on a name are found by."""
    return squeezed(name)


def entry_keys(entry: ListEntry) -> frozenset[str]:
    """All keys of an entry."""
    person = entry.kind is EntryKind.OFFICE_HOLDER
    keys = {key for name in entry.names for key in name_keys(name.text, person=person)}
    keys.update(filter(None, (identifier_key(identifier.value) for identifier in entry.identifiers)))
    keys.update(place_key(link.place) for link in entry.places)
    return frozenset(keys)


def subject_keys(subject: Subject) -> frozenset[str]:
    """All keys of a subject; one that may be a person has a person's."""
    person = not subject.kinds or EntryKind.OFFICE_HOLDER in subject.kinds
    keys = set(name_keys(subject.name, person=person))
    # a bare number may be an identifier
    keys.update(filter(None, map(identifier_key, (*subject.identifiers, subject.name))))
    keys.update(map(place_key, subject.places))
    return frozenset(keys)
