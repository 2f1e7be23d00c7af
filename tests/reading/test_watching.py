"""Rounds over feeds of a server that misbehaves: what is new is read once, what fails is said, and nothing gets lost."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reading.serving import Clock, Handler, Page, Site, fetcher, giving, missing, moved, serving, versioned

from foedus.model.text import Document, Origin
from foedus.reading import watching
from foedus.reading.feed import _is_deep, entries
from foedus.reading.fetching import Fetcher
from foedus.reading.opml import Feed
from foedus.reading.watching import Batch, Round
from foedus.reading.web import read_address

STORY = "Seoul recalled its ambassador on Monday. The foreign ministry gave no reason for it. Tokyo said that it regretted the decision."


def item(number: int, text: str = STORY) -> str:
    """An entry of a feed."""
    return (
        f"<item><title>Envoy recalled</title><link>/{number}</link><pubDate>Tue, 04 Mar 2025 10:00:00 GMT</pubDate>"
        f"<description>{text}</description></item>"
    )


def rss(*items: str) -> str:
    """A feed."""
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{"".join(items)}</channel></rss>'


def page(text: str = STORY) -> str:
    """An article."""
    return f"<html><head><title>Envoy recalled</title></head><body><article><p>{text}</p><p>{text}</p></article></body></html>"


def documents(batches: Sequence[Batch]) -> list[Document]:
    """All documents of a round."""
    return [document for batch in batches for document in batch.documents]


def reasons(batches: Sequence[Batch]) -> list[str]:
    """Why things were left out in a round."""
    return [discard.reason for batch in batches for discard in batch.discards]


def test_entries_are_read_from_the_feed_itself(site: Site) -> None:
    """Their text, date, outlet and address; their pages are not asked for."""
    site.pages["/feed"] = giving(rss(item(1), item(2)))
    with fetcher() as web:
        first, second = documents(list(Round(web, [Feed(url=f"{site.url}/feed", outlet="Daily")])))
    assert (first.text, str(first.published), first.origin.outlet) == (STORY, "2025-03-04", "Daily")
    assert (first.origin.url, second.origin.url) == (f"{site.url}/1", f"{site.url}/2")
    assert first.origin.retrieved is not None
    assert first.origin.path is None
    assert site.paths() == ["/feed"]


def test_the_same_entry_twice_is_one_document(site: Site) -> None:
    """Both have one identity, so that the ledger takes it once."""
    site.pages["/feed"] = giving(rss(item(1), item(1)))
    with fetcher() as web:
        first, second = documents(list(Round(web, [Feed(url=f"{site.url}/feed")])))
    assert first == second


def test_a_feed_that_has_not_changed(site: Site) -> None:
    """Is asked about with its mark, also by the next run, and gives nothing."""
    site.pages["/feed"] = versioned(rss(item(1)))
    feeds = [Feed(url=f"{site.url}/feed")]
    with fetcher() as web:
        assert len(documents(list(Round(web, feeds)))) == 1
        visits = web.pace.visits()
    with fetcher(visits=visits) as web:
        (batch,) = Round(web, feeds)
    assert (batch.unchanged, batch.documents, batch.discards) == (True, (), ())


def test_a_round_that_is_broken_off_remembers_nothing_unread(site: Site) -> None:
    """A version counts as read only when what follows it is asked for: its entries are then in the ledger."""
    site.pages["/feed"] = versioned(rss(item(1)))
    with fetcher() as web:
        batches = iter(Round(web, [Feed(url=f"{site.url}/feed")]))
        assert next(batches).documents
        assert web.pace.visits().feeds == {}
        assert next(batches, None) is None
        assert web.pace.visits().feeds[f"{site.url}/feed"].etag == '"v1"'


BAD: list[tuple[str, Page, str]] = [
    ("malformed", giving("<rss><channel><item><title>Cut"), "is a broken feed"),
    ("page", giving(page()), "is neither RSS nor Atom"),
    ("empty", giving(rss()), "is a feed without entries"),
    ("nothing", giving(""), "is empty"),
    ("entities", giving('<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + rss(item(1, "&b;"))), "document type definition"),
    ("wide-entities", giving(('<!DOCTYPE r [<!ENTITY a "a">]>' + rss(item(1, "&a;"))).encode("utf-16")), "document type definition"),
    ("binary", giving(bytes(range(256)) * 20), "is a broken feed"),
    ("without-text", giving(rss(item(1, ""))), "is a feed entry without text"),
    ("encoding", giving('<?xml version="1.0" encoding="punycode"?>' + rss(item(1))[21:]), "in an encoding that is not known: punycode"),
    ("deep", giving('<rss version="2.0">' + "<a>" * 5_001), "over 5,000 elements inside each other"),
    ("deep-cdata", giving('<rss version="2.0"><![CDATA[' + "<a>" * 9_999 + "<![CDATA[]]>" + "<a>" * 5_001), "over 5,000 elements"),
    ("circle", moved("/feed"), "redirects in a circle"),
    ("lost", missing, "answers 404"),
    ("busy", giving("", 429, Retry_After="900"), "answers 429"),
]


@pytest.mark.parametrize(("page", "reason"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_a_bad_feed_does_not_keep_the_others_out(site: Site, page: Page, reason: str) -> None:
    """It is one discard that names its address."""
    site.pages["/feed"] = page
    with serving() as other, fetcher() as web:
        other.pages["/good"] = giving(rss(item(1)))
        batches = list(Round(web, [Feed(url=f"{site.url}/feed"), Feed(url=f"{other.url}/good")]))
    (discard,) = [discard for batch in batches for discard in batch.discards]
    assert reason in discard.reason
    assert discard.place.startswith(site.url)
    assert len(documents(batches)) == 1


@pytest.mark.parametrize("date", ["0000-00-00", "Tue, 99 Mar 99999 10:00:00 GMT", "-1"])
def test_a_date_that_is_none(site: Site, date: str) -> None:
    """It is left unknown, and the entry is read."""
    site.pages["/feed"] = giving(rss(item(1).replace("Tue, 04 Mar 2025 10:00:00 GMT", date)))
    with fetcher() as web:
        (document,) = documents(list(Round(web, [Feed(url=f"{site.url}/feed")])))
    assert document.published is None


def test_many_elements_that_are_not_deep() -> None:
    """Elements that end, in themselves or in CDATA, count for nothing."""
    one = "<item><enclosure/><description><![CDATA[<br><p>words]]></description></item>"
    assert not _is_deep(rss(*[one] * 6_000).encode())
    assert _is_deep(rss(*[one] * 6_000).encode() + b"<a>" * 5_001)


@given(
    st.lists(
        st.sampled_from(["<item>", "</item>", "<link>", "http://[", "<", "&#0;", "&x;", "]]>", "<![CDATA[", "<pubDate>", "x", "\0", "é"])
    )
)
def test_no_feed_raises(parts: list[str]) -> None:
    """Whatever is between its tags, a feed gives entries or discards, all in words."""
    raw = f"<rss version='2.0'><channel>{''.join(parts)}".encode()
    outcome = entries(raw, origin=Origin(url="http://a.test/feed"), charset="utf-8")
    assert outcome.kept or outcome.discards


def test_encodings_of_feeds(site: Site) -> None:
    """The server's word goes before the file's; bytes in neither do not end the round."""
    text = rss(item(1, "Zürich traf sich mit Genf, wie der Bundesrat gestern in Bern mitteilen liess."))
    site.pages["/a"] = giving(text.encode("latin-1"), Content_Type="application/rss+xml; charset=iso-8859-1")
    site.pages["/b"] = giving(text.encode("latin-1"), Content_Type="application/rss+xml; charset=klingon")
    with fetcher() as web:
        first, *_ = documents(list(Round(web, [Feed(url=f"{site.url}/a"), Feed(url=f"{site.url}/b")])))
    assert first.text.startswith("Zürich")


ARTICLES = {"/feed": versioned(rss(item(1), item(2), item(3), item(1))), "/1": giving(page("One. " + STORY)), "/3": missing}


def watch(web: Fetcher, site: Site) -> list[Batch]:
    """A round with articles."""
    return list(Round(web, [Feed(url=f"{site.url}/feed", outlet="Daily")], articles=True))


def test_articles_are_fetched_once(site: Site) -> None:
    """In place of the entries' text, each once; one that is lost for good is left out once; one that is put off is tried again."""
    site.pages |= ARTICLES | {"/2": giving("", 503)}
    clock = Clock()
    with fetcher(clock) as web:
        site.pages["/robots.txt"] = giving("User-agent: *\nDisallow: /3")
        batches = watch(web, site)
        (document,) = documents(batches)
        assert document.text.startswith("One.")
        assert (document.origin.outlet, str(document.published)) == ("Daily", "2025-03-04")
        assert any("answers 503" in reason for reason in reasons(batches))
        visits = web.pace.visits()
        assert visits.feeds[f"{site.url}/feed"].etag is None
    clock.now += 120
    site.pages["/2"] = giving(page("Two. " + STORY))
    with fetcher(clock, visits) as web:
        assert [document.text[:4] for document in documents(watch(web, site))] == ["Two."]
        clock.now += 120
        assert [batch.unchanged for batch in watch(web, site)] == [True]
    assert site.paths().count("/1") == 1
    assert site.paths().count("/3") == 0


