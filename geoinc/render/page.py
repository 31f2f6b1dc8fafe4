"""The page around the map: assets, data blocks and the Content-Security-Policy.

Nothing of a document reaches markup or script: data stands in blocks of type application/json, with
every ``<`` escaped, and fixed scripts, allowed by their hashes alone, write it as text.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from functools import lru_cache
from importlib.resources import files
from typing import Any

from geoinc import packaged

_UNSAFE = re.compile("[<>&\u2028\u2029\u007f-\u009f\ud800-\udfff]")


PACK_FROM = 1_000_000
"""JSON longer than this stands compressed: a few milliseconds to open, a third of the size."""


def data_block(name: str, value: Any) -> str:  # noqa: ANN401 - any JSON value
    """Return a script element that holds JSON, compressed where it is long, and can neither end early nor run."""
    text = to_json(value)
    if len(text) > PACK_FROM:
        return text_block(name, packed(text.encode("utf-8")))
    return json_block(name, text)


def packed(data: bytes) -> str:
    """Return bytes compressed, in letters; the same bytes give the same letters."""
    return base64.b64encode(gzip.compress(data, _LEVEL, mtime=0)).decode("ascii")


_LEVEL = 6
"""Of gzip: 9 takes four times as long for one per cent."""


def json_block(name: str, text: str) -> str:
    """Return a script element for what :func:`to_json` wrote."""
    return f'<script type="application/json" id="{name}">{text}</script>'


def text_block(name: str, text: str) -> str:
    """Return a script element that holds base64 text, which needs no escaping."""
    return f'<script type="text/plain" id="{name}">{text}</script>'


def to_json(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """Return JSON without any character that HTML or JavaScript could take for its own."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


@lru_cache(maxsize=64)
def asset(name: str) -> str:
    """Return one of our own scripts, styles or templates."""
    return (files("geoinc.render") / "assets" / name).read_text("utf-8")


@lru_cache(maxsize=1)
def leaflet_js() -> str:
    """Return Leaflet's script, without the link to its source map, which would be requested."""
    return re.sub(r"//# sourceMappingURL=.*", "", _leaflet_text("leaflet.js")).strip()


@lru_cache(maxsize=1)
def leaflet_css() -> str:
    """Return Leaflet's style sheet with its pictures inside."""
    return re.sub(
        r"url\(images/([\w-]+\.png)\)",
        lambda match: f"url({_data_uri(match[1])})",
        _leaflet_text("leaflet.css"),
    )


@lru_cache(maxsize=1)
def default_icon() -> str:
    """Return a script that gives Leaflet's own marker its pictures, for layers that users add."""
    icon = {"iconUrl": _data_uri("marker-icon.png"), "shadowUrl": _data_uri("marker-shadow.png"), "iconRetinaUrl": ""}
    icon["iconRetinaUrl"] = icon["iconUrl"]
    return f"delete L.Icon.Default.prototype._getIconUrl;L.Icon.Default.mergeOptions({json.dumps(icon)});"


def _data_uri(name: str) -> str:
    return "data:image/png;base64," + base64.b64encode(_leaflet(f"images/{name}")).decode("ascii")


def _leaflet_text(name: str) -> str:
    """Return a text of Leaflet with the line ends that a browser hashes."""
    return _leaflet(name).decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")


def _leaflet(name: str) -> bytes:
    return packaged.read_bytes("leaflet", name)


@lru_cache(maxsize=1)
def app_js() -> str:
    """Return our own script: the modules of ``web``, joined by its ``build.js``."""
    return asset("page.js")


@lru_cache(maxsize=1)
def app_css() -> str:
    """Return our own style sheet, joined likewise."""
    return asset("page.css")


def source_hash(text: str) -> str:
    """Return the hash by which a Content-Security-Policy allows an inline script or style."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def policy(*, scripts: list[str], styles: list[str], images: list[str]) -> str:
    """Return a Content-Security-Policy that allows these sources and nothing else."""
    directives = {
        "default-src": ["'none'"],
        "script-src": scripts,
        "style-src": styles,
        "img-src": ["data:", "blob:", *images],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())
