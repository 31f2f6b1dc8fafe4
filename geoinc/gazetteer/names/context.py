"""Context words to units: "Idlib Governorate, Syria", "CA", "B.C., MX"; what they allow is strict."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from geoinc.gazetteer.names.rephrased import capitals, country_of_capital
from geoinc.geo import geodesy
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from shapely import Geometry

    from geoinc.gazetteer.gazetteer import Gazetteer

UNIT_WORDS = re.compile(
    r"^(?:the\s+)?(?:in\s+)?(?:(?:state|province|governorate|region|department|departamento|district|county|municipio|republic)\s+(?:of\s+|de\s+)?)?"
    r"(?P<name>.+?)(?:\s+(?:province|governorate|gov\.|state|region|department|district|county|co\.?|parish|prefecture|oblast|municipality))?\.?$",
    re.IGNORECASE,
)
LEVELS = {
    PlaceKind.COUNTRY: "countries",
    PlaceKind.TERRITORY: "countries",
    PlaceKind.ADMIN1: "admin1",
    PlaceKind.ADMIN2: "admin2",
    PlaceKind.ADMIN3: "admin2",
}
ISO_LENGTH = 2
NEAR_NAMESAKES = 6
"""So many towns of a name are looked at where a town says near what another place is."""

COUNTY_REACH_M = 120_000.0
"""A place whose county the gazetteer does not know lies no farther from the middle of the county that the words name."""

TOWN_REACH_M = 60_000.0
"""What a town's name is context for lies no farther off."""

HELD_M, HELD_M_PER_ROOT, MOST_HELD_M = 25_000.0, 12.0, 60_000.0
"""What is said to lie in a town lies about it, the farther the more people it has: 25 km and 12 m times the root of its
people (judgement: a village's district; 35 km for 670,000 people)."""

TWIN_M = 60_000.0
"""Units of the second level of one name, with middles this close, are one that two sources list."""

ROUGH_DEG = 0.1
"""Areas of units are drawn this roughly: derived from populated places, or simplified."""

LESSER_NAMESAKE = 0.05
"""A town with fewer people, beside the largest of its name, holds nothing unless its country is said."""

REACH_M = {"unit": 2_500_000.0, "country": 6_000_000.0}
"""Waters without a country belong to a unit or country that is no farther from their middle: Texas has a gulf, and it
is not the Persian Gulf."""

NO_UNIT = 0xFFFFFFFF
"""The gazetteer's index for "in no unit"."""

RUNS_THROUGH = frozenset(
    (
        *(PlaceKind.RIVER, PlaceKind.LINE, PlaceKind.ROAD, PlaceKind.LAKE, PlaceKind.SEA, PlaceKind.STRAIT),
        *(
            PlaceKind.REGION,
            PlaceKind.MOUNTAIN,
            PlaceKind.DESERT,
            PlaceKind.COAST,
            PlaceKind.ISLAND,
            PlaceKind.PENINSULA,
        ),
    )
)
WIDE_NATURE = frozenset(
    (PlaceKind.SEA, PlaceKind.OCEAN, PlaceKind.STRAIT, PlaceKind.RIVER, PlaceKind.MOUNTAIN, PlaceKind.DESERT)
)
"""Where the best known place of a name is such, the name is no unit's: "in the Red Sea" is in no governorate."""

SMALL = frozenset((PlaceKind.SETTLEMENT, PlaceKind.QUARTER, PlaceKind.FACILITY, PlaceKind.SPOT))
CODES = {"uk": "GB"}


@dataclass(frozen=True, slots=True)
class ContextUnit:
    """What one context word may be: country numbers, and places of the first and second level, by index.

    ``towns`` are better known than any unit of their name: "Gaza" is said of what is close to the city, and of a province
    of Mozambique. Alone, they hold what lies within ``reach_m`` of them.
    """

    countries: frozenset[int] = frozenset()
    admin1: frozenset[int] = frozenset()
    admin2: frozenset[int] = frozenset()
    near: tuple[tuple[float, float], ...] = ()
    towns: frozenset[int] = frozenset()
    reach_m: float = TOWN_REACH_M

    @property
    def is_unit(self) -> bool:
        """Whether any reading is a unit, or a town that stands for its surroundings."""
        return bool(self.countries or self.admin1 or self.admin2)


