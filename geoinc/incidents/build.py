"""Events into incidents: their time, type, place, title and the words behind each field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from geoinc.incidents.actors import IRREGULAR
from geoinc.incidents.classify import classify
from geoinc.incidents.decisions import kinds
from geoinc.incidents.decisions.certainty import settled, without_vague
from geoinc.incidents.decisions.scorer import Features
from geoinc.incidents.frames.matcher import Told
from geoinc.incidents.ground import anchor_places, width
from geoinc.incidents.identity.derive import identity
from geoinc.incidents.linking import Event
from geoinc.incidents.place import Level, Locate, Placed, chosen, located
from geoinc.incidents.reading import Account
from geoinc.incidents.scene import Scene
from geoinc.incidents.tolls import tally as tolls
from geoinc.incidents.types import kind
from geoinc.incidents.zones import zone_of
from geoinc.model import (
    ALSO,
    Actor,
    Claim,
    Document,
    EventType,
    Incident,
    Location,
    PlaceOption,
    Relation,
    RelationKind,
    Role,
    Span,
    Stance,
    Status,
    TimePrecision,
)
from geoinc.text.time_ranges import Part, Time, bounds, night_of

_OLD = timedelta(days=60)
"""What ended longer than this before its publication, and is told beside something newer, is background."""
_TITLE_PLACE = 60
_TITLE_PLACES = 3
"""A title names so many places besides its first."""
_SMALL_KINDS = {RelationKind.IN: "in", RelationKind.AT: "at", RelationKind.NEAR: "near"}


def build(  # noqa: PLR0913 - what an incident is made of
    event: Event,
    document: Document,
    locate: Locate,
    *,
    scene: Scene,
    times: Sequence[Time],
    actors: Sequence[Actor],
    told: Features | None = None,
    filed: Relation | None = None,
) -> Incident:
    """Return the incident that an event's accounts add up to.

    Parameters
    ----------
    scene
        Where it took place.
    times
        What tells when, exact or not.
    actors
        Who took part.
    told
        What a text tells for and against a pin of it.
    filed
        The country of the dateline; it locates what has no place of its own and is not of long ago.
    """
    when = best_time(times)
    status = _status(when, document)
    if not scene.relations and not event.placed and filed is not None and status is Status.EVENT:
        location, chance = without_vague(located([Placed(filed, Level.DATELINE)], locate)), None
    else:
        location, chance = settled(scene, located(event.placed, locate, scene.relations), told)
    extent = bounds(when, zone_of(location, when)) if when else None
    types = types_of(event)
    spans = _spans(event)
    claims = claims_of(event.accounts)
    return Incident(
        _identity(event, when, location),
        title_of(types[0], location),
        types,
        location,
        start=extent[0] if extent else None,
        end=extent[1] if extent else None,
        time_precision=when.precision if when and extent else TimePrecision.UNKNOWN,
        time_text=" ".join(when.text.split()) if when else "",
        status=status,
        actors=tuple(actors),
        claims=claims,
        casualties=tolls.tally(claims),
        spans=spans,
        fields=_fields(event, document, location, actors, claims),
        phases=phases_of(event, document, locate, location),
        probability=max(a.told for a in event.accounts if a.seeds),
        place_probability=chance,
        place_options=tuple(option(relation, chance) for relation, chance in scene.others),
    )


def option(relation: Relation, chance: float) -> PlaceOption:
    """Return a place that may be an event's scene, with the probability that it is."""
    place = next(anchor_places([relation]), None)
    point = relation.point if place is None else (place.point.x, place.point.y)
    name = relation.span.text if place is None else place.name
    return PlaceOption(relation.span, " ".join(name.split()), chance, point)


def phases_of(event: Event, document: Document, locate: Locate, location: Location) -> tuple[Incident, ...]:
    """Return the steps of an event that the text tells apart: strong words of different types, each with its accounts.

    A phase without a place of its own lies where its event does.
    """
    steps: dict[str, list[Account]] = {}
    for account in event.accounts:
        if account.seeds and not account.trigger.weak:
            steps.setdefault(_by_actor(account), []).append(account)
    if len(steps) < 2:
        return ()
    return tuple(_phase(name, Event(accounts), document, locate, location) for name, accounts in steps.items())


