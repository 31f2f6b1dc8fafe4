"""Everything that meets bytes of strangers, each as a function of bytes that may raise nothing but GeoincError.

``seeds`` are well-formed inputs to begin from. The short run in the tests mutates them; ``make fuzz`` lets a
coverage-guided fuzzer loose on them for hours.
"""

from __future__ import annotations

import bz2
import gzip
import io
import json
import os
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from geoinc.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class Target:
    """A parser, and where to begin."""

    name: str
    run: Callable[[bytes], object]
    seeds: tuple[bytes, ...]


@cache
def folder() -> Path:
    """Return a folder in memory where the system has one: files come and go by the million."""
    shared = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix="geoinc-fuzz-", dir=shared if os.access(shared, os.W_OK) else None))


def text(data: bytes) -> str:
    """Return bytes as any text, half characters included."""
    return data.decode("utf-8", "surrogateescape")


def of_file(name: str, read: Callable[[Path], object]) -> Callable[[bytes], object]:
    """Return a target that reads the bytes from a file of that name."""
    path = folder() / str(os.getpid()) / name

    def run(data: bytes) -> object:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        return read(path)

    return run


def drained(items: Iterable[object]) -> int:
    """Return how many items there are, having made each."""
    return sum(1 for _ in items)


@cache
def small() -> Gazetteer:
    """Return a gazetteer with which texts have something to find."""
    from geoinc.testing import gazetteer, place

    return gazetteer(
        place("Syria", 38.3, 35.0, country="SY", code="SY", kind=_kind("country"), demonyms=["Syrian"]),
        place("Khusham", 40.29, 35.30, country="SY", names=["خشام"]),
        place("Homs", 36.71, 34.73, country="SY", population=800_000),
        place("New York", -74.0, 40.7, country="US", population=8_000_000),
    )


def _kind(name: str) -> Any:
    from geoinc.model import PlaceKind

    return PlaceKind(name)


ARTICLE = (
    b"Title: Shells fall near Khusham\nSource: example.org\nPublished: 8 February 2018\n\n"
    b"Shells fell 8 km east of Khusham, Syria, on Wednesday, killing three guards and at least 12 others, the army said. "
    b"The UN denied it. About 35.30 N, 40.29 E, between Homs and Khusham.\n"
)
PAGE = (
    b'<html><head><title>Shells fall</title><meta property="article:published_time" content="2018-02-08">'
    b'<link rel="canonical" href="https://example.org/a"></head><body><article><h1>Shells fall</h1><p>'
    + ARTICLE * 2
    + b"</p></article></body></html>"
)
ROW = b"167899\tKhusham\tKhusham\tKhsham,\xd8\xae\xd8\xb4\xd8\xa7\xd9\x85\t35.3\t40.28\tP\tPPL\tSY\t\t01\t\t\t\t5000\t\t200\tAsia/Damascus\t2018-01-01\n"
FEATURE = {
    "type": "Feature",
    "properties": {
        "wof:id": 1, "wof:name": "Khusham", "wof:placetype": "locality", "wof:country": "SY", "wof:superseded_by": [],
        "name:ara_x_preferred": ["خشام"], "wof:concordances": {"gn:id": 167899}, "geom:longitude": 40.29,
        "geom:latitude": 35.3, "wof:population": 5000,
    },
    "geometry": {"type": "Polygon", "coordinates": [[[40, 35], [41, 35], [41, 36], [40, 35]]]},
}  # fmt: skip
VILLAGES = (
    "wof_id\tgeonames_id\tname\tkind\tfcode\tlat\tlon\tpopulation\tadmin1\tadmin2\tnames\n"
    "1\t167899\tKhusham\tlocality\tPPL\t35.3\t40.29\t5000\tDeir ez-Zor\t\tara:خشام|Khsham\n"
).encode()
MAIL = (
    b"From: a@example.org\r\nTo: b@example.org\r\nSubject: Shells fall\r\nDate: Thu, 8 Feb 2018 09:00:00 +0000\r\n"
    b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n'
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\nShells fell near Khusham=2C Syria.\r\n--x\r\n"
    b"Content-Type: text/html\r\n\r\n<p>Shells fell near Khusham.</p>\r\n--x--\r\n"
)
FEED = (
    b'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><item><title>Shells</title>'
    b"<link>https://example.org/a</link><pubDate>Thu, 08 Feb 2018 09:00:00 GMT</pubDate>"
    b"<description>Shells fell near &lt;b&gt;Khusham&lt;/b&gt;.</description></item></channel></rss>"
)
TABLE = (
    b'id,title,text,date,country,url\n1,Shells,"Shells fell near Khusham, Syria.",2018-02-08,SY,https://example.org\n'
)
LINES = b'{"id": "a", "text": "Troops left Homs.", "toponyms": [{"start": 12, "end": 16, "lon": 36.7, "lat": 34.7}]}\n'


