"""Tables of things that many others refer to: each is written once, and referred to by its number."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable


@dataclass(slots=True)
class Table:
    """Rows numbered in the order in which they are first asked for."""

    rows: list[Any] = field(default_factory=list)
    _numbers: dict[Hashable, int] = field(default_factory=dict)

    def number(self, key: Hashable, make: Callable[[], Any]) -> int:
        """Return the number of the row with this key, making the row on first use."""
        if key not in self._numbers:
            self._numbers[key] = len(self.rows)
            self.rows.append(None)
            self.rows[self._numbers[key]] = make()
        return self._numbers[key]
