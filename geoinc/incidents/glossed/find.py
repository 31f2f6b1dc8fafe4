"""One text's incidents from its pieces: sentences that tell of harm or events, gathered by place, day and kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from geoinc.incidents.build import best_time, each_once, option, title_of
from geoinc.incidents.decisions.certainty import settled
from geoinc.incidents.glossed.counts import FORMER, Ways, claims_of, shared_out
from geoinc.incidents.glossed.roles import Order, actors_of
from geoinc.incidents.glossed.scene import Stated, candidates, dateline_end, stated
from geoinc.incidents.glossed.speakers import Speaker, voices_of
from geoinc.incidents.ground import COUNTRY, WIDTHS, agree, anchor_places, anchor_start, narrowest_width, width
from geoinc.incidents.identity.derive import identity
from geoinc.incidents.linking import kindred
from geoinc.incidents.place import Level, Locate, Placed, chosen, located
from geoinc.incidents.scene import Scene, SceneCandidate, choose
from geoinc.incidents.scene import stated as by_words
from geoinc.incidents.tolls.tally import tally
from geoinc.incidents.types import kind
from geoinc.incidents.zones import zone_of
from geoinc.model import (
    Actor,
    Claim,
    Document,
    Harm,
    Incident,
    PlaceKind,
    Relation,
    RelationKind,
    Span,
    Status,
    TimePrecision,
)
from geoinc.model.document import areas_of
from geoinc.text.time_ranges import Time, bounds, times_agree

if TYPE_CHECKING:
    from geoinc.text.gloss import Piece

OLD: Final = timedelta(days=60)
"""What ended longer than this before the text was published is background."""

EARLIER_SAID: Final = "earlier"
EARLIER: Final = timedelta(days=14)
"""What is told beside an event and was longer than this before it is background."""

HARM_TYPES: Final = {
    Harm.KILLED: "attack",
    Harm.WOUNDED: "attack",
    Harm.KIDNAPPED: "abduction",
    Harm.DETAINED: "arrest",
}
"""What happened where only its harm is told."""

_CODE: Final = 2
NEXT: Final = 3
"""An event told so few sentences after another without a time was on its day."""

TREATED: Final = "treated in"
"""The English of hospitals: where those who came to harm are brought, unless it was struck itself."""

WAYS: Final = frozenset({"from", "to", "towards"})
"""English of prepositions of where somebody or something comes from and goes."""

WAY_REACH: Final = 3
_NOWHERE: Final = 9
"""Wider than any place."""

_WATERS: Final = frozenset({PlaceKind.LAKE, PlaceKind.RIVER})
_TOWNS: Final = frozenset({PlaceKind.SETTLEMENT, PlaceKind.QUARTER, PlaceKind.SPOT})
_WHERE: Final = frozenset({"preposition", "direction", "generic", "clitic", "site", "event"})
COMING: Final = frozenset({"launched from", "born in"})
"""The English of words for where somebody or something comes from: of one place, the first behind them."""

BROUGHT: Final = "there they were brought"
"""The English of hospitals in languages that put them behind their place's name."""

WHERE: Final = "where"
BROUGHT_REACH: Final = 4
STRUCK: Final = 3
SPEAKING: Final = frozenset({"speech", "role", "reaction"})
ASIDE_REACH: Final = 6
"""So many words after "transferred to" a place is not where it happened."""

OCCURRED: Final = "occurred"
"""The section of words that say that what is told beside them took place: "it happened on Monday in"."""

FOUND: Final = "found"
"""The section of words for those who were dead or lost before somebody found them."""

SEATED: Final = ("ministry of", "government of", "president of")
"""How the English of institutions begins whose seat is no scene: "the government in Aden"."""

UNREAL_REACH: Final = 9
UNREAL_BEHIND: Final = 3
"""So many words behind a deed one may stand that says it may be ("the storm could reach")."""

PLAY: Final = "play"
FILM: Final = "film"
"""The section of words for matches and markets, whose attacks hurt nobody, and the English of those for films and novels."""

LEAST: Final = 0.55
"""A place less likely than this is no pin: the choice, learned from English, misses here what words around a place say for it."""
GENERAL: Final = frozenset({"attack", "armed clash", "military operation"})
"""Types that say less of what happened than others told beside them."""


