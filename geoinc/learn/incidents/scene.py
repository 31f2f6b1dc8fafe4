"""Learn which place of a report is its scene, and how sure that is: ``python -m geoinc.learn.incidents.scene DATA``.

From rows of databases with positions, and from news reports with templates. Right are the candidates within 50 km of
the position, or that answer to the template; where there is none, the narrowest whose 90 % area holds it, if its middle
is no farther off than a hundred miles; where there is none either, "none of them": a whole sea or country is no pin.
How sure a scene is, is learned from scenes chosen by what was learned without them.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from shapely import Point
from shapely.ops import nearest_points

from geoinc.evaluate.incidents import AnnotatedReport, Template, align, place_matches, place_of, read_report
from geoinc.evaluate.rows import TOUCHING_M
from geoinc.geo.geodesy import distance_m
from geoinc.incidents.decisions import certainty, happened
from geoinc.incidents.decisions.pins import evidence
from geoinc.incidents.decisions.scorer import Features, Scorer, load, save
from geoinc.incidents.find import events_of, incidents_of
from geoinc.incidents.frames.lexicon import index
from geoinc.incidents.gather import gather
from geoinc.incidents.ground import anchor_places, width
from geoinc.incidents.linking import Event
from geoinc.incidents.reading import Account, page_of, read
from geoinc.incidents.scene import NAME, Scene, SceneCandidate, Story, candidates, choose
from geoinc.learn.incidents import logistic
from geoinc.learn.incidents.left_out import apart, each, keep
from geoinc.learn.incidents.texts import FOLDS, Prepared, prepared, reports, rows
from geoinc.learn.incidents.worked import Labelled, labelled
from geoinc.model import Location, Region, Relation
from geoinc.pipeline import Pipeline
from geoinc.text.tokens import words_of

Grounds = tuple[tuple[float, float, float], ...]
"""Where events were: longitude, latitude, and how far off (metres) a pin may be."""
NEAR_M = 50_000.0
WRONG_M = 161_000.0
MOST = {"awsd": 1600, "asam": 1600}
SHARES = {"reports": 0.5, "worked": 2.0}
"""How much a table counts beside one of messages with positions."""
PENALTY = 3.0
CERTAINTY_PENALTY = 2.0
PIN_PENALTY = 15.0
PROMISE = 0.82
"""Of all areas of a bin so many hold the position on record. Not .90: half of these positions are rough themselves."""
_BINS = 6
LEAST = 0.72
"""Scenes from this probability of being right on teach how far areas reach."""


@dataclass(frozen=True, slots=True)
class SceneChoice:
    """A report's candidates, which of them are right, and how far (metres) each is from the truth.

    ``point`` is the position on record, None where only a template says which place is meant. ``story`` is a text of which
    all events are known, with the number of this one in it, and ``grounds`` where they were: longitude, latitude, and how
    far off (metres) a pin may be. ``fold`` is the part that the text is of.
    """

    table: str
    options: tuple[SceneCandidate, ...]
    right: tuple[bool, ...]
    off_m: tuple[float, ...]
    point: tuple[float, float] | None
    story: Story | None = None
    number: int = 0
    grounds: Grounds = ()
    fold: int = 0


@dataclass(frozen=True, slots=True)
class Chosen:
    """A scene chosen by what was learned without it: its area, and how far the truth lies from best point and area."""

    case: SceneChoice
    scene: Scene
    region: Region
    off_m: float
    edge_m: float


def cases(found: Sequence[Prepared], pipeline: Pipeline) -> list[SceneChoice]:
    """Return the reports with a position that have any candidate."""
    made = []
    for item in found:
        row, document = item.text.row, item.text.document
        if row.get("lat") is None:
            continue
        page = page_of(document, item.every_relation, index(), words_of(document.text))
        event = _whole(read(page))
        if event is None:
            continue
        options = candidates(Story(page, [event]), event)
        if options:
            case = _case(item.text.table, options, (row["lon"], row["lat"]), pipeline)
            made.append(replace(case, fold=item.text.fold))
    return made


def _whole(told: Sequence[Account]) -> Event | None:
    """Return all of a report as one event."""
    events = [e for e in gather(told) if e.seeds]
    return Event([a for e in events for a in e.accounts]) if events else None


def keyed(found: Sequence[Prepared], pipeline: Pipeline) -> Iterator[SceneChoice]:
    """Yield the events of news reports that answer to a template with a place."""
    for item in found:
        document = item.text.document
        report: AnnotatedReport = read_report(item.text.row)
        page, events = events_of(document, item.resolutions, item.relations)
        incidents = incidents_of(page, events, item.resolutions, pipeline.locate)
        story = Story(page, events)
        grounds = keyed_grounds(report.templates, pipeline)
        for number, incident in align(report.templates, incidents, pipeline.gazetteer).items():
            template, own = report.templates[number], incidents.index(incident)
            options = candidates(story, events[own]) if template.places else []
            if options:
                case = _keyed(item.text.table, options, template, pipeline)
                yield replace(case, story=story, number=own, grounds=grounds, fold=item.text.fold)


def stories(found: Sequence[Labelled]) -> Iterator[tuple[Labelled, Story]]:
    """Yield reports with how they are read."""
    for report in found:
        yield report, _story(report.item)


def _story(item: Prepared) -> Story:
    return Story(*events_of(item.text.document, item.resolutions, item.relations))


def grounds_of(report: Labelled) -> Grounds:
    """Return where the events that a report tells were."""
    return tuple((*event.point, event.within_m) for event in report.report.events)


def keyed_grounds(templates: Sequence[Template], pipeline: Pipeline) -> Grounds:
    """Return where the events of a news report with templates were."""
    points = (place_of(chain, pipeline.gazetteer) for template in templates for chain in template.places)
    return tuple((*point, NEAR_M) for point in points if point is not None)


def keyed_stories(found: Sequence[Prepared], pipeline: Pipeline) -> Iterator[tuple[Grounds, Story]]:
    """Yield news reports with templates as they are read, and where their events were."""
    for item in found:
        yield keyed_grounds(read_report(item.text.row).templates, pipeline), _story(item)


def where_it_happened(found: Sequence[tuple[Grounds, Story]]) -> Scorer:
    """Return what tells at which places of texts anything happened."""
    options: list[list[Features]] = []
    right: list[list[bool]] = []
    for grounds, story in found:
        known_of = happened.features(story.page, story.events, story.filed, collected=not story.is_article)
        reach = _measured(story)
        for place, known in known_of:
            most = reach.get(place.id, 0.0)
            near = any(distance_m(place.point.x, place.point.y, x, y) <= m + most for x, y, m in grounds)
            options.append([known, {}])
            right.append([near, not near])
    return logistic.fit_choice(options, right, [1.0] * len(right), penalty=PENALTY)


def _measured(story: Story) -> dict[str, float]:
    """Return how far from a place (by its ``id``, metres) a text says that something was: "40 miles off Alba" is of Alba."""
    found: dict[str, float] = {}
    for relation in story.page.relations:
        if relation.distance is not None:
            for place in anchor_places([relation]):
                found[place.id] = max(found.get(place.id, 0.0), relation.distance.max_m)
    return found


def told_apart(found: Sequence[tuple[Labelled, Story]], pipeline: Pipeline) -> Iterator[SceneChoice]:
    """Yield the events found in reports whose every clause is known; of what is no event of theirs no place is right."""
    for report, story in found:
        grounds, fold = grounds_of(report), report.item.text.fold
        for number, event in enumerate(story.events):
            options = candidates(story, event)
            truth = report.majority([a for a in event.accounts if a.seeds])
            if options and truth is None:
                nowhere = tuple(float("inf") for _ in options)
                none = tuple(False for _ in options)
                yield SceneChoice("worked", tuple(options), none, nowhere, None, story, number, grounds, fold)
            elif options and truth is not None:
                case = _case("worked", options, truth.point, pipeline, near_m=max(truth.within_m, NEAR_M / 2))
                yield replace(case, story=story, number=number, grounds=grounds, fold=fold)


def _keyed(table: str, options: Sequence[SceneCandidate], template: Template, pipeline: Pipeline) -> SceneChoice:
    points = [p for chain in template.places if (p := place_of(chain, pipeline.gazetteer)) is not None]
    located = [_located(pipeline, c.relation) for c in options]
    right = [place_matches(template, where, pipeline.gazetteer) for where in located]
    off = [
        0.0 if ok else min((_off_m(where, p) for p in points), default=float("inf"))
        for ok, where in zip(right, located, strict=True)
    ]
    return SceneChoice(table, tuple(options), tuple(right), tuple(off), points[0] if points else None)


def _off_m(where: Location, point: tuple[float, float]) -> float:
    return float("inf") if where.region is None else distance_m(where.region.best.x, where.region.best.y, *point)


def _case(
    table: str,
    options: Sequence[SceneCandidate],
    point: tuple[float, float],
    pipeline: Pipeline,
    near_m: float = NEAR_M,
) -> SceneChoice:
    located = [_located(pipeline, c.relation) for c in options]
    off = [_off_m(where, point) for where in located]
    right = [d <= near_m for d in off]
    if not any(right):
        holds = [
            w.region is not None and d <= WRONG_M and w.region.area90.intersects(Point(*point))
            for w, d in zip(located, off, strict=True)
        ]
        wide = [min(map(width, anchor_places([c.relation])), default=0) for c in options]
        least = min((w for w, h in zip(wide, holds, strict=True) if h), default=0)
        right = [h and w == least for w, h in zip(wide, holds, strict=True)]
    return SceneChoice(table, tuple(options), tuple(right), tuple(off), point)


_PLACES: dict[object, Location] = {}


def _located(pipeline: Pipeline, relation: Relation) -> Location:
    key = (
        relation.kind,
        relation.distance,
        relation.bearing,
        tuple(p.id for p in anchor_places([relation])),
        relation.span.text if not relation.anchors else "",
    )
    if key not in _PLACES:
        _PLACES[key] = pipeline.locate([relation])
    return _PLACES[key]


def learn(found: Sequence[SceneChoice]) -> Scorer:
    """Return the choice learned from cases, in which "none of them" is an option of which nothing is known."""
    sizes = Counter(case.table for case in found)
    return logistic.fit_choice(
        [[*(option.features for option in case.options), {}] for case in found],
        [[*case.right, not any(case.right)] for case in found],
        [SHARES.get(case.table, 1.0) * len(found) / len(sizes) / sizes[case.table] for case in found],
        penalty=PENALTY,
    )


def crossed(found: Sequence[SceneChoice], scorers: Sequence[Scorer], pipeline: Pipeline) -> list[Chosen]:
    """Return the scenes that have a place, each chosen by what was learned without its part."""
    answers = []
    for case in found:
        scene = choose(case.options, scorers[case.fold])
        where = pipeline.locate(scene.relations) if scene.relations else None
        if where is not None and where.region is not None:
            answers.append(_chosen(case, scene, where.region))
    return answers


def _chosen(case: SceneChoice, scene: Scene, region: Region) -> Chosen:
    best = scene.others[0][0]
    number = next(i for i, c in enumerate(case.options) if c.relation is best)
    if case.point is None or (case.right[number] and case.off_m[number] == 0.0):
        off = case.off_m[number]
        return Chosen(case, scene, region, off, off)
    off = distance_m(region.best.x, region.best.y, *case.point)
    point = Point(*case.point)
    if off <= TOUCHING_M or region.area90.intersects(point):
        return Chosen(case, scene, region, off, 0.0)
    edge = nearest_points(region.area90, point)[0]
    return Chosen(case, scene, region, off, distance_m(edge.x, edge.y, *case.point))


def is_right(found: Sequence[Chosen]) -> Scorer:
    """Return what tells whether a scene's place is not another."""
    return _certain(found, [c.off_m <= WRONG_M for c in found])


