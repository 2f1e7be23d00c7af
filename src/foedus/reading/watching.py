"""One round over a list of feeds: what is new in each, host by host at its pace."""

from collections.abc import Callable, Iterator, Sequence, Set

import msgspec

from foedus.model.outcome import Discard
from foedus.model.record import Record
from foedus.model.text import Document, Origin
from foedus.model.visit import FeedVisit
from foedus.reading.documents import discard
from foedus.reading.feed import Entry
from foedus.reading.fetching import Fetched, Fetcher, Refusal
from foedus.reading.opml import Feed
from foedus.reading.web import entries_of, read_fetched

MAX_ARTICLES = 100


class Batch(Record, frozen=True, kw_only=True):
    """What one request of a round gave.

    Attributes:
        url: The feed's or the article's address.
        documents: What it held.
        discards: What was left out.
        answered: Whether the address gave something that can be read, new or not.
        unchanged: Whether the feed is as it was.
    """

    url: str
    documents: tuple[Document, ...] = ()
    discards: tuple[Discard, ...] = ()
    answered: bool = False
    unchanged: bool = False


class _Open:
    """A feed whose reading is not complete: its version is remembered only once all of it is in the ledger."""

    def __init__(self, feed: Feed, version: FeedVisit, links: Sequence[str], known: Set[str]) -> None:
        self.feed = feed
        self._version = version
        self._links = list(dict.fromkeys(links))
        self._done = {link for link in self._links if link in known}
        self.left = [link for link in self._links if link not in known]
        self._missed = False

    def saw(self, documents: Sequence[Document]) -> None:
        """Note documents of the feed that are in the ledger."""
        if documents:
            self._version = msgspec.structs.replace(self._version, witness=documents[0].id)

    def finish(self, link: str, *, missed: bool) -> None:
        """Note that an article is in the ledger, or cannot be had, or was missed and is to be tried again."""
        self._missed = self._missed or missed
        self.left.remove(link)
        if not missed:
            self._done.add(link)

    def visit(self) -> FeedVisit:
        """What is to be remembered now: no version while something of it is missing, so that the next round gets it again."""
        done = tuple(link for link in self._links if link in self._done)
        complete = not self.left and not self._missed
        visit = msgspec.structs.replace(self._version, done=done)
        return visit if complete else msgspec.structs.replace(visit, etag=None, modified=None)


class _Article(Record, frozen=True, kw_only=True):
    """An article to be fetched."""

    url: str
    entry: Entry
    of: _Open


Task = Feed | _Article


class Round:
    """Reads each feed once; iterate over it for its batches.

    A batch counts as done when the next one is asked for: put its documents into the ledger before that. So a round
    that is broken off anywhere remembers nothing that is not in the ledger.

    Args:
        fetcher: Fetches, and keeps what is remembered of the feeds in its pace.
        feeds: What to read.
        articles: Whether the articles behind the entries are fetched in place of the entries' own text.
        stopped: Whether to end before the next request.
    """

    def __init__(
        self, fetcher: Fetcher, feeds: Sequence[Feed], *, articles: bool = False, stopped: Callable[[], bool] = lambda: False
    ) -> None:
        self._fetcher = fetcher
        self._tasks: list[Task] = list(feeds)
        self._articles = articles
        self._stopped = stopped

    def __iter__(self) -> Iterator[Batch]:
        """The batches, those of hosts that may be asked soonest first."""
        while self._tasks and not self._stopped():
            task = min(self._tasks, key=lambda task: self._fetcher.wait_left(task.url))
            self._tasks.remove(task)
            yield from self._feed(task) if isinstance(task, Feed) else self._article(task)

    def _feed(self, feed: Feed) -> Iterator[Batch]:
        pace = self._fetcher.pace
        known = pace.feeds.get(feed.url, FeedVisit())
        if known.articles != self._articles:
            known = FeedVisit()  # the same version, but other documents are wanted of it
        got = self._fetcher.fetch(feed.url, etag=known.etag, modified=known.modified)
        if isinstance(got, Refusal):
            yield Batch(url=feed.url, discards=discard(Origin(url=feed.url), got.reason).discards)
        elif got.unchanged:
            yield Batch(url=feed.url, answered=True, unchanged=True)
        else:
            yield from self._entries(feed, got, known)

    def _entries(self, feed: Feed, got: Fetched, known: FeedVisit) -> Iterator[Batch]:
        found = entries_of(got, outlet=feed.outlet)
        behind = {entry.link: entry for entry in reversed(found.kept) if entry.link} if self._articles else {}
        own = [entry.read for entry in found.kept if not (self._articles and entry.link)]
        version = FeedVisit(etag=got.etag, modified=got.modified, articles=self._articles, witness=known.witness)
        links = [entry.link for entry in found.kept if entry.link] if self._articles else []
        opened = _Open(feed, version, links, self._done())
        left, later = opened.left[:MAX_ARTICLES], opened.left[MAX_ARTICLES:]
        excess = f"has {len(later):,} articles more than the {MAX_ARTICLES} that are fetched in a round; the next one goes on"
        documents = tuple(document for outcome in own for document in outcome.kept)
        yield Batch(
            url=feed.url,
            documents=documents,
            discards=(
                *found.discards,
                *(discarded for outcome in own for discarded in outcome.discards),
                *(discard(Origin(url=feed.url), excess).discards if later else ()),
            ),
            answered=bool(found.kept),
        )
        opened.saw(documents)
        if found.kept:
            self._fetcher.pace.feeds[feed.url] = opened.visit()
            self._tasks += [_Article(url=link, entry=behind[link], of=opened) for link in left]

    def _done(self) -> Set[str]:
        """Articles that need not be fetched: several feeds of one outlet often name the same ones."""
        return {link for visit in self._fetcher.pace.feeds.values() for link in visit.done}

    def _article(self, article: _Article) -> Iterator[Batch]:
        feed = article.of.feed
        if article.url in self._done():
            article.of.finish(article.url, missed=False)
            self._fetcher.pace.feeds[feed.url] = article.of.visit()
            return
        got = self._fetcher.fetch(article.url)
        if isinstance(got, Refusal):
            yield Batch(url=article.url, discards=discard(Origin(url=article.url), got.reason).discards)
        else:
            outcome = read_fetched(got, outlet=feed.outlet, published=article.entry.published)
            yield Batch(url=article.url, documents=outcome.kept, discards=outcome.discards, answered=bool(outcome.kept))
            article.of.saw(outcome.kept)
        article.of.finish(article.url, missed=isinstance(got, Refusal) and got.passing)
        self._fetcher.pace.feeds[feed.url] = article.of.visit()
