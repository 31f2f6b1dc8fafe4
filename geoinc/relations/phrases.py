"""A bare phrase to clauses: "8 km E of X, Y", "Afes, Idlib Governorate, Syria", "X, near"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from geoinc.model import Genre, RelationKind, Rounding
from geoinc.relations import coordinates, directions, patterns, units
from geoinc.relations.anchors.namesakes import UNITS
from geoinc.relations.anchors.resolve import LEADING_ARTICLE, name_classes
from geoinc.relations.clauses import AnchorName, Clause
from geoinc.relations.parse import find_clauses, joined
from geoinc.relations.productions import metric
from geoinc.relations.readers import PhraseReader

MAX_PHRASE = 500
"""A longer text is no phrase: running text goes to find_relations."""

LETTER = re.compile(r"[^\W\d_]")
ABBREVIATED = re.compile(r"[A-Z]{2}")
"""Networks that abbreviate the state ("6km NW of Glen Avon, CA") round to the nearest kilometre: four in five of their
distances lie within half a kilometre of the number; where the state is spelled out, 96 in 100 lie in [N, N + 1)."""

METRIC_DIRECTION = re.compile(r"[NESW]{1,3}")
RUNS_ON = frozenset((RelationKind.BORDER, RelationKind.BANK, RelationKind.ALONG, RelationKind.ROAD))
"""Of what runs on into other countries: the one that is said bounds it."""

APART = frozenset(
    (
        *(RelationKind.OFFSET, RelationKind.DISTANCE, RelationKind.WITHIN, RelationKind.TRAVEL, RelationKind.BEARING),
        *(RelationKind.BORDER, RelationKind.ROAD, RelationKind.BETWEEN),
    )
)
"""What tells where a place that was named before is."""

SEA_KINDS = frozenset((RelationKind.OFF_COAST, RelationKind.ANCHORAGE, RelationKind.PORT))


@dataclass(frozen=True, slots=True)
class Phrase:
    """The clauses of a phrase, the context that all its names share, and the genre that its form suggests."""

    clauses: tuple[Clause, ...]
    context: tuple[str, ...]
    genre: Genre
    head: Clause | None = None
    """What the phrase places first by its name: "Konduga, 35 km from Maiduguri" is at Konduga, if that is known."""


@lru_cache(maxsize=1)
def _tidy() -> re.Pattern[str]:
    """Return the pattern of the most frequent form, read without the whole grammar: "57 km E of Uchiza, Peru"."""
    letters = directions.letter_pattern()
    return patterns.compiled("tidy", unit=units.unit_pattern(), direction_letters=letters)


HOLDS = frozenset((RelationKind.IN, RelationKind.PART))
"""Relations of a place to what it lies in."""


def parse_phrase(text: str, known: Callable[[str], bool]) -> Phrase:
    """Return what a bare phrase says; no clause where it says nothing that can be read."""
    if len(text) > MAX_PHRASE or not re.search(r"\w", text):
        return Phrase((), (), Genre.NEWS)
    tidy = _tidy().fullmatch(text)
    clause = _from_tidy(tidy, known) if tidy else None
    if clause is not None:
        return Phrase((clause,), (), _genre((clause,)))
    written = next(coordinates.find(text, decimals=1), None)
    if written is not None:
        return Phrase((_coordinates(written),), (), Genre.NEWS)
    local = _local(text, known)
    whole_name = " " in text and "," not in text and known(text.strip())
    clauses = [] if local or whole_name else joined(find_clauses(text, PhraseReader(text, known)), keep=False)
    if not clauses:
        return local or _plain(text)
    whole = _named_inside(text, clauses, known)
    if whole is not None:
        return whole
    every = (*clauses, *_lands(clauses))
    return Phrase(every, _context(text, clauses), _genre(tuple(clauses)), _head(text, clauses[0], known))


def _local(text: str, known: Callable[[str], bool]) -> Phrase | None:
    """Return "the Hodan district of Mogadishu" as Hodan there; what holds a place that nobody knows is an area to others."""
    matches = (patterns.compiled(form).fullmatch(text.strip()) for form in ("local_of", "local_called", "local_owned"))
    match = next(filter(None, matches), None)
    if match is None or _is_unit(match["whole"]):
        return None
    if match.groupdict().get("side") and not known(match["name"].rsplit(maxsplit=1)[0]):
        return None
    shift = len(text) - len(text.lstrip())
    whole = patterns.compiled("capital_named").sub("", match["whole"])
    context = tuple(p for p in (LEADING_ARTICLE.sub("", part.strip()) for part in whole.split(",")) if LETTER.search(p))
    name = AnchorName(match.start("name") + shift, match.end("name") + shift, match["name"], context)
    kind = RelationKind.IN if _is_unit(name.text) else RelationKind.AT
    return Phrase((Clause(kind, shift, shift + match.end(), (name,)),), (), Genre.NEWS)


def _named_inside(text: str, clauses: list[Clause], known: Callable[[str], bool]) -> Phrase | None:
    """Return "Solhan in Burkina Faso" as Solhan there: a known name, whole before "in", says more than what holds it."""
    first = clauses[0]
    lead = text[: first.start].rstrip()
    start = patterns.compiled("head_lead").match(lead).end()  # type: ignore[union-attr]
    name = lead[start:]
    if first.kind not in HOLDS or len(clauses) > 1 or not first.names or not name[:1].isupper():
        return None
    bare = name.rsplit(maxsplit=1)[0] if name.rsplit(maxsplit=1)[-1].islower() else name
    if not known(name) and not known(bare):
        return None
    outer = first.names[0]
    inside = AnchorName(start, len(lead), name, (outer.text, *outer.context))
    found = Clause(RelationKind.AT, start, len(lead), names=(inside,))
    parts = (first,) if first.kind is RelationKind.PART else ()
    return Phrase((found, *parts), (), _genre((found,)))


def _head(text: str, first: Clause, known: Callable[[str], bool]) -> Clause | None:
    """Return the place named before the first clause, which says where it is from somewhere else."""
    lead = text[: first.start].rstrip()
    if not lead.endswith((",", "(", "–", "-", ":")) or first.kind not in APART or not first.names:
        return None
    name = PhraseReader(lead.rstrip(" ,(–-:"), known).after(patterns.compiled("head_lead").match(lead).end())  # type: ignore[union-attr]
    if name is None or not name.named or name.context or not name.text[:1].isupper() or not known(name.text):
        return None
    same = name.text.lower() == first.names[0].text.lower()
    return None if same else Clause(RelationKind.AT, name.start, name.end, names=(name,))


def _lands(clauses: list[Clause]) -> Iterator[Clause]:
    """Yield that a place beside a border or river lies in what is said after it: "the bank of the Dnieper, Ukraine"."""
    for clause in clauses:
        if clause.kind in RUNS_ON or "of:border" in clause.qualifiers:
            name = clause.names[-1]
            if name.context:
                land = replace(name, text=name.context[0], context=name.context[1:])
                yield Clause(RelationKind.IN, clause.start, clause.end, names=(land,))


def _from_tidy(match: re.Match[str], known: Callable[[str], bool]) -> Clause | None:
    stated, direction, name, around = match.group("dist", "dir", "name", "context")
    distance, bearing, name = units.read(stated), directions.read(direction), name.strip()
    if distance is None or bearing is None or (patterns.compiled("not_plain").search(name) and not known(name)):
        return None
    context = tuple(p.strip().rstrip(".") for p in around.split(",") if p.strip(" ."))
    if context and ABBREVIATED.fullmatch(context[-1]):
        distance = replace(distance, rounding=Rounding.NEAREST)
    start = match.start("name")
    anchor = AnchorName(start, start + len(name), name, context)
    return Clause(
        metric.kind_of(distance), match.start("dist"), match.end(), (anchor,), distance=distance, bearing=bearing
    )


def _coordinates(written: coordinates.Written) -> Clause:
    from geoinc.model import Reason

    return Clause(
        RelationKind.COORDINATES,
        written.start,
        written.end,
        distance=written.distance,
        point=written.lonlat,
        reason=None if written.lonlat else Reason.IMPOSSIBLE,
    )


def _plain(text: str) -> Phrase:
    """Read names alone: commas lead from narrow to broad, semicolons and colons from broad to narrow."""
    groups = [g.strip() for g in re.split(r"[;:]", text) if LETTER.search(g)]
    if not groups:
        return Phrase((), (), Genre.NEWS)
    first, *rest = [p.strip().rstrip(".") for p in groups[-1].split(",") if LETTER.search(p)] or [groups[-1]]
    broader = [p.strip() for group in reversed(groups[:-1]) for p in group.split(",") if p.strip()]
    first = patterns.compiled("capital_named").sub("", first)
    start = text.rfind(first)
    name = AnchorName(start, start + len(first), first, (*rest, *broader))
    kind = RelationKind.IN if _is_unit(first) else RelationKind.AT
    return Phrase((Clause(kind, 0, len(text), (name,)),), (), Genre.NEWS)


def _is_unit(name: str) -> bool:
    """Whether a name says that it is a unit ("Idlib Governorate"): what is there lies within its borders."""
    row = name_classes().get(name.rsplit(maxsplit=1)[-1].lower()) if " " in name else None
    return row is not None and row.kinds[0] in UNITS


def _context(text: str, clauses: list[Clause]) -> tuple[str, ...]:
    """Return the words outside all clauses, and the areas that "in X" names: context for every name."""
    rest, position = [], 0
    for clause in clauses:
        rest.append(text[position : clause.start])
        position = max(position, clause.end)
    rest.append(text[position:])
    pieces = [patterns.compiled("empty").sub("", p.strip(" .()[]")) for gap in rest for p in re.split(r"[,;:]", gap)]
    areas = [n.text for c in clauses if c.kind in {RelationKind.IN, RelationKind.PART} for n in c.names]
    return tuple(p for p in (*areas, *pieces) if LETTER.search(p))


def _genre(clauses: tuple[Clause, ...]) -> Genre:
    """Guess the genre from the form: nautical miles, or kilometres and letters; news otherwise."""
    if any((c.distance and c.distance.unit == "nm") or c.kind in SEA_KINDS for c in clauses):
        return Genre.MARITIME
    first = clauses[0]
    tidy = (
        len(clauses) == 1
        and first.distance is not None
        and first.bearing is not None
        and first.distance.unit == "km"
        and not first.distance.approximate
        and METRIC_DIRECTION.fullmatch(first.bearing.text) is not None
    )
    return Genre.METRIC if tidy else Genre.NEWS
