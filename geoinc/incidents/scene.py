"""Where an event took place: the one place of its story that a learned choice finds likeliest, or none.

Every place that the event's part of a text tells is a candidate, however far from the event's own words; "none of
them" is one more. The choice (a conditional logit) gives each a probability; one too unlikely is no pin.
Trained by ``python -m geoinc.learn.incidents.scene``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from math import exp

from geoinc.deferred import kept_property
from geoinc.incidents.aside import hangs_elsewhere, is_aside, is_taken_to
from geoinc.incidents.decisions import happened
from geoinc.incidents.decisions.scorer import Features, Scorer, load
from geoinc.incidents.decisions.there import stands
from geoinc.incidents.gather import is_collection
from geoinc.incidents.ground import (
    COUNTRY,
    WIDE,
    WIDTHS,
    agree,
    anchor_places,
    anchor_start,
    beside_border,
    is_nationality,
    names_unit_of,
    narrowest,
    narrowest_width,
    width,
)
from geoinc.incidents.linking import Event
from geoinc.incidents.place import Level, as_one, equal
from geoinc.incidents.reading import Page
from geoinc.language.lexicon import load as load_words
from geoinc.model import ALSO, Place, PlaceKind, Relation, RelationKind
from geoinc.model.document import areas_of
from geoinc.text.analysis import ParsedSentence, analyse
from geoinc.text.sentences import Sentence, datelines

NAME = "scene"
LEAST = 0.25
"""A place less likely than this to be the scene, among all that its story tells, is none."""
_REACH = 6
"""So many sentences from the event's own a place may stand."""
_SHOWN = 3
"""So many places that may be the scene are kept."""
_MOST = 40
"""More places than this around one event are not looked at, the nearest first."""
_WORDS = load_words("scene")
_PREPOSITIONS = frozenset(_WORDS["prepositions"])
_POINTING = frozenset(load_words("cues")["discourse"]["pointing"])
_PLAIN = frozenset({RelationKind.IN, RelationKind.AT})
_CODE = 2
_DOUBTFUL = 0.7
_HEAD = 90
"""A line's opener is no longer than this (code points)."""
_OPENER = re.compile(r"[^\n:;.]{0,40}:")


@dataclass(frozen=True, slots=True)
class SceneCandidate:
    """A place that may be an event's scene, and what is known of that."""

    relation: Relation
    features: Features
    direct: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """The chosen place with those that say the same ground, and its probability; ``relations`` is empty for none.

    ``others`` are the likeliest places, the chosen one first; ``features`` what is known of that one.
    ``stated`` says that the event's own words give it.
    """

    relations: tuple[Relation, ...]
    probability: float
    others: tuple[tuple[Relation, float], ...] = ()
    features: Features = field(default_factory=dict, compare=False)
    stated: bool = False


@dataclass(frozen=True)
class Story:
    """A text with its events, and what both say of each event's place and day; worked out once."""

    page: Page
    events: Sequence[Event]

    @kept_property
    def is_article(self) -> bool:
        """Whether the text is one article, no message and no collection of them."""
        return not is_collection([a for event in self.events for a in event.accounts])

    @kept_property
    def is_message(self) -> bool:
        """Whether the text is one message, of one line."""
        lines = {a.sentence.line for event in self.events for a in event.accounts}
        return not self.is_article and len(lines) == 1

    @kept_property
    def is_placed(self) -> bool:
        """Whether the words of any event put it anywhere narrower than a country."""
        return any(_width(p.relation) < COUNTRY for event in self.events for p in event.placed)

    @kept_property
    def names_places(self) -> bool:
        """Whether an article names anything narrower than a country outside its datelines."""
        outside = (r for r in self.page.relations if not any(a <= r.span.start < b for a, b in self.filed))
        return self.is_article and any(_width(r) < COUNTRY for r in outside)

    @kept_property
    def filed(self) -> tuple[tuple[int, int], ...]:
        """The code points of an article's datelines, from and to (exclusive)."""
        heads = self.page.sections.places.values()
        filed = datelines(self.page.document) if self.is_article else ()
        return tuple((d.start, d.end) for d in filed if not any(d.start <= h.span.start < d.end for h in heads))

    @kept_property
    def named(self) -> Sequence[tuple[int, Place]]:
        """The towns and districts that a text names outside its datelines, each with the code point where that is."""
        return [
            (anchor_start(r), place)
            for r in self.page.relations
            for place in anchor_places([r])
            if width(place) < WIDE and not any(a <= r.span.start < b for a, b in self.filed)
        ]

    @kept_property
    def _parsed(self) -> dict[int, Sequence[ParsedSentence]]:
        return dict(self.page.read)

    def read(self, sentence: Sentence) -> Sequence[ParsedSentence]:
        """Return the analysis of a sentence, made now, once, where reading the page had no need of it."""
        found = self._parsed.get(sentence.index)
        if not found:
            found = analyse(self.page.document.text, [(sentence.start, sentence.end)])
            self._parsed[sentence.index] = found
        return found

    @kept_property
    def happened(self) -> Mapping[str, float]:
        """The log odds that anything told happened at a place that a text names, by the place's ``id``."""
        return happened.chances(self.page, self.events, self.filed, collected=not self.is_article)

    @kept_property
    def owners(self) -> Mapping[int, int]:
        """Which event each sentence is of, by ``id``: the one whose words it has, else the one told last before it in its line."""
        return _owners(self.page, self.events)


