"""Sentences read for events: each report of one with its time, place, actors and claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from geoinc.incidents.actors import Party, find_parties, is_actor_head, roles
from geoinc.incidents.attribution import Speech, find_speech
from geoinc.incidents.casualties import find_claims
from geoinc.incidents.modality import Modality, cue_words
from geoinc.incidents.moments import Time
from geoinc.incidents.place import Level, Placed, as_aim, assign, gap
from geoinc.incidents.sentences import Sentence
from geoinc.incidents.times import find_times
from geoinc.incidents.triggers import Trigger, TriggerLexicon, find_triggers
from geoinc.incidents.victims import people_words
from geoinc.model import Actor, Claim, Document, Relation, Role, Span, TimePrecision

_TIME_REACH = 26
"""A time farther than this from a trigger (tokens and clause crossings) dates something else."""
_MOST_TRIGGERS = 30
"""More triggers than this in one sentence report nothing."""
_SPEAKER_REACH = 4
"""How many sentences back a pronoun finds who spoke."""
_SPEECH_REACH = 3
"""A time this close after a verb of speech dates the speech."""
_BESIDE = 4
"""Words within so many tokens stand side by side."""
_STRONG_FAMILIES = frozenset({"bombing", "attack", "accident", "abduction"})


@dataclass(frozen=True, slots=True)
class Account:
    """What one trigger in one sentence tells of an event. Offsets are code points into the text.

    ``there`` says that the sentence points back to a place ("in the area"); ``seeds`` whether these words alone
    report an event, or only add to one; ``turns`` that the sentence turns to another event ("Meanwhile, …");
    ``sums_up`` that it counts over a long time ("403 people this month").
    """

    sentence: Sentence
    trigger: Trigger
    times: tuple[Time, ...] = ()
    placed: tuple[Placed, ...] = ()
    actors: tuple[Actor, ...] = ()
    claims: tuple[Claim, ...] = ()
    there: bool = False
    seeds: bool = True
    title: bool = False
    turns: bool = False
    sums_up: bool = False

    @property
    def relations(self) -> tuple[Relation, ...]:
        """The relations of these words, however directly they belong to the event."""
        return tuple(p.relation for p in self.placed)

    @property
    def span(self) -> Span:
        """The sentence."""
        return self.sentence.span

    @property
    def sides(self) -> frozenset[str]:
        """The sides whose actors these words name."""
        return frozenset(a.side for a in self.actors if a.side and a.role is not Role.INVOLVED)

    @property
    def attackers(self) -> frozenset[str]:
        """The sides that attack or claim to have attacked."""
        doing = {Role.ATTACKER, Role.CLAIMANT}
        return frozenset(a.side for a in self.actors if a.side and a.role in doing)


@dataclass(frozen=True, slots=True)
class Page:
    """What is known before a text is read."""

    document: Document
    sentences: Sequence[Sentence]
    relations: Sequence[Relation]
    words: TriggerLexicon | None = None


def read(page: Page) -> list[Account]:
    """Return the accounts of events in a text, in its order."""
    accounts: list[Account] = []
    history: list[Time] = []
    title = next((s.index for s in page.sentences if s.headline and s.index == 0), -1)
    for sentence in page.sentences:
        every = find_triggers(sentence, page.words)[:_MOST_TRIGGERS]
        triggers = [t for t in every if not (_compound(sentence, t) or _is_vague(t))]
        if triggers:
            speeches = find_speech(sentence, _last_speaker(page.sentences, sentence.index))
            told = _accounts(sentence, triggers, page, speeches, history)
            accounts += [replace(a, title=sentence.index == title) for a in told]
    return accounts


def _last_speaker(told: Sequence[Sentence], index: int) -> str | None:
    """Return who spoke last in the few sentences before one."""
    for k in range(index - 1, max(-1, index - 1 - _SPEAKER_REACH), -1):
        found = find_speech(told[k])
        if found and found[-1].speaker.lower() not in cue_words("speech", "pronouns"):
            return found[-1].speaker
    return None


def _accounts(
    sentence: Sentence, triggers: Sequence[Trigger], page: Page, speeches: Sequence[Speech], history: list[Time]
) -> Iterator[Account]:
    claims = find_claims(sentence, speeches)
    times = _times(sentence, page.document, history)
    own = [r for r in page.relations if sentence.start <= r.span.start < sentence.end]
    places = assign(sentence, triggers, own, speeches)
    dates = _dates(sentence, triggers, times, speeches)
    shares = _shares(sentence, triggers, claims)
    parties = find_parties(sentence)
    for i, trigger in enumerate(triggers):
        if not _is_told(trigger) and not shares.get(i):
            continue
        account = _account(sentence, trigger, places.get(i, []), dates.get(i, []), shares.get(i, []), parties)
        if account.seeds or account.claims or not _is_setting(trigger):
            yield account


def _is_setting(trigger: Trigger) -> bool:
    """Whether a trigger names the wider conflict ("the war in Syria") rather than an event."""
    return trigger.weak and trigger.family == "battle"


def _is_told(trigger: Trigger) -> bool:
    """Whether a trigger tells of something that took place or was tried."""
    return trigger.modality in {Modality.ASSERTED, Modality.ATTEMPTED}


def _account(  # noqa: PLR0913, PLR0917 - the parts of an account
    sentence: Sentence,
    trigger: Trigger,
    relations: Sequence[Relation],
    times: Sequence[Time],
    claims: Sequence[Claim],
    parties: Sequence[Party],
) -> Account:
    attempted = trigger.modality is Modality.ATTEMPTED
    level = Level.AIM if attempted else Level.CLAUSE
    aimed = [as_aim(r) for r in relations] if attempted and trigger.family == "territory" else list(relations)
    placed = tuple(Placed(r, Level.HEADLINE if sentence.headline and sentence.index == 0 else level) for r in aimed)
    account = Account(
        sentence,
        trigger,
        times=tuple(times),
        placed=placed,
        actors=tuple(roles(parties, trigger, sentence)),
        claims=tuple(claims),
        there=_points_back(sentence),
        turns=_turns(sentence),
        sums_up=bool(claims) and trigger.weak and _sums_up(sentence),
    )
    return replace(account, seeds=_seeds(account))


def _seeds(account: Account) -> bool:
    """Whether words alone report an event: strong ones do, weak ones with a toll, place or date beside them."""
    trigger = account.trigger
    if not _is_told(trigger) or (trigger.modality is Modality.ATTEMPTED and trigger.family == "territory"):
        return False
    if (
        account.sentence.text.endswith("?")
        or _looks_back(account.sentence)
        or (all(t.future for t in account.times) and account.times)
    ):
        return False
    if trigger.weak and _is_statistics(account):
        return False
    numbered = any(not c.negated and (c.min or c.max) for c in account.claims)
    evidence = numbered + bool(account.placed) + bool([t for t in account.times if not t.weak])
    if trigger.weak and trigger.noun and trigger.family == "battle":
        return numbered
    if not trigger.weak:
        return evidence > 0 or not trigger.noun or trigger.plural or account.sentence.headline
    return evidence > (0 if not trigger.noun or trigger.family in _STRONG_FAMILIES else 1)


def _is_statistics(account: Account) -> bool:
    """Whether words sum up a long time ("since 1980", "403 people in November") rather than report an event."""
    if bool(account.claims) and _every_year(account.sentence):
        return True
    wide = [t for t in account.times if t.precision >= TimePrecision.MONTH]
    years = any(t.precision >= TimePrecision.YEAR for t in wide)
    return bool(wide) and len(wide) == len(account.times) and (years or not account.placed)


def _every_year(sentence: Sentence) -> bool:
    lower = " ".join(t.lower for t in sentence.tokens)
    return any(
        phrase in lower
        for phrase in ("each year", "per year", "a year", "every year", "annually", "per day", "a month")
    )


def _looks_back(sentence: Sentence) -> bool:
    """Whether a sentence is of the courts or of history."""
    words = {t.lower for t in sentence.tokens}
    return bool(words & (cue_words("trial", "words") | cue_words("history", "words")))


def _turns(sentence: Sentence) -> bool:
    """Whether a sentence opens by turning to something else."""
    opening = [t.lower for t in sentence.tokens[:4]]
    return bool(set(opening) & cue_words("discourse", "turns"))


def _sums_up(sentence: Sentence) -> bool:
    return any(t.lower in cue_words("history", "sums") for t in sentence.tokens)


def _points_back(sentence: Sentence) -> bool:
    lower = " ".join(t.lower for t in sentence.tokens)
    return any(phrase in lower for phrase in _THERE)


_THERE = ("in the area", "there", "in the region", "in the city", "in the town", "in the village", "in the same", "in the province", "the site", "at the scene", "in the capital")  # fmt: skip


def _is_vague(trigger: Trigger) -> bool:
    """Whether a word such as "incidents" tells of nothing in particular."""
    return trigger.text in {"incident", "incidents", "crime", "crimes"} and not trigger.definite


def _compound(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether a trigger only describes a noun after it ("bomb squad", "attacking forces", "strike force")."""
    tokens = sentence.tokens
    after = tokens[trigger.last + 1].lower if trigger.last + 1 < len(tokens) else ""
    glued = trigger.last + 1 < len(tokens) and tokens[trigger.last + 1].start - trigger.end <= 1
    if glued and after in cue_words("compound", "heads"):
        return True
    before = tokens[trigger.first - 1].lower if trigger.first else ""
    if trigger.noun or before not in _BEFORE_DESCRIPTIONS:
        return False
    if trigger.text.endswith("ing"):
        return after in cue_words("compound", "described")
    return trigger.text.endswith(("ed", "slain")) and (is_actor_head(after) or after in people_words()["singular"])


