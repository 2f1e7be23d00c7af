"""No password, token, key or signature of an address is shown, logged or kept."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.reading.serving import giving, serving

from foedus.cli.options import log_handler
from foedus.redaction import redacted

SECRET = "hunter2hunter2"  # noqa: S105  # which is what is looked for
# the command line with everything logged that foedus and its libraries have to say
_LOUD = """
import logging
from foedus.cli import main
from foedus.cli.options import log_handler
logging.basicConfig(level=logging.DEBUG, handlers=[log_handler()])
main()
"""
SAID = "Japan condemned North Korea on Tuesday, an official said."
STORY = f"<html><body><article><h1>Protest</h1>{f'<p>{SAID}</p>' * 5}</article></body></html>"
ITEM = f"<item><title>News</title><link>https://news.example/1?token={SECRET}</link><description>{SAID}</description></item>"
FEED = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{ITEM}</channel></rss>'


def ran(folder: Path, *arguments: str) -> str:
    """All that a command says, logged at the lowest level."""
    done = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-c", _LOUD, "--verbose", *arguments],
        cwd=folder,
        env=os.environ | {"COLUMNS": "10000"},
        capture_output=True,
        check=False,
    )
    return (done.stdout + done.stderr).decode()


def kept(folder: Path) -> str:
    """All that stands in the files of a folder that a command made."""
    return "\n".join(path.read_bytes().decode(errors="replace") for path in sorted(folder.rglob("*")) if path.is_file())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"https://me:{SECRET}@example.org/a", "https://***@example.org/a"),
        (f"(https://{SECRET}@example.org)", "(https://***@example.org)"),
        (f"s3://AKIA123:{SECRET}@bucket/day.warc.gz", "s3://***@bucket/day.warc.gz"),
        (f"'postgresql://analyst:{SECRET}@db:5432/foedus'", "'postgresql://analyst:***@db:5432/foedus'"),
        (f"postgresql://analyst:a/b@{SECRET}@db/foedus", "postgresql://analyst:***@db/foedus"),
        (f"postgresql+psycopg://db/foedus?user=a&password={SECRET}", "postgresql+psycopg://db/foedus?user=a&password=***"),
        (f"https://b.s3.amazonaws.com/a?X-Amz-Date=1&X-Amz-Signature={SECRET}#x", "https://b.s3.amazonaws.com/a?X-Amz-Date=1&X-Amz-Signature=***#x"),
        (f"https://b.blob.example/a?sv=2024&sig={SECRET}", "https://b.blob.example/a?sv=2024&sig=***"),
        (f"https://e.org/f?access_token={SECRET};api-key={SECRET}", "https://e.org/f?access_token=***;api-key=***"),
        (f"https://e.org/#id_token={SECRET}", "https://e.org/#id_token=***"),
    ],
)  # fmt: skip
def test_secrets_are_taken_out_of_addresses(text: str, shown: str) -> None:
    """What is left says which address is meant, and is the same when it is done again."""
    assert redacted(text) == shown
    assert redacted(shown) == shown


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/@reporter/post?id=7&page=2",
        "https://example.org/a?keyword=token&monkey=1&author=b",
        "postgresql://analyst@db/foedus",
        "write to me@example.org: token=5",
    ],
)
def test_addresses_without_secrets_stand(text: str) -> None:
    """Names and parameters that only look alike are left alone."""
    assert redacted(text) == text


def test_the_log_shows_no_secret(capsys: pytest.CaptureFixture[str]) -> None:
    """Neither in its message nor in its arguments nor in a traceback."""
    log = logging.getLogger("foedus.told")
    handler = log_handler()
    log.addHandler(handler)
    address = f"https://me:{SECRET}@example.org/?token={SECRET}"
    log.error("cannot fetch %s", address, exc_info=ValueError(address))
    log.removeHandler(handler)
    said = capsys.readouterr().err
    assert "https://***@example.org/?token=***" in said
    assert SECRET not in said


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
        ("findings", "--ledger", f"postgresql://analyst:{SECRET}@127.0.0.1:1/foedus?connect_timeout=2"),
        ("findings", "--ledger", f"postgresql://analyst:{SECRET}@db:port:5/foedus"),
        ("findings", "--ledger", f"mysql://analyst:{SECRET}@db/foedus"),
        ("read", f"http://me:{SECRET}@127.0.0.1:1/a"),
        ("read", "--allow-private", f"http://127.0.0.1:1/a?token={SECRET}"),
        ("archive", "-o", "out", f"http://127.0.0.1:1/a.warc?X-Amz-Signature={SECRET}"),
        ("archive", "-o", "out", f"s3://AKIA123:{SECRET}@bucket/a.warc.gz"),
        ("watch", "--once", "feeds.opml"),
        ("watch", "--once", "feeds.opml", "--ledger", f"postgresql://analyst:{SECRET}@127.0.0.1:1/foedus?connect_timeout=2"),
    ],
)
def test_commands_that_fail_tell_no_secret(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """On standard output, standard error, in the log at its lowest level, in the manifest and in the ledger's dump."""
    (tmp_path / "feeds.opml").write_text(
        f'<opml><body><outline xmlUrl="http://127.0.0.1:1/feed?key={SECRET}"/><outline xmlUrl="ftp://me:{SECRET}@example.org/"/></body></opml>'
    )
    said = ran(tmp_path, *arguments)
    assert said
    assert SECRET not in said
    assert "Traceback" not in said
    if (tmp_path / "out").is_dir():
        assert SECRET not in kept(tmp_path / "out")
        assert "***" in (tmp_path / "out" / "manifest.jsonl").read_text()
    if (tmp_path / "foedus.db").exists():
        assert SECRET not in ran(tmp_path, "export-ledger", "-o", "dump.jsonl")
        assert SECRET not in (tmp_path / "dump.jsonl").read_text()


@pytest.mark.slow
def test_what_was_fetched_is_kept_without_the_secrets_of_its_address(tmp_path: Path) -> None:
    """Page and feed are read by their whole addresses, and stand in the ledger without what is secret in them."""
    with serving() as site:
        site.pages |= {f"/page?token={SECRET}": giving(STORY, Content_Type="text/html"), f"/feed?key={SECRET}": giving(FEED)}
        said = ran(tmp_path, "read", "--allow-private", f"{site.url}/page?token={SECRET}", f"{site.url}/feed?key={SECRET}")
        assert sorted(site.paths()) == [f"/feed?key={SECRET}", f"/page?token={SECRET}"]
    assert "2 documents added" in said
    assert SECRET not in said
    assert SECRET not in ran(tmp_path, "export-ledger", "-o", "dump.jsonl")
    dump = (tmp_path / "dump.jsonl").read_text()
    assert "token=***" in dump
    assert SECRET not in dump