def scenes(story: Story) -> list[Scene]:
    """Return the scene of each event of a text."""
    return [_scene(story, event) for event in story.events]


def _scene(story: Story, event: Event) -> Scene:
    """Return the scene of an event: where its record says, if that is sure and its own words say nothing else, or the likeliest place."""
    found, sections = candidates(story, event), story.page.sections
    if not sections.records.isdisjoint(numbers := {sections.at(a.sentence.start) for a in event.accounts}):
        own = {p.relation.span: p.relation for p in event.placed}
        heads = {place.span for number, place in sections.places.items() if number in numbers}
        sure = all(a.candidates and a.candidates[0].probability >= _DOUBTFUL for r in own.values() for a in r.anchors)
        if len(own) == 1 and own.keys() <= heads and sure:
            return stated(tuple(own.values()), found)
    return choose(found)


def stated(own: tuple[Relation, ...], found: Sequence[SceneCandidate]) -> Scene:
    """Return the scene that an event's own words state, with how likely it is among all that its story tells."""
    spans = {r.span for r in own}
    ranked = sorted(
        zip(found, probabilities(found), strict=True), key=lambda pair: (pair[0].relation.span not in spans, -pair[1])
    )
    chance = sum(p for c, p in ranked if c.relation.span in spans or agree([c.relation], own) > 0)
    others = tuple((c.relation, p) for c, p in _distinct(ranked)[:_SHOWN])
    return Scene(own, chance, others, ranked[0][0].features if ranked else {}, stated=True)


def choose(found: Sequence[SceneCandidate], scorer: Scorer | None = None) -> Scene:
    """Return the likeliest candidate, with what else is told of the same ground; ``scorer`` in place of the trained one."""
    if not found:
        return Scene((), 0.0)
    ranked = sorted(zip(found, probabilities(found, scorer), strict=True), key=lambda pair: -pair[1])
    places = sorted(_distinct(ranked), key=lambda pair: -pair[1])
    best, _ = places[0]
    # Two statements of one ground share its probability.
    chance = sum(p for c, p in ranked if c is best or (agree([c.relation], [best.relation]) > 0))
    others = tuple((c.relation, p) for c, p in places[:_SHOWN])
    if chance < LEAST:
        return Scene((), chance, others, best.features)
    # A message's own words say it all; an article tells where it was in several places, and of other events beside them.
    direct = not best.features.get("article") and any(c.direct for c in found)
    likeliest = (c.relation for c, _ in ranked if c.direct or not (direct or c.features.get("of another event")))
    relations = as_one((best.relation, *likeliest), least=0 if direct else 1)
    return Scene(relations, chance, others, best.features)


def _distinct(ranked: Sequence[tuple[SceneCandidate, float]]) -> list[tuple[SceneCandidate, float]]:
    """Return the candidates, each place once, with the probability of all that tell it."""
    kept: list[tuple[SceneCandidate, float]] = []
    for candidate, chance in ranked:
        same = next((i for i, (k, _) in enumerate(kept) if equal(k.relation, candidate.relation)), None)
        if same is not None:
            kept[same] = (kept[same][0], kept[same][1] + chance)
        else:
            kept.append((candidate, chance))
    return kept


def probabilities(found: Sequence[SceneCandidate], scorer: Scorer | None = None) -> list[float]:
    """Return the probability of each candidate; what is missing to 1 is that it is none of them."""
    scorer = scorer or load(NAME)
    odds = [exp(min(30.0, scorer.score(c.features))) for c in found]
    total = 1.0 + sum(odds)
    return [o / total for o in odds]


