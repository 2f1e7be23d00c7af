"""Lists of feeds."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.errors import DataError
from foedus.reading.opml import Feed, feeds_of, read_list

LIST = """<?xml version="1.0" encoding="utf-8"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Wires"><outline type="rss" text="Daily  Test" title="Daily" xmlUrl="https://example.org/a"/>
<outline type="rss" text="Plain Daily" xmlurl=" https://example.org/b "/></outline>
<outline type="rss" text="Daily again" xmlUrl="https://example.org/a"/><outline text="Nothing"/>
<outline xmlUrl="https://example.org/c"/><outline text="Own" xmlUrl="file:///etc/passwd"/></body></opml>"""
BOMB = '<!DOCTYPE opml [<!ENTITY a "lol">' + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9)) + "]>"


def test_a_list_of_feeds() -> None:
    """Feeds at any depth, each once, in order; the title names the outlet, else the text; what is on no web is left out."""
    outcome = feeds_of(LIST.encode(), "my.opml")
    assert outcome.kept == (
        Feed(url="https://example.org/a", outlet="Daily"),
        Feed(url="https://example.org/b", outlet="Plain Daily"),
        Feed(url="https://example.org/c"),
    )
    (discard,) = outcome.discards
    assert (discard.place, discard.reason) == ("my.opml", "names 'file:///etc/passwd', which is no address of http or https")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "my.opml is no OPML"),
        (b"<opml><body>", "my.opml is no OPML"),
        (b"<rss/>", "my.opml is no OPML: it begins with 'rss'"),
        (
            BOMB.encode() + b'<opml><body><outline text="&j;" xmlUrl="http://example.org"/></body></opml>',
            "my.opml is no OPML: DTDForbidden",
        ),
        ((BOMB + "<opml/>").encode("utf-16"), "my.opml is no OPML: DTDForbidden"),
        (b'<!DOCTYPE opml SYSTEM "file:///etc/passwd"><opml/>', "my.opml is no OPML: DTDForbidden"),
        (b'<?xml version="1.0" encoding="klingon"?><opml/>', "my.opml is no OPML"),
        (b" " * 10_000_001, "my.opml has over 10,000,000 bytes"),
    ],
    ids=str.split("empty cut rss bomb wide-bomb external encoding huge"),
)
def test_what_is_no_list(raw: bytes, message: str) -> None:
    """Broken, other, hostile or huge: one error that names the file."""
    with pytest.raises(DataError, match=message):
        feeds_of(raw, "my.opml")


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    """The error names it."""
    with pytest.raises(DataError, match=r"none\.opml cannot be read: No such file"):
        read_list(tmp_path / "none.opml")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\n\t", exclude_categories=["Cc", "Cs", "Z"]), min_size=1))
def test_names_survive(name: str) -> None:
    """Whatever an outlet is called, so it is read."""
    quoted = name.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;").replace("\ufffe", "").replace("\uffff", "")
    name = name.replace("\ufffe", "").replace("\uffff", "")
    (feed,) = feeds_of(f'<opml><outline text="{quoted}" xmlUrl="http://a.test"/></opml>'.encode(), "my.opml").kept
    assert feed.outlet == (name or None)


@given(st.binary(max_size=200))
def test_no_bytes_surprise(raw: bytes) -> None:
    """Feeds or the one error."""
    try:
        feeds_of(b"<opml>" + raw + b"</opml>", "my.opml")
    except DataError as error:
        assert "my.opml" in str(error)  # noqa: PT017  # most bytes are no list, some are: both are well
