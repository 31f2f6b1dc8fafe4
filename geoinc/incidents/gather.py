"""Accounts gathered into events: which sentences of one text speak of the same happening."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from geoinc.incidents.decisions.scorer import Features, Scorer, load
from geoinc.incidents.frames.matcher import Told
from geoinc.incidents.ground import COUNTRY, agree, anchor_places, beside_border, names_unit_of, near, width
from geoinc.incidents.place import Level, Placed
from geoinc.incidents.reading import ADDS_REACH, CLAIM_REACH, HOSTS, Account, is_harm, is_left, opens_item
from geoinc.language.lexicon import load as load_words
from geoinc.model import Actor, Claim, Harm, Reason, Relation, RelationKind, Role, TimePrecision
from geoinc.text.sentences import Sentence
from geoinc.text.time_ranges import Time, is_month, is_since, times_agree

NAME, ARTICLES, FORM = "link", "link_articles", "form"
"""The decisions whose weights this uses: of messages and collections of them, of articles, and which of these it is."""
SURE = 0.7
"""From this probability on a text is read as a collection: an article torn apart is worse than reports joined.

At even odds one report in eight by other hands was torn apart; of bulletins .90 are told apart at either, .82 at .85."""
_MANY_LINES = 4
"""Fewer lines than this, if no list, are of one article."""
_HEADLINE_M = 60_000.0
"""A headline's place this close to the report's is the same, told more roughly ("in Kunduz" of a village nearby)."""
_DISASTER_M = 300_000.0
"""Places this close to one another may suffer the same earthquake, storm or flood."""
_WRECKED = ("collaps", "destroy", "damag", "flatten", "toppl", "buried", "swept")
"""What disasters of nature do to buildings and people."""
UNNAMED_SIDES = frozenset({"civilians", "government"})
"""Sides that no two accounts share by being named alike."""
JOINS = 0.0
"""From even odds on an account joins an event."""
_REFERRING = frozenset(load_words("cues")["discourse"]["referring"])
_BACK = 3
"""An account that points back ("the town's hospital") means a place told at most so many sentences before."""
_FEW = 0.1
"""Sentences that share less of their words than this speak of other things."""
_LONE = 5.0
"""Reports of different things share a tenth of their words at most: brings that to the scale of the other features."""
_NAME = re.compile(r"\b[A-Z][a-z]{3,}")
_LETTERS = re.compile(r"[^\W\d_]{4,}")
_ARMED = frozenset({"battle", "operation", "remote", "bombing", "attack"})
_KINDRED = (_ARMED, frozenset({"crime", "abduction", "hijacking", "piracy", "attack", "property", "sexual violence"}), frozenset({"piracy", "hijacking", "crime", "attack", "battle", "remote", "accident"}), frozenset({"abduction", "arrest"}), frozenset({"attack", "abduction"}), frozenset({"unrest", "attack", "property"}), frozenset({"property", "bombing", "attack"}), frozenset({"arrest", "operation", "weapons", "unrest"}), frozenset({"disaster", "accident"}), frozenset({"bombing", "accident"}), frozenset({"territory", "battle", "operation"}), frozenset({"sexual violence", "attack"}))  # fmt: skip


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
    return actor.kind in {"armed group", "militia", "gang", "unknown"} and actor.role is Role.ATTACKER


def gather(accounts: Iterable[Account], scorer: Scorer | None = None) -> list[Event]:
    """Return the events that accounts of one text tell of, in order of first mention.

    Parameters
    ----------
    scorer
        In place of the trained one.
    """
    accounts = list(accounts)
    judge = scorer or load(NAME if is_collection(accounts) else ARTICLES)
    events: list[Event] = []
    for account in accounts:
        if account.adds is not None:
            _add(account, events)
            continue
        scored = [
            (judge.score(features(account, event)), event.last.trigger.start, i) for i, event in enumerate(events)
        ]
        best, _, i = max(scored, default=(float("-inf"), 0, 0))
        if best >= JOINS:
            events[i].accounts.append(account)
        elif account.seeds:
            events.append(Event([_with_place(account, events)]))
        elif account.claims and events and not account.placed and not account.times:
            _near(account, events)
    return _without_headlines(_settled(events, judge))


def _without_headlines(events: list[Event]) -> list[Event]:
    """Give what only a headline tells to the event that the text tells first, but for a place that this cannot be."""
    alone = [e for e in events if all(a.title for a in e.accounts)]
    told = [e for e in events if not all(a.title for a in e.accounts)]
    if not told:
        return events
    kept: list[Event] = []
    for event in alone:
        if _is_unplaced(event):
            host: Event | None = told[0]
        else:
            host = next((e for e in told if _heads(event, e)), None)
        if host is None:
            kept.append(event)
        else:
            host.accounts[:0] = event.accounts
    return [*kept, *told]


def _is_unplaced(event: Event) -> bool:
    return all(width(place) >= COUNTRY for p in event.placed for place in anchor_places([p.relation]))


def _heads(title: Event, event: Event) -> bool:
    """Whether a headline tells an event of its text, and more roughly where: in its country, or by a region's name ("in Sagaing village")."""
    trigger = title.accounts[0].trigger
    families = {a.trigger.family for a in event.accounts}
    if not (trigger.weak or trigger.family in families or kindred(trigger.family, families)):
        return False
    named, places = list(anchor_places(title.relations)), list(anchor_places(event.relations))
    if not places or names_unit_of(title.relations, event.relations):
        return True
    return all(width(p) > 0 for p in named) and any(p.country in {None, q.country} for p in named for q in places)


