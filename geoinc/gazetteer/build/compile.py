"""Compilation: drafts become the sections of one file."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geoinc import garbage
from geoinc.gazetteer.build.drafts import Draft, Drafts, names_of
from geoinc.gazetteer.file import container
from geoinc.gazetteer.file.columns import KIND_NUMBER, NONE, NameFlag, PlaceFlag
from geoinc.gazetteer.names.fold import fold
from geoinc.gazetteer.names.lexicon import name_words
from geoinc.gazetteer.names.skeleton import skeleton, skeleton_hash
from geoinc.gazetteer.records import Name, NameKind, PlaceRecord
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from shapely import Geometry

    Sections = dict[str, container.Section]
    Watch = Callable[[str, Iterable[Any]], Iterable[Any]]

CURATED_SOURCE: Final = "geoinc"

NAME_KINDS: Final = tuple(NameKind)
"""The name kinds in the order of the ``name_kind`` section's numbers."""

_NAME_KIND_NUMBER: Final = {kind: number for number, kind in enumerate(NAME_KINDS)}

_BASE_IMPORTANCE: Final = {
    PlaceKind.CONTINENT: 0.85,
    PlaceKind.COUNTRY: 0.8,
    PlaceKind.TERRITORY: 0.6,
    PlaceKind.OCEAN: 0.8,
    PlaceKind.SEA: 0.7,
    PlaceKind.REGION: 0.55,
    PlaceKind.ADMIN1: 0.25,
    PlaceKind.ADMIN2: 0.1,
    PlaceKind.RIVER: 0.4,
    PlaceKind.LAKE: 0.35,
    PlaceKind.STRAIT: 0.5,
    PlaceKind.ISLAND: 0.35,
    PlaceKind.PENINSULA: 0.4,
    PlaceKind.MOUNTAIN: 0.35,
    PlaceKind.DESERT: 0.45,
    PlaceKind.SETTLEMENT: 0.3,
    PlaceKind.QUARTER: 0.2,
}
"""How widely a kind of place is known before its population is counted (our judgement)."""

SETTLED: Final = (PlaceKind.SETTLEMENT, PlaceKind.QUARTER)
ADMIN1_REACH_DEG: Final = 0.5
ADMIN2_REACH_DEG: Final = 0.15
"""How far a populated place may be from another to be taken to lie in the same unit (our judgement)."""

_OTHER_IMPORTANCE: Final = 0.25
PER_TENFOLD: Final = 0.07
_CAPITAL_BONUS: Final = 0.1
_PER_DOUBLED_NAMES: Final = 0.01
"""A place with names in many languages and spellings is known widely."""


def importance(kind: PlaceKind, population: int, *, capital: bool = False, names: int = 1) -> float:
    """Return how likely a bare name means this place, before any context, 0…1: kind, population, fame."""
    value = _BASE_IMPORTANCE.get(kind, _OTHER_IMPORTANCE) + PER_TENFOLD * math.log10(population + 1)
    value += _PER_DOUBLED_NAMES * math.log2(names)
    return min(1.0, value + (_CAPITAL_BONUS if capital else 0.0))


def compile_records(
    records: Iterable[PlaceRecord],
    path: Path,
    *,
    facts: Mapping[str, Any] | None = None,
    watch: Watch | None = None,
    areas: Callable[[], Mapping[str, Geometry]] | None = None,
) -> str:
    """Merge records (best source first), write the compiled file at ``path``, return its content hash.

    ``facts`` are kept in the file's header; ``watch`` shows progress: it wraps what each of the two long steps goes
    through. ``areas`` gives derived areas by the id of their place, for places without one; it is asked late.
    """
    watch = watch or _unwatched
    with garbage.kept():
        drafts = Drafts()
        for record in watch("Reading places", records):
            drafts.add(record)
        drafts.forget()
        return write_drafts(drafts, path, facts=facts or {}, watch=watch, areas=areas)


def _unwatched(_: str, items: Iterable[Any]) -> Iterable[Any]:
    return items


