"""Accounts gathered into events: which sentences of one text speak of the same happening."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from geoinc.incidents.ground import agree, anchor_places, beside_border, near, width
from geoinc.incidents.modality import Modality
from geoinc.incidents.place import Level, Placed
from geoinc.incidents.reading import ADDS_REACH, HOSTS, Account, is_harm
from geoinc.model import Actor, Reason, Relation, RelationKind, Role, TimePrecision
from geoinc.text.time_ranges import Time, is_month, is_since, times_agree

WEIGHTS = {
    "same type": 2.5,
    "same family": 2.0,
    "kindred family": 1.0,
    "aim": 0.0,
    "other family": -4.0,
    "harm done": 2.0,
    "same time": 2.0,
    "other time": -20.0,
    "same place": 2.0,
    "other place": -8.0,
    "unknown place": -4.0,
    "within": -1.0,
    "same sentence": 2.5,
    "same paragraph": 1.5,
    "next paragraph": 0.7,
    "definite": 2.5,
    "just told": 1.0,
    "bare harm": 0.5,
    "another": -3.0,
    "statistics": -4.0,
    "total since": -8.0,
    "shared side": 2.0,
    "other attacker": -5.0,
    "series": -1.5,
    "victims agree": 1.0,
    "adds only": 1.0,
    "old event": -3.0,
}
"""What speaks for or against two accounts telling of one event; set by hand on the development texts."""
_HEADLINE_M = 60_000.0
"""A headline's place this close to the report's is the same, told more roughly ("in Kunduz" of a village nearby)."""
_DISASTER_M = 300_000.0
"""Places this close to one another may suffer the same earthquake, storm or flood."""
_WRECKED = ("collaps", "destroy", "damag", "flatten", "toppl", "buried", "swept")
"""What disasters of nature do to buildings and people."""
UNNAMED_SIDES = frozenset({"civilians", "government"})
"""Sides that no two accounts share by being named alike."""
JOINS = 2.0
"""From this score on an account joins an event."""
_ARMED = frozenset({"battle", "operation", "remote", "bombing", "attack"})
_KINDRED = (_ARMED, frozenset({"attack", "abduction"}), frozenset({"unrest", "attack", "property"}), frozenset({"property", "bombing", "attack"}), frozenset({"arrest", "operation", "weapons", "unrest"}), frozenset({"disaster", "accident"}), frozenset({"bombing", "accident"}), frozenset({"territory", "battle", "operation"}), frozenset({"sexual violence", "attack"}))  # fmt: skip


@dataclass(slots=True)
class Event:
    """An event in the making: accounts of one happening, in the order of the text."""

    accounts: list[Account] = field(default_factory=list)

    @property
    def times(self) -> list[Time]:
        """The times told, weak ones ("overnight") last."""
        return sorted((t for a in self.accounts for t in a.times), key=lambda t: t.weak)

    @property
    def placed(self) -> list[Placed]:
        """The places told."""
        return [p for a in self.accounts for p in a.placed]

    @property
    def relations(self) -> list[Relation]:
        """The relations of the best level told, without headline and dateline where the text has better."""
        placed = self.placed
        direct = [p.relation for p in placed if p.level <= Level.AIM]
        return direct or [p.relation for p in placed]

    @property
    def last(self) -> Account:
        """The account told last."""
        return self.accounts[-1]

    @property
    def sides(self) -> frozenset[str]:
        """All sides named."""
        return frozenset(s for a in self.accounts for s in a.sides)

    @property
    def evident(self) -> bool:
        """Whether anything but its words speaks for an event: a place, a date or a toll."""
        toll = any(c.min or c.max for a in self.accounts for c in a.claims)
        return toll or bool(self.placed) or any(not t.weak for t in self.times) or self.armed

    @property
    def armed(self) -> bool:
        """Whether strong words in the active tell of armed people who did it."""
        return any(
            a.seeds and not a.trigger.weak and not a.trigger.noun and any(_is_armed(actor) for actor in a.actors)
            for a in self.accounts
        )

    @property
    def seeds(self) -> bool:
        """Whether any account alone reports an event."""
        return any(a.seeds for a in self.accounts)


def _is_armed(actor: Actor) -> bool:
    return actor.kind in {"armed group", "militia", "gang", "unknown"} and actor.role is Role.ATTACKER


def gather(accounts: Iterable[Account]) -> list[Event]:
    """Return the events that accounts of one text tell of, in order of first mention."""
    events: list[Event] = []
    for account in accounts:
        if account.adds is not None:
            _add(account, events)
            continue
        scored = [(score(account, event), event.last.trigger.start, i) for i, event in enumerate(events)]
        best, _, i = max(scored, default=(float("-inf"), 0, 0))
        if best >= JOINS:
            events[i].accounts.append(account)
        elif account.seeds:
            events.append(Event([_with_place(account, events)]))
        elif account.claims and events and not account.placed and not account.times:
            _near(account, events)
    return _settled(events)


def _add(account: Account, events: Sequence[Event]) -> None:
    """Give a sentence without a word of an event to the event told last, close before it and with nothing against it."""
    if not events or account.turns:
        return
    event = max(events, key=lambda e: (e.last.sentence.index, e.last.trigger.start))
    here, there = account.sentence, event.last.sentence
    close = here.index - there.index <= ADDS_REACH and here.paragraph - there.paragraph <= 1
    named = not account.adds or any(account.adds in a.sentence.text.lower() for a in event.accounts)
    if close and named and agree(account.relations, event.relations) >= 0 and not _is_wide(event):
        event.accounts.append(account)


def _settled(events: list[Event]) -> list[Event]:
    """Give the accounts of events without any place, date or toll to those that have them, where they fit."""
    settled = [e for e in events if e.evident]
    for event in events:
        if event.evident:
            continue
        for account in event.accounts:
            best, i = max(((score(account, e), -i) for i, e in enumerate(settled)), default=(0.0, 0))
            if best >= JOINS:
                settled[-i].accounts.append(account)
    for event in settled:
        event.accounts.sort(key=lambda a: a.trigger.start)
    return settled


def _near(account: Account, events: Sequence[Event]) -> None:
    """Give claims without an event of their own to the event told just before, in the same paragraph."""
    event = max(events, key=lambda e: e.last.sentence.index)
    if _in_paragraph(account, event) and _kind_score(account, event) > WEIGHTS["other family"]:
        event.accounts.append(account)


def _with_place(account: Account, events: Sequence[Event]) -> Account:
    """Give an account that points back ("in the area") the place told just before it."""
    if account.placed or not account.there:
        return account
    before = [e for e in events if account.sentence.index - e.last.sentence.index <= 1 and e.relations]
    if not before:
        return account
    latest = max(before, key=lambda e: e.last.sentence.index)
    shared = [r for r in latest.relations if not account.elsewhere or _is_wide_ground(r)]
    return replace(account, placed=tuple(Placed(r, Level.CLAUSE) for r in shared))


def _is_wide_ground(relation: Relation) -> bool:
    """Whether a relation holds a whole region, which another place in it may share ("in B, in the same region")."""
    places = list(anchor_places([relation]))
    held = relation.distance is None and relation.kind is not RelationKind.BORDER
    return held and bool(places) and min(map(width, places)) > 1


def score(account: Account, event: Event) -> float:
    """Return how far an account speaks of an event; :data:`JOINS` and more is the same one."""
    total = _kind_score(account, event) + _time_score(account, event) + _place_score(account, event)
    total += _distance_score(account, event) + _actor_score(account, event)
    trigger = account.trigger
    total += WEIGHTS["definite"] * (trigger.definite and not trigger.other)
    total += WEIGHTS["just told"] * (trigger.definite and trigger.noun and _just_told(account, event))
    turns = account.turns and not trigger.definite and not _in_sentence(account, event)
    total += WEIGHTS["another"] * (trigger.other or turns)
    total += WEIGHTS["statistics"] * (bool(account.claims and account.times) and is_month(account.times))
    if trigger.plural and not trigger.definite and event.accounts[0].trigger.plural is False and trigger.noun:
        total += WEIGHTS["series"]
    total += WEIGHTS["statistics"] * (account.sums_up and not _in_paragraph(account, event))
    total += WEIGHTS["total since"] * (bool(account.claims) and is_since(account.times))
    total += WEIGHTS["old event"] * (_is_wide(event) and not account.times and not trigger.definite)
    bare = is_harm(account) and not (account.placed or account.times or account.elsewhere or account.turns)
    total += WEIGHTS["bare harm"] * (bare and _in_paragraph(account, event))
    return total + WEIGHTS["adds only"] * (not account.seeds)


def _in_sentence(account: Account, event: Event) -> bool:
    """Whether an event was told last in the account's own sentence."""
    return account.sentence.index == event.last.sentence.index


