"""Joint resolution of a document's mentions: candidates, rounds of mutual support, calibrated probabilities."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, TypeVar
from weakref import WeakKeyDictionary

import numpy as np

from geoinc.gazetteer.file.columns import KIND_NUMBER, KINDS
from geoinc.gazetteer.names.query import is_in
from geoinc.gazetteer.names.units import LEVELS as UNIT_LEVELS
from geoinc.gazetteer.names.units import is_listed_with
from geoinc.geo.geodesy import EARTH_RADIUS_M
from geoinc.model import Alternative, Document, Mention, MentionKind, Place, PlaceKind, Reason, Resolution
from geoinc.settings import MIN_PROBABILITY
from geoinc.toponyms.resolve import binding, features, foreign, mention_context, outlets, pairs
from geoinc.toponyms.resolve.candidates import (
    COUNTRY_KEYS,
    KERNEL,
    STATIC_FEATURES,
    SUMMARY_WIDTH,
    CandidateSet,
    CandidateSource,
    of_kinds,
)
from geoinc.toponyms.resolve.network import RankingNetwork
from geoinc.toponyms.resolve.scope import UNSAID, Scope, measured, scopes
from geoinc.toponyms.resolve.sources import NOTHING, Cloud, Gathering, Home, Sources, domain_country, domain_of
from geoinc.toponyms.resolve.stray_quarters import ASTRAY, astray

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoinc.gazetteer import Gazetteer
    from geoinc.toponyms.resolve.features import CandidateTable

    Floats = NDArray[np.float32]

WEIGHTS: Final = "weights.npz"
ALTERNATIVES: Final = 5
MIN_ALTERNATIVE: Final = 0.03
"""Places less probable than this are not listed as alternatives."""

NEAR_M: Final = 161_000.0
"""Candidates this close are the same answer where a probability is stated (100 miles, as the field scores)."""

_NEAR_COSINE: Final = 1 - (NEAR_M / EARTH_RADIUS_M) ** 2 / 2
NAMESAKE_M: Final = 350_000.0
"""A unit and the town that it is named after lie this close (New York's middle is 280 km from the city)."""

NAMESAKE_SHARE: Final = 0.2
"""A namesake that no word asks for must be this likely, beside the likeliest, to be meant."""

COUNTY_M: Final = 120_000.0
"""So close lie a unit of the second level and the town that it is named after: Houston is far from Houston County."""

_NAMESAKE_COSINE: Final = 1 - (NAMESAKE_M / EARTH_RADIUS_M) ** 2 / 2
_VIA_DEMONYM: Final = STATIC_FEATURES.index("via_demonym")
_COUNTY_COSINE: Final = 1 - (COUNTY_M / EARTH_RADIUS_M) ** 2 / 2
DRY: Final = UNIT_LEVELS | {PlaceKind.SETTLEMENT}
_SETTLEMENT: Final = KIND_NUMBER[PlaceKind.SETTLEMENT]
_SEATED: Final = frozenset(KIND_NUMBER[kind] for kind in UNIT_LEVELS | {PlaceKind.RIVER})
SEAT_SHARE: Final = 0.005
"""A town must be this likely, beside the unit around it, to be what a bare name means."""

CITY: Final = 100_000
CITY_SHARE: Final = 0.001
"""The same of a town of so many people: the ranker hardly tells it from its unit, and lists a few that are none by that name."""

MISCALLED: Final = 0.05
"""How often, against a unit, a place that is none is called so: "Chin state" is no town."""

_SETTINGS: Final = np.array(
    [(_NEAR_COSINE, _NAMESAKE_COSINE, CITY, CITY_SHARE, SEAT_SHARE, _SETTLEMENT, ALTERNATIVES)],
    dtype=",".join(["f8"] * 5 + ["i8"] * 2),
)
"""What the kernel must know, in its order; so are the seats of kinds: none, a town of the name, or, of rivers, left to Python."""
_SEATS: Final = bytes(2 if kind is PlaceKind.RIVER else int(KIND_NUMBER[kind] in _SEATED) for kind in KINDS)

RIVAL_SHARE: Final = 0.5
"""A second place this close in probability makes a name ambiguous rather than doubtful."""

EQUAL_SHARE: Final = 0.65
"""Of places that a stated unit holds, a second this close in probability is as good: none is pinned."""

CONFIDENT: Final = 0.5
"""Raw probability from which a resolution tells of its outlet's home."""

WINDOW: Final = 150
"""Mentions resolved jointly: costs grow with the square, and far-off pages say little of each other."""

LEARNING_ROUNDS: Final = 2
NAMED_POWER: Final = 4.0
"""Of the places that a domain may name, each counts as its log population to this power."""

CACHED_OUTLETS: Final = 10_000
CACHED_NAMES: Final = 8_000
CACHED_PLACES: Final = 10_000
"""What a resolver keeps takes some 50 MB when full."""

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True)
class Ranker:
    """The learned ranker: a prior without context, one network a round, and the calibration (knots)."""

    prior: RankingNetwork
    rounds: tuple[RankingNetwork, ...]
    calibration: Floats

    def calibrated(self, raw: float) -> float:
        """Return how often resolutions of such a raw probability are right, between the knots in a straight line."""
        x, y = self._knots
        at = bisect_right(x, raw)
        if at in {0, len(x)}:
            return y[max(0, at - 1)]
        return (y[at] - y[at - 1]) / (x[at] - x[at - 1]) * (raw - x[at - 1]) + y[at - 1]

    @cached_property
    def _knots(self) -> tuple[list[float], list[float]]:
        x, y = self.calibration.tolist()
        return x, y


