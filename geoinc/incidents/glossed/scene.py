"""Where an event of a text in another language took place: the choice that is learned from English, on the gloss's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geoinc.incidents.ground import anchor_places
from geoinc.incidents.place import Level
from geoinc.incidents.scene import SceneCandidate, Seen, features
from geoinc.model import Relation, RelationKind

if TYPE_CHECKING:
    from geoinc.text.gloss import Piece

REACH: Final = 6
"""So many sentences from an event's own a place may stand."""

FILED: Final = 9
"""A dateline has no more pieces than this."""

_FILING: Final = frozenset(
    {"name", "time", "number", "sign", "unknown", "generic", "stop", "clitic", "measure", "link"}
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A place of a sentence and what stands around it; ``seat`` where it is a part of what who speaks is called."""

    relation: Relation
    before: str
    after: str
    aside: bool
    opens: bool
    dateline: bool
    seat: bool = False


def stated(sentence: Sequence[Piece], relation: Relation, *, aside: bool, filed: int) -> Stated:
    """Return a place as it stands in its sentence; ``filed`` is where the sentence's dateline ends."""
    start = relation.anchors[0].span.start if relation.anchors else relation.span.start
    before = next((p for p in reversed(sentence) if p.end <= start and p.gloss), None)
    after = next((p for p in sentence if p.start >= relation.span.end), None)
    return Stated(
        relation,
        before.gloss.split()[-1]
        if before and before.tag in {"preposition", "direction", "generic", "sign", "clitic", "link"}
        else "",
        after.gloss if after and after.tag == "sign" else "",
        aside=aside,
        opens=relation.span.start <= sentence[0].start,
        dateline=relation.span.start < filed,
    )


def dateline_end(sentence: Sequence[Piece], text: str, *, opens: bool) -> int:
    """Return where the dateline of a text's first sentence ends ("BOGOTÁ, 12 jun –", "Порт-Судан, 5 ноября.", "Soudan :"), 0 for none."""
    if not opens or not sentence or sentence[0].tag not in {"name", "generic"}:
        return 0
    for n, piece in enumerate(sentence[:FILED]):
        if piece.gloss == ":" and n:
            return piece.end
        if piece.gloss == "-" and n and (text[piece.start - 1].isspace() or sentence[n - 1].tag == "end"):
            return piece.end
        if piece.tag == "end" and n and any(p.tag == "time" for p in sentence[:n]):
            return piece.end
        if piece.tag not in _FILING and not (piece.tag == "end" and sentence[n + 1 : n + 2]):
            return 0
    return 0


def candidates(  # noqa: PLR0913 - what an event is placed by
    told: Sequence[Sequence[Stated]],
    own: Sequence[int],
    seeds: Sequence[int],
    taken: Sequence[Relation],
    home: frozenset[str],
    *,
    unknown: bool,
) -> list[SceneCandidate]:
    """Return the places that may be an event's scene, in the order of the text, told as articles tell them.

    Parameters
    ----------
    told
        The places of each sentence.
    own
        Numbers of the event's sentences; ``seeds`` are those that report it.
    taken
        Places of other events.
    home
        Codes of the countries that the text is known to be of.
    unknown
        Whether the event's words name a place that the gazetteer lacks.
    """
    near = [i for i in range(len(told)) if min(abs(i - k) for k in own) <= REACH]
    found = [
        (i, s)
        for i in near
        for s in told[i]
        if not s.aside
        and s.relation not in taken
        and (s.relation.kind is RelationKind.COORDINATES or any(anchor_places([s.relation])))
    ]
    every = [s.relation for _, s in found]
    made = []
    for i, s in found:
        direct = i in own and not s.aside and not s.dateline
        seen = Seen(
            s.relation,
            i,
            Level.CLAUSE if direct else None,
            before=s.before,
            after=s.after,
            aside=s.aside,
            opens=s.opens,
            dateline=s.dateline,
        )
        made.append(
            SceneCandidate(
                s.relation,
                features(seen, every, seeds or own, home=home, article=True, unknown=unknown),
                direct,
            )
        )
    return made