def _in_paragraph(account: Account, event: Event) -> bool:
    """Whether an event was told last in the account's own paragraph."""
    return account.sentence.paragraph == event.last.sentence.paragraph


def _just_told(account: Account, event: Event) -> bool:
    """Whether an event is that of the sentence before, in the same paragraph: "the strikes" goes on with it."""
    return _in_paragraph(account, event) and account.sentence.index - event.last.sentence.index == 1


def _is_wide(event: Event) -> bool:
    """Whether an event is dated by month or year only, as what a text recalls is."""
    known = [t.precision for t in event.times if t.first]
    return bool(known) and min(known) >= TimePrecision.MONTH


def _kind_score(account: Account, event: Event) -> float:
    told = [a for a in event.accounts if a.seeds] or event.accounts
    families = {a.trigger.family for a in told}
    types = {a.trigger.type for a in told}
    trigger = account.trigger
    if trigger.family == "territory" and trigger.modality is Modality.ATTEMPTED and families & _ARMED:
        return WEIGHTS["aim"]
    if (is_harm(account) and families & HOSTS) or _of_a_disaster(account, event):
        return WEIGHTS["harm done"]
    if trigger.type in types:
        return WEIGHTS["same type"]
    if trigger.family in families:
        return WEIGHTS["same family"]
    if kindred(trigger.family, families):
        return WEIGHTS["kindred family"]
    return WEIGHTS["other family"]


