"""Sentences read for events: each report of one with its time, place, actors and claims."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from operator import attrgetter
from typing import NamedTuple, TypedDict

from geoinc.deferred import kept_property
from geoinc.incidents.attribution import Speech, Voices
from geoinc.incidents.blame import may_blame
from geoinc.incidents.cues import cue_words
from geoinc.incidents.decisions.scorer import Features
from geoinc.incidents.decisions.told import (
    Around,
    describes,
    features,
    meet,
    page_features,
    place_in_text,
    probability,
    sentence_features,
)
from geoinc.incidents.frames.lexicon import Index
from geoinc.incidents.frames.matcher import Told
from geoinc.incidents.ground import agree, anchor_places, width
from geoinc.incidents.place import Level, Placed, as_aim, assign, behind_purpose, gap, without_strays
from geoinc.incidents.remarks import (
    digs,
    every_year,
    is_setting,
    is_vague,
    looks_back,
    of_a_war,
    placed_again,
    points_back,
    reacts,
    sums_up,
    turns,
    unknown_places,
)
from geoinc.incidents.roles import Cast
from geoinc.incidents.sections import Sections, sections
from geoinc.incidents.tolls.claims import find_counts
from geoinc.incidents.tolls.counts import Count
from geoinc.incidents.tolls.fate import may_tell
from geoinc.incidents.tolls.harms import may_harm
from geoinc.incidents.triggers import Trigger, find_triggers, read_sentences
from geoinc.model import Actor, Claim, Document, Relation, Role, Span, TimePrecision
from geoinc.text import analysis
from geoinc.text.headings import names_columns
from geoinc.text.sentences import Sentence, datelines, sentences
from geoinc.text.time_ranges import Time, is_since, times_agree
from geoinc.text.times import find_times

_SHORT = 5
"""A text of no more sentences than this is a message: what it names is of its event."""
_TIME_REACH = 26
"""A time farther than this from a trigger (tokens and clause crossings) dates something else."""
_MOST_TRIGGERS = 30
"""More triggers than this in one sentence report nothing."""
_ADDS_REACH = 8
"""A sentence without a word of an event adds to one told at most so many sentences before."""
_SPEECH_REACH = 3
"""A time this close after a verb of speech dates the speech."""
_NAMED_REACH = 2
"""So many sentences back may name who "the group" is."""
_BESIDE = 4
"""Words within so many tokens stand side by side."""
TOLD = 0.55
"""From this probability on words report an event of their own; below it they only add to one. Between .4 and .7 the share
of events found in reports left out hardly changes."""
BESIDE_TOLD, WEAK_BESIDE_TOLD = 0.1, 0.35
"""The same for words with a place of their own, strong or weak ones, in a text that tells of an event for sure. Of the pins
that lie between the two, one in six stands where nothing happened where the words are strong, more than half where they are weak."""
BORNE_OUT = 0.3
"""The same for words with a toll, and for those with a place, no wide one, of their own and a day in their sentence."""
TITLED = 0.1
"""The same for a headline, which what stands under it bears out or not."""
RECALLED = 0.001
"""What is likelier than this to be told as an event may be background, if it is dated well before the report."""
_ADVERB = "RB"
_FEWEST_ITEMS = 3
_ITEM = re.compile(
    r"[\s\W]*(?:\d{1,3}[.)]\s|\d{1,2}[./-]\d{1,2}\b|[-*•–—]\s|[A-Z][\w .,'’()/-]{2,60}:|[A-Z]{3,}[ ,])|[-*•]"
)
"""A bullet, a number, a date or a place before a colon: what list items and messages open with."""
LONG_AGO = timedelta(days=31)
"""What ended longer before the report than this is its background."""
LATE = timedelta(days=7)
"""What ended no longer before the report than this is its news."""
_LARGE = 200
"""More victims than this are seldom of one event."""


@dataclass(frozen=True)
class Account:
    """What one trigger in one sentence tells of an event. Offsets are code points into the text.

    ``there`` says that the sentence points back to a place ("in the area"); ``seeds`` whether these words alone
    report an event, or only add to one; ``turns`` that the sentence turns to another event ("Meanwhile, …");
    ``sums_up`` that it counts over a long time ("403 people this month"); ``past`` that it is of the courts or of
    history. ``adds`` says that no word of an event stands there, only a toll, who did it, or where and when it was.
    ``section`` is the number of its section, ``record`` whether that is a record of labelled lines; ``in_list``, ``alone`` and ``parted`` say that its text is a list, a single line, or paragraphs of several lines, ``opens``
    that its sentence opens as an item does. ``elsewhere`` names places that nothing is known of, ``named`` are
    all that its sentence names. ``told`` is the probability that it is told as of here and
    now, by ``features`` and what is ``around``; ``certain`` says that this is enough without any other account, ``may_seed`` that only a lower
    probability than asked for keeps it from reporting an event.
    """

    sentence: Sentence
    trigger: Trigger
    times: tuple[Time, ...] = ()
    placed: tuple[Placed, ...] = ()
    named: tuple[Relation, ...] = ()
    actors: tuple[Actor, ...] = ()
    counts: tuple[Count, ...] = ()
    there: bool = False
    seeds: bool = True
    title: bool = False
    turns: bool = False
    sums_up: bool = False
    past: bool = False
    adds: bool = False
    elsewhere: frozenset[str] = frozenset()
    section: int = 0
    record: bool = False
    in_list: bool = False
    opens: bool = False
    alone: bool = False
    parted: bool = False
    features: Features = field(default_factory=dict, compare=False, repr=False)
    around: Around = field(default_factory=lambda: Around({}), compare=False, repr=False)
    told: float = 0.0
    certain: bool = True
    may_seed: bool = False

    @kept_property
    def claims(self) -> tuple[Claim, ...]:
        """The claims that were read for sure."""
        return tuple(c.claim for c in self.counts if c.is_sure)

    @kept_property
    def relations(self) -> tuple[Relation, ...]:
        """The relations of these words, however directly they belong to the event."""
        return tuple(p.relation for p in self.placed)

    @property
    def span(self) -> Span:
        """The sentence."""
        return self.sentence.span

    @kept_property
    def sides(self) -> frozenset[str]:
        """The sides whose actors these words name."""
        return frozenset(a.side for a in self.actors if a.side and a.role is not Role.INVOLVED)

    @kept_property
    def attackers(self) -> frozenset[str]:
        """The sides that attack or claim to have attacked."""
        doing = {Role.ATTACKER, Role.CLAIMANT}
        return frozenset(a.side for a in self.actors if a.side and a.role in doing)


@dataclass(slots=True)
class Counts:
    """The people harmed in a text, counted when they are first asked for: most texts report nothing, and need no count."""

    document: Document | None = None
    sentences: Sequence[Sentence] = ()
    voices: Voices = field(default_factory=lambda: Voices("", ()))
    words: frozenset[str] = frozenset()
    _found: dict[int, list[Count]] | None = None

    def at(self, index: int) -> Sequence[Count]:
        """Return the counts of a sentence, by its index."""
        if self._found is None:
            self._found = {}
            if self.document is not None:
                for count in find_counts(self.document, self.sentences, self.voices, self.words):
                    self._found.setdefault(count.sentence, []).append(count)
        return self._found.get(index, ())


class SentenceStanding(TypedDict):
    """How a sentence stands in its text: fields of its accounts."""

    title: bool
    section: int
    record: bool
    in_list: bool
    opens: bool
    alone: bool
    parted: bool


class Telling(NamedTuple):
    """A trigger and what its words and those around it say of whether it tells of an event here and now."""

    trigger: Trigger
    words: Features
    around: Around


@dataclass(frozen=True)
class Page:
    """What is known before a text is read.

    ``read`` are its sentences that may tell an event, and ``triggers`` their words that do, by the sentence's index.
    """

    document: Document
    sentences: Sequence[Sentence]
    relations: Sequence[Relation]
    read: Mapping[int, Sequence[analysis.ParsedSentence]] = field(default_factory=dict)
    voices: Voices = field(default_factory=lambda: Voices("", ()))
    counts: Counts = field(default_factory=Counts)
    triggers: Mapping[int, Sequence[Telling]] = field(default_factory=dict)
    sections: Sections = field(default_factory=Sections)

    @kept_property
    def openings(self) -> frozenset[int]:
        """The sentences that open as an item of a list does: with a bullet, a number, a date, a dateline, a place and a colon."""
        lines, starts = datelines(self.document), [s.start for s in self._firsts]
        behind = (bisect_left(starts, line.end) for line in lines if len(lines) > 1)  # One is an article's.
        filed = (self._firsts[i].index for i in behind if i < len(self._firsts))
        return frozenset((*filed, *(s.index for s in self.sentences if opens_item(s.text))))

    @kept_property
    def is_list(self) -> bool:
        """Whether most lines of a text open as items of a list do."""
        opening = sum(s.index in self.openings for s in self._firsts)
        return len(self._firsts) >= _FEWEST_ITEMS and opening > len(self._firsts) / 2

    @kept_property
    def _firsts(self) -> list[Sentence]:
        """The first sentence of each line."""
        told = self.sentences
        return [a for a, b in zip(told, (None, *told), strict=False) if b is None or a.line != b.line]

    @kept_property
    def _breaks(self) -> tuple[int, int]:
        """How many lines and paragraphs the text has."""
        return len({s.line for s in self.sentences}), len({s.paragraph for s in self.sentences})

    def standing(self, sentence: Sentence) -> SentenceStanding:
        """Return how a sentence stands in the text."""
        lines, paragraphs = self._breaks
        return {
            "title": sentence.is_title,
            "section": (section := self.sections.at(sentence.start)),
            "record": section in self.sections.records,
            "in_list": self.is_list,
            "opens": sentence.index in self.openings,
            "alone": lines == 1,
            "parted": 1 < paragraphs < lines,
        }

    @kept_property
    def casts(self) -> dict[int, Cast]:
        """Who takes part in what a sentence tells, by its index, of those sentences that were asked about."""
        return {}

    @kept_property
    def _anchors(self) -> list[tuple[int, int]]:
        return sorted((a.span.start, a.span.end) for r in self.relations for a in r.anchors)

    def named_in(self, sentence: Sentence) -> list[tuple[int, int]]:
        """Return where a sentence names the places that relations rest on."""
        first = bisect_left(self._anchors, (sentence.start,))
        return self._anchors[first : bisect_left(self._anchors, (sentence.end,), first)]

    def within(self, sentence: Sentence) -> list[Relation]:
        """Return the relations that begin in a sentence; they are in the order of the text."""
        first = bisect_left(self.relations, sentence.start, key=_START)
        return list(self.relations[first : bisect_left(self.relations, sentence.end, first, key=_START)])


_START = attrgetter("span.start")


def page_of(  # noqa: PLR0913 - a text, what is known of it, and how much of it is read
    document: Document,
    relations: Sequence[Relation],
    frames: Index,
    words: frozenset[str],
    *,
    asked: Callable[[Features], Callable[[Sentence], bool]] | None = None,
    known: Page | None = None,
) -> Page:
    """Return what is known of a text before it is read.

    Parameters
    ----------
    words
        Those of the whole text.
    asked
        Says, by what the words of a text say, which of its sentences are parsed; all that may tell an event where None.
    known
        The same page with fewer sentences parsed.
    """
    told = sentences(document) if known is None else known.sentences
    voices = Voices(document.text, told) if known is None else known.voices
    pits, kinds = digs(words), page_features(words)
    fresh = [s for s in told if known is None or s.index not in known.read]
    parsed = read_sentences(document.text, fresh, frames, asked and asked(kinds))
    triggers = {} if known is None else dict(known.triggers)
    pieced = [(s, pieces) for s in fresh if (pieces := parsed.get(s.index))]
    telling = [(s, pieces, own) for s, pieces in pieced if (own := _triggers(s, pieces, frames, pits=pits))]
    meet(pieces for _, pieces, _ in telling)
    parts = sections(document.text, relations)
    for sentence, pieces, own in telling:
        before = told[sentence.index - 1] if sentence.index else None
        around = Around({**kinds, **sentence_features(sentence, pieces, before), **place_in_text(sentence, told)})
        triggers[sentence.index] = [Telling(t, features(t, around.features), around) for t in own]
    return Page(
        document,
        told,
        parts.added_to(relations),
        parsed if known is None else {**known.read, **parsed},
        voices=voices,
        counts=Counts(document, told, voices, words),
        triggers=triggers,
        sections=parts,
    )


def _triggers(
    sentence: Sentence, read: Sequence[analysis.ParsedSentence], frames: Index, *, pits: bool
) -> list[Trigger]:
    """Return the triggers of a sentence, without those that only say what kind of thing something is."""
    if names_columns(sentence.text):
        return []
    found = find_triggers(sentence, read, frames)[:_MOST_TRIGGERS]
    return [t for t in found if not is_vague(t, pits=pits)]


def opens_item(text: str) -> bool:
    """Whether a sentence's own words open as an item of a list, or a message, does."""
    return _ITEM.match(text) is not None


