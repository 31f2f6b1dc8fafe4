"""Run by Debian's Python: open the project stored in a GeoPackage, print what QGIS makes of it as JSON."""

import json
import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from qgis.core import QgsApplication, QgsProject, QgsVectorLayer

WINDOWS = False
app = QgsApplication([], WINDOWS)
app.initQgis()
path = sys.argv[1]
if path.endswith(".gpkg"):
    project = QgsProject.instance()
    read = project.read(f"geopackage:{path}?projectName=geoinc")
    between = project.timeSettings().temporalRange()
    found = {
        "read": read,
        "start": between.begin().toString("yyyy-MM-dd"),
        "end": between.end().toString("yyyy-MM-dd"),
        "navigation": project.readNumEntry("TemporalControllerWidget", "/NavigationMode", 0)[0],
    }
    layers = project.mapLayers().values()
else:
    found, layers = {}, [QgsVectorLayer(path, "points", "ogr")]
found["layers"] = {
    layer.name(): {
        "valid": layer.isValid(),
        "count": layer.featureCount(),
        "renderer": layer.renderer().type() if layer.renderer() else None,
        "timed": layer.temporalProperties().isActive(),
        "crs": layer.crs().authid(),
    }
    for layer in layers
}
sys.stdout.write(json.dumps(found) + "\n")
sys.stdout.flush()
os._exit(0)