@dataclass(frozen=True, slots=True)
class Context:
    """All context of an anchor: every unit must hold. ``home`` only prefers."""

    units: tuple[ContextUnit, ...] = ()
    countries: frozenset[int] = frozenset()
    home: frozenset[int] = frozenset()
    near: tuple[tuple[float, float], ...] = ()

    def widened(self) -> Context:
        """Return the context without the units of the second level, which gazetteers know least."""
        return replace(self, units=tuple(u for u in self.units if u.countries or u.admin1))

    def closely_allows(self, gazetteer: Gazetteer, index: int) -> bool:
        """Whether a place is wide, or lies within reach of each unit of the second level; and is none of them."""
        columns = gazetteer.columns
        small = _kind(gazetteer, index) in SMALL
        for unit in self.units:
            if unit.countries or unit.admin1:
                continue
            counties = np.array(sorted(unit.admin2), dtype=np.intp)
            away = geodesy.haversine_m(
                columns.lon[index], columns.lat[index], columns.lon[counties], columns.lat[counties]
            )
            if index in unit.admin2 or (small and float(away.min(initial=np.inf)) > COUNTY_REACH_M):
                return False
        return True

    def without_units(self, indices: list[int]) -> list[int]:
        """Leave out the units that the words name already: "6 mi ESE of San Benito" in San Benito County is a town's."""
        named = frozenset().union(*(u.admin1 | u.admin2 for u in self.units))
        return [i for i in indices if i not in named]

    @property
    def strict(self) -> bool:
        """Whether the words name a unit that candidates must lie in."""
        return bool(self.units)

    def allows(self, gazetteer: Gazetteer, index: int) -> bool:
        """Whether the place at ``index`` lies in (or is) one of each unit's readings.

        Rivers, lines and regions run through several units, and name none: their country decides.
        """
        columns = gazetteer.columns
        country, admin1, admin2 = int(columns.country[index]), int(columns.admin1[index]), int(columns.admin2[index])
        if admin1 == NO_UNIT and _kind(gazetteer, index) in RUNS_THROUGH:
            return all(
                country in u.countries or country in countries_of(gazetteer, u)
                if country
                else _within_reach(gazetteer, index, u)
                for u in self.units
            )
        return all(
            country in u.countries
            or admin1 in u.admin1
            or admin2 in u.admin2
            or index in u.admin1
            or index in u.admin2
            or (u.towns and _about(gazetteer, index, u))
            or _may_lie_in(gazetteer, index, u)
            for u in self.units
        )


NO_CONTEXT = Context()
"""Nothing is said."""