def read(page: Page) -> list[Account]:
    """Return the accounts of events in a text, in its order."""
    accounts: list[Account] = []
    history: list[Time] = []
    voices = page.voices
    for sentence in page.sentences:
        triggers = page.triggers.get(sentence.index, ())
        near = bool(accounts) and sentence.index - accounts[-1].sentence.index <= _ADDS_REACH
        speeches = voices.at(sentence.index) if triggers else ()
        told = _fused(list(_accounts(sentence, triggers, page, speeches, history))) if triggers else []
        # Words of harm that report nothing of their own ("he counted 19 bodies") add to what was told before.
        if near and all((not a.seeds or _is_bare(a)) and (is_harm(a) or is_left(a)) for a in told):
            told = list(additions(sentence, page, history)) or told
        accounts += told
    return _beside_told(accounts)


def candidates(page: Page) -> Iterator[Account]:
    """Yield what each trigger of a text tells, not yet joined or judged together; what is learned from."""
    history: list[Time] = []
    voices = page.voices
    for sentence in page.sentences:
        if triggers := page.triggers.get(sentence.index):
            yield from _accounts(sentence, triggers, page, voices.at(sentence.index), history)


def _accounts(
    sentence: Sentence, told: Sequence[Telling], page: Page, speeches: Sequence[Speech], history: list[Time]
) -> Iterator[Account]:
    triggers = [t.trigger for t in told]
    war = of_a_war(sentence)
    counts = () if war else page.counts.at(sentence.index)
    past = looks_back(sentence, speeches)
    if past:  # Who was killed long ago is no evidence of an event now; how many may be.
        counts = [c for c in counts if c.people is None or c.people.counted]
    times = _times(sentence, page.document, history)
    own = page.within(sentence)
    short = len(page.sentences) <= _SHORT
    lone = short and len({p.id for p in anchor_places(page.relations) if width(p) == 0}) <= 1
    places = assign(sentence, triggers, own, speeches, short=short, lone=lone)
    dates = _dates(sentence, triggers, times, speeches)
    shares = _shares(sentence, triggers, counts)
    cast = cast_of(sentence, page)
    harmed = [c.claim.span for c in counts if c.is_sure and not c.claim.negated]
    names, there, turned = unknown_places(sentence, own), points_back(sentence), turns(sentence)
    standing = page.standing(sentence)
    for i, telling in enumerate(told):
        trigger = telling.trigger
        claimed = any(c.is_sure for c in shares.get(i, ()))
        if (not trigger.meant or reacts(trigger) or (war and trigger.weak)) and not claimed:
            continue
        ground = [] if reacts(trigger) else places.get(i, [])
        ground = without_strays(sentence, ground) or _there(page, sentence, trigger, own)
        ground = page.sections.ground(sentence.start, ground)
        shared = tuple(shares.get(i, ()))
        account = Account(
            sentence,
            trigger,
            times=tuple(dates.get(i, ())),
            placed=_placed(sentence, trigger, ground),
            actors=cast.actors(trigger, harmed),
            counts=shared,
            there=there,
            turns=turned,
            sums_up=any(c.is_sure for c in shared) and trigger.weak and sums_up(sentence),
            past=past,
            elsewhere=names,
            named=tuple(own),
            **standing,
        )
        account = _judged(account, telling, page.document.published)
        if account.seeds or account.claims or not is_setting(sentence, trigger):
            yield account


