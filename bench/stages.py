"""What each stage takes for a document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from geoinc import garbage
from geoinc.deferred import DeferredSequence
from geoinc.incidents.find import find_incidents
from geoinc.model import Document, Incident, Location, Relation
from geoinc.pipeline import Pipeline
from geoinc.relations.parse import find_relations
from geoinc.toponyms.resolve import resolve_mentions


@garbage.kept()
def timed(
    pipeline: Pipeline, document: Document, clock: Callable[[], float]
) -> tuple[list[Incident], dict[str, float]]:
    """Return a document's incidents, and the seconds of each stage by a clock.

    Relations are read, as the pipeline does, where the reading of incidents asks for them; they and locating are not of
    the incidents' own time.
    """
    beside = {"relate": 0.0, "locate": 0.0}

    def locate(relations: Sequence[Relation]) -> Location:
        begin = clock()
        location = pipeline.locate(relations)
        beside["locate"] += clock() - begin
        return location

    def relate() -> list[Relation]:
        begin = clock()
        relations = find_relations(document, resolutions, pipeline.gazetteer)
        beside["relate"] += clock() - begin
        return relations

    times = [clock()]
    mentions = pipeline.recognizer.recognize(document)
    times.append(clock())
    resolutions = resolve_mentions(document, mentions, pipeline.gazetteer)
    times.append(clock())
    found = find_incidents(document, resolutions, DeferredSequence(relate), locate)
    times.append(clock())
    recognised, resolved, read = (end - begin for begin, end in pairwise(times))
    incidents = read - sum(beside.values())
    return found, {
        "recognise": recognised,
        "resolve": resolved,
        "relate": beside["relate"],
        "incidents": incidents,
        "locate": beside["locate"],
    }