class ContextReader:
    """Reads context words with one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Keep the gazetteer and a cache."""
        self.gazetteer = gazetteer
        self.read = lru_cache(maxsize=8192)(self._read)
        self.read_within = lru_cache(maxsize=8192)(self._read_within)
        self.unit = lru_cache(maxsize=8192)(self._unit)
        self.holding = lru_cache(maxsize=8192)(self._holding)

    def _read(self, words: tuple[str, ...]) -> Context:
        """Read context words from the broadest: each keeps the readings that lie within those after it."""
        return self._read_within(words, Context())

    def _read_within(self, words: tuple[str, ...], outer: Context) -> Context:
        """Read context words inside another context; words that name nothing there are passed over."""
        units = outer.units
        near: list[tuple[float, float]] = []
        for word in reversed(words):
            unit = self.unit(word)
            if unit is None:
                continue
            near += unit.near
            inside = self._within(unit, Context(units))
            if inside is not None:
                units = (inside, *units)
        return Context(units, self._countries(units), near=tuple(near))

    def _holding(self, word: str, broader: Context) -> ContextUnit | None:
        """Return the towns of a name, within a broader context, as what holds the places about them: "a market in Goma".

        None where the name is best known as something wider than a town, or is none.
        """
        columns = self.gazetteer.columns
        indices = [int(i) for i in self.gazetteer.indices(word)]
        if not indices or _kind(self.gazetteer, indices[0]) not in SMALL:
            return None
        towns = [i for i in indices if _kind(self.gazetteer, i) in SMALL and broader.allows(self.gazetteer, i)]
        most = max((int(columns.population[i]) for i in towns), default=0)
        kept = [i for i in towns if int(columns.population[i]) >= LESSER_NAMESAKE * most][:NEAR_NAMESAKES]
        reach = min(MOST_HELD_M, HELD_M + HELD_M_PER_ROOT * float(np.sqrt(most)))
        return ContextUnit(towns=frozenset(kept), reach_m=reach) if kept else None

    def _within(self, unit: ContextUnit, broader: Context) -> ContextUnit | None:
        """Return the readings of a unit that the broader ones allow; None where there are none."""
        if not broader.units:
            return unit if unit.is_unit else None
        columns = self.gazetteer.columns
        places = {number: int(columns.country_place[number]) for number in unit.countries}
        kept = ContextUnit(
            frozenset(number for number, place in places.items() if broader.allows(self.gazetteer, place)),
            frozenset(i for i in unit.admin1 if broader.allows(self.gazetteer, i)),
            frozenset(i for i in unit.admin2 if broader.allows(self.gazetteer, i)),
            towns=frozenset(i for i in unit.towns if broader.allows(self.gazetteer, i)),
        )
        return kept if kept.is_unit or kept.towns else None

    def _countries(self, units: tuple[ContextUnit, ...]) -> frozenset[int]:
        """Return the country numbers in which candidates can lie."""
        allowed: frozenset[int] | None = None
        for unit in units:
            numbers = unit.countries | countries_of(self.gazetteer, unit)
            allowed = numbers if allowed is None else (allowed & numbers or allowed)
        return allowed or frozenset()

    def _unit(self, word: str) -> ContextUnit | None:
        plain = re.sub(r"[()\[\]]", " ", word).strip()
        spellings = self._spellings(plain, word)
        for number, spelling in enumerate(spellings):
            found = self._of_name(spelling)
            if found is not None:
                return self._with_twins(found, spellings[number + 1 :])
        if (demonym := self.gazetteer.demonym(plain)) is not None:
            return self._of_index(demonym)
        if (capital := self._capital(plain)) is not None:
            return capital
        code = CODES.get(plain.lower(), plain.upper())
        number = self.gazetteer.columns.country_number(code) if len(code) == ISO_LENGTH else 0
        return ContextUnit(countries=frozenset((number,))) if number else None

    def _capital(self, words: str) -> ContextUnit | None:
        """Return the town that "Libyan capital", "Libya's capital" or "capital of Libya" is."""
        country = country_of_capital(words)
        columns = self.gazetteer.columns
        towns = capitals(self.gazetteer.store, columns, country) if country else []
        near = tuple((float(columns.lon[i]), float(columns.lat[i])) for i in towns[:1])
        return ContextUnit(near=near) if near else None

    def _with_twins(self, unit: ContextUnit, spellings: tuple[str, ...]) -> ContextUnit:
        """Add the units of other spellings about those found: two sources may list one, with and without its class word."""
        if not unit.admin2:
            return unit
        columns, found = self.gazetteer.columns, np.array(sorted(unit.admin2), dtype=np.intp)
        twins = {u for spelling in spellings for u in (self._of_name(spelling) or ContextUnit()).admin2}
        close = {
            u
            for u in twins - unit.admin2
            if (
                geodesy.haversine_m(columns.lon[u], columns.lat[u], columns.lon[found], columns.lat[found])[
                    columns.country[found] == columns.country[u]
                ]
                <= TWIN_M
            ).any()
        }
        return replace(unit, admin2=unit.admin2 | close) if close else unit

    def _of_index(self, index: int) -> ContextUnit | None:
        """Return the unit that an adjective belongs to: "Syrian" says in Syria."""
        level = LEVELS.get(_kind(self.gazetteer, index))
        if level == "countries":
            return ContextUnit(countries=frozenset((int(self.gazetteer.columns.country[index]),)))
        return ContextUnit(admin1=frozenset((index,))) if level == "admin1" else None

    def _spellings(self, plain: str, word: str) -> tuple[str, ...]:
        stripped = UNIT_WORDS.match(plain)
        inner = re.findall(r"\(([^)]*)\)", word)
        outer = re.sub(r"\([^)]*\)", "", word).strip()
        region = re.sub(r"\s+region$", "", plain, flags=re.IGNORECASE)
        return tuple(dict.fromkeys(filter(None, (plain, outer, stripped["name"] if stripped else "", region, *inner))))

    def _of_name(self, name: str) -> ContextUnit | None:
        """Return all units of a name, whatever their level; a settlement only says near what."""
        columns = self.gazetteer.columns
        levels: dict[str, set[int]] = {"countries": set(), "admin1": set(), "admin2": set()}
        near: list[tuple[float, float]] = []
        towns: list[int] = []
        indices = [int(i) for i in self.gazetteer.indices(name)]
        if indices and _kind(self.gazetteer, indices[0]) in WIDE_NATURE:
            return None
        for index in indices:
            level = LEVELS.get(_kind(self.gazetteer, index))
            if level == "countries":
                levels[level].add(int(columns.country[index]))
            elif level:
                levels[level].add(index)
            elif len(near) < NEAR_NAMESAKES:
                near.append((float(columns.lon[index]), float(columns.lat[index])))
                if not any(levels.values()):
                    towns.append(index)
        if not any(levels.values()):
            return ContextUnit(near=tuple(near)) if near else None
        countries, admin1, admin2 = (frozenset(levels[level]) for level in ("countries", "admin1", "admin2"))
        return ContextUnit(countries, admin1, admin2, towns=frozenset(towns))


