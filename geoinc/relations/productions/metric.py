"""Productions with a distance or a bearing: offsets, distances, travel, streams, bearings."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from geoinc.model import Bearing, Distance, Reason, RelationKind
from geoinc.relations import directions, lexicon, patterns, units
from geoinc.relations.clauses import AnchorName, AnchorReader, Clause
from geoinc.relations.productions.grammar import Target, narrowed, target
from geoinc.text import numbers

MODE_COLUMNS = ("pattern", "mode", "low_kmh", "high_kmh")
MAX_LETTERS = 3
"""Of "NNW"; a longer direction is a word."""

MAX_DOTTED_LETTERS = 6
"""Of "N.N.W."."""

HEIGHTS = frozenset(("ft", "m", "yd"))
"""Units of what is above or below a town: heights, not ways along a river."""


@lru_cache(maxsize=1)
def offset_pattern() -> re.Pattern[str]:
    """Return the pattern of distance and direction, once or twice, with or without "of"."""
    return patterns.compiled("offset", distance=units.pattern(), direction=directions.pattern())


THEN_LENGTH = 40
"""\"then\" is looked for so many characters before a distance: from the text's start the search would be quadratic."""


def offset(match: re.Match[str], reader: AnchorReader) -> Clause | None:
    """Build "8 km east of X", "X (20 km north of)", "3.9 mi S, 4 mi W of X", "and 5 km further north"."""
    steps = _steps(match)
    if steps is None:
        return Clause(RelationKind.OFFSET, match.start(), match.end(), reason=Reason.IMPOSSIBLE)
    distance, bearing = steps[0]
    kind = RelationKind.ORTHOGONAL if len(steps) > 1 else kind_of(distance)
    clause = Clause(kind, match.start(), match.end(), distance=distance, bearing=bearing)
    if len(steps) > 1:
        clause = replace(clause, distance=None, bearing=None, offsets=steps)
    nearly = max(match.start() - THEN_LENGTH, 0)
    then = patterns.compiled("then").search(reader.text, nearly, match.start())
    if (match["further1"] or then) and not match["prep"]:
        return replace(clause, continues=True)
    return _anchored(clause, match, reader)


def _steps(match: re.Match[str]) -> tuple[tuple[Distance, Bearing], ...] | None:
    found = []
    for suffix in ("", "2") if match["dist2"] else ("",):
        distance, bearing = units.read(match[f"dist{suffix}"]), directions.read(match[f"dir{suffix}"])
        if distance is None or bearing is None:
            return None
        found.append((distance, bearing))
    return tuple(found)


def kind_of(distance: Distance) -> RelationKind:
    """Return the family of a distance with a bearing: an offset, a limit, or a lower limit."""
    if distance.min_m == 0:
        return RelationKind.WITHIN
    return RelationKind.BEYOND if math.isinf(distance.max_m) else RelationKind.OFFSET


def _anchored(clause: Clause, match: re.Match[str], reader: AnchorReader) -> Clause | None:
    """Read the anchor after the words where "of" or letters ask for one, else before them."""
    prep = " ".join((match["prep"] or "").lower().split())
    if prep or _letters_run_on(match, reader):
        found = target(reader, match.end())
        if found is not None:
            return with_target(clause, narrowed(reader, found), measured_from(prep))
    name = _before(match, reader)
    if name is None:
        return None
    closing = re.compile(r"\s*[)\]]").match(reader.text, match.end())
    end = closing.end() if closing else match.end()
    return replace(clause, start=min(name.start, clause.start), end=end, names=(name,))


def _letters_run_on(match: re.Match[str], reader: AnchorReader) -> bool:
    """Whether a name follows without "of" ("15 mi. SW La Pesca")."""
    following = reader.text[match.end() : match.end() + 2]
    if not re.match(r"\s[^\W\d_]", following):
        return False
    return reader.loose or (len(match["dir"]) <= MAX_DOTTED_LETTERS and not following[1].islower())


