"""Place names in the domains of outlets: "dallasnews.com" speaks of Dallas, "newyorktimes.com" of New York."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from geoinc.gazetteer.file.columns import NameFlag
from geoinc.language.lexicon import parse as parse_toml
from geoinc.language.lexicon import refuse

if TYPE_CHECKING:
    from geoinc.gazetteer import Gazetteer

FILE: Final = "outlets.toml"
MIN_LENGTH: Final = 4
"""Shorter strings are initials more often than places."""

STATE_LETTERS: Final = 2
MAX_LABEL: Final = 40


@lru_cache(maxsize=1)
def lexicon() -> tuple[frozenset[str], dict[str, str]]:
    """Return the words of outlets' names, and the short forms of places."""
    return parse((files("geoinc.toponyms.resolve") / FILE).read_text("utf-8"))


def parse(text: str, *, name: str = FILE) -> tuple[frozenset[str], dict[str, str]]:
    """Read the lexicon; LexiconError names the file and what cannot be used in it."""
    rows = parse_toml(text, name)
    words, short = rows.get("words"), rows.get("short", {})
    if not isinstance(words, list) or not isinstance(short, dict):
        refuse(name, "it needs a list words and a table short")
    for row in (*words, *short.values()):
        if not isinstance(row, str) or not row.strip():
            refuse(name, f"{row!r} is no word")
    return frozenset(words), dict(short)


def place_name(domain: str, gazetteer: Gazetteer) -> str | None:
    """Return the place name that an outlet's registered domain contains, the longest that there is, or None."""
    label = domain.partition(".")[0][:MAX_LABEL]
    short = lexicon()[1]
    found: str | None = None
    for core in cores(label):
        if core in short:
            name: str | None = short[core]
        else:
            name = _spelled(core, gazetteer) if len(core) >= MIN_LENGTH else _abbreviated(core, gazetteer)
        if name is not None and (found is None or len(name) > len(found)):
            found = name
    return found


def cores(label: str) -> Iterator[str]:
    """Yield what is left of a label when outlets' words are taken off either end: first all of it."""
    words = lexicon()[0]
    pieces = [piece for piece in label.split("-") if piece]
    seen = set()
    queue = [label.replace("-", ""), *pieces]
    while queue:
        core = queue.pop(0)
        if core in seen or core in words:
            continue
        seen.add(core)
        yield core
        cuts = range(1, len(core))
        queue += [core[cut:] for cut in cuts if core[:cut] in words]
        queue += [core[:cut] for cut in cuts if core[cut:] in words]


def _abbreviated(core: str, gazetteer: Gazetteer) -> str | None:
    """Return a postal code of a state ("wv") that stands beside an outlet's words."""
    return core if len(core) == STATE_LETTERS and NameFlag.ABBREVIATION in gazetteer.info(core) else None


def _spelled(core: str, gazetteer: Gazetteer) -> str | None:
    """Return the name that is spelled by these letters, as one word or two."""
    if gazetteer.key(core) is not None:
        return core
    splits = (f"{core[:cut]} {core[cut:]}" for cut in range(2, len(core) - 1))
    return next((name for name in splits if gazetteer.key(name) is not None), None)