def _phase(name: str, step: Event, document: Document, locate: Locate, location: Location) -> Incident:
    when = best_time(step.times)
    placed = [p for p in step.placed if p.level <= Level.AIM]
    own = set(chosen(placed))
    lies = located(placed, locate) if own and not own >= set(location.relations) else location
    extent = bounds(when, zone_of(lies, when)) if when else None
    actors, claims = actors_of(step.accounts), claims_of(step.accounts)
    return Incident(
        f"{_identity(step, when, lies)}-phase",
        title_of(kind(name).type, lies),
        (kind(name).type,),
        lies,
        start=extent[0] if extent else None,
        end=extent[1] if extent else None,
        time_precision=when.precision if when and extent else TimePrecision.UNKNOWN,
        time_text=" ".join(when.text.split()) if when else "",
        actors=actors,
        claims=claims,
        casualties=tolls.tally(claims),
        spans=_spans(step),
        fields=_fields(step, document, lies, actors, claims),
    )


def best_time(times: Sequence[Time]) -> Time | None:
    """Return the most exact time told; "overnight" turns a day into its night, and stands alone only without one."""
    known = [t for t in times if t.first is not None and not t.future]
    strong = [t for t in known if not t.weak]
    night = any(t.part is Part.NIGHT for t in known if t.weak)
    if not strong:
        return known[0] if known else None
    best = min(strong, key=lambda t: (t.precision, (t.last - t.first) if t.last and t.first else timedelta.max))
    return night_of(best) if night and best.precision is TimePrecision.DAY and best.part is not Part.NIGHT else best


def types_of(event: Event) -> tuple[EventType, ...]:
    """Return the types of an event, the main one first."""
    names = names_told(event.accounts)
    if not names:
        return (kind(event.accounts[0].trigger.type).type,)
    looks = {t.name: p for t, p in classify(kinds.text_of(event.accounts))}
    order = kinds.ranked(kinds.candidates(event.accounts, names, looks))
    strong = {name for i, name in names.items() if not event.accounts[i].trigger.weak}
    main = _with_intervention(order)
    return tuple(kind(n).type for n in dict.fromkeys([main, *order]) if n == main or n in strong)


def names_told(accounts: Sequence[Account]) -> dict[int, str]:
    """Return the type that each account tells, by its number; what only adds or only is aimed at tells none."""
    seeded = any(a.seeds for a in accounts)
    return {
        i: _by_actor(a)
        for i, a in enumerate(accounts)
        if not a.adds
        and (a.seeds or not seeded)
        and not (a.trigger.told is Told.ATTEMPTED and a.trigger.family == "territory")
    }


def _with_intervention(ranked: Sequence[str]) -> str:
    """Return the main type: a peaceful protest that police meet with arrests or force is one with intervention."""
    met = {"arrest", "force against protesters"}
    protest = "peaceful protest" in ranked and ranked[0] in {*met, "peaceful protest"} and met & set(ranked)
    return "protest with intervention" if protest else ranked[0]


_OF_IRREGULARS = {"government takes territory": "armed group takes territory", "arrest": "abduction"}
"""What a type is where no state does it: only the state arrests (as ACLED codes it), others abduct."""


def _by_actor(account: Account) -> str:
    """Return an account's type; of some, who does it decides."""
    name = account.trigger.type
    doers = [a for a in account.actors if a.role is Role.ATTACKER] if name in _OF_IRREGULARS else []
    return _OF_IRREGULARS[name] if doers and doers[-1].kind in IRREGULAR else name


def actors_of(accounts: Sequence[Account]) -> tuple[Actor, ...]:
    """Return each actor once, in the most telling role; who both attacked and was attacked is there as both.

    Who is only named beside an event takes no part in it.
    """
    found = each_once(actor for account in accounts for actor in account.actors)
    told = [a for a in found if a.role is not Role.INVOLVED or a.stance is not Stance.CONFIRMED]
    return tuple(a for a in told if not _is_nation_of(a, told))


