"""Whose word a sentence is: the words beside its verb of speech or its "according to"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geoinc.model import Span

if TYPE_CHECKING:
    from geoinc.text.gloss import Piece

LONGEST: Final = 9
"""A speaker's name and office are so many words at most."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks (``span``), for code points ``start`` to ``end`` of the text.

    ``refers`` tells that it is of what was told before ("this was said by").
    """

    span: Span
    start: int
    end: int
    refers: bool = False


REFERS: Final = "said so"
"""The English of words for speech about what was told before."""


def voices_of(pieces: Sequence[Piece], text: str, document_id: str, *, verb_first: bool) -> list[Speaker]:
    """Return the voices of a sentence, the first that is found for all of it.

    Parameters
    ----------
    verb_first
        Whether the language puts who speaks behind the verb also where the sentence begins with it.
    """
    for i, piece in enumerate(pieces):
        if piece.tag == "according":
            begins = next((k for k in range(i + 1, len(pieces)) if pieces[k].tag != "time"), i + 1)
            words = _behind_by(pieces, begins) or _run(pieces, begins, step=1)
        elif piece.tag == "role" and piece.value == "accused":
            behind = verb_first or (i > 0 and pieces[i - 1].tag == "sign")
            words = _run(pieces, i + 1, step=1) if behind else _run(pieces, i - 1, step=-1)
        elif piece.tag == "speech":
            inverted = i == 0 or pieces[i - 1].tag == "sign" or pieces[i - 1].gloss in {"and", "that"} or verb_first
            begins = next((k for k in range(i + 1, len(pieces)) if not _passed(pieces[k])), i + 1)
            words = _run(pieces, begins, step=1) if inverted else _run(pieces, i - 1, step=-1)
        else:
            continue
        if words:
            start, end = words[0].start, words[-1].end
            span = Span(document_id, start, end, text[start:end])
            return [Speaker(span, pieces[0].start, pieces[-1].end, refers=piece.gloss == REFERS)]
    return []


def _passed(piece: Piece) -> bool:
    """Whether a word may stand between a verb of speech and who speaks: "said on Friday the"."""
    return piece.tag == "time" or (piece.tag == "stop" and not piece.capital)


def _behind_by(pieces: Sequence[Piece], at: int) -> list[Piece]:
    """Return who stands behind a "by" in the phrase that begins at an index ("according to a toll given by the army")."""
    for i in range(at, min(at + LONGEST, len(pieces))):
        if pieces[i].tag in {"sign", "end"}:
            break
        if pieces[i].gloss.startswith("by"):
            return _run(pieces, i + 1, step=1)
    return []


def speaker_beside(pieces: Sequence[Piece], at: int, text: str, *, step: int) -> str | None:
    """Return the words for who speaks that stand before (``step`` -1) or behind (1) a verb, None where there are none."""
    words = _run(pieces, at + step, step=step)
    return text[words[0].start : words[-1].end] if words else None


def _run(pieces: Sequence[Piece], at: int, *, step: int) -> list[Piece]:
    """Return the pieces from an index on that make one phrase, in the text's order."""
    found: list[Piece] = []
    while 0 <= at < len(pieces) and len(found) < LONGEST:
        piece = pieces[at]
        if (
            piece.tag in {"sign", "end", "speech", "harm", "event", "time", "hedge"}
            or piece.gloss == "that"
            or (piece.count or 1) > 1
        ):
            break
        found.append(piece)
        at += step
    found = found if step > 0 else found[::-1]
    while found and found[0].tag in {"preposition", "clitic", "stop", "link"} and found[0].gloss != "":
        found = found[1:]
    while found and found[-1].tag in {"preposition", "link"}:
        found = found[:-1]
    return found if any(p.tag in {"unknown", "institution", "actor", "people", "person", "name"} for p in found) else []