def is_collection(accounts: Sequence[Account]) -> bool:
    """Whether accounts are of a short message, or of a collection of them, rather than of one article."""
    lines = len({a.sentence.line for a in accounts})
    listed = any(a.in_list for a in accounts)
    if lines == 1:
        return listed or accounts[0].alone
    return (listed or lines >= _MANY_LINES) and load(FORM).probability(form_features(accounts)) >= SURE


def form_features(accounts: Sequence[Account]) -> Features:
    """Return what tells a collection of reports from one article: how its lines begin to tell of events."""
    lines: dict[int, list[Account]] = {}
    for account in accounts:
        lines.setdefault(account.sentence.line, []).append(account)
    opening = [told[0] for told in lines.values()]
    share = 1.0 / max(1, len(opening))
    words = [frozenset().union(*(_content(a.sentence.text) for a in told)) for told in lines.values()]
    names = [frozenset(n for a in told for n in _NAME.findall(a.sentence.text)) for told in lines.values()]
    counts = Counter(name for own in names for name in own)
    return {
        "items": float(any(a.in_list for a in opening)),
        "definite": share * sum(a.trigger.definite for a in opening),
        "refers": share * sum(_refers(a.sentence) for a in opening),
        "told": share * sum(a.seeds for a in opening),
        "opens": share * sum(opens_item(a.sentence.text) for a in opening),
        "parted": float(any(a.parted for a in opening)),
        "mixed capitals": float(len({a.sentence.text.isupper() for a in opening}) > 1),
        "shared names": share * sum(any(counts[n] > 1 for n in own) for own in names),
        "shared words": _LONE * sum(map(_overlap, words, words[1:])) * share,
    }


def _overlap(ours: frozenset[str], theirs: frozenset[str]) -> float:
    """Return which share of the smaller set of words the other has too."""
    return len(ours & theirs) / max(1, min(len(ours), len(theirs)))


def _refers(sentence: Sentence) -> bool:
    return not _REFERRING.isdisjoint(t.lower for t in sentence.tokens[:3])


def _add(account: Account, events: Sequence[Event]) -> None:
    """Give a sentence without a word of an event to the event told last, close before it and with nothing against it."""
    if not events or account.turns:
        return
    event = max(events, key=lambda e: (e.last.sentence.index, e.last.trigger.start))
    here, there = account.sentence, event.last.sentence
    far = here.index - there.index
    close = far <= ADDS_REACH and here.paragraph - there.paragraph <= 1
    close = close or (far <= CLAIM_REACH and bool(account.actors) and not account.claims)
    named = not account.adds or any(account.adds in a.sentence.text.lower() for a in event.accounts)
    if close and named and agree(account.relations, event.relations) >= 0 and not _is_wide(event):
        event.accounts.append(account)


def _settled(events: list[Event], judge: Scorer) -> list[Event]:
    """Give the accounts of events without any place, date or toll to those that have them, where they fit."""
    settled = [e for e in events if e.seeds]
    for event in events:
        if event.seeds:
            continue
        for account in event.accounts:
            best, i = max(((judge.score(features(account, e)), -i) for i, e in enumerate(settled)), default=(0.0, 0))
            if best >= JOINS:
                settled[-i].accounts.append(account)
    for event in settled:
        event.accounts.sort(key=lambda a: a.trigger.start)
    return settled


