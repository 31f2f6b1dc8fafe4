"""Scores of incidents: rows of databases, event types of snippets, and MUC-style slots of incident templates.

Three kinds of objects, told apart by their fields: ``text`` and ``label`` (an event type by its CASE 2021 label);
``text``, ``dateline`` and ``templates`` (MUC-4 keys); any other with a ``text`` is a row (``rows``). Snippets that the shipped model has been trained on are scored
by cross-validation. Templates are aligned one to one with the incidents found in their text; spurious incidents are
counted apart, as the keys leave out what their guidelines do not cover.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geoinc.errors import InputError
from geoinc.evaluate import bulletins, rows
from geoinc.geo.geodesy import distance_m
from geoinc.incidents.classify import load
from geoinc.learn.event_types import LabelledSnippet, accuracy, cross_validate
from geoinc.model import Document, Harm, Incident, Location, Operator
from geoinc.read.jsonlines import objects

if TYPE_CHECKING:
    from geoinc.gazetteer import Gazetteer

NEAR_M = 50_000.0
"""A best point this close to the key's place is the right place."""
MUC_TYPES = {
    "ATTACK": {"attack", "armed clash", "air strike", "shelling", "military operation", "chemical attack", "mob violence", "sexual violence", "grenade attack", "government takes territory", "armed group takes territory"},
    "BOMBING": {"bombing", "disrupted weapons use", "suicide bombing", "grenade attack", "shelling", "air strike"},
    "KIDNAPPING": {"abduction"},
    "HIJACKING": {"hijacking"},
    "ARSON": {"property destruction"},
    "ROBBERY": {"organised crime", "property destruction"},
}  # fmt: skip
"""Which of our types answer to a MUC-4 incident type."""
ReadAll = Callable[[Sequence[Document]], Iterable[Sequence[Incident]]]
SLOTS = ("type", "place", "type and place", "date", "counts", "group")
_EFFECTS = {"DEATH": Harm.KILLED, "INJURY": Harm.WOUNDED}
_LEAST = 1.0
"""An alignment needs this much: the type or the place right."""
_LINK = {"type": 1.0, "place": 1.0, "date": 0.5, "counts": 0.6, "group": 0.3}


@dataclass(frozen=True, slots=True)
class Template:
    """The key of one incident."""

    types: frozenset[str]
    places: tuple[tuple[str, ...], ...]
    dates: tuple[tuple[date | None, date | None], ...]
    counts: Mapping[Harm, frozenset[int | None]]
    groups: frozenset[str]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class AnnotatedReport:
    """A text with its templates."""

    document: Document
    templates: tuple[Template, ...]


@dataclass(slots=True)
class Slot:
    """Fills of one slot: those of the keys, those given, those right."""

    gold: int = 0
    given: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """The share of given fills that are right."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """The share of the keys' fills that were found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class IncidentScores:
    """Slots over a corpus; ``spurious`` incidents answer to no template."""

    slots: dict[str, Slot] = field(default_factory=lambda: {name: Slot() for name in SLOTS})
    templates: int = 0
    incidents: int = 0
    spurious: int = 0

    def as_dict(self) -> dict[str, Any]:
        """Return the scores as plain values."""
        slots = {
            name: {"precision": s.precision, "recall": s.recall, "f1": s.f1, "gold": s.gold, "given": s.given}
            for name, s in self.slots.items()
        }
        return {"templates": self.templates, "incidents": self.incidents, "spurious": self.spurious, "slots": slots}


def read_objects(path: Path) -> list[tuple[str, dict[str, Any]]]:
    """Return the objects of a file of JSON lines, each with where it stands.

    Raises
    ------
    InputError
        At a line that is no object with a text; names file and line.
    """
    found = []
    for where, row in objects(path):
        if not isinstance(row.get("text"), str):
            message = f"{where}: not an object with a 'text'"
            raise InputError(message, path=str(path))
        found.append((where, row))
    return found


