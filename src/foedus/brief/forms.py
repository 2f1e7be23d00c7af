"""The forms that a brief can be handed on in, by name."""

from collections.abc import Callable, Mapping
from enum import StrEnum

import msgspec

from foedus.model.brief import Brief


class Form(StrEnum):
    """A form of the brief."""

    HTML = "html"
    MARKDOWN = "md"
    PDF = "pdf"
    DOCX = "docx"
    JSON = "json"


# The form that a file's ending stands for.
ENDINGS: Mapping[str, Form] = {
    ".html": Form.HTML,
    ".htm": Form.HTML,
    ".md": Form.MARKDOWN,
    ".markdown": Form.MARKDOWN,
    ".pdf": Form.PDF,
    ".docx": Form.DOCX,
    ".json": Form.JSON,
}
# What a server says that it sends.
MEDIA_TYPES: Mapping[Form, str] = {
    Form.HTML: "text/html; charset=utf-8",
    Form.MARKDOWN: "text/markdown; charset=utf-8",
    Form.PDF: "application/pdf",
    Form.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Form.JSON: "application/json",
}


def rendered(brief: Brief, form: Form) -> bytes:
    """The brief in a form, the same bytes for the same brief.

    Raises:
        BriefError: It cannot be typeset.
    """
    return _WRITERS[form](brief)


def _html(brief: Brief) -> bytes:
    from foedus.brief.rendering import to_html  # noqa: PLC0415  # forms are named in options of commands that render nothing

    return to_html(brief).encode()


def _markdown(brief: Brief) -> bytes:
    from foedus.brief.rendering import to_markdown  # noqa: PLC0415  # see above

    return to_markdown(brief).encode()


def _pdf(brief: Brief) -> bytes:
    from foedus.brief.typesetting import to_pdf  # noqa: PLC0415  # a typesetter and fonts, which no other form needs

    return to_pdf(brief)


def _docx(brief: Brief) -> bytes:
    from foedus.brief.word import to_docx  # noqa: PLC0415  # libraries that no other form needs

    return to_docx(brief)


def _json(brief: Brief) -> bytes:
    return msgspec.json.format(msgspec.json.encode(brief)) + b"\n"


_WRITERS: Mapping[Form, Callable[[Brief], bytes]] = {
    Form.HTML: _html,
    Form.MARKDOWN: _markdown,
    Form.PDF: _pdf,
    Form.DOCX: _docx,
    Form.JSON: _json,
}
