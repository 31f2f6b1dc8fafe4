"""Run by Debian's Python: open the project stored in a GeoPackage, print what QGIS makes of it as JSON."""

import json
import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from qgis.core import QgsApplication, QgsProject, QgsProviderRegistry, QgsVectorLayer

WINDOWS = False
app = QgsApplication([], WINDOWS)
app.initQgis()
path = sys.argv[1]
if len(sys.argv) > 2:  # the layers, dragged in, without the project
    sublayers = QgsProviderRegistry.instance().querySublayers(path)
    options = QgsVectorLayer.LayerOptions()
    found, layers = {}, [QgsVectorLayer(s.uri(), s.name(), "ogr", options) for s in sublayers]
elif path.endswith(".gpkg"):
    project = QgsProject.instance()
    read = project.read(f"geopackage:{path}?projectName=geoinc")
    between = project.timeSettings().temporalRange()
    found = {
        "read": read,
        "start": between.begin().toString("yyyy-MM-dd"),
        "end": between.end().toString("yyyy-MM-dd"),
        "extent": list(map(float, project.viewSettings().defaultViewExtent().toRectF().getCoords())),
        "relations": {
            name: [relation.isValid(), relation.referencedLayer().name(), relation.referencingLayer().name()]
            for name, relation in project.relationManager().relations().items()
        },
        "navigation": project.readNumEntry("TemporalControllerWidget", "/NavigationMode", 0)[0],
    }
    layers = project.mapLayers().values()
else:
    layer = QgsVectorLayer(path, "points", "ogr")
    _, dressed = layer.loadSldStyle(path.replace(".geojson", ".sld"))
    found, layers = {"sld": dressed}, [layer]
found["layers"] = {
    layer.name(): {
        "valid": layer.isValid(),
        "count": layer.featureCount(),
        "renderer": layer.renderer().type() if layer.renderer() else None,
        "labels": layer.labelsEnabled(),
        "tip": layer.mapTipTemplate(),
        "timed": layer.temporalProperties().isActive(),
        "crs": layer.crs().authid(),
    }
    for layer in layers
}
sys.stdout.write(json.dumps(found) + "\n")
sys.stdout.flush()
os._exit(0)