def candidates(story: Story, event: Event) -> list[SceneCandidate]:
    """Return the places that an event's part of a text tells, in the order of the text."""
    page = story.page
    starts = [s.start for s in page.sentences]
    own = sorted({a.sentence.index for a in event.accounts})
    seeds = sorted({a.sentence.index for a in event.accounts if a.seeds}) or own
    direct = {p.relation.span: p for p in event.placed}
    taken = {p.relation.span for e in story.events if e is not event for p in e.placed} - direct.keys()
    paragraph = page.sentences[own[-1]].paragraph
    last_told = max(s.index for s in page.sentences if s.paragraph == paragraph)  # What follows tells of other things.

    within = {page.sections.at(page.sentences[i].start) for i in own}
    refers = any(a.there or not _POINTING.isdisjoint(a.sentence.words) for a in event.accounts)

    def is_others(index: int, told: Relation) -> bool:
        return told.span in taken or story.owners.get(index) not in {None, id(event)}

    unknown = any(a.elsewhere for a in event.accounts) or any(
        p.relation.kind is not RelationKind.COORDINATES and not any(anchor_places([p.relation])) for p in event.placed
    )

    def is_of_event(index: int, told: Relation) -> bool:
        free = min(abs(index - i) for i in own) <= _REACH and not (story.is_article and index > last_told)
        # What an article told before of another event may be where one was that names no place ("its market", "there").
        back = story.is_article and index < own[0] and not unknown and refers
        free = free and (back or not is_others(index, told))
        return free and not _is_told_elsewhere(story, index, told)

    found = []
    for told in page.relations:
        relation = direct[told.span].relation if told.span in direct else told
        index = max(0, bisect_right(starts, relation.span.start) - 1)
        placed = relation.kind is RelationKind.COORDINATES or any(anchor_places([relation]))
        placed = placed and (told.span in direct or page.sections.at(relation.span.start) in within)
        if placed and (told.span in direct or is_of_event(index, told)):
            found.append((min(abs(index - i) for i in own), index, relation))
    kept = sorted(found, key=lambda f: f[0])[:_MOST]
    every = [relation for _, _, relation in kept]
    chances = {relation.span: _happened(story, relation) for relation in every}
    top = max((c for c in chances.values() if c is not None), default=0.0)
    levels = {span: p.level for span, p in direct.items()}
    # Where a report was filed is the scene only of what nothing else places, as in local papers; bureaus sit in large cities.
    kept = [
        k
        for k in kept
        if not any(start <= k[2].span.start < end for start, end in story.filed)
        or not (story.is_placed or (story.names_places and _has_bureaus(k[2])))
    ]
    clauses = [p.relation for p in event.placed if p.level <= Level.AIM]
    # A headline's "in Sagaing" is the region of a place told below it, not its town.
    kept = [k for k in kept if not page.sentences[k[1]].is_title or not names_unit_of([k[2]], clauses)]
    stated = {r.span for r in clauses} or direct.keys()
    return [
        SceneCandidate(
            relation,
            _features(
                story,
                page.sentences[index],
                relation,
                heading=page.sections.heading(anchor_start(relation)) is relation,
                event=event,
                seeds=seeds,
                every=every,
                level=levels.get(relation.span),
                dateline=any(start <= relation.span.start < end for start, end in story.filed),
                others=relation.span not in direct and is_others(index, relation),
                happened=chances[relation.span],
                likeliest=top,
            ),
            relation.span in stated,
        )
        for _, index, relation in sorted(kept, key=lambda f: f[2].span.start)
    ]


_FAR_ODDS, _SCALE = 5.3, 3.0
"""Log odds beyond the first are as good as sure; the second brings them to the scale of the other features."""


def _happened(story: Story, relation: Relation) -> float | None:
    """Return the log odds that anything told happened at a relation's place; None where that is not weighed."""
    place = narrowest(relation)
    chance = None if place is None else story.happened.get(place.id)
    return None if chance is None else max(-_FAR_ODDS, min(_FAR_ODDS, chance)) / _SCALE


_BUREAU = 1_000_000
"""News agencies sit in cities of so many people."""


def _has_bureaus(relation: Relation) -> bool:
    return any(p.population >= _BUREAU for p in anchor_places([relation]))