def _zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name.replace("__", "."), (1980, 1, 1, 0, 0, 0)), content)
    return buffer.getvalue()


def _docx() -> bytes:
    body = (
        b'<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        b"<w:p><w:r><w:t>Shells fell near Khusham.</w:t></w:r></w:p></w:body></w:document>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo("word/document.xml", (1980, 1, 1, 0, 0, 0)), body)
    return buffer.getvalue()


def _warc() -> bytes:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/a\r\nWARC-Date: 2018-02-08T09:00:00Z\r\n"
        b"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\nContent-Type: application/http\r\n"
    )
    return head + f"Content-Length: {len(body)}\r\n\r\n".encode() + body + b"\r\n\r\n"


def _wof_database() -> bytes:
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE TABLE geojson (id INTEGER, body TEXT, is_alt INTEGER)")
        database.execute("INSERT INTO geojson VALUES (1, ?, 0)", (json.dumps(FEATURE),))
        database.commit()
        return database.serialize()


def documents(name: str) -> Callable[[bytes], object]:
    """Return a target that reads a file as reports."""
    from geoinc.read.records import ReadOptions, Record, Source
    from geoinc.read.registry import ranges, records

    def read(path: Path) -> int:
        source, options = Source(str(path)), ReadOptions()
        drained(ranges(source, options, 2))
        found = 0
        for record in records(source, options):
            assert isinstance(record, Record)
            assert (record.document is None) == bool(record.why)
            found += 1
        return found

    return of_file(name, read)


def places(name: str) -> Callable[[bytes], object]:
    """Return a target that imports a file of places."""
    from geoinc.gazetteer.packs.store import _line
    from geoinc.gazetteer.records import PlaceRecord
    from geoinc.gazetteer.sources import importers
    from geoinc.gazetteer.sources.mapping import RowReader
    from geoinc.testing import place

    known = {167899: place("Khusham", 40.29, 35.3, country="SY", id="geonames:167899")}

    def read(path: Path) -> int:
        if importers.detect(path) is importers.Format.VECTOR:
            return 0  # a process of its own: see tests/gazetteer/sources/test_locked_gdal.py
        found = 0
        for item in importers.read(path, RowReader(pack="mine"), known=lambda: known):
            if isinstance(item, PlaceRecord):
                _line(item)
            found += 1
        return found

    return of_file(name, read)


def _compiled_places(path: Path) -> object:
    from itertools import islice

    from geoinc.gazetteer.build.compile import compile_records
    from geoinc.gazetteer.records import PlaceRecord
    from geoinc.gazetteer.sources import importers
    from geoinc.gazetteer.sources.mapping import RowReader

    found = [item for item in importers.read(path, RowReader(pack="mine")) if isinstance(item, PlaceRecord)]
    compile_records(found, path.with_name("made.geoinc"))
    opened = Gazetteer.open(path.with_name("made.geoinc"))
    return [opened.search(record.name) for record in islice(found, 3)]