_BEFORE_DESCRIPTIONS = frozenset({"against", "the", "of", "by", "with", "and", "a", "an", "his", "her", "their"})


def _times(sentence: Sentence, document: Document, history: list[Time]) -> list[Time]:
    """Return the times in a sentence; those that count from another date go by the last one told."""
    found = []
    for when in find_times(document.text, document.published, sentence.start, sentence.end):
        moved = _moved(when, history) if when.moves is not None else when
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
        costs = [(gap(sentence, t, when.start, when.end) + 3 * t.weak, i) for i, t in enumerate(triggers)]
        cost, i = min(costs)
        of_speech = _dates_speech(sentence, when, speeches)
        if (
            cost <= _TIME_REACH // (2 if of_speech else 1)
            and not (of_speech and len(times) > 1)
            and not (of_speech and cost > _BESIDE)
        ):
            given.setdefault(i, []).append(when)
    return given


def _dates_speech(sentence: Sentence, when: Time, speeches: Sequence[Speech]) -> bool:
    """Whether a time stands right behind a verb of speech ("said on Wednesday")."""
    before = [t.lower for t in sentence.tokens if t.end <= when.start][-_SPEECH_REACH:]
    if any(w in cue_words("discourse", "telling") for w in before):
        return True
    return bool(speeches) and any(w in cue_words("speech", "verbs") for w in before)


def _shares(sentence: Sentence, triggers: Sequence[Trigger], claims: Sequence[Claim]) -> dict[int, list[Claim]]:
    """Give each claim to the trigger that it stands with, strong ones first; keys index ``triggers``."""
    given: dict[int, list[Claim]] = {}
    for claim in claims:
        costs = []
        for i, trigger in enumerate(triggers):
            inside = trigger.start < claim.span.end and claim.span.start < trigger.end
            distance = 0 if inside else gap(sentence, trigger, claim.span.start, claim.span.end)
            costs.append((distance + (6 if trigger.weak else 0) + (0 if _is_told(trigger) else 20), i))
        given.setdefault(min(costs)[1], []).append(claim)
    return given
