"""The one table of fields that every format writes: each with its type, its meaning and how it is found.

Values are plain: text, int, float, aware UTC date-times, lists of text or of plain mappings, or None.
What a format cannot hold (lists in CSV, say) that format's module writes as JSON text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from geoinc.export.whereabouts import PlaceNames, whereabouts
from geoinc.geo.zones import in_utc, zone_name
from geoinc.model import (
    Actor,
    Claim,
    Code,
    Document,
    Findings,
    Harm,
    Incident,
    Location,
    Operator,
    Region,
    Resolution,
    Role,
    Span,
    Stance,
    Tally,
    TimePrecision,
    Unit,
)

SQUARE_METRES_PER_KM2 = 1_000_000.0


class FieldType(StrEnum):
    """The types that all formats share."""

    TEXT = "text"
    INTEGER = "integer"
    REAL = "real"
    DATETIME = "datetime"
    FLAG = "flag"
    LIST = "list"


@dataclass(slots=True)
class Subject:
    """What a value is taken from: an incident, the documents by id, and the unit that its best point lies in."""

    incident: Incident
    documents: Mapping[str, Document]
    unit: Unit | None = None
    _whereabouts: PlaceNames | None = None

    @property
    def whereabouts(self) -> PlaceNames:
        """Where the incident lies, by name; found once."""
        if self._whereabouts is None:
            self._whereabouts = whereabouts(self.incident, self.unit)
        return self._whereabouts


class ClaimSubject(NamedTuple):
    """One claim, and the incident that it belongs to."""

    claim: Claim
    incident: Incident
    number: int


class MentionSubject(NamedTuple):
    """One resolution, and its document."""

    resolution: Resolution
    document: Document


@dataclass(frozen=True, slots=True)
class ExportField:
    """A column: its name, type, meaning, and the function that finds its value in a subject.

    ``column`` finds the values of many subjects at once, where that is faster.
    """

    name: str
    type: FieldType
    meaning: str
    value: Callable[[Any], Any]
    column: Callable[[Sequence[Any]], list[Any]] | None = None


HELD = (
    *(
        "id",
        "title",
        "types",
        "start",
        "end",
        "time_precision",
        "time_text",
        "status",
        "actors",
        "claims",
        "casualties",
    ),
    *("spans", "phases", "codes", "corrections", "was", "probability", "place_probability", "place_options"),
    *("location", "location.text", "location.region"),
)
"""What the fields are found in, by its name in an incident."""


class Subjects(list[Subject]):
    """The subjects of a table's rows: each incident is asked once for all that the columns need."""

    @cached_property
    def held(self) -> Mapping[str, Sequence[Any]]:
        """What the incidents hold, by its name in :data:`HELD`."""
        incidents = [subject.incident for subject in self]
        return {name: list(map(attrgetter(name), incidents)) for name in HELD}

    @cached_property
    def whereabouts(self) -> Sequence[PlaceNames]:
        """Where the incidents lie, by name."""
        return [subject.whereabouts for subject in self]

    @cached_property
    def tallies(self) -> Mapping[Harm, Sequence[Tally | None]]:
        """The incidents' casualties by harm; None where nobody tells of any."""
        return {harm: [tallies.get(harm) for tallies in self.held["casualties"]] for harm in Harm}


def _together(subjects: Sequence[Subject]) -> Subjects:
    return subjects if isinstance(subjects, Subjects) else Subjects(subjects)


def _held(subjects: Sequence[Subject], name: str) -> Sequence[Any]:
    if isinstance(subjects, Subjects):
        return subjects.held[name]
    return list(map(attrgetter(f"incident.{name}"), subjects))


def _field(
    name: str, type_: FieldType, meaning: str, held: str, value: Callable[[Any], Any] | None = None
) -> ExportField:
    """Return a field of what an incident holds, by its name there; of what is None, too, where ``value`` finds another."""

    def column(subjects: Sequence[Subject]) -> list[Any]:
        found = _held(subjects, held)
        return list(found if value is None else map(value, found))

    get = attrgetter(f"incident.{held}")
    return ExportField(name, type_, meaning, get if value is None else lambda s: value(get(s)), column)


