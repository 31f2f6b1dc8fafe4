"""What speaks for and against an account being of an event told before, and for its being of a new one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from geoinc.incidents.actors import IRREGULAR
from geoinc.incidents.cues import cue_words
from geoinc.incidents.decisions.scorer import Features
from geoinc.incidents.frames.matcher import Told
from geoinc.incidents.ground import agree, anchor_places, anchor_start, near, width
from geoinc.incidents.place import CLAUSES, Level, Placed
from geoinc.incidents.reading import HOSTS, Account, is_harm, is_left
from geoinc.incidents.tolls.counts import Count
from geoinc.incidents.tolls.people import people_words
from geoinc.model import Actor, Claim, Harm, Reason, Relation, Role, TimePrecision
from geoinc.text.sentences import Sentence
from geoinc.text.time_ranges import Time, is_month, is_since, times_agree

_HEADLINE_M = 60_000.0
"""A headline's place this close to the report's is the same, told more roughly ("in Kunduz" of a village nearby)."""
_DISASTER_M = 300_000.0
"""Places this close to one another may suffer the same earthquake, storm or flood."""
_WRECKED = ("collaps", "destroy", "damag", "flatten", "toppl", "buried", "swept")
"""What disasters of nature do to buildings and people."""
UNNAMED_SIDES = frozenset({"civilians", "government"})
"""Sides that no two accounts share by being named alike."""
_FEW = 0.1
"""Sentences that share less of their words than this speak of other things."""
_REFERRING = cue_words("discourse", "referring")
_LETTERS = re.compile(r"[^\W\d_]{4,}")
_ARMED = frozenset({"battle", "operation", "remote", "bombing", "attack"})
_KINDRED = (_ARMED, frozenset({"crime", "abduction", "hijacking", "piracy", "attack", "property", "sexual violence"}), frozenset({"piracy", "hijacking", "crime", "attack", "battle", "remote", "accident"}), frozenset({"abduction", "arrest"}), frozenset({"attack", "abduction"}), frozenset({"unrest", "attack", "property"}), frozenset({"property", "bombing", "attack"}), frozenset({"arrest", "operation", "weapons", "unrest"}), frozenset({"disaster", "accident"}), frozenset({"bombing", "accident"}), frozenset({"territory", "battle", "operation"}), frozenset({"sexual violence", "attack"}))  # fmt: skip
_MANY = 6
"""More accounts of an event, or events, than this say nothing more."""
_QUOTES = ('"', "“", "'", "‘")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SAYING = cue_words("speech", "verbs")
_OPENING = cue_words("discourse", "opening")
_OF_COLLECTIONS = frozenset({"shared side", "lines between", "series"})
"""What says nothing more in articles: most of one war's events have its sides, and what is counted apart is told by the words."""
_LONG, _MOST_SHARED = 7, 4
"""Words of so many letters are seldom shared by chance; more of them than the second say nothing more."""
_KINDS = frozenset(
    {"harm done", "same type", "same family", "kindred family", "other family", "aim", "other family, same sentence"}
)
"""How kinds of events agree: what adds to one is of none."""
_STEM = 5
"""Words that begin with the same letters, so many, are of one another."""
_LATE = 12
"""Sentences farther down than this are all late."""
_PARTING = CLAUSES | {",", "and"}


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
    def claims(self) -> list[Claim]:
        """All claims of its accounts."""
        return [c for a in self.accounts for c in a.claims]

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
    return actor.kind in IRREGULAR and actor.role is Role.ATTACKER


