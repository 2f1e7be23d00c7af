"""The words of a name, and the spellings that differ only by house style."""

import re
import unicodedata

_HYPHEN = re.compile(r"(?<=[^\W_])-(?=[^\W\d_])")
_MARK = re.compile(r"([,/()]|(?<!\S)['’])")
_MARKED = re.compile(r"[-,/()'’]")
_ARTICLE = re.compile(r"(?:^|(?<= ))(al|el)-(?=\w)")
_GIVEN = re.compile(r"([A-Z]\w+)-([a-z]\w*)$")
_BRITISH = {"Defence": "Defense", "Centre": "Center", "Programme": "Program", "Labour": "Labor"}
_SPELT = re.compile("|".join((*_BRITISH, "isation")))
_VARIED = re.compile(rf"[^\x00-\x7f]|['-]|{_SPELT.pattern}")
_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "ð": "d", "þ": "th", "Þ": "Th"}
)
_ENDINGS = ("'s", "’s", "'", "’")


def split(name: str) -> tuple[str, ...]:
    """The words of a name, as the tokenizer splits it in running text.

    >>> split("Guinea-Bissau"), split("People's Republic"), split("U.S. Army")
    (('Guinea', '-', 'Bissau'), ('People', "'s", 'Republic'), ('U.S.', 'Army'))
    """
    if not _MARKED.search(name):
        return tuple(name.split())
    words: list[str] = []
    for chunk in _HYPHEN.sub(" - ", _MARK.sub(r" \1 ", name)).split():
        ending = next((mark for mark in _ENDINGS if chunk.endswith(mark) and chunk != mark), "")
        words.append(chunk.removesuffix(ending))
        if ending:
            words.append(ending)
    return tuple(words)


def variants(name: str, *, is_person: bool) -> list[str]:
    """A name with the spellings that differ only by house style, the given one first.

    Args:
        name: In British spelling, with its accents and straight apostrophes.
        is_person: Whether a hyphenated given name at the end may be written apart.

    >>> variants("Kim Jong-un", is_person=True)
    ['Kim Jong-un', 'Kim Jong-Un', 'Kim Jong Un']
    >>> variants("al-Qaeda", is_person=False)
    ['al-Qaeda', 'Al-Qaeda', 'al Qaeda', 'Al Qaeda']
    >>> variants("Erdoğan", is_person=True), variants("Defence Centre", is_person=False)
    (['Erdoğan', 'Erdogan'], ['Defence Centre', 'Defense Center'])
    """
    if not _VARIED.search(name):
        return [name]
    oxford = name.replace("isation", "ization")
    american = _SPELT.sub(_american, oxford)
    forms = list(dict.fromkeys((name, oxford, american)))
    if not name.isascii():
        forms += [plain for form in forms if (plain := _plain(form)) not in forms]
    if is_person and (given := _GIVEN.search(forms[-1])):
        forms += [forms[-1][: given.start()] + given[1] + mark + given[2].title() for mark in "- "]
    if "-" in name and _ARTICLE.search(name):
        forms += [_ARTICLE.sub(change, form) for form in forms for change in (_capital, _apart, _capital_apart)]
    if "'" in name:
        forms += [form.replace("'", "’") for form in forms]
    return forms


def _american(match: re.Match[str]) -> str:
    return _BRITISH[match[0]]


def _plain(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    return "".join(char for char in apart if not unicodedata.combining(char))


def _capital(match: re.Match[str]) -> str:
    return f"{match[1].title()}-"


def _apart(match: re.Match[str]) -> str:
    return f"{match[1]} "


def _capital_apart(match: re.Match[str]) -> str:
    return f"{match[1].title()} "
