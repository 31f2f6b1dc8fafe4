"""What each stage takes for a document."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from geoinc.incidents.find import find_incidents
from geoinc.model import Document, Incident, Location, Relation
from geoinc.pipeline import Pipeline
from geoinc.relations.parse import find_relations
from geoinc.toponyms.resolve import resolve_mentions


def timed(
    pipeline: Pipeline, document: Document, clock: Callable[[], float]
) -> tuple[list[Incident], dict[str, float]]:
    """Return a document's incidents, and the seconds of each stage by a clock; locating is not of the incidents' own."""
    located_s = 0.0

    def locate(relations: Sequence[Relation]) -> Location:
        nonlocal located_s
        begin = clock()
        location = pipeline.locate(relations)
        located_s += clock() - begin
        return location

    times = [clock()]
    mentions = pipeline.recognizer.recognize(document)
    times.append(clock())
    resolutions = resolve_mentions(document, mentions, pipeline.gazetteer)
    times.append(clock())
    relations = find_relations(document, resolutions, pipeline.gazetteer)
    times.append(clock())
    found = find_incidents(document, resolutions, relations, locate)
    times.append(clock())
    stages = ("recognise", "resolve", "relate", "incidents")
    spent = {stage: end - begin for stage, begin, end in zip(stages, times, times[1:], strict=False)}
    spent["incidents"] -= located_s
    return found, {**spent, "locate": located_s}
