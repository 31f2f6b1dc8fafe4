"""What parsing finds before any gazetteer place is chosen: clauses and the names in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from geoinc.model import Bearing, Distance, Reason, RelationKind, Resolution


@dataclass(frozen=True, slots=True)
class AnchorName:
    """Words that name an anchor.

    ``context`` are the words that narrow it, the nearest first ("Idlib", "Syria"); ``resolution`` is the
    caller's, where a mention stands there; ``named`` is False for things without a name ("the base").
    """

    start: int
    end: int
    text: str
    context: tuple[str, ...] = ()
    resolution: Resolution | None = None
    named: bool = True


@dataclass(frozen=True, slots=True)
class Clause:
    """A relation in words. ``reason`` says why one that was understood cannot be on the ground."""

    kind: RelationKind
    start: int
    end: int
    names: tuple[AnchorName, ...] = ()
    distance: Distance | None = None
    bearing: Bearing | None = None
    offsets: tuple[tuple[Distance, Bearing], ...] = ()
    point: tuple[float, float] | None = None
    qualifiers: tuple[str, ...] = ()
    reason: Reason | None = None
    continues: bool = False
    """Relative to the clause before it ("and 5 km further north")."""
    also: tuple[Clause, ...] = ()
    """What the same words say besides: "km 45 of the A–B road" is at a distance from A, and on the road."""


class AnchorReader(Protocol):
    """How anchors are read from a text: a bare phrase names them loosely, running text does not."""

    text: str
    loose: bool

    def after(self, position: int, *, stop: re.Pattern[str] | None = None) -> AnchorName | None:
        """Return the name that starts at ``position`` (articles and classifiers are skipped)."""

    def mentioned(self, position: int) -> AnchorName | None:
        """Return the name at ``position`` if the caller resolved it; any name in a bare phrase."""

    def before(self, position: int) -> AnchorName | None:
        """Return the name that ends at ``position``."""

    def known(self, name: str) -> bool:
        """Whether a gazetteer place has this name."""

    def inside_name(self, position: int) -> bool:
        """Whether ``position`` lies within a longer name that began before it."""
