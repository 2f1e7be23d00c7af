"""A coded document as HTML for a notebook: the words that claims rest on, marked, and one block a claim.

It stands among the records because a notebook asks the record itself for it, and because it needs nothing but them. Everything
is in `style` attributes, which notebooks keep; colours are of middling lightness, so that they can be told on white and on black,
and every mark says in words what it is.
"""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from foedus.model.claim import Certainty, Claim
from foedus.model.event import Party
from foedus.model.record import Record
from foedus.model.text import Document

COLOURS = {
    "trigger": "#d9480f",
    "actor": "#1c7ed6",
    "recipient": "#2b8a3e",
    "quantity": "#ae4bc7",
    "place": "#0c8599",
    "date": "#a07400",
    "attribution": "#7d828a",
}
_ROLES = tuple(COLOURS)
_STEP_EM = 0.22
# A dollar sign begins a formula in a notebook unless one of these classes forbids it.
_BOX = 'class="tex2jax_ignore mathjax_ignore" style="font-family:sans-serif;line-height:1.5;unicode-bidi:isolate"'
_TEXT = 'dir="auto" style="white-space:pre-wrap;overflow-wrap:anywhere;line-height:2.1;margin:0.4em 0 0.8em"'
_LABEL = "font-size:0.68em;font-weight:bold;margin:0 0.2em 0 0.35em;white-space:nowrap;opacity:0.85"
_QUIET = "opacity:0.75;font-size:0.9em"


class _Mark(Record, frozen=True, kw_only=True):
    """A stretch of the text in one role, for the claims of these numbers."""

    start: int
    end: int
    role: str
    words: str
    claims: tuple[int, ...]


def to_html(document: Document, claims: Sequence[Claim], notes: Sequence[str] = ()) -> str:
    """Show a document with its claims.

    Args:
        document: The document.
        claims: Its claims, in the order in which they are numbered.
        notes: What else there is to say, such as why nothing was coded; shown where there are no claims.
    """
    published = document.published.isoformat() if document.published else ""
    about = " · ".join(escape(told) for told in (document.name, document.origin.outlet or "", published) if told)
    title = f"<b><bdi>{escape(document.title)}</bdi></b> " if document.title else ""
    blocks = [_block(number, claim, document) for number, claim in enumerate(claims, start=1)]
    if not blocks:
        blocks = [f'<div style="{_QUIET}">{escape(told)}</div>' for told in ("no claims", *notes)]
    head = f'<div>{title}<span style="{_QUIET}"><bdi>{about}</bdi></span></div>'
    return f"<div {_BOX}>{head}<div {_TEXT}>{''.join(_marked(document.text, _marks(claims)))}</div>{''.join(blocks)}</div>"


def _marks(claims: Sequence[Claim]) -> list[_Mark]:
    """The marks of all claims, each stretch once in each role; longer ones first where they begin together."""
    found: dict[tuple[int, int, str, str], list[int]] = {}
    for number, claim in enumerate(claims, start=1):
        for start, end, role in _spans(claim):
            words = claim.event.type if role == "trigger" else role
            numbers = found.setdefault((start, end, role, words), [])
            if number not in numbers:
                numbers.append(number)
    marks = [_Mark(start=s, end=e, role=role, words=words, claims=tuple(numbers)) for (s, e, role, words), numbers in found.items()]
    return sorted(marks, key=lambda mark: (mark.start, -mark.end, _ROLES.index(mark.role)))


def _spans(claim: Claim) -> Iterator[tuple[int, int, str]]:
    event = claim.event
    yield event.trigger.start, event.trigger.end, "trigger"
    for role, parties in (("actor", event.actors), ("recipient", event.recipients)):
        yield from ((party.span.start, party.span.end, role) for party in parties if party.span)
    for role, mention in (("quantity", event.quantity), ("place", event.place), ("date", event.date)):
        if mention and mention.start >= 0:
            yield mention.start, mention.end, role
    yield from ((voice.span.start, voice.span.end, "attribution") for voice in claim.attribution.voices[:1] if voice.span)


def _marked(text: str, marks: Sequence[_Mark]) -> Iterator[str]:
    """The text, cut wherever a mark begins or ends."""
    levels = _levels(marks)
    cuts = sorted({0, len(text), *(mark.start for mark in marks), *(mark.end for mark in marks)})
    for start, end in pairwise(cuts):
        piece = escape(text[start:end])
        for mark in reversed([mark for mark in marks if mark.start <= start and end <= mark.end]):
            label = f'<span style="{_LABEL}">{escape(_label(mark))}</span>' if mark.end == end else ""
            piece = f'<span style="{_style(mark, levels[mark])}">{piece}{label}</span>'
        yield piece


def _levels(marks: Sequence[_Mark]) -> dict[_Mark, int]:
    """How far below the line each mark is drawn, so that none lies on another; the shortest are nearest to the words."""
    levels: dict[_Mark, int] = {}
    for mark in sorted(marks, key=lambda mark: mark.end - mark.start):
        taken = {level for other, level in levels.items() if other.start < mark.end and mark.start < other.end}
        levels[mark] = next(level for level in range(len(taken) + 1) if level not in taken)
    return levels


def _style(mark: _Mark, level: int) -> str:
    colour = COLOURS[mark.role]
    weight = "font-weight:bold;" if mark.role == "trigger" else ""
    return f"{weight}background:{colour}1f;border-bottom:2px solid {colour};padding-bottom:{level * _STEP_EM:.2f}em"


def _label(mark: _Mark) -> str:
    return f"{mark.words} {', '.join(map(str, mark.claims))}"


def _block(number: int, claim: Claim, document: Document) -> str:
    """One claim: type, status, who to whom, and its parts in the words of the text."""
    event = claim.event
    firmness = "" if claim.certainty is Certainty.CERTAIN else f", {claim.certainty.value}"
    whom = f" → {_who(event.recipients)}" if event.recipients else ""
    kind = escape(f"{number} {event.type} {event.mode}".strip())
    head = f"<b>{kind}</b> · {escape(claim.headline + firmness)} · {_who(event.actors)}{whom}"
    frame = f"border-left:3px solid {COLOURS['trigger']};padding:0.1em 0 0.1em 0.7em;margin:0.5em 0"
    return f'<div style="{frame}">{head}<div dir="auto" style="{_QUIET}">{" · ".join(_parts(claim, document))}</div></div>'


def _who(parties: Sequence[Party]) -> str:
    told = (f"<b>{escape(party.actor.code)}</b> <bdi>{escape(party.actor.name)}</bdi>".replace(" <bdi></bdi>", "") for party in parties)
    return ", ".join(told) or "nobody named"


def _parts(claim: Claim, document: Document) -> Iterator[str]:
    for start, end, role in _spans(claim):
        if role not in {"actor", "recipient"}:
            yield f"{role} “{escape(document.text[start:end])}”"
