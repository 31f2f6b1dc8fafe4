"""One text's incidents from its pieces: sentences that tell of harm or events, gathered by place, day and kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from geoinc.incidents.actors import find_parties
from geoinc.incidents.build import best_time, title_of
from geoinc.incidents.gather import kindred
from geoinc.incidents.glossed.counts import Ways, claims_of
from geoinc.incidents.glossed.speakers import Voice, voices_of
from geoinc.incidents.ground import agree, anchor_places
from geoinc.incidents.identity.derive import identity
from geoinc.incidents.place import Level, Locate, Placed, located
from geoinc.incidents.tolls.tally import tally
from geoinc.incidents.types import kind
from geoinc.incidents.zones import zone_of
from geoinc.model import Actor, Claim, Document, Harm, Incident, Relation, Role, Span, Status, TimePrecision
from geoinc.text.sentences import Sentence
from geoinc.text.time_ranges import Time, bounds, times_agree

if TYPE_CHECKING:
    from geoinc.text.gloss import Piece

OLD: Final = timedelta(days=60)
"""What ended longer than this before the text was published is background."""

HARM_TYPES: Final = {
    Harm.KILLED: "attack",
    Harm.WOUNDED: "attack",
    Harm.KIDNAPPED: "abduction",
    Harm.DETAINED: "arrest",
}
"""What happened where only its harm is told."""

ASIDE_REACH: Final = 6
"""So many words after "transferred to" a place is not where it happened."""

UNREAL_REACH: Final = 9
GENERAL: Final = frozenset({"attack", "armed clash", "military operation"})
"""Types that say less of what happened than others told beside them."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a text in another language tells, in its own offsets: its pieces, times and relations.

    ``lost`` are the offsets of places that the gazetteer lacks;
    ``ways`` and ``verb_first`` are its
    language's (:class:`geoinc.language.wordbook.Wordbook`).
    """

    document: Document
    pieces: Sequence[Piece]
    times: Sequence[Time]
    relations: Sequence[Relation]
    lost: Sequence[int] = ()
    ways: Ways = field(default_factory=Ways)
    verb_first: bool = False


@dataclass(slots=True)
class _Account:
    """What one sentence tells."""

    start: int
    end: int
    types: tuple[tuple[str, bool], ...]
    claims: tuple[Claim, ...]
    times: tuple[Time, ...]
    relations: tuple[Relation, ...]
    actors: tuple[Actor, ...]
    separate: bool
    total: bool
    lost: bool
    reacts: bool

    @property
    def tells(self) -> bool:
        """Whether it alone reports an event."""
        return any(not weak for _, weak in self.types) or any(c.min or c.max for c in self.claims)

    @property
    def named(self) -> str:
        """The type told, or what its harm stands for."""
        strong = [name for name, weak in self.types if not weak]
        if strong:
            return next((name for name in strong if name not in GENERAL), strong[0])
        return next((HARM_TYPES[c.harm] for c in self.claims if c.harm in HARM_TYPES), "")


@dataclass(slots=True)
class _Event:
    accounts: list[_Account] = field(default_factory=list)

    @property
    def relations(self) -> list[Relation]:
        return [r for a in self.accounts for r in a.relations]

    @property
    def times(self) -> list[Time]:
        return [t for a in self.accounts for t in a.times]

    @property
    def families(self) -> set[str]:
        return {kind(a.named).family for a in self.accounts if a.named}


def find_incidents(told: Told, locate: Locate) -> list[Incident]:
    """Return the incidents of a text, in the order of their first mention."""
    accounts = [_account(told, sentence) for sentence in _sentences(told.pieces)]
    events = _gathered(accounts, told.document.published)
    return [_incident(event, accounts, told, locate, alone=len(events) == 1) for event in events]


def _sentences(pieces: Sequence[Piece]) -> list[list[Piece]]:
    found: list[list[Piece]] = [[]]
    for piece in pieces:
        found[-1].append(piece)
        if piece.tag == "end":
            found.append([])
    return [sentence for sentence in found if any(p.tag != "end" for p in sentence)]


def _account(told: Told, sentence: Sequence[Piece]) -> _Account:
    document = told.document
    start, end = sentence[0].start, sentence[-1].end
    times = tuple(t for t in told.times if start <= t.start < end)
    relations = [r for r in told.relations if start <= r.span.start < end]
    voices = voices_of(sentence, document.text, document.id, verb_first=told.verb_first)
    busy = [*((t.start, t.end) for t in times), *((r.span.start, r.span.end) for r in relations if r.distance)]
    real = [p for i, p in enumerate(sentence) if not _unreal(sentence, i)]
    claims = claims_of(real, document, voices, told.ways, busy)
    types = tuple((p.value, p.tag == "weak") for p in real if p.tag in {"event", "weak"})
    return _Account(
        start, end, types, tuple(claims), times,
        tuple(r for r in relations if not _aside(sentence, r) and not _spoken(voices, r)),
        tuple(_actors(sentence, document)),
        separate=any(p.tag == "other" for p in sentence[:4]),
        total=any(p.tag == "total" for p in sentence),
        lost=any(start <= at < end for at in told.lost),
        reacts=any(p.tag == "reaction" for p in sentence),
    )  # fmt: skip


def _unreal(sentence: Sequence[Piece], at: int) -> bool:
    """Whether a piece stands in a clause of what may be, is planned or feared."""
    if sentence[at].tag not in {"event", "harm", "weak"}:
        return False
    for piece in reversed(sentence[max(0, at - UNREAL_REACH) : at]):
        if piece.tag == "unreal":
            return True
        if piece.tag == "sign" and piece.gloss in {",", ";", ":"}:
            return False
    return False


def _aside(sentence: Sequence[Piece], relation: Relation) -> bool:
    """Whether a place is one that somebody was brought to, comes from or met at."""
    before = [p for p in sentence if p.end <= relation.span.start][-ASIDE_REACH:]
    inside = [p for p in sentence if relation.span.start <= p.start < relation.span.end]
    led = inside[:1] and inside[0].tag == "aside"
    for piece in reversed(before):
        if piece.tag in {"event", "harm", "sign", "name"}:
            break
        if piece.tag == "aside":
            return True
    return bool(led)


def _spoken(voices: Sequence[Voice], relation: Relation) -> bool:
    """Whether a place belongs to who speaks ("the governor of")."""
    return any(v.span.start <= relation.span.start < v.span.end for v in voices)


def _actors(sentence: Sequence[Piece], document: Document) -> list[Actor]:
    found: dict[str, Actor] = {}
    for piece in sentence:
        if piece.tag in {"actor", "side"}:
            name = piece.gloss if piece.tag == "actor" else f"{piece.gloss} forces"
            text = Sentence(document.id, 0, len(name), name, 0, 0)
            party = next(iter(find_parties(text)), None)
            span = Span(document.id, piece.start, piece.end, document.text[piece.start : piece.end])
            side, what = (party.side, party.kind) if party else (None, None)
            found.setdefault(name, Actor(name, Role.INVOLVED, span, side=side, kind=what))
    return list(found.values())


def _gathered(accounts: Sequence[_Account], published: date | None) -> list[_Event]:
    events: list[_Event] = []
    for account in accounts:
        if account.total or not (account.types or account.claims) or (account.reacts and not account.claims):
            continue
        if events and not account.types and _is_old(account, published):
            continue
        home = _home(account, events)
        if home is not None:
            home.accounts.append(account)
        elif account.tells and account.named and kind(account.named).incident:
            events.append(_Event([account]))
    return events


def _is_old(account: _Account, published: date | None) -> bool:
    """Whether all that an account dates lies long before its text."""
    days = [t.last for t in account.times if t.last is not None]
    return published is not None and bool(days) and all(published - day > OLD for day in days)


def _home(account: _Account, events: Sequence[_Event]) -> _Event | None:
    """Return the event that an account goes on with: the last one that nothing speaks against."""
    if not events:
        return None
    if account.separate and account.tells and (account.relations or account.times):
        own = {place.id for place in anchor_places(account.relations)}
        same = [e for e in events if own & {place.id for place in anchor_places(e.relations)}]
        return same[-1] if same and not account.times else None
    fitting = [e for e in events if not _against(account, e)]
    placed = [e for e in fitting if agree(account.relations, e.relations) > 0]
    return next(reversed(placed or fitting), None)


def _against(account: _Account, event: _Event) -> bool:
    if agree(account.relations, event.relations) < 0:
        return True
    if account.tells and times_agree(account.times, event.times) < 0:
        return True
    family = kind(account.named).family if account.named else None
    strange = bool(family) and family not in event.families and not kindred(str(family), event.families)
    placed = bool(account.relations) or account.lost
    return strange and placed and agree(account.relations, event.relations) <= 0


def _incident(event: _Event, accounts: Sequence[_Account], told: Told, locate: Locate, *, alone: bool) -> Incident:
    document = told.document
    placed = [Placed(r, Level.CLAUSE) for r in event.relations]
    if not placed:
        near = accounts if alone else _beside(event, accounts)
        placed = [Placed(r, Level.NEARBY) for a in near for r in a.relations]
    location = located(placed, locate)
    times = event.times or ([t for a in accounts for t in a.times] if alone else [])
    when = best_time(times)
    extent = bounds(when, zone_of(location, when)) if when else None
    claims = tuple(dict.fromkeys(c for a in event.accounts for c in a.claims))
    names = _types(event)
    spans = tuple(_span(document, a.start, a.end) for a in event.accounts)
    actors = tuple({actor.name: actor for a in reversed(event.accounts) for actor in reversed(a.actors)}.values())
    first = event.accounts[0]
    types = tuple(kind(name).type for name in names)
    return Incident(
        identity(kind(names[0]).family, when, location.relations, document.text[first.start : first.end]),
        title_of(types[0], location),
        types,
        location,
        start=extent[0] if extent else None,
        end=extent[1] if extent else None,
        time_precision=when.precision if when and extent else TimePrecision.UNKNOWN,
        time_text=document.text[when.start : when.end] if when else "",
        status=_status(when, document),
        actors=actors,
        claims=claims,
        casualties=tally(claims),
        spans=spans,
        fields=_fields(document, when, location.relations, claims, actors),
    )


def _beside(event: _Event, accounts: Sequence[_Account]) -> list[_Account]:
    """Return the sentence before an event's first, where that tells of nothing itself: it may say where."""
    at = next(i for i, account in enumerate(accounts) if account is event.accounts[0])
    before = accounts[at - 1 : at] if at else []
    return [account for account in before if not account.tells and not account.reacts]


