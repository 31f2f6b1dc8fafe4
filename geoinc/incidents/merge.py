"""Incidents of many texts merged: one event, however many articles and outlets tell of it.

Incidents are blocked by day and by ground (cells of half a degree and their neighbours), so that only those that
can be one are compared: time grows linearly with their number. Claims stay side by side; nothing is averaged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from itertools import islice
from math import floor

from geoinc.geo.geodesy import distance_m
from geoinc.geo.zones import is_local
from geoinc.incidents.build import each_once, title_of
from geoinc.incidents.coding import coded
from geoinc.incidents.decisions.certainty import widened
from geoinc.incidents.ground import agree
from geoinc.incidents.identity.derive import distinct
from geoinc.incidents.linking import UNNAMED_SIDES, kindred
from geoinc.incidents.place import Level, Locate, Placed, located
from geoinc.incidents.tolls.tally import tally
from geoinc.incidents.types import kind
from geoinc.model import Document, EventType, Incident, Location, Span, Status, TimePrecision
from geoinc.text.fingerprints import SAME_STORY, Fingerprint, fingerprint, originals
from geoinc.text.time_ranges import Part, bounds, night_of
from geoinc.text.times import find_times

_CELL_DEG = 0.5
_ONE_DAY = timedelta(days=1)
_MORNING_AFTER = timedelta(hours=12)
"""A night and what is told of the morning after are no farther apart."""
_LONG = timedelta(days=10)
"""Incidents longer than this are blocked by month rather than by day."""
_NEAR_M = 25_000.0
"""Best points closer than this may be one place even where the areas are small."""
_MOST_COMPARED = 300
"""An incident is compared with so many of a block's groups, the latest first: what has no date fills one block only."""
SPECIFICITY = {"battle": 1, "operation": 1, "attack": 2}
"""Families that say less of what happened; the others (0) name the means."""
JOINS = 3.0
WEIGHTS = {"type": 1.5, "family": 1.0, "kindred": 0.5, "time": 1.5, "place": 1.5, "near": 0.5, "sides": 1.0, "story": 1.5, "numbers": 0.5}  # fmt: skip
"""What speaks for two incidents of different texts being one; from :data:`JOINS` on they are."""


@dataclass(slots=True)
class _MergeGroup:
    """Incidents taken for one, and what the next is compared with."""

    members: list[Incident] = field(default_factory=list)
    documents: set[str] = field(default_factory=set)

    def add(self, incident: Incident) -> None:
        self.members.append(incident)
        self.documents.update(s.document_id for s in incident.spans)


@dataclass(frozen=True, slots=True)
class _Context:
    documents: dict[str, Document]
    stories: dict[tuple[str, str], bool] = field(default_factory=dict)
    prints: dict[str, Fingerprint] = field(default_factory=dict)

    def one_story(self, a: str, b: str) -> bool:
        """Whether two documents tell one story; remembered, as it is asked often."""
        key = (min(a, b), max(a, b))
        if key not in self.stories:
            left, right = self.fingerprint(a), self.fingerprint(b)
            self.stories[key] = bool(left and right and left.likeness(right) >= SAME_STORY)
        return self.stories[key]

    def fingerprint(self, document_id: str) -> Fingerprint | None:
        """Return what makes a document recognisable, made once; None for one that is not there."""
        if document_id not in self.prints and document_id in self.documents:
            self.prints[document_id] = fingerprint(self.documents[document_id].text)
        return self.prints.get(document_id)


def merge(
    incidents: Sequence[Incident], documents: Sequence[Document], *, locate: Locate | None = None
) -> list[Incident]:
    """Return incidents with those of different texts that are one merged, in order of first mention.

    Parameters
    ----------
    documents
        The texts that the incidents come from; near copies of one text count once as a source.
    locate
        Turns the relations of merged incidents into one location; without it the smallest location stands.
    """
    position = {id(incident): i for i, incident in enumerate(incidents)}
    merging = Merging(locate)
    merging.add(incidents, documents)
    groups = merging.closed()
    own = distinct(group.incident for group in groups)
    order = sorted(range(len(groups)), key=lambda g: min(position[id(m)] for m in groups[g].members))
    return [coded(own[g]) for g in order]


@dataclass(frozen=True, slots=True)
class Merged:
    """Incidents that are one, and the one that they make."""

    incident: Incident
    members: tuple[Incident, ...]
    documents: tuple[Document, ...]
    """The texts that tell of it."""