def features(account: Account, event: Event) -> Features:
    """Return what speaks for or against an account and an event being one."""
    trigger = account.trigger
    further = is_harm(account) and any(c.people is not None and c.people.other for c in account.counts)
    turns = account.turns and not trigger.definite and not in_sentence(account, event)
    other = (trigger.other or turns) and not further  # "Another 12 people were hurt" are more of the same event.
    bare = is_harm(account) and not (account.placed or account.times or account.elsewhere or other)
    series = trigger.plural and not trigger.definite and event.accounts[0].trigger.plural is False and trigger.noun
    kind, month = kind_of(account, event), bool(account.claims and account.times) and is_month(account.times)
    found: Features = {
        kind: 1.0,
        f"{kind}, same sentence": kind == "other family" and in_sentence(account, event),
        _time(account, event): 1.0,
        _place(account, event): 1.0,
        _distance(account, event): 1.0,
        _actors(account, event): 1.0,
        "same toll": not _tolls(account.claims).isdisjoint(_tolls(event.claims)),
        "lead": not account.title and all(a.title for a in event.accounts),
        "definite": trigger.definite and not trigger.other,
        "just told": trigger.definite and trigger.noun and _just_told(account, event),
        "another": other,
        "month": month,
        "month, same sentence": month and in_sentence(account, event),
        "series": series,
        "sums up": account.sums_up and not in_paragraph(account, event),
        "total since": bool(account.claims) and is_since(account.times),
        "old event": is_wide(event) and not account.times and not trigger.definite,
        "bare harm": bare and in_paragraph(account, event),
        "adds only": not account.seeds,
        "of a disaster": _of_a_disaster(account, event),
        **_words(account, event),
    }
    return {name: float(value) for name, value in found.items() if value and name}


def _tolls(claims: Iterable[Claim]) -> set[tuple[Harm, int]]:
    return {(c.harm, c.min) for c in claims if c.min and not c.negated}


def _words(account: Account, event: Event) -> Features:
    """Return how the words of an account's sentence lead on from the event, or open something else."""
    if in_sentence(account, event):
        return {}
    here, there = account.sentence, event.last.sentence
    text = here.text
    opens = here.line != there.line and account.opens
    own, theirs = content(text), frozenset().union(*(content(a.sentence.text) for a in event.accounts[-3:]))
    shared = overlap(own, theirs)
    refers = refers_back(here)
    dated, placed = any(not t.weak for t in account.times), bool(account.placed)
    fresh = (dated or any(not t.weak for a in event.accounts for t in a.times)) and dated
    newly = here.line != there.line
    return {
        "opens": opens,
        "new line": newly,
        "new line, told": newly and account.seeds,
        "new line of a paragraph": newly and account.parted and in_paragraph(account, event),
        "new paragraph of several": newly and account.parted and not in_paragraph(account, event),
        "lines between": min(3, here.line - there.line) / 3,
        "new item": newly and account.in_list,
        "new item opens": opens and account.in_list,
        "new line, own time": newly and fresh,
        "new line, own place": newly and placed and bool(event.placed),
        "new line, own time and place": newly and placed and fresh,
        "new line, other words": newly and shared < _FEW and not refers,
        "new line, refers": newly and (refers or account.trigger.definite),
        "sentences between": min(6, here.index - there.index) / 6,
        "refers": refers,
        "shared words": shared,
        "no time, no place": not dated and not placed,
        "own time": fresh,
        "own place": placed and bool(event.placed),
        "capitals differ": text.isupper() != there.text.isupper(),
        "next sentence": here.index - there.index == 1,
    }


def choices(account: Account, events: Sequence[Event]) -> list[Features]:
    """Return the events that an article told before, in their order, and then a new one, as an account may be of any of them.

    What reports no event of its own is of none where it is of a new one.
    """
    traits = _traits(account)
    body = next((e for e in events if not all(a.title for a in e.accounts)), None)
    latest = sorted(events, key=lambda e: -e.last.trigger.start)
    found = []
    for event in events:
        case: Features = {
            **{name: value for name, value in features(account, event).items() if name not in _OF_COLLECTIONS},
            **traits,
            "main": float(event is body or event is events[0]),
            "events since": min(_MANY, latest.index(event)) / _MANY,
            "latest": float(event is latest[0]),
            "the only one": float(len(events) == 1),
            "accounts": min(_MANY, len(event.accounts)) / _MANY,
            "adds to what reports": float(event.seeds),
            "placed event": float(bool(event.placed)),
            "dated event": float(any(not t.weak for t in event.times)),
            "recalled": float(is_wide(event)),
            **_grounds(account, event),
            **_between(account, event),
            **_again(account, event),
            **_victims(account, event),
        }
        if account.adds:
            case = {name: value for name, value in case.items() if name not in _KINDS}
        found.append({name: value for name, value in case.items() if value})
    fresh = {"new": 1.0, "new, beside": min(_MANY, len(events)) / _MANY, **traits}
    return [*found, fresh]


