"""Names of Korean pattern: few surnames and syllables for many people, so that likeness of names says little."""

import re
from functools import cache

from foedus.lexicon.tables import data_file, rows
from foedus.model.record import Record
from foedus.screening.keys import fold

_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
# one or two syllables as they are romanised, by whatever system, or from Cyrillic
_ONSET = r"(?:chkh|[kpt]?kh|[ckpt]h|kk|tt|pp|ss|jj|ts)[vwy]?|[bcdghjkmnprstwy]?|[bdghjkmnprs]y|[ghk][wv]|v(?=on)"
_SYLLABLES = re.compile(rf"(?:(?:{_ONSET})[aeiouy]{{1,3}}(?:ng|[klmnptrbg])?){{1,2}}")
_SIZES = range(2, 5)


class SurnameRow(Record, frozen=True, kw_only=True):
    """A row of `korean.tsv`."""

    surname: str


@cache
def _surnames() -> frozenset[str]:
    return frozenset(row.surname for row in rows(data_file("screening/korean.tsv"), SurnameRow))


def is_korean_pattern(name: str) -> bool:
    """Whether a person's name may be a Korean one, by its surname, first or last, and its syllables.

    >>> [is_korean_pattern(name) for name in ("KIM Jong-un", "Ким Чен Ын", "No Kwang Chol", "Kim Novak", "Sergei Lavrov")]
    [True, True, True, False, False]
    """
    if _HANGUL.search(name):
        return True
    words = fold(name).split()
    if len(words) not in _SIZES:
        return False
    return any(
        surname in _surnames() and all(map(_SYLLABLES.fullmatch, given))
        for surname, given in ((words[0], words[1:]), (words[-1], words[:-1]))
    )