_NOTHING = type(None)


def _held_field(  # noqa: PLR0913, PLR0917 - a field's own three, and where its values come from
    name: str,
    type_: FieldType,
    meaning: str,
    held: str,
    value: Callable[[Any], Any],
    nothing: Callable[[], Any] = _NOTHING,
) -> ExportField:
    """Return a field of what an incident holds some of, or none: then ``nothing`` is its value, and ``value`` not asked."""

    def column(subjects: Sequence[Subject]) -> list[Any]:
        return [value(some) if some else nothing() for some in _held(subjects, held)]

    return ExportField(name, type_, meaning, lambda s: column([s])[0], column)


def _region_field(name: str, type_: FieldType, meaning: str, get: Callable[[Region], float | str]) -> ExportField:
    return _held_field(name, type_, meaning, "location.region", get)


def _coordinate_field(name: str) -> ExportField:
    def column(subjects: Sequence[Subject]) -> list[float | None]:
        import shapely

        regions = _held(subjects, "location.region")
        get = shapely.get_x if name == "longitude" else shapely.get_y
        found = iter(get([r.best for r in regions if r is not None]).round(6).tolist())
        return [None if r is None else next(found) for r in regions]

    return ExportField(name, FieldType.REAL, "Best estimate, WGS 84 degrees.", lambda s: column([s])[0], column)


def _areas_km2(which: str) -> Callable[[Sequence[Subject]], list[float | None]]:
    def column(subjects: Sequence[Subject]) -> list[float | None]:
        from geoinc.geo.geodesy import areas_m2

        regions = _held(subjects, "location.region")
        known = [(r.area90_m2 if which == "area90" else 0.0) if r is not None else 0.0 for r in regions]
        asked = [getattr(r, which) for r, m2 in zip(regions, known, strict=True) if r is not None and not m2]
        measured = iter(areas_m2(asked).tolist())
        return [
            None if r is None else round((m2 or next(measured)) / SQUARE_METRES_PER_KM2, 3)
            for r, m2 in zip(regions, known, strict=True)
        ]

    return column


def _area_field(which: str, share: int) -> ExportField:
    column = _areas_km2(which)
    return ExportField(
        f"{which}_km2", FieldType.REAL, f"Size of the area holding {share} %, km².", lambda s: column([s])[0], column
    )


def _list_field(name: str, meaning: str, held: str, text: Callable[[Any], str]) -> ExportField:
    return _held_field(name, FieldType.LIST, meaning, held, lambda several: [text(each) for each in several], list)


def _first_type_field(name: str, type_: FieldType, meaning: str, what: str) -> ExportField:
    get = attrgetter(what)
    return _held_field(name, type_, meaning, "types", lambda types: get(types[0]))


def _code_field(scheme: str, name: str, meaning: str) -> ExportField:
    def value(codes: Sequence[Code]) -> int | None:
        for code in codes:
            if code.name == name and code.scheme == scheme:
                return int(code.value)
        return None

    return _held_field(name, FieldType.INTEGER, meaning, "codes", value)


def _tally_field(harm: Harm, bound: str) -> ExportField:
    get = attrgetter(bound)

    def column(subjects: Sequence[Subject]) -> list[int | None]:
        return [None if tally is None else get(tally) for tally in _together(subjects).tallies[harm]]

    meaning = f"{bound.capitalize()} number of people {harm} over all claims."
    return ExportField(f"{harm}_{bound}", FieldType.INTEGER, meaning, lambda s: column([s])[0], column)


def _place_field(name: str, what: str, meaning: str) -> ExportField:
    get = attrgetter(what)

    def column(subjects: Sequence[Subject]) -> list[str | None]:
        return list(map(get, _together(subjects).whereabouts))

    return ExportField(name, FieldType.TEXT, meaning, lambda s: get(s.whereabouts), column)