def test_asking_for_articles_later_fetches_the_feed_again(site: Site) -> None:
    """That the feed is unchanged does not mean that its articles were read."""
    site.pages |= ARTICLES | {"/2": missing}
    with fetcher() as web:
        list(Round(web, [Feed(url=f"{site.url}/feed")]))
        assert len(documents(watch(web, site))) == 1


def test_feeds_that_share_an_article(site: Site) -> None:
    """It is fetched for the first of them alone, in this round and in later ones; a feed with nothing new has answered all the same."""
    site.pages |= ARTICLES | {"/2": missing, "/other": giving(rss(item(1)))}
    with fetcher() as web:
        feeds = [Feed(url=f"{site.url}/{name}", outlet="Daily") for name in ("feed", "other")]
        assert len(documents(list(Round(web, feeds, articles=True)))) == 1
        again = list(Round(web, feeds, articles=True))
    assert [(batch.answered, batch.unchanged, batch.documents) for batch in again] == [(True, True, ()), (True, False, ())]
    assert site.paths().count("/1") == 1


def test_a_feed_of_very_many_articles(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A round fetches some and says so; the next goes on."""
    monkeypatch.setattr(watching, "MAX_ARTICLES", 2)
    site.pages |= {"/feed": versioned(rss(*map(item, range(1, 4))))} | {f"/{n}": giving(page(f"{n}. {STORY}")) for n in range(1, 4)}
    with fetcher() as web:
        batches = watch(web, site)
        assert len(documents(batches)) == 2
        assert reasons(batches) == ["has 1 articles more than the 2 that are fetched in a round; the next one goes on"]
        assert len(documents(watch(web, site))) == 1
        assert [batch.unchanged for batch in watch(web, site)] == [True]


def test_entries_cannot_lead_to_files_or_hidden_hosts(site: Site) -> None:
    """A link that is none on the web is no link: then the entry's own text is read."""
    site.pages["/feed"] = giving(rss(item(1).replace("/1</link>", "file:///etc/passwd</link>").replace("<link>/", "<link>")))
    with fetcher() as web:
        (document,) = documents(watch(web, site))
    assert document.text == STORY
    assert document.origin.url is None


def test_stopping_ends_a_round(site: Site) -> None:
    """No further request is made."""
    site.pages |= {"/a": giving(rss(item(1))), "/b": giving(rss(item(2)))}
    seen: list[Batch] = []
    with fetcher() as web:
        seen.extend(Round(web, [Feed(url=f"{site.url}/{name}") for name in "ab"], stopped=lambda: bool(site.paths())))
    assert site.paths() == ["/a"]
    assert len(seen) == 1


def test_one_host_does_not_hold_up_another(site: Site) -> None:
    """While a host rests, the next feed is another's."""
    clock = Clock()
    site.pages |= {"/a": giving(rss(item(1))), "/b": giving(rss(item(2)))}
    with serving() as other, fetcher(clock) as web:
        other.pages["/good"] = giving(rss(item(1)))
        feeds = [Feed(url=f"{site.url}/a"), Feed(url=f"{site.url}/b"), Feed(url=f"{other.url}/good")]
        urls = [batch.url for batch in Round(web, feeds)]
    assert urls == [f"{site.url}/a", f"{other.url}/good", f"{site.url}/b"]


def test_a_page_by_its_address(site: Site) -> None:
    """In the encoding that the server declares; the hash is that of the bytes as sent."""
    text = page("Zürich recalled its ambassador. " + STORY).encode("latin-1")
    site.pages |= {
        "/a": giving(text, Content_Type="text/html; charset=iso-8859-1"),
        "/b": giving(text, Content_Type="text/html; charset=utf-8"),
        "/c": giving(rss(item(1)), Content_Type="text/html"),
        "/d": giving(b"", Content_Type="text/html"),
        "/g": giving(text, Content_Type="text/html; charset=punycode"),
        "/e": giving(bytes(range(256)) * 9, Content_Type="application/octet-stream"),
    }
    with fetcher() as web:
        (document,) = read_address(web, f"{site.url}/a", outlet="Daily").kept
        assert document.text.startswith("Zürich")
        assert (document.name, document.origin.outlet, document.origin.url) == (f"{site.url}/a", "Daily", f"{site.url}/a")
        assert "is not in the encoding that its server declares" in read_address(web, f"{site.url}/b").discards[0].reason
        assert "unknown encoding: punycode" in read_address(web, f"{site.url}/g").discards[0].reason
        assert len(read_address(web, f"{site.url}/c").kept) == 1
        assert "is empty" in read_address(web, f"{site.url}/d").discards[0].reason
        assert "is binary" in read_address(web, f"{site.url}/e").discards[0].reason
        assert "answers 404" in read_address(web, f"{site.url}/f").discards[0].reason


def test_a_server_that_hangs_up(site: Site) -> None:
    """In the middle of a feed: one discard, and the host is left alone for a while."""

    def cut(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"<rss>")
        handler.close_connection = True

    site.pages["/feed"] = cut
    with fetcher() as web:
        (reason,) = reasons(list(Round(web, [Feed(url=f"{site.url}/feed")])))
        assert "cannot be fetched" in reason
        assert web.pace.wait_left(site.url) == 60