@dataclass(frozen=True, slots=True)
class GlossedText:
    """What a text in another language tells, in its own offsets: its pieces, times and relations.

    ``lost`` are the offsets of places that the gazetteer lacks;
    ``ways``, ``verb_first`` and ``order`` are its language's (:class:`geoinc.language.wordbook.Wordbook`).
    """

    document: Document
    pieces: Sequence[Piece]
    times: Sequence[Time]
    relations: Sequence[Relation]
    lost: Sequence[int] = ()
    ways: Ways = field(default_factory=Ways)
    verb_first: bool = False
    order: Order = field(default_factory=Order)


@dataclass(slots=True)
class _Account:
    """What one sentence tells."""

    index: int
    start: int
    end: int
    types: tuple[tuple[str, bool], ...]
    claims: tuple[Claim, ...]
    times: tuple[Time, ...]
    relations: tuple[Relation, ...]
    actors: tuple[Actor, ...]
    stated: tuple[Stated, ...]
    said: frozenset[int]
    total: bool
    remarks: bool
    former: int | None
    voice: Speaker | None
    lost: bool
    reacts: bool
    occurs: bool
    played: bool

    @property
    def days(self) -> list[Time]:
        """The times that are its deeds', not those of who speaks."""
        return [t for t in self.times if t.start not in self.said]

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
        """When it was; the day on which somebody said so ("said on Monday") only where no other is told."""
        return self.days or [t for a in self.accounts for t in a.times]

    @property
    def days(self) -> list[Time]:
        """The times that are its deeds'."""
        return [t for a in self.accounts for t in a.days]

    def say(self, voice: Speaker) -> None:
        """Let a voice that speaks of all before it ("this was said by") be whose word its claims are."""
        for account in self.accounts:
            account.claims = tuple(
                c if c.speaker else replace(c, speaker=voice.span.text, speaker_span=voice.span) for c in account.claims
            )

    @property
    def families(self) -> set[str]:
        return {kind(a.named).family for a in self.accounts if a.named}


def find_incidents(told: GlossedText, locate: Locate) -> list[Incident]:
    """Return the incidents of a text, in the order of their first mention."""
    accounts = [a for i, sentence in enumerate(_sentences(told.pieces)) for a in _accounts(told, i, sentence)]
    events = _gathered(accounts)
    found = [_incident(event, events, accounts, told, locate) for event in events]
    return [i for i in found if i.status is Status.EVENT or i.claims]


def _sentences(pieces: Sequence[Piece]) -> list[list[Piece]]:
    found: list[list[Piece]] = [[]]
    for i, piece in enumerate(pieces):
        found[-1].append(piece)
        filed = len(found) == 1 and all(p.tag in {"name", "sign", "end", "unknown"} for p in found[0])
        if piece.tag == "end" and not (filed and pieces[i + 1 : i + 2] and pieces[i + 1].gloss == "-"):
            found.append([])
    return [sentence for sentence in found if any(p.tag != "end" for p in sentence)]


def _accounts(told: GlossedText, index: int, sentence: Sequence[Piece]) -> list[_Account]:
    """Return what a sentence tells: of each place its own, where its numbers are shared out among several."""
    whole = _account(told, index, sentence)
    narrow = [r for r in whole.relations if max(map(width, anchor_places([r])), default=1) == 0]
    if len(narrow) < 2 or any(agree([a], [b]) > 0 for i, a in enumerate(narrow) for b in narrow[:i]):
        return [whole]
    busy = [(t.start, t.end) for t in whole.times]
    spans = [(r.span.start, r.span.end) for r in narrow]
    voices = voices_of(sentence, told.document.text, told.document.id, verb_first=told.verb_first)
    shares = shared_out(sentence, spans, told.document, voices, busy)
    return [
        replace(whole, claims=tuple(claims), relations=(relation,))
        for relation, claims in zip(narrow, shares, strict=False)
    ] or [whole]