def _before(match: re.Match[str], reader: AnchorReader) -> AnchorName | None:
    """In running text an anchor stands before only where brackets or the end say so."""
    if reader.loose or re.match(r"\s*\)", reader.text[match.end() :]):
        return reader.before(match.start())
    return None


def measured_from(preposition: str) -> tuple[str, ...]:
    """Return what of its anchor a preposition after a distance measures from: "off" the coast, "outside" the edge."""
    said = patterns.mapping("measured_from").get(preposition)
    return (said,) if said else ()


def with_target(clause: Clause, found: Target, qualifiers: tuple[str, ...] = ()) -> Clause:
    """Return the clause with its anchors and what of them is meant."""
    said = any(q.startswith("of:") for q in found.qualifiers)
    merged = tuple(dict.fromkeys((*clause.qualifiers, *(() if said else qualifiers), *found.qualifiers)))
    return replace(clause, names=found.names, qualifiers=merged, end=found.end)


@lru_cache(maxsize=1)
def distance_pattern() -> re.Pattern[str]:
    """Return the pattern of "18 km from", "within 500 yards of", "4.6 nm off", "5 km inside"."""
    return patterns.compiled("distance_from", distance=units.pattern())


def distance(match: re.Match[str], reader: AnchorReader) -> Clause | None:
    """Build "18 km from Monguno town" and its like."""
    stated = units.read(match["dist"])
    prep = match["prep"].lower().split()[0]  # "inland from", "offshore from"
    found = target(reader, match.end())
    if found is None or (prep in patterns.words("partitive") and not _of_is_spatial(stated, found, reader)):
        return None
    if stated is None:
        return Clause(RelationKind.DISTANCE, match.start(), match.end(), reason=Reason.IMPOSSIBLE)
    kind = kind_of(stated)
    kind = RelationKind.DISTANCE if kind is RelationKind.OFFSET else kind
    inside = (
        (Clause(RelationKind.IN, match.start(), found.end, names=found.names),)
        if prep in patterns.words("inwards")
        else ()
    )
    found = _from_border(found, reader) if inside else found
    if prep in patterns.words("offshore") and kind is RelationKind.DISTANCE:
        kind = RelationKind.OFF_COAST
    clause = Clause(kind, match.start(), match.end(), distance=stated, also=inside)
    return with_target(clause, narrowed(reader, found), measured_from(prep))


def _from_border(found: Target, reader: AnchorReader) -> Target:
    """Take in the neighbour from whose border a way into a country is measured ("15 km into A from the B border")."""
    ends = patterns.compiled("border_after")
    lead = patterns.compiled("from_border").match(reader.text, found.end)
    neighbour = reader.after(lead.end(), stop=ends) if lead else None
    border = ends.match(reader.text, neighbour.end) if neighbour else None
    if neighbour is None or border is None or len(found.names) != 1:
        return found
    return Target((*found.names, neighbour), found.qualifiers, border.end())


def _of_is_spatial(stated: Distance | None, found: Target, reader: AnchorReader) -> bool:
    """Return whether "of" places something ("within 5 miles of Aleppo") or measures it ("5 miles of road")."""
    return reader.loose or (stated is not None and stated.min_m == 0 and all(n.text for n in found.names))


@lru_cache(maxsize=1)
def _modes() -> tuple[tuple[str, str, float, float], ...]:
    rows = lexicon.read("modes.csv", MODE_COLUMNS)
    return tuple((r.need("pattern"), r.need("mode"), r.number("low_kmh"), r.number("high_kmh")) for r in rows)


@lru_cache(maxsize=1)
def _hours() -> dict[str, float]:
    return {word: float(Fraction(hours)) for word, hours in patterns.mapping("travel_hours").items()}