def _actors_field(name: str, meaning: str, role: Role) -> ExportField:
    def value(actors: Sequence[Actor]) -> list[str]:
        named = [actor_words(actor) for actor in actors if actor.role is role]
        return list(dict.fromkeys(named)) if named else []

    return _held_field(name, FieldType.LIST, meaning, "actors", value, list)


def actor_words(actor: Actor) -> str:
    """Return an actor's name; one who is only accused, claims or denies is never written as a fact."""
    if actor.stance is Stance.CONFIRMED:
        return actor.name
    return f"{actor.name} ({actor.stance}{f', says {actor.speaker}' if actor.speaker else ''})"


def spans_of(incident: Incident) -> tuple[Span, ...]:
    """Return every span that an incident rests on, in reading order, once."""
    found = {*incident.spans, *(c.span for c in incident.claims), *incident.location.spans}
    return tuple(sorted(found))


def _sources(subject: Subject) -> list[dict[str, Any]]:
    return _sources_column([subject])[0]


def _sources_column(subjects: Sequence[Subject]) -> list[list[dict[str, Any]]]:
    made, several = sources(subjects)
    return [[made[number] for number in numbers] for numbers in several]


def sources(subjects: Sequence[Subject]) -> tuple[list[dict[str, Any]], list[list[int]]]:
    """Return the documents that incidents rest on, each once, and of each incident their numbers."""
    numbers: dict[str, int | None] = {}
    made: list[dict[str, Any]] = []
    several: list[list[int]] = []
    for subject in subjects:
        own = []
        for identity in _document_ids(subject.incident):
            if identity not in numbers:
                document = subject.documents.get(identity)
                numbers[identity] = None if document is None else len(made)
                if document is not None:
                    made.append(_source(document))
            if (number := numbers[identity]) is not None:
                own.append(number)
        several.append(own)
    return made, several


_DOCUMENT, _DOCUMENT_OF_CLAIM = attrgetter("document_id"), attrgetter("span.document_id")


def _document_ids(incident: Incident) -> Iterable[str]:
    """Return the documents that an incident rests on, by their id, in reading order."""
    ids = {
        *map(_DOCUMENT, incident.spans),
        *map(_DOCUMENT_OF_CLAIM, incident.claims),
        *map(_DOCUMENT, incident.location.spans),
    }
    if len(ids) > 1:  # only then does the order of the spans matter
        return dict.fromkeys([span.document_id for span in spans_of(incident)])
    return ids


def _source(document: Document) -> dict[str, Any]:
    published = document.published.isoformat() if document.published else None
    return {
        "document": document.id,
        "title": document.title,
        "source": document.source,
        "uri": document.uri,
        "published": published,
    }


def _quotes(spans: Sequence[Span]) -> list[str]:
    quotes = [" ".join(span.text.split()) for span in spans if span.text]
    return quotes if len(quotes) == 1 else list(dict.fromkeys(quotes))


def claim_sentence(claim: Claim) -> str:
    """Return a claim as one line, such as ``killed: about 100 (a US military official)``."""
    least, most = claim.min, claim.max
    if claim.negated:
        amount = "none"
    elif least is None:
        amount = "a number not given" if most is None else f"at most {most}"
    elif most is None:
        amount = f"at least {least}"
    else:
        amount = f"{least}" if least == most else f"{least} to {most}"
        amount = f"about {amount}" if claim.operator is Operator.ABOUT else amount
    victims = f" {claim.victims}" if claim.victims else ""
    amount = f"of them {amount}" if claim.subset else amount
    return f"{claim.harm}: {amount}{victims} ({claim.speaker or 'no speaker named'})"


def _claims_json(claims: Sequence[Claim]) -> list[dict[str, Any]]:
    return [
        {
            "harm": str(c.harm),
            "min": c.min,
            "max": c.max,
            "operator": str(c.operator),
            "victims": c.victims,
            "side": c.side,
            "speaker": c.speaker,
            "negated": c.negated,
            "subset": c.subset,
            "tallied": c.tallied,
            "stance": str(c.stance),
            "quote": c.span.text,
            "document": c.span.document_id,
        }
        for c in claims
    ]


