"""Front matter: what a Markdown file says of itself before it begins, in YAML (``---``) or TOML (``+++``).

It is metadata, not prose: a place named there happened nowhere.
"""

from __future__ import annotations

import logging
import re
import tomllib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from geoinc.read.rows import FACTS

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)

MARKS = ("---", "+++")
MAX_CHARS = 50_000
"""Longer ones are a text between two rules; YAML's own parser is slow on what is not meant for it."""


def split(path: Path, text: str) -> tuple[Mapping[str, Any], str]:
    """Return the facts of a text's front matter by their names in :data:`geoinc.read.rows.FACTS`, and the text after it.

    A text without any, or whose front matter cannot be read (that is logged), is returned whole.
    """
    if not text.startswith(MARKS):
        return {}, text
    import frontmatter
    from frontmatter.default_handlers import BaseHandler, YAMLHandler

    class TOMLHandler(BaseHandler):
        """TOML by the standard library; the package's own wants another."""

        FM_BOUNDARY = re.compile(r"^\+{3,}\s*$", re.MULTILINE)

        def load(self, fm: str) -> dict[str, Any]:
            return tomllib.loads(fm)

    handler = YAMLHandler() if text.startswith(MARKS[0]) else TOMLHandler()
    parts = handler.FM_BOUNDARY.split(text, 2) if handler.FM_BOUNDARY is not None else []
    if len(parts) != 3 or parts[0] or len(parts[1]) > MAX_CHARS:
        return {}, text
    try:
        found, body = frontmatter.parse(text, handler=handler)
    except (ValueError, RecursionError, _yaml_error()) as error:
        why = " ".join(str(error).split())
        log.warning("%s: its front matter cannot be read (%s) and is taken for text; mend it or take it out", path, why)
        return {}, text
    return (_facts(found), f"{body}\n") if found else ({}, text)


def _yaml_error() -> type[Exception]:
    import yaml

    error: type[Exception] = yaml.YAMLError
    return error


def _facts(found: Mapping[str, Any]) -> dict[str, Any]:
    by_folded = {
        str(name).strip().casefold().replace(" ", "_").replace("-", "_"): value for name, value in found.items()
    }
    facts: dict[str, Any] = {}
    for fact, names in FACTS.items():
        value = next((by_folded[name] for name in names if by_folded.get(name) is not None), None)
        if value is not None and fact != "text" and not isinstance(value, Mapping):
            facts[fact] = value
    return facts