def _is_told_elsewhere(story: Story, index: int, relation: Relation) -> bool:
    """Whether a place that no event's words give hangs on who speaks; in an article, on a relative clause or on who is taken there."""
    at, article = anchor_start(relation), story.is_article
    return any(
        hangs_elsewhere(piece, at, relative=article) or (article and is_taken_to(piece, at))
        for piece in story.read(story.page.sentences[index])
    )


def _owners(page: Page, events: Sequence[Event]) -> dict[int, int]:
    if len(events) < 2:
        return {}
    told: dict[int, int] = {}
    for event in events:
        for account in event.accounts:
            told.setdefault(account.sentence.index, id(event))
    owner: dict[int, int] = {}
    last: int | None = None
    for sentence in page.sentences:
        last = told.get(sentence.index, last)
        if last is not None:
            owner[sentence.index] = last
    following: int | None = None
    line = -1
    for sentence in reversed(page.sentences):
        if sentence.index in told:
            following, line = told[sentence.index], sentence.line
        elif following is not None and sentence.line == line and sentence.index not in told:
            # What opens a line before its event's words ("COUNTRY:") is of that event.
            before = [i for i in told if i < sentence.index and page.sentences[i].line == line]
            if not before:
                owner[sentence.index] = following
    return owner


def _features(  # noqa: PLR0913 - what a place is seen among
    story: Story,
    sentence: Sentence,
    relation: Relation,
    *,
    event: Event,
    seeds: Sequence[int],
    every: Sequence[Relation],
    level: Level | None,
    dateline: bool,
    heading: bool,
    others: bool,
    happened: float | None,
    likeliest: float,
) -> Features:
    page, article = story.page, story.is_article
    text = page.document.text
    coordinates = relation.kind is RelationKind.COORDINATES
    triggers = [a.trigger for a in event.accounts if a.sentence.index == sentence.index]
    before, after = _beside(text, relation)
    # Of a message all is of its event: only in an article is it asked what a place hangs on.
    hangs = stands(story.read(sentence), anchor_start(relation), triggers) if article and not coordinates else ()
    seen = Seen(
        relation,
        sentence.index,
        level,
        before=before,
        after=after,
        aside=not coordinates and bool(triggers) and is_aside(sentence, relation, triggers, ()),
        opens=relation.span.start - _line_start(text, relation.span.start) <= 2,
        headline=sentence.is_title,
        dateline=dateline,
        heading=heading,
        others=others,
        stands=tuple(hangs),
        happened={} if happened is None else {"happened": happened, "happened less": happened - likeliest},
    )
    unknown = any(a.elsewhere for a in event.accounts)
    return features(seen, every, seeds, home=countries(page, sentence), article=article, unknown=unknown)


@dataclass(frozen=True, slots=True)
class Seen:
    """A place as it stands in a text: in which sentence, between which words (in English), how directly with its event.

    ``happened`` is how likely anything that a text tells was there.
    """

    relation: Relation
    index: int
    level: Level | None
    _: KW_ONLY
    before: str = ""
    after: str = ""
    aside: bool = False
    opens: bool = False
    headline: bool = False
    dateline: bool = False
    heading: bool = False
    others: bool = False
    stands: tuple[str, ...] = ()
    happened: Features = field(default_factory=dict)


