"""Words that no rule has accounted for: there may be none, since each rule takes off what it has checked."""

import re
from collections.abc import Iterator

from foedus.brief.gate.likelihood import LIKELY
from foedus.brief.gate.reading import Reading

_NUMBER = re.compile(r"(?<!\S)[^\s\d]*+\d\S*+")


def left_faults(reading: Reading) -> Iterator[str]:
    """What is left of a sentence, named by what it is."""
    left = reading.left
    if not left:
        return
    if found := LIKELY.search(left):
        yield f"a word of likelihood ({found[0]})"
    elif found := _NUMBER.search(left):
        yield f"a number that no citation carries ({found[0].strip('.,;:()')})"
    elif any(letter.isupper() for letter in left):
        yield f"a name that no citation carries ({left})"
    else:
        yield f"words that no citation carries ({left})"