def each_once(actors: Iterable[Actor]) -> list[Actor]:
    """Return each actor in the most telling role; who attacked and was attacked, or was accused and denied it, is there twice."""
    rank = {Role.CLAIMANT: 0, Role.ATTACKER: 1, Role.TARGET: 2, Role.INVOLVED: 3}
    best: dict[tuple[str, bool, bool], Actor] = {}
    for actor in actors:
        key = actor.name, actor.role is Role.TARGET, actor.stance is Stance.DENIED
        known = best.get(key)
        if known is None or rank[actor.role] < rank[known.role]:
            best[key] = actor
    return list(best.values())


def _is_nation_of(actor: Actor, others: Sequence[Actor]) -> bool:
    """Whether an actor is only the nation of another one that does the same ("the US" beside "US forces")."""
    same = (a for a in others if a is not actor and a.role is actor.role)
    return actor.name == actor.side and any(a.side == actor.side for a in same)


def claims_of(accounts: Sequence[Account]) -> tuple[Claim, ...]:
    """Return the claims of accounts, each once."""
    return tolls.claims_of([c for a in accounts for c in a.counts])


def title_of(main: EventType, location: Location) -> str:
    """Return a title such as "Air strike near Khusham"."""
    label = kind(main.name).label
    where = place_words(location.relations)
    return f"{label} {where}" if where else label


def place_words(relations: Sequence[Relation]) -> str:
    """Return the words for a title that name where, or nothing; a list of places is named whole, or counted."""
    listed = [" ".join(r.anchors[0].text.split()) for r in relations if ALSO in r.qualifiers]
    first = _first_words(
        [r for r in relations if ALSO not in r.qualifiers] if len(listed) < len(relations) else relations
    )
    if not first or not listed:
        return first
    if len(listed) > _TITLE_PLACES:
        return f"{first} and {len(listed)} other places"
    return f"{', '.join([first, *listed[:-1]])} and {listed[-1]}"


def _first_words(relations: Sequence[Relation]) -> str:
    for relation in sorted(
        relations, key=lambda r: (r.kind not in {RelationKind.AT, RelationKind.NEAR}, _widest(r), len(r.span.text))
    ):
        filed = "dateline" in relation.qualifiers
        names = [a.candidates[0].place.name if filed else a.text for a in relation.anchors if a.candidates]
        if names and relation.kind in _SMALL_KINDS:
            return f"{_SMALL_KINDS[relation.kind]} {' '.join(names[0].split())}"
        text = " ".join((relation.gloss or relation.span.text).split())
        if names and len(text) <= _TITLE_PLACE:
            named = relation.span.start == relation.anchors[0].span.start and not relation.gloss
            part = relation.kind is RelationKind.PART and not text.startswith("in ")
            leads = "on the" if relation.kind is RelationKind.ROAD else "in"
            return f"{leads} {text}" if named or part else text
    return ""


def _widest(relation: Relation) -> int:
    return max((width(p) for p in anchor_places([relation])), default=0)


def _status(when: Time | None, document: Document) -> Status:
    """Tell background from news: what happened long before publication."""
    if when is None or when.last is None or document.published is None:
        return Status.EVENT
    return Status.BACKGROUND if _is_old(when.last, document.published) else Status.EVENT


def _is_old(last: date, published: date) -> bool:
    return published - last > _OLD or (last.year < published.year and (published - last).days > 31)


def _spans(event: Event) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(a.span for a in event.accounts))


def _fields(
    event: Event, document: Document, location: Location, actors: Sequence[Actor], claims: Sequence[Claim]
) -> dict[str, tuple[Span, ...]]:
    """Return the spans behind single fields."""
    behind = {
        "types": tuple(_cut(document, a.trigger.start, a.trigger.end) for a in event.accounts if not a.adds),
        "time": tuple(_cut(document, t.start, t.end) for t in event.times),
        "location": tuple(r.span for r in location.relations),
        "actors": tuple(a.span for a in actors),
        "claims": tuple(c.span for c in claims),
    }
    return {name: tuple(dict.fromkeys(spans)) for name, spans in behind.items() if spans}


def _cut(document: Document, start: int, end: int) -> Span:
    return Span(document.id, start, end, document.text[start:end])


def _identity(event: Event, when: Time | None, location: Location) -> str:
    first = event.accounts[0]
    return identity(kind(first.trigger.type).family, when, location.relations, first.span.text)