def write_drafts(
    drafts: Drafts,
    path: Path,
    *,
    facts: Mapping[str, Any],
    watch: Watch = _unwatched,
    areas: Callable[[], Mapping[str, Geometry]] | None = None,
) -> str:
    """Write merged drafts as a compiled file."""
    ordered = sorted(drafts.drafts, key=_order)
    kept: dict[str, Any] = {
        **facts,
        "places": len(ordered),
        "rejected": len(drafts.rejected),
        "licences": _licences(ordered),
    }
    names = _name_sections(ordered, kept, watch)
    if areas is not None:
        _give_areas(drafts, areas())
    sections: Sections = {}
    sections |= _id_sections(ordered)
    sections |= _column_sections(ordered, kept)
    sections |= names
    sections |= _extent_sections(ordered)
    return container.write(path, sections, kept)


def _give_areas(drafts: Drafts, areas: Mapping[str, Geometry]) -> None:
    """Give places without an area the one that was derived for them."""
    for identity, area in areas.items():
        draft = drafts.of(identity)
        if draft is not None and draft.record.geometry is None:
            draft.record = replace(draft.record, geometry=area, derived=True)


def _order(draft: Draft) -> tuple[float, str]:
    return -_importance(draft.record), draft.record.id


def _importance(record: PlaceRecord) -> float:
    return importance(record.kind, record.population, capital=record.capital, names=len(record.names) + 1)


def _licences(drafts: list[Draft]) -> dict[str, str]:
    return dict(sorted({draft.record.source: draft.record.licence for draft in drafts}.items()))


def _id_sections(drafts: list[Draft]) -> Sections:
    """``ids`` is a trie of every id, ``id_place`` a place by trie number, ``place_id`` a trie number by place."""
    import marisa_trie

    trie = marisa_trie.Trie([identity for draft in drafts for identity in draft.ids])
    id_place = np.zeros(len(trie), np.uint32)
    place_id = np.zeros(len(drafts), np.uint32)
    for index, draft in enumerate(drafts):
        for identity in draft.ids:
            id_place[trie[identity]] = index
        place_id[index] = trie[draft.ids[0]]
    return {"ids": trie.tobytes(), "id_place": id_place, "place_id": place_id}


def _column_sections(drafts: list[Draft], facts: dict[str, Any]) -> Sections:
    places = [draft.record for draft in drafts]
    countries = ["", *sorted({record.country for record in places if record.country})]
    country_number = {code: number for number, code in enumerate(countries)}
    units = {record.code: index for index, record in reversed(list(enumerate(places))) if record.code}
    facts["countries"] = countries
    features, feature = _numbered([record.feature_code for record in places])
    sources, source = _numbered([" + ".join(draft.credits) for draft in drafts])
    facts["features"], facts["sources"] = features, sources
    lon = np.array([record.lon for record in places], np.float64)
    lat = np.array([record.lat for record in places], np.float64)
    country = np.array([country_number[record.country or ""] for record in places], np.uint16)
    admin1 = np.array([_admin1(record, units) for record in places], np.uint32)
    admin2 = np.array([_admin2(record, units) for record in places], np.uint32)
    settled = np.array([record.kind in SETTLED for record in places], bool)
    fill_units(admin1, country.astype(np.int64), lon, lat, settled, reach_deg=ADMIN1_REACH_DEG)
    fill_units(admin2, admin1.astype(np.int64), lon, lat, settled & (admin1 != NONE), reach_deg=ADMIN2_REACH_DEG)
    return {
        "lon": lon,
        "lat": lat,
        "population": np.array([min(max(record.population, 0), NONE) for record in places], np.uint32),
        "kind": np.array([KIND_NUMBER[record.kind] for record in places], np.uint8),
        "country": country,
        "admin1": admin1,
        "admin2": admin2,
        "importance": np.array([_importance(record) for record in places], np.float32),
        "flags": np.array([_flags(draft) for draft in drafts], np.uint8),
        "uncertainty_m": np.array([record.uncertainty_m for record in places], np.float32),
        "feature": feature,
        "source": source,
        "country_place": np.array([units.get(code, NONE) for code in countries], np.uint32),
        **_code_sections(places),
    }


def _code_sections(places: list[PlaceRecord]) -> Sections:
    """``codes`` are the codes of units, a line each, the first one empty; each place has its own and its units' numbers.

    They are read only where files are joined: a unit may be in one file, and what lies in it in another.
    """
    texts = [[record.code or "" for record in places], [record.admin1 or "" for record in places]]
    texts.append([record.admin2 or "" for record in places])
    codes = ["", *sorted({code for column in texts for code in column if code})]
    number = {code: i for i, code in enumerate(codes)}
    own, first, second = (np.array([number[code] for code in column], np.uint32) for column in texts)
    return {
        "codes": "\n".join(codes).encode("utf-8", "replace"),
        "own_code": own,
        "admin1_code": first,
        "admin2_code": second,
    }