@lru_cache(maxsize=1)
def default_model() -> Ranker:
    """Return the model that comes with the package."""
    with (files("geoinc.toponyms.resolve") / WEIGHTS).open("rb") as file, np.load(file) as stored:
        arrays = {name: stored[name] for name in stored.files}
    rounds = sum(name.startswith("round") and name.endswith(".none") for name in arrays)
    return Ranker(
        RankingNetwork.load(arrays, "prior"),
        tuple(RankingNetwork.load(arrays, f"round{number}") for number in range(rounds)),
        arrays["calibration"],
    )


class Resolver:
    """Resolves against one gazetteer; keeps the candidates of names that it has met."""

    def __init__(self, gazetteer: Gazetteer, model: Ranker | None) -> None:
        self.gazetteer = gazetteer
        self.model = model
        self.source = CandidateSource(gazetteer)
        self._names: dict[AskedName, CandidateSet] = {}
        self._places: dict[int, Place] = {}
        self._outlets: dict[str, Home] = {}

    def stage(self, document: Document, mentions: Sequence[Mention], home: Home) -> Stage:
        """Lay out the candidates of a document's mentions (at least one, sorted, not overlapping)."""
        seen = mention_context.read(document, mentions)
        said = self._scopes(document, mentions, seen)
        sets = self._sets(list(zip(seen.names, seen.demonym, said, _called(seen), strict=True)))
        scene = features.scene(seen, sets, home)
        summary = np.stack([sets[group].summary for group in scene.filled]) if len(scene.filled) else _NO_SUMMARY
        away = {
            seen.group_of[at]: (seen.group_of[at + 1], metres)
            for at, metres in enumerate(measured(document.text, mentions))
            if metres is not None
        }
        literal = frozenset(
            group for mention, group in zip(mentions, seen.group_of, strict=True) if mention.kind in _LITERAL
        )
        return Stage(
            scene, np.concatenate((summary, seen.text[scene.filled]), axis=1), said, away, home.countries, literal
        )

    def _scopes(
        self, document: Document, mentions: Sequence[Mention], seen: mention_context.MentionGroups
    ) -> tuple[Scope, ...]:
        """Return what is said of where each group's name lies: of its mentions, the one that is told the most of."""
        said = list[Scope]([UNSAID] * len(seen.names))
        for group, scope in zip(seen.group_of, scopes(document, mentions, self.gazetteer), strict=True):
            if scope is not UNSAID and (scope.units > said[group].units or not said[group]):
                said[group] = scope
        return tuple(said)

    def _sets(self, asked: Sequence[AskedName]) -> list[CandidateSet]:
        """Return the candidates of names, those of names met first described together."""
        known = self._names
        new = [one for one in dict.fromkeys(asked) if one not in known]
        gathered = [self.source.gather(n, demonym=d, scope=s, called=c) for n, d, s, c in new]
        fresh = dict(zip(new, self.source.describe(gathered), strict=True)) if new else {}
        found = [fresh[one] if one in fresh else known[one] for one in asked]
        for one, candidates in fresh.items():
            _keep(known, one, candidates, limit=CACHED_NAMES)
        return found

    def home(self, document: Document, sources: Sources | None) -> Home:
        """Return what is known of the outlet of a document."""
        domain = domain_of(document)
        if domain is None:
            return _UNKNOWN_HOME
        known = self._outlets.get(domain)
        if known is None:
            known = self._outlet(domain)
            _keep(self._outlets, domain, known, limit=CACHED_OUTLETS)
        return known if sources is None else replace(known, learned=sources.learned(domain))

    def _outlet(self, domain: str) -> Home:
        """Return what a domain says by itself: a country's ending, and the places that its words may name."""
        country = domain_country(domain, self.gazetteer)
        name = outlets.place_name(domain, self.gazetteer)
        if name is None:
            return Home(domain_country=country)
        [found] = self._sets([(name, False, UNSAID, frozenset())])
        keep = found.keys[:, 1] == country if country and (found.keys[:, 1] == country).any() else slice(None)
        keys, unit = found.keys[keep], found.unit[keep]
        weight = found.static[keep, 0] ** NAMED_POWER
        return Home(NOTHING, Cloud(keys[:, 1], keys[:, 2], unit, weight / (weight.sum() + 1)), country)

    def learn(self, read: Iterable[tuple[Document, Sequence[Mention]]]) -> Sources:
        """Return the homes of the outlets of documents, from what is resolved without knowing them, then with."""
        assert self.model is not None
        known = [(d, m, domain) for d, m in read if m and (domain := domain_of(d))]
        sources: Sources | None = None
        for _ in range(LEARNING_ROUNDS):
            gathering = Gathering()
            for document, mentions, domain in known:
                stage = self.stage(document, mentions[:WINDOW], self.home(document, sources))
                if len(stage.scene.filled):
                    chosen, weight = confident(stage.scene, weigh(stage, self.model))
                    gathering.add(domain, stage.scene.keys[chosen], stage.scene.unit[chosen], weight)
            sources = gathering.sources()
        return sources or Sources()

    def resolve(self, document: Document, mentions: Sequence[Mention], options: ResolveOptions) -> list[Resolution]:
        """Resolve the mentions of one document, in their order."""
        if not mentions:
            return []
        assert self.model is not None
        order = sorted(range(len(mentions)), key=lambda at: mentions[at].start)
        home = self.home(document, options.sources)
        found: dict[int, Resolution] = {}
        for window in windows(order):
            stage = self.stage(document, [mentions[at] for at in window], home)
            answers = self._answers(stage, options.min_probability)
            told = self._told(answers)
            for at, asked in zip(window, _asked(stage.scene.reading), strict=True):
                place, alternatives = told[asked]
                _, probability, reason, _, none = answers[asked]
                found[at] = Resolution(
                    mentions[at],
                    place,
                    probability=probability,
                    reason=reason,
                    alternatives=alternatives,
                    none_probability=none,
                )
        return [found[at] for at in range(len(mentions))]

    def _told(self, answers: Mapping[Asked, Answer]) -> dict[Asked, tuple[Place | None, tuple[Alternative, ...]]]:
        """Return the place and the alternatives of each answer; those met first are read together."""
        known, wanted = self._places, dict.fromkeys(index for answer in answers.values() for index in answer.named())
        new = [index for index in wanted if index not in known]
        if new:
            places = self.gazetteer.places_at(new)
            if len(known) + len(new) > CACHED_PLACES:
                known = self._places = {index: known[index] for index in wanted if index in known}
            known.update(zip(new, places, strict=True))
        return {
            asked: (
                None if answer.place is None else known[answer.place],
                tuple([Alternative(known[index], share) for index, share in answer.alternatives]),
            )
            for asked, answer in answers.items()
        }

    def _answers(self, stage: Stage, min_probability: float) -> dict[Asked, Answer]:
        """Return the answer to each name, as the words beside its mentions ask for it."""
        assert self.model is not None
        asked = set(_asked(stage.scene.reading))
        answers = dict.fromkeys(asked, Answer(None, 0.0, Reason.UNKNOWN_NAME, ()))
        if not len(stage.scene.filled):
            return answers
        weights, raw = binding.default_weights(), weigh(stage, self.model)
        said = foreign.implied(stage.scene, raw, stage.scopes, self.gazetteer, stage.home, stage.literal)
        raw, bound = binding.rebind(stage.scene, raw, said, self.gazetteer, weights, stage.measured)
        filled = stage.scene.filled.tolist()
        rows = dict(zip(filled, stage.scene.rows, strict=True))
        holding = self._holding(stage, raw, rows)
        leads = {} if holding else dict(zip(filled, self._leads(stage.scene, raw), strict=True))
        for asked_of in asked:
            group, cues, word = asked_of
            if group not in rows:
                continue
            scene, own, is_bound = stage.scene, rows[group], group in bound
            plain = not (word or scene.reading.cues[group] or is_bound)
            lead = leads.get(group) if plain else None
            if lead is None:
                lead = self._lead(scene, raw, own, asked_of, bound=is_bound, holding=holding)
            stray = astray(scene, raw, own.start + lead.best, cues)
            place = int(scene.keys[own.start + lead.best, 0])
            answers[asked_of] = self._answer(lead, place, min_probability, bound=is_bound, stray=stray)
        return answers

    def _leads(self, scene: CandidateTable, raw: Floats) -> list[ChosenCandidate | None]:
        """Return what :meth:`_lead` does for each name with candidates that no word beside it places, as far as C does it."""
        if KERNEL is None:
            return [None] * len(scene.filled)
        own = scene.keys, scene.kind, scene.unit, raw, scene.starts
        found = KERNEL.leads(_SETTINGS, *own, self.gazetteer.columns.population, _SEATS)
        return [None if one is None else ChosenCandidate(*one) for one in found]

    def _answer(self, lead: ChosenCandidate, place: int, min_probability: float, *, bound: bool, stray: bool) -> Answer:
        """Return the answer to a name of which one place is meant.

        Where the text or the caller places the name (``bound``), probabilities are calibrated already; "none" may win.
        """
        assert self.model is not None
        _, mass, none, ranked, tied = lead
        probability = mass if bound else self.model.calibrated(mass)
        if stray:
            probability = min(probability, ASTRAY)
        alternatives = [(index, p) for index, p in ranked if p >= MIN_ALTERNATIVE]
        if bound and none > probability:
            return Answer(None, probability, Reason.NOT_IN_GAZETTEER, alternatives, none)
        if probability >= min_probability and not tied:
            if bound:
                probability = max(probability, binding.default_weights().probability(mass))
            return Answer(place, probability, None, alternatives, none)
        rival = len(ranked) > 1 and ranked[1][1] >= RIVAL_SHARE * ranked[0][1]
        return Answer(None, probability, Reason.AMBIGUOUS if rival else Reason.LOW_CONFIDENCE, alternatives, none)

    def _lead(  # noqa: PLR0913 - what a choice rests on
        self, scene: CandidateTable, raw: Floats, own: slice, asked: Asked, *, bound: bool, holding: frozenset[int]
    ) -> ChosenCandidate:
        """Return which candidate of a name (``own`` rows of the scene) is meant, from the probabilities of all."""
        chance, unit = raw[own], scene.unit[own]
        likeliest = best = 0
        around, mass, none = (binding.mass if bound else near_mass), float(chance[0]), 1 - float(chance[0])
        if len(chance) > 1:
            likeliest, none = int(chance.argmax()), 1 - float(chance.sum())
            best = self._namesake(scene, own, chance, likeliest, asked)
            if not asked[1]:
                best = self._seat(scene, own, chance, best)
            if holding and not asked[1]:
                best = _holder(scene, own, best, holding)
            mass = max(around(unit, chance, choice) for choice in {likeliest, best})
        none = max(0.0, none)
        if best != likeliest and unit[best] @ unit[likeliest] < _NAMESAKE_COSINE:
            chance = self._as_called(scene, own, chance, asked, none)
            mass = around(unit, chance, best)
        called = self._as_called(scene, own, chance, asked, none)
        share = called if asked[1] else _town_first(scene, own, chance, best)
        tied = bound and binding.rival(unit, called, best) >= EQUAL_SHARE * mass
        return ChosenCandidate(best, mass, none, _ranked(scene.keys[own, 0], share), tied)

    def _holding(self, stage: Stage, raw: Floats, rows: Mapping[int, slice]) -> frozenset[int]:
        """Return the towns that the text names as what a quarter or site lies in: "Saltivka in Kharkiv" is in the city."""
        found: set[int] = set()
        for group, own in rows.items():
            town = stage.scopes[group].town
            best = own.start + int(raw[own].argmax())
            if town is None or raw[best] < CONFIDENT or KINDS[stage.scene.kind[best]] not in binding.TOWNS_OWN:
                continue
            if stage.scopes[group].inside(self.gazetteer, stage.scene.keys[best : best + 1, 0].astype(np.int64)).any():
                found |= town.towns
        return frozenset(found)

    def _namesake(self, scene: CandidateTable, own: slice, chance: Floats, best: int, asked: Asked) -> int:
        """Return the candidate of the kind that the words ask for, where one lies about the likeliest: a town's province.

        The ranker is learned from points, which hardly tell a town from the unit named after it; words do. Where
        only other mentions of the name have such a word, this one means the namesake, if that is likely at all. An
        adjective is its country's: "the Ukrainian city of Kherson" speaks of no town called so.
        """
        group, cues, _ = asked
        wanted = cues or scene.reading.cues[group]
        if not wanted or scene.fixed[own.start + best, _VIA_DEMONYM]:
            return best
        kinds = np.asarray(self.gazetteer.columns.kind)[scene.keys[own, 0]]
        meant = of_kinds(wanted)[kinds] == bool(cues)
        units = self._units(scene, own, asked)
        county = kinds == KIND_NUMBER[PlaceKind.ADMIN2]
        near = scene.unit[own] @ scene.unit[own][best] >= np.where(county, _COUNTY_COSINE, _NAMESAKE_COSINE)
        if county.any() and not is_listed_with(self.gazetteer, scene.reading.names[group], asked[2]):
            units = units & (near | ~county)
        if units.any():
            meant = units
        fits = meant & near if (meant & near).any() or not units.any() else units
        if fits[best] or not fits.any():
            return best
        choice = int(np.argmax(np.where(fits, chance, -1.0)))
        return choice if cues or chance[choice] >= NAMESAKE_SHARE * chance[best] else best

    def _seat(self, scene: CandidateTable, own: slice, chance: Floats, best: int) -> int:
        """Return the town of the name in a chosen unit: without a class word a city is meant, a town if that is likely at all.

        So is the province that has a river's name.
        """
        number = int(scene.kind[own.start + best])
        if number not in _SEATED:
            return best
        if KINDS[number] is PlaceKind.RIVER:
            dry = of_kinds(DRY)[scene.kind[own]]
            ashore = dry & (chance >= NAMESAKE_SHARE * chance[best])
            return int(np.argmax(np.where(ashore, chance, -1.0))) if ashore.any() else best
        keys = scene.keys[own]
        cities = np.asarray(self.gazetteer.columns.population)[keys[:, 0]] >= CITY
        settled = (scene.kind[own] == _SETTLEMENT) & (keys[:, 2:4] == keys[best, 4]).any(axis=1)
        within = settled & (chance >= np.where(cities, CITY_SHARE, SEAT_SHARE) * chance[best])
        meant = within & cities if (within & cities).any() else within
        return int(np.argmax(np.where(meant, chance, -1.0))) if meant.any() else best

    def _as_called(self, scene: CandidateTable, own: slice, chance: Floats, asked: Asked, none: float) -> Floats:
        """Return the probabilities of candidates given that the words call it a unit: what is none counts little.

        A unit listed with the very word counts most, whatever the ranker says of its bare name.
        """
        group, _, word = asked
        fits = self._units(scene, own, asked) if word else None
        if fits is None or not fits.any():
            return chance
        if is_listed_with(self.gazetteer, scene.reading.names[group], word):
            whole = np.where(fits, chance + binding.FLOOR, 0)
            return np.where(fits, (1 - MISCALLED) * whole / whole.sum(), MISCALLED * chance).astype(np.float32)
        weighed = np.where(fits, chance, chance * np.float32(MISCALLED)).astype(np.float32)
        shares: Floats = weighed / max(float(weighed.sum()) + none, 1e-9)
        return shares

    def _units(self, scene: CandidateTable, own: slice, asked: Asked) -> NDArray[np.bool_]:
        """Return which candidates are the units that the word beside the name asks for."""
        group, cues, word = asked
        return is_in(scene.keys[own, 0], self.source.units_called(scene.reading.names[group], word, cues))


