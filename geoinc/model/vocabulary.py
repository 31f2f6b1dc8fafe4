"""Relative locations: words to relations (parsing), relations to regions (geometry, fusion).

Two halves meet in :class:`geoinc.model.Relation`: parsing promises what follows, geometry relies on it.

Distance
    Metres. ``min_m`` and ``max_m`` bound what was *said*, before any kernel: equal to ``stated_m`` for
    "8 km"; 5,000 and 10,000 for "5-10 km" (``stated_m`` is the middle); 0 and the limit for "within 5 km",
    "less than 5 km" (``stated_m`` the limit); the limit and ``math.inf`` for "at least", "more than".
    ``precision_m`` is half of the precision stated (guides: 10 km → 500 m, 10.1 km → 50 m, 140 km → 5,000 m).
    ``approximate`` for about, some, roughly, ca., a range, or double units that disagree. Double units that
    agree ("75 km (46 miles)") are one distance: the overlap of their intervals gives stated and precision.
    ``unit`` is m, km, yd, ft, mi, nm or league as written, "hours" or "days" for TRAVEL.
    Always finite ``stated_m`` > 0.

Bearing
    Degrees clockwise from north; ``half_angle_deg`` is the guides' (45 for N, 22.5 for NE, 11.25 for NNE,
    5.625 for 32 points, 1 for degrees); ``text`` the words as written.

Kinds, with what each carries
    AT            1 anchor, the place itself
    IN            1 anchor, within it
    OFFSET        1 anchor, distance, bearing. Also "198° from"
    ORTHOGONAL    1 anchor, ``offsets`` ((distance, bearing), (distance, bearing), …) to be added as vectors
    DISTANCE      1 anchor, distance ("18 km from X")
    WITHIN        1 anchor, distance with min 0; a bearing where the words give one
    BEYOND        1 anchor, distance with max inf; a bearing where the words give one
    BEARING       1 anchor, bearing ("south of the Fiji Islands")
    NEAR          1 anchor; qualifiers "vicinity", "opposite", "toward" (on the way to)
    BETWEEN       2 anchors (or more: among them)
    HALFWAY       2 anchors
    ALONG         1 anchor that is a line (river, coast, border, road), or whose ``of:`` part is one
    ROAD          2 anchors, the road between them; 1 anchor, a road with a name
    BORDER        2 anchors, their common border; 1 anchor, its border
    PART          1 anchor and ≥ 1 part qualifier; several parts are their union ("northern and eastern Syria")
    OUTSKIRTS     1 anchor; "outskirts", "suburbs", "countryside", "surroundings", and a compass word
    BANK          1 anchor (river or lake) and "north" … or "left"/"right" (facing downstream)
    UPSTREAM, DOWNSTREAM   anchor(s): the place, then the river where named; a distance where given
    MOUTH         1 anchor, a river
    CONFLUENCE    2 anchors, rivers; with "junction" roads or streets
    OFF_COAST     1 anchor; distance and bearing where given; a compass word says which coast
    PORT          1 anchor
    ANCHORAGE     1 anchor; "inner", "outer"
    COORDINATES   no anchor; ``point`` (lon, lat), and ``distance.precision_m`` = half of the last digit's size
    TRAVEL        1 anchor, distance (min … max from travel speeds), a bearing where given, and the mode

Qualifiers, a closed vocabulary (:data:`QUALIFIERS`)
    compass       north northeast … northwest (eight words): a part, a coast, a bank, a side
    parts         central, tip, coastal, inland, rural, urban
    region        "region": the name is used loosely, the anchor *or* its surroundings
    unit          "unit": the name is called a district or the like, and only its town is known: the ground around it
    modes         walk, drive, horse, boat, flight, march
    loose         vicinity, opposite, toward, outskirts, suburbs, countryside, surroundings
    water         left, right, inner, outer, junction
    of:WHAT       what of the anchor is meant or measured from: "of:border", "of:coast", "of:mouth", "of:bank",
                  "of:road", "of:edge", "of:confluence", "of:tip". A compass word then says which one
                  ("12 km off the southern coast of X": OFF_COAST, "south"; "20 km from the Turkish border":
                  DISTANCE, "of:border"; "off the northern tip of X": "of:tip", "north")
    narrowed      the anchor's words name a second place that narrows the first ("the deconfliction line on
                  the Euphrates"); nothing to compute

Anchors
    ``candidates`` are sorted, their probabilities sum to at most 1 (the rest: some place that is not in the
    gazetteer); several are a mixture. Two anchors of a pair are resolved together. No candidates: ``reason``
    is UNNAMED_ANCHOR ("the headquarters") or NO_ANCHOR / UNKNOWN_NAME; such a relation takes part in no product.

Fusion
    ``fuse(relations, gazetteer, *, genre, method) -> Location`` multiplies relations of one place; it never
    raises for what these words can say. It fills ``Location.explanation`` with :func:`geoinc.locations.explain.explain`.
"""

from __future__ import annotations

COMPASS_WORDS = ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest")
"""Compass qualifiers, clockwise; index × 45 is the bearing in degrees."""

PARTS = ("central", "tip", "coastal", "inland", "rural", "urban")
MODES = ("walk", "drive", "horse", "boat", "flight", "march")
LOOSE = ("region", "unit", "vicinity", "opposite", "toward", "outskirts", "suburbs", "countryside", "surroundings")
WATER = ("left", "right", "inner", "outer", "junction")
OF = tuple(f"of:{what}" for what in ("border", "coast", "mouth", "bank", "road", "edge", "confluence", "tip"))

QUALIFIERS = frozenset((*COMPASS_WORDS, *PARTS, *MODES, *LOOSE, *WATER, *OF, "narrowed", "somewhere"))
"""Every word that ``Relation.qualifiers`` may hold."""

__all__ = ["COMPASS_WORDS", "LOOSE", "MODES", "OF", "PARTS", "QUALIFIERS", "WATER"]