def features(  # noqa: PLR0913 - what a place is seen among
    seen: Seen,
    every: Sequence[Relation],
    seeds: Sequence[int],
    *,
    home: frozenset[str] = frozenset(),
    article: bool = False,
    unknown: bool = False,
) -> Features:
    """Return what speaks for or against a place being an event's scene, in whatever language it is told.

    Parameters
    ----------
    every
        The places that the event's part of the text tells.
    seeds
        Numbers of the sentences that report the event.
    home
        Codes of the countries that the text is known to be of.
    article
        Whether the text is an article rather than a message.
    unknown
        Whether the event's words name a place that the gazetteer lacks.
    """
    relation, level = seen.relation, seen.level
    places = list(anchor_places([relation]))
    wide = min(map(width, places), default=0)
    if beside_border(relation):
        wide = min(wide, WIDTHS[PlaceKind.REGION])  # A stretch of border is no whole country.
    coordinates = relation.kind is RelationKind.COORDINATES
    sized = "coordinates" if coordinates else f"width {wide}"
    here = min((abs(seen.index - i), seen.index - i) for i in seeds)
    alike = [agree([r], [relation]) for r in every]
    inside = [r for r, sign in zip(every, alike, strict=True) if r is not relation and sign > 0 and places]
    narrower = any(_width(r) < wide for r in inside)
    wider = any(_width(r) > wide for r in inside)
    alternatives = [a.candidates[0].probability for a in relation.anchors if a.candidates]
    foreign = bool(home) and bool(places) and all(p.country and p.country not in home for p in places)
    sure = max(alternatives, default=0.5)
    found: Features = {
        "any": 1.0,
        sized: 1.0,
        f"article {sized}": article,
        "article direct": article and level is not None,
        "article far": min(4, here[0]) / 4 if article else 0.0,
        "at home": bool(home) and bool(places) and not foreign,
        "abroad": foreign,
        "abroad and narrow": foreign and wide < COUNTRY,
        "unknown name": unknown,
        f"{sized} beside unknown name": unknown,
        "unknown name direct": unknown and level is not None,
        "adjective": wide >= COUNTRY and relation.kind in _PLAIN and is_nationality(relation),
        "dateline": seen.dateline,
        "heads its section": seen.heading and level is not None,
        "of another event": seen.others,
        f"of another event, {sized}": seen.others,
        "article": article,
        "doubtful": sure < _DOUBTFUL,
        f"{sized} sure": sure,
        relation.kind.value: 1.0,
        f"sentence {max(-2, min(2, here[1]))}": 1.0,
        "far": min(4, here[0]) / 4,
        "direct": level is not None,
        "aim": level is Level.AIM,
        "aside": seen.aside,
        f"behind {seen.before}": seen.before in _PREPOSITIONS,
        "opener": seen.after == ":" and seen.opens,
        "before a colon": seen.after == ":",
        "before a comma": seen.after == ",",
        "narrower inside": narrower,
        f"{sized} narrower inside": narrower,
        "wider around": wider,
        "unit around": any(wide < _width(r) < COUNTRY for r in inside),
        "alone": len(every) == 1,
        "told again": any(equal(r, relation) for r in every if r is not relation),
        "sure": sure,
        "border": beside_border(relation),
        "listed": ALSO in relation.qualifiers,
        "measured": relation.distance is not None,
        "with coordinates": any(r.kind is RelationKind.COORDINATES for r in every) and not coordinates,
        "only countries": wide >= COUNTRY and all(_width(r) >= COUNTRY for r in every),
        "country beside narrower": wide >= COUNTRY and any(_width(r) < COUNTRY for r in every),
        "first sentence": seen.index == 0,
        "headline": seen.headline,
        "rivals": min(4, sum(sign < 0 and _width(r) <= wide for r, sign in zip(every, alike, strict=True))) / 4,
    }
    found |= seen.happened
    if level is None:
        found |= {f"{name}, inherited": value for name, value in seen.happened.items()}
    found |= {name: _WORD if name.startswith(_OF_WORDS) else 1.0 for name in seen.stands}
    return {name: float(value) for name, value in found.items() if value}


_WORD = 0.4
_OF_WORDS = ("under ", "of ")
"""Single words say less of other texts than functions do: the penalty weighs on them more."""


def countries(page: Page, sentence: Sentence) -> frozenset[str]:
    """Return the codes of the countries that a line opens with, else those that somebody told of the text."""
    text = page.document.text
    start = _line_start(text, sentence.start)
    found = set()
    for i in range(bisect_left(page.relations, start, key=lambda r: r.span.start), len(page.relations)):
        relation = page.relations[i]
        if relation.span.start > start + _HEAD:
            break
        if ":" not in text[start : relation.span.end] and _OPENER.match(text, relation.span.end):
            found |= {p.country for p in anchor_places([relation]) if p.country}
    return frozenset(found or {code for code in areas_of(page.document.near) if len(code) == _CODE and code.isupper()})


def _width(relation: Relation) -> int:
    if relation.kind is RelationKind.COORDINATES:
        return -1
    return narrowest_width(relation)


def _line_start(text: str, position: int) -> int:
    return text.rfind("\n", 0, position) + 1


def _beside(text: str, relation: Relation) -> tuple[str, str]:
    """Return the word or sign before the name that a relation rests on, and the sign after the relation."""
    start = anchor_start(relation)
    words = text[max(0, start - 24) : start].split()
    before = words[-1].lower() if words else ""
    before = (
        before if before in _PREPOSITIONS or not before else before[-1] if before[-1] in {",", "(", "-"} else before
    )
    after = text[relation.span.end : relation.span.end + 3].lstrip()[:1]
    return before, after
