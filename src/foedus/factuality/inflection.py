"""Regular verb forms, so that a table finds its verbs whatever the lemmatiser made of a rare one."""

_VOWELS = "aeiou"
_IRREGULAR = {
    "bet": ("bet", "betting"),
    "forbid": ("forbade", "forbidden"),
    "forecast": ("forecast", "forecasted"),
    "foresee": ("foresaw", "foreseen"),
    "foretell": ("foretold",),
    "forswear": ("forswore", "forsworn"),
    "freeze": ("froze", "frozen"),
    "seek": ("sought",),
    "strive": ("strove", "striven"),
    "swear": ("swore", "sworn"),
    "undertake": ("undertook", "undertaken"),
    "put": ("putting",),
    "plead": ("pled",),
}


def forms(verb: str) -> frozenset[str]:
    """The verb with its regular forms, and the irregular past of some rare verbs.

    >>> sorted(forms("deny"))
    ['denied', 'denies', 'deny', 'denying']
    """
    found = {verb, *_IRREGULAR.get(verb, ())}
    if verb.endswith("e"):
        found |= {verb + "s", verb + "d", verb[:-1] + "ing"}
    elif verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        found |= {verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"}
    else:
        found |= {verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s"), verb + "ed", verb + "ing"}
        if _doubles(verb):
            found |= {verb + verb[-1] + "ed", verb + verb[-1] + "ing"}
    return frozenset(found)


def _doubles(verb: str) -> bool:
    """Whether the last consonant may be doubled: stop, admit, cancel."""
    return verb[-3:-2].isalpha() and verb[-1] not in _VOWELS + "wxy" and verb[-2] in _VOWELS and verb[-3] not in _VOWELS