class Merging:
    """Merges incidents that come in portions, in the order of their publication, and lets go of what is over."""

    def __init__(self, locate: Locate | None = None) -> None:
        """Begin with nothing; ``locate`` as in :func:`merge`."""
        self._locate = locate
        self._context = _Context({})
        self._groups: dict[int, _MergeGroup] = {}
        self._blocks: dict[tuple[object, ...], dict[int, None]] = {}
        self._number = 0

    def add(self, incidents: Sequence[Incident], documents: Sequence[Document]) -> None:
        """Put each incident to those that it is one with, or begin with a new one."""
        self._context.documents.update((d.id, d) for d in documents)
        for incident in _earliest_first(incidents, documents):
            target = _best_group(incident, self._groups, self._blocks, self._context)
            if target is None:
                target, self._number = self._number, self._number + 1
                self._groups[target] = _MergeGroup()
            self._groups[target].add(incident)
            for key in blocks_of(incident):
                self._blocks.setdefault(key, {})[target] = None

    def closed(self, before: date | None = None) -> list[Merged]:
        """Return what is over, in the order in which it began, and forget it with its texts.

        Parameters
        ----------
        before
            Of which nothing that was published on this day or later tells; without it all is over.
        """
        over = [n for n, group in self._groups.items() if before is None or self._last(group) < before]
        found = [self._merged(self._groups.pop(number)) for number in over]
        gone = set(over)
        self._blocks = {
            key: left for key, block in self._blocks.items() if (left := {n: None for n in block if n not in gone})
        }
        kept = {name for group in self._groups.values() for name in group.documents}
        known = self._context.documents
        self._context = _Context({name: known[name] for name in kept if name in known})
        return found

    def _last(self, group: _MergeGroup) -> date:
        known = self._context.documents
        return max((known[n].published or date.max for n in group.documents if n in known), default=date.max)

    def _merged(self, group: _MergeGroup) -> Merged:
        known = self._context.documents
        texts = tuple(known[name] for name in sorted(group.documents) if name in known)
        return Merged(_together(group.members, self._context, self._locate), tuple(group.members), texts)


def _earliest_first(incidents: Sequence[Incident], documents: Sequence[Document]) -> list[Incident]:
    """Return incidents by publication and text, so that neither their order nor a file's name decides anything."""
    told = {
        d.id: (d.published or date.max, sha256(d.text.encode("utf-8", "surrogatepass")).digest()) for d in documents
    }
    unknown = (date.max, b"")
    return sorted(incidents, key=lambda i: told.get(i.spans[0].document_id, unknown) if i.spans else unknown)


def join(members: Sequence[Incident], documents: Sequence[Document], *, locate: Locate | None = None) -> Incident:
    """Return one incident for several that are known to be one."""
    return _together(members, _Context({d.id: d for d in documents}), locate)


def _best_group(
    incident: Incident,
    groups: Mapping[int, _MergeGroup],
    blocks: Mapping[tuple[object, ...], dict[int, None]],
    context: _Context,
) -> int | None:
    kept = [blocks[key] for key in blocks_around(incident) if key in blocks]
    near = dict.fromkeys(g for block in kept for g in islice(reversed(block), _MOST_COMPARED))
    scored = [(_group_score(incident, groups[g], context), -g) for g in near]
    best, g = max(scored, default=(0.0, 0))
    return -g if best >= JOINS else None


def blocks_of(incident: Incident) -> Iterator[tuple[object, ...]]:
    """Yield the blocks that hold an incident: its family with its ground and days, or its document."""
    family = kind(incident.types[0].name).family
    cell = _cell(incident)
    days: list[date | None] = list(_days(incident))
    if cell is None and not days:
        yield ("document", *sorted({s.document_id for s in incident.spans})[:1])
        return
    for day in days or [None]:
        yield (cell, day)
    if cell is not None and not _strong_days(incident):
        yield (cell, None)
    if cell is None:
        yield (family, *days[:1])


def blocks_around(incident: Incident) -> Iterator[tuple[object, ...]]:
    """Yield the blocks to look in: the incident's own and their neighbours."""
    cell = _cell(incident)
    days: list[date | None] = [None, *_days(incident)]
    if cell is None:
        yield from blocks_of(incident)
        return
    reach = _reach(incident)
    for dx in range(-reach, reach + 1):
        for dy in range(-reach, reach + 1):
            for day in days:
                yield ((cell[0] + dx, cell[1] + dy), day)


def _reach(incident: Incident) -> int:
    region = incident.location.region
    return 1 if region is None else min(3, 1 + int(region.radius_m / 60_000))


def _cell(incident: Incident) -> tuple[int, int] | None:
    region = incident.location.region
    if region is None:
        return None
    return floor(region.best.x / _CELL_DEG), floor(region.best.y / _CELL_DEG)