def _summary(claims: Sequence[Claim]) -> str:
    return "\n".join([claim_sentence(c) for c in claims])


def _location_why(location: Location) -> str:
    return location.explanation or (location.reason.value if location.reason is not None else "")


def _share(chance: float | None) -> float | None:
    return None if chance is None else round(chance, 3)


_T, _I, _R, _D, _F, _L = (
    FieldType.TEXT,
    FieldType.INTEGER,
    FieldType.REAL,
    FieldType.DATETIME,
    FieldType.FLAG,
    FieldType.LIST,
)


DAYS = 10_000
"""So many days are kept as text: incidents of a few years have them in common."""

GRAINS = {grain: grain.name.lower() for grain in TimePrecision}


_iso_day = lru_cache(maxsize=DAYS)(date.isoformat)


def _day(moment: datetime | None) -> str | None:
    return None if moment is None else _iso_day(moment.date())


INCIDENT_FIELDS: tuple[ExportField, ...] = (
    _field("id", _T, "Id that follows from what happened; the same in every run, file and format.", "id"),
    _list_field("was", "Ids by which it was known before: merged into it, or of an earlier report.", "was", str),
    _field("title", _T, "One line naming the incident.", "title"),
    _field("status", _T, "event, or background told as earlier history.", "status", str),
    _field(
        "probability",
        _R,
        "Probability that it happened as told, here and now: no plan, fear, history or figure of speech.",
        "probability",
        _share,
    ),
    _first_type_field("event_type", _T, "Our type.", "name"),
    _list_field("event_types", "All our types, best first.", "types", attrgetter("name")),
    _first_type_field("acled_event_type", _T, "ACLED event type.", "acled_event"),
    _first_type_field("acled_sub_event_type", _T, "ACLED sub-event type.", "acled_sub_event"),
    _first_type_field("ucdp_type", _I, "UCDP type of violence (1 state-based, 2 non-state, 3 one-sided).", "ucdp"),
    _first_type_field("plover", _T, "PLOVER event.", "plover"),
    _field(
        "event_start",
        _D,
        "First moment it may have begun, UTC; none where the zone of its place is not known.",
        "start",
        in_utc,
    ),
    _field("event_end", _D, "Last moment it may have ended, UTC, inclusive; none as above.", "end", in_utc),
    _field("local_date", _T, "First day of it on the clocks of its place (ISO 8601).", "start", _day),
    _field("local_date_end", _T, "Last day of it on the clocks of its place.", "end", _day),
    _field(
        "time_zone",
        _T,
        "Zone of its place (IANA), or that which the text names; none where it is not known.",
        "start",
        zone_name,
    ),
    _held_field("time_text", _T, "The words that date it.", "time_text", str),
    _field("time_grain", _T, "hour, day, week, month, year or unknown.", "time_precision", GRAINS.__getitem__),
    _code_field("acled", "time_precision", "ACLED time_precision (1 day, 2 week, 3 month)."),
    _code_field("ucdp", "date_prec", "UCDP date_prec (1 day … 5 year)."),
    _held_field("location_text", _T, "The words that say where.", "location.text", str),
    _field("location_why", _T, "How the location came about, or why there is none.", "location", _location_why),
    _place_field("place", "place", "The gazetteer's name of the place that it rests on."),
    _place_field("admin1", "admin1", "First-level unit that it lies in, where the words are that exact."),
    _place_field("admin2", "admin2", "Second-level unit that it lies in, where the words are that exact."),
    _place_field("country", "country", "Country that it lies in."),
    _place_field("country_code", "code", "Its ISO 3166-1 alpha-2 code."),
    _coordinate_field("longitude"),
    _coordinate_field("latitude"),
    _region_field(
        "radius_m",
        _R,
        "Radius around the best estimate holding 90 %, metres; of the place shown, where others far off may be meant.",
        lambda r: round(r.radius_m, 1),
    ),
    _region_field(
        "margin_m",
        _R,
        "How much of radius_m is for the doubt that the scene is another place.",
        lambda r: round(r.margin_m, 1),
    ),
    _field(
        "place_probability",
        _R,
        "Probability that its place is not another one, over 161 km off; of what is not located that of the likeliest.",
        "place_probability",
        _share,
    ),
    _list_field(
        "place_options",
        "Places that its story tells, the likeliest scene first: name, probability and words.",
        "place_options",
        lambda o: f"{o.name} {o.probability:.2f}: {' '.join(o.span.text.split())}",
    ),
    _region_field(
        "location_method",
        _T,
        "How the area was made: density, or point-radius as the georeferencing guides have it.",
        lambda r: r.method,
    ),
    _area_field("area50", 50),
    _area_field("area90", 90),
    _code_field("acled", "geo_precision", "ACLED geo_precision (1 town, 2 near it, 3 larger)."),
    _code_field("ucdp", "where_prec", "UCDP where_prec (1 exact … 7 international)."),
    _actors_field("attackers", "Who attacked; who is only accused is marked so.", Role.ATTACKER),
    _actors_field("targets", "Who or what was attacked.", Role.TARGET),
    _actors_field("claimants", "Who claimed responsibility.", Role.CLAIMANT),
    _actors_field("involved", "Others involved.", Role.INVOLVED),
    *(_tally_field(harm, bound) for harm in Harm for bound in ("low", "best", "high")),
    _held_field(
        "disputed",
        _F,
        "Whether voices exclude one another.",
        "casualties",
        lambda tallies: any(tally.disputed for tally in tallies.values()),
        bool,
    ),
    _held_field("claims_summary", _T, "Every claim with its speaker, a line each.", "claims", _summary),
    _held_field("claims", _L, "Every claim with its words.", "claims", _claims_json, list),
    ExportField("sources", _L, "The documents that tell it.", _sources, _sources_column),
    _held_field("quotes", _L, "The sentences that it rests on.", "spans", _quotes, list),
    _list_field("phases", "Titles of its phases.", "phases", attrgetter("title")),
    _list_field(
        "codes", "Each code of another codebook and why.", "codes", lambda c: f"{c.scheme} {c.name} {c.value}: {c.why}"
    ),
    _list_field("corrections", "What a person changed.", "corrections", str),
)


