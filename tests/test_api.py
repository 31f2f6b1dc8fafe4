"""The Python edge: tables in and out, wrong types refused in one line, ids kept, packs added and removed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import folium
import geopandas
import pandas as pd
import pytest

import geoinc
from geoinc import settings
from geoinc.errors import ExportError, InputError, PackError, PackNotFoundError
from geoinc.model import Figures, Genre, Relation

STRIKE = "An air strike hit a market near Khusham, Syria, on Wednesday. Five people were killed, a doctor said."
TABLE = pd.DataFrame(
    {
        "url": ["u1", "u2", "u3", "u4", "u5"],
        "body": [STRIKE, None, "Gunmen attacked Bria on Monday; three people were killed.", float("nan"), " "],
        "date": ["2018-02-08", "2018-02-09", "spring", None, "2018-02-09"],
        "country": ["Syria", "Syria", "Nowhereland", None, "Mali"],
    },
    index=[10, 20, 30, 40, 50],
)


@pytest.fixture(scope="module")
def report() -> geoinc.Report:
    return geoinc.map_incidents(TABLE, text="body", published="date", near="country", id="url")


def test_a_table_becomes_a_report_by_its_columns(report: geoinc.Report) -> None:
    assert [d.id for d in report.documents] == ["u1", "u3"]
    assert (report.documents[0].published, report.documents[0].near) == (date(2018, 2, 8), ("Syria",))
    assert report.incidents[0].location.region is not None


def test_what_a_table_lacks_is_told_by_its_rows(report: geoinc.Report) -> None:
    told = "\n".join(report.notes)
    for label in (20, 40, 50):
        assert f"row {label}: the row has no text" in told
    assert "row 30: its date 'spring' is not understood" in told
    assert "row 30: near 'Nowhereland'" in told


def test_without_an_id_column_the_index_is_the_id() -> None:
    mapped = geoinc.map_incidents(TABLE[:1], text="body")
    assert [d.id for d in mapped.documents] == ["10"]


def test_a_series_of_texts_is_a_table() -> None:
    assert [d.id for d in geoinc.map_incidents(TABLE["body"]).documents] == ["10", "30"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({}, "name the column that holds the text: text='body'; the table has url, words"),
        ({"text": "boddy"}, "no column 'boddy' \\(text=\\); it has url, words"),
    ],
)
def test_a_wrong_column_is_refused_with_those_there_are(options: dict[str, str], told: str) -> None:
    with pytest.raises(InputError, match=told):
        geoinc.map_incidents(TABLE.rename(columns={"body": "words"}), **options)  # type: ignore[arg-type]


def test_places_of_a_table_keep_its_index_and_lose_no_row() -> None:
    found = geoinc.find_places(TABLE, text="body", near="country")
    assert set(found.index) == set(TABLE.index)
    assert found.loc[20, "reason"] == found.loc[50, "reason"] == "the row has no text"
    khusham = found[found["text"] == "Khusham"]
    assert list(khusham.index) == [10]
    assert khusham.geometry.iloc[0].x == pytest.approx(40.3, abs=0.5)
    assert found.crs == "EPSG:4326"


def test_locations_of_a_table_keep_its_index_and_say_why_not() -> None:
    phrases = pd.Series(
        ["8 km east of Khusham, Syria", None, "", pd.NA, "8 parsecs east of Paris"], index=list("abcde")
    )
    found = geoinc.locate(phrases)
    assert list(found.index) == list("abcde")
    assert found.loc["a", "longitude"] == pytest.approx(40.4, abs=0.2)
    assert pd.isna(found.loc["a", "reason"])
    assert list(found["reason"][1:4]) == ["the row has no text"] * 3
    assert found.loc["e", "reason"] == "the words are not a location that can be read"
    assert list(found.geometry.isna()) == [False, True, True, True, True]
    json.loads(found.to_json())


def test_a_phrase_that_a_table_repeats_is_located_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def figures(said: Sequence[tuple[Sequence[Relation], Genre]], *_: object, **__: object) -> list[Figures]:
        asked.extend(relations[0].span.text for relations, _ in said)
        return [Figures("", 0.0, 0.0, 1.0, 1.0) for _ in said]

    monkeypatch.setattr("geoinc.locations.many.figures", figures)
    found = geoinc.locate(pd.Series(["Gao", "Kidal", "Gao"]))
    assert asked == ["Gao", "Kidal"]
    assert list(found["phrase"]) == ["Gao", "Kidal", "Gao"]


def test_phrases_that_are_in_no_table_are_located_in_their_order() -> None:
    found = geoinc.locate_frame(phrase for phrase in ("8 km east of Khusham, Syria", "8 parsecs east of Paris"))
    assert list(found.index) == [0, 1]
    assert found.loc[0, "longitude"] == geoinc.locate("8 km east of Khusham, Syria").region.best.x  # type: ignore[union-attr]
    assert pd.notna(found.loc[1, "reason"])
    assert len(geoinc.locate_frame([])) == 0


CALLS: list[tuple[Callable[[], object], str]] = [
    (lambda: geoinc.map_incidents(5), "map_incidents takes Documents, texts or a DataFrame, not int"),  # type: ignore[arg-type]
    (lambda: geoinc.map_incidents(None), "not NoneType"),  # type: ignore[arg-type]
    (lambda: geoinc.map_incidents({"a": 1}), "not dict"),  # type: ignore[arg-type]
    (lambda: geoinc.map_incidents(["a", 3]), "document 2 is int"),  # type: ignore[list-item]
    (lambda: geoinc.map_incidents([Path("a.txt")]), r"read the file with geoinc\.read\('a\.txt'\)"),  # type: ignore[list-item]
    (lambda: geoinc.map_incidents("A text.", text="body"), "text= names a column and is for a DataFrame"),
    (lambda: geoinc.map_incidents("A text.", previous=5), "previous is a Report or the file of one, not int"),  # type: ignore[arg-type]
    (lambda: geoinc.find_places(None), "the document is NoneType"),  # type: ignore[call-overload]
    (lambda: geoinc.locate(3.5), "locate takes a phrase"),  # type: ignore[call-overload]
    (lambda: geoinc.locate_frame("Gao"), "locate_frame takes phrases or a table of them, not str"),
    (lambda: geoinc.locate_frame(["Gao", None]), "phrase 1 is NoneType, not text"),  # type: ignore[list-item]
    (lambda: list(geoinc.pipe([4])), "pipe takes Documents or texts; document 1 is int"),  # type: ignore[list-item]
]


@pytest.mark.parametrize(("call", "told"), CALLS)
def test_a_wrong_type_is_refused_in_one_line(call: Callable[[], object], told: str) -> None:
    with pytest.raises(TypeError, match=told) as caught:
        call()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: geoinc.map_incidents("article.html"), r"read it with geoinc\.read\('article\.html'\)"),
        (lambda: geoinc.find_places("Aleppo", near="Zembla"), "near 'Zembla'"),
        (
            lambda: geoinc.locate("Paris", method="guess"),
            "there is no method 'guess'; use one of density, point-radius",
        ),
        (lambda: geoinc.locate("Paris", genre="poem"), "there is no genre 'poem'"),  # type: ignore[call-overload]
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_remedy(call: Callable[[], object], told: str) -> None:
    with pytest.raises(InputError, match=told):
        call()


def test_one_text_is_one_document() -> None:
    assert len(geoinc.map_incidents(STRIKE).documents) == 1
    assert len(geoinc.map_incidents(geoinc.Document(STRIKE)).documents) == 1


def test_a_pipe_yields_a_report_a_document_as_it_is_asked() -> None:
    asked: list[int] = []

    def texts() -> Iterator[str]:
        for number in range(3):
            asked.append(number)
            yield STRIKE

    reports = geoinc.pipe(texts(), near="Syria")
    assert len(next(reports).incidents) == 1
    assert asked == [0]
    assert len(list(reports)) == 2


def test_corrections_are_applied_from_python(tmp_path: Path, report: geoinc.Report) -> None:
    name = report.incidents[0].id
    path = tmp_path / "mine.csv"
    path.write_text(f"kind,incident,note\nwrong,{name},a film\n", "utf-8")
    corrected = geoinc.map_incidents(list(report.documents), corrections=path)
    assert name not in {i.id for i in corrected.incidents}


@pytest.mark.parametrize("ending", ["geojson", "gpkg"])
def test_ids_of_a_saved_report_are_kept(tmp_path: Path, ending: str) -> None:
    first = geoinc.map_incidents([geoinc.Document("An air strike hit a market. Five people were killed.", id="a")])
    path = tmp_path / f"old.{ending}"
    first.save(path, **({"record": True} if ending == "geojson" else {}))
    longer = "An air strike hit a market. Five people were killed. It was in Khusham, Syria, on 7 February 2018."
    alone = geoinc.map_incidents(longer)
    kept = geoinc.map_incidents(longer, previous=path)
    assert alone.incidents[0].id != first.incidents[0].id
    assert [i.id for i in kept.incidents] == [first.incidents[0].id]


class TestFrames:
    """What users do with a GeoDataFrame first."""

    @pytest.mark.parametrize("layer", ["incidents", "areas", "mentions", "claims"])
    def test_clients_take_every_layer(self, report: geoinc.Report, layer: str, tmp_path: Path) -> None:
        frame = report.to_gdf(layer)
        json.loads(frame.to_json())
        folium.Map().add_child(folium.GeoJson(frame)).get_root().render()
        assert len(frame.drop_duplicates()) == len(frame)
        frame.nunique()
        frame.to_parquet(tmp_path / "a.parquet")
        assert len(geopandas.read_parquet(tmp_path / "a.parquet")) == len(frame)
        frame.to_file(tmp_path / "a.gpkg")
        pd.DataFrame(frame.drop(columns="geometry")).to_parquet(tmp_path / "b.parquet")

    def test_times_are_utc_in_features_also_of_a_selection(self, report: geoinc.Report) -> None:
        frame = report.to_gdf()
        assert str(frame["event_start"].dtype) == "datetime64[us, UTC]"
        assert frame["event_type"].dtype == "category"
        some = frame[frame["killed_best"] > 3]
        [feature] = json.loads(some.to_json())["features"]
        assert feature["properties"]["event_start"].endswith("Z")

    @pytest.mark.parametrize(("name", "kinds"), [("best", {"Point"}), ("area90", {"Polygon", "MultiPolygon"})])
    def test_the_geometry_is_chosen_by_name(self, report: geoinc.Report, name: str, kinds: set[str]) -> None:
        frame = report.to_gdf(geometry=name)
        assert set(frame.geometry.dropna().geom_type) <= kinds
        assert frame.crs == "EPSG:4326"

    def test_an_unknown_geometry_names_the_known(self, report: geoinc.Report) -> None:
        with pytest.raises(ExportError, match="best, area50, area90"):
            report.to_gdf(geometry="hull")
        with pytest.raises(ExportError, match="leave geometry out"):
            report.to_gdf("mentions", geometry="best")

    def test_frames_can_be_explored(self, report: geoinc.Report) -> None:
        report.to_gdf(geometry="area90").explore()


@pytest.fixture
def _own_packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    chosen = settings.Settings(data_dir=tmp_path / "data")
    monkeypatch.setattr(settings, "default", lambda: chosen)
    yield
    from geoinc import api

    api._open_again()


@pytest.mark.usefixtures("_own_packs")
def test_packs_are_added_listed_and_removed(tmp_path: Path) -> None:
    wells = tmp_path / "wells.csv"
    wells.write_text("name,lat,lon\nBir Sorroh,17.5,45.2\n", "utf-8")
    assert geoinc.packs() == []
    assert geoinc.add_pack(wells, kind="spot").pack.places == 1
    assert [pack.name for pack in geoinc.packs()] == ["wells"]
    other = tmp_path / "other.csv"
    other.write_text("name,lat,lon\nBir Ali,14.0,48.3\n", "utf-8")
    with pytest.raises(PackError, match="there is a pack 'wells' already"):
        geoinc.add_pack(other, name="wells")
    assert geoinc.add_pack(wells).replaced is None
    assert geoinc.add_pack(other, name="wells", replace=True).replaced is not None
    assert geoinc.remove_pack("wells").origin == "other.csv"
    with pytest.raises(PackNotFoundError, match="installed: none"):
        geoinc.remove_pack("wells")


def test_rows_are_typed(report: geoinc.Report) -> None:
    table: Any = geoinc.find_places(pd.Series(["Aleppo", None]))
    assert str(table["probability"].dtype) == "float64"
    assert table["kind"].dtype == "category"
    assert report.documents
