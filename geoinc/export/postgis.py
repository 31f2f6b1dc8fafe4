"""PostGIS: the tables incidents, claims and mentions with keys, spatial indexes and comments, in one transaction.

Writing the same findings twice changes nothing: rows are upserted by id, and claims that an incident no
longer has are removed. Nothing else in the schema is touched; ``overwrite=True`` drops the tables first.

An incident that the database knows under one of its former ids (``Incident.was``) keeps that id there. One that has been
merged into another leaves the table, and the table ``merged`` tells its id and ``merged_into``, the one that it is now.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from geoinc.errors import ExportError, MissingExtraError
from geoinc.export.fields import (
    CLAIM_FIELDS,
    INCIDENT_FIELDS,
    MENTION_FIELDS,
    ExportField,
    FieldType,
    claim_subjects,
    incident_subjects,
    mention_subjects,
    row,
)

if TYPE_CHECKING:
    import psycopg
    from psycopg import sql
    from shapely import Geometry

    from geoinc.model import Findings

DEFAULT_SCHEMA = "geoinc"
MERGED = "merged"
SQL_TYPES = {
    FieldType.TEXT: "text",
    FieldType.INTEGER: "bigint",
    FieldType.REAL: "double precision",
    FieldType.DATETIME: "timestamptz",
    FieldType.FLAG: "boolean",
    FieldType.LIST: "jsonb",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """A geometry column: its name, PostGIS type, and how it is found in a row's subject."""

    name: str
    type: str
    value: Callable[[Any], Geometry | None]


@dataclass(frozen=True, slots=True)
class DatabaseTable:
    """A table: its fields, geometry columns, and the rows' subjects."""

    name: str
    fields: Sequence[ExportField]
    shapes: Sequence[Shape]
    subjects: Callable[[Findings], Iterable[Any]]
    parent: str | None = None


def _of_region(name: str) -> Callable[[Any], Geometry | None]:
    def value(subject: Any) -> Geometry | None:  # noqa: ANN401 - an incident's or a claim's subject
        region = subject.incident.location.region
        return None if region is None else getattr(region, name)

    return value


def _place_point(subject: Any) -> Geometry | None:  # noqa: ANN401 - a mention's subject
    return subject.resolution.place.point if subject.resolution.pinned else None


TABLES = (
    DatabaseTable(
        "incidents",
        INCIDENT_FIELDS,
        (
            Shape("geom", "Point", _of_region("best")),
            Shape("area50", "MultiPolygon", _of_region("area50")),
            Shape("area90", "MultiPolygon", _of_region("area90")),
        ),
        incident_subjects,
    ),
    DatabaseTable("claims", CLAIM_FIELDS, (), claim_subjects, parent="incidents"),
    DatabaseTable("mentions", MENTION_FIELDS, (Shape("geom", "Point", _place_point),), mention_subjects),
)


def write(findings: Findings, url: str, *, schema: str = DEFAULT_SCHEMA, overwrite: bool = False) -> list[str]:
    """Upsert findings into a PostGIS database and return the tables written, as ``schema.table``.

    Parameters
    ----------
    findings
        What to write.
    url
        A connection string, such as ``postgresql://user@host/database``.
    schema
        Created where it is missing.
    overwrite
        Drop the tables first.

    Raises
    ------
    MissingExtraError
        Where psycopg is not installed.
    ExportError
        Where the database refuses; nothing is changed then.
    """
    with _connected(url) as connection:
        _write(connection, findings, schema, overwrite=overwrite)
    return [f"{schema}.{name}" for name in (*(table.name for table in TABLES), MERGED)]


def _secrets(url: str) -> list[str]:
    """Return what of a connection string may stand in no message.

    Raises
    ------
    ExportError
        Where the string cannot be read: what is wrong with it is not told, for it may be the password.
    """
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    try:
        parts = conninfo_to_dict(url)
    except (psycopg.Error, UnicodeError, ValueError):
        message = (
            "the connection string cannot be read; it looks like postgresql://user@host/database,"
            " with % and the like in a password written as %25"
        )
        raise ExportError(message) from None
    return [str(parts[name]) for name in ("password", "sslpassword", "passfile") if parts.get(name)]


