"""Names of places as lookup keys: one spelling for all ways to write a name."""

import re
import unicodedata
from collections.abc import Iterator

_APOSTROPHES = re.compile("['’‘ʻʼ`´ʹʺʽ]")
_BREAKS = re.compile(r"[^\w]+")
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ə": "e", "Ə": "e", "ŋ": "n", "_": " "})


def fold(name: str) -> str:
    """The lookup key of a name: no marks, no case, no punctuation, no leading `the`, `St` as `saint`.

    >>> fold("The Straße of St. Étienne-du-Ľuč"), fold("N'Djamena"), fold("Kırıkkale")
    ('strasse of saint etienne du luc', 'ndjamena', 'kirikkale')
    """
    if name.isascii():
        plain = name.lower()
    else:
        marked = unicodedata.normalize("NFKD", name.translate(_LETTERS))
        plain = "".join(c for c in marked if not unicodedata.combining(c)).casefold()
    words = _BREAKS.sub(" ", _APOSTROPHES.sub("", plain)).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join("saint" if word in {"st", "ste"} else word for word in words)


def triples(key: str) -> Iterator[str]:
    """The letter triples of a key's words, with their beginnings and ends marked.

    >>> list(triples("ufa"))
    ['^uf', 'ufa', 'fa$']
    """
    for word in key.split():
        marked = f"^{word}$"
        for i in range(len(marked) - 2):
            yield marked[i : i + 3]
