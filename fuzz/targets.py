"""What can be fuzzed, by name."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from fuzz.told import Told

SEEDS = Path(__file__).parent / "seeds"
TOKENS = Path(__file__).parent / "tokens"

Read = Callable[[bytes, Path], Told]
Mend = Callable[[bytes], bytes]


class Target(NamedTuple):
    """A reader.

    Attributes:
        name: What it is called on the command line; so are the folder of its seeds and the file of its tokens.
        reader: Module and function.
        libraries: Packages beside ours whose branches are told apart too.
        longest: Largest input that is tried, in bytes.
        mend: Name of the function of `fuzz.mending` that makes sums and lengths of a changed input right again; none if empty.
    """

    name: str
    reader: str
    libraries: tuple[str, ...] = ()
    longest: int = 16_384
    mend: str = ""

    def read(self) -> Read:
        """The reader's function; its modules are loaded now."""
        module, _, function = self.reader.partition(":")
        found: Read = getattr(import_module(f"fuzz.readers.{module}"), function)
        return found

    def mender(self) -> Mend | None:
        """What mends a changed input."""
        found: Mend | None = getattr(import_module("fuzz.mending"), self.mend) if self.mend else None
        return found

    @property
    def seeds(self) -> Path:
        """The folder of its seeds."""
        return SEEDS / self.name

    @property
    def tokens(self) -> Path | None:
        """Its tokens, if it has any."""
        path = TOKENS / f"{self.name}.txt"
        return path if path.is_file() else None


_PAGES = ("trafilatura", "htmldate", "justext", "courlan")
TARGETS = {
    target.name: target
    for target in (
        Target("warc", "documents:warcs", longest=8_192, mend="warc"),
        Target("wacz", "documents:wacz_file", ("zipfile",), mend="wacz"),
        Target("html", "documents:html", _PAGES, longest=8_192),
        Target("pdf", "documents:portable", ("pypdf",)),
        Target("feed", "documents:feeds", ("feedparser", "sgmllib"), longest=8_192),
        Target("lists", "files:sanctions", ("defusedxml",)),
        Target("dump", "ledgers:dump", longest=32_768, mend="dump"),
        Target("run", "ledgers:run", longest=32_768, mend="documents"),
        Target("parquet", "documents:parquet", mend="rows"),
        Target("dictionary", "files:dictionary"),
        Target("tables", "files:tables"),
        Target("lines", "documents:streamed", ("gzip",), mend="packed"),
        Target("opml", "documents:feed_list", ("defusedxml",)),
        Target("text", "documents:text", longest=4_096),
        Target("any", "documents:any_file", (*_PAGES, "pypdf", "feedparser"), longest=8_192),
    )
}