def _keep(cache: dict[Key, Value], key: Key, value: Value, *, limit: int) -> None:
    """Keep a value; a full cache starts anew, which needs no bookkeeping and holds in any thread."""
    if len(cache) >= limit:
        cache.clear()
    cache[key] = value


@dataclass(frozen=True, slots=True)
class ResolveOptions:
    """How to resolve: the batch's outlets, and the probability below which a name stays unresolved."""

    sources: Sources | None = None
    min_probability: float = MIN_PROBABILITY


@dataclass(frozen=True, slots=True)
class Stage:
    """A scene; for each group with candidates what is known of its name as a whole; what is said of where each group lies.

    ``measured`` gives, for a group that is said to lie so far from another, that group and the distance in metres;
    ``home`` the numbers of the outlet's countries, ``literal`` the groups that are used as places.
    """

    scene: CandidateTable
    names: Floats
    scopes: tuple[Scope, ...]
    measured: Mapping[int, tuple[int, float]] = field(default_factory=dict)
    home: frozenset[int] = frozenset()
    literal: frozenset[int] = frozenset()


class Answer(NamedTuple):
    """What a group of mentions was resolved to, places by their index, and the likeliest with their shares."""

    place: int | None
    probability: float
    reason: Reason | None
    alternatives: Sequence[tuple[int, float]]
    none: float = 1.0

    def named(self) -> Iterator[int]:
        """Yield the places that it names."""
        if self.place is not None:
            yield self.place
        yield from (index for index, _ in self.alternatives)