def _records(subjects: Sequence[Subject]) -> list[str]:
    from geoinc.export.codec import dumps_each

    return list(dumps_each(s.incident for s in subjects))


RECORD_FIELD = ExportField(
    "record",
    _T,
    "The whole incident for geoinc.load(), as JSON; only where asked for.",
    lambda s: _records([s])[0],
    _records,
)
"""What :func:`geoinc.load` reads back. It is longer than all the others together."""

CLAIM_FIELDS: tuple[ExportField, ...] = (
    ExportField("id", _T, "Stable id of the claim.", lambda s: f"{s.incident.id}-{s.number}"),
    ExportField("incident_id", _T, "The incident it belongs to.", attrgetter("incident.id")),
    ExportField("harm", _T, "killed, wounded, missing, detained, displaced or kidnapped.", lambda s: str(s.claim.harm)),
    ExportField("min", _I, "Smallest number the words allow.", attrgetter("claim.min")),
    ExportField("max", _I, "Largest number the words allow.", attrgetter("claim.max")),
    ExportField("operator", _T, "How the number is meant.", lambda s: str(s.claim.operator)),
    ExportField("victims", _T, "Who, in the text's words.", lambda s: s.claim.victims or None),
    ExportField("side", _T, "Their side.", attrgetter("claim.side")),
    ExportField("speaker", _T, "Who says so.", attrgetter("claim.speaker")),
    ExportField("negated", _F, "Whether it says that nobody was.", attrgetter("claim.negated")),
    ExportField("subset", _F, "Whether it counts some of those whom another claim counts.", attrgetter("claim.subset")),
    ExportField(
        "tallied", _F, "Whether it is one of those that make up the incident's casualties.", attrgetter("claim.tallied")
    ),
    ExportField("stance", _T, "How far it is asserted.", lambda s: str(s.claim.stance)),
    ExportField("document", _T, "The document.", attrgetter("claim.span.document_id")),
    ExportField("start", _I, "First code point of the words.", attrgetter("claim.span.start")),
    ExportField("end", _I, "Code point after the words.", attrgetter("claim.span.end")),
    ExportField("quote", _T, "The words.", lambda s: s.claim.span.text or None),
)