def is_held(found: Sequence[Chosen]) -> Scorer:
    """Return what tells whether a scene's area holds its place."""
    return _certain(found, [c.edge_m == 0 for c in found])


def _certain(found: Sequence[Chosen], told: Sequence[bool]) -> Scorer:
    features = [certainty.features(c.scene, c.region) for c in found]
    sizes = Counter(c.case.table for c in found)
    weights = [SHARES.get(c.case.table, 1.0) * min(2.0, len(found) / len(sizes) / sizes[c.case.table]) for c in found]
    return logistic.fit(features, list(map(float, told)), weights, penalty=CERTAINTY_PENALTY)


def is_pin(found: Sequence[Chosen]) -> Scorer:
    """Return what tells whether a pin is right: near any event that its text tells, and for half if another pin is there."""
    stories: dict[int, list[Chosen]] = {}
    for chosen in found:
        if chosen.case.story is not None:
            stories.setdefault(id(chosen.case.story), []).append(chosen)
    features, labels = [], []
    for told in stories.values():
        known = [(c, k, w) for c, k, w in zip(told, _told(told), worth(told), strict=True) if k is not None]
        features += [certainty.pin_features(certainty.features(c.scene, c.region), c.region, k) for c, k, _ in known]
        labels += [w for _, _, w in known]
    return logistic.fit(features, labels, [1.0] * len(labels), penalty=PIN_PENALTY)


