"""The door: hosts, origins, users, limits, and the policy that browsers are given."""

from pathlib import Path

import httpx
import pytest
from tests.web.conftest import serving

from foedus.errors import DataError
from foedus.web.security import POLICY
from foedus.web.settings import Settings
from foedus.web.users import Role, User, digest, read_users

TOKEN, OTHER = "a" * 32, "b" * 32
USERS = {digest(TOKEN): User(name="Ann", role=Role.ANALYST), digest(OTHER): User(name="Rita", role=Role.READER)}


@pytest.mark.parametrize("path", ["/inbox", "/health", "/static/style.css", "/nothing", "/login"])
def test_every_answer_carries_the_policy(client: httpx.Client, path: str) -> None:
    """Nothing from elsewhere is loaded, and no page of ours may be framed."""
    answer = client.get(path)
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_another_host_name_is_refused(client: httpx.Client) -> None:
    """A name that somebody points at loopback leads nowhere."""
    assert client.get("/inbox", headers={"host": "evil.example"}).status_code == 421


@pytest.mark.parametrize("headers", [{"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}])
def test_a_change_from_another_site_is_refused(client: httpx.Client, headers: dict[str, str]) -> None:
    """Whatever it is."""
    assert client.post("/logout", headers=headers).status_code == 403


def test_users_come_in_with_a_token(place: str) -> None:
    """By cookie in a browser, by header from a program; nobody else does."""
    with serving(Settings(place=place, port=0, users=USERS)) as address, httpx.Client(base_url=address) as browser:
        assert browser.get("/inbox").headers["location"] == "/login"
        assert browser.get("/api/nothing").status_code == 401
        assert browser.post("/login", data={"token": "c" * 32}).status_code == 403
        assert browser.get("/inbox", headers={"authorization": f"Bearer {OTHER}"}).status_code == 200
        came = browser.post("/login", data={"token": TOKEN})
        assert {"HttpOnly", "SameSite=strict"} <= set(came.headers["set-cookie"].split("; "))
        assert "Ann" in browser.get("/inbox").text
        browser.cookies.set("foedus_session", digest(OTHER) + ".forged")
        assert browser.get("/inbox").status_code == 303


def test_a_reader_changes_nothing(place: str) -> None:
    """A change needs an analyst."""
    with serving(Settings(place=place, port=0, users=USERS)) as address:
        assert httpx.post(f"{address}/inbox/upload", headers={"authorization": f"Bearer {OTHER}"}).status_code == 403


def test_too_many_changes_are_slowed(place: str) -> None:
    """And an upload that is too large is refused before it is read."""
    with serving(Settings(place=place, port=0, changes_per_minute=2, max_upload_bytes=10)) as address:
        answers = [httpx.post(f"{address}/nothing").status_code for _ in range(3)]
        assert answers == [404, 404, 429]
        assert httpx.post(f"{address}/inbox/upload", content=b"more than ten bytes").status_code == 413


def test_an_open_address_needs_users() -> None:
    """Nobody is let in from outside without a token."""
    with pytest.raises(ValueError, match="name who may come in"):
        Settings(place="x.db", host="0.0.0.0")  # noqa: S104  # that is what is refused


@pytest.mark.parametrize(
    ("text", "mode", "message"),
    [
        (f"Ann\tanalyst\t{TOKEN}\n", 0o644, "may be read by others"),
        ("Ann\tanalyst\n", 0o600, ":1 needs name, role and token"),
        (f"Ann\tking\t{TOKEN}\n", 0o600, "neither reader nor analyst"),
        ("Ann\tanalyst\tshort\n", 0o600, "fewer than 24"),
        (f"Ann\tanalyst\t{TOKEN}\nBob\treader\t{TOKEN}\n", 0o600, "one name or one token"),
        (f"Ann\tanalyst\t{TOKEN}\nAnn\treader\t{OTHER}\n", 0o600, "one name or one token"),
    ],
)
def test_a_broken_file_of_users_is_refused(tmp_path: Path, text: str, mode: int, message: str) -> None:
    """With the line, and never with a token."""
    path = tmp_path / "users.tsv"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    with pytest.raises(DataError, match=message) as caught:
        read_users(path)
    assert TOKEN not in str(caught.value)


def test_a_file_of_users_is_read(tmp_path: Path) -> None:
    """Tokens are kept as digests only."""
    path = tmp_path / "users.tsv"
    path.write_text(f"# who may come in\nAnn\tanalyst\t{TOKEN}\nRita\treader\t{OTHER}\n", encoding="utf-8")
    path.chmod(0o600)
    assert read_users(path) == USERS
