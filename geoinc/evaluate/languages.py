"""Scores of one event told in several languages: its places, its scene, its toll, and whether its reports become one.

A file is an event (docs/evaluation.md has the format): a key that all its reports share, and a report a language.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

import shapely

from geoinc.errors import InputError
from geoinc.evaluate.rows import CLOSE_M, NEAR_M, Share
from geoinc.geo.geodesy import distance_m
from geoinc.glossed import INCIDENTS
from geoinc.language import wordbook
from geoinc.model import Document, Findings, Harm, Incident, Place, Resolution, Role, Status

PARALLEL_M: Final = 10_000.0
"""Reports of one event in two languages put it at one place where their best points are this close."""

REFERENCE: Final = "en"
SEVERAL: Final = 2
MEASURES: Final = (
    "names found", "names resolved", "names resolved wrongly", "any incident", "exactly one", "scene within 20 km",
    "scene over 50 km off", "right toll", "right day", "other events", "attackers", "attackers wrong", "targets",
    "claimants", "speakers", "as in English",
)  # fmt: skip
_HARMS: Final = (Harm.KILLED, Harm.WOUNDED, Harm.KIDNAPPED, Harm.DETAINED, Harm.MISSING)

_ROLES: Final = {"attackers": Role.ATTACKER, "targets": Role.TARGET, "claimants": Role.CLAIMANT}
_SPEAKERS: Final = "speakers"
_OR: Final = "|"
"""Between words of which any one will do."""

Run = Callable[[Sequence[Document]], Findings]


@dataclass(frozen=True, slots=True)
class Key:
    """When and where an event was, and whom it harmed."""

    day: date
    point: tuple[float, float]
    toll: Mapping[Harm, int]


@dataclass(frozen=True, slots=True)
class ReferenceEvent:
    """An event and its reports: ``names`` are how each writes the ``places``, "" where it leaves one out.

    ``others`` are events that the reports tell beside it. ``roles`` are, by language, who did it, to whom, who claims it
    and who speaks, in the report's words.
    """

    name: str
    key: Key
    others: tuple[Key, ...]
    roles: Mapping[str, Mapping[str, tuple[str, ...]]]
    places: tuple[tuple[str, float, float], ...]
    reports: Mapping[str, Document]
    names: Mapping[str, tuple[str, ...]]


@dataclass(slots=True)
class LanguageScores:
    """The measures of one language."""

    shares: dict[str, Share] = field(default_factory=lambda: {name: Share() for name in MEASURES})

    def add(self, name: str, right: bool) -> None:  # noqa: FBT001 - the answer is what is added
        """Count one answer to a measure."""
        self.shares[name].add(right)


def read(path: Path) -> ReferenceEvent:
    """Return the event in a file.

    Raises
    ------
    InputError
        Where it is no TOML file of an event; names what it lacks.
    """
    try:
        content = tomllib.loads(path.read_text("utf-8"))
        published = content["published"]
        reports = {code: told for code, told in content.items() if isinstance(told, dict)}
        places = tuple((str(name), float(lon), float(lat)) for name, lon, lat in content["places"])
        documents = {
            code: Document(told["text"], id=f"{path.stem}-{code}", published=published, source=f"{code}.example")
            for code, told in reports.items()
        }
        names = {code: tuple(told["names"]) for code, told in reports.items()}
        key, *others = map(_key, [content, *content.get("also", ())])
        roles = {
            code: {role: tuple(who) for role, who in told.get("roles", {}).items()} for code, told in reports.items()
        }
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        message = f"{path.name}: it is no event told in several languages ({error}); docs/evaluation.md has the format"
        raise InputError(message, path=str(path)) from None
    return ReferenceEvent(path.stem, key, tuple(others), roles, places, documents, names)


def _key(content: Mapping[str, Any]) -> Key:
    toll = {harm: int(content[harm.value]) for harm in _HARMS if harm.value in content}
    return Key(content["date"], (float(content["lon"]), float(content["lat"])), toll)


def score(events: Iterable[ReferenceEvent], run: Run) -> dict[str, Any]:
    """Return the share of each measure by language, and of the events whose reports became one incident."""
    scores: dict[str, LanguageScores] = {}
    together, languages = Share(), Share()
    for event in events:
        found = {code: run([document]) for code, document in event.reports.items()}
        told = {code: _main(_now(findings)) for code, findings in found.items()}
        for code, findings in found.items():
            own = scores.setdefault(code, LanguageScores())
            _score_names(own, event, code, findings.resolutions[event.reports[code].id])
            if not _tells_incidents(code):
                continue
            _score_incidents(own, event, _now(findings))
            _score_roles(own, event.roles.get(code, {}), told[code])
            if code != REFERENCE and REFERENCE in told:
                own.add("as in English", _alike(told[code], told[REFERENCE]))
        told_in = [document for code, document in event.reports.items() if _tells_incidents(code)]
        if len(told_in) < SEVERAL:
            continue
        merged = _now(run(told_in))
        together.add(len(merged) == 1 + len(event.others))
        sources = {span.document_id for span in merged[0].spans} if merged else set()
        for document in told_in:
            languages.add(document.id in sources)
    return {
        "languages": {
            code: {name: s.as_dict() for name, s in own.shares.items() if s.asked} for code, own in scores.items()
        },
        "events told as one": together.as_dict(),
        "reports in the first incident": languages.as_dict(),
    }


def _tells_incidents(code: str) -> bool:
    """Whether incidents are read in a language at all; where they are not, its reports are scored by their names."""
    book = None if code == REFERENCE else wordbook.load(code)
    return code == REFERENCE or (book is not None and INCIDENTS in book.reads)


def _now(findings: Findings) -> list[Incident]:
    """Return the incidents that are no background."""
    return [i for i in findings.incidents if i.status is Status.EVENT]


def _main(incidents: Sequence[Incident]) -> Incident | None:
    return next((i for i in incidents if i.location.region is not None), next(iter(incidents), None))


def _score_names(scores: LanguageScores, event: ReferenceEvent, code: str, resolutions: Sequence[Resolution]) -> None:
    text = event.reports[code].text
    for name, (_, lon, lat) in zip(event.names[code], event.places, strict=True):
        if not name:
            continue
        spans = [match.span() for match in re.finditer(re.escape(name), text)]
        touching = [r for r in resolutions for a, b in spans if r.mention.start < b and a < r.mention.end]
        # Of "Chad" beside "Lake Chad" the mention that is as long as the name.
        found = min(touching, key=partial(_unlike, len(name)), default=None)
        scores.add("names found", found is not None)
        right = found is not None and found.place is not None and _holds(found.place, lon, lat)
        scores.add("names resolved", right)
        scores.add("names resolved wrongly", found is not None and found.place is not None and not right)


def _unlike(length: int, resolution: Resolution) -> int:
    return abs(resolution.mention.end - resolution.mention.start - length)


def _holds(place: Place, lon: float, lat: float) -> bool:
    """Whether a place is the one of a point: near it, or an area around it."""
    if distance_m(place.point.x, place.point.y, lon, lat) <= NEAR_M:
        return True
    extent = place.extent
    return extent is not None and bool(extent.intersects(shapely.Point(lon, lat)))


def _score_incidents(scores: LanguageScores, event: ReferenceEvent, incidents: Sequence[Incident]) -> None:
    main, key = _main(incidents), event.key
    scores.add("any incident", main is not None)
    scores.add("exactly one", len(incidents) == 1 + len(event.others))
    region = main.location.region if main else None
    off_m = distance_m(region.best.x, region.best.y, *key.point) if region else float("inf")
    scores.add("scene within 20 km", off_m <= CLOSE_M)
    holds = region is not None and bool(region.area90.intersects(shapely.Point(key.point)))
    scores.add("scene over 50 km off", region is not None and off_m > NEAR_M and not holds)
    scores.add("right toll", main is not None and _is_toll(main, key))
    scores.add("right day", main is not None and _is_on(main, key.day))
    for other in event.others:
        scores.add("other events", any(i is not main and _is_near(i, other) and _is_toll(i, other) for i in incidents))


def _is_on(incident: Incident, day: date) -> bool:
    """Whether an incident is told to have been on a day, or in a night that reaches into it."""
    if incident.start is None or incident.end is None:
        return False
    night = incident.end - incident.start < timedelta(days=1)
    return incident.start.date() == day or (night and incident.end.date() == day)


def _is_toll(incident: Incident, key: Key) -> bool:
    told = {harm: tally.best for harm, tally in incident.casualties.items()}
    return all(told.get(harm) == count for harm, count in key.toll.items())


def _is_near(incident: Incident, key: Key) -> bool:
    region = incident.location.region
    return region is not None and distance_m(region.best.x, region.best.y, *key.point) <= CLOSE_M


def _score_roles(scores: LanguageScores, roles: Mapping[str, Sequence[str]], main: Incident | None) -> None:
    """Count whether each who is told is found in their role, whether an attacker is nobody of these, and the speakers."""
    told = main.actors if main else ()
    for name, role in _ROLES.items():
        own = [actor.span.text for actor in told if actor.role is role]
        for who in roles.get(name, ()):
            scores.add(name, any(_names(text, who) for text in own))
        if role is Role.ATTACKER and roles:
            wrong = any(not any(_names(text, who) for who in roles.get(name, ())) for text in own)
            scores.add("attackers wrong", wrong)
    voices = [claim.speaker for claim in main.claims if claim.speaker] if main else []
    for who in roles.get(_SPEAKERS, ()):
        scores.add(_SPEAKERS, any(who in voice for voice in voices))


def _names(text: str, who: str) -> bool:
    """Whether words of an actor are those of the key, or a part of them, or hold them."""
    return any(text in one or one in text for one in who.split(_OR))


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