def _types(event: _Event) -> list[str]:
    """Return the names of an event's types, the one told most first; those that say how go before those that say little."""
    votes: Counter[str] = Counter()
    for account in event.accounts:
        for name, weak in account.types:
            votes[name] += 1 if weak else 2
    order = list(votes)
    ranked = sorted(votes, key=lambda name: (name in GENERAL, -votes[name], order.index(name)))
    return ranked or [next(a.named for a in event.accounts if a.named)]


def _status(when: Time | None, document: Document) -> Status:
    if when is None or when.last is None or document.published is None:
        return Status.EVENT
    return Status.BACKGROUND if document.published - when.last > OLD else Status.EVENT


def _fields(
    document: Document,
    when: Time | None,
    relations: Sequence[Relation],
    claims: Sequence[Claim],
    actors: Sequence[Actor],
) -> dict[str, tuple[Span, ...]]:
    behind = {
        "time": (_span(document, when.start, when.end),) if when else (),
        "location": tuple(r.span for r in relations),
        "claims": tuple(c.span for c in claims),
        "actors": tuple(a.span for a in actors),
    }
    return {name: tuple(dict.fromkeys(spans)) for name, spans in behind.items() if spans}


def _span(document: Document, start: int, end: int) -> Span:
    return Span(document.id, start, end, document.text[start:end])