def _account(told: GlossedText, index: int, sentence: Sequence[Piece]) -> _Account:
    document = told.document
    start, end = sentence[0].start, sentence[-1].end
    filed = dateline_end(sentence, document.text, opens=index == 0)
    times = tuple(t for t in told.times if max(start, filed) <= t.start < end)
    relations = [r for r in told.relations if start <= r.span.start < end]
    voices = voices_of(sentence, document.text, document.id, verb_first=told.verb_first)
    busy = [*((t.start, t.end) for t in times), *((r.span.start, r.span.end) for r in relations if r.distance)]
    real = [p for i, p in enumerate(sentence) if not _unreal(sentence, i)]
    claims = claims_of(real, document, voices, told.ways, busy)
    types = tuple((p.value, p.tag == "weak") for p in real if p.tag in {"event", "weak"})
    countries = {r.anchors[0].span.start for r in relations if r.anchors and narrowest_width(r) == COUNTRY}
    actors = tuple(actors_of(real, document, claims, voices, told.order, countries=countries))
    tags = {p.tag for p in sentence}
    remarks = not claims and bool(tags & {"role", "reaction"}) and OCCURRED not in tags
    places = tuple(
        replace(
            stated(
                sentence,
                r,
                aside=remarks
                or _aside(sentence, r)
                or _spoken(sentence, voices, r, told=bool(claims) or OCCURRED in tags)
                or _acts(sentence, r)
                or _owned(actors, r),
                filed=filed,
            ),
            seat=any(v.span.start <= r.span.start < v.span.end for v in voices),
        )
        for r in relations
    )
    places = _with_what_holds_them(sentence, places)
    places = tuple(replace(s, aside=s.aside or _is_end(sentence, s.relation)) for s in places)
    places = _without_waters(_without_origins(sentence, places))
    return _Account(
        index, start, end, types, tuple(claims), times,
        tuple(s.relation for s in places if not s.aside and not s.dateline),
        actors,
        places,
        _said(sentence, times),
        total=any(p.tag == "total" for p in sentence),
        remarks=remarks,
        former=_former(sentence),
        voice=next((v for v in voices if v.refers), None),
        lost=any(start <= at < end for at in told.lost),
        reacts=any(p.tag == "reaction" for p in sentence),
        occurs=any(p.tag == OCCURRED for p in sentence),
        played=any(p.tag == PLAY and (not claims or p.gloss == FILM) for p in sentence)
        and all(p.tag != "armed" for p in sentence),
    )  # fmt: skip


def _former(sentence: Sequence[Piece]) -> int | None:
    """Return where words for an earlier toll begin; a bare "earlier" is one only where somebody said so."""
    spoken = any(p.tag == "speech" for p in sentence)
    return next((p.start for p in sentence if p.tag == FORMER and (spoken or p.gloss != EARLIER_SAID)), None)


def _said(sentence: Sequence[Piece], times: Sequence[Time]) -> frozenset[int]:
    """Return where the times of a sentence begin that are not its deed's but the day of speech."""
    said: set[int] = set()
    speaks = False
    for piece in sentence:
        if speaks and piece.tag == "time":
            said.add(piece.start)
        speaks = piece.tag in {"speech", "according"} or (speaks and piece.tag in {"time", "stop", "link"})
    if any(p.tag == FOUND for p in sentence) and not any(p.tag == "event" for p in sentence):
        said.update(t.start for t in times)  # "the bodies were found on Tuesday"
    return frozenset(said)


def _unreal(sentence: Sequence[Piece], at: int) -> bool:
    """Whether a piece stands in a clause of what may be, is planned or feared."""
    if sentence[at].tag not in {"event", "harm", "weak"}:
        return False
    behind = sentence[at + 1 : at + 1 + UNREAL_BEHIND] if sentence[at].tag != "harm" else ()
    for near in (reversed(sentence[max(0, at - UNREAL_REACH) : at]), behind):
        for piece in near:
            if piece.tag == "unreal":
                return True
    return False


def _aside(sentence: Sequence[Piece], relation: Relation) -> bool:
    """Whether a place is one that somebody was brought to, comes from, goes to or met at."""
    before = [p for p in sentence if p.end <= relation.span.start][-ASIDE_REACH:]
    inside = [p for p in sentence if relation.span.start <= p.start < relation.span.end]
    behind = [p for p in sentence if p.start >= relation.span.end][:BROUGHT_REACH]
    if any(p.gloss == WHERE for p in behind[:2]):
        return False  # "he travelled to Buenaventura, where a bomb"
    if (inside and inside[0].tag == "aside") or any(p.gloss == BROUGHT for p in behind):
        return True
    for n, piece in reversed(list(enumerate(before))):
        if piece.gloss in COMING and any(p.tag in {"name", "unknown"} for p in before[n + 1 :]):
            return False  # "fired from Iran at Haifa"
        if piece.tag == "aside" and (before[n + 1 : n + 2] or inside)[0].tag == "time":
            continue  # "the battle went on Tuesday"
        if piece.tag == "aside":
            return piece.gloss != TREATED or not any(p.tag == "event" for p in before[max(0, n - STRUCK) : n])
        if piece.tag in {"event", "harm", "sign"}:
            break
    return False


