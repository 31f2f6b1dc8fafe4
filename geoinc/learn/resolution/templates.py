"""How drills are written: sentences with slots, filled with real places, whose spans and answers are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from geoinc.gazetteer.file.columns import KIND_NUMBER, NONE
from geoinc.gazetteer.records import NameKind
from geoinc.learn.resolution.annotated import Gold, ResolutionExample
from geoinc.model import Document, PlaceKind
from geoinc.toponyms.resolve.spans import mentions_from_spans

if TYPE_CHECKING:
    from geoinc.gazetteer import Gazetteer

CORPUS: Final = "drills"
SETTLEMENT: Final = KIND_NUMBER[PlaceKind.SETTLEMENT]
Fill = tuple[str, int]
"""The words for a slot, and the index of the place that they mean."""


@dataclass(slots=True)
class SyntheticText:
    """A text under construction: its words, spans and the place of each span."""

    text: str = ""
    spans: list[tuple[int, int]] = field(default_factory=list)
    places: list[int] = field(default_factory=list)

    def write(self, words: str) -> None:
        """Add words."""
        self.text += words

    def name(self, words: str, place: int) -> None:
        """Add a name."""
        self.spans.append((len(self.text), len(self.text) + len(words)))
        self.places.append(place)
        self.text += words


def fill(
    template: str, fills: Mapping[str, Fill | None], *, draft: SyntheticText | None = None, twin: Fill = ("", 0)
) -> SyntheticText | None:
    """Write a template into a draft; None where a slot has nothing to fill it.

    ``twin`` is what a second {x} means in a template that has a {y2}.
    """
    draft = SyntheticText() if draft is None else draft
    for piece in template.split("{"):
        slot, closed, rest = piece.partition("}")
        if not closed:
            draft.write(piece)
            continue
        second = slot == "x" and "{y2}" in template and bool(draft.places)
        chosen = twin if second else fills[slot]
        if chosen is None:
            return None
        draft.name(*chosen)
        draft.write(rest)
    return draft


def own(gazetteer: Gazetteer, index: int) -> Fill:
    """Return a place under its own name."""
    return gazetteer.store.own_name(index), index


def demonym(gazetteer: Gazetteer, index: int) -> Fill | None:
    """Return the country of a place under its demonym."""
    country = int(gazetteer.columns.country_place[gazetteer.columns.country[index]])
    if country == NONE:
        return None
    rows = gazetteer.store.rows_of_place(country)
    names = [gazetteer.store.name_at(row) for row in rows if gazetteer.store.kind_of_name(row) is NameKind.DEMONYM]
    return (names[0], country) if names else None


def example(gazetteer: Gazetteer, draft: SyntheticText, name: str) -> ResolutionExample:
    """Return a draft as a training example."""
    document = Document(draft.text, id=f"{CORPUS}-{name}")
    mentions = mentions_from_spans(document, draft.spans, gazetteer)
    columns = gazetteer.columns
    gold = [Gold(float(columns.lon[i]), float(columns.lat[i]), gazetteer.store.id_at(i)) for i in draft.places]
    return ResolutionExample(CORPUS, document, tuple(mentions), tuple(gold))
