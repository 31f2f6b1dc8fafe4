"""Compilation: drafts become the sections of one file."""

from __future__ import annotations

import gc
import math
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geoinc.gazetteer import container
from geoinc.gazetteer.columns import KIND_NUMBER, NONE, NameFlag, PlaceFlag
from geoinc.gazetteer.drafts import Draft, Drafts
from geoinc.gazetteer.lexicon import name_words
from geoinc.gazetteer.names import fold
from geoinc.gazetteer.records import Name, NameKind, Record
from geoinc.gazetteer.skeleton import skeleton, skeleton_hash
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Sections = dict[str, container.Section]

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
_PER_TENFOLD: Final = 0.07
_CAPITAL_BONUS: Final = 0.1
_PER_DOUBLED_NAMES: Final = 0.01
"""A place with names in many languages and spellings is known widely."""


def importance(kind: PlaceKind, population: int, *, capital: bool = False, names: int = 1) -> float:
    """Return how likely a bare name means this place, before any context, 0…1: kind, population, fame."""
    value = _BASE_IMPORTANCE.get(kind, _OTHER_IMPORTANCE) + _PER_TENFOLD * math.log10(population + 1)
    value += _PER_DOUBLED_NAMES * math.log2(names)
    return min(1.0, value + (_CAPITAL_BONUS if capital else 0.0))


def compile_records(records: Iterable[Record], path: Path, *, facts: Mapping[str, Any] | None = None) -> str:
    """Merge records (best source first), write the compiled file at ``path``, return its content hash.

    ``facts`` are kept in the file's header.
    """
    with _without_garbage_collection():
        drafts = Drafts()
        for record in records:
            drafts.add(record)
        return write_drafts(drafts, path, facts=facts or {})


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Spare the collector millions of live objects: a third of the time of a build."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def write_drafts(drafts: Drafts, path: Path, *, facts: Mapping[str, Any]) -> str:
    """Write merged drafts as a compiled file."""
    ordered = sorted(drafts.drafts, key=_order)
    kept: dict[str, Any] = {
        **facts,
        "places": len(ordered),
        "rejected": len(drafts.rejected),
        "licences": _licences(ordered),
    }
    sections: Sections = {}
    sections |= _id_sections(ordered)
    sections |= _column_sections(ordered, kept)
    sections |= _name_sections(ordered, kept)
    sections |= _extent_sections(ordered)
    return container.write(path, sections, kept)