def _with_what_holds_them(sentence: Sequence[Piece], places: Sequence[Stated]) -> tuple[Stated, ...]:
    """Return places, aside too what holds one that is ("joined by phone in Niamey, in Niger")."""
    found: list[Stated] = []
    for place in places:
        last = found[-1] if found else None
        if last is not None and last.aside and not place.aside:
            between = [p for p in sentence if last.relation.span.end <= p.start < place.relation.span.start]
            near = all(
                p.tag in {"preposition", "link", "clitic", "generic", "direction"} or p.gloss == "," for p in between
            )
            found.append(
                replace(place, aside=near and narrowest_width(place.relation) > narrowest_width(last.relation))
            )
        else:
            found.append(place)
    return tuple(found)


def _without_origins(sentence: Sequence[Piece], places: Sequence[Stated]) -> tuple[Stated, ...]:
    """Return places, aside too where somebody is from or speaks, if one as narrow remains: "a man of Cúcuta was killed in Tibú"."""
    places = tuple(replace(s, aside=s.aside or _is_left(sentence, s.relation)) for s in places)
    tribunes = [_is_tribune(sentence, s.relation) for s in places]
    origins = [t or _is_origin(sentence, s.relation) for s, t in zip(places, tribunes, strict=True)]
    left = [
        narrowest_width(s.relation)
        for s, origin in zip(places, origins, strict=True)
        if not (s.aside or s.dateline or origin)
    ]
    # A district is narrow enough beside a town where an office speaks ("Hakkari's governor: in Çukurca district").
    least = [
        max(narrowest_width(s.relation), t * WIDTHS[PlaceKind.ADMIN2]) for s, t in zip(places, tribunes, strict=True)
    ]
    return tuple(
        replace(s, aside=s.aside or (origin and min(left, default=_NOWHERE) <= most))
        for s, origin, most in zip(places, origins, least, strict=True)
    )


def _is_left(sentence: Sequence[Piece], relation: Relation) -> bool:
    """Whether a place is a country that somebody or something came from: "their boat came from Turkey"."""
    before = next(
        (p for p in reversed(sentence) if p.end <= anchor_start(relation) and p.gloss not in {"", "the"}), None
    )
    wide = narrowest_width(relation) == COUNTRY
    return wide and relation.kind is RelationKind.IN and before is not None and before.gloss == "from"


def _without_waters(places: Sequence[Stated]) -> tuple[Stated, ...]:
    """Return places, aside a lake or river where a town is told beside it: "a boat sank on Lake Kivu off Goma"."""
    towns = any(_kinds(s) & _TOWNS for s in places if not (s.aside or s.dateline))
    return tuple(replace(s, aside=s.aside or (towns and bool(_kinds(s) & _WATERS))) for s in places)


def _kinds(stated: Stated) -> set[PlaceKind]:
    return {place.kind for place in anchor_places([stated.relation])}


def _is_origin(sentence: Sequence[Piece], relation: Relation) -> bool:
    """Whether a place is where people are from or go: "inhabitants of Bunia", "from Riyadh to Aden", no "strike on Aden"."""
    start = anchor_start(relation)
    before = [p for p in sentence if p.end <= start and p.gloss not in {"", "the"}][-WAY_REACH:]
    aimed = any(p.tag == "event" for p in before) and before[-1].gloss != "from"
    if before and before[-1].gloss in WAYS and not aimed:
        return True
    while before and before[-1].gloss in {"of", "from"}:
        before.pop()
    return bool(before) and before[-1].tag in {"people", "person"}


def _is_end(sentence: Sequence[Piece], relation: Relation) -> bool:
    """Whether a dash joins a place to another, as it does the ends of a way, where nothing happened: "the train Vorkuta - Novorossiysk"."""
    start, end = relation.span.start, relation.anchors[-1].span.end if relation.anchors else relation.span.end
    before = [p for p in sentence if p.end <= start][-2:]
    behind = [p for p in sentence if p.start >= end][:2]
    return ([p.gloss for p in before[1:]] == ["-"] and _is_called(before[0])) or (
        [p.gloss for p in behind[:1]] == ["-"] and any(map(_is_called, behind[1:]))
    )


def _is_called(piece: Piece) -> bool:
    """Whether a piece is a name, known or not."""
    return piece.tag == "name" or (piece.tag == "unknown" and piece.capital)


