"""Which columns of a file hold what: guessed for the sources that are known, stated by the user for the rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from geoinc.gazetteer.records import Name, NameKind, PlaceRecord
from geoinc.gazetteer.sources.importing import number, reject
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shapely import Geometry


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """For each fact of a place the columns that may hold it, the first that is there and filled counts."""

    id: Sequence[str] = ("id", "fid", "osm_id", "@id", "gid", "uid")
    name: Sequence[str] = ("name", "name:en", "name_en", "title", "label", "placename", "place_name", "toponym")
    names: Sequence[str] = (
        "aliases", "alternate_names", "alternatenames", "alt_name", "name_alt", "namealt", "alt", "int_name",
        "official_name", "old_name", "short_name", "name_ascii", "nameascii", "name_long", "formal_en", "name_en",
        "name_local", "gn_name", "brk_name", "adm_name_en", "name_ar",
    )  # fmt: skip
    abbreviations: Sequence[str] = ("abbreviations", "abbrev", "postal")
    demonyms: Sequence[str] = ("demonyms", "demonym")
    lon: Sequence[str] = ("lon", "longitude", "lng", "long", "x", "point_x", "decimallongitude")
    lat: Sequence[str] = ("lat", "latitude", "y", "point_y", "decimallatitude")
    kind: Sequence[str] = ("kind", "featurecla", "place", "natural", "water", "waterway", "boundary", "fclass", "type")
    country: Sequence[str] = ("country", "iso_a2_eh", "iso_a2", "iso2", "country_code", "countrycode", "cc")
    admin1: Sequence[str] = ("admin1", "gn_a1_code", "adm1")
    code: Sequence[str] = ("code",)
    population: Sequence[str] = ("population", "pop", "pop_max", "pop_est")
    geonames: Sequence[str] = ("geonameid", "geonames", "gn_id", "geonames_id")
    wof: Sequence[str] = ("wof_id",)
    uncertainty_m: Sequence[str] = ("uncertainty_m", "uncertainty", "coordinateuncertaintyinmeters")
    source: Sequence[str] = ("source",)


KINDS: Final = {
    PlaceKind.CONTINENT: "continent",
    PlaceKind.COUNTRY: "admin-0 country|sovereign country|country",
    PlaceKind.ADMIN1: "admin-1 scale rank|admin-1 states provinces|state|province|governorate",
    PlaceKind.ADMIN2: "county|district|admin-2",
    PlaceKind.REGION: "geoarea|plain|basin|lowland|tundra|valley|wetlands|depression|plateau|region|area|"
    "isthmus|foothills|gorge|locality|isolated_dwelling_area",
    PlaceKind.SETTLEMENT: "populated place|admin-0 capital|admin-0 capital alt|admin-0 region capital|admin-1 capital|"
    "admin-1 region capital|city|town|village|hamlet|isolated_dwelling|farm|place|national_capital|municipality",
    PlaceKind.QUARTER: "suburb|quarter|neighbourhood|neighborhood|borough|city_block",
    PlaceKind.OCEAN: "ocean",
    PlaceKind.SEA: "sea|bay|gulf|sound|fjord|lagoon|generic|inlet",
    PlaceKind.STRAIT: "strait|channel",
    PlaceKind.RIVER: "river|river (intermittent)|lake centerline|canal|stream|creek|wadi",
    PlaceKind.LAKE: "lake|reservoir|alkaline lake|water|pond",
    PlaceKind.ISLAND: "island|island group|islet|atoll|archipelago",
    PlaceKind.PENINSULA: "pen/cape|peninsula|cape",
    PlaceKind.MOUNTAIN: "range/mtn|peak|mountain|volcano|mountain_range|ridge",
    PlaceKind.DESERT: "desert",
    PlaceKind.COAST: "coast|delta|beach|reef",
    PlaceKind.LINE: "line|boundary line",
    PlaceKind.ROAD: "road|street|motorway|highway",
    PlaceKind.FACILITY: "scientific station|meteorological station|facility|airport|base|port|building|camp",
    PlaceKind.SPOT: "historic place|spot|point of interest",
}
"""The words for kinds in Natural Earth's "featurecla", OpenStreetMap's "place" and "natural", and common tables."""

_KIND_OF_WORD: Final = {word: kind for kind, words in KINDS.items() for word in words.split("|")}
_KIND_OF_WORD.update({str(kind): kind for kind in PlaceKind})

ADMIN_LEVELS: Final = {
    "2": PlaceKind.COUNTRY, "3": PlaceKind.REGION, "4": PlaceKind.ADMIN1, "5": PlaceKind.ADMIN2, "6": PlaceKind.ADMIN2,
    "7": PlaceKind.ADMIN3, "8": PlaceKind.ADMIN3, "9": PlaceKind.QUARTER, "10": PlaceKind.QUARTER,
}  # fmt: skip
"""OpenStreetMap's "admin_level" of a boundary (wiki.openstreetmap.org/wiki/Tag:boundary=administrative; countries differ)."""

