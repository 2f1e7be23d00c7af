"""Every regular expression of the package takes time in proportion to its text, or its text is bounded."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TypeGuard

import pytest
from tests.regexes import Found, Use, is_bad, named, suspicions, uses

SOURCE = Path(__file__).resolve().parents[1] / "src" / "foedus"
_FUNCTIONS = frozenset({"compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"})

BAD = [
    r"(a+)+$",
    r"(?:a|ab|b)*c",
    r"(\w+\s*)+:",
    r"\s+$",
    r"\s++$",
    r"a*a*b",
    r".*foo.*bar",
    r"\w+@\w+\.",
    r"<[^>]*x>",
    r"<!--.*?-->",
    r"(?:\d+,?)+x",
    r"^(?:[a-z]+ ?)*!$",
    r"“[^”]*”",
    r"(?i:x(?=(?:a+)+b))",
]
GOOD = [
    r"\d+",
    r"<[^<>]*>",
    r'"[^"]*"',
    r"(?<!\w)\w+@",
    r"\b(?:the|a)\b",
    r"(?:ab|cd)*",
    r"[a-z]{1,40}:",
    r"(?<!\s)\s++$",
    r"(?:\w+ )*",
    r"\b\w+ \w+",
]

# powers of the length, with room for what else the machine does
_LINEAR, _CUBE = 1.5, 3.5
_SENTENCE = "a sentence: 5,000 characters"
_OWN_SENTENCE = "a sentence of our own brief"
_OWN_TABLE = "a cell of our own tables"
_DICTIONARY = "a line of a dictionary: 2,000 characters"
_DRAWING = "a drawing of our own"
_COMMENTARY = "a line of the user's own commentary"
# patterns that take time in the square of their text, and what bounds that
BOUNDED = {
    "brief/excerpts.py:_GOVERNING": _SENTENCE,
    "brief/excerpts.py:_HANGING": _SENTENCE,
    "brief/legs.py:_NUMBER": _SENTENCE,
    "brief/gate/reading.py:_QUOTED": _OWN_SENTENCE,
    "brief/gate/hearing.py:_QUOTED": _OWN_SENTENCE,
    "brief/commentary.py:_CITED": _COMMENTARY,
    "lexicon/entries.py:_TERM": _OWN_TABLE,
    "lexicon/spellings.py:_GIVEN": _SENTENCE,
    "lexicon/petrarch/agents.py:_ROW": _DICTIONARY,
    "lexicon/petrarch/verbs.py:_HEADER": _DICTIONARY,
    "lexicon/petrarch/verbs.py:_VERB": _DICTIONARY,
    "lexicon/petrarch/verbs.py:_MEMBER": _DICTIONARY,
    "lexicon/petrarch/folder.py:_ACTORS_CODE": _DICTIONARY,
    "brief/mapping.py:\\d+\\.\\d+": _DRAWING,
    "drawing.py:_TAG": _DRAWING,
    "drawing.py:_ATTRIBUTE": _DRAWING,
    "drawing.py:_SHEET": _DRAWING,
    "drawing.py:_RULE": _DRAWING,
    "drawing.py:_DECLARATION": _DRAWING,
    "drawing.py:_FONT": _DRAWING,
    "parsing/tokenizer.py": _SENTENCE,
}
# files whose patterns come out of a table, and are too long to be named
WHOLE_FILES = {"parsing/tokenizer.py"}


@pytest.mark.parametrize("pattern", BAD)
def test_bad_patterns_are_caught(pattern: str) -> None:
    """Repeats inside repeats, next to each other, over branches that begin alike, and searches that begin anew everywhere."""
    assert is_bad(re.compile(pattern))


@pytest.mark.parametrize("pattern", GOOD)
def test_good_patterns_pass(pattern: str) -> None:
    """What is told apart, has an end or gives nothing back is linear."""
    assert not is_bad(re.compile(pattern))


def test_a_pattern_that_is_held_against_a_beginning_is_not_searched_for() -> None:
    """An endless repeat at the beginning is bad only where a search may begin anew in it."""
    pattern = re.compile(r"\w+@")
    assert suspicions(pattern, Use.SEARCH)
    assert not suspicions(pattern, Use.MATCH)


def _compiled() -> list[Found]:
    """What the package compiles when it is imported, loads its tables and reads a report, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.compiled"], capture_output=True, check=True, cwd=SOURCE.parents[1]
    )  # our own program
    return [Found(*json.loads(line)) for line in done.stdout.splitlines()]


def _literal() -> list[Found]:
    """The patterns that stand as they are in a call of `re`, whether it was made or not."""
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if _is_call(node) and isinstance(node.args[0], ast.Constant) and not node.keywords and len(node.args) == 1 + _extra(node):
                value = node.args[0].value
                text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
                found.append(Found(f"{path.relative_to(SOURCE)}:{node.lineno}", text, 0, isinstance(value, bytes)))
    return found


def _is_call(node: ast.AST) -> TypeGuard[ast.Call]:
    """Whether a node calls a function of `re`."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name) and node.args):
        return False
    return node.func.value.id == "re" and node.func.attr in _FUNCTIONS


def _extra(node: ast.Call) -> int:
    """How many arguments a call has behind the pattern, flags aside."""
    assert isinstance(node.func, ast.Attribute)
    return {"compile": 0, "sub": 2, "subn": 2}.get(node.func.attr, 1)


@pytest.mark.slow
def test_every_pattern_is_linear_or_its_text_is_bounded() -> None:
    """Those that are made from tables too; no exception is there without cause, and none is worse than the cube."""
    names, used = named(SOURCE), uses(SOURCE)
    patterns = {(found.pattern, found.is_bytes): found for found in [*_literal(), *_compiled()]}
    assert len(patterns) > 150
    suspect: set[str] = set()
    bad: dict[str, str] = {}
    for found in patterns.values():
        file = found.place.partition(":")[0]
        name = f"{file}:{names.get(found.place, found.pattern)}" if file not in WHOLE_FILES else file
        ways = used.get(name, {Use.SEARCH})
        way = next(use for use in Use if use in ways)
        suspect |= {name} if suspicions(found.compiled(), way) else set()
        told = is_bad(found.compiled(), way, worst=_CUBE if name in BOUNDED else _LINEAR)
        bad |= {name: told} if told else {}
    assert bad == {}
    assert sorted(BOUNDED.keys() - suspect) == []