def _victims(account: Account, event: Event) -> Features:
    """Return how the people that an account counts, and what its words call the event, are those of an event."""
    ours, theirs = _heads(account.counts), _heads(c for a in event.accounts for c in a.counts)
    numbers = {c.value for a in event.accounts for c in a.counts if c.value}
    own = {c.value for c in account.counts if c.value}
    words = {a.trigger.text[:_STEM].lower() for a in event.accounts if not a.adds}
    names = frozenset().union(*(_names(a.sentence) for a in event.accounts))
    mine = _names(account.sentence)
    return {
        "same victims": float(not ours.isdisjoint(theirs)),
        "other victims": float(bool(ours and theirs) and ours.isdisjoint(theirs)),
        "same number": float(not own.isdisjoint(numbers)),
        "counted": float(bool(numbers)),
        "same word": float(not account.adds and account.trigger.text[:_STEM].lower() in words),
        "shared names": overlap(mine, names),
        "names before": float(bool(mine) and bool(names)),
    }


def _heads(counts: Iterable[Count]) -> frozenset[str]:
    return frozenset(c.head for c in counts if c.head) - people_words()["victims"]


@lru_cache(maxsize=256)
def _names(sentence: Sentence) -> frozenset[str]:
    """Return the words of a sentence that begin with a capital, but for its first."""
    return frozenset(t.text for t in sentence.tokens[1:] if t.text[:1].isupper() and not t.text.isupper())


def _grounds(account: Account, event: Event) -> Features:
    """Return how the towns that an account's words or sentence name lie to those of an event."""
    if any(p.level > Level.CLAUSE for p in (*account.placed, *event.placed)):
        return {}  # Headlines and aims say roughly where.
    ours, theirs = _towns(account.relations), _towns(event.relations)
    if ours and theirs:
        same = not ours.keys().isdisjoint(theirs)
        beside = not same and agree(account.relations, event.relations) > 0
        return {"its own place": float(same), "a place beside": float(beside)}
    named = _towns(account.named)
    if not named or in_sentence(account, event):
        return {}
    known = theirs.keys() | _towns(r for a in event.accounts for r in a.named).keys()
    if not known.isdisjoint(named):
        return {"names its place": 1.0}
    name = "names other places"
    before = min(named.values()) < account.trigger.start
    found: Features = {name: 1.0, f"{name} before": float(before)}
    return {**found, **({f"{feature}, placed": value for feature, value in found.items()} if theirs else {})}


def _towns(relations: Iterable[Relation]) -> dict[str, int]:
    """Return the towns and the like that relations rest on, by id, and where each is named first (a code point)."""
    found: dict[str, int] = {}
    for relation in relations:
        for place in anchor_places([relation]):
            if width(place) == 0:
                found.setdefault(place.id, anchor_start(relation))
    return found


def _between(account: Account, event: Event) -> Features:
    """Return what parts an account from the one told before it in its sentence."""
    if not in_sentence(account, event):
        return {}
    last, first = event.last.trigger.end, account.trigger.start
    words = (t.lower for t in account.sentence.tokens if last <= t.start < first)
    found = {f"between {word}": 1.0 for word in words if word in _PARTING}
    return {**found, **({f"title, {name}": 1.0 for name in found} if account.title else {})}