LANGUAGE_PREFIX: Final = "name:"
SEPARATORS: Final = "|;"
NOT_A_CODE: Final = frozenset({"", "-99", "-1"})


@dataclass(frozen=True, slots=True)
class RowReader:
    """Turns rows of columns into records of one pack; ``country`` is that of rows that name none."""

    pack: str
    source: str = ""
    licence: str = ""
    kind: PlaceKind | None = None
    country: str | None = None
    columns: ColumnMapping = field(default_factory=ColumnMapping)

    def record(self, row: Mapping[str, Any], number_of_row: int, geometry: Geometry | None) -> PlaceRecord:
        """Return the record of a row; column names are compared in lower case.

        Raises
        ------
        BadRow
            For a row without a name or a position, or with a kind that means nothing.
        """
        cells = {key.lower(): value for key, value in row.items() if value is not None and value == value}  # noqa: PLR0124 - NaN
        lon, lat = self._position(cells, geometry)
        same = _first(cells, self.columns.geonames)
        country = _country(cells, self.columns.country) or self.country
        kind = self._kind(cells)
        return PlaceRecord(
            id=self._id(cells, number_of_row),
            name=_first(cells, self.columns.name).strip(),
            kind=kind,
            lon=lon,
            lat=lat,
            country=country,
            admin1=_first(cells, self.columns.admin1) or None if kind is not PlaceKind.ADMIN1 else None,
            code=self._code(cells, kind, country),
            population=max(0, int(number(_first(cells, self.columns.population) or 0, "population"))),
            names=self._names(cells),
            geometry=geometry,
            uncertainty_m=number(_first(cells, self.columns.uncertainty_m) or 0, "uncertainty"),
            source=_first(cells, self.columns.source) or self.source or self.pack,
            licence=self.licence,
            same_as=(f"geonames:{_whole(same)}",) if same and _whole(same) not in NOT_A_CODE else (),
        )

    def _id(self, cells: Mapping[str, Any], number_of_row: int) -> str:
        known = _whole(_first(cells, self.columns.wof))
        if known and known not in NOT_A_CODE:
            return f"wof:{known}"
        return f"{self.pack}:{_whole(_first(cells, self.columns.id)) or number_of_row}"

    def _position(self, cells: Mapping[str, Any], geometry: Geometry | None) -> tuple[float, float]:
        lon, lat = _first(cells, self.columns.lon), _first(cells, self.columns.lat)
        if lon and lat:
            return number(lon, "longitude"), number(lat, "latitude")
        if geometry is None:
            reject("it has no position: no geometry, and no columns for longitude and latitude")
        from geoinc.gazetteer.sources.importing import point_of

        return point_of(geometry)

    def _kind(self, cells: Mapping[str, Any]) -> PlaceKind:
        level = ADMIN_LEVELS.get(_whole(str(cells.get("admin_level", ""))))
        if level is not None and self.kind is None:
            return level
        for column in self.columns.kind:
            kind = _KIND_OF_WORD.get(str(cells.get(column, "")).strip().lower())
            if kind is not None:
                return self.kind or kind
        return self.kind or PlaceKind.SPOT

    def _code(self, cells: Mapping[str, Any], kind: PlaceKind, country: str | None) -> str | None:
        if kind is PlaceKind.COUNTRY:
            return country
        if kind is PlaceKind.ADMIN1:
            return _first(cells, ("gn_a1_code", *self.columns.code)) or None
        return _first(cells, self.columns.code) or None

    def _names(self, cells: Mapping[str, Any]) -> tuple[Name, ...]:
        columns = (
            (self.columns.names, NameKind.ALTERNATE),
            (self.columns.abbreviations, NameKind.ABBREVIATION),
            (self.columns.demonyms, NameKind.DEMONYM),
        )
        found: dict[tuple[str, NameKind], Name] = {}
        for names, kind in columns:
            for text in _entries(str(cells[column]) for column in names if column in cells):
                found.setdefault((text, kind), Name(text, kind))
        for column in sorted(column for column in cells if column.startswith(LANGUAGE_PREFIX)):
            language = column.removeprefix(LANGUAGE_PREFIX)
            for text in _entries([str(cells[column])]):
                found[text, NameKind.ALTERNATE] = Name(text, NameKind.ALTERNATE, language)
        return tuple(found.values())


def _first(cells: Mapping[str, Any], columns: Sequence[str]) -> str:
    for column in columns:
        value = str(cells.get(column.lower(), "")).strip()
        if value:
            return value
    return ""


def _whole(text: str) -> str:
    """Return an id that a format made a float of as it was: "123.0" is "123"."""
    return text.removesuffix(".0")


def _country(cells: Mapping[str, Any], columns: Sequence[str]) -> str | None:
    for column in columns:
        value = str(cells.get(column.lower(), "")).strip().upper()
        if len(value) == 2 and value.isalpha():
            return value
    return None


def _entries(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        for separator in SEPARATORS[1:]:
            text = text.replace(separator, SEPARATORS[0])  # noqa: PLW2901 - one text, normalised
        yield from (entry.strip() for entry in text.split(SEPARATORS[0]) if entry.strip())
