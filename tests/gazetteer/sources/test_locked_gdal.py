"""Files from outside may neither call the network nor have other files read, whatever their names say."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from geoinc.errors import PackError
from geoinc.gazetteer.records import PlaceRecord
from geoinc.gazetteer.sources import importers
from geoinc.gazetteer.sources.mapping import RowReader

READER = RowReader(pack="mine")
SECRET = "Secret Village"
VIRTUAL = """<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>{source}</SrcDataSource>
<SrcLayer>{layer}</SrcLayer></OGRVRTLayer></OGRVRTDataSource>"""
KML = """<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>
<NetworkLink><Link><href>{address}/link.kml</href></Link></NetworkLink>
<Placemark><name>Seen</name><styleUrl>{address}/style.kml#s</styleUrl><Point><coordinates>40,35</coordinates></Point></Placemark>
</Document></kml>"""
GML = """<?xml version="1.0"?><!DOCTYPE a [<!ENTITY secret SYSTEM "{secret}">]>
<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs" xmlns:gml="http://www.opengis.net/gml"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://a {address}/schema.xsd">
<gml:featureMember><a><name>Seen</name><more xlink:href="{address}/more.gml" xmlns:xlink="http://www.w3.org/1999/xlink"/>
<gml:Point><gml:coordinates>40,35</gml:coordinates></gml:Point></a></gml:featureMember></wfs:FeatureCollection>"""


@pytest.fixture
def calls() -> Iterator[tuple[str, list[str]]]:
    """Give the address of a server on this machine, and the paths that it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            body = json.dumps(
                {
                    "type": "FeatureCollection",
                    "features": [
                        {
                            "type": "Feature",
                            "properties": {"name": SECRET},
                            "geometry": {"type": "Point", "coordinates": [40, 35]},
                        }
                    ],
                }
            ).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_HEAD = do_GET  # noqa: N815 - the standard library's name

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret" / "secret.geojson"
    path.parent.mkdir()
    gpd.GeoDataFrame({"name": [SECRET]}, geometry=[shapely.Point(40, 35)], crs="EPSG:4326").to_file(path)
    return path


def _names(path: Path) -> list[str]:
    found: list[str] = []
    with suppress(PackError):
        found.extend(item.name for item in importers.read(path, READER) if isinstance(item, PlaceRecord))
    return found