def _manifest(path: Path) -> object:
    from geoinc.gazetteer.packs import store

    return store._manifest(path)


def _compiled(path: Path) -> object:
    opened = Gazetteer.open(path)
    found = [candidate.place for candidate in opened.search("Khusham")]
    return (
        [place.extent for place in found],
        opened.scan("Shells fell near Khusham, Syria."),
        opened.nearest(40.3, 35.3),
    )


@cache
def _compiled_seed() -> bytes:
    return small().container.path.read_bytes()


@cache
def _findings() -> Any:
    from export_findings import made

    return made()


@cache
def _record() -> bytes:
    from geoinc.export.codec import dumps

    return dumps(_findings().incidents[0]).encode()


@cache
def _saved(name: str) -> bytes:
    from geoinc.export import write

    path = folder() / name
    write(_findings(), path, **({} if name.endswith(".gpkg") else {"record": True}))
    return path.read_bytes()


def _loaded_record(data: bytes) -> object:
    from geoinc.export.codec import dumps, loads

    return dumps(loads(text(data)))


def _corrections(path: Path) -> object:
    from geoinc import corrections

    return corrections.read(path)


def _annotated(path: Path) -> object:
    from geoinc.evaluate.corpora import read_annotated

    return read_annotated(path)


def _rows(path: Path) -> object:
    from geoinc.evaluate.rows import read_row
    from geoinc.read.jsonlines import objects

    return [read_row(where, raw) for where, raw in objects(path)]


def _located_rows(path: Path) -> object:
    from geoinc.evaluate.locations import read_rows

    return read_rows(path)


def _phrase(data: bytes) -> object:
    from geoinc.relations.phrases import parse_phrase

    return parse_phrase(text(data), {"Khusham", "Homs", "Syria"}.__contains__)


def _clauses(data: bytes) -> object:
    from geoinc.relations.parse import find_clauses, joined
    from geoinc.relations.readers import TextReader

    return joined(find_clauses(text(data), TextReader(text(data), [], {"Khusham", "Homs", "Syria"}.__contains__)))


def _coordinates(data: bytes) -> object:
    from geoinc.relations import coordinates

    return [written.lonlat for written in coordinates.find(text(data))]


def _times(data: bytes) -> object:
    from geoinc.text.times import find_times

    return find_times(text(data), date(2018, 2, 8)), find_times(text(data), None)


def _numbers(data: bytes) -> object:
    from geoinc.relations import directions, units
    from geoinc.text.numbers import find_quantities, parse_number, read_measure

    words = text(data)
    return parse_number(words), find_quantities(words), read_measure(words), directions.read(words), units.read(words)


def _search(data: bytes) -> object:
    found = small().search(text(data))
    return found, small().scan(text(data)), small().scan(text(data), any_case=True), small().info(text(data))


def _locate(data: bytes) -> object:
    from geoinc import phrase

    return phrase.locate(text(data)[:300], small())


@cache
def _pipeline() -> Any:
    from geoinc.pipeline import Pipeline

    return Pipeline.default(gazetteer=small())


def _article(data: bytes) -> object:
    from geoinc.export.geojson import dumps, points
    from geoinc.export.kml import dumps as kml
    from geoinc.model import Document

    report = _pipeline().run([Document(text(data)[:3_000], published=date(2018, 2, 8))])
    return dumps(points(report.findings)), kml(report.findings)


def _page(data: bytes) -> object:
    from geoinc.render.options import tiles_from

    return tiles_from(text(data))


def _address(data: bytes) -> object:
    from geoinc.gazetteer.sources import download
    from geoinc.model import Document

    words = text(data)
    download._first_in(words), download._length_in(words), download._shown(words)
    return Document("x", uri=words, near=words), download.mirrored("https://example.org/a", words)


def _database(data: bytes) -> object:
    from geoinc.export.postgis import _secrets

    return _secrets(text(data))