def check(url: str) -> None:
    """Open a database and close it again, so that one which cannot be used is told before any work.

    Raises
    ------
    MissingExtraError
        Where psycopg is not installed.
    ExportError
        Where the database refuses.
    """
    with _connected(url):
        pass


@contextmanager
def _connected(url: str) -> Iterator[psycopg.Connection]:
    if find_spec("psycopg") is None:
        message = "PostGIS needs psycopg: pip install 'geoinc[postgis]'"
        raise MissingExtraError(message)
    import psycopg

    secrets = _secrets(url)
    try:
        with psycopg.connect(url) as connection:
            yield connection
    except psycopg.Error as error:
        why = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        if any(secret in str(error) for secret in secrets):
            why = "its answer names the password, and is left out here"
        message = f"the database refused ({why}); check the connection string, the rights and the postgis extension"
        raise ExportError(message, why=why) from None


def _write(connection: psycopg.Connection, findings: Findings, schema: str, *, overwrite: bool) -> None:
    from psycopg import sql

    connection.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    connection.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(schema)))
    if overwrite:
        for name in (MERGED, *(table.name for table in reversed(TABLES))):
            connection.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(sql.Identifier(schema, name)))
    for table in TABLES:
        _create(connection, schema, table)
    merged = sql.SQL("CREATE TABLE IF NOT EXISTS {} (id text PRIMARY KEY, merged_into text NOT NULL)")
    connection.execute(merged.format(sql.Identifier(schema, MERGED)))
    known = _known(connection, schema, findings)
    findings = with_known_ids(findings, known)
    for table in TABLES:
        _upsert(connection, schema, table, findings)
    _tell_merged(connection, schema, findings)


def _known(connection: psycopg.Connection, schema: str, findings: Findings) -> set[str]:
    """Return which of the ids of findings, present and former, the database has."""
    from psycopg import sql

    names = [name for incident in findings.incidents for name in (incident.id, *incident.was)]
    question = sql.SQL("SELECT id FROM {} WHERE id = ANY(%s)").format(sql.Identifier(schema, "incidents"))
    return {row[0] for row in connection.execute(question, (names,))}


def with_known_ids(findings: Findings, known: Collection[str]) -> Findings:
    """Return findings in which an incident that is not known by its id, but by a former one, goes by that."""
    taken = {incident.id for incident in findings.incidents}
    incidents = []
    for incident in findings.incidents:
        former = next((name for name in incident.was if name in known and name not in taken), None)
        if incident.id in known or former is None:
            incidents.append(incident)
            continue
        taken.add(former)
        was = (incident.id, *(name for name in incident.was if name != former))
        incidents.append(replace(incident, id=former, was=was))
    return replace(findings, incidents=tuple(incidents))


def _tell_merged(connection: psycopg.Connection, schema: str, findings: Findings) -> None:
    """Take out the incidents that are parts of others now, and note of which."""
    from psycopg import sql

    own = {incident.id for incident in findings.incidents}
    parts = [(name, incident.id) for incident in findings.incidents for name in incident.was if name not in own]
    table, merged = (sql.Identifier(schema, name) for name in ("incidents", MERGED))
    lead_on = sql.SQL("UPDATE {} SET merged_into = %s WHERE merged_into = %s").format(merged)
    note = sql.SQL(
        "WITH gone AS (DELETE FROM {} WHERE id = %s RETURNING id) INSERT INTO {} (id, merged_into) SELECT id, %s FROM gone"
        " ON CONFLICT (id) DO UPDATE SET merged_into = EXCLUDED.merged_into"
    ).format(table, merged)
    with connection.cursor() as cursor:
        for former, now in parts:
            cursor.execute(note, (former, now))
            cursor.execute(lead_on, (now, former))
        back = sql.SQL("DELETE FROM {} WHERE id = ANY(%s)").format(merged)
        cursor.execute(back, (sorted(own),))


