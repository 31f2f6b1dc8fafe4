"""The ontology of events: our types with their ACLED, UCDP and PLOVER codes, and their families."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from geoinc.errors import LexiconError
from geoinc.language.lexicon import FOLDER, rows
from geoinc.model import EventType

_SHAPE = {
    "name!": str, "label!": str, "family!": str, "case": str, "acled_event": str, "acled_sub_event": str,
    "ucdp": int, "plover": str, "incident": bool,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """An event type with what this stage needs of it.

    ``family`` groups types under which two reports may describe one event; ``case`` is the label of the
    CASE 2021 task; ``incident`` says whether an event of this type goes on the map.
    """

    type: EventType
    label: str
    family: str
    case: str | None = None
    incident: bool = True


@cache
def kinds() -> dict[str, Kind]:
    """Return all event types by name."""
    return {row["name"]: _kind(row) for row in rows(FOLDER / "types.toml", "type", _SHAPE)}


def _kind(row: dict[str, str | int | bool | None]) -> Kind:
    event_type = EventType(
        name=str(row["name"]),
        acled_event=_text(row.get("acled_event")),
        acled_sub_event=_text(row.get("acled_sub_event")),
        ucdp=int(row["ucdp"] or 0) or None if "ucdp" in row else None,
        plover=_text(row.get("plover")),
    )
    shown = bool(row.get("incident", True))
    return Kind(event_type, str(row["label"]), str(row["family"]), _text(row.get("case")), shown)


def _text(value: str | int | bool | None) -> str | None:  # noqa: FBT001 - a value of a row, not a switch
    return str(value) if value else None


def kind(name: str) -> Kind:
    """Return the event type of a name.

    Raises
    ------
    LexiconError
        If the ontology has no type of this name.
    """
    try:
        return kinds()[name]
    except KeyError:
        message = f"there is no event type {name!r}; known are {', '.join(kinds())}"
        raise LexiconError(message, name=name) from None


@cache
def by_case(label: str) -> EventType | None:
    """Return our type for a label of the CASE 2021 task, or None for an unknown label."""
    return next((k.type for k in kinds().values() if k.case == label), None)