def _lexicon(path: Path) -> object:
    from geoinc.incidents.find import find_incidents
    from geoinc.model import Document, Location, Reason

    document = Document("Shells fell near Khusham on Monday, killing three.", id="d")
    return find_incidents(document, [], [], lambda _: Location(None, reason=Reason.NO_LOCATION), lexicons=(path,))


@cache
def _part() -> bytes:
    """Return a part of a run that holds one document, as the driver's and as a worker's."""
    from geoinc.batch import frames
    from geoinc.batch.rows import Read, RecordFindings
    from geoinc.model import Document

    document = Document(ARTICLE.decode(), published=date(2018, 2, 8))
    rows = (Read("a.txt", document, given=True), RecordFindings("a.txt", _pipeline().read(document)))
    buffer = io.BytesIO()
    for row in rows:
        frames.write(buffer, frames.RecordFrame(frames.dumps(row), frames.OK, 1))
    return buffer.getvalue()


def _frames(data: bytes) -> object:
    from geoinc.batch import frames

    return [frames.loads(frame.data, small()) for frame, _ in frames.read(io.BytesIO(data))]


def _frame(data: bytes) -> object:
    """Read the content of a frame as if its checksum were right."""
    from geoinc.batch import frames

    return frames.loads(zlib.compress(data), small())


def _pickled() -> bytes:
    from geoinc.batch import frames

    return zlib.decompress(next(frames.read(io.BytesIO(_part())))[0].data)


def _run_of(path: Path) -> object:
    from geoinc.batch import run
    from geoinc.batch.folder import Folder

    return run.status(Folder(path.parent))


PLAN = json.dumps(
    {
        "run_id": "a",
        "work": {"options": {"encoding": None, "columns": {}, "fast": False, "near": []}, "records": 5},
        "partitions": [[["a.txt", 0, None, 1, 1, "10-0"]]],
        "refused": [["b.txt", "empty"]],
        "former": "",
        "notes": [],
    }
).encode()


PLACES = (
    b"id,name,aliases,abbreviations,demonyms,lon,lat,kind,country,admin1,code,population,uncertainty_m\n"
    b"1,Khusham,Khsham|a,KH,Khushami,40.29,35.3,village,SY,SY.01,,12,50\n2,Syria,,,,38,35,country,SY,,SY,,\n"
)
CORRECTIONS = b"kind,document,start,end,incident,value,lon,lat,note\nplace,a.txt,3,9,,geonames:1,,,\nmove,,,,a-1,,40.3,35.3,seen\n"
CORRECTIONS_TOML = b'[[correction]]\nkind = "place"\ndocument = "a.txt"\nstart = 3\nend = 9\nvalue = "geonames:1"\n'
LEXICON = b'[[trigger]]\ntype = "attack"\nverbs = ["fall"]\nnouns = ["shell"]\nweak = true\nneeds = "projectiles"\n'
LOCATED = b'{"id": "1", "text": "8 km east of Homs", "lat": 34.7, "lon": 36.8, "uncertainty_m": 100}\n'
ROWS = b'{"id": 1, "text": "Shells fell near Homs.", "date": "2018-02-08", "lat": 34.7, "lon": 36.7, "killed": 3}\n'
PHRASES = (
    b"8 km east of Khusham, Syria",
    b"between Homs and Khusham; 5 km further north",
    b"35\xc2\xb018'N 40\xc2\xb017'E",
    b"37SDV1234567890 or 8G7G8X2R+2V, POINT(40.3 35.3)",
    b"S45W of Homs, about twenty-five miles",
    b"on the night of 7-8 February, two weeks ago, at 14:30 local time last Monday",
)