ENDINGS = [".kml", ".gpkg", ".json", ".shp", ".gml", ".sqlite", ".csv"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_virtual_dataset_reads_no_other_file_under_any_name(tmp_path: Path, secret: Path, ending: str) -> None:
    path = tmp_path / f"x{ending}"
    path.write_text(VIRTUAL.format(source=secret, layer="secret"))

    assert SECRET not in _names(path)


@pytest.mark.parametrize("ending", [".kml", ".gpkg"])
def test_a_virtual_dataset_calls_no_server(tmp_path: Path, calls: tuple[str, list[str]], ending: str) -> None:
    address, asked = calls
    path = tmp_path / f"x{ending}"
    path.write_text(VIRTUAL.format(source=f"/vsicurl/{address}/x.geojson", layer="x"))

    assert SECRET not in _names(path)
    assert asked == []


def test_a_virtual_dataset_in_a_zip_reads_nothing_else(tmp_path: Path, secret: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x.kml", VIRTUAL.format(source=secret, layer="secret"))

    assert SECRET not in _names(path)


def test_links_in_kml_and_gml_are_not_followed(tmp_path: Path, secret: Path, calls: tuple[str, list[str]]) -> None:
    address, asked = calls
    for name, content in (("a.kml", KML), ("a.gml", GML)):
        (tmp_path / name).write_text(content.format(address=address, secret=secret))

        assert SECRET not in _names(tmp_path / name)
    assert _names(tmp_path / "a.kml") == ["Seen"]
    assert asked == []


@pytest.mark.parametrize(
    "content",
    [
        {"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline ! read {secret} ! write -"},
        {"type": "FeatureCollection", "features": [], "links": [{"rel": "items", "href": "{address}/items"}]},
        {"exceededTransferLimit": True, "features": [], "geometryType": "esriGeometryPoint"},
    ],
)
def test_json_of_other_kinds_reads_nothing_else(
    tmp_path: Path, secret: Path, calls: tuple[str, list[str]], content: dict[str, object]
) -> None:
    address, asked = calls
    path = tmp_path / "x.json"
    path.write_text(json.dumps(content).replace("{secret}", str(secret)).replace("{address}", address))

    assert SECRET not in _names(path)
    assert asked == []


def test_a_coordinate_system_that_names_files_is_refused(tmp_path: Path, secret: Path) -> None:
    path = tmp_path / "a.shp"
    gpd.GeoDataFrame({"name": ["A"]}, geometry=[shapely.Point(40, 35)], crs="EPSG:4326").to_file(path)
    path.with_suffix(".prj").write_text(
        'GEOGCS["a",DATUM["a",SPHEROID["a",6378137,298],EXTENSION["PROJ4_GRIDS","' + str(secret) + '"]],'
        'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]'
    )

    with pytest.raises(PackError, match="names files"):
        list(importers.read(path, READER))


def test_reading_leaves_no_file_beside_the_one_read(tmp_path: Path, secret: Path) -> None:
    path = tmp_path / "a.gml"
    path.write_text(GML.format(address="http://127.0.0.1:9", secret=secret))
    before = sorted(tmp_path.rglob("*"))
    _names(path)

    assert sorted(tmp_path.rglob("*")) == before


def test_a_module_in_the_users_folder_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyogrio.py").write_text("raise SystemExit('run')\n")
    (tmp_path / "a.kml").write_text(KML.format(address="http://127.0.0.1:9"))
    monkeypatch.chdir(tmp_path)

    assert _names(Path("a.kml")) == ["Seen"]


AUDIT = """
import sys
opened, spoken = [], []
def hook(event, arguments):
    if event == "open" and isinstance(arguments[0], str):
        opened.append(arguments[0])
    elif event.startswith("socket."):
        spoken.append((event, arguments[1:]))
sys.addaudithook(hook)
from pathlib import Path
from geoinc.gazetteer.sources import importers
from geoinc.gazetteer.sources.mapping import RowReader
try:
    list(importers.read(Path(sys.argv[1]), RowReader(pack="mine")))
except Exception as error:
    print(type(error).__name__)
print(spoken, [name for name in opened if name.startswith(sys.argv[2])])
"""


def test_this_process_opens_the_file_alone_and_speaks_to_nobody(tmp_path: Path, secret: Path) -> None:
    path = tmp_path / "x.kml"
    path.write_text(VIRTUAL.format(source=secret, layer="secret"))
    told = subprocess.run(
        [sys.executable, "-c", AUDIT, str(path), str(tmp_path)], capture_output=True, text=True, check=True
    ).stdout

    assert told.startswith("PackError\n[] [")
    assert "secret" not in told


@pytest.mark.skipif(shutil.which("strace") is None, reason="wants strace")
def test_no_process_opens_the_other_file_or_connects(tmp_path: Path, secret: Path) -> None:
    path, log = tmp_path / "x.kml", tmp_path / "log"
    path.write_text(VIRTUAL.format(source=secret, layer="secret"))
    traced = ["strace", "-f", "-qq", "-e", "trace=open,openat,connect,sendto", "-o", str(log)]
    subprocess.run([*traced, sys.executable, "-c", AUDIT, str(path), str(tmp_path)], capture_output=True, check=False)
    if not log.exists() or str(path) not in log.read_text(errors="replace"):
        pytest.skip("strace may not trace here")

    calls = log.read_text(errors="replace")
    assert str(secret) not in calls
    assert "AF_INET" not in calls
