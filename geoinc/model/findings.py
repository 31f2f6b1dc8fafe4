"""What a run found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from geoinc.model.document import Document
from geoinc.model.incident import Discarded, Incident
from geoinc.model.location import Location
from geoinc.model.place import PlaceKind, Resolution


@dataclass(frozen=True, slots=True)
class PlaceLabel:
    """A name for the basemap: ``rank`` 0 is the most important."""

    name: str
    lon: float
    lat: float
    rank: int
    kind: PlaceKind = PlaceKind.SETTLEMENT


@dataclass(frozen=True, slots=True)
class Findings:
    """What a run found, before it is shown or saved. ``resolutions`` and ``locations`` go by document id."""

    documents: tuple[Document, ...] = ()
    resolutions: Mapping[str, Sequence[Resolution]] = field(default_factory=dict)
    locations: Mapping[str, Sequence[Location]] = field(default_factory=dict)
    incidents: tuple[Incident, ...] = ()
    discarded: tuple[Discarded, ...] = ()
    labels: tuple[PlaceLabel, ...] = ()
    notes: tuple[str, ...] = ()
