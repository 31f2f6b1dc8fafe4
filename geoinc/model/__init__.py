"""The nouns of geoinc: frozen, slotted values that every stage passes on.

No logic lives here beyond each noun's own invariants. Longitudes and latitudes are WGS 84 degrees,
in that order; lengths are metres and say so in their names; offsets are code points into
``Document.text``. Absence is a value with a :class:`Reason`, never a coordinate.
"""

from geoinc.model.document import Document, Span
from geoinc.model.findings import Findings, Outline, PlaceLabel, Unit
from geoinc.model.incident import (
    Actor,
    Claim,
    Code,
    Discarded,
    EventType,
    Harm,
    Incident,
    Operator,
    PlaceOption,
    Role,
    Stance,
    Status,
    Tally,
    TimePrecision,
)
from geoinc.model.location import Figures, Location, Region, SetAside, Working
from geoinc.model.place import Alternative, ExtentSource, Mention, MentionKind, Place, PlaceKind, Reason, Resolution
from geoinc.model.relation import ALSO, Anchor, Bearing, Distance, Genre, Relation, RelationKind, Rounding

__all__ = [
    "ALSO",
    "Actor",
    "Alternative",
    "Anchor",
    "Bearing",
    "Claim",
    "Code",
    "Discarded",
    "Distance",
    "Document",
    "EventType",
    "ExtentSource",
    "Figures",
    "Findings",
    "Genre",
    "Harm",
    "Incident",
    "Location",
    "Mention",
    "MentionKind",
    "Operator",
    "Outline",
    "Place",
    "PlaceKind",
    "PlaceLabel",
    "PlaceOption",
    "Reason",
    "Region",
    "Relation",
    "RelationKind",
    "Resolution",
    "Role",
    "Rounding",
    "SetAside",
    "Span",
    "Stance",
    "Status",
    "Tally",
    "TimePrecision",
    "Unit",
    "Working",
]
