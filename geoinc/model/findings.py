"""What a run found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geoinc.model.document import Document
from geoinc.model.incident import Discarded, Incident
from geoinc.model.location import Location
from geoinc.model.place import PlaceKind, Resolution

if TYPE_CHECKING:
    from shapely import Geometry


@dataclass(frozen=True, slots=True)
class PlaceLabel:
    """A name for the basemap: ``rank`` 0 is the most important."""

    name: str
    lon: float
    lat: float
    rank: int
    kind: PlaceKind = PlaceKind.SETTLEMENT


@dataclass(frozen=True, slots=True)
class Outline:
    """A line of the ground around the findings: a border of units, a road, a railway, a front.

    ``surveyed`` is False where the line was derived (between units whose places are known and whose borders are not).
    """

    kind: PlaceKind
    geometry: Geometry
    name: str = ""
    surveyed: bool = True


@dataclass(frozen=True, slots=True)
class Unit:
    """A first-level unit, or a country where no unit is known: names, and where its own name stands (degrees).

    ``code`` is the country's ISO 3166-1 alpha-2 code; ``admin1`` and ``admin2`` are names, empty where none is known.
    """

    name: str
    country: str
    lon: float
    lat: float
    code: str = ""
    admin1: str = ""
    admin2: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    """What a run found, before it is shown or saved.

    ``resolutions`` and ``locations`` go by document id. ``labels``, ``outlines``, ``units`` and ``region`` are what stands
    around, for maps, which open no gazetteer: ``units`` says by incident id where the best point lies, ``region`` is the
    shortest true answer to where all incidents happened ("Deir ez-Zor, Syria", "West Africa"), empty where there is none.
    What only a map shows may be worked out when it is first read.
    """

    documents: tuple[Document, ...] = ()
    resolutions: Mapping[str, Sequence[Resolution]] = field(default_factory=dict)
    locations: Mapping[str, Sequence[Location]] = field(default_factory=dict)
    incidents: tuple[Incident, ...] = ()
    discarded: tuple[Discarded, ...] = ()
    labels: Sequence[PlaceLabel] = ()
    outlines: Sequence[Outline] = ()
    units: Mapping[str, Unit] = field(default_factory=dict)
    region: str = ""
    notes: tuple[str, ...] = ()
