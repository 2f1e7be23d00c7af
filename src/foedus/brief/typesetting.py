"""A checked brief as a PDF file, set by Typst: A4, tagged, with links from sentences to sources and back."""

import logging
import shutil
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import msgspec
import typst
from matplotlib import get_data_path
from matplotlib.ft2font import FT2Font

from foedus.brief.layout import Anchors, cautions, footing, legible, let_pass, signed, web, where
from foedus.brief.vectors import on_paper, words_of
from foedus.errors import BriefError
from foedus.lexicon.tables import data_file
from foedus.model.brief import Brief

log = logging.getLogger(__name__)

# The faces that travel with matplotlib, by which drawings are measured; Libertinus Serif travels with Typst.
_FACES = ("DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique", "DejaVuSans-BoldOblique")
_LACKING = "▯"
_LONG = 12  # sources from which a table of contents is worth its room
_MOST_NAMED = 8
# Marks that steer or modify others, spaces and the like: they need no glyph of their own.
_SILENT = frozenset({"Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp"})
_DAY_ZERO = datetime(1980, 1, 1, tzinfo=UTC)
_PICTURE = (
    b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg", width: float(sys.inputs.width) * 1cm)'
)


def to_pdf(brief: Brief) -> bytes:
    """A4 pages with page numbers, internal links and, where its letters allow, all that PDF/UA-1 asks for.

    The same brief and fonts make the same bytes.
    Letters that neither the fonts inside nor those of the system have are printed as ▯, and the first page says which scripts these are.

    Raises:
        BriefError: It cannot be set.
    """
    shown = legible(brief)
    texts = list(_texts(msgspec.to_builtins(msgspec.structs.replace(shown, sections=(), snapshot=""))))
    texts += _texts([_without_drawings(section) for section in msgspec.to_builtins(shown.sections)])
    texts += [words_of(plot.svg) for section in shown.sections for plot in section.plots]
    with tempfile.TemporaryDirectory() as folder:
        _bring_faces(Path(folder))
        wanted = _lacking(texts, [_face(name) for name in _FACES[:1]])
        fonts = typst.Fonts(include_system_fonts=bool(wanted), font_paths=[folder])
        lacking = _lacking(wanted, (font.path for font in fonts.fonts() if font.path)) if wanted else set()
        data = msgspec.json.encode(_data(shown, lacking)).decode()
        template = data_file("brief/brief.typ").read_bytes()
        try:
            return _compiled(template, fonts, {"data": data}, standards=["ua-1"])
        except BriefError as error:  # letters for private use, for one, which no reader could speak
            log.info("no PDF/UA-1: %s", error)
        return _compiled(template, fonts, {"data": data})


def to_png(svg: str, *, width_cm: float, dots_per_inch: int = 200) -> bytes:
    """A drawing as a picture on white, for forms that take no vectors.

    Raises:
        BriefError: It cannot be drawn.
    """
    with tempfile.TemporaryDirectory() as folder:
        _bring_faces(Path(folder))
        wanted = _lacking([words_of(svg)], [_face(name) for name in _FACES[:1]])
        fonts = typst.Fonts(include_system_fonts=bool(wanted), font_paths=[folder])
        inputs = {"svg": on_paper(svg), "width": str(width_cm)}
        return _compiled(_PICTURE, fonts, inputs, form="png", dots_per_inch=dots_per_inch)


def _compiled(
    template: bytes,
    fonts: typst.Fonts,
    inputs: dict[str, str],
    *,
    form: Literal["pdf", "png"] = "pdf",
    dots_per_inch: int = 144,
    standards: list[Literal["ua-1"]] | None = None,
) -> bytes:
    try:
        return typst.compile(
            template,
            format=form,
            font_paths=fonts,
            ignore_system_fonts=True,
            sys_inputs=inputs,
            timestamp=_DAY_ZERO,
            ppi=dots_per_inch,
            pdf_standards=[*(standards or [])],
        )
    except typst.TypstError as error:
        msg = f"the brief cannot be typeset: {error.message}"
        raise BriefError(msg) from error


def _bring_faces(folder: Path) -> None:
    for name in _FACES:
        shutil.copy(_face(name), folder)


def _face(name: str) -> str:
    return str(Path(get_data_path()) / "fonts" / "ttf" / f"{name}.ttf")


def _without_drawings(section: Mapping[str, Any]) -> dict[str, Any]:
    return {**section, "plots": [{**plot, "svg": ""} for plot in section["plots"]]}


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _texts(part)


def _lacking(texts: Iterable[str], paths: Iterable[str]) -> set[str]:
    """The letters of texts that no font has, fonts opened only as long as one is missing."""
    lacking = {sign for text in texts for sign in text if unicodedata.category(sign) not in _SILENT}
    for path in paths:
        if not lacking:
            break
        try:
            glyphs = FT2Font(path).get_charmap()
        except (OSError, RuntimeError):
            continue
        lacking = {sign for sign in lacking if ord(sign) not in glyphs}
    return lacking


def _data(brief: Brief, lacking: set[str]) -> dict[str, Any]:
    """What the template reads."""
    anchors = Anchors(brief).of_source
    about = {
        str(source.number): {
            "where": _plain(where(source), lacking),
            "cautions": _plain(cautions(source), lacking),
            "footing": _plain(footing(source), lacking),
            "web": web(source.url),
            "anchors": anchors[source.number],
        }
        for source in brief.sources
    }
    long = len(brief.sources) >= _LONG
    bare = msgspec.to_builtins(msgspec.structs.replace(brief, snapshot=""))
    bare["sections"] = [_without_drawings(section) for section in bare["sections"]]
    plain: dict[str, Any] = _shown(bare, lacking)
    for made, section in zip(plain["sections"], brief.sections, strict=True):
        for drawn, plot in zip(made["plots"], section.plots, strict=True):
            drawn["svg"] = on_paper(plot.svg)
    passed = _shown(msgspec.to_builtins(let_pass(brief)), lacking)
    notes = [_plain(signed(note), lacking) for note in brief.commentary]
    return {"brief": plain, "sources": about, "passed": passed, "signed": notes, "unshown": _named(lacking), "long": long}


def _shown(value: Any, lacking: set[str]) -> Any:
    if isinstance(value, str):
        return _plain(value, lacking)
    if isinstance(value, dict):
        return {key: _shown(part, lacking) for key, part in value.items()}
    return [_shown(part, lacking) for part in value] if isinstance(value, (list, tuple)) else value


def _plain(text: str, lacking: set[str]) -> str:
    """Text on one line, a sign for each letter that cannot be shown."""
    return "".join(_LACKING if sign in lacking else sign for sign in " ".join(text.split()))


def _named(lacking: Sequence[str] | set[str]) -> str:
    """The scripts of letters with how many of each, the most frequent first.

    >>> _named({"조", "선", "я"})
    'Hangul (2), Cyrillic (1)'
    """
    scripts = Counter(unicodedata.name(sign, "unnamed").split()[0].capitalize() for sign in lacking)
    ranked = sorted(scripts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{name} ({number})" for name, number in ranked[:_MOST_NAMED]) + (", and others" if len(ranked) > _MOST_NAMED else "")
