"""Whether a regular expression takes time in proportion to its text: by its structure, and where that does not decide, by trying it.

A pattern is suspect if one of its unbounded repeats can begin or go on in more than one way over the same letters: inside
another repeat, next to another one without something between that tells them apart, over branches that begin alike, or, where
the pattern is searched for, from every place of a text that the repeat runs through. A suspect pattern is tried on texts that
are made from it, of growing length: it is bad if its time grows faster than the length.
"""

import ast
import itertools
import math
import re
import time
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from re import _constants as sre
from re import _parser as parser
from typing import Any, NamedTuple

LETTERS = "".join(map(chr, range(128))) + "éÉß“”’–—…\u00a0\u2009中٣"
_ALL = (1 << len(LETTERS)) - 1
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT)
# repeats of that many and more count as unbounded
_MANY = 1_000
# a pattern of which this much takes no time is linear enough; longest text tried
_SECONDS, _LONGEST = 0.01, 30_000
_MOST_TEXTS = 90
_ENDS = ("", "!", "\n", " ")

Node = tuple[Any, Any]


class Use(StrEnum):
    """How a pattern is used: looked for in a text, or held against its beginning or the whole of it."""

    SEARCH = "search"
    MATCH = "match"
    FULLMATCH = "fullmatch"


class Piece(NamedTuple):
    """A part of a sequence.

    Attributes:
        letters: What it may hold.
        first: What it may begin with.
        is_empty: Whether it may be empty.
        is_endless: Whether it has no end, and may give back what it took.
        is_long: Whether it has no end, be it that it gives nothing back.
        is_test: Whether it holds nothing, but may fail.
    """

    letters: int
    first: int
    is_empty: bool
    is_endless: bool = False
    is_long: bool = False
    is_test: bool = False


def one(node: Node, flags: int) -> int:
    """The letters that a node of one letter stands for, as bits."""
    op, value = node
    if op is sre.IN:
        return _class(value, flags)
    if op is sre.LITERAL:
        return _fold(1 << LETTERS.index(chr(value)) if chr(value) in LETTERS else 0, flags)
    if op is sre.NOT_LITERAL:
        return _ALL & ~one((sre.LITERAL, value), flags)
    if op is sre.ANY:
        return _ALL if flags & re.DOTALL else _ALL & ~one((sre.LITERAL, 10), flags)
    return 0


def _fold(bits: int, flags: int) -> int:
    if not flags & re.IGNORECASE:
        return bits
    held = {letter.lower() for at, letter in enumerate(LETTERS) if bits >> at & 1}
    return sum(1 << at for at, letter in enumerate(LETTERS) if letter.lower() in held)


def _class(items: Sequence[Node], flags: int) -> int:
    bits, negated = 0, False
    for op, value in items:
        if op is sre.NEGATE:
            negated = True
        elif op is sre.RANGE:
            bits |= sum(1 << at for at, letter in enumerate(LETTERS) if value[0] <= ord(letter) <= value[1])
        elif op is sre.CATEGORY:
            bits |= _category(str(value), flags)
        else:
            bits |= one((op, value), flags)
    bits = _fold(bits, flags)
    return _ALL & ~bits if negated else bits


def _category(name: str, flags: int) -> int:
    kind = name.rpartition("_")[2].lower()[0]
    letter = kind.upper() if "_NOT_" in name else kind
    pattern = re.compile(f"\\{letter}", flags & re.ASCII)
    return sum(1 << at for at, shown in enumerate(LETTERS) if pattern.match(shown))


def pieces(nodes: Sequence[Node], flags: int) -> list[Piece]:
    """A sequence as pieces; what stands in a group stands in the sequence itself."""
    return [piece for node in nodes for piece in _pieces_of(node, flags)]


