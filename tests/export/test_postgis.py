"""Into a real PostgreSQL with PostGIS, started for these tests on a socket of its own."""

from __future__ import annotations

import dataclasses
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import clients
import pytest

from geoinc.errors import ExportError
from geoinc.export.postgis import write
from geoinc.model import Findings

pytestmark = pytest.mark.client


def binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    extension = list(Path("/usr/share/postgresql").glob("*/extension/postgis.control"))
    return found[-1].parent if found and extension else Path(clients.absent("PostgreSQL with PostGIS"))


def run(command: list[str]) -> None:
    """Run a program of PostgreSQL, which refuses to be root."""
    user = "postgres" if os.geteuid() == 0 else None
    subprocess.run(command, check=True, user=user, stdout=subprocess.DEVNULL, cwd="/")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    programs = binaries()
    folder = Path(tempfile.mkdtemp(prefix="geoinc-pg-"))
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    data = str(folder / "data")
    run([str(programs / "initdb"), "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync"])
    options = f"-k {folder} -h '' -F"
    run([str(programs / "pg_ctl"), "-D", data, "-w", "-o", options, "-l", f"{folder}/log", "start"])
    try:
        yield f"host={folder} user=tester dbname=postgres"
    finally:
        run([str(programs / "pg_ctl"), "-D", data, "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def ask(url: str, question: str) -> list[tuple]:
    import psycopg

    with psycopg.connect(url) as connection:
        return connection.execute(question).fetchall()


def test_writing_twice_changes_nothing(findings: Findings, url: str) -> None:
    assert write(findings, url) == [f"geoinc.{name}" for name in ("incidents", "claims", "mentions", "merged")]
    question = "SELECT id, event_start, ST_AsText(geom), ST_Area(area90) FROM geoinc.incidents ORDER BY id"
    first = ask(url, question)
    write(findings, url)
    assert ask(url, question) == first
    assert first[0][2] == "POINT(50.15 26.64)"
    assert ask(url, "SELECT incident_id, min FROM geoinc.claims") == [("inc-1", 3)]


def test_keys_indexes_and_comments(findings: Findings, url: str) -> None:
    write(findings, url, schema="other one")
    kinds = ask(url, "SELECT contype FROM pg_constraint WHERE conrelid = '\"other one\".claims'::regclass")
    assert sorted(str(k[0]) for k in kinds) in (["f", "p"], ["b'f'", "b'p'"])
    indexes = ask(url, "SELECT count(*) FROM pg_indexes WHERE schemaname = 'other one' AND indexdef LIKE '%gist%'")
    assert indexes == [(4,)]
    comment = "SELECT col_description('\"other one\".incidents'::regclass, 1)"
    assert ask(url, comment) == [("Id that follows from what happened; the same in every run, file and format.",)]


def test_claims_that_are_gone_are_removed(findings: Findings, url: str) -> None:
    write(findings, url, schema="gone")
    bare = dataclasses.replace(findings, incidents=tuple(dataclasses.replace(i, claims=()) for i in findings.incidents))
    write(bare, url, schema="gone")
    assert ask(url, "SELECT count(*) FROM gone.claims") == [(0,)]
    assert ask(url, "SELECT count(*) FROM gone.incidents") == [(3,)]


def test_overwriting_is_explicit(findings: Findings, url: str) -> None:
    write(findings, url, schema="over")
    one = dataclasses.replace(findings, incidents=findings.incidents[:1])
    write(one, url, schema="over")
    assert ask(url, "SELECT count(*) FROM over.incidents") == [(3,)]
    write(one, url, schema="over", overwrite=True)
    assert ask(url, "SELECT count(*) FROM over.incidents") == [(1,)]


def test_a_refusing_database_is_told_in_one_line(findings: Findings, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="the database refused") as caught:
        write(findings, f"host={tmp_path} user=nobody dbname=none")
    assert "\n" not in str(caught.value)


def test_an_incident_keeps_the_id_that_the_database_knows(findings: Findings, url: str) -> None:
    write(findings, url, schema="kept")
    first, *others = findings.incidents
    renamed = dataclasses.replace(first, id="inc-new", was=("inc-1",))
    write(dataclasses.replace(findings, incidents=(renamed, *others)), url, schema="kept")
    assert ask(url, "SELECT id FROM kept.incidents ORDER BY id") == [("inc-1",), ("inc-2",), ("inc-3",)]
    assert ask(url, "SELECT was FROM kept.incidents WHERE id = 'inc-1'") == [(["inc-new"],)]


def test_what_became_one_leaves_the_table_and_is_told(findings: Findings, url: str) -> None:
    write(findings, url, schema="one")
    first, second, third = findings.incidents
    both = dataclasses.replace(first, was=(second.id,))
    write(dataclasses.replace(findings, incidents=(both, third)), url, schema="one")
    assert ask(url, "SELECT id FROM one.incidents ORDER BY id") == [("inc-1",), ("inc-3",)]
    assert ask(url, "SELECT id, merged_into FROM one.merged") == [("inc-2", "inc-1")]
    all_three = dataclasses.replace(third, was=(first.id, second.id))
    write(dataclasses.replace(findings, incidents=(all_three,)), url, schema="one")
    assert ask(url, "SELECT count(*) FROM one.incidents") == [(1,)]
    merged = ask(url, "SELECT id, merged_into FROM one.merged ORDER BY id")
    assert merged == [("inc-1", "inc-3"), ("inc-2", "inc-3")]


def test_a_table_of_an_earlier_version_gets_the_new_columns(findings: Findings, url: str) -> None:
    import psycopg

    write(findings, url, schema="older")
    with psycopg.connect(url) as connection:
        connection.execute("ALTER TABLE older.incidents DROP COLUMN was")
    write(findings, url, schema="older")
    assert ask(url, "SELECT count(*) FROM older.incidents WHERE was IS NOT NULL") == [(3,)]
