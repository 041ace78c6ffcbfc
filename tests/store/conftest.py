"""A fresh store for each test: SQLite, and also PostgreSQL if its server is installed."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.store import Store, open_store

SERVER = shutil.which("pg_ctl")


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A PostgreSQL server of our own on a socket; its programs refuse to run as root."""
    if SERVER is None:
        pytest.skip("PostgreSQL's server programs are not installed")
    pytest.importorskip("psycopg")
    home = Path(tempfile.mkdtemp(prefix="form4-postgres-"))  # pytest's own folders are closed to other users
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(home, user)

    def run(*command: str) -> None:
        subprocess.run(command, check=True, user=user, cwd=home, stdout=subprocess.DEVNULL)  # noqa: S603

    run("initdb", "-D", str(home / "data"), "-A", "trust", "-U", "form4", "--no-sync")
    run("pg_ctl", "-D", str(home / "data"), "-w", "-l", str(home / "log"), "-o", f"-h '' -k {home} -F", "start")
    yield f"host={home}&user=form4"
    run("pg_ctl", "-D", str(home / "data"), "-m", "immediate", "stop")
    shutil.rmtree(home)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'store.sqlite'}"
        return
    import psycopg  # noqa: PLC0415

    server = request.getfixturevalue("server")
    name = f"test_{abs(hash(request.node.name))}"
    with psycopg.connect(f"dbname=postgres {server.replace('&', ' ')}", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]
    yield f"postgresql:///{name}?{server}"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with open_store(url) as opened:
        yield opened