def _pieces_of(node: Node, flags: int) -> list[Piece]:
    op, value = node
    if op is sre.SUBPATTERN:
        return pieces(value[3], (flags | value[1]) & ~value[2])
    if op in _REPEATS or op is sre.POSSESSIVE_REPEAT:
        low, high, body = value
        whole = _whole(body, flags)
        is_long = high >= _MANY or whole.is_long
        is_endless = is_long and op is not sre.POSSESSIVE_REPEAT
        return [Piece(whole.letters, whole.first, whole.is_empty or low == 0, is_endless, is_long)]
    if op is sre.BRANCH:
        branches = [_whole(branch, flags) for branch in value[1]]
        inner = any(branch.is_long for branch in branches)
        letters = first = 0
        for branch in branches:
            letters, first = letters | branch.letters, first | branch.first
        return [Piece(letters, first, any(branch.is_empty for branch in branches), inner, inner)]
    if op is sre.ATOMIC_GROUP:
        whole = _whole(value, flags)
        return [Piece(whole.letters, whole.first, whole.is_empty, is_long=whole.is_long)]
    if op in {sre.AT, sre.ASSERT, sre.ASSERT_NOT}:
        return [Piece(0, 0, is_empty=True, is_test=True)]
    letters = one(node, flags)
    return [Piece(letters, letters, is_empty=op is sre.GROUPREF)]


def _whole(nodes: Sequence[Node], flags: int) -> Piece:
    """A sequence as one piece."""
    letters, first, is_empty, is_long = 0, 0, True, False
    for piece in pieces(nodes, flags):
        letters |= piece.letters
        first |= piece.first if is_empty else 0
        is_empty = is_empty and piece.is_empty
        is_long = is_long or piece.is_long
    return Piece(letters, first, is_empty, is_long=is_long)


def _overlap(sequence: Sequence[Piece]) -> bool:
    """Whether two endless pieces of a sequence can share letters, nothing between them telling where one ends."""
    for at, left in enumerate(sequence):
        if not left.is_endless:
            continue
        for piece in sequence[at + 1 :]:
            if piece.is_endless and piece.letters & left.letters:
                return True
            if not piece.is_empty and not piece.letters & left.letters:
                break
    return False


def suspicions(pattern: "re.Pattern[str] | re.Pattern[bytes]", use: Use = Use.SEARCH) -> list[str]:
    """Why the structure of a pattern does not show it to be linear; empty if it does.

    Args:
        pattern: The pattern.
        use: How it is used.
    """
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    found = list(_suspicious(list(tree), pattern.flags))
    sequence = pieces(list(tree), pattern.flags)
    if _overlap(sequence):
        found.append("endless repeats next to each other")
    if use is Use.SEARCH and not _is_anchored(list(tree)) and _restarts(sequence, behind=_behind(list(tree), pattern.flags)):
        found.append("a search that runs through the same letters from each of them")
    return found


def _suspicious(nodes: Sequence[Node], flags: int) -> Iterator[str]:
    for node in nodes:
        for inner, inner_flags in _inside(node, flags):
            yield from _suspicious(inner, inner_flags)
            if node[0] not in _REPEATS and _overlap(pieces(inner, inner_flags)):
                yield "endless repeats next to each other"
        if node[0] in _REPEATS and node[1][1] >= _MANY:
            yield from _repeated(node[1][2], flags)


def _repeated(nodes: Sequence[Node], flags: int) -> Iterator[str]:
    """What is suspect in what is repeated without end."""
    body = pieces(nodes, flags)
    if _overlap([*body, *body]):
        yield "an endless repeat inside another"
    if _has_like_branches(nodes, flags):
        yield "branches that begin alike inside an endless repeat"


def _inside(node: Node, flags: int) -> Iterator[tuple[list[Node], int]]:
    op, value = node
    if op is sre.SUBPATTERN:
        yield list(value[3]), (flags | value[1]) & ~value[2]
    elif op in _REPEATS or op is sre.POSSESSIVE_REPEAT:
        yield list(value[2]), flags
    elif op is sre.BRANCH:
        for branch in value[1]:
            yield list(branch), flags
    elif op is sre.ATOMIC_GROUP:
        yield list(value), flags
    elif op in {sre.ASSERT, sre.ASSERT_NOT}:
        yield list(value[1]), flags


