"""Which countries' villages a set of reports asks for, and the command that brings them.

The default knows the world's towns and what reporting names in the theatres of conflict; every village of a country
is one command away. A run that meets names it does not know says which command that is.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from geoinc.gazetteer.file.columns import KIND_NUMBER
from geoinc.gazetteer.names import whereabouts
from geoinc.gazetteer.packs import curated, store
from geoinc.model import PlaceKind, Reason
from geoinc.model.document import areas_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geoinc.gazetteer import Gazetteer
    from geoinc.model import Document, Resolution

LACKING: Final = frozenset({Reason.UNKNOWN_NAME, Reason.NOT_IN_GAZETTEER})
KNOWN_SHARE: Final = 0.5
"""A country half of whose places are there has been added already."""

EXAMPLES: Final = 3
OFFERED: Final = 5
"""So many countries are offered by name; a run over the world's news lacks a name in most of them."""

FAMILY: Final = "geonames"


@dataclass(frozen=True, slots=True)
class Lack:
    """A country with names that the gazetteer lacks: its ISO code and name, and the names, most frequent first.

    ``places`` is about how many places its villages are, or None where nobody counted.
    """

    country: str
    name: str
    names: tuple[str, ...]
    places: int | None = None

    @property
    def source(self) -> str:
        """What to install, as ``geoinc gazetteer install`` takes it."""
        return f"{FAMILY}:{self.country}"

    def __str__(self) -> str:
        """Return the offer as one line."""
        count = len(self.names)
        shown = ", ".join(self.names[:EXAMPLES]) + (" …" if count > EXAMPLES else "")
        adds = "every village" if self.places is None else f"some {self.places:,} places"
        what = f"{count} names in {self.name} are" if count > 1 else f"1 name in {self.name} is"
        return f"{what} not in the gazetteer ({shown}); `geoinc gazetteer install {self.source}` adds {adds}"


def lacks(read: Iterable[tuple[Document, Sequence[Resolution]]], gazetteer: Gazetteer) -> list[Lack]:
    """Return the countries in which names of documents are not in the gazetteer, those with most names first.

    Parameters
    ----------
    read
        Documents with their resolved mentions.
    gazetteer
        What they were resolved by. Countries whose villages it has already are left out.
    """
    names: dict[str, Counter[str]] = {}
    for document, resolutions in read:
        unknown = [r.mention.text for r in resolutions if r.reason in LACKING and r.mention.kind.pinnable]
        country = _country(document, resolutions, gazetteer) if unknown else None
        if country:
            names.setdefault(country, Counter()).update(unknown)
    counted = curated.theatres()
    found = [
        Lack(code, _name(code, gazetteer), tuple(name for name, _ in _ordered(unknown)), counted.get(code))
        for code, unknown in names.items()
        if not _has_villages(code, counted.get(code), gazetteer)
    ]
    return sorted(found, key=lambda lack: (-len(lack.names), lack.country))


def offers(found: Sequence[Lack]) -> list[str]:
    """Return what to tell of them: a line for each of the first countries, and one for the rest."""
    lines, rest = [str(lack) for lack in found[:OFFERED]], found[OFFERED:]
    if rest:
        names = sum(len(lack.names) for lack in rest)
        lines.append(
            f"{names} more names are not in the gazetteer; `geoinc gazetteer install --for FILE` finds their countries"
        )
    return lines


def _ordered(names: Counter[str]) -> list[tuple[str, int]]:
    return sorted(names.items(), key=lambda item: (-item[1], item[0]))


def _country(document: Document, resolutions: Sequence[Resolution], gazetteer: Gazetteer) -> str | None:
    """Return the country that a document speaks of: the one stated, else that of most of its places."""
    if document.near:
        stated = whereabouts.read(gazetteer, areas_of(document.near)).countries
        if len(stated) == 1:
            return gazetteer.columns.countries[next(iter(stated))] or None
    places = Counter(r.place.country for r in resolutions if r.place is not None and r.place.country)
    return max(places, key=lambda code: (places[code], code)) if places else None


def _name(code: str, gazetteer: Gazetteer) -> str:
    columns = gazetteer.columns
    index = int(columns.country_place[columns.country_number(code)])
    return gazetteer.store.own_name(index) if index < len(gazetteer) else code


def _has_villages(code: str, places: int | None, gazetteer: Gazetteer) -> bool:
    """Tell whether a country's villages are there: by how many places it has, else by the packs that were added."""
    if places is None:
        return any(pack.name.endswith(f"-{code.lower()}") for pack in store.packs())
    columns = gazetteer.columns
    of_country = columns.country == columns.country_number(code)
    settled = np.isin(columns.kind, [KIND_NUMBER[PlaceKind.SETTLEMENT], KIND_NUMBER[PlaceKind.QUARTER]])
    return int(np.count_nonzero(of_country & settled)) >= KNOWN_SHARE * places