def _there(page: Page, sentence: Sentence, trigger: Trigger, own: Sequence[Relation]) -> list[Relation]:
    """Return the place that "there" behind a trigger means: the last one that its sentence names before, whoever comes from it."""
    words = (w for piece in page.read.get(sentence.index, ()) for w in piece.words if w.start >= trigger.end)
    at = next((w.start for w in words if w.fine == _ADVERB and w.lemma in cue_words("discourse", "there")), None)
    return [] if at is None else [r for r in own if r.span.end <= at][-1:]


def _placed(sentence: Sentence, trigger: Trigger, relations: Sequence[Relation]) -> tuple[Placed, ...]:
    """Return the places of a trigger with how directly they are its own."""
    attempted = trigger.told is Told.ATTEMPTED
    level = Level.AIM if attempted else Level.CLAUSE
    aimed = [as_aim(r) for r in relations] if attempted and trigger.family == "territory" else relations
    return tuple(Placed(r, Level.HEADLINE if sentence.is_title else level) for r in aimed)


def _judged(account: Account, telling: Telling, published: date | None) -> Account:
    """Return an account with the probability that it tells of an event here and now, and whether it tells of any."""
    trigger = account.trigger
    found = {**telling.words, **_evidence(account, published)}
    told = probability(found, telling.around)
    aim = trigger.told is Told.ATTEMPTED and trigger.family == "territory"
    titled = account.sentence.is_title and not trigger.weak
    counted = not account.past and any(not c.negated and c.min for c in account.claims)
    placed = "dated" in telling.around.features and _is_narrow(account)
    least = TITLED if titled else BORNE_OUT if counted or placed else TOLD
    seeds = told >= least and not is_setting(account.sentence, trigger)
    # Who claims a deed tells of it as done.
    seeds = seeds or (not trigger.weak and any(a.role is Role.CLAIMANT for a in account.actors))
    meant = trigger.meant and not aim and not (account.times and all(t.future for t in account.times))
    recalled = told >= RECALLED and _recalls(account, published)
    named = trigger.told is not Told.PAST and not (trigger.weak and describes(trigger))
    seeds = meant and ((seeds and named) or recalled)
    may_seed = meant and named and not account.past and not is_setting(account.sentence, trigger)
    return replace(
        account,
        features=found,
        around=telling.around,
        told=told,
        seeds=seeds,
        certain=seeds and (told >= least or not titled),
        may_seed=may_seed,
    )