def _strong_days(incident: Incident) -> bool:
    return incident.start is not None and not is_weak(incident)


def _days(incident: Incident) -> Iterator[date]:
    """Yield the days to block by: each of a short time, the month of a long one."""
    if incident.start is None or incident.end is None:
        return
    if incident.end - incident.start > _LONG:
        yield incident.start.date().replace(day=1)
        return
    day = incident.start.date() - (4 * _ONE_DAY if is_weak(incident) else timedelta(0))
    while day <= incident.end.date():
        yield day
        day += _ONE_DAY


def is_weak(incident: Incident) -> bool:
    """Whether an incident's time names a part of some day only ("overnight")."""
    return _names_no_day(incident.time_text)


@lru_cache(maxsize=4096)
def _names_no_day(words: str) -> bool:
    times = find_times(words, date(2000, 1, 1)) if words else []
    return bool(times) and all(t.weak for t in times)


def _group_score(incident: Incident, group: _MergeGroup, context: _Context) -> float:
    ours = {s.document_id for s in incident.spans}
    if ours & group.documents:
        return 0.0
    return max(score(incident, member, context.one_story) for member in group.members[:5])


def score(a: Incident, b: Incident, one_story: Callable[[str, str], bool]) -> float:
    """Return how far two incidents of different texts are one; :data:`JOINS` and more is one."""
    types = _type_score(a, b)
    times = _time_score(a, b)
    places = _place_score(a, b)
    if min(types, times, places) < 0:
        return 0.0
    shared = _sides(a) & _sides(b) - UNNAMED_SIDES
    total = types + times + places + WEIGHTS["sides"] * bool(shared) + WEIGHTS["numbers"] * _numbers_agree(a, b)
    if JOINS - WEIGHTS["story"] <= total < JOINS:
        stories = one_story(a.spans[0].document_id, b.spans[0].document_id)
        total += WEIGHTS["story"] * stories
    return total


def _type_score(a: Incident, b: Incident) -> float:
    left, right = {t.name for t in a.types}, {t.name for t in b.types}
    if a.types[0].name == b.types[0].name:
        return WEIGHTS["type"]
    families = {kind(n).family for n in left}, {kind(n).family for n in right}
    if families[0] & families[1]:
        return WEIGHTS["family"]
    return WEIGHTS["kindred"] if any(kindred(f, families[1]) for f in families[0]) else -1.0


def _time_score(a: Incident, b: Incident) -> float:
    if a.start is None or b.start is None or a.end is None or b.end is None:
        return 0.0 if a.status is b.status else -1.0
    ours, theirs = _on_the_wall(a.start, a.end), _on_the_wall(b.start, b.end)
    first, second = min(ours, theirs), max(ours, theirs)
    between = second[0] - first[0]
    if is_weak(a) or is_weak(b):
        return 0.5 if between <= 7 * _ONE_DAY else -1.0
    fine = max(a.time_precision, b.time_precision) <= TimePrecision.DAY
    if second[0] > first[1]:
        night_and_morning = second[0] - first[1] <= _MORNING_AFTER and first[0].date() != second[0].date()
        return 0.0 if fine and between <= _ONE_DAY and night_and_morning else -1.0
    return WEIGHTS["time"] if fine else WEIGHTS["time"] / 2


def _on_the_wall(start: datetime, end: datetime) -> tuple[datetime, datetime]:
    """Return a time as clocks on the spot show it: a day told of a place and one told of none are one day or two."""
    return start.replace(tzinfo=None), end.replace(tzinfo=None)


def _place_score(a: Incident, b: Incident) -> float:
    if a.location.region is None or b.location.region is None:
        return 0.0
    left, right = a.location.region, b.location.region
    apart = distance_m(left.best.x, left.best.y, right.best.x, right.best.y)
    if apart > left.radius_m + right.radius_m + _NEAR_M:
        return -1.0
    if (
        apart > max(_NEAR_M, min(left.radius_m, right.radius_m))
        and agree(a.location.relations, b.location.relations) < 0
    ):
        return -1.0
    narrow = max(left.radius_m, right.radius_m) <= 4 * _NEAR_M
    return WEIGHTS["place"] if narrow else WEIGHTS["near"]


def _sides(incident: Incident) -> frozenset[str]:
    return frozenset(a.side for a in incident.actors if a.side)


def _numbers_agree(a: Incident, b: Incident) -> bool:
    shared = [(a.casualties[h].best, b.casualties[h].best) for h in a.casualties if h in b.casualties]
    return any(x is not None and x == y and x > 0 for x, y in shared)


