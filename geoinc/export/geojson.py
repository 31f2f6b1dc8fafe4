"""GeoJSON (RFC 7946): points in NAME.geojson, areas in NAME.areas.geojson.

Date-times are written in UTC with a Z; the words that date an incident are kept beside them. An incident
without a location is a feature with a null geometry. Coordinates have six decimals (0.1 m); areas are wound
counter-clockwise and split at the antimeridian.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from geoinc.export.fields import INCIDENT_FIELDS, Subject, incident_subjects, row
from geoinc.export.files import write_texts
from geoinc.export.frames import AREA_FIELDS, utc_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from shapely import Geometry

    from geoinc.model import Findings, Location

DECIMALS = 6


def write(findings: Findings, path: Path) -> list[Path]:
    """Write the points, and beside them the areas; return both paths."""
    areas = path.with_name(f"{path.stem}.areas{path.suffix}")
    write_texts([(path, dumps(points(findings))), (areas, dumps(area_collection(findings)))])
    return [path, areas]


def dumps(collection: dict[str, Any]) -> str:
    """Return a collection as JSON text, a feature a line, so that it can be read and compared."""
    head = {key: value for key, value in collection.items() if key != "features"}
    lines = ",\n".join(json.dumps(f, ensure_ascii=False, allow_nan=False) for f in collection["features"])
    return f'{json.dumps(head, ensure_ascii=False)[:-1]}, "features": [\n{lines}\n]}}\n'


def points(findings: Findings) -> dict[str, Any]:
    """Return a FeatureCollection with one feature an incident: its best point, or null."""
    return _collection(_point_feature(subject) for subject in incident_subjects(findings))


def area_collection(findings: Findings) -> dict[str, Any]:
    """Return a FeatureCollection of the areas that hold 90 and 50 % of each located incident."""
    located = (s for s in incident_subjects(findings) if s.incident.location.region is not None)
    return _collection(_area_feature(s, share) for s in located for share in (90, 50))


def location_collection(phrase: str, location: Location) -> dict[str, Any]:
    """Return a located phrase as features: its best point and the areas that hold 50 and 90 %."""
    region = location.region
    if region is None:
        return _collection([])
    properties = {"phrase": phrase, "radius_m": round(region.radius_m, 1), "explanation": location.explanation}
    parts = {"best": region.best, "area50": region.area50, "area90": region.area90}
    return _collection(_feature(name, shape, properties | {"part": name}) for name, shape in parts.items())


def plain(value: Any) -> Any:  # noqa: ANN401 - any field's value
    """Return a field's value as JSON can hold it: date-times as UTC text with a Z."""
    if isinstance(value, datetime):
        return utc_text(value)
    return value


def _point_feature(subject: Subject) -> dict[str, Any]:
    region = subject.incident.location.region
    properties = {name: plain(value) for name, value in row(INCIDENT_FIELDS, subject).items()}
    return _feature(subject.incident.id, None if region is None else region.best, properties)


def _area_feature(subject: Subject, share: int) -> dict[str, Any]:
    region = subject.incident.location.region
    assert region is not None
    values = row(AREA_FIELDS, subject)
    properties = {"incident_id": values.pop("id"), "probability": share / 100}
    properties |= {name: plain(value) for name, value in values.items()}
    area = region.area90 if share == 90 else region.area50
    return _feature(f"{subject.incident.id}-{share}", area, properties)


def _feature(feature_id: str, geometry: Geometry | None, properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "id": feature_id, "geometry": _geometry(geometry), "properties": properties}


def _geometry(geometry: Geometry | None) -> dict[str, Any] | None:
    if geometry is None or geometry.is_empty:
        return None
    import shapely

    wound = shapely.orient_polygons(geometry)
    written: dict[str, Any] = json.loads(shapely.to_geojson(shapely.transform(wound, lambda c: c.round(DECIMALS))))
    return written


def _collection(features: Iterable[dict[str, Any]]) -> dict[str, Any]:
    features = list(features)
    collection: dict[str, Any] = {"type": "FeatureCollection"}
    bbox = _bbox([f["geometry"] for f in features if f["geometry"] is not None])
    if bbox is not None:
        collection["bbox"] = bbox
    collection["features"] = features
    return collection


def _bbox(geometries: list[dict[str, Any]]) -> list[float] | None:
    """Return west, south, east, north; west is greater than east where the narrowest box crosses the antimeridian."""
    if not geometries:
        return None
    import shapely

    bounds = [part.bounds for g in geometries for part in shapely.get_parts(shapely.from_geojson(json.dumps(g)))]
    south, north = min(b[1] for b in bounds), max(b[3] for b in bounds)
    west, east = _narrowest([(b[0], b[2]) for b in bounds])
    return [west, south, east, north]


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
