"""Commentary: what a person writes beside the composed brief, each sentence with the claims or findings that it rests on."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from foedus.brief.citing import Citer
from foedus.brief.evidence import Evidence
from foedus.brief.gate.likelihood import bands
from foedus.brief.wording import label
from foedus.errors import BriefError
from foedus.model.brief import Note, Statement
from foedus.model.claim import Claim
from foedus.model.finding import Finding
from foedus.model.record import FindingId, Record

# what our own coder makes of a sentence
Codes = Callable[[str], Sequence[Claim]]
KIND = "note"
_QUOTED = re.compile(r"“[^”]*”")
_HEAD = re.compile(r"(author|date):[ \t]*+(.*)", re.IGNORECASE)
_IDS = r"[cf]-[0-9a-f]+(?:\s*[,;]\s*[cf]-[0-9a-f]+)*"
_CITED = re.compile(rf"(?P<text>.*?)\s*\[(?P<ids>{_IDS})\](?P<stop>[.!?]?)\s*", re.DOTALL)
# an end of a sentence: not after an initial or a title
_END = re.compile(
    r"(?<!\b[A-Z]\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bMrs\.)(?<!\bSt\.)(?<!\bNo\.)(?:(?<=[.!?])|(?<=[.!?][”’)]))\s+(?=[“‘(]?(?:[^\W\d_a-z]|\d))"
)


class Written(Record, frozen=True, kw_only=True):
    """A sentence as a person wrote it.

    Attributes:
        text: The sentence without its citations.
        ids: Ids of claims and findings at its end; empty if there are none.
    """

    text: str
    ids: tuple[str, ...] = ()


class Draft(Record, frozen=True, kw_only=True):
    """A file of commentary.

    Attributes:
        author: Who signs it.
        date: Its date, none if it gives none.
        sentences: In order.
    """

    author: str
    date: dt.date | None = None
    sentences: tuple[Written, ...]


def read_draft(text: str, place: str) -> Draft:
    r"""Read a file of commentary.

    Args:
        text: First `author: NAME`, then perhaps `date: 2025-06-30`, then paragraphs, each sentence with its ids in square brackets.
        place: The file's name, for messages.

    Raises:
        BriefError: No author, no sentence, or a date that is none.

    >>> read_draft("author: Ada\n\nIt matters [c-1, f-2].", "x").sentences
    (Written(text='It matters.', ids=('c-1', 'f-2')),)
    """
    lines = text.removeprefix("\ufeff").lstrip().splitlines()
    head: dict[str, str] = {}
    while lines and (found := _HEAD.fullmatch(lines[0].strip())):
        head[found[1].lower()] = found[2].strip()
        lines.pop(0)
    if not head.get("author"):
        msg = f"{place}: commentary begins with a line `author: NAME`"
        raise BriefError(msg)
    sentences = tuple(chain.from_iterable(map(_sentences, _paragraphs(lines))))
    if not sentences:
        msg = f"{place}: there is no sentence below the head"
        raise BriefError(msg)
    return Draft(author=head["author"], date=_day(head.get("date", ""), place), sentences=sentences)


def _day(value: str, place: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError as error:
        msg = f"{place}: write the date as 2025-06-30, not {value!r}"
        raise BriefError(msg) from error


def _paragraphs(lines: Iterable[str]) -> Iterator[str]:
    """Runs of lines between blank ones, marks of headings and lists taken off."""
    plain = "\n".join(re.sub(r"^\s*(?:#+|[-*+]|>)\s+", "", line) for line in lines)
    yield from (" ".join(part.split()) for part in re.split(r"\n\s*\n", plain) if part.strip())


def _sentences(paragraph: str) -> Iterator[Written]:
    """Sentences with their ids; what stands before the last full stop within one, or after the last ids, has none."""
    end = 0
    for found in _CITED.finditer(paragraph):
        *uncited, cited = _END.split(found["text"].strip()) or [""]
        yield from (Written(text=text) for text in uncited)
        ids = tuple(re.findall(r"[cf]-[0-9a-f]+", found["ids"]))
        closed = cited.rstrip().endswith((".", "!", "?", ".”", "!”", "?”"))
        yield Written(text=cited if closed else f"{cited}{found['stop'] or '.'}", ids=ids)
        end = found.end()
    yield from (Written(text=text) for text in _END.split(paragraph[end:].strip()) if text)


def noted(drafts: Iterable[Draft], evidence: Evidence, citer: Citer) -> tuple[Note, ...]:
    """Commentary as the brief prints it, its citations numbered with the others."""
    return tuple(_note(draft, evidence, citer) for draft in drafts)


def _note(draft: Draft, evidence: Evidence, citer: Citer) -> Note:
    sentences = tuple(_statement(written, evidence, citer) for written in draft.sentences)
    return Note(
        author=draft.author, date=draft.date, sentences=sentences, bands=tuple(bands(_QUOTED.sub(" ", told.text) for told in sentences))
    )


def _statement(written: Written, evidence: Evidence, citer: Citer) -> Statement:
    claims = claims_of(written.ids, evidence)
    findings = findings_of(claims, evidence)
    cautions = [label(finding, evidence.of(finding)) for finding in findings]
    return Statement(
        text=written.text,
        citations=citer.cite(claims),
        findings=tuple(finding.id for finding in findings),
        label=next(filter(None, cautions), ""),
        kind=KIND,
        about=written.ids,
    )


def findings_of(claims: Iterable[Claim], evidence: Evidence) -> list[Finding]:
    """The findings that claims are on, in the order of the evidence."""
    cited = {claim.id for claim in claims}
    return [finding for finding in (*evidence.findings, *evidence.others) if cited & {*finding.supporting, *finding.denying}]


def claims_of(ids: Iterable[str], evidence: Evidence) -> list[Claim]:
    """The claims that ids name, those of a finding in its order, each once; an id that leads nowhere names none."""
    found: dict[str, Claim] = {}
    for key in ids:
        finding = evidence.finding(FindingId(key))
        claims = evidence.standing(finding) if finding else [claim for claim in evidence.claims.values() if claim.id == key]
        found.update((claim.id, claim) for claim in claims)
    return list(found.values())
