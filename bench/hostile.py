"""Pages as strangers write them, from a seed: nested, endless, cut off, wrongly encoded, full of scripts, or lying about themselves."""

import gzip
import random
from collections.abc import Callable

_DEPTH = 3_000
_LONGEST_WORD, _MARKS = 2_000, 6_000


def nested(chance: random.Random) -> bytes:
    """Elements within elements, never closed."""
    tag = chance.choice(("div", "b", "table", "ul", "blockquote"))
    return b"<html><body>" + f"<{tag}>".encode() * chance.randint(_DEPTH // 3, _DEPTH) + b"War was declared on Tuesday."


def one_word(chance: random.Random) -> bytes:
    """A word without an end."""
    return f"<html><body><p>{chance.choice('abcxyz') * chance.randint(_LONGEST_WORD // 4, _LONGEST_WORD)}</p></body></html>".encode()


def no_words(chance: random.Random) -> bytes:
    """Marks alone."""
    return f"<html><body><p>{''.join(chance.choices('.,;:!?()[]“”—', k=_MARKS))}</p></body></html>".encode()


def scripts(chance: random.Random) -> bytes:
    """Much that is no text, and a little that is."""
    script = "".join(f"var v{number}={number};" for number in range(chance.randint(2_000, 6_000)))
    return f"<html><head><script>{script}</script></head><body><p onclick='{script[:5000]}'>Rain fell on Monday.</p></body></html>".encode()


def wrong_encoding(chance: random.Random) -> bytes:
    """Bytes of no encoding, under the name of one."""
    text = chance.randbytes(4_000)
    return b'<html><head><meta charset="utf-8"></head><body><p>' + text + b"</p></body></html>"


def attributes(chance: random.Random) -> bytes:
    """An element with thousands of attributes."""
    told = " ".join(f'a{number}="{number}"' for number in range(chance.randint(3_000, 9_000)))
    return f"<html><body><p {told}>The minister spoke.</p></body></html>".encode()


def entities(chance: random.Random) -> bytes:
    """References to characters that are none, and to many."""
    return b"<html><body><p>" + b"&#x110000;&nosuch;&amp" * chance.randint(500, 2_000) + b"</p></body></html>"


def links(chance: random.Random) -> bytes:
    """A page of links alone."""
    told = "".join(f'<a href="/{number}">Read on, {number}</a> ' for number in range(chance.randint(500, 3_000)))
    return f"<html><body>{told}</body></html>".encode()


def cut_off(chance: random.Random) -> bytes:
    """A compressed page without its end."""
    whole = gzip.compress(b"<html><body><p>" + chance.randbytes(3_000).hex().encode() + b"</p></body></html>", mtime=0)
    return whole[: chance.randint(20, len(whole) - 20)]


def bomb(chance: random.Random) -> bytes:
    """A few bytes that become many."""
    return gzip.compress(b"a" * chance.randint(4_000_000, 8_000_000), mtime=0)


def long_sentence(chance: random.Random) -> bytes:
    """A sentence of thousands of words."""
    words = " ".join(
        chance.choices(("Russia", "and", "China", "which", "said", "that", "troops", "left", ",", "because"), k=chance.randint(500, 2_000))
    )
    return f"<html><body><article><p>{words}.</p></article></body></html>".encode()


PAGES: tuple[Callable[[random.Random], bytes], ...] = (
    nested, one_word, no_words, scripts, wrong_encoding, attributes, entities, links, cut_off, bomb, long_sentence
)  # fmt: skip