class ChosenCandidate(NamedTuple):
    """Which candidate of a name is meant.

    ``best`` is its number among them, ``mass`` the probability about it, ``none`` that of no place, ``ranked`` the likeliest
    places with their shares; ``tied`` says that another is as good, where the text places the name.
    """

    best: int
    mass: float
    none: float
    ranked: list[tuple[int, float]]
    tied: bool = False


Asked = tuple[int, frozenset[PlaceKind], str]
"""A group of mentions, the kinds that the word beside one of them asks for, and the word."""


Called = frozenset[tuple[str, frozenset[PlaceKind]]]
"""The words for units that stand beside the mentions of a name, and the kinds that each asks for."""

AskedName = tuple[str, bool, Scope, Called]
"""A name, whether it is a demonym, where it is said to lie, and what it is called."""


def _called(seen: mention_context.MentionGroups) -> list[Called]:
    """Return the kinds of units that each group is called."""
    found: list[set[tuple[str, frozenset[PlaceKind]]]] = [set() for _ in seen.names]
    for group, cues, word in _asked(seen):
        if cues & UNIT_LEVELS:
            found[group].add((word, cues))
    return [frozenset(words) for words in found]


def _asked(seen: mention_context.MentionGroups) -> list[Asked]:
    return list(zip(seen.group_of, seen.own_cues, seen.own_words, strict=True))


