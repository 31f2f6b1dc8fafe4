"""GeoJSON (RFC 7946): points in NAME.geojson, areas in NAME.areas.geojson.

Date-times are written in UTC with a Z; the words that date an incident are kept beside them. An incident
without a location is a feature with a null geometry. Coordinates have six decimals (0.1 m); areas are wound
counter-clockwise and split at the antimeridian. What :func:`geoinc.load` needs is longer than all the rest and is
written where it is asked for.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from geoinc.export.fields import INCIDENT_FIELDS, RECORD_FIELD, Subject, incident_subjects, rows
from geoinc.export.files import write_texts
from geoinc.export.frames import AREA_FIELDS, utc_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from shapely import Geometry

    from geoinc.model import Findings, Location

DECIMALS = 6
SHARES = (90, 50)
_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def write(findings: Findings, path: Path, *, record: bool = False) -> list[Path]:
    """Write the points, and beside them the areas; return both paths.

    Parameters
    ----------
    findings
        What to write.
    path
        Of the points; the areas go to NAME.areas.geojson.
    record
        Add the column that :func:`geoinc.load` reads back.
    """
    areas = path.with_name(f"{path.stem}.areas{path.suffix}")
    write_texts([(path, _text(*_points(findings, record=record))), (areas, _text(*_areas(findings)))])
    return [path, areas]


def dumps(collection: dict[str, Any]) -> str:
    """Return a collection as JSON text, a feature a line, so that it can be read and compared."""
    head = {key: value for key, value in collection.items() if key != "features"}
    lines = ",\n".join(_encode(f) for f in collection["features"])
    return f'{_encode(head)[:-1]}, "features": [\n{lines}\n]}}\n'


def points(findings: Findings) -> dict[str, Any]:
    """Return a FeatureCollection with one feature an incident: its best point, or null."""
    return _collection(*_points(findings))


def location_collection(phrase: str, location: Location) -> dict[str, Any]:
    """Return a located phrase as features: its best point and the areas that hold 50 and 90 %."""
    region = location.region
    if region is None:
        return _collection([], [], [])
    properties = {"phrase": phrase, "radius_m": round(region.radius_m, 1), "explanation": location.explanation}
    parts = {"best": region.best, "area50": region.area50, "area90": region.area90}
    return _collection(list(parts), list(parts.values()), [properties | {"part": name} for name in parts])


def plain(value: Any) -> Any:  # noqa: ANN401 - any field's value
    """Return a field's value as JSON can hold it: date-times as UTC text with a Z."""
    return utc_text(value) if value.__class__ is datetime else value


Features = tuple[list[str], list["Geometry | None"], list[dict[str, Any]]]
"""Ids, geometries and properties, all of one length."""


def _points(findings: Findings, *, record: bool = False) -> Features:
    subjects = incident_subjects(findings)
    regions = [s.incident.location.region for s in subjects]
    fields = (*INCIDENT_FIELDS, RECORD_FIELD) if record else INCIDENT_FIELDS
    properties = [{name: plain(value) for name, value in values.items()} for values in rows(fields, subjects)]
    return [s.incident.id for s in subjects], [None if r is None else r.best for r in regions], properties


def _areas(findings: Findings) -> Features:
    located: list[Subject] = [s for s in incident_subjects(findings) if s.incident.location.region is not None]
    ids, shapes, properties = [], [], []
    for subject, values in zip(located, rows(AREA_FIELDS, located), strict=True):
        incident_id, region = values.pop("id"), subject.incident.location.region
        told = {name: plain(value) for name, value in values.items()}
        for share in SHARES:
            ids.append(f"{incident_id}-{share}")
            shapes.append(getattr(region, f"area{share}"))
            properties.append({"incident_id": incident_id, "probability": share / 100} | told)
    return ids, shapes, properties


def _text(ids: Sequence[str], shapes: Sequence[Geometry | None], properties: Iterable[dict[str, Any]]) -> str:
    """Return features as the text that :func:`dumps` gives of their collection, without building it."""
    wound = _wound(shapes)
    head = {"type": "FeatureCollection"} | _box(wound)
    lines = ",\n".join(
        f'{{"type": "Feature", "id": {_encode(name)}, "geometry": {shape or "null"}, "properties": {_encode(told)}}}'
        for name, shape, told in zip(ids, _shape_texts(wound), properties, strict=True)
    )
    return f'{_encode(head)[:-1]}, "features": [\n{lines}\n]}}\n'


def _collection(
    ids: Sequence[str], shapes: Sequence[Geometry | None], properties: Iterable[dict[str, Any]]
) -> dict[str, Any]:
    wound = _wound(shapes)
    features = [
        {"type": "Feature", "id": name, "geometry": json.loads(shape) if shape else None, "properties": told}
        for name, shape, told in zip(ids, _shape_texts(wound), properties, strict=True)
    ]
    return {"type": "FeatureCollection"} | _box(wound) | {"features": features}


def _wound(shapes: Sequence[Geometry | None]) -> NDArray[Any]:
    """Return geometries as RFC 7946 wants them: rounded, shells counter-clockwise; nothing for what is empty."""
    import numpy as np
    import shapely

    held = np.array([None if s is None or s.is_empty else s for s in shapes], dtype=object)
    wound = shapely.transform(shapely.orient_polygons(held), lambda c: c.round(DECIMALS))
    return np.asarray(wound, dtype=object)


def _shape_texts(wound: NDArray[Any]) -> list[str | None]:
    import shapely

    texts: list[str | None] = shapely.to_geojson(wound).tolist()
    return texts


def _box(wound: NDArray[Any]) -> dict[str, list[float]]:
    """Return the bbox, west greater than east where the narrowest one crosses the antimeridian; nothing of nothing."""
    import shapely

    bounds = shapely.bounds(shapely.get_parts(wound[wound != None])).tolist()  # noqa: E711 - of an array, each
    if not bounds:
        return {}
    south, north = min(b[1] for b in bounds), max(b[3] for b in bounds)
    west, east = _narrowest([(b[0], b[2]) for b in bounds])
    return {"bbox": [west, south, east, north]}


def _narrowest(spans: list[tuple[float, float]]) -> tuple[float, float]:
    """Return the shortest west–east interval, on the circle of longitudes, that covers all the given ones."""
    spans = sorted(spans)
    gaps = [(spans[0][0] + 360.0 - max(e for _, e in spans), spans[0][0], max(e for _, e in spans))]
    reach = spans[0][1]
    for west, east in spans[1:]:
        if west > reach:
            gaps.append((west - reach, west, reach))
        reach = max(reach, east)
    _, west, east = max(gaps)
    return west, east