def _numbered(texts: list[str]) -> tuple[list[str], NDArray[np.uint16]]:
    distinct = sorted(set(texts))
    number = {text: i for i, text in enumerate(distinct)}
    return distinct, np.array([number[text] for text in texts], np.uint16)


def fill_units(  # noqa: PLR0913 - columns, side by side
    units: NDArray[np.uint32],
    within: NDArray[np.int64],
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
    settled: NDArray[np.bool_],
    *,
    reach_deg: float,
) -> None:
    """Give settled places without a unit that of the nearest one in the same larger unit, in place.

    ``within`` numbers the larger unit; the nearest one must lie within ``reach_deg`` degrees of latitude.
    """
    import shapely

    known = np.flatnonzero(settled & (units != NONE))
    lost = np.flatnonzero(settled & (units == NONE) & np.isin(within, np.unique(within[known])))
    if not len(lost) or not len(known):
        return
    # Larger units are set apart by more than any reach on a third axis, folded into the second.
    squeeze, apart = np.cos(np.radians(lat)), 1_000.0
    x, y = lon * squeeze, lat + apart * within
    tree = shapely.STRtree(shapely.points(x[known], y[known]))
    asked, answers = tree.query_nearest(shapely.points(x[lost], y[lost]), max_distance=reach_deg, all_matches=False)
    units[lost[asked]] = units[known[answers]]


def _admin1(record: PlaceRecord, units: dict[str, int]) -> int:
    """Find the first-level unit of a place (its own, if it is one), by its code only: no chain, so no cycle."""
    if record.kind is PlaceKind.ADMIN1:
        return units.get(record.code or "", NONE)
    return units.get(record.admin1 or ".".join((record.admin2 or "").split(".")[:2]), NONE)


def _admin2(record: PlaceRecord, units: dict[str, int]) -> int:
    code = record.code if record.kind is PlaceKind.ADMIN2 else record.admin2
    return units.get(code or "", NONE)


def _flags(draft: Draft) -> int:
    record = draft.record
    flags = PlaceFlag.CAPITAL if record.capital else PlaceFlag(0)
    if record.geometry is not None:
        flags |= PlaceFlag.EXTENT | (PlaceFlag.DERIVED if record.derived else PlaceFlag(0))
    if CURATED_SOURCE in draft.credits:
        flags |= PlaceFlag.CURATED
    return int(flags)


def _name_sections(drafts: list[Draft], facts: dict[str, Any], watch: Watch) -> Sections:
    """Name rows lie together by place, its own name first; postings lie together by key, best place first.

    The names are gone through twice, so that not all of them need to be held at once.
    """
    trie = _distinct(
        fold(name.text) for draft in drafts for name in names_of(draft.record) if name.kind is not NameKind.CODE
    )
    rows = _Rows()
    for index, draft in enumerate(watch("Indexing names", drafts)):
        for name in names_of(draft.record):
            rows.add(index, name, trie)
    keys, places, kinds = rows.arrays()
    facts["languages"] = list(rows.languages)
    return {
        "keys": trie.tobytes(),
        "name_start": np.searchsorted(places, np.arange(len(drafts) + 1)).astype(np.uint32),
        "name_text": bytes(rows.texts),
        "name_offset": np.array(rows.offsets, np.uint64),
        "name_key": keys,
        "name_kind": kinds,
        "name_lang": np.array(rows.language, np.uint16),
        "key_flags": key_flags(trie, keys, kinds),
        **postings(len(trie), keys, places, kinds),
        **_skeleton_sections(trie),
    }


def _distinct(keys: Iterable[str]) -> Any:  # noqa: ANN401 - marisa_trie is untyped
    """Return a trie of keys, each once, as one of a set of them would be, without the 100 MB of the set."""
    import marisa_trie

    return marisa_trie.Trie(marisa_trie.Trie(key for key in keys if key).iterkeys())


