"""Sentences made from templates of our own and the gazetteer's names, for training.

Annotated news names well-known places; incident reports name hamlets in spellings that only a gazetteer's alternate
names have. Drills teach that the words around decide, whatever the gazetteer thinks of a name: "near X" is a place,
"Colonel X" is none.
"""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING, Final

from geoinc.gazetteer.columns import KIND_NUMBER
from geoinc.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geoinc.gazetteer import Gazetteer

PLACES: Final = (
    "Four people died near [{a}](literal), residents said.",
    "Shells hit [{a}](literal) and [{b}](literal) overnight.",
    "Fighters withdrew from [{a}](literal) towards [{b}](literal) on Monday.",
    "A mine exploded on the road between [{a}](literal) and [{b}](literal).",
    "The convoy was ambushed near [{a}](literal) on Thursday.",
    "The army said it had retaken [{a}](literal), a village north of [{b}](literal).",
    "Two soldiers were wounded in [{a}](literal), medics said. The wounded were taken to [{b}](literal).",
    "Police found the bodies in [{a}](literal), 12 km south of [{b}](literal).",
    "Residents of [{a}](literal) fled to [{b}](literal).",
    "Clashes continued around [{a}](literal) for a third day, and two people were shot dead in [{b}](literal).",
)
PERSONS: Final = (
    "General {a} told reporters on Tuesday that the offensive was over.",
    "Mr. {a} and Colonel {b} were killed by a sniper.",
    "Commander Ali {a} denied the report, and Sarah {b} confirmed it.",
    "Anna {a}, 34, was arrested; {a} denied the charges.",
)
ROUNDS: Final = 24
"""How many sentences each template gives."""
SHORTEST: Final = 4
LONGEST: Final = 16


def sentences(gazetteer: Gazetteer) -> Iterator[str]:
    """Yield marked-up sentences over names of settlements, the same ones for the same gazetteer."""
    names = cycle(_names(gazetteer, count=2 * ROUNDS * len(PLACES)))
    for _ in range(ROUNDS):
        for template in PLACES + PERSONS:
            yield template.format(a=next(names), b=next(names))


def _names(gazetteer: Gazetteer, *, count: int) -> list[str]:
    """Return the last (least usual) names of settlements from all over the importance scale, in Latin capitals."""
    settlements = (gazetteer.columns.kind == KIND_NUMBER[PlaceKind.SETTLEMENT]).nonzero()[0]
    stride = max(len(settlements) // (3 * count), 1)
    found = []
    for index in settlements[::stride].tolist():
        usable = [name for name in gazetteer.names(index) if _is_plain(name)]
        found += usable[-1:]
    return found[:: max(len(found) // count, 1)] or ["Nowhere"]


def _is_plain(name: str) -> bool:
    return SHORTEST <= len(name) <= LONGEST and name.isascii() and name.istitle() and name.isalpha()