def _near(account: Account, events: Sequence[Event]) -> None:
    """Give claims without an event of their own to the event told just before, in the same paragraph."""
    event = max(events, key=lambda e: e.last.sentence.index)
    if _in_paragraph(account, event) and _kind(account, event) != "other family":
        event.accounts.append(account)


def _with_place(account: Account, events: Sequence[Event]) -> Account:
    """Give an account that points back ("in the area") the place told just before it."""
    if account.placed or not account.there:
        return account
    before = [e for e in events if account.sentence.index - e.last.sentence.index <= _BACK and e.relations]
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


def features(account: Account, event: Event) -> Features:
    """Return what speaks for or against an account and an event being one."""
    trigger = account.trigger
    further = is_harm(account) and any(c.people is not None and c.people.other for c in account.counts)
    turns = account.turns and not trigger.definite and not _in_sentence(account, event)
    other = (trigger.other or turns) and not further  # "Another 12 people were hurt" are more of the same event.
    bare = is_harm(account) and not (account.placed or account.times or account.elsewhere or other)
    series = trigger.plural and not trigger.definite and event.accounts[0].trigger.plural is False and trigger.noun
    kind, month = _kind(account, event), bool(account.claims and account.times) and is_month(account.times)
    found: Features = {
        kind: 1.0,
        f"{kind}, same sentence": kind == "other family" and _in_sentence(account, event),
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
        "month, same sentence": month and _in_sentence(account, event),
        "series": series,
        "sums up": account.sums_up and not _in_paragraph(account, event),
        "total since": bool(account.claims) and is_since(account.times),
        "old event": _is_wide(event) and not account.times and not trigger.definite,
        "bare harm": bare and _in_paragraph(account, event),
        "adds only": not account.seeds,
        "of a disaster": _of_a_disaster(account, event),
        **_words(account, event),
    }
    return {name: float(value) for name, value in found.items() if value and name}


def _tolls(claims: Iterable[Claim]) -> set[tuple[Harm, int]]:
    return {(c.harm, c.min) for c in claims if c.min and not c.negated}


def _words(account: Account, event: Event) -> Features:
    """Return how the words of an account's sentence lead on from the event, or open something else."""
    if _in_sentence(account, event):
        return {}
    here, there = account.sentence, event.last.sentence
    text = here.text
    opens = here.line != there.line and opens_item(text)
    own, theirs = _content(text), frozenset().union(*(_content(a.sentence.text) for a in event.accounts[-3:]))
    shared = _overlap(own, theirs)
    refers = _refers(here)
    dated, placed = any(not t.weak for t in account.times), bool(account.placed)
    fresh = (dated or any(not t.weak for a in event.accounts for t in a.times)) and dated
    newly = here.line != there.line
    return {
        "opens": opens,
        "new line": newly,
        "new line, told": newly and account.seeds,
        "new line of a paragraph": newly and account.parted and _in_paragraph(account, event),
        "new paragraph of several": newly and account.parted and not _in_paragraph(account, event),
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


@lru_cache(maxsize=256)
def _content(text: str) -> frozenset[str]:
    return frozenset(_LETTERS.findall(text.lower()))


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


def _kind(account: Account, event: Event) -> str:
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
    if (agreement > 0 and _only_within(account, event)) or (event.placed and _beside_a_border(account, event)):
        return "within"
    return {1: "same place", -1: "other place"}.get(agreement, "")


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


def _distance(account: Account, event: Event) -> str:
    here, there = account.sentence, event.last.sentence
    if _in_sentence(account, event):
        return "same sentence"
    if _in_paragraph(account, event):
        return f"same paragraph {min(3, here.index - there.index)}"
    return "next paragraph" if here.paragraph - there.paragraph == 1 else "later paragraph"


def _actors(account: Account, event: Event) -> str:
    ours, theirs = account.sides - UNNAMED_SIDES, event.sides - UNNAMED_SIDES
    attackers = account.attackers - UNNAMED_SIDES
    doing = frozenset(s for a in event.accounts for s in a.attackers) - UNNAMED_SIDES
    if attackers and doing and not attackers & theirs and not account.trigger.definite:
        claims = any(a.role is Role.CLAIMANT for a in (*account.actors, *event.last.actors))
        return "other attacker" if claims or not _in_sentence(account, event) else ""
    return "shared side" if ours & theirs else ""