@lru_cache(maxsize=1)
def travel_pattern() -> re.Pattern[str]:
    """Return the pattern of "two hours' walk north of", "a three-hour drive from"."""
    modes = "|".join(sorted((m[0] for m in _modes()), key=len, reverse=True)).replace(" ", r"\s+")
    times, word = "|".join(_hours()), directions.word_pattern()
    return patterns.compiled("travel", number=numbers.measure_pattern(), times=times, modes=modes, direction_word=word)


def travel(match: re.Match[str], reader: AnchorReader) -> Clause | None:
    """Build a distance from travel time and the speeds of the mode."""
    low, high = numbers.read_measure(match["number"]), numbers.read_measure(match["number2"] or match["number"])
    found = target(reader, match.end())
    if low is None or high is None or found is None or low.value <= 0:
        return None
    pattern, mode, slow, fast = next(m for m in _modes() if re.fullmatch(m[0], match["mode"].lower()))
    assert pattern
    hours = _hours()[match["unit"].lower()]
    least, most = low.low * hours * slow * 1000, high.high * hours * fast * 1000
    least = 0.0 if match["hedge"] else least
    unit = "days" if match["unit"].lower() == "day" else "hours"
    middle = math.sqrt(least * most) or most / 2
    stated = Distance(least, most, middle, (most - least) / 2, unit=unit, approximate=True)
    if most > units.MAX_DISTANCE_M:
        return Clause(RelationKind.TRAVEL, match.start(), match.end(), reason=Reason.IMPOSSIBLE)
    bearing = directions.read(match["dir"]) if match["dir"] else None
    clause = Clause(RelationKind.TRAVEL, match.start(), match.end(), distance=stated, bearing=bearing)
    return with_target(replace(clause, qualifiers=(mode,)), found)


@lru_cache(maxsize=1)
def stream_pattern() -> re.Pattern[str]:
    """Return the pattern of "(5 km) upstream of", "2 miles below"."""
    return patterns.compiled("stream", distance=units.pattern())


def stream(match: re.Match[str], reader: AnchorReader) -> Clause | None:
    """Build "upstream of X", "5 miles below X on the Y"."""
    word = match["word"].lower()
    height = word in patterns.words("heights")
    if height and not match["dist"]:
        return None
    stated = units.read(match["dist"]) if match["dist"] else None
    found = target(reader, match.end())
    if found is None or (match["dist"] and stated is None):
        return None
    if stated is not None and stated.unit in HEIGHTS and height:
        return with_target(Clause(RelationKind.NEAR, match.start(), match.end()), found)
    kind = RelationKind.UPSTREAM if word in patterns.words("upwards") else RelationKind.DOWNSTREAM
    river = patterns.compiled("on").match(reader.text, found.end)
    second = reader.after(river.end()) if river else None
    if second is not None:
        found = Target((*found.names, second), found.qualifiers, second.end)
    return with_target(Clause(kind, match.start(), match.end(), distance=stated), found)


@lru_cache(maxsize=1)
def bearing_pattern() -> re.Pattern[str]:
    """Return the pattern of "north of", "just to the south-west of", "course 198° from"."""
    return patterns.compiled("bearing", direction=directions.pattern(), direction_word=directions.word_pattern())


def bearing(match: re.Match[str], reader: AnchorReader) -> Clause | None:
    """Build "south of the Fiji Islands"; letters count in running text only in capitals."""
    said = match["dir"]
    if not reader.loose and len(said) <= MAX_LETTERS and said != said.upper():
        return None
    found = target(reader, match.end())
    if found is None:
        name = reader.before(match.start()) if reader.loose else None
        found = Target((name,), (), match.end()) if name else None
    if found is None:
        return None
    read = directions.both(said, match["dir2"])
    if read is None:
        return Clause(RelationKind.BEARING, match.start(), match.end(), reason=Reason.IMPOSSIBLE)
    return with_target(Clause(RelationKind.BEARING, match.start(), match.end(), bearing=read), found)