def windows(order: Sequence[Value]) -> Iterator[Sequence[Value]]:
    """Yield mentions, or their numbers, in runs short enough to be weighed jointly."""
    for start in range(0, len(order), WINDOW):
        yield order[start : start + WINDOW]


def confident(scene: CandidateTable, raw: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Return the winners of a scene that say where an outlet is at home, and how much each says.

    Countries and wider do not; names that are probably something else do not.
    """
    best = winners(scene, raw)
    below = (scene.keys[best, 1] > 0) & (scene.keys[best, 4] < COUNTRY_KEYS) & (raw[best] >= CONFIDENT)
    return best[below], raw[best[below]]


def winners(scene: CandidateTable, raw: Floats) -> NDArray[np.int64]:
    """Return the row of the most probable candidate of each group."""
    order = np.lexsort((-raw, scene.group))
    return order[scene.starts]


_LITERAL: Final = frozenset({MentionKind.LITERAL, MentionKind.LITERAL_MODIFIER})
_UNKNOWN_HOME: Final = Home()
_NO_SUMMARY: Final = np.zeros((0, SUMMARY_WIDTH), dtype=np.float32)


def weigh(stage: Stage, model: Ranker) -> Floats:
    """Return the raw probability of every candidate after all rounds."""
    return pairs.weigh(stage.scene, features.ranked(stage.scene, stage.names, model.prior, model.rounds))


def _ranked(index: NDArray[np.int32], share: Floats) -> list[tuple[int, float]]:
    """Return the likeliest places, by index, and their shares."""
    if len(share) == 1:
        return [(int(index[0]), float(share[0]))]
    order = (-share).argsort(kind="stable")[:ALTERNATIVES]
    return list(zip(index[order].tolist(), share[order].tolist(), strict=True))


def near_mass(unit: Floats, raw: Floats, best: int) -> float:
    """Return the probability of all candidates within :data:`NEAR_M` of one of them, itself included."""
    return float(raw[unit @ unit[best] >= _NEAR_COSINE].sum())


def _holder(scene: CandidateTable, own: slice, best: int, holding: frozenset[int]) -> int:
    """Return the town that holds a quarter, where a unit of its name was chosen."""
    if KINDS[scene.kind[own.start + best]] not in UNIT_LEVELS:
        return best
    towns = is_in(scene.keys[own, 0], holding) & (scene.unit[own] @ scene.unit[own][best] >= _NAMESAKE_COSINE)
    return int(np.argmax(towns)) if towns.any() else best


def _town_first(scene: CandidateTable, own: slice, chance: Floats, best: int) -> Floats:
    """Return the shares of candidates where that of a unit around the chosen town counts as the town's.

    Without a class word, a name shared by a town and the district or province around it means the town.
    """
    if len(chance) == 1 or scene.kind[own.start + best] != _SETTLEMENT:
        return chance
    keys, unit = scene.keys[own], scene.unit[own]
    around = (keys[:, 4, None] == keys[best, 2:4]).any(axis=1) & (unit @ unit[best] >= _NEAR_COSINE)
    if not around.any():
        return chance
    share = np.where(around, np.float32(0), chance)
    share[best] += chance[around].sum()
    return share


_RESOLVERS: WeakKeyDictionary[Gazetteer, Resolver] = WeakKeyDictionary()


def resolver_of(gazetteer: Gazetteer) -> Resolver:
    """Return the resolver of a gazetteer, one for as long as the gazetteer lives."""
    if gazetteer not in _RESOLVERS:
        _RESOLVERS[gazetteer] = Resolver(gazetteer, default_model())
    return _RESOLVERS[gazetteer]


def resolve_mentions(
    document: Document,
    mentions: Iterable[Mention],
    gazetteer: Gazetteer,
    *,
    sources: Sources | None = None,
    min_probability: float = MIN_PROBABILITY,
) -> list[Resolution]:
    """Return which place each mention is, in their order, or why none.

    All mentions of a document are resolved together: give them in one call. ``probability`` is that of being
    within 161 km of the truth, calibrated; names below ``min_probability`` keep their alternatives and a reason.
    """
    options = ResolveOptions(sources, min_probability)
    return resolver_of(gazetteer).resolve(document, list(mentions), options)


class Recognizes(Protocol):
    """Whatever finds the mentions of a document."""

    def recognize(self, document: Document) -> list[Mention]:
        """Return the mentions, sorted, not overlapping."""
        ...


def learn_sources(documents: Iterable[Document], recognizer: Recognizes, gazetteer: Gazetteer) -> Sources:
    """Return the home regions of a batch's outlets, learned without gold.

    From the batch's own confident resolutions and the outlets' domains; documents without ``source`` or
    ``uri`` teach nothing, and outlets that write about the whole world come out neutral.
    """
    read = ((document, recognizer.recognize(document)) for document in documents)
    return resolver_of(gazetteer).learn(read)
