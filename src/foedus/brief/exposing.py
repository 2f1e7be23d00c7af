"""What findings may touch, as sentences of the brief: never a conclusion, always the words and what is to be asked."""

from collections.abc import Iterable, Iterator, Mapping

from foedus.brief.wording import NameOf, joined, quoted, words_of
from foedus.model.exposure import Check, Exposed, Exposure, Result, TreatyLink
from foedus.model.record import ClaimId, DocumentId, Record
from foedus.model.text import Document, Span

_SPEECH = {
    Result.CLEAR: "may touch {rows}",
    Result.PARTIAL: "may touch {rows}",
    Result.POLITICAL: "may touch a political pledge that binds nobody in law: {rows}",
    Result.LISTING: "may be a ground for listing whoever takes part: {rows}",
    Result.DOMESTIC: "may touch {rows}, if somebody under that law takes part",
}
# so many rows are named in one sentence; `foedus expose` lists them all
_MANY = 6


class Point(Record, frozen=True, kw_only=True):
    """A part of a statement: what is said, the claims whose words it rests on, and further words that it quotes."""

    text: str
    claims: tuple[ClaimId, ...]
    quoted: Span | None = None


def points(exposed: Exposed, documents: Mapping[DocumentId, Document], name_of: NameOf) -> Iterator[Point]:
    """What may be said of one finding: a point for each kind of rule and thing, then one for each treaty that the reports cite.

    Drafts, and what does not apply, are left to `foedus expose`.
    """
    for group in _groups(shown(exposed)):
        yield _point(group, documents, name_of)
    for link in exposed.treaties:
        if link.span is not None and link.claim is not None:
            yield _treaty(link, link.claim, words_of(link.span, documents[link.span.document]))


def shown(exposed: Exposed) -> list[Exposure]:
    """The exposures that a brief speaks of."""
    return [e for e in exposed.exposures if e.result is not Result.NOT_APPLICABLE and not e.is_draft and _activity(e) is not None]


def carried(exposed: Exposed, name_of: NameOf) -> Iterator[str]:
    """What a sentence on these exposures may have beside the words of the reports: cites, questions, the bound, treaties."""
    for exposure in shown(exposed):
        yield exposure.cite
        yield from exposure.questions
        yield from map(name_of, exposure.bound)
    for link in exposed.treaties:
        if link.span is not None:
            yield f"{link.name} {link.signed}"
            yield from (article.article for article in link.engagements)


def _activity(exposure: Exposure) -> ClaimId | None:
    return next((check.claim for check in exposure.tests if check.test == "activity"), None)


def _groups(exposures: Iterable[Exposure]) -> list[list[Exposure]]:
    """Exposures that say the same of the same words, in order."""
    found: dict[object, list[Exposure]] = {}
    for exposure in exposures:
        check = next(check for check in exposure.tests if check.test == "activity")
        found.setdefault((_SPEECH[exposure.result], check.span, exposure.bound), []).append(exposure)
    return list(found.values())


def _point(group: list[Exposure], documents: Mapping[DocumentId, Document], name_of: NameOf) -> Point:
    first = group[0]
    check = next(check for check in first.tests if check.test == "activity")
    words = quoted(words_of(check.span, documents[check.span.document])) if check.span else "the deed"
    cites = [exposure.cite for exposure in group[:_MANY]]
    rows = f"{', '.join(cites)} and others" if len(group) > _MANY else joined(cites)
    told = _SPEECH[first.result].format(rows=rows)
    who = joined([name_of(code) for code in first.bound])
    bound = f", by which {who} {'is' if len(first.bound) == 1 else 'are'} bound" if who else ""
    asked = next((f"; to be asked: {check.question}" for e in group for check in e.tests if _is_askable(check)), ".")
    claims = tuple(dict.fromkeys(check.claim for e in group for check in e.tests if check.claim))
    return Point(text=f"{words} {told}{bound}{asked}", claims=claims, quoted=check.span)


def _is_askable(check: Check) -> bool:
    """Whether a question is about the rule: status, date and what rival reports say stand elsewhere in the brief."""
    return bool(check.question) and check.test not in {"status", "date"} and "“" not in check.question


def _treaty(link: TreatyLink, claim: ClaimId, words: str) -> Point:
    articles = [article for article in link.engagements if not article.is_draft and article.article.isdigit()]
    held = [f"article {article.article} is {'open' if article.state == 'unknown' else article.state}" for article in articles]
    how = "derive it from" if link.relation == "invoked" else "also speak of"
    text = f"the reports {how} {quoted(words)}, which may be the {link.name} of {link.signed}"
    return Point(text=f"{text}; of it {joined(held)}." if held else f"{text}.", claims=(claim,), quoted=link.span)