@lru_cache(maxsize=4)
def contexts_of(gazetteer: Gazetteer) -> ContextReader:
    """Return the one reader of a gazetteer, with what it has read already."""
    return ContextReader(gazetteer)


def _within_reach(gazetteer: Gazetteer, index: int, unit: ContextUnit) -> bool:
    """Whether a place of no country may touch one of a unit's readings."""
    columns = gazetteer.columns
    inner = [*unit.admin1, *unit.admin2]
    whole = [int(columns.country_place[number]) for number in unit.countries]
    reach = [REACH_M["unit"]] * len(inner) + [REACH_M["country"]] * len(whole)
    places = np.array([*inner, *whole], dtype=np.intp)
    away = geodesy.haversine_m(columns.lon[index], columns.lat[index], columns.lon[places], columns.lat[places])
    return bool((away <= np.array(reach)).any())


def countries_of(gazetteer: Gazetteer, unit: ContextUnit) -> frozenset[int]:
    """Return the numbers of the countries that a unit's inner readings lie in."""
    return frozenset(int(gazetteer.columns.country[i]) for i in (*unit.admin1, *unit.admin2, *unit.towns))


def _may_lie_in(gazetteer: Gazetteer, index: int, unit: ContextUnit) -> bool:
    """Whether a place whose own unit of a level is not known lies in one of a unit's readings of that level, by their areas."""
    columns = gazetteer.columns
    admin1, admin2, country = int(columns.admin1[index]), int(columns.admin2[index]), int(columns.country[index])
    if NO_UNIT not in {admin1, admin2} or _kind(gazetteer, index) in LEVELS:
        return False
    first = unit.admin1 if admin1 == NO_UNIT else ()
    second = (
        u
        for u in unit.admin2
        if admin2 == NO_UNIT and (admin1 == NO_UNIT or int(columns.admin1[u]) in {admin1, NO_UNIT})
    )
    lon, lat = float(columns.lon[index]), float(columns.lat[index])
    return any(
        int(columns.country[wide]) == country and _holds(gazetteer, wide, lon, lat) for wide in (*first, *second)
    )


def _holds(gazetteer: Gazetteer, unit: int, lon: float, lat: float) -> bool:
    """Whether a unit's area, or the ground about its middle where none is known, holds a point."""
    import shapely

    area = _area(gazetteer, unit)
    if area is not None:
        return bool(shapely.dwithin(area, shapely.Point(lon, lat), ROUGH_DEG))
    away = geodesy.distance_m(lon, lat, float(gazetteer.columns.lon[unit]), float(gazetteer.columns.lat[unit]))
    return away <= TOWN_REACH_M


@lru_cache(maxsize=4096)
def _area(gazetteer: Gazetteer, unit: int) -> Geometry | None:
    import shapely

    area = gazetteer.store.extent_at(unit)
    if area is not None:
        shapely.prepare(area)
    return area


def _about(gazetteer: Gazetteer, index: int, unit: ContextUnit) -> bool:
    """Whether a place lies about one of a unit's towns."""
    columns, places = gazetteer.columns, np.array(sorted(unit.towns), dtype=np.intp)
    away = geodesy.haversine_m(columns.lon[index], columns.lat[index], columns.lon[places], columns.lat[places])
    return bool((away <= unit.reach_m).any())


def _kind(gazetteer: Gazetteer, index: int) -> PlaceKind:
    from geoinc.gazetteer.file.columns import KINDS

    return KINDS[int(gazetteer.columns.kind[index])]