def _again(account: Account, event: Event) -> Features:
    """Return whether the words, the toll and the parties of an account are those of an event."""
    ours, theirs = _tolls(account.claims), _tolls(event.claims)
    pairs = [(n, m) for harm, n in ours for other, m in theirs if harm is other]
    apart = ours.isdisjoint(theirs)
    doing = frozenset().union(*(a.attackers for a in event.accounts))
    suffering, targets = frozenset().union(*(_targets(a) for a in event.accounts)), _targets(account)
    does, suffers = not account.attackers.isdisjoint(doing), not targets.isdisjoint(suffering)
    told = frozenset().union(*(content(a.sentence.text) for a in event.accounts))
    shared = 0 if in_sentence(account, event) else sum(len(w) >= _LONG for w in content(account.sentence.text) & told)
    return {
        "other toll": float(apart and bool(pairs)),
        "larger toll": float(apart and any(n > m for n, m in pairs)),
        "same attackers": float(does),
        "same targets": float(suffers),
        "same parties": float(does and suffers),
        "attackers and targets change": float(not account.attackers.isdisjoint(suffering)),
        "shared long words": min(_MOST_SHARED, shared) / _MOST_SHARED,
    }


def _targets(account: Account) -> frozenset[str]:
    return frozenset(a.side for a in account.actors if a.side and a.role is Role.TARGET)


def _traits(account: Account) -> Features:
    """Return what of an account by itself speaks for the event that an article is about, or for another one."""
    sentence, trigger = account.sentence, account.trigger
    words = [t.lower for t in sentence.tokens]
    dated = [t for t in account.times if not t.weak]
    people = [c.people for c in account.counts if c.people is not None]
    told = {
        "quoted": sentence.text.lstrip().startswith(_QUOTES),
        "somebody speaks": not _SAYING.isdisjoint(words),
        "opens with when or where": words[:1] != [] and words[0] in _OPENING,
        "a year": _YEAR.search(sentence.text) is not None,
        "a month": bool(dated) and min(t.precision for t in dated) >= TimePrecision.MONTH,
        "dated": bool(dated),
        "placed": bool(account.placed),
        "neither": not dated and not account.placed,
        "unknown place": bool(account.elsewhere),
        "there": account.there,
        "turns": account.turns,
        "of another": trigger.other,
        "history": account.past,
        "sums up": account.sums_up,
        "adds": not account.seeds,
        "adds a toll": account.adds and bool(account.counts),
        "adds who did it": account.adds and not account.counts,
        "of something told": trigger.definite,
        "noun": trigger.noun,
        "weak": trigger.weak,
        "perfect": trigger.perfect,
        "several": bool(trigger.plural),
        "harm": is_harm(account),
        "attackers": bool(account.attackers),
        "counts": bool(account.claims),
        "counts nobody": any(c.negated for c in account.claims),
        "counts people told of": any(p.refers for p in people),
        "counts others": any(p.other for p in people),
        "of a toll": any(c.tie == "toll" for c in account.counts),
        "title": account.title,
        "alone": account.alone,
        "in a list": account.in_list,
    }
    found = {f"telling {trait}": 1.0 for trait, holds in told.items() if holds}
    return {**found, "telling for sure": account.told, "telling late": min(_LATE, sentence.index) / _LATE}


@lru_cache(maxsize=256)
def content(text: str) -> frozenset[str]:
    """Return the longer words of a text."""
    return frozenset(_LETTERS.findall(text.lower()))


def in_sentence(account: Account, event: Event) -> bool:
    """Whether an event was told last in the account's own sentence."""
    return account.sentence.index == event.last.sentence.index


def in_paragraph(account: Account, event: Event) -> bool:
    """Whether an event was told last in the account's own paragraph."""
    return account.sentence.paragraph == event.last.sentence.paragraph


def _just_told(account: Account, event: Event) -> bool:
    """Whether an event is that of the sentence before, in the same paragraph: "the strikes" goes on with it."""
    return in_paragraph(account, event) and account.sentence.index - event.last.sentence.index == 1