def is_a_day(time: Time) -> bool:
    """Whether a time says on which day or night something was."""
    return time.first is not None and not time.weak and time.precision <= TimePrecision.DAY


def _is_narrow(account: Account) -> bool:
    """Whether the words of an account name a place that is no area."""
    return any(width(place) == 0 for p in account.placed for place in anchor_places([p.relation]))


def _beside_told(accounts: Sequence[Account]) -> list[Account]:
    """Let words with a place of their own report an event where others of their text do for sure."""
    if not any(a.seeds and a.certain and a.told >= TOLD for a in accounts):
        return list(accounts)
    return [
        replace(a, seeds=True, certain=True)
        if not a.seeds and a.may_seed and a.told >= _least_beside(a) and any(p.level is Level.CLAUSE for p in a.placed)
        else a
        for a in accounts
    ]


def _least_beside(account: Account) -> float:
    return WEAK_BESIDE_TOLD if account.trigger.weak else BESIDE_TOLD


def _recalls(account: Account, published: date | None) -> bool:
    """Whether a strong word, neither of the courts nor a sum, tells of a time well before the report: its background."""
    summed = account.sums_up or every_year(account.sentence) or is_since(account.times)
    if account.trigger.weak or account.past or summed or published is None:
        return False
    return any(is_long_ago(t, published) for t in account.times)


