"""Drills of lone names: without any context, a name is the place that the world knows best under it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from geoinc.gazetteer.file.columns import KIND_NUMBER
from geoinc.learn.resolution.templates import SETTLEMENT, example, fill, own
from geoinc.model import PlaceKind
from geoinc.toponyms.resolve.candidates import fame, resemblance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from geoinc.gazetteer import Gazetteer
    from geoinc.learn.resolution.annotated import ResolutionExample
    from geoinc.learn.resolution.templates import Fill

COUNT: Final = 900
CITIES: Final = 300
SEED: Final = 7
MIN_POPULATION: Final = 10_000
COUNTRY_SHARE: Final = 0.1
"""Of countries among the names."""

OWN_SHARE: Final = 0.6
"""Of places called by their own name, not by another ("Hanover", "Medina")."""

LATIN_END: Final = 0x250
"""Code points from here on are no Latin letters."""

SHARPNESS: Final = 30.0
"""How strongly the better known is meant: a tenth more importance (a capital's, or 25 times the people) makes it 20 times as likely."""

TEMPLATES: Final = (
    "Police in {x} arrested two men on Monday.",
    "A blast in {x} killed five people.",
    "The talks in {x} ended without a result.",
    "Thousands marched in {x} on Sunday.",
    "{x} - Schools were closed because of the heat.",
    "{x}",
    "Two dead in {x} fire",
    "{x} airport reopens after storm",
    "The mayor of {x} resigned. Reporters waited for hours outside the town hall, but no one came.",
)


def make(gazetteer: Gazetteer) -> list[ResolutionExample]:
    """Return drills of single names: of great cities, and of names that several places share."""
    return [*cities(gazetteer), *namesakes(gazetteer)]


def cities(gazetteer: Gazetteer, *, count: int = CITIES) -> list[ResolutionExample]:
    """Return drills of towns under their own names, as often as people live there: a well-known name needs no company."""
    random = np.random.default_rng(SEED)
    towns, people = _towns(gazetteer, min_population=1)
    if not len(towns):
        return []
    chosen = random.choice(towns, size=count, p=people / people.sum()).tolist()
    return [_drill(gazetteer, own(gazetteer, index), random, f"city-{number}") for number, index in enumerate(chosen)]


def namesakes(gazetteer: Gazetteer, *, count: int = COUNT) -> list[ResolutionExample]:
    """Return drills of names that several places share: mostly the best known of them is meant."""
    random = np.random.default_rng(SEED)
    found: list[ResolutionExample] = []
    for name, indices in _shared(gazetteer, random, tries=count * 30):
        if len(found) == count:
            break
        meant = _meant(gazetteer, name, indices, random)
        found.append(_drill(gazetteer, (name, meant), random, f"namesake-{len(found)}"))
    return found


def _drill(gazetteer: Gazetteer, name: Fill, random: np.random.Generator, label: str) -> ResolutionExample:
    draft = fill(str(random.choice(TEMPLATES)), {"x": name})
    assert draft is not None
    return example(gazetteer, draft, label)


def _towns(gazetteer: Gazetteer, *, min_population: int) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Return settlements and how many people live in each."""
    columns = gazetteer.columns
    towns = np.flatnonzero((columns.kind == SETTLEMENT) & (columns.population >= min_population))
    return towns, columns.population[towns].astype(np.float64)


def _shared(gazetteer: Gazetteer, random: np.random.Generator, *, tries: int) -> Iterator[tuple[str, list[int]]]:
    """Yield names of several places, those of the larger ones more often, with all that they may mean."""
    countries = np.flatnonzero(gazetteer.columns.kind == KIND_NUMBER[PlaceKind.COUNTRY])
    towns, people = _towns(gazetteer, min_population=MIN_POPULATION)
    chance = np.sqrt(people)
    for index in random.choice(towns, size=tries, p=chance / chance.sum()).tolist() if len(towns) else ():
        place = int(random.choice(countries)) if len(countries) and random.random() < COUNTRY_SHARE else index
        name = _name(gazetteer, place, random)
        indices = gazetteer.indices(name).tolist()
        if len(indices) > 1:
            yield name, indices


def _name(gazetteer: Gazetteer, place: int, random: np.random.Generator) -> str:
    names = [name for name in gazetteer.names(place) if name[:1].isupper() and max(map(ord, name)) < LATIN_END]
    return own(gazetteer, place)[0] if random.random() < OWN_SHARE or not names else str(random.choice(names))


def _meant(gazetteer: Gazetteer, name: str, indices: list[int], random: np.random.Generator) -> int:
    alike = np.array([resemblance(gazetteer, index, name) for index in indices], dtype=np.float32)
    known = fame(np.asarray(gazetteer.columns.importance[indices]), alike)
    chance = np.exp(SHARPNESS * (known - known.max()).astype(np.float64))
    return int(random.choice(indices, p=chance / chance.sum()))
