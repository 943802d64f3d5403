"""A real PostgreSQL for one test run: a cluster of its own in a temporary folder, which only this machine reaches."""

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest
from needs import postgresql_programs, skip_without
from other_graders import KEPT, UV, python_of

SETTINGS = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "off"}


@pytest.fixture(scope="session")
def postgres(postgres_driver):
    """A function that makes an empty database and returns its address."""
    skip_without("postgresql")
    programs, password = postgresql_programs(), secrets.token_hex(8)
    place = Path(tempfile.mkdtemp(prefix="workbook-postgres-"))
    try:
        secret = place / "password.txt"
        secret.write_text(password)
        owner = _give_away(place, secret)
        made = ["--pgdata", place / "data", "--username=teacher", f"--pwfile={secret}", "--auth=scram-sha-256"]
        _run([programs / "initdb", *made, "--encoding=UTF8", "--no-locale", "--no-sync"], place, owner)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        options = " ".join(f"-c {name}='{value}'" for name, value in {"port": port, **SETTINGS}.items())
        run = [programs / "pg_ctl", "--pgdata", place / "data", "--wait"]
        _run([*run, "--log", place / "said.txt", "--options", options, "start"], place, owner)
        try:
            yield lambda name: _database(f"postgresql://teacher:{password}@127.0.0.1:{port}", name)
        finally:
            _run([*run, "--mode=immediate", "stop"], place, owner)
    finally:
        shutil.rmtree(place)


def _database(server, name):
    code = (
        "import psycopg, sys; psycopg.connect(sys.argv[1], autocommit=True).execute(f'CREATE DATABASE {sys.argv[2]}')"
    )
    _run([python_of("nbgrader"), "-c", code, f"{server}/postgres", name], None, {})
    return f"{server}/{name}"


@pytest.fixture(scope="session")
def postgres_driver():
    """Put psycopg into the environment of nbgrader, where it is missing."""
    python = python_of("nbgrader")
    if subprocess.run([python, "-c", "import psycopg"], capture_output=True, check=False).returncode:
        _run([UV, "pip", "install", "--quiet", "--python", python, "psycopg[binary]>=3.2,<4"], KEPT, {})


def _give_away(*paths):
    """PostgreSQL does not run as root: make another user the owner of ``paths``; how to run a program as that user."""
    if os.geteuid() != 0:
        return {}
    import pwd  # not on Windows

    names = {user.pw_name for user in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    for path in paths:
        os.chown(path, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": ()}


def _run(command, cwd, owner):
    # Into a file and not a pipe: the server keeps what pg_ctl has open, and a pipe would never end.
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run([str(part) for part in command], cwd=cwd, stdout=said, stderr=said, check=False, **owner)
        said.seek(0)
        assert done.returncode == 0, said.read()[-3000:]