def is_long_ago(when: Time, published: date | None) -> bool:
    """Whether a time ended well before the report: it is of its background."""
    return when.last is not None and published is not None and published - when.last > LONG_AGO


def is_late(when: Time, published: date | None) -> bool:
    """Whether a time is of the days before the report: news of something."""
    return when.last is not None and published is not None and timedelta() <= published - when.last <= LATE


def _evidence(account: Account, published: date | None) -> Features:
    """Return what was found beside a trigger that speaks for or against an event: a toll, a place, a day."""
    numbered = [c for c in account.claims if not c.negated and (c.min or c.max)]
    known = [t for t in account.times if t.first is not None and not t.weak]
    narrow = [t for t in known if t.precision <= TimePrecision.WEEK]
    found = {
        "toll": bool(numbered),
        "large toll": any((c.min or c.max or 0) >= _LARGE for c in numbered),
        "no toll": any(c.negated for c in account.claims),
        "victims": bool(account.claims),
        "place": bool(account.placed),
        "day": bool(narrow),
        "only wide time": bool(known) and not narrow,
        "lately": any(is_late(t, published) for t in narrow),
        "long ago": any(is_long_ago(t, published) for t in known),
        "future": bool(account.times) and all(t.future for t in account.times),
        "since a time": is_since(account.times),
        "attacker": any(a.role is Role.ATTACKER for a in account.actors),
        "target": any(a.role is Role.TARGET for a in account.actors),
        "past": account.past,
        "sums up": account.sums_up,
        "every year": every_year(account.sentence),
    }
    return {name: 1.0 for name, there in found.items() if there}