def _create(connection: psycopg.Connection, schema: str, table: DatabaseTable) -> None:
    from psycopg import sql

    name = sql.Identifier(schema, table.name)
    columns = [_column(schema, table, field) for field in table.fields]
    columns += [_shape_column(shape) for shape in table.shapes]
    connection.execute(sql.SQL("CREATE TABLE IF NOT EXISTS {} ({})").format(name, sql.SQL(", ").join(columns)))
    for field in table.fields:  # a table of an earlier version lacks those that have come since
        _add_column(connection, schema, table, field)
        comment = sql.SQL("COMMENT ON COLUMN {} IS {}")
        connection.execute(comment.format(sql.Identifier(schema, table.name, field.name), sql.Literal(field.meaning)))
    for shape in table.shapes:
        index = sql.SQL("CREATE INDEX IF NOT EXISTS {} ON {} USING gist ({})")
        label = sql.Identifier(f"{table.name}_{shape.name}_gist")
        connection.execute(index.format(label, name, sql.Identifier(shape.name)))


def _add_column(connection: psycopg.Connection, schema: str, table: DatabaseTable, field: ExportField) -> None:
    from psycopg import sql

    add = sql.SQL("ALTER TABLE {} ADD COLUMN IF NOT EXISTS {} {}")
    parts = (sql.Identifier(schema, table.name), sql.Identifier(field.name), sql.SQL(SQL_TYPES[field.type]))
    connection.execute(add.format(*parts))


def _column(schema: str, table: DatabaseTable, field: ExportField) -> sql.Composed:
    from psycopg import sql

    column = sql.SQL("{} {}").format(sql.Identifier(field.name), sql.SQL(SQL_TYPES[field.type]))
    if field.name == "id":
        return column + sql.SQL(" PRIMARY KEY")
    if table.parent and field.name == "incident_id":
        reference = sql.SQL(" NOT NULL REFERENCES {} (id) ON DELETE CASCADE")
        return column + reference.format(sql.Identifier(schema, table.parent))
    return column


def _shape_column(shape: Shape) -> sql.Composed:
    from psycopg import sql

    return sql.SQL("{} geometry({}, 4326)").format(sql.Identifier(shape.name), sql.SQL(shape.type))


def _upsert(connection: psycopg.Connection, schema: str, table: DatabaseTable, findings: Findings) -> None:
    from psycopg import sql

    rows = [_values(table, subject) for subject in table.subjects(findings)]
    name = sql.Identifier(schema, table.name)
    if table.parent:
        delete = sql.SQL("DELETE FROM {} WHERE incident_id = ANY(%s)").format(name)
        connection.execute(delete, ([incident.id for incident in findings.incidents],))
    columns = [f.name for f in table.fields] + [s.name for s in table.shapes]
    cells = [sql.Placeholder()] * len(table.fields)
    places = [sql.SQL("ST_GeomFromWKB({}, 4326)").format(sql.Placeholder())] * len(table.shapes)
    updates = [sql.SQL("{0} = EXCLUDED.{0}").format(sql.Identifier(c)) for c in columns if c != "id"]
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({}) ON CONFLICT (id) DO UPDATE SET {}").format(
        name,
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.SQL(", ").join([*cells, *places]),
        sql.SQL(", ").join(updates),
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def _values(table: DatabaseTable, subject: Any) -> list[Any]:  # noqa: ANN401 - one of the tables' subjects
    cells = [
        _cell(field, value) for field, value in zip(table.fields, row(table.fields, subject).values(), strict=True)
    ]
    return cells + [_wkb(shape, shape.value(subject)) for shape in table.shapes]


def _cell(field: ExportField, value: Any) -> Any:  # noqa: ANN401 - any field's value
    if field.type is FieldType.LIST and value is not None:
        return json.dumps(value, ensure_ascii=False).replace("\\u0000", "")
    return value.replace("\0", "") if isinstance(value, str) else value


def _wkb(shape: Shape, geometry: Geometry | None) -> bytes | None:
    if geometry is None:
        return None
    from shapely import MultiPolygon, to_wkb

    if shape.type == "MultiPolygon" and geometry.geom_type == "Polygon":
        geometry = MultiPolygon([geometry])
    wkb: bytes = to_wkb(geometry)
    return wkb