def evaluate_file(
    path: Path, read_all: ReadAll, gazetteer: Gazetteer, *, limit: int | None = None, told: bool = True
) -> dict[str, Any]:
    """Return the scores of one file: ``types`` for labelled snippets, ``slots`` for templates, ``one`` for rows.

    Parameters
    ----------
    read_all
        Returns the incidents of each of many documents, in their order.
    limit
        Score at most so many objects, chosen by a hash of their id and text.
    told
        Whether the reader is told the country of rows that have one.
    """
    objects = rows.sample(read_objects(path), limit)
    labelled = [LabelledSnippet(o["text"], o["label"]) for _, o in objects if "label" in o]
    reports = [read_report(o) for _, o in objects if "templates" in o]
    ones = [rows.read_row(where, o, told=told) for where, o in objects if "label" not in o and "templates" not in o]
    scores: dict[str, Any] = {}
    if labelled:
        scores["types"] = type_scores(labelled)
    if reports:
        scores |= score(reports, read_all([r.document for r in reports]), gazetteer).as_dict()
    if ones:
        scores["one"] = rows.score(ones, read_all([replace(r.document, near=r.country) for r in ones]))
    return scores


def evaluate_bulletins(
    paths: Sequence[Path], read_all: ReadAll, count: int, *, limit: int | None = None
) -> dict[str, Any]:
    """Return how many reports of bulletins, made of the rows of all files alike, are told apart: ``stories``."""
    tables = {}
    for path in paths:
        found = rows.sample(read_objects(path), limit)
        kept = [(where, o) for where, o in found if "label" not in o and "templates" not in o]
        tables[path.name] = [rows.read_row(where, o).document for where, o in kept]
    made = list(bulletins.bulletins(tables, count))
    return {"stories": bulletins.score(made, read_all([b.document for b in made]))}


def type_scores(labelled: Sequence[LabelledSnippet]) -> dict[str, Any]:
    """Return the accuracy on labelled snippets: of the shipped model on rows it has not seen, cross-validated on the others."""
    model = load()
    seen = [row for row in labelled if model.has_seen(row.text)]
    unseen = [row for row in labelled if not model.has_seen(row.text)]
    answers = [*cross_validate(seen), *(model.labels[int(model.probabilities(r.text).argmax())] for r in unseen)]
    return {
        "rows": len(labelled),
        "accuracy": accuracy([*seen, *unseen], answers),
        "cross_validated": {"rows": len(seen), "accuracy": accuracy(seen, answers[: len(seen)])},
        "unseen": {"rows": len(unseen), "accuracy": accuracy(unseen, answers[len(seen) :])},
    }


def read_report(row: Mapping[str, Any]) -> AnnotatedReport:
    """Return a MUC-4 text with its templates; the dateline gives the publication date."""
    stated = (row.get("dateline") or {}).get("date")
    published = date.fromisoformat(stated) if stated else None
    document = Document(row["text"], id=str(row.get("id", "")), published=published)
    return AnnotatedReport(document, tuple(_template(t) for t in row["templates"]))