def _told(found: Sequence[Chosen]) -> list[Features | None]:
    """Return what a text tells for and against each of its pins; None for that of a message."""
    story = found[0].case.story
    assert story is not None
    scenes = [Scene((), 0.0) for _ in story.events]
    for chosen in found:
        scenes[chosen.case.number] = chosen.scene
    told = evidence(story, scenes)
    return [told[c.case.number] for c in found]


def worth(found: Sequence[Chosen]) -> list[float]:
    """Return what each pin of a text is worth: nothing where nothing happened, a half where others answer for what did."""
    answered: set[int] = set()
    worth = []
    for chosen in found:
        best = chosen.region.best
        near = [i for i, (x, y, m) in enumerate(chosen.case.grounds) if distance_m(best.x, best.y, x, y) <= m]
        fresh = next((i for i in near if i not in answered), None)
        worth.append(1.0 if fresh is not None else 0.5 if near else 0.0)
        answered |= {fresh} if fresh is not None else set()
    return worth


def margins(found: Sequence[Chosen], right: Scorer, holds: Scorer) -> dict[str, float]:
    """Return how far beyond their areas places lie, but for a few, by the probability that the area holds them.

    Bins of equally many scenes that are pins, or nearly so; never farther where the area is surer.
    """
    pins = [
        (holds.probability(f), c.edge_m)
        for c in found
        if right.probability(f := certainty.features(c.scene, c.region)) >= min(LEAST, certainty.least(c.scene))
    ]
    pins.sort()
    table: dict[str, float] = {}
    least = float("inf")
    for part in np.array_split(np.array(pins), _BINS):
        least = min(least, float(np.quantile(part[:, 1], PROMISE)))
        table[f"{part[:, 0].mean():.3f}"] = round(least)
    return table


