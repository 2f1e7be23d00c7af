"""Databases for the tests: a SQLite file, and a PostgreSQL server of our own on loopback."""

import os
import pwd
import re
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

# PostgreSQL refuses to run as root; the first of these that there is runs it then
_USERS = ("postgres", "nobody")
_FOLDERS = "usr/lib/postgresql/*/bin"


def _programs() -> Path | None:
    """The folder of PostgreSQL's programs, the newest version's."""
    found = [folder for folder in Path("/").glob(_FOLDERS) if (folder / "initdb").is_file()]
    if found:
        return max(found, key=lambda folder: int(re.sub(r"\D", "", folder.parent.name) or 0))
    program = shutil.which("initdb")
    return Path(program).resolve().parent if program else None


def _runner() -> str | None:
    """Who runs the server, none for ourselves."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in _USERS if name in known), None)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A PostgreSQL server with a temporary data folder, for one run of the tests."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs, self._folder, self._user = programs, folder, _runner()
        self._password, self._port = secrets.token_hex(16), _free_port()
        self._made = 0

    def start(self) -> None:
        """Make the data folder and start; sorting is by an English locale, so that tests see what a real server does."""
        secret = self._folder / "password"
        secret.write_text(self._password, encoding="utf-8")
        secret.chmod(0o600)
        if self._user:
            for path in (self._folder, secret):
                shutil.chown(path, self._user)
        locale = ("--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US")
        login = ("--username=foedus", "--auth=scram-sha-256", f"--pwfile={secret}")
        self._run("initdb", f"--pgdata={self._folder / 'data'}", *login, *locale, "--no-sync")
        options = f"-h 127.0.0.1 -p {self._port} -c unix_socket_directories='' -c fsync=off -c full_page_writes=off"
        self._control("start", "-w", "-l", str(self._folder / "log"), "-o", options)

    def stop(self) -> None:
        """Stop it without waiting for connections to end."""
        self._control("stop", "-m", "immediate")

    def _control(self, *arguments: str) -> None:
        self._run("pg_ctl", f"--pgdata={self._folder / 'data'}", *arguments)

    def _run(self, program: str, *arguments: str) -> None:
        ran = subprocess.run(  # noqa: S603  # a program of PostgreSQL's
            [self._programs / program, *arguments],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False,
            user=self._user, cwd=self._folder, env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
        assert ran.returncode == 0, f"{program}: {ran.stderr}"

    def database(self) -> str:
        """The address of a new, empty database."""
        self._made += 1
        name = f"ledger{self._made}"
        engine = create_engine(self._address("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return self._address(name)

    def _address(self, name: str) -> str:
        url = make_url(f"postgresql+psycopg://foedus@127.0.0.1:{self._port}/{name}").set(password=self._password)
        return url.render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server; tests that want it are skipped where its programs are not installed, but not in CI."""
    programs = _programs()
    if programs is None:
        reason = "PostgreSQL's programs (initdb, pg_ctl) are not installed: apt-get install postgresql"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    folder = Path(tempfile.mkdtemp(prefix="foedus-postgres-"))
    server = Server(programs, folder)
    try:
        server.start()
        yield server
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database(postgres: Server) -> str:
    """The address of an empty PostgreSQL database."""
    return postgres.database()


@pytest.fixture
def database_too(postgres: Server) -> str:
    """The address of another one."""
    return postgres.database()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a ledger may be: a file, then a database on the server."""
    return str(tmp_path / "foedus.db") if request.param == "sqlite" else str(request.getfixturevalue("database"))


@pytest.fixture
def both(database: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Two places: a file and a database on the server."""
    return str(tmp_path_factory.mktemp("ledger") / "foedus.db"), database