def _together(members: Sequence[Incident], context: _Context, locate: Locate | None) -> Incident:
    """Return one incident for several, the first one's identity kept."""
    if len(members) == 1:
        return members[0]
    location = _fused(members, locate)
    timed = _dated(members, context)
    types = _types(members)
    claims = tuple(dict.fromkeys(c for m in _sources(members, context) for c in m.claims))
    first = members[0].id
    return replace(
        timed,
        id=first,
        was=tuple(dict.fromkeys(i for m in members for i in (m.id, *m.was) if i != first)),
        title=title_of(types[0], location),
        types=types,
        location=location,
        status=min((m.status for m in members), key=lambda s: s is Status.BACKGROUND),
        actors=tuple(each_once(a for m in members for a in m.actors)),
        claims=claims,
        casualties=tally(claims),
        spans=tuple(dict.fromkeys(s for m in members for s in m.spans)),
        fields=_fields(members),
        phases=tuple(distinct(p for m in members for p in m.phases)),
        corrections=tuple(dict.fromkeys(c for m in members for c in m.corrections)),
        probability=_surest(m.probability for m in members),
        place_probability=_surest(m.place_probability for m in members),
        place_options=max((m.place_options for m in members), key=lambda o: o[0].probability if o else 0.0),
    )


def _surest(chances: Iterable[float | None]) -> float | None:
    return max((c for c in chances if c is not None), default=None)


def _types(members: Sequence[Incident]) -> tuple[EventType, ...]:
    """Return all types, the main one of the fullest report first; how it was done goes before that there was a fight."""
    fullest = sorted(members, key=lambda m: -len(m.spans))
    main = sorted((m.types[0] for m in fullest), key=lambda t: SPECIFICITY.get(kind(t.name).family, 0))
    return tuple(dict.fromkeys([*main, *(t for m in fullest for t in m.types)]))


def _sources(members: Sequence[Incident], context: _Context) -> list[Incident]:
    """Return the members whose claims count: of near copies only the first."""
    prints = [context.fingerprint(m.spans[0].document_id) for m in members]
    known = [(m, p) for m, p in zip(members, prints, strict=True) if p is not None]
    first = originals([p for _, p in known])
    copies = {id(m) for n, (m, _) in enumerate(known) if first[n] != n}
    return [m for m in members if id(m) not in copies]


def _dated(members: Sequence[Incident], context: _Context) -> Incident:
    """Return the member with the strongest date; "overnight" told by another turns its day into the night."""
    dated = [m for m in members if m.start is not None]
    if not dated:
        return members[0]
    strong = [m for m in dated if not is_weak(m)] or dated
    best = min(strong, key=lambda m: (m.time_precision, _length(m), m.start or datetime.min))  # noqa: DTZ901 - never reached
    nights = [m for m in dated if m is not best and is_weak(m) and "night" in m.time_text.lower()]
    if not nights or best.time_precision is not TimePrecision.DAY or is_weak(best):
        return best
    return _at_night(best, nights[0], context)


def _at_night(best: Incident, night: Incident, context: _Context) -> Incident:
    document = context.documents.get(best.spans[0].document_id)
    published = document.published if document else None
    times = find_times(best.time_text, published or (best.start.date() if best.start else None))
    day = next((t for t in times if t.first), None)
    zone = best.start.tzinfo if best.start and not is_local(best.start.tzinfo) else None
    extent = bounds(night_of(day), zone) if day and day.part is not Part.NIGHT else None
    if extent is None:
        return best
    words = f"{best.time_text}; {night.time_text}"
    return replace(best, start=extent[0], end=extent[1], time_text=words)


def _length(incident: Incident) -> timedelta:
    return incident.end - incident.start if incident.start and incident.end else timedelta.max


def _fused(members: Sequence[Incident], locate: Locate | None) -> Location:
    known = [m.location for m in members if m.location.region is not None]
    relations = [r for m in members if m.location.region is not None for r in m.location.relations]
    if locate is not None and relations and known:
        doubt = min(place.region.margin_m for place in known if place.region is not None)
        return widened(located([Placed(r, Level.CLAUSE) for r in relations], locate), doubt)
    if not known:
        return members[0].location
    return min(known, key=lambda place: place.region.radius_m if place.region else 0.0)


def _fields(members: Sequence[Incident]) -> dict[str, tuple[Span, ...]]:
    names = dict.fromkeys(name for m in members for name in m.fields)
    return {name: tuple(dict.fromkeys(s for m in members for s in m.fields.get(name, ()))) for name in names}