def _times(sentence: Sentence, document: Document, history: list[Time]) -> list[Time]:
    """Return the times in a sentence; those that count from another date go by the last one told."""
    found: list[Time] = []
    for when in find_times(document.text, document.published, sentence.start, sentence.end):
        # "Two days after" counts from a day of its own sentence, "two days later" from the last one told.
        bases = [t for t in found if not t.weak] if when.text.lower().endswith("after") else history
        moved = _moved(when, bases) if when.moves is not None else when
        if moved is None or moved.first is None:
            continue
        found.append(moved)
        if not moved.weak:
            history.append(moved)
    return found


def _moved(when: Time, history: Sequence[Time]) -> Time | None:
    if not history or when.moves is None:
        return None
    base = history[-1]
    if base.first is None or base.last is None or base.last - base.first > timedelta(days=7):
        return None
    return replace(when, first=base.first + when.moves, last=base.last + when.moves)


def _dates(
    sentence: Sentence, triggers: Sequence[Trigger], times: Sequence[Time], speeches: Sequence[Speech]
) -> dict[int, list[Time]]:
    """Give each time to the trigger that it stands with; keys index ``triggers``."""
    given: dict[int, list[Time]] = {}
    for when in times:
        costs = [
            (
                gap(sentence, t, when.start, when.end) + 3 * t.weak + behind_purpose(sentence, t, triggers, when.start),
                i,
            )
            for i, t in enumerate(triggers)
        ]
        cost, i = min(costs)
        of_speech = dates_speech(sentence, when, speeches)
        if (
            cost <= _TIME_REACH // (2 if of_speech else 1)
            and not (of_speech and len(times) > 1)
            and not (of_speech and cost > _BESIDE)
        ):
            given.setdefault(i, []).append(when)
    return {i: _without_bases(own) for i, own in given.items()}


def _without_bases(times: Sequence[Time]) -> list[Time]:
    """Leave out the day that another one counts from: "rescued on Sunday after a strike a day earlier" is Saturday's."""
    bases = {t.first - t.moves for t in times if t.moves is not None and t.first}
    return [t for t in times if t.moves is not None or t.first not in bases]


def dates_speech(sentence: Sentence, when: Time, speeches: Sequence[Speech]) -> bool:
    """Whether a time stands right behind a verb of speech ("said on Wednesday", but not "said that on Wednesday")."""
    before = [t.lower for t in sentence.tokens if t.end <= when.start][-_SPEECH_REACH:]
    if before and before[-1] in cue_words("speech", "complements"):
        return False
    if any(w in cue_words("discourse", "telling") for w in before):
        return True
    return bool(speeches) and any(w in cue_words("speech", "verbs") for w in before)


def _shares(sentence: Sentence, triggers: Sequence[Trigger], counts: Sequence[Count]) -> dict[int, list[Count]]:
    """Give each count to the trigger that it stands with, strong ones first; keys index ``triggers``."""
    given: dict[int, list[Count]] = {}
    for count in counts:
        claim = count.claim
        costs = []
        for i, trigger in enumerate(triggers):
            inside = trigger.start < claim.span.end and claim.span.start < trigger.end
            distance = 0 if inside else gap(sentence, trigger, claim.span.start, claim.span.end)
            costs.append((distance + (6 if trigger.weak else 0) + (0 if trigger.meant else 20), i))
        given.setdefault(min(costs)[1], []).append(count)
    return given