def _is_tribune(sentence: Sequence[Piece], relation: Relation) -> bool:
    """Whether a place opens a sentence before who speaks: "in Paris, the minister", "in Damascus they said"."""
    if any(
        p.gloss and p.end <= relation.span.start and p.tag not in {"preposition", "clitic", "link"} for p in sentence
    ):
        return False
    behind = [p for p in sentence if p.start >= relation.span.end and p.gloss not in {"", "the", ","}][:1]
    return bool(behind) and (
        behind[0].tag == "speech" or (behind[0].tag == "institution" and behind[0].gloss in SEATED)
    )


def _owned(actors: Sequence[Actor], relation: Relation) -> bool:
    """Whether a place is part of a group's name: "the Cartel of Santa Rosa de Lima"."""
    return any(a.span.start < relation.span.start < a.span.end for a in actors)


def _spoken(sentence: Sequence[Piece], voices: Sequence[Speaker], relation: Relation, *, told: bool) -> bool:
    """Whether a place belongs to who speaks: "the governor of", "said in"; unless harm is told, one that opens speech, too."""
    start = relation.span.start
    if any(v.span.start <= start < v.span.end for v in voices):
        return True
    before = [p for p in sentence if p.end <= start and p.tag not in {"preposition", "clitic"}]
    if not before:
        return not told and any(p.tag in SPEAKING for p in sentence)
    return before[-1].tag == "speech"


def _acts(sentence: Sequence[Piece], relation: Relation) -> bool:
    """Whether a country is told of as somebody who acts: nothing before it says where ("Ukraine says that Russia")."""
    if narrowest_width(relation) < COUNTRY or relation.kind is not RelationKind.IN:
        return False
    inside = any(relation.span.start <= p.start < relation.span.end and p.tag in _WHERE for p in sentence)
    before = next((p for p in reversed(sentence) if p.end <= relation.span.start and p.gloss not in {"", "the"}), None)
    return not inside and before is not None and before.tag not in _WHERE | {"name", "sign", "stop"}


def _gathered(accounts: Sequence[_Account]) -> list[_Event]:
    events: list[_Event] = []
    waiting: list[_Account] = []
    for account in accounts:
        if account.voice is not None and not account.claims:
            for event in events:
                event.say(account.voice)
        if account.remarks and not account.types and events and not account.reacts:
            events[-1].accounts.append(account)  # "the army accuses the rebels"
        if account.occurs and not events and not (account.types or account.claims or account.total):
            waiting.append(account)
        if account.total or account.played or not (account.types or account.claims):
            continue
        if (not account.reacts or account.claims) and _joined(account, events, waiting):
            waiting = []
    return events


def _joined(account: _Account, events: list[_Event], waiting: Sequence[_Account]) -> bool:
    """Add an account to the event that it goes on with, or begin one with it and what waits; tell whether one began."""
    home = _home(account, events)
    if home is not None:
        home.accounts.append(account)
    elif account.tells and account.named and kind(account.named).incident:
        events.append(_Event([*(a for a in waiting if account.index - a.index <= NEXT), account]))
        return True
    return False


def _home(account: _Account, events: Sequence[_Event]) -> _Event | None:
    """Return the event that an account goes on with: the last one that nothing speaks against."""
    if events and account.former is not None and all(weak for _, weak in account.types):
        account.relations = ()  # who told the earlier toll, or where
        return events[-1]
    fitting = [e for e in events if not _against(account, e)]
    placed = [e for e in fitting if agree(account.relations, e.relations) > 0]
    return next(reversed(placed or fitting), None)


def _against(account: _Account, event: _Event) -> bool:
    if agree(account.relations, event.relations) < 0:
        return True
    if account.tells and times_agree(account.days, event.days) < 0:
        return True
    family = kind(account.named).family if account.named else None
    if account.tells and _is_outside(account.relations, event.relations):
        return True
    strange = bool(family) and family not in event.families and not kindred(str(family), event.families)
    placed = bool(account.relations) or account.lost
    return strange and placed and agree(account.relations, event.relations) <= 0


def _is_outside(ours: Sequence[Relation], theirs: Sequence[Relation]) -> bool:
    """Whether a district that one set of relations names holds no town that the other names."""
    towns = [p.point for p in anchor_places(theirs) if width(p) == 0]
    districts = [p.extent for p in anchor_places(ours) if width(p) == 1 and p.extent is not None]
    own = any(width(p) == 0 for p in anchor_places(ours))
    return bool(towns) and bool(districts) and not own and not any(d.intersects(t) for d in districts for t in towns)