class _Rows:
    """The names of all places, in compact columns."""

    def __init__(self) -> None:
        self.texts, self.offsets = bytearray(), array("Q", [0])
        self.languages: dict[str, int] = {"": 0}
        self.language = array("H")
        self._columns = array("I"), array("I"), array("B")

    def add(self, place: int, name: Name, trie: Any) -> None:  # noqa: ANN401 - marisa_trie is untyped
        """Append a name of a place."""
        key = "" if name.kind is NameKind.CODE else fold(name.text)
        keys, places, kinds = self._columns
        keys.append(trie[key] if key else NONE)
        places.append(place)
        kinds.append(_NAME_KIND_NUMBER[name.kind])
        self.texts += name.text.encode("utf-8", "replace")
        self.offsets.append(len(self.texts))
        self.language.append(self.languages.setdefault(name.lang or "", len(self.languages)))

    def arrays(self) -> tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[np.uint8]]:
        """Return key, place and name kind of every row."""
        keys, places, kinds = self._columns
        return np.array(keys, np.uint32), np.array(places, np.uint32), np.array(kinds, np.uint8)


def _skeleton_sections(trie: Any) -> Sections:  # noqa: ANN401 - marisa_trie is untyped
    """``skeleton_hash`` is sorted; ``skeleton_key`` is the key behind each."""
    hashes, keys = array("I"), array("I")
    for key, number in trie.iteritems():
        text = skeleton(key)
        if text:
            hashes.append(skeleton_hash(text))
            keys.append(number)
    order = np.argsort(np.array(hashes, np.uint32), kind="stable")
    return {
        "skeleton_hash": np.array(hashes, np.uint32)[order],
        "skeleton_key": np.array(keys, np.uint32)[order],
    }


def postings(count: int, keys: NDArray[Any], places: NDArray[Any], kinds: NDArray[Any]) -> Sections:
    """Return for each key its places (once each, ascending) with their name rows, and the same for demonyms."""
    demonym = kinds == _NAME_KIND_NUMBER[NameKind.DEMONYM]
    usable = keys != NONE
    sections: Sections = {}
    for prefix, chosen in (("", usable & ~demonym), ("demonym_", usable & demonym)):
        rows = np.flatnonzero(chosen)
        rows = rows[np.lexsort((rows, places[rows], keys[rows]))]
        first = np.ones(len(rows), bool)
        first[1:] = (keys[rows][1:] != keys[rows][:-1]) | (places[rows][1:] != places[rows][:-1])
        rows = rows[first]
        if prefix:
            sections["demonym_key"] = keys[rows]
        else:
            sections["key_start"] = np.searchsorted(keys[rows], np.arange(count + 1)).astype(np.uint32)
            sections["posting_row"] = rows.astype(np.uint32)
        sections[f"{prefix}posting"] = places[rows]
    return sections


def key_flags(trie: Any, keys: NDArray[Any], kinds: NDArray[Any]) -> NDArray[np.uint8]:  # noqa: ANN401
    """Return what each key of the trie is (bits of NameFlag), from the keys and kinds of all name rows."""
    flags = np.zeros(len(trie), np.uint8)
    meaning = {
        NameKind.NAME: NameFlag.PRIMARY | NameFlag.PLACE,
        NameKind.ALTERNATE: NameFlag.PLACE,
        NameKind.ABBREVIATION: NameFlag.ABBREVIATION,
        NameKind.DEMONYM: NameFlag.DEMONYM,
        NameKind.HISTORICAL: NameFlag.HISTORICAL | NameFlag.PLACE,
    }
    for kind, flag in meaning.items():
        flags[keys[(kinds == _NAME_KIND_NUMBER[kind]) & (keys != NONE)]] |= int(flag)
    ordinary = [trie[word] for word in name_words().ordinary if word in trie]
    flags[ordinary] |= int(NameFlag.ORDINARY)
    return flags


def _extent_sections(drafts: list[Draft]) -> Sections:
    """``extent_place`` is sorted; the WKB of its n-th place lies between two ``extent_offset`` values."""
    shapes = [(index, draft.record.geometry) for index, draft in enumerate(drafts)]
    encoded = [(index, geometry.wkb) for index, geometry in shapes if geometry is not None]
    lengths = np.array([0, *(len(data) for _, data in encoded)], np.uint64)
    return {
        "extent_place": np.array([index for index, _ in encoded], np.uint32),
        "extent_offset": np.cumsum(lengths, dtype=np.uint64),
        "extent_wkb": b"".join(data for _, data in encoded),
    }
