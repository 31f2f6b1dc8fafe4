"""geoinc puts incidents on a map: offline, with the words behind every pin.

Public names are loaded on first use (PEP 562), so that ``import geoinc`` stays fast.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geoinc.api import (
        add_pack,
        find_places,
        learn_sources,
        locate,
        locate_frame,
        map_incidents,
        packs,
        pipe,
        read,
        remove_pack,
        resolve,
    )
    from geoinc.errors import GeoincError
    from geoinc.gazetteer import Gazetteer
    from geoinc.gazetteer.geocoder import LocalGeocoder
    from geoinc.model import (
        Claim,
        Document,
        Incident,
        Location,
        Mention,
        MentionKind,
        Place,
        Reason,
        Region,
        Relation,
        Resolution,
    )
    from geoinc.report import Report, load

__version__ = "0.1.0"

_HOMES = {
    "geoinc.api": (
        "add_pack",
        "find_places",
        "learn_sources",
        "locate",
        "locate_frame",
        "map_incidents",
        "packs",
        "pipe",
        "read",
        "remove_pack",
        "resolve",
    ),
    "geoinc.errors": ("GeoincError",),
    "geoinc.gazetteer": ("Gazetteer",),
    "geoinc.gazetteer.geocoder": ("LocalGeocoder",),
    "geoinc.model": (
        "Claim",
        "Document",
        "Incident",
        "Location",
        "Mention",
        "MentionKind",
        "Place",
        "Reason",
        "Region",
        "Relation",
        "Resolution",
    ),
    "geoinc.report": ("Report", "load"),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Claim",
    "Document",
    "Gazetteer",
    "GeoincError",
    "Incident",
    "LocalGeocoder",
    "Location",
    "Mention",
    "MentionKind",
    "Place",
    "Reason",
    "Region",
    "Relation",
    "Report",
    "Resolution",
    "add_pack",
    "find_places",
    "learn_sources",
    "load",
    "locate",
    "locate_frame",
    "map_incidents",
    "packs",
    "pipe",
    "read",
    "remove_pack",
    "resolve",
]


class _Package(ModuleType):
    """The package itself. ``read`` is a public function and also the name of a stage.

    Importing the stage would set the attribute of its name to the module; here the function always wins, and the
    stage is reached by import (``from geoinc.read import …``).
    """

    @property
    def read(self) -> Any:  # noqa: ANN401 - the public function
        return _public("read")

    @read.setter
    def read(self, _: ModuleType) -> None: ...


sys.modules[__name__].__class__ = _Package


def _public(name: str) -> Any:  # noqa: ANN401 - whatever the public name is
    return getattr(import_module(_HOME_OF[name]), name)


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the public name is
    """Load a public name from its module on first use."""
    if name not in _HOME_OF:
        message = f"module 'geoinc' has no attribute {name!r}"
        raise AttributeError(message)
    value = _public(name)
    globals()[name] = value
    return value


def _show_in_notebooks() -> None:
    """Register cards for the nouns where this runs inside IPython."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None and hasattr(ipython, "get_ipython") else None
    if shell is not None:
        import_module("geoinc.display").register(shell.display_formatter)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)


_show_in_notebooks()