def _of_place(name: str) -> Callable[[MentionSubject], Any]:
    return lambda s: None if s.resolution.place is None else (getattr(s.resolution.place, name) or None)


MENTION_FIELDS: tuple[ExportField, ...] = (
    ExportField("id", _T, "Document and offset.", lambda s: f"{s.document.id}:{s.resolution.mention.start}"),
    ExportField("document", _T, "The document.", lambda s: s.document.id),
    ExportField("start", _I, "First code point.", attrgetter("resolution.mention.start")),
    ExportField("end", _I, "Code point after the last.", attrgetter("resolution.mention.end")),
    ExportField("text", _T, "The words.", attrgetter("resolution.mention.text")),
    ExportField("kind", _T, "In what sense the name is used.", lambda s: str(s.resolution.mention.kind)),
    ExportField("pinned", _F, "Whether it is on the map.", attrgetter("resolution.pinned")),
    ExportField("place_id", _T, "Gazetteer id.", _of_place("id")),
    ExportField("place", _T, "Gazetteer name.", _of_place("name")),
    ExportField("place_kind", _T, "What the place is.", _of_place("kind")),
    ExportField("country", _T, "ISO 3166-1 alpha-2.", _of_place("country")),
    ExportField("admin1", _T, "First-level unit.", _of_place("admin1")),
    ExportField("admin2", _T, "Second-level unit.", _of_place("admin2")),
    ExportField("probability", _R, "That it is this place.", lambda s: round(s.resolution.probability, 4)),
    ExportField(
        "reason",
        _T,
        "Why it has no place.",
        lambda s: None if s.resolution.reason is None else s.resolution.reason.value,
    ),
)


def incident_subjects(findings: Findings) -> Subjects:
    """Return what each incident's row is taken from, in order of the incidents."""
    documents = {d.id: d for d in findings.documents}
    units = findings.units
    return Subjects(Subject(i, documents, units.get(i.id)) for i in findings.incidents)


def claim_subjects(findings: Findings) -> Iterator[ClaimSubject]:
    """Yield what each claim's row is taken from."""
    for incident in findings.incidents:
        for number, claim in enumerate(incident.claims, 1):
            yield ClaimSubject(claim, incident, number)


def mention_subjects(findings: Findings) -> Iterator[MentionSubject]:
    """Yield what each mention's row is taken from, in reading order."""
    for document in findings.documents:
        for resolution in findings.resolutions.get(document.id, ()):
            yield MentionSubject(resolution, document)


def row(fields: Iterable[ExportField], subject: Any) -> dict[str, Any]:  # noqa: ANN401 - one of the subjects above
    """Return a subject's values by field name, in the table's order."""
    return {field.name: field.value(subject) for field in fields}


def columns(fields: Iterable[ExportField], subjects: Sequence[Any]) -> dict[str, list[Any]]:
    """Return the values of many subjects by field name, in the table's order."""
    return {f.name: list(map(f.value, subjects)) if f.column is None else f.column(subjects) for f in fields}


def rows(fields: Iterable[ExportField], subjects: Sequence[Any]) -> list[dict[str, Any]]:
    """Return each subject's values by field name: :func:`columns`, turned."""
    found = columns(fields, subjects)
    names = list(found)
    return [dict(zip(names, values, strict=True)) for values in zip(*found.values(), strict=True)]