def _has_like_branches(nodes: Sequence[Node], flags: int) -> bool:
    for node in nodes:
        if node[0] is sre.BRANCH:
            firsts = [_whole(branch, flags).first for branch in node[1][1]]
            if any(left & right for at, left in enumerate(firsts) for right in firsts[at + 1 :]):
                return True
        if any(_has_like_branches(inner, inner_flags) for inner, inner_flags in _inside(node, flags)):
            return True
    return False


def _is_anchored(nodes: Sequence[Node]) -> bool:
    return bool(nodes) and nodes[0][0] is sre.AT and nodes[0][1] is sre.AT_BEGINNING_STRING


def _behind(nodes: Sequence[Node], flags: int) -> int:
    """The letters that may not stand before a match, as a leading look-behind says."""
    bits = 0
    for op, value in nodes:
        if op is sre.ASSERT_NOT and value[0] < 0:
            bits |= _whole(value[1], flags).letters
        elif op is sre.AT and value is sre.AT_BOUNDARY:
            bits |= _category("CATEGORY_WORD", flags)
        else:
            break
    return bits


def _restarts(sequence: Sequence[Piece], *, behind: int) -> bool:
    """Whether an endless piece runs through letters from each of which the search may begin anew, to fail at the end."""
    before: list[int] = []
    sequence = sequence[sum(1 for _ in itertools.takewhile(lambda piece: piece.is_test, sequence)) :]
    starts = sequence[0].first if sequence else 0
    for at, piece in enumerate(sequence):
        if piece.is_long:
            can_fail = any(rest.is_test or not rest.is_empty for rest in sequence[at + 1 :])
            again = piece.letters & ~behind if at == 0 else piece.letters & starts
            if can_fail and again and all(letters & piece.letters for letters in before):
                return True
        if not piece.is_empty:
            before.append(piece.letters)
    return False


