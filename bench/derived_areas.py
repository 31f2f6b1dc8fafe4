"""How well the derived areas of countries agree with Natural Earth's (1:50m): intersection over union.

    python bench/derived_areas.py [ne_50m_admin_0_countries.json]

Prints the median and the 10th percentile over countries of more than 20,000 km², and the worst.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import numpy as np
import shapely

from geoinc.gazetteer.build import derive
from geoinc.geo.geodesy import area_m2

DEFAULT = Path(__file__).parents[2] / "shared/data/gazetteer/naturalearth/ne_50m_admin_0_countries.json"
MIN_KM2 = 20_000
WORST = 20
MISSING_CODES = {"France": "FR", "Norway": "NO", "Kosovo": "XK"}
"""Countries to which Natural Earth gives no ISO code in the column ISO_A2."""


def main() -> None:
    """Print the figures."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    start = time.process_time()
    derived = derive.areas()
    print(f"areas derived in {time.process_time() - start:.1f} s of processor time, {len(derived):,} units")
    scores = sorted(_scores(path, derived))
    values = np.array([score for score, _ in scores])
    print(f"{len(scores)} countries over {MIN_KM2:,} km²")
    print(f"median IoU {np.median(values):.3f}, 10th percentile {np.percentile(values, 10):.3f}")
    print("worst:", ", ".join(f"{name} {score:.2f}" for score, name in scores[:WORST]))


def _scores(path: Path, derived: dict[str, shapely.Geometry]) -> list[tuple[float, str]]:
    found = []
    for code, surveyed in _countries(path).items():
        if area_m2(surveyed) < MIN_KM2 * 1e6:
            continue
        area = _equal_area(derived[code]) if code in derived else shapely.Polygon()
        flat = _equal_area(surveyed)
        found.append((flat.intersection(area).area / flat.union(area).area, code))
    return found


def _countries(path: Path) -> dict[str, shapely.Geometry]:
    parts: dict[str, list[shapely.Geometry]] = {}
    for feature in json.loads(path.read_text("utf-8"))["features"]:
        facts = feature["properties"]
        code = facts["ISO_A2"] if facts["ISO_A2"] != "-99" else MISSING_CODES.get(facts["NAME"])
        if code:
            parts.setdefault(code, []).append(shapely.make_valid(shapely.geometry.shape(feature["geometry"])))
    return {code: shapely.union_all(shapes) for code, shapes in parts.items()}


def _equal_area(area: shapely.Geometry) -> shapely.Geometry:
    """Project to the equal-area cylinder (Lambert 1772): longitude, sine of the latitude."""
    flat = shapely.transform(
        shapely.segmentize(area, 1.0), lambda xy: np.column_stack([np.radians(xy[:, 0]), np.sin(np.radians(xy[:, 1]))])
    )
    return shapely.make_valid(flat)


if __name__ == "__main__":
    main()