def targets() -> Iterator[Target]:
    """Yield every target."""
    feature = json.dumps(FEATURE).encode()
    for name, seed in (
        ("a.txt", ARTICLE), ("a.md", b"# Shells\n\n" + ARTICLE), ("a.html", PAGE), ("a.eml", MAIL), ("a.mhtml", MAIL),
        ("a.xml", FEED), ("a.docx", _docx()), ("a.csv", TABLE), ("a.tsv", TABLE.replace(b",", b"\t")), ("a.jsonl", LINES),
        ("a.json", b"[" + LINES + b"]"), ("a.warc", _warc()), ("a.zip", _zipped(a__txt=ARTICLE, b__csv=TABLE)),
        ("a.csv.gz", gzip.compress(TABLE, mtime=0)),
    ):  # fmt: skip
        yield Target(f"read {name}", documents(name), (seed,))
    for name, seed in (
        ("SY.txt", ROW), ("SY.zip", _zipped(SY__txt=ROW)), ("SY.txt.gz", gzip.compress(ROW, mtime=0)),
        ("alternateNamesV2.txt", b"1\t167899\tar\t\xd8\xae\xd8\xb4\xd8\xa7\xd9\x85\t1\t\t\t\t\t\n"),
        ("admin1CodesASCII.txt", b"SY.01\tHasakah\tHasakah\t167899\n"), ("mine.csv", PLACES),
        ("mine.tsv.bz2", bz2.compress(b"name\tlon\tlat\taliases\nKhusham\t40.29\t35.3\ta|b\n")),
        ("wof.jsonl", feature + b"\n"), ("wof.geojson", b'{"type": "FeatureCollection", "features": [' + feature + b"]}"),
        ("SY.tsv", VILLAGES), ("wof.db", _wof_database()),
    ):  # fmt: skip
        yield Target(f"places {name}", places(name), (seed,))
    yield Target("compile csv", of_file("mine.csv", _compiled_places), (PLACES,))
    yield Target("compile wof", of_file("wof.jsonl", _compiled_places), (feature + b"\n",))
    yield Target(
        "pack manifest",
        of_file("mine.json", _manifest),
        (b'{"name": "mine", "places": 1, "rejected": 0, "sha256": "00", "format": 1}',),
    )
    yield Target("compiled", of_file("g.geoinc", _compiled), (_compiled_seed(),))
    yield Target("record", _loaded_record, (_record(),))
    for ending in (".geojson", ".gpkg", ".parquet"):
        yield Target(f"load {ending}", of_file(f"l{ending}", _load), (_saved(f"s{ending}"),))
    yield Target("part of a run", _frames, (_part(),))
    yield Target("record of a run", _frame, (_pickled(),))
    yield Target("plan of a run", of_file("plan.json", _run_of), (PLAN,))
    yield Target("corrections csv", of_file("c.csv", _corrections), (CORRECTIONS,))
    yield Target("corrections toml", of_file("c.toml", _corrections), (CORRECTIONS_TOML,))
    yield Target("lexicon", of_file("l.toml", _lexicon), (LEXICON,))
    yield Target("annotated", of_file("a.jsonl", _annotated), (LINES,))
    yield Target("rows", of_file("r.jsonl", _rows), (ROWS,))
    yield Target("located rows", of_file("l.jsonl", _located_rows), (LOCATED,))
    words: tuple[tuple[str, Callable[[bytes], object]], ...] = (
        ("phrase", _phrase), ("clauses", _clauses), ("coordinates", _coordinates), ("times", _times), ("numbers", _numbers),
        ("search", _search), ("locate", _locate),
    )  # fmt: skip
    for name, run in words:
        yield Target(name, run, PHRASES)
    yield Target("article", _article, (ARTICLE, *PHRASES))
    yield Target("tiles", _page, (b"streets", b"https://tile.example.org/{z}/{x}/{y}.png \xc2\xa9 Somebody"))
    yield Target("address", _address, (b"https://me:secret@example.org:80/a?b#c", b"bytes 0-10/20", b"javascript:1"))
    yield Target(
        "database", _database, (b"postgresql://me:secret@[::1]:5432/a?sslmode=require", b"host=a password='b c'")
    )


def _load(path: Path) -> object:
    from geoinc.export.load import load

    return load(path)
