"""Drills: made-up sentences about real gazetteer places, so that the ranker learns what containment means everywhere.

Annotated corpora hold few "Paris, Texas": the drills ask for the lesser place of a shared name, with the words
that single it out ("X, Y", "X in Y", "the Yish town of X"), and sometimes for two of the name in one sentence.
Others teach that a bare name shared by a city and its province is the city, and "X province" the province; what a
name means without any context is taught by :mod:`~geoinc.learn.resolution.prominence`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from geoinc.gazetteer.file.columns import KIND_NUMBER, NONE
from geoinc.learn.resolution import prominence
from geoinc.learn.resolution.templates import SETTLEMENT, Fill, SyntheticText, demonym, example, fill
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from geoinc.gazetteer import Gazetteer
    from geoinc.learn.resolution.annotated import ResolutionExample

COUNT: Final = 500
TWIN_COUNT: Final = 500
MIN_POPULATION: Final = 1_000
UPPER_SHARE: Final = 0.1
"""Of names in capitals, as datelines have them."""

UNIT_SPELLING: Final = 0.5
"""Of cities called by the name that their unit has (news writes both the same)."""

SEED: Final = 4

TEMPLATES: Final = (
    "Rescue crews reached {x}, {y}, before dawn.",
    "Two shops in {x}, {y} were shut. Residents of {x} complained.",
    "A bridge near {x} in {y} has been closed.",
    "The clinic at {x} ({y}) reopened this week.",
    "Farmers around {x}, in the west of {y}, lost their harvest.",
    "{y}'s {x} saw heavy rain, and traffic stopped.",
    "The {d} town of {x} elected a new mayor.",
    "{d} officials opened a school in {x} after talks in {z}.",
    "{x}, {y} - A fire broke out at a warehouse. Help came from {z}.",
    "Delegates from {z} met their partners from {x}, {y}.",
    "Roads in {y} were icy. The road to {x} was blocked for hours.",
    "A train left {x}, {y}, for the twin town of {x}, {y2}.",
    "{x} in {y} is not to be mistaken for {x}, {y2}.",
    "Snow fell on {x}, {y}, a reporter of the {z} Times said.",
    "{x}, {y} - Students of the University of {z} arrived for a year.",
    "A man from {z} was found in {x}, {y}, on Sunday.",
)

TWIN_TEMPLATES: Final = (
    "Clashes in {a} killed five people.",
    "Air strikes hit {a} and {b} on Tuesday, monitors said.",
    "Shops in {a}, {b} and {e} stayed shut, officials said.",
    "{a} - A blast near a market wounded ten people.",
    "{c} state media said {a} and {b} were quiet.",
    "A convoy left {a} for {b}, in the east of {k}.",
    "The mayor of {a} resigned after talks in {b}.",
    "The city of {a} was without power, and so was {t}.",
    "Villages in {p} were shelled on Friday.",
    "A convoy crossed {p} and reached {t}.",
    "Fighting moved from {t} to the rest of {p}, {c} officials said.",
    "Police in {a} arrested a man from {t}.",
)
UNIT_WORDS: Final = ("province", "governorate", "region", "district", "state")


def make(gazetteer: Gazetteer) -> list[ResolutionExample]:
    """Return drills, the same ones for the same gazetteer."""
    return [*shared_names(gazetteer), *twins(gazetteer), *prominence.make(gazetteer)]


def twins(gazetteer: Gazetteer, *, count: int = TWIN_COUNT) -> list[ResolutionExample]:
    """Return drills about cities that share their name with the unit they lie in."""
    random = np.random.default_rng(SEED)
    by_country = _twin_cities(gazetteer)
    countries = sorted(country for country, cities in by_country.items() if len(cities) > 2)
    found: list[ResolutionExample] = []
    while countries and len(found) < count:
        cities = by_country[countries[int(random.integers(len(countries)))]]
        draft = fill(str(random.choice(TWIN_TEMPLATES)), _twin_fills(gazetteer, cities, random))
        if draft is not None:
            found.append(example(gazetteer, draft, f"twin-{len(found)}"))
    return found


def _twin_cities(gazetteer: Gazetteer) -> dict[int, list[int]]:
    """Return by country the settlements that share their name with their first-level unit."""
    columns, store = gazetteer.columns, gazetteer.store
    cities: dict[int, list[int]] = {}
    for unit in np.flatnonzero(columns.kind == KIND_NUMBER[PlaceKind.ADMIN1]).tolist():
        shared = gazetteer.indices(store.own_name(unit)).tolist()
        inside = [i for i in shared if columns.admin1[i] == unit and columns.kind[i] == SETTLEMENT]
        if inside:
            cities.setdefault(int(columns.country[unit]), []).append(inside[0])
    return cities


def _twin_fills(gazetteer: Gazetteer, cities: list[int], random: np.random.Generator) -> dict[str, Fill | None]:
    store, columns = gazetteer.store, gazetteer.columns
    one, two, three = (cities[i] for i in random.choice(len(cities), size=3, replace=False).tolist())
    unit, country = int(columns.admin1[one]), int(columns.country_place[columns.country[one]])
    names = [
        store.own_name(int(columns.admin1[i]) if random.random() < UNIT_SPELLING else i) for i in (one, two, three)
    ]
    near = np.flatnonzero((columns.admin1 == unit) & (columns.kind == SETTLEMENT)).tolist()
    town = int(random.choice(near))
    return {
        "a": (names[0].upper() if random.random() < UPPER_SHARE else names[0], one),
        "b": (names[1], two), "e": (names[2], three), "t": (store.own_name(town), town),
        "p": (f"{store.own_name(unit)} {random.choice(UNIT_WORDS)}", unit),
        "c": demonym(gazetteer, one), "k": (store.own_name(country), country),
    }  # fmt: skip


def shared_names(gazetteer: Gazetteer, *, count: int = COUNT) -> list[ResolutionExample]:
    """Return drills about places that share their name with places elsewhere."""
    random = np.random.default_rng(SEED)
    columns = gazetteer.columns
    towns = np.flatnonzero((columns.kind == SETTLEMENT) & (columns.population >= MIN_POPULATION))
    chance = np.sqrt(columns.population[towns].astype(np.float64))
    chosen = random.choice(towns, size=count * 12, p=chance / chance.sum())
    found: list[ResolutionExample] = []
    for index in chosen.tolist():
        draft = _draft(gazetteer, index, int(random.choice(chosen)), random)
        if draft is not None:
            found.append(example(gazetteer, draft, f"shared-{len(found)}"))
        if len(found) == count:
            break
    return found


def _draft(gazetteer: Gazetteer, index: int, other: int, random: np.random.Generator) -> SyntheticText | None:
    name = gazetteer.store.own_name(index)
    rivals = [int(i) for i in gazetteer.indices(name) if _container(gazetteer, int(i), random) is not None]
    if len(rivals) < 2 or index not in rivals:
        return None
    twin = int(random.choice([i for i in rivals if i != index]))
    fills = {
        "x": (name, index), "y": _container(gazetteer, index, random), "y2": _container(gazetteer, twin, random),
        "z": (gazetteer.store.own_name(other), other), "d": demonym(gazetteer, index),
    }  # fmt: skip
    if fills["y"] == fills["y2"]:
        return None
    return fill(str(random.choice(TEMPLATES)), fills, twin=(name, twin))


def _container(gazetteer: Gazetteer, index: int, random: np.random.Generator) -> Fill | None:
    """Return the name and place of a town's country or first-level unit."""
    columns = gazetteer.columns
    units = [int(columns.country_place[columns.country[index]]), int(columns.admin1[index])]
    units = [unit for unit in units if unit not in (NONE, index)]
    if not units:
        return None
    unit = units[int(random.integers(len(units)))]
    return gazetteer.store.own_name(unit), unit