def _order(draft: Draft) -> tuple[float, str]:
    record = draft.record
    known = importance(record.kind, draft.population, capital=record.capital, names=len(draft.names) or 1)
    return -known, record.id


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
    countries = ["", *sorted({draft.country for draft in drafts if draft.country})]
    country_number = {code: number for number, code in enumerate(countries)}
    units = {record.code: index for index, record in reversed(list(enumerate(places))) if record.code}
    facts["countries"] = countries
    features, feature = _numbered([record.feature_code for record in places])
    sources, source = _numbered([" + ".join(draft.credits) for draft in drafts])
    facts["features"], facts["sources"] = features, sources
    lon = np.array([record.lon for record in places], np.float64)
    lat = np.array([record.lat for record in places], np.float64)
    country = np.array([country_number[draft.country or ""] for draft in drafts], np.uint16)
    admin1 = np.array([_admin1(draft, units) for draft in drafts], np.uint32)
    admin2 = np.array([_admin2(draft, units) for draft in drafts], np.uint32)
    settled = np.array([record.kind in SETTLED for record in places], bool)
    fill_units(admin1, country.astype(np.int64), lon, lat, settled, reach_deg=ADMIN1_REACH_DEG)
    fill_units(admin2, admin1.astype(np.int64), lon, lat, settled & (admin1 != NONE), reach_deg=ADMIN2_REACH_DEG)
    return {
        "lon": lon,
        "lat": lat,
        "population": np.array([min(max(draft.population, 0), NONE) for draft in drafts], np.uint32),
        "kind": np.array([KIND_NUMBER[record.kind] for record in places], np.uint8),
        "country": country,
        "admin1": admin1,
        "admin2": admin2,
        "importance": np.array([-_order(draft)[0] for draft in drafts], np.float32),
        "flags": np.array([_flags(draft) for draft in drafts], np.uint8),
        "uncertainty_m": np.array([record.uncertainty_m for record in places], np.float32),
        "feature": feature,
        "source": source,
        "country_place": np.array([units.get(code, NONE) for code in countries], np.uint32),
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


def _admin1(draft: Draft, units: dict[str, int]) -> int:
    """Find the first-level unit of a place (its own, if it is one), by its code only: no chain, so no cycle."""
    if draft.record.kind is PlaceKind.ADMIN1:
        return units.get(draft.record.code or "", NONE)
    code = draft.admin1 or ".".join((draft.admin2 or "").split(".")[:2])
    return units.get(code, NONE)


def _admin2(draft: Draft, units: dict[str, int]) -> int:
    if draft.record.kind is PlaceKind.ADMIN2:
        return units.get(draft.record.code or "", NONE)
    return units.get(draft.admin2 or "", NONE)


def _flags(draft: Draft) -> int:
    flags = PlaceFlag.CAPITAL if draft.record.capital else PlaceFlag(0)
    if draft.geometry is not None:
        flags |= PlaceFlag.EXTENT | (PlaceFlag.DERIVED if draft.derived else PlaceFlag(0))
    if CURATED_SOURCE in draft.credits:
        flags |= PlaceFlag.CURATED
    return int(flags)


def _name_sections(drafts: list[Draft], facts: dict[str, Any]) -> Sections:
    """Name rows lie together by place, its own name first; postings lie together by key, best place first."""
    import marisa_trie

    rows = [(index, name, fold(name.text)) for index, draft in enumerate(drafts) for name in draft.names]
    keyed = [key for _, name, key in rows if key and name.kind is not NameKind.CODE]
    trie = marisa_trie.Trie(keyed)
    keys = np.array([_key_of(trie, name, key) for _, name, key in rows], np.uint32)
    places = np.array([index for index, _, _ in rows], np.uint32)
    kinds = np.array([_NAME_KIND_NUMBER[name.kind] for _, name, _ in rows], np.uint8)
    languages, language = _numbered([name.lang or "" for _, name, _ in rows])
    facts["languages"] = languages
    texts, offsets = _packed([name.text for _, name, _ in rows])
    return {
        "keys": trie.tobytes(),
        "name_start": np.searchsorted(places, np.arange(len(drafts) + 1)).astype(np.uint32),
        "name_text": texts,
        "name_offset": offsets,
        "name_key": keys,
        "name_kind": kinds,
        "name_lang": language,
        "key_flags": _key_flags(trie, keys, kinds),
        **_postings(len(trie), keys, places, kinds),
        **_skeleton_sections(trie),
    }


def _skeleton_sections(trie: Any) -> Sections:  # noqa: ANN401 - marisa_trie is untyped
    """``skeleton_hash`` is sorted; ``skeleton_key`` is the key behind each."""
    pairs = [(skeleton(key), number) for key, number in trie.items()]
    hashes = np.array([skeleton_hash(text) for text, _ in pairs if text], np.uint32)
    keys = np.array([number for text, number in pairs if text], np.uint32)
    order = np.argsort(hashes, kind="stable")
    return {"skeleton_hash": hashes[order], "skeleton_key": keys[order]}


def _key_of(trie: Any, name: Name, key: str) -> int:  # noqa: ANN401 - marisa_trie is untyped
    return NONE if not key or name.kind is NameKind.CODE else int(trie[key])


def _packed(texts: list[str]) -> tuple[bytes, NDArray[np.uint64]]:
    encoded = [text.encode("utf-8", "replace") for text in texts]
    lengths = np.array([0, *map(len, encoded)], np.uint64)
    return b"".join(encoded), np.cumsum(lengths, dtype=np.uint64)


def _postings(count: int, keys: NDArray[Any], places: NDArray[Any], kinds: NDArray[Any]) -> Sections:
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


def _key_flags(trie: Any, keys: NDArray[Any], kinds: NDArray[Any]) -> NDArray[np.uint8]:  # noqa: ANN401
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
    places = [index for index, draft in enumerate(drafts) if draft.geometry is not None]
    encoded = [drafts[index].geometry.wkb for index in places]  # type: ignore[union-attr]
    lengths = np.array([0, *map(len, encoded)], np.uint64)
    return {
        "extent_place": np.array(places, np.uint32),
        "extent_offset": np.cumsum(lengths, dtype=np.uint64),
        "extent_wkb": b"".join(encoded),
    }