def texts(pattern: "re.Pattern[str] | re.Pattern[bytes]") -> list[tuple[str, str, str]]:
    """Beginnings, pieces to be repeated and ends of texts that are hard for a pattern, made from its structure."""
    tree = list(parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG))
    begin = _sample(tree, pattern.flags)
    found: dict[tuple[str, str, str], None] = {}
    for pump in (begin, begin[: max(1, len(begin) // 2)], begin[:1]):
        found |= dict.fromkeys(("", pump, end) for end in _ENDS)
    for body, before, flags in _loops(tree, pattern.flags, ""):
        sample = _sample(body, flags)
        for pump in dict.fromkeys((sample, sample + sample, *_letters(body, flags))):
            found |= dict.fromkeys((start, pump, end) for end in _ENDS for start in (before, ""))
    return [case for case in found if case[1]][:_MOST_TEXTS]


def _loops(nodes: Sequence[Node], flags: int, before: str) -> Iterator[tuple[list[Node], str, int]]:
    for node in nodes:
        for inner, inner_flags in _inside(node, flags):
            if node[0] in _REPEATS and node[1][1] >= _MANY:
                yield inner, before, inner_flags
            yield from _loops(inner, inner_flags, before)
        before += _sample([node], flags)


def _letters(nodes: Sequence[Node], flags: int) -> list[str]:
    whole = _whole(nodes, flags)
    return [letter for at, letter in enumerate(LETTERS) if whole.letters >> at & 1 and letter in "a1 .,-'\"A_/<(\n\t"][:8]


def _sample(nodes: Sequence[Node], flags: int) -> str:
    """A text that a sequence matches, or nearly."""
    return "".join(_sample_of(node, flags) for node in nodes)


def _sample_of(node: Node, flags: int) -> str:
    op, value = node
    if op is sre.BRANCH:
        return _sample(list(value[1][0]), flags)
    if op in _REPEATS or op is sre.POSSESSIVE_REPEAT:
        return _sample(list(value[2]), flags) * max(1, min(int(value[0]), 20))
    if op in {sre.SUBPATTERN, sre.ATOMIC_GROUP}:
        return "".join(_sample(inner, inner_flags) for inner, inner_flags in _inside(node, flags))
    if op is sre.LITERAL:
        return chr(value)
    bits = one(node, flags)
    shown = [letter for at, letter in enumerate(LETTERS) if bits >> at & 1]
    return min(shown, key=lambda letter: (not letter.isalnum(), letter != "a", letter)) if shown else ""


def _power(pattern: "re.Pattern[str] | re.Pattern[bytes]", case: tuple[str, str, str], use: Use) -> float:
    begin, pump, end = case
    times: list[tuple[int, float]] = []
    count = 6
    while count * len(pump) < _LONGEST:
        text: Any = begin + pump * count + end
        text = text if isinstance(pattern.pattern, str) else text.encode("utf-8", "replace")
        times.append((len(text), _seconds(pattern, text, use)))
        if times[-1][1] > _SECONDS:
            size, seconds = times[-1]
            before = next(((n, t) for n, t in reversed(times[:-1]) if n <= size / 3), times[0])
            return math.log(max(seconds, 1e-9) / max(before[1], 1e-6)) / math.log(size / before[0])
        count += max(3, count // 2)
    return 1.0


def _seconds(pattern: "re.Pattern[str] | re.Pattern[bytes]", text: Any, use: Use) -> float:
    best = math.inf
    for _ in range(2):
        start = time.thread_time()
        if use is Use.SEARCH:
            for _found in pattern.finditer(text):
                pass
        else:
            (pattern.match if use is Use.MATCH else pattern.fullmatch)(text)
        best = min(best, time.thread_time() - start)
        if best > _SECONDS:
            break
    return best


def is_bad(pattern: "re.Pattern[str] | re.Pattern[bytes]", use: Use = Use.SEARCH, *, worst: float = 1.5) -> str:
    """Why a pattern takes time with a worse power of the length than one that is allowed; empty if it does not.

    Args:
        pattern: The pattern.
        use: How it is used.
        worst: The power: 1 is in proportion, 2 the square; a little more than is meant, since time is measured.
    """
    told = suspicions(pattern, use)
    if not told:
        return ""
    for case in texts(pattern):
        found = _power(pattern, case, use)
        if found > worst and (found := _power(pattern, case, use)) > worst:  # twice: others use the machine too
            return f"{'; '.join(told)}: time grows with power {found:.1f} of the length on {case}"
    return ""


def uses(source: Path) -> dict[str, set[Use]]:
    """How the names of patterns are used all over the package, by name; one that is handed on is looked for."""
    found: dict[str, set[Use]] = {}
    for path in sorted(source.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        called = {id(node.value): node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                known = called.get(id(node), "")
                found.setdefault(f"{path.relative_to(source)}:{node.id}", set()).add(Use(known) if known in set(Use) else Use.SEARCH)
    return found


def named(source: Path) -> dict[str, str]:
    """The names of the patterns that a module compiles for itself, by file and line of the call."""
    found: dict[str, str] = {}
    for path in sorted(source.rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and isinstance(node.targets[0], ast.Name):
                for line in range(node.lineno, (node.end_lineno or node.lineno) + 1):
                    found[f"{path.relative_to(source)}:{line}"] = node.targets[0].id
    return found


class Found(NamedTuple):
    """A pattern that the package compiles.

    Attributes:
        place: File and line.
        pattern: The pattern.
        flags: Its flags.
        is_bytes: Whether it is for bytes.
    """

    place: str
    pattern: str
    flags: int
    is_bytes: bool

    def compiled(self) -> "re.Pattern[str] | re.Pattern[bytes]":
        """The pattern itself."""
        if self.is_bytes:
            return re.compile(self.pattern.encode("latin-1"), self.flags)
        return re.compile(self.pattern, self.flags & ~re.LOCALE)