def _template(raw: Mapping[str, Any]) -> Template:
    return Template(
        types=frozenset(raw.get("incident_type", ())),
        places=tuple(tuple(step["name"] for step in place["chain"]) for place in raw.get("location", ())),
        dates=tuple((_day(d.get("start")), _day(d.get("end"))) for d in raw.get("date", ())),
        counts=_counts(raw.get("casualties", ())),
        groups=frozenset(s for p in raw.get("perp_organization_id", ()) for s in p.get("strings", ())),
        optional=bool(raw.get("template_optional")),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _counts(casualties: Iterable[Mapping[str, Any]]) -> dict[Harm, frozenset[int | None]]:
    """Return the totals that answer to a key: the sum of its victims or the largest of them; None for "plural"."""
    numbers: dict[Harm, list[int | None]] = {}
    for entry in casualties:
        for effect in entry.get("effect", ()):
            if effect in _EFFECTS and entry.get("number") and not entry.get("optional"):
                numbers.setdefault(_EFFECTS[effect], []).append(_number(entry["number"][-1]))
    return {harm: _totals(found) for harm, found in numbers.items()}


def _number(text: str) -> int | None:
    digits = "".join(c for c in text if c.isdigit())
    return int(digits) if digits else None


def _totals(found: Sequence[int | None]) -> frozenset[int | None]:
    known = [n for n in found if n is not None]
    return frozenset({sum(known), max(known)}) if len(known) == len(found) else frozenset({None})


def score(
    reports: Sequence[AnnotatedReport], incidents: Iterable[Sequence[Incident]], gazetteer: Gazetteer
) -> IncidentScores:
    """Return the slots over reports; ``incidents`` has those found in each, in their order."""
    scores = IncidentScores()
    for report, found in zip(reports, incidents, strict=True):
        aligned = align(report.templates, found, gazetteer)
        scores.incidents += len(found)
        scores.spurious += len(found) - len(aligned)
        for i, template in enumerate(report.templates):
            incident = aligned.get(i)
            if incident is None and template.optional:
                continue
            scores.templates += 1
            _add(scores, template, incident, gazetteer)
    return scores


def align(templates: Sequence[Template], found: Sequence[Incident], gazetteer: Gazetteer) -> dict[int, Incident]:
    """Return which incident answers to which template, the likest pairs first, each once."""
    pairs = sorted(
        ((-_likeness(t, f, gazetteer), i, j) for i, t in enumerate(templates) for j, f in enumerate(found)),
    )
    taken: set[int] = set()
    aligned: dict[int, Incident] = {}
    for negative, i, j in pairs:
        if -negative >= _LEAST and i not in aligned and j not in taken:
            aligned[i] = found[j]
            taken.add(j)
    return aligned


def _likeness(template: Template, incident: Incident, gazetteer: Gazetteer) -> float:
    right = _right(template, incident, gazetteer)
    return sum(weight for slot, weight in _LINK.items() if right.get(slot))


def _right(template: Template, incident: Incident, gazetteer: Gazetteer) -> dict[str, bool]:
    """Return which slots of an incident answer to a template; slots without a fill on either side are left out."""
    right = {"type": type_matches(template, incident)}
    if template.places and incident.location.region is not None:
        right["place"] = place_matches(template, incident.location, gazetteer)
    if template.dates and incident.start is not None:
        right["date"] = date_matches(template, incident)
    if template.groups and incident.actors:
        right["group"] = group_matches(template, incident)
    counts = [ok for _, ok in count_matches(template, incident)]
    if counts:
        right["counts"] = all(counts)
    return right


def type_matches(template: Template, incident: Incident) -> bool:
    """Whether the main type of an incident answers to a template's."""
    main = incident.types[0].name
    return any(main in MUC_TYPES.get(name, set()) for name in template.types)


def place_matches(template: Template, location: Location, gazetteer: Gazetteer) -> bool:
    """Whether a location is the key's: its name, or within 50 km of it, or in its country where it names no more."""
    return any(_is_place(chain, location, gazetteer) for chain in template.places)


def _is_place(chain: Sequence[str], location: Location, gazetteer: Gazetteer) -> bool:
    anchors = [a for r in location.relations for a in r.anchors if a.candidates]
    names = {_fold(a.text) for a in anchors} | {_fold(a.candidates[0].place.name) for a in anchors}
    if len(chain) == 1:
        country = _country(chain[0], gazetteer)
        return any(a.candidates[0].place.country == country for a in anchors)
    if any(_fold(name) in names for name in chain[1:]):
        return True
    point = place_of(chain, gazetteer)
    best = location.region.best if location.region else None
    return bool(point and best is not None and distance_m(best.x, best.y, *point) <= NEAR_M)


def _fold(name: str) -> str:
    from geoinc.gazetteer.names.fold import fold

    return fold(name)


def _country(name: str, gazetteer: Gazetteer) -> str | None:
    from geoinc.model import PlaceKind

    found = gazetteer.search(name, kinds=[PlaceKind.COUNTRY], limit=1)
    return found[0].place.country if found else None


def place_of(chain: Sequence[str], gazetteer: Gazetteer) -> tuple[float, float] | None:
    """Return where the most exact name of a chain, after its country, that the gazetteer knows lies (lon, lat)."""
    from geoinc.gazetteer.names.fold import fold

    country = _country(chain[0], gazetteer)
    for name in reversed(chain[1:]):
        for index in gazetteer.indices(name)[:20]:
            place = gazetteer.place_at(int(index))
            if place.country == country and fold(name):
                return place.point.x, place.point.y
    return None


def date_matches(template: Template, incident: Incident) -> bool:
    """Whether an incident's time meets one of the key's ranges."""
    if incident.start is None or incident.end is None:
        return False
    first, last = incident.start.date(), incident.end.date()
    return any((begin is None or begin <= last) and (end is None or first <= end) for begin, end in template.dates)


def group_matches(template: Template, incident: Incident) -> bool:
    """Whether an incident names one of the key's perpetrator groups."""
    names = {_fold(n) for a in incident.actors for n in (a.name, a.span.text)}
    wanted = {_fold(g) for g in template.groups}
    return any(w in n or n in w for w in wanted for n in names if len(n) > 2)


def count_matches(template: Template, incident: Incident) -> Iterator[tuple[Harm, bool]]:
    """Yield, for each harm that both tell of, whether the incident's number is the key's."""
    for harm, totals in template.counts.items():
        given = [c for c in incident.claims if c.harm is harm and not c.negated]
        if not given or harm not in incident.casualties:
            continue
        tally = incident.casualties[harm]
        plural = None in totals and (
            tally.best is None or tally.best > 1 or any(c.operator is Operator.UNQUANTIFIED for c in given)
        )
        yield harm, plural or tally.best in totals or tally.high in totals


def _add(scores: IncidentScores, template: Template, incident: Incident | None, gazetteer: Gazetteer) -> None:
    """Count one template's slots."""
    right = _right(template, incident, gazetteer) if incident else {}
    gold = {
        "type": bool(template.types),
        "place": bool(template.places),
        "date": bool(template.dates),
        "group": bool(template.groups),
    }
    for name, wanted in gold.items():
        slot = scores.slots[name]
        slot.gold += wanted
        slot.given += name in right
        slot.right += bool(right.get(name))
    both = scores.slots["type and place"]
    both.gold += gold["type"] and gold["place"]
    both.given += incident is not None
    both.right += bool(right.get("type") and right.get("place"))
    counts = scores.slots["counts"]
    counts.gold += len(template.counts)
    if incident is not None:
        matched = list(count_matches(template, incident))
        counts.given += sum(
            1 for h in (Harm.KILLED, Harm.WOUNDED) if any(c.harm is h and not c.negated for c in incident.claims)
        )
        counts.right += sum(ok for _, ok in matched)


def _parts(types: Mapping[str, Any]) -> str:
    seen, unseen = types["cross_validated"], types["unseen"]
    parts = [f"{seen['rows']} cross-validated at {seen['accuracy']:.3f}"] if seen["rows"] else []
    parts += [f"{unseen['rows']} unseen at {unseen['accuracy']:.3f}"] if unseen["rows"] else []
    return ", ".join(parts)


def as_text(name: str, scores: Mapping[str, Any]) -> str:
    """Return scores as lines for people."""
    lines = [name]
    if "types" in scores:
        types = scores["types"]
        lines.append(f"  event types    accuracy {types['accuracy']:.3f}  ({types['rows']} rows, {_parts(types)})")
    for slot, values in scores.get("slots", {}).items():
        figures = f"P {values['precision']:.3f}  R {values['recall']:.3f}  F1 {values['f1']:.3f}"
        lines.append(f"  {slot:<14} {figures}  ({values['gold']} in the keys, {values['given']} given)")
    if "templates" in scores:
        lines.append(
            f"  {scores['templates']} templates; {scores['incidents']} incidents, {scores['spurious']} beyond the keys"
        )
    if "stories" in scores:
        lines += bulletins.as_lines(scores["stories"])
    if "one" in scores:
        lines += rows.as_lines(scores["one"])
    return "\n".join(lines)