def kindred(family: str, families: Iterable[str]) -> bool:
    """Whether a family of types may tell of the same event as one of others."""
    return any(family in group and other in group for group in _KINDRED for other in families)


def _time_score(account: Account, event: Event) -> float:
    agreement = times_agree(account.times, event.times)
    return WEIGHTS["same time"] * (agreement > 0) + WEIGHTS["other time"] * (agreement < 0)


def _place_score(account: Account, event: Event) -> float:
    agreement = agree(account.relations, event.relations)
    headline = all(a.title for a in event.accounts)
    if agreement < 0 and headline and near(account.relations, event.relations, within_m=_HEADLINE_M):
        return 0.0
    if _of_a_disaster(account, event) and (
        agreement == 0 or near(account.relations, event.relations, within_m=_DISASTER_M)
    ):
        return 0.0
    if _elsewhere(account, event):
        return WEIGHTS["unknown place"]
    if (agreement > 0 and _only_within(account, event)) or (event.placed and _beside_a_border(account, event)):
        return WEIGHTS["within"]
    return WEIGHTS["same place"] * (agreement > 0) + WEIGHTS["other place"] * (agreement < 0)


def _of_a_disaster(account: Account, event: Event) -> bool:
    """Whether an account tells of harm or collapse after a disaster of nature, which reaches far."""
    families = {a.trigger.family for a in event.accounts if a.seeds}
    return "disaster" in families and (account.trigger.text.startswith(_WRECKED) or is_harm(account))


def _only_within(account: Account, event: Event) -> bool:
    """Whether an account of a town is told apart from an event of the whole region around it, or the reverse."""
    if account.trigger.definite or not account.seeds or _in_paragraph(account, event):
        return False
    narrowest = (min(map(width, anchor_places(r)), default=None) for r in (account.relations, event.relations))
    ours, theirs = narrowest
    return ours is not None and theirs is not None and abs(ours - theirs) > 1


def _elsewhere(account: Account, event: Event) -> bool:
    """Whether an account is of a place that nothing is known of, and that the event's sentences do not name."""
    if account.trigger.definite or not event.placed:
        return False
    names = account.elsewhere if not account.placed else _unknown_anchors(account.relations)
    told = " ".join(a.sentence.text for a in event.accounts)
    return bool(names) and not any(name in told for name in names)


def _unknown_anchors(relations: Sequence[Relation]) -> frozenset[str]:
    """Return the names that relations rest on where none of them has a place."""
    anchors = [a for r in relations for a in r.anchors]
    known = any(a.candidates for a in anchors)
    return frozenset() if known else frozenset(a.text for a in anchors if a.reason is not Reason.UNNAMED_ANCHOR)


def _beside_a_border(account: Account, event: Event) -> bool:
    """Whether an account a paragraph on is of some stretch of border, which is ground of its own."""
    apart = not _in_paragraph(account, event) and not account.trigger.definite
    return apart and bool(account.placed) and all(map(beside_border, account.relations))


def _distance_score(account: Account, event: Event) -> float:
    here, there = account.sentence, event.last.sentence
    if _in_sentence(account, event):
        return WEIGHTS["same sentence"]
    if _in_paragraph(account, event):
        return WEIGHTS["same paragraph"] / (here.index - there.index)
    return WEIGHTS["next paragraph"] if here.paragraph - there.paragraph == 1 else 0.0


def _actor_score(account: Account, event: Event) -> float:
    ours, theirs = account.sides - UNNAMED_SIDES, event.sides - UNNAMED_SIDES
    attackers = account.attackers - UNNAMED_SIDES
    doing = frozenset(s for a in event.accounts for s in a.attackers) - UNNAMED_SIDES
    if attackers and doing and not attackers & theirs and not account.trigger.definite:
        claims = any(a.role is Role.CLAIMANT for a in (*account.actors, *event.last.actors))
        return WEIGHTS["other attacker"] if claims or not _in_sentence(account, event) else 0.0
    return WEIGHTS["shared side"] if ours & theirs else 0.0
