"""Incidents to JSON and back, whole: every noun of the model by its fields, geometries as WKB.

The exports carry this text in the column ``record``, so that :func:`geoinc.load` gives back the same incidents.
Extents of places are not carried: they stay with the gazetteer.
"""

from __future__ import annotations

import json
import sys
import types
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import lru_cache
from itertools import islice
from typing import Any, Union, get_args, get_origin, get_type_hints

from shapely import Geometry, from_wkb, to_wkb
from shapely.errors import ShapelyError

from geoinc.errors import ExportError
from geoinc.geo.zones import LOCAL, is_local, zone_name, zone_named
from geoinc.model import Incident
from geoinc.model.document import whole_characters

LOCAL_MARK = "local"
"""Stands in the brackets of a date-time whose zone is not known."""
TOGETHER = 1000
"""So many incidents have their geometries written at once."""

Shapes = list[tuple[dict[str, Any], str, Geometry]]
"""Geometries that are yet to be written: the mapping, the key, what belongs there."""

SCOPE = {"Geometry": Geometry, "Point": Geometry}
"""What the model's annotations name and its modules import for type checkers only."""


def dumps(incident: Incident) -> str:
    """Return an incident as JSON text."""
    return next(dumps_each([incident]))


def dumps_each(incidents: Iterable[Incident]) -> Iterator[str]:
    """Yield incidents as JSON texts; the geometries of several are written as WKB at once."""
    text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    encoder = _noun_encoder(Incident)
    rest = iter(incidents)
    while batch := list(islice(rest, TOGETHER)):
        shapes: Shapes = []
        encoded = [encoder(incident, shapes) for incident in batch]
        _write(shapes)
        yield from map(text, encoded)


def loads(text: str) -> Incident:
    """Return the incident of a JSON text.

    Raises
    ------
    ExportError
        Where the text was not written by :func:`dumps`.
    """
    try:
        incident: Incident = decode(json.loads(whole_characters(text)), Incident)
    except (ArithmeticError, AttributeError, LookupError, RecursionError, ShapelyError, TypeError, ValueError) as error:
        message = f"the column record does not hold an incident written by geoinc ({error})"
        raise ExportError(message) from None
    return incident


def encode(value: Any) -> Any:  # noqa: ANN401 - any value of the model
    """Return a value as JSON holds it; fields that have their default are left out."""
    shapes: Shapes = []
    encoded = _encoder(value.__class__)(value, shapes)
    _write(shapes)
    return encoded


def _write(shapes: Shapes) -> None:
    """Write geometries to where they belong; Python spells bytes in a third of GEOS' time."""
    written: Iterable[bytes] = to_wkb([shape for _, _, shape in shapes])
    for (where, name, _), wkb in zip(shapes, written, strict=True):
        where[name] = wkb.hex().upper()


@lru_cache(maxsize=256)
def _encoder(kind: Any) -> Callable[[Any, Shapes], Any]:  # noqa: ANN401, PLR0911 - a type, a return each
    """Return the function that encodes values of a type, and leaves the geometries of nouns to be written."""
    if is_dataclass(kind):
        return _noun_encoder(kind)
    if issubclass(kind, Geometry):
        return lambda value, _: to_wkb(value, hex=True)
    if issubclass(kind, Enum):
        return lambda value, _: value.value
    if issubclass(kind, datetime):
        return lambda value, _: _moment_text(value)
    if issubclass(kind, date):
        return lambda value, _: value.isoformat()
    if issubclass(kind, Mapping):
        return lambda value, shapes: {
            _encoder(k.__class__)(k, shapes): _encoder(v.__class__)(v, shapes) for k, v in value.items()
        }
    if issubclass(kind, list | tuple):
        return lambda value, shapes: [_encoder(v.__class__)(v, shapes) for v in value]
    return lambda value, _: value


def _noun_encoder(kind: Any) -> Callable[[Any, Shapes], Any]:  # noqa: ANN401 - a dataclass
    plain = [(f.name, f.default) for f in fields(kind) if not f.name.startswith("_")]

    def encoded(noun: Any, shapes: Shapes) -> dict[str, Any]:  # noqa: ANN401 - of that dataclass
        found: dict[str, Any] = {}
        for name, default in plain:
            value = getattr(noun, name)
            if value is None or value is default:
                continue
            if value.__class__ is str:
                if value and value != default:
                    found[name] = value
            elif value.__class__ in NUMBERS:
                if value != default:
                    found[name] = value
            elif isinstance(value, Geometry):
                found[name] = ""
                shapes.append((found, name, value))
            elif value != default and value not in EMPTY:
                found[name] = _encoder(value.__class__)(value, shapes)
        return found

    return encoded


EMPTY: tuple[Any, ...] = ((), "", {})
NUMBERS = frozenset((bool, int, float))


def _moment_text(moment: datetime) -> str:
    """Return a date-time with the name of its zone in brackets, as RFC 9557 has it."""
    if moment.tzinfo is None or moment.tzinfo is UTC:
        return moment.isoformat()
    return f"{moment.isoformat()}[{zone_name(moment) or LOCAL_MARK}]"


def _moment(text: str) -> datetime:
    stamp, _, name = text.rstrip("]").partition("[")
    moment = datetime.fromisoformat(stamp)
    zone = LOCAL if name == LOCAL_MARK else zone_named(name) if name else None
    if zone is None or name.startswith("UTC"):
        return moment
    return moment.replace(tzinfo=zone) if is_local(zone) else moment.astimezone(zone)


def decode(value: Any, kind: Any) -> Any:  # noqa: ANN401, PLR0911 - any type of the model, a return a type
    """Return what :func:`encode` wrote as the type that the model's annotation says."""
    if value is None:
        return None
    if is_dataclass(kind):
        return _decode_noun(value, kind)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        return decode(value, next(a for a in arguments if a is not type(None)))
    if origin is tuple:
        return _decode_tuple(value, arguments)
    if origin is not None and issubclass(origin, Mapping):
        return {decode(k, arguments[0]): decode(v, arguments[1]) for k, v in value.items()}
    if origin is not None and issubclass(origin, Sequence):
        return tuple(decode(v, arguments[0]) for v in value)
    return _decode_plain(value, kind)


def _decode_tuple(value: Sequence[Any], arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return tuple(decode(v, arguments[0]) for v in value)
    return tuple(decode(v, a) for v, a in zip(value, arguments, strict=True))


def _decode_plain(value: Any, kind: Any) -> Any:  # noqa: ANN401 - any type of the model
    if kind is Geometry:
        return from_wkb(value)
    if kind is datetime:
        return _moment(value)
    if kind is date:
        return kind.fromisoformat(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if kind is float:
        return float(value)
    return whole_characters(value) if isinstance(value, str) else value


def _decode_noun(value: Mapping[str, Any], kind: Any) -> Any:  # noqa: ANN401 - a dataclass
    hints = _hints(kind)
    known = {f.name: f for f in fields(kind)}
    absent = {f.name: None for f in known.values() if _required(f) and f.name not in value}
    empty = {name: () for name in absent if get_origin(hints[name]) is tuple}
    given = {name: decode(v, hints[name]) for name, v in value.items() if name in known}
    return kind(**absent | empty | given)


def _required(field: Any) -> bool:  # noqa: ANN401 - dataclasses.Field is generic
    from dataclasses import MISSING

    return field.default is MISSING and field.default_factory is MISSING


@lru_cache(maxsize=64)
def _hints(kind: Any) -> dict[str, Any]:  # noqa: ANN401 - a dataclass
    module = sys.modules[kind.__module__]
    return get_type_hints(kind, {**vars(module), **SCOPE})