def is_wide(event: Event) -> bool:
    """Whether an event is dated by month or year only, as what a text recalls is."""
    known = [t.precision for t in event.times if t.first]
    return bool(known) and min(known) >= TimePrecision.MONTH


def kind_of(account: Account, event: Event) -> str:
    """Return how the kind of event that an account tells of fits an event: the name of a feature."""
    told = [a for a in event.accounts if a.seeds] or event.accounts
    families = {a.trigger.family for a in told}
    trigger = account.trigger
    if trigger.family == "territory" and trigger.told is Told.ATTEMPTED and families & _ARMED:
        return "aim"
    if (is_harm(account) and families & HOSTS) or _of_a_disaster(account, event):
        return "harm done"
    if trigger.type in {a.trigger.type for a in told}:
        return "same type"
    if trigger.family in families:
        return "same family"
    return "kindred family" if kindred(trigger.family, families) else "other family"


def kindred(family: str, families: Iterable[str]) -> bool:
    """Whether a family of types may tell of the same event as one of others."""
    return any(family in group and other in group for group in _KINDRED for other in families)


def _time(account: Account, event: Event) -> str:
    agreement = times_agree(account.times, event.times)
    if agreement < 0 and (is_left(account) or all(is_left(a) for a in event.accounts if a.times)):
        return ""  # Bodies are found on another day than people died.
    return {1: "same time", -1: "other time"}.get(agreement, "")


def _place(account: Account, event: Event) -> str:
    agreement = agree(account.relations, event.relations)
    headline = all(a.title for a in event.accounts)
    if agreement < 0 and headline and near(account.relations, event.relations, within_m=_HEADLINE_M):
        return ""
    if _of_a_disaster(account, event) and (
        agreement == 0 or near(account.relations, event.relations, within_m=_DISASTER_M)
    ):
        return ""
    if _elsewhere(account, event):
        return "unknown place"
    if agreement > 0 and _only_within(account, event):
        return "within"
    return {1: "same place", -1: "other place"}.get(agreement, "")


def _of_a_disaster(account: Account, event: Event) -> bool:
    """Whether an account tells of harm or collapse after a disaster of nature, which reaches far."""
    families = {a.trigger.family for a in event.accounts if a.seeds}
    return "disaster" in families and (account.trigger.text.startswith(_WRECKED) or is_harm(account))


def _only_within(account: Account, event: Event) -> bool:
    """Whether an account of a town is told apart from an event of the whole region around it, or the reverse."""
    if account.trigger.definite or not account.seeds or in_paragraph(account, event):
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


def _distance(account: Account, event: Event) -> str:
    here, there = account.sentence, event.last.sentence
    if in_sentence(account, event):
        return "same sentence"
    if in_paragraph(account, event):
        return f"same paragraph {min(3, here.index - there.index)}"
    return "next paragraph" if here.paragraph - there.paragraph == 1 else "later paragraph"


def _actors(account: Account, event: Event) -> str:
    ours, theirs = account.sides - UNNAMED_SIDES, event.sides - UNNAMED_SIDES
    attackers = account.attackers - UNNAMED_SIDES
    doing = frozenset(s for a in event.accounts for s in a.attackers) - UNNAMED_SIDES
    if attackers and doing and not attackers & theirs and not account.trigger.definite:
        claims = any(a.role is Role.CLAIMANT for a in (*account.actors, *event.last.actors))
        return "other attacker" if claims or not in_sentence(account, event) else ""
    return "shared side" if ours & theirs else ""


def overlap(ours: frozenset[str], theirs: frozenset[str]) -> float:
    """Return which share of the smaller set of words the other has too."""
    return len(ours & theirs) / max(1, min(len(ours), len(theirs)))


def refers_back(sentence: Sentence) -> bool:
    """Whether a sentence opens with a word that goes on about what was told ("they", "the")."""
    return not _REFERRING.isdisjoint(t.lower for t in sentence.tokens[:3])