def additions(sentence: Sentence, page: Page, history: list[Time]) -> Iterator[Account]:
    """Yield what a sentence without any word of an event adds to one told before: a toll, who did it, or where and when it was."""
    again, blames = placed_again(sentence), may_blame(sentence.words)
    if not (again or blames or may_harm(sentence.words, sentence.page) or may_tell(sentence.words)):
        return
    if looks_back(sentence, page.voices.at(sentence.index)):
        return
    summed = of_a_war(sentence) or every_year(sentence) or sums_up(sentence)
    counts = () if summed else tuple(page.counts.at(sentence.index))
    actors = cast_of(sentence, page).blamed if blames else ()
    if counts or actors or again:
        yield Account(
            sentence,
            _mark(sentence),
            times=tuple(_times(sentence, page.document, history)) if again else (),
            placed=tuple(Placed(r, Level.CLAUSE) for r in page.within(sentence)) if again else (),
            actors=actors,
            counts=counts,
            turns=turns(sentence),
            seeds=False,
            adds=True,
            **page.standing(sentence),
        )


def cast_of(sentence: Sentence, page: Page) -> Cast:
    """Return who takes part in what a sentence tells; kept, as several decisions ask."""
    known = page.casts.get(sentence.index)
    if known is None:
        before = page.sentences[max(0, sentence.index - _NAMED_REACH) : sentence.index][::-1]
        speeches = page.voices.at(sentence.index)
        known = Cast.of(sentence, page.read.get(sentence.index, ()), speeches, page.named_in(sentence), before)
        page.casts[sentence.index] = known
    return known


def _mark(sentence: Sentence) -> Trigger:
    """Return a trigger for a sentence that has no word of an event."""
    last = len(sentence.tokens) - 1
    return Trigger("attack", sentence.start, sentence.end, sentence.text, 0, last, noun=True, weak=True)


def _fused(told: Sequence[Account]) -> list[Account]:
    """Join what one sentence tells of the harm with what it tells of the event that did it.

    "Five people were killed when shells hit a market" is one account, wherever its clauses name the place and day.
    """
    kept = {id(a): a for a in told}
    for account in filter(is_harm, told):
        hosts = [h for h in told if h is not account and _does_harm(h) and id(h) in kept and _compatible(account, h)]
        if hosts:
            host = min(hosts, key=lambda h: _apart(account, h))
            kept[id(host)] = _joined(kept[id(host)], account)
            del kept[id(account)]
    return list(kept.values())


def is_harm(account: Account) -> bool:
    """Whether an account tells only of harm done ("killed", "were injured")."""
    words = account.trigger.text.split()
    before = [t.lower for t in account.sentence.tokens[max(0, account.trigger.first - 1) : account.trigger.first]]
    gerund = words == ["killing"] and before in ([","], ["and"])
    return (account.trigger.weak or gerund) and account.trigger.family in _HARMING and words[0].startswith(_HARM_STEMS)


def _is_bare(account: Account) -> bool:
    """Whether an account tells what was left behind, and neither where nor when."""
    return is_left(account) and not account.placed and not account.times


def is_left(account: Account) -> bool:
    """Whether an account tells only what an event left behind ("bodies")."""
    frame = account.trigger.frame
    return frame is not None and frame.frames[0].aftermath


_HARM_STEMS = ("kill", "wound", "injur", "death", "fatalit", "died")
_HARMING = frozenset({"attack", "accident", "disaster"})
HOSTS = frozenset({"remote", "bombing", "attack", "battle", "operation", "unrest", "accident", "disaster", "abduction"})


def _does_harm(account: Account) -> bool:
    """Whether an account tells of an event that can do harm."""
    trigger = account.trigger
    if is_harm(account) or not trigger.meant or trigger.family not in HOSTS:
        return False
    return not trigger.weak or not (trigger.family == "battle" or trigger.text.startswith("gunm"))


def _compatible(account: Account, host: Account) -> bool:
    """Whether places and times of two accounts can be one; a headline's are not compared."""
    return agree(account.relations, host.relations) >= 0 and times_agree(account.times, host.times) >= 0


def _apart(account: Account, host: Account) -> int:
    return gap(account.sentence, host.trigger, account.trigger.start, account.trigger.end)


def _joined(host: Account, harm: Account) -> Account:
    actors = {(a.name, a.span): a for a in harm.actors}
    actors |= {
        key: a for a in host.actors if (key := (a.name, a.span)) not in actors or actors[key].role is Role.INVOLVED
    }
    return replace(
        host,
        times=(*host.times, *harm.times),
        placed=(*host.placed, *harm.placed),
        actors=tuple(actors.values()),
        counts=tuple(dict.fromkeys((*host.counts, *harm.counts))),
        seeds=host.seeds or harm.seeds,
        certain=host.certain or harm.certain,
        told=max(host.told, harm.told),
    )