def _incident(
    event: _Event, events: Sequence[_Event], accounts: Sequence[_Account], told: GlossedText, locate: Locate
) -> Incident:
    document = told.document
    scene = _scene(event, events, accounts, told)
    placed = [Placed(r, Level.CLAUSE) for r in event.relations]
    location, chance = settled(scene, located(placed, locate, scene.relations), asked=LEAST)
    when = best_time(_times(event, events, accounts))
    extent = bounds(when, zone_of(location, when)) if when else None
    claims = _claims(event)
    names = _types(event)
    spans = tuple(_span(document, a.start, a.end) for a in event.accounts)
    actors = tuple(each_once(a for account in event.accounts for a in account.actors))
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
        status=_status(when, document, None if event is events[0] else best_time(events[0].times)),
        actors=actors,
        claims=claims,
        casualties=tally(claims),
        spans=spans,
        fields=_fields(document, when, location.relations, claims, actors),
        place_probability=chance,
        place_options=tuple(option(relation, chance) for relation, chance in scene.others),
    )


def _times(event: _Event, events: Sequence[_Event], accounts: Sequence[_Account]) -> list[Time]:
    """Return when an event was: by its own days, else those of what is told beside it, else when somebody said so.

    Without a day of its own ("in the evening", or no time) it was on that of the one told right before, or on the only one told.
    """
    if len(events) == 1:
        return event.days or [t for a in accounts for t in a.days] or event.times
    times, first = event.times, event.accounts[0].index
    before = [e for e in events if e is not event and any(0 <= first - a.index <= NEXT for a in e.accounts)]
    if any(not t.weak for t in times):
        return times
    if not before or not before[-1].times:
        told = [t for a in accounts for t in a.times if not t.weak]
        return [*times, *told] if len({(t.first, t.last) for t in told}) == 1 else times
    return [*(t for t in before[-1].times if not t.weak), *times]


def _scene(event: _Event, events: Sequence[_Event], accounts: Sequence[_Account], told: GlossedText) -> Scene:
    """Return where an event was: what its own sentences say, else what is likeliest of all that its part of the text tells."""
    own = [a.index for a in event.accounts]
    others = [r for e in events if e is not event for r in e.relations]
    near = [a for a in accounts if len(events) == 1 or a.index in own or a.index == own[0] - 1]
    home = frozenset(code for code in areas_of(told.document.near) if len(code) == _CODE and code.isupper())
    options = candidates(
        [a.stated if a in near else () for a in accounts],
        own,
        [a.index for a in event.accounts if a.tells],
        others,
        home,
        unknown=any(a.lost for a in event.accounts),
    )
    direct = chosen([Placed(r, Level.CLAUSE) for r in event.relations])
    if not direct and not options:  # "the rescuers of Mellit count fourteen dead in the town"
        direct = chosen([Placed(s.relation, Level.CLAUSE) for a in event.accounts for s in a.stated if s.seat])
    return by_words(direct, options) if direct else choose(_within_text(options, accounts))


def _within_text(options: Sequence[SceneCandidate], accounts: Sequence[_Account]) -> list[SceneCandidate]:
    """Return candidates without the place that a text was filed from, if it tells another as narrow."""
    filed = {s.relation.span for a in accounts for s in a.stated if s.dateline}
    told = [o for o in options if o.relation.span not in filed]
    return told if any(narrowest_width(o.relation) < WIDTHS[PlaceKind.ADMIN1] for o in told) else list(options)


def _claims(event: _Event) -> tuple[Claim, ...]:
    """Return the claims of an event; beside an earlier toll ("a first toll of") the highest of the others holds."""
    return tuple(dict.fromkeys(c for a in event.accounts for c in a.claims))


def _types(event: _Event) -> list[str]:
    """Return the names of an event's types, the one told most first; those that say how go before those that say little."""
    votes: Counter[str] = Counter()
    for account in event.accounts:
        for name, weak in account.types:
            votes[name] += 1 if weak else 2
    order = list(votes)
    ranked = sorted(votes, key=lambda name: (name in GENERAL, -votes[name], order.index(name)))
    return ranked or [next(a.named for a in event.accounts if a.named)]


def _status(when: Time | None, document: Document, main: Time | None) -> Status:
    """Return whether an event is of long ago, or a text's memory of one before its ``main`` one."""
    if when is None or when.last is None:
        return Status.EVENT
    if main is not None and main.first is not None and when.last < main.first:
        vague = when.precision >= TimePrecision.MONTH
        if vague or main.first - when.last > EARLIER:
            return Status.BACKGROUND
    if document.published is None:
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
