"""By what claims find each other, so that a new one is compared with those only that can tell of the same deed.

Two claims are compared if they share a party in a role, are of kinds that can be one deed and are not too far apart in
time; or if their documents repeat each other or are on one topic. Whether they are depends on the two documents alone.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations

from foedus.corroboration.deeds import Deed
from foedus.corroboration.matching import EPISODIC, RECIPROCAL, RELATED, may_match
from foedus.corroboration.topics import hashed

# how far apart in days two reports of one deed may be: of what is news for a while only, and of what takes its time
_EPISODE, _LASTING = 100, 730
# reports further apart than this must have some of their most telling words in common too
FAR, FAR_WORDS = 120, 2
# claims that leave a party open have less in common to begin with
_OPEN = 45
# from how far apart two documents are on one topic no more
TOPIC_DAYS = 120


def posted(deed: Deed) -> frozenset[int]:
    """The keys under which a claim is found."""
    keys = {_direct(a, b, deed.kind) for a, b in _dyads(deed)}
    keys |= {_direct(a, "*", deed.kind) for a in deed.actors} | {_direct("*", b, deed.kind) for b in deed.recipients}
    keys |= {_both(a, b, deed.kind) for a, b in _pairs(deed)}
    return frozenset(keys)


def sought(deed: Deed) -> Iterator[tuple[int, int]]:
    """The keys under which a claim finds others, each with the most days between the two reports."""
    for kind in _related(deed.kind):
        turned = (kind == "REQUEST") != (deed.kind == "REQUEST")
        reach = _reach(deed.kind, kind)
        for a, b in _dyads(deed):
            first, second = (b, a) if turned else (a, b)
            yield _direct(first, second, kind), reach if a and b else min(reach, _OPEN)
        if turned:
            continue
        near = min(reach, _OPEN)
        if deed.actors and deed.recipients:
            yield from ((_direct(a, "", kind), near) for a in deed.actors)
            yield from ((_direct("", b, kind), near) for b in deed.recipients)
        else:
            yield from ((_direct(a, "*", kind), near) for a in deed.actors)
            yield from ((_direct("*", b, kind), near) for b in deed.recipients)
        yield from ((_both(a, b, kind), reach) for a, b in _pairs(deed) if kind in RECIPROCAL)


def is_near(a: Deed, b: Deed) -> bool:
    """Whether two claims are of kinds that can be one deed, and told not too far apart in time."""
    if not may_match(a, b):
        return False
    if a.published is None or b.published is None:
        return True
    whole = all(deed.actors and deed.recipients for deed in (a, b)) or ({a.kind, b.kind} <= RECIPROCAL and len(a.codes & b.codes) > 1)
    reach = _reach(a.kind, b.kind)
    return abs((a.published - b.published).days) <= (reach if whole else min(reach, _OPEN))


def are_far(a: Deed, b: Deed) -> bool:
    """Whether two claims were told so far apart in time that parties and kind alone say little."""
    return a.published is not None and b.published is not None and abs((a.published - b.published).days) > FAR


def _reach(first: str, second: str) -> int:
    return _EPISODE if {first, second} <= EPISODIC else _LASTING


def _related(kind: str) -> list[str]:
    return [kind, *sorted(other for pair in RELATED if kind in pair for other in pair if other != kind)]


def _dyads(deed: Deed) -> list[tuple[str, str]]:
    """Each actor with each recipient; a side that is open is empty."""
    return [(a, b) for a in sorted(deed.actors) or [""] for b in sorted(deed.recipients) or [""]]


def _pairs(deed: Deed) -> Iterable[tuple[str, str]]:
    """Parties of a deed that may be told as mutual, two by two."""
    return combinations(sorted(deed.codes), 2) if deed.kind in RECIPROCAL else ()


def _direct(actor: str, recipient: str, kind: str) -> int:
    return hashed(f"{actor}>{recipient}:{kind}")


def _both(first: str, second: str, kind: str) -> int:
    return hashed(f"{first}&{second}:{kind}")
