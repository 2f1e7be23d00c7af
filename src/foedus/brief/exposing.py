"""What findings may touch, as sentences of the brief: never a conclusion, always the words and what is to be asked."""

from collections.abc import Container, Iterator, Mapping

from foedus.brief.wording import NameOf, joined, quoted, words_of
from foedus.model.exposure import Check, Exposed, Exposure, Result, TreatyLink, Truth
from foedus.model.record import ClaimId, DocumentId, Record
from foedus.model.text import Document, Span

# How a sentence on a kind of rule goes on after the things that may touch it.
_SPEECH = {
    Result.CLEAR: "{things}, by which {who} {is} bound",
    Result.PARTIAL: "{things}, by which {who} {is} bound",
    Result.POLITICAL: "A political pledge that binds nobody in law: {things}; {who} {has} made it",
    Result.LISTING: "Whoever takes part may be listed for it: {things}",
    Result.DOMESTIC: "If somebody under the law in question takes part, {things}",
}


class Point(Record, frozen=True, kw_only=True):
    """A part of a statement: what is said, the claims that it rests on, the words that it quotes, and the treaty that it is about."""

    text: str
    claims: tuple[ClaimId, ...]
    quoted: tuple[Span, ...] = ()
    about: str = ""


def points(
    exposed: Exposed, documents: Mapping[DocumentId, Document], name_of: NameOf, told: Container[str] = frozenset()
) -> Iterator[Point]:
    """What may be said of one finding: a point for each kind of rule, with the things that may touch it.

    Drafts, what does not apply, and rules that were told of already are left to `foedus expose`; treaties to `treaty_points`.
    """
    families: dict[tuple[str, tuple[str, ...]], list[Exposure]] = {}
    for exposure in (exposure for exposure in shown(exposed) if exposure.cite not in told):
        families.setdefault((_SPEECH[exposure.result], exposure.bound), []).append(exposure)
    for (speech, _), family in families.items():
        yield _point(speech, family, documents, name_of)


def treaty_points(exposed: Exposed, documents: Mapping[DocumentId, Document]) -> Iterator[Point]:
    """What may be said of the treaties that the reports cite for one finding."""
    for link in exposed.treaties:
        if link.span is not None and link.claim is not None:
            yield _treaty(link, link.claim, words_of(link.span, documents[link.span.document]))


def shown(exposed: Exposed) -> list[Exposure]:
    """The exposures that a brief speaks of."""
    return [e for e in exposed.exposures if e.result is not Result.NOT_APPLICABLE and not e.is_draft and _activity(e) is not None]


def _activity(exposure: Exposure) -> ClaimId | None:
    return next((check.claim for check in exposure.tests if check.test == "activity"), None)


def _span(exposure: Exposure) -> Span | None:
    """The words that may touch it: the name of a listed party or place if it is about one, else what is done or given."""
    named = (check.span for check in exposure.tests if check.test in {"regulated_party", "place"} and check.span and not check.codes)
    return next(iter((*named, *(check.span for check in exposure.tests if check.test == "activity"))))


def _point(speech: str, family: list[Exposure], documents: Mapping[DocumentId, Document], name_of: NameOf) -> Point:
    by_thing: dict[Span | None, list[Exposure]] = {}
    for exposure in family:
        by_thing.setdefault(_span(exposure), []).append(exposure)
    things = [_thing(span, group, documents) for span, group in by_thing.items()]
    who = joined([name_of(code) for code in family[0].bound])
    one = len(family[0].bound) == 1
    told = speech if who else speech.partition("{things}")[0] + "{things}"
    asked = next((f"; to be asked: {check.question}" for e in family for check in e.tests if _is_askable(check)), ".")
    claims = tuple(dict.fromkeys(check.claim for e in family for check in e.tests if check.claim))
    spans = tuple(span for span in by_thing if span is not None)
    return Point(
        text=f"{told.format(things='; '.join(things), who=who, **{'is': 'is' if one else 'are', 'has': 'has' if one else 'have'})}{asked}",
        claims=claims,
        quoted=spans,
    )


def _thing(span: Span | None, group: list[Exposure], documents: Mapping[DocumentId, Document]) -> str:
    """What the words may touch: the rule of which most is met, and how many more."""
    words = quoted(words_of(span, documents[span.document])) if span else "the deed"
    # of rules met alike the last in the table, which of resolutions is the latest
    most = max(reversed(group), key=lambda exposure: sum(check.value is Truth.TRUE for check in exposure.tests))
    more = len(group) - 1
    others = f" and {more} other such rules" if more > 1 else " and another such rule" if more else ""
    return f"{words} may touch {most.cite}{others}"


def _is_askable(check: Check) -> bool:
    """Whether a question is about the rule: status, date and what rival reports say stand elsewhere in the brief."""
    return bool(check.question) and check.test not in {"status", "date"} and "“" not in check.question and ": " not in check.question


def _treaty(link: TreatyLink, claim: ClaimId, words: str) -> Point:
    articles = [article for article in link.engagements if not article.is_draft and article.article.isdigit()]
    held = [f"article {article.article} is {'open' if article.state == 'unknown' else article.state}" for article in articles]
    how = "derive it from" if link.relation == "invoked" else "also speak of"
    text = f"the reports {how} {quoted(words)}, which may be the {link.name} of {link.signed}"
    return Point(
        text=f"{text}; of it {joined(held)}." if held else f"{text}.",
        claims=(claim,),
        quoted=(link.span,) if link.span else (),
        about=link.treaty,
    )