def judged(
    found: Sequence[Chosen], right: Sequence[Scorer], holds: Sequence[Scorer]
) -> Iterator[tuple[Chosen, float, float]]:
    """Yield each scene with the probability that it is right and its margin (metres), learned without its part."""
    for fold in range(FOLDS):
        kept = [c for c in found if c.case.fold != fold]
        table = sorted((float(name), metres) for name, metres in margins(kept, right[fold], holds[fold]).items())
        for chosen in (c for c in found if c.case.fold == fold):
            features = certainty.features(chosen.scene, chosen.region)
            margin = certainty.between(table, holds[fold].probability(features))
            yield chosen, right[fold].probability(features), margin


def report(found: Sequence[SceneChoice], answers: Sequence[tuple[Chosen, float, float]]) -> Iterator[str]:
    """Yield a line a table: what was located, near, far off, and held by its area, of cases left out."""
    for table in sorted({c.table for c in found}):
        n = sum(c.table == table for c in found)
        oracle = sum(min(c.off_m) <= NEAR_M for c in found if c.table == table)
        pins = [(c, m) for c, p, m in answers if c.case.table == table and p >= certainty.least(c.scene)]
        share = max(1, len(pins))
        near, wrong = sum(c.off_m <= NEAR_M for c, _ in pins), sum(c.off_m > WRONG_M for c, _ in pins)
        before, after = sum(c.edge_m == 0 for c, _ in pins), sum(c.edge_m <= m for c, m in pins)
        wider = sum(m > 0 for _, m in pins)
        radius = np.median([c.region.radius_m + m for c, m in pins]) / 1000 if pins else 0.0
        was = np.median([c.region.radius_m for c, _ in pins]) / 1000 if pins else 0.0
        yield (
            f"{table:<8} {n} cases: located {len(pins) / n:.3f}, within 50 km {near / n:.3f} (any candidate {oracle / n:.3f}), "
            f"over 161 km {wrong / share:.3f}, area90 holds {after / share:.3f} ({before / share:.3f} before it was widened, "
            f"as {wider / share:.2f} are; median radius {radius:.1f} km, {was:.1f} before)"
        )


def main(data: Path) -> None:
    """Learn, write the weights and print how good the choice is on what was left out."""
    pipeline = Pipeline.default()
    texts = [t for name in ("awsd", "asam", "msa") for t in rows(data / "incidents", name, most=MOST.get(name))]
    quoted, news = labelled(pipeline), prepared(reports(data / "incidents"), pipeline)
    read = list(each(quoted, stories))
    known = [(fold, (grounds_of(report), story)) for fold, (report, story) in read]
    keep(happened.NAME, [*known, *each(news, lambda part: keyed_stories(part, pipeline))], where_it_happened)
    found = [case for _, case in each(prepared(texts, pipeline), lambda part: cases(part, pipeline))]
    found += [case for _, case in each(news, lambda part: keyed(part, pipeline))]
    found += [case for _, case in apart(read, lambda part: told_apart(part, pipeline))]
    answers = crossed(found, keep(NAME, [(case.fold, case) for case in found], learn), pipeline)
    chosen = [(answer.case.fold, answer) for answer in answers]
    right = keep(certainty.RIGHT, chosen, is_right)
    holds = keep(certainty.HOLDS, chosen, is_held)
    keep(certainty.PIN, chosen, is_pin)
    save(certainty.MARGINS, margins(answers, load(certainty.RIGHT), load(certainty.HOLDS)))
    for line in report(found, list(judged(answers, right, holds))):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
