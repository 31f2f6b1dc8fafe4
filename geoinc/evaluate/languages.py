"""Scores of one event told in several languages: its places, its scene, its toll, and whether its reports become one.

A file is an event (docs/evaluation.md has the format): a key that all its reports share, and a report a language.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

import shapely

from geoinc.errors import InputError
from geoinc.evaluate.rows import CLOSE_M, NEAR_M, Share
from geoinc.geo.geodesy import distance_m
from geoinc.model import Document, Findings, Harm, Incident, Place, Resolution

PARALLEL_M: Final = 10_000.0
"""Reports of one event in two languages put it at one place where their best points are this close."""

REFERENCE: Final = "en"
MEASURES: Final = (
    "names found", "names resolved", "names resolved wrongly", "any incident", "exactly one", "scene within 20 km",
    "scene over 50 km off", "right toll", "right day", "as in English",
)  # fmt: skip
_HARMS: Final = (Harm.KILLED, Harm.WOUNDED, Harm.KIDNAPPED, Harm.DETAINED, Harm.MISSING)

Run = Callable[[Sequence[Document]], Findings]


@dataclass(frozen=True, slots=True)
class Event:
    """An event and its reports: ``names`` are how each writes the ``places``, "" where it leaves one out."""

    name: str
    day: date
    point: tuple[float, float]
    toll: Mapping[Harm, int]
    places: tuple[tuple[str, float, float], ...]
    reports: Mapping[str, Document]
    names: Mapping[str, tuple[str, ...]]


@dataclass(slots=True)
class Scores:
    """The measures of one language."""

    shares: dict[str, Share] = field(default_factory=lambda: {name: Share() for name in MEASURES})

    def add(self, name: str, right: bool) -> None:  # noqa: FBT001 - the answer is what is added
        """Count one answer to a measure."""
        self.shares[name].add(right)


def read(path: Path) -> Event:
    """Return the event in a file.

    Raises
    ------
    InputError
        Where it is no TOML file of an event; names what it lacks.
    """
    try:
        content = tomllib.loads(path.read_text("utf-8"))
        published, day = content["published"], content["date"]
        reports = {code: told for code, told in content.items() if isinstance(told, dict)}
        places = tuple((str(name), float(lon), float(lat)) for name, lon, lat in content["places"])
        documents = {
            code: Document(told["text"], id=f"{path.stem}-{code}", published=published, source=f"{code}.example")
            for code, told in reports.items()
        }
        names = {code: tuple(told["names"]) for code, told in reports.items()}
        point = float(content["lon"]), float(content["lat"])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        message = f"{path.name}: it is no event told in several languages ({error}); docs/evaluation.md has the format"
        raise InputError(message, path=str(path)) from None
    toll = {harm: int(content[harm.value]) for harm in _HARMS if harm.value in content}
    return Event(path.stem, day, point, toll, places, documents, names)


def score(events: Iterable[Event], run: Run) -> dict[str, Any]:
    """Return the share of each measure by language, and of the events whose reports became one incident."""
    scores: dict[str, Scores] = {}
    together, languages = Share(), Share()
    for event in events:
        found = {code: run([document]) for code, document in event.reports.items()}
        told = {code: _main(findings.incidents) for code, findings in found.items()}
        for code, findings in found.items():
            own = scores.setdefault(code, Scores())
            _score_names(own, event, code, findings.resolutions[event.reports[code].id])
            _score_incidents(own, event, findings.incidents)
            if code != REFERENCE and REFERENCE in told:
                own.add("as in English", _alike(told[code], told[REFERENCE]))
        merged = run(list(event.reports.values())).incidents
        together.add(len(merged) == 1)
        sources = {span.document_id for span in merged[0].spans} if merged else set()
        for document in event.reports.values():
            languages.add(document.id in sources)
    return {
        "languages": {
            code: {name: s.as_dict() for name, s in own.shares.items() if s.asked} for code, own in scores.items()
        },
        "events told as one": together.as_dict(),
        "reports in the first incident": languages.as_dict(),
    }


def _main(incidents: Sequence[Incident]) -> Incident | None:
    return next((i for i in incidents if i.location.region is not None), next(iter(incidents), None))


def _score_names(scores: Scores, event: Event, code: str, resolutions: Sequence[Resolution]) -> None:
    text = event.reports[code].text
    for name, (_, lon, lat) in zip(event.names[code], event.places, strict=True):
        if not name:
            continue
        spans = [match.span() for match in re.finditer(re.escape(name), text)]
        touching = (r for r in resolutions for a, b in spans if r.mention.start < b and a < r.mention.end)
        found = next(touching, None)
        scores.add("names found", found is not None)
        right = found is not None and found.place is not None and _holds(found.place, lon, lat)
        scores.add("names resolved", right)
        scores.add("names resolved wrongly", found is not None and found.place is not None and not right)


def _holds(place: Place, lon: float, lat: float) -> bool:
    """Whether a place is the one of a point: near it, or an area around it."""
    if distance_m(place.point.x, place.point.y, lon, lat) <= NEAR_M:
        return True
    extent = place.extent
    return extent is not None and bool(extent.intersects(shapely.Point(lon, lat)))


def _score_incidents(scores: Scores, event: Event, incidents: Sequence[Incident]) -> None:
    main = _main(incidents)
    scores.add("any incident", main is not None)
    scores.add("exactly one", len(incidents) == 1)
    region = main.location.region if main else None
    off_m = distance_m(region.best.x, region.best.y, *event.point) if region else float("inf")
    scores.add("scene within 20 km", off_m <= CLOSE_M)
    holds = region is not None and bool(region.area90.intersects(shapely.Point(event.point)))
    scores.add("scene over 50 km off", region is not None and off_m > NEAR_M and not holds)
    told = {harm: tally.best for harm, tally in main.casualties.items()} if main else {}
    scores.add("right toll", main is not None and all(told.get(harm) == count for harm, count in event.toll.items()))
    day = main.start.date() if main and main.start else None
    scores.add("right day", day == event.day)


def _alike(ours: Incident | None, theirs: Incident | None) -> bool:
    """Whether two reports of one event tell one place and one toll."""
    if ours is None or theirs is None or ours.location.region is None or theirs.location.region is None:
        return False
    one, other = ours.location.region.best, theirs.location.region.best
    near = distance_m(one.x, one.y, other.x, other.y) <= PARALLEL_M
    return near and all(
        (ours.casualties[h].best if h in ours.casualties else None)
        == (theirs.casualties[h].best if h in theirs.casualties else None)
        for h in (Harm.KILLED, Harm.WOUNDED, Harm.KIDNAPPED)
    )


def as_lines(scores: Mapping[str, Any]) -> list[str]:
    """Return scores as lines for people: a row a measure, a column a language."""
    codes = list(scores["languages"])
    lines = [f"  {'':<24}" + "".join(f"{code:>7}" for code in codes)]
    for name in MEASURES:
        values = [scores["languages"][code].get(name) for code in codes]
        lines.append(f"  {name:<24}" + "".join(f"{v['share']:>7.2f}" if v else f"{'':>7}" for v in values))
    for name in ("events told as one", "reports in the first incident"):
        value = scores[name]
        if value["of"]:
            lines.append(f"  {name:<31} {value['share']:.2f}  ({value['right']} of {value['of']})")
    return lines
