"""Exposure as plain values: one JSON line a provision or article of a treaty, as `foedus expose --json` writes it."""

from collections.abc import Iterator, Mapping
from typing import Any

from foedus.model.exposure import Check, Engagement, Exposed, Exposure, Provision, Result, TreatyLink, Truth
from foedus.model.record import DocumentId
from foedus.model.text import Document, Span

_STATES = {
    "engaged": (Truth.TRUE, Result.CLEAR),
    "unknown": (Truth.UNKNOWN, Result.PARTIAL),
    "not engaged": (Truth.FALSE, Result.NOT_APPLICABLE),
}


def lines(exposed: Exposed, documents: Mapping[DocumentId, Document]) -> Iterator[dict[str, Any]]:
    """What a finding may touch, a line each: provisions, then the articles of treaties; both with the same keys."""
    for exposure in exposed.exposures:
        yield _exposure(exposure, documents)
    for link in exposed.treaties:
        for engagement in link.engagements:
            yield _article(link, engagement, documents)


def brief_lines(exposed: Exposed) -> list[dict[str, str]]:
    """The same for a column of a table: provision, cite, result and bound parties, without what does not apply."""
    return [
        {
            "provision": e.provision,
            "cite": e.cite,
            "result": e.result.value,
            "bound": " ".join(e.bound),
            "draft": "yes" if e.is_draft else "no",
        }
        for e in exposed.exposures
        if e.result is not Result.NOT_APPLICABLE
    ]


def provision_line(row: Provision) -> dict[str, Any]:
    """A provision as plain values, with `draft` beside its fields."""
    plain = ("instrument", "paragraph", "issuer", "cite", "effect", "paraphrase", "condition", "status", "bound_text", "regulated_text",
             "object_text", "nexus", "deadline", "contested_from", "tested", "checked_on", "source")  # fmt: skip
    many = ("bound", "exclude", "regulated", "names", "list", "place_names", "places", "activity", "object", "subject", "contested_by")
    return {
        "provision": row.id,
        **{name: getattr(row, name) for name in plain},
        **{name: list(getattr(row, name)) for name in many},
        "modality": row.modality.value,
        "bound_role": row.bound_role.value,
        "regulated_role": row.regulated_role.value,
        "in_force": [{"from": window.start, "to": window.end} for window in row.in_force],
        "elements": [part.question for part in row.element],
        "exceptions": [part.question for part in row.exception],
        "draft": row.is_draft,
        "confidence": row.confidence.value,
    }


def _exposure(exposure: Exposure, documents: Mapping[DocumentId, Document]) -> dict[str, Any]:
    return {
        "finding": exposure.finding,
        "provision": exposure.provision,
        "instrument": exposure.instrument,
        "paragraph": exposure.paragraph,
        "bound": list(exposure.bound),
        "result": exposure.result.value,
        "tests": [_check(check, documents) for check in exposure.tests],
        "questions": list(exposure.questions),
        "cite": exposure.cite,
        "reason": exposure.reason,
        "effect": exposure.effect,
        "draft": exposure.is_draft,
        "contested_by": list(exposure.contested_by),
        "treaty": None,
    }


def _check(check: Check, documents: Mapping[DocumentId, Document]) -> dict[str, Any]:
    return {"test": check.test, "value": check.value.value, "why": check.why, "span": _span(check.span, documents), "claim": check.claim}


def _span(span: Span | None, documents: Mapping[DocumentId, Document]) -> dict[str, Any] | None:
    if span is None:
        return None
    document = documents[span.document]
    return {"doc": document.name, "start": span.start, "end": span.end, "text": document.text[span.start : span.end]}


def _article(link: TreatyLink, article: Engagement, documents: Mapping[DocumentId, Document]) -> dict[str, Any]:
    value, result = _STATES[article.state]
    cited = {
        "test": "treaty",
        "value": (Truth.TRUE if link.span and not link.others else Truth.UNKNOWN if link.span else Truth.FALSE).value,
        "why": link.why,
        "span": _span(link.span, documents),
        "claim": link.claim,
    }
    question = f"Is article {article.article} engaged: {article.why}?" if value is Truth.UNKNOWN else ""
    return {
        "finding": link.finding,
        "provision": article.obligation,
        "instrument": link.name,
        "paragraph": article.article,
        "bound": list(link.parties),
        "result": result.value,
        "tests": [cited, {"test": "engaged", "value": value.value, "why": article.why, "span": None, "claim": None}],
        "questions": [question] if question else [],
        "cite": f"{link.name}, art {article.article}",
        "reason": f"{article.state}: {article.why}",
        "effect": ", ".join(article.flags),
        "draft": article.is_draft,
        "contested_by": [],
        "treaty": {
            "id": link.treaty,
            "relation": link.relation,
            "stated_date": link.stated_date or None,
            "year_open": link.is_year_open,
            "others": list(link.others),
        },
    }
