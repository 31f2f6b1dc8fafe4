"""Claims about harm to people in a text: who, how many, in what sense the number is meant, and on whose word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, NamedTuple

from geoinc.incidents.actors import side_of
from geoinc.incidents.attribution import Speech, Voices, speaker_at
from geoinc.incidents.modality import Modality, verb_modality
from geoinc.incidents.tolls.harms import Harmed, Hit, find_harmed, find_harms, find_own_hand, has_doer, may_harm
from geoinc.incidents.tolls.people import MOST, People, find_people, kind_of, people_words
from geoinc.language.lexicon import load
from geoinc.model import Claim, Document, Harm, Operator, Span, Stance
from geoinc.text.analysis import Sentence as Read
from geoinc.text.analysis import analyse
from geoinc.text.sentences import Sentence

_MOST_HITS = 30
"""More words of harm than this in one sentence are no report."""
_BACK = 3
"""How many sentences back "they" may find those it stands for."""
_UNTOLD = frozenset({Modality.FUTURE, Modality.HYPOTHETICAL, Modality.ATTEMPTED})
SURE = frozenset(
    {"both", "tree", "chunks", "tree over", "chunks over", "joined", "noun", "of", "state", "toll", "own hand"}
)
"""Ties that make a claim of their own; others only where they are chosen."""


@dataclass(frozen=True, slots=True)
class Count:
    """A claim with what is known of how it was read, by which counts are chosen.

    ``people`` are those counted (None where nobody is named), ``whole`` the count that it is said to be part of or that a
    bracket or list breaks down, ``value`` the number that stands for it.
    """

    claim: Claim
    tie: str
    use: str
    word: str
    sentence: int
    position: int
    people: People | None
    head: str
    distance: int = 0
    adjacent: bool = False
    shared: bool = False
    doer: bool = False
    summed: bool = False
    aside: bool = False
    marked: bool = False
    run: tuple[int, int] = field(default=(0, 0))
    resolved: bool = False
    first: bool = False

    @property
    def is_sure(self) -> bool:
        """Whether it makes a claim of its own, however the choice among counts falls."""
        return self.marked or (self.tie in SURE and self.use not in {"hinted", "suggested"})

    @property
    def value(self) -> int | None:
        """The number that stands for it, None where there is none."""
        return self.claim.min if self.claim.min is not None else self.claim.max


class _Number(NamedTuple):
    """How many, and whether another group told before says so."""

    low: int | None
    high: int | None
    operator: Operator
    resolved: bool = False


_UNKNOWN = _Number(None, None, Operator.UNQUANTIFIED)
_STAYING = frozenset({"attackers", "forces", "unknown", "name"})
"""Who of these flees is not displaced."""


@dataclass(slots=True)
class _Told:
    """The last people counted in a text."""

    sentence: int
    value: int
    head: str
    text: str


def find_counts(document: Document, sentences: Sequence[Sentence], voices: Voices, page: frozenset[str]) -> list[Count]:
    """Return the counts of people harmed in a text, in its order, sure or not."""
    asked = [s for s in sentences if may_harm(s.words, page) and not _is_summed(s, "long")]
    if not asked:
        return []
    # Counts in the sentence before tell who "they" are.
    back = people_words()["back"]
    indices = {s.index for s in asked} | {s.index - 1 for s in asked if not back.isdisjoint(s.words)}
    wanted = [s for s in sentences if s.index in indices]
    read = analyse(document.text, [(s.start, s.end) for s in wanted])
    reader = _Reader(voices, page)
    owners = iter(wanted)
    owner = next(owners)
    for piece in read:
        while piece.start >= owner.end:
            owner = next(owners)
        reader.read(owner, piece)
    return reader.found


class _Reader:
    """Reads the sentences of a text one after another."""

    def __init__(self, voices: Voices, page: frozenset[str]) -> None:
        self._voices = voices
        self._page = page
        self._told: list[_Told] = []
        self._doer = False
        self.found: list[Count] = []

    def read(self, sentence: Sentence, piece: Read) -> None:
        """Add the counts of one sentence."""
        speeches = self._voices.at(sentence.index)
        hits = self._hits(sentence, piece)
        people = find_people(piece)
        aside = _set_aside(piece)
        if aside is not None and aside <= piece.words[min(3, len(piece.words) - 1)].start:
            self._leave_out_last()
        harmed = find_harmed(piece, people, hits) if hits else []
        counts: list[Count] = []
        for hit in hits:
            counts += [c for h in harmed if h.hit is hit for c in self._counts(sentence, piece, people, h, speeches)]
            self._doer = self._doer or has_doer(piece, people, hit)
        counts += self._own_hand(sentence, piece)
        counts += _elsewhere(sentence, piece, people, counts)
        counts = _with_asides(_with_parts(piece, people, counts), piece, people, aside)
        self.found += _once(counts)
        self._remember(sentence, piece, people)

    def _hits(self, sentence: Sentence, piece: Read) -> list[Hit]:
        """Return the words of harm that a sentence tells as done."""
        if not may_harm(sentence.words, self._page) or _is_summed(sentence, "long"):
            return []
        found = find_harms(piece, self._page)
        return [h for h in found if not _is_untold(sentence, piece.words[h.word].start)][:_MOST_HITS]

    def _counts(
        self, sentence: Sentence, piece: Read, people: Sequence[People], harmed: Harmed, speeches: Sequence[Speech]
    ) -> Iterator[Count]:
        group = people[harmed.people] if harmed.people >= 0 else None
        hit = harmed.hit
        if group is not None and self._is_excluded(piece, group, harmed, speeches):
            return
        low, high, operator, resolved = self._number(sentence, piece, group)
        if group is None and low is None:
            return
        text = _text_of(piece, group)
        if group is not None and piece.words[group.head].form.lower() in _reflexive():
            return
        speech = speaker_at(speeches, piece.words[hit.word].start)
        negated = harmed.negated or operator is Operator.NONE
        if negated:
            low, high, operator = 0, 0, Operator.NONE
        if low is not None and low > MOST:
            return
        for harm in hit.harms:
            claim = Claim(
                harm,
                _span(sentence, piece, group, hit.first, hit.last),
                min=low,
                max=high,
                operator=operator,
                victims=text,
                side=side_of(text, sentence.page),
                speaker=speech.speaker if speech else None,
                speaker_span=speech.span if speech else None,
                negated=negated,
                stance=speech.stance if speech else Stance.CONFIRMED,
            )
            yield Count(
                claim, harmed.tie, hit.use, piece.words[hit.word].lemma, sentence.index,
                piece.words[group.start if group else hit.first].start, group,
                piece.words[group.head].lemma.lower() if group else "", harmed.distance, harmed.adjacent, harmed.shared, self._doer and low == 1, _is_summed(sentence, "may"),
                resolved=resolved, run=(sentence.index * 1000 + hit.first, hit.last), first=not self.found,
            )  # fmt: skip

    def _is_excluded(self, piece: Read, group: People, harmed: Harmed, speeches: Sequence[Speech]) -> bool:
        """Whether a group is none of people, or of those who only speak."""
        lists, hit = people_words(), harmed.hit
        start, word = piece.words[group.start].start, piece.words[hit.word]
        vague = not group.counted and group.kind in {"unknown", "name"}
        soft = hit.use in {"hinted", "suggested"} or word.lemma in lists["unhurt_things"]
        reasons = (
            group.kind == "thing",
            group.kind == "pronoun" and piece.words[group.head].form.lower() in lists["impersonal"],
            Harm.DISPLACED in hit.harms and (group.kind in _STAYING or not group.plural),
            hit.use == "suggested" and Harm.KIDNAPPED in hit.harms and self._is_by_forces(piece, hit.word),
            vague and (soft or harmed.tie == "near"),
            any(s.span.start <= start < s.span.end and not s.span.start <= word.start < s.span.end for s in speeches),
        )
        return any(reasons)

    def _is_by_forces(self, piece: Read, verb: int) -> bool:
        """Whether those of the state do it, or nobody is named and no captor stands in the text: an arrest."""
        lists = people_words()
        predicate = piece.predicate(verb)
        agents = [a for a in (predicate.tree.agent, predicate.chunks.agent) if a is not None]
        if not agents:
            return piece.words[verb].lemma in lists["arrests"] and lists["captors"].isdisjoint(self._page)
        heads = [piece.words[piece.groups[a].head] for a in agents]
        return any(kind_of(w.lemma.lower(), w.form, w.tag) == "forces" for w in heads)

    def _number(self, sentence: Sentence, piece: Read, group: People | None) -> _Number:
        """Return how many a group is; "they" and "the drivers" are as many as were told of before."""
        if group is None:
            last = self._last(sentence, "")
            return _Number(last.value, last.value, Operator.EXACT, resolved=True) if last else _UNKNOWN
        head = piece.words[group.head]
        if group.low is not None or group.high is not None:
            return _Number(group.low, group.high, group.operator)
        if group.other and (not group.plural or (group.refers and head.fine == "NN")):
            return _Number(1, 1, Operator.EXACT)
        if head.form.lower() in people_words()["relative"]:
            before = next((p for p in reversed(find_people(piece)) if p.end <= group.start), None)
            if before is not None:
                return _Number(before.low, before.high, before.operator, resolved=True)
        told = self._before(sentence, piece, group) if group.refers else None
        return _UNKNOWN if told is None else _Number(told, told, Operator.EXACT, resolved=True)

    def _before(self, sentence: Sentence, piece: Read, group: People) -> int | None:
        """Return how many a group is that was told of before, in its sentence or in those before it."""
        head = piece.words[group.head].lemma.lower() if group.kind != "pronoun" else ""
        earlier = [
            p
            for p in find_people(piece)
            if p.end <= group.start and p.counted and p.kind != "thing" and (p.value or 0) > 1
        ]
        if head:
            earlier = [
                p for p in earlier if piece.words[p.head].lemma.lower() == head or head in people_words()["victims"]
            ]
        if earlier:
            return earlier[-1].value
        told = self._last(sentence, head)
        return told.value if told else None

    def _last(self, sentence: Sentence, head: str) -> _Told | None:
        general = head in people_words()["victims"]
        for told in reversed(self._told):
            if sentence.index - told.sentence > _BACK:
                return None
            if not head or general or told.head == head:
                return told
        return None

    def _remember(self, sentence: Sentence, piece: Read, people: Sequence[People]) -> None:
        parts = dict(_parts(piece, people))
        for n, group in enumerate(people):
            if (
                n not in parts
                and not _in_brackets(piece, group)
                and group.counted
                and group.kind not in {"thing", "name"}
                and group.value
                and (group.value > 1 or group.kind == "staff")
            ):
                head = piece.words[group.head].lemma.lower()
                self._told.append(_Told(sentence.index, group.value, head, _text_of(piece, group)))

    def _own_hand(self, sentence: Sentence, piece: Read) -> Iterator[Count]:
        """Yield that whoever did it killed themselves, where a sentence says so."""
        words = own_hand()
        if sentence.words.isdisjoint(words["signs"]):
            return
        found = find_own_hand(piece)
        if found is None or _is_untold(sentence, piece.words[found[0]].start):
            return
        first, last = found
        span = _span(sentence, piece, None, first, last)
        claim = Claim(Harm.KILLED, span, min=1, max=1, victims=words["victims"])
        yield Count(
            claim,
            "own hand",
            "own hand",
            piece.words[first].lemma,
            sentence.index,
            piece.words[first].start,
            None,
            "",
            run=(sentence.index * 1000 + first, last),
        )

    def _leave_out_last(self) -> None:
        """Set the counts of the last harm told aside, as the report says."""
        if self.found:
            run = self.found[-1].run
            self.found = [
                replace(c, aside=True, claim=replace(c.claim, subset=True)) if c.run == run else c for c in self.found
            ]


@cache
def _sums(which: str) -> re.Pattern[str]:
    return re.compile("|".join(load("harms")["sums"][which]), re.IGNORECASE)


def _is_summed(sentence: Sentence, which: str) -> bool:
    """Whether a sentence counts over weeks, months or years rather than what one event did."""
    return _sums(which).search(" ".join(sentence.text.split())) is not None


@cache
def own_hand() -> dict[str, Any]:
    """Return the words for those who die by their own deed, and how their count is named."""
    return dict(load("harms")["own_hand"])


@cache
def _reflexive() -> frozenset[str]:
    return frozenset(own_hand()["signs"]) & people_words()["pronouns"]


def _is_untold(sentence: Sentence, start: int) -> bool:
    """Whether a harm is only foretold, supposed or tried."""
    i = next((k for k, t in enumerate(sentence.tokens) if t.start >= start), None)
    return i is not None and verb_modality(sentence.lower, i) in _UNTOLD


def _set_aside(piece: Read) -> int | None:
    """Return where a sentence says that somebody is not counted, None where it does not."""
    lower = piece.text[piece.start : piece.end].lower()
    return min((piece.start + at for p in people_words()["uncounted"] if (at := lower.find(p)) >= 0), default=None)


def _with_asides(counts: Sequence[Count], piece: Read, people: Sequence[People], aside: int | None) -> list[Count]:
    """Mark the counts that the text says are not counted: the group right before the remark, or all of the harm before it."""
    if aside is None or not counts:
        return list(counts)
    before = [c for c in counts if c.position < aside]
    if not before:
        return list(counts)
    close = max(before, key=lambda c: c.claim.span.end if c.claim.span.end <= aside else c.position)
    last = max((p for p in people if piece.words[p.start].start < aside), key=lambda p: p.start, default=None)
    direct = (
        last is not None
        and aside - piece.words[last.end - 1].end <= 40
        and any(c.people is last for c in before)
        and close.claim.span.end > aside
    )
    chosen = [c for c in before if c.people is last] if direct else [c for c in before if c.run == close.run]
    return [replace(c, aside=True, claim=replace(c.claim, subset=True)) if c in chosen else c for c in counts]


def _with_parts(piece: Read, people: Sequence[People], counts: Sequence[Count]) -> list[Count]:
    """Mark the counts that tell again of some of those counted, and add those that no harm was tied to.

    They stand behind "including", before "of them", in brackets behind a number, or as a list that adds up to it.
    """
    parts = dict(_parts(piece, people))
    marked = []
    for count in counts:
        n = people.index(count.people) if count.people is not None else -1
        if n not in parts or not _fits(people[n], people[parts[n]]):
            marked.append(count)
        elif _has_host(count, parts, people, counts):
            marked.append(_as_part(count))
        elif not any(c.people is people[parts[n]] for c in counts):
            marked.append(count)
    known = {(people.index(c.people), c.claim.harm) for c in counts if c.people is not None}
    untold = [
        (people[n], host)
        for n, whole in parts.items()
        for host in counts
        if people[n].counted and host.people is people[whole] and (n, host.claim.harm) not in known
    ]
    return [*marked, *(_part_of(piece, group, host) for group, host in untold if not host.claim.negated)]


def _has_host(count: Count, parts: Mapping[int, int], people: Sequence[People], counts: Sequence[Count]) -> bool:
    """Whether the whole of a part has the same harm, so that the part is told of already."""
    whole = people[parts[people.index(count.people)]] if count.people is not None else None
    return any(c.people is whole and c.claim.harm is count.claim.harm for c in counts)


def _as_part(count: Count) -> Count:
    return replace(count, claim=replace(count.claim, subset=True), marked=True)


def _part_of(piece: Read, group: People, host: Count) -> Count:
    text = _text_of(piece, group)
    start, end = piece.words[group.start].start, piece.words[group.end - 1].end
    span = Span(host.claim.span.document_id, start, end, piece.text[start:end])
    claim = replace(
        host.claim,
        span=span,
        min=group.low,
        max=group.high,
        operator=group.operator,
        victims=text,
        side=side_of(text),
        subset=True,
    )
    return replace(
        host, claim=claim, people=group, position=start, head=piece.words[group.head].lemma.lower(), marked=True
    )


def _parts(piece: Read, people: Sequence[People]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of groups that are part of another, with that one's number."""
    listed: int | None = None
    for n, group in enumerate(people):
        if n == 0 or group.kind in {"thing", "pronoun"}:
            continue
        if _is_marked(piece, group) or (group.part and group.counted):
            listed = next(
                (k for k in range(n - 1, -1, -1) if people[k].counted and k != listed and _fits(group, people[k])), None
            )
        elif listed is None or not _goes_on(piece, people[n - 1], group):
            listed = None
        if listed is not None:
            yield n, listed
    yield from _broken_down(piece, people)


def _fits(part: People, whole: People) -> bool:
    return whole.high is None or (part.low or 0) <= whole.high


def _is_marked(piece: Read, group: People) -> bool:
    """Whether "including" or "among them" stands right before a group."""
    lists = people_words()
    i = group.start - 1
    while i > 0 and piece.words[i].form.lower() in lists["between"]:
        i -= 1
    return i >= 0 and piece.words[i].form.lower() in lists["including"]


def _goes_on(piece: Read, before: People, group: People) -> bool:
    """Whether a group goes on with a list ("including three women and two children")."""
    between = [w.form.lower() for w in piece.words[before.end : group.start]]
    return bool(between) and all(w in {",", "and", "&"} for w in between)


def _broken_down(piece: Read, people: Sequence[People]) -> Iterator[tuple[int, int]]:
    """Yield the members of lists that add up to the number before them ("four people: a man, two women and a child")."""
    for n, whole in enumerate(people):
        if not whole.counted or (whole.value or 0) < 2 or n + 1 >= len(people):
            continue
        opens = "".join(w.form for w in piece.words[whole.end : people[n + 1].start])
        bracket = "(" in opens and ")" not in opens
        if not bracket and not set(opens) & _OPENS:
            continue
        total = 0
        for k in range(n + 1, len(people)):
            if k > n + 1 and not (
                _goes_on(piece, people[k - 1], people[k]) or (bracket and _inside(piece, whole, people[k]))
            ):
                break
            total += people[k].value or 0
            if total == whole.value and not (k == n + 1 and not bracket):
                yield from ((m, n) for m in range(n + 1, k + 1))
                break
            if total > (whole.value or 0):
                break


def _in_brackets(piece: Read, group: People) -> bool:
    before = [w.form for w in piece.words[: group.start]]
    return before.count("(") > before.count(")")


_OPENS = frozenset("-–—:,(")


def _inside(piece: Read, whole: People, group: People) -> bool:
    return all(w.form != ")" for w in piece.words[whole.end : group.start])


def _elsewhere(sentence: Sentence, piece: Read, people: Sequence[People], counts: Sequence[Count]) -> Iterator[Count]:
    """Yield counts at other places: "two in Arden and three in Bruck", "and one each in Celle and Dorn".

    They add to a count that has a place of its own, and are part of one that has none.
    """
    tied = {c.people for c in counts}
    lists = people_words()
    free = [p for p in people if p not in tied and p.counted and p.kind == "number" and _has_place(piece, p)]
    for group in free:
        before = [c for c in counts if c.people is not None and c.people.counted and c.is_sure and not c.claim.negated]
        before = [c for c in before if c.people is not None and c.people.end <= group.start and not c.claim.subset]
        lead = piece.words[group.start - 1].form.lower() if group.start else ""
        if not before or lead not in {"and", ",", "&"}:
            continue
        host = before[-1]
        place = _place_after(piece, group)
        end, names = _names(piece, place + 1)
        told = piece.words[max(host.run[1], host.people.end - 1 if host.people else 0) + 1 : min(p.start for p in free)]
        part = not any(w.form.lower() in lists["there"] for w in told)
        each = piece.words[group.end].form.lower() == "each" or piece.words[group.end - 1].form.lower() == "each"
        times = names if each else 1
        low, high = (None if n is None else n * times for n in (group.low, group.high))
        first = group.start if part else min(host.people.start if host.people else group.start, group.start)
        start, stop = piece.words[first].start, piece.words[end - 1].end
        span = Span(sentence.document_id, start, stop, piece.text[start:stop])
        words = " ".join(piece.text[piece.words[place].start : stop].split())
        claim = replace(
            host.claim,
            span=span,
            min=low,
            max=high,
            operator=group.operator,
            victims=f"{host.claim.victims} {words}".strip(),
            subset=part,
        )
        yield replace(host, claim=claim, people=group, position=piece.words[group.start].start, marked=part)


def _place_after(piece: Read, group: People) -> int:
    place = group.end
    while place < len(piece.words) and piece.words[place].form.lower() in people_words()["fillers"]:
        place += 1
    return place


def _has_place(piece: Read, group: People) -> bool:
    place = _place_after(piece, group)
    there = place + 1 < len(piece.words) and piece.words[place].form.lower() in people_words()["there"]
    return there and _is_name(piece, place + 1)


def _names(piece: Read, start: int) -> tuple[int, int]:
    """Return where a list of names ends, and how many there are ("Bruck and Celle Minor")."""
    end = _name_end(piece, start)
    ends = [end]
    while (
        ends[-1] + 1 < len(piece.words)
        and piece.words[ends[-1]].form.lower() in {"and", ","}
        and _is_name(piece, ends[-1] + 1)
    ):
        ends.append(_name_end(piece, ends[-1] + 1))
        if piece.words[ends[-2]].form.lower() == "and":
            return ends[-1], len(ends)
    return end, 1


def _name_end(piece: Read, k: int) -> int:
    while k < len(piece.words) and _is_name(piece, k):
        k += 1
    return k


def _is_name(piece: Read, k: int) -> bool:
    return piece.words[k].text[:1].isupper()


def _text_of(piece: Read, group: People | None) -> str:
    """Return the words of a group without its number, of "seven of them children" and "those killed were farmers" who they are."""
    if group is None:
        return ""
    start, end = _named(piece, group)
    words = piece.words[start:end]
    counted = words[0].start <= group.number_end <= words[-1].end
    text = piece.text[group.number_end if counted else words[0].start : words[-1].end]
    return " ".join(text.split()).strip(" ,.;:-").removeprefix("of ").removeprefix("the ")


def _said_to_be(piece: Read, group: People) -> tuple[int, int] | None:
    """Return the words behind "those killed in the raid were"."""
    for k in range(group.end, len(piece.words)):
        if piece.words[k].tag == "NOUN" and any(piece.words[c].label == "cop" for c in piece.children[k]):
            joined = [c for c in piece.children[k] if piece.words[c].label == "conj" and piece.words[c].tag == "NOUN"]
            n = piece.group_of[k]
            return (piece.groups[n].start if n >= 0 else k), max([k, *joined]) + 1
    return None


def _named(piece: Read, group: People) -> tuple[int, int]:
    """Return the words that say who a group are."""
    if group.part and group.counted:
        k = group.end + 2
        k += k < len(piece.words) and piece.words[k].tag == "AUX"
        n = piece.group_of[k] if k < len(piece.words) else -1
        return (piece.groups[n].start, piece.groups[n].end) if n >= 0 else (group.start, group.end)
    if piece.words[group.head].form.lower() in people_words()["pointing"]:
        return _said_to_be(piece, group) or (group.start, group.end)
    return group.start, group.end


def _span(sentence: Sentence, piece: Read, group: People | None, first: int, last: int) -> Span:
    if group is not None:
        first, last = min(first, group.start), max(last, group.end - 1)
    start, end = piece.words[first].start, piece.words[last].end
    return Span(sentence.document_id, start, end, piece.text[start:end])


def _once(counts: Sequence[Count]) -> list[Count]:
    """Return the counts of one sentence, each group and harm once, the surest tie first."""
    order = [
        "both",
        "tree",
        "tree over",
        "chunks over",
        "chunks",
        "tree against",
        "noun",
        "of",
        "state",
        "toll",
        "own hand",
        "joined",
        "chunks against",
        "near",
        "told",
    ]
    best: dict[tuple[Harm, int, int], Count] = {}
    for _n, count in enumerate(counts):
        key = (count.claim.harm, count.people.start if count.people else -1 - (count.tie == "own hand"), count.sentence)
        known = best.get(key)
        hinted = count.use in {"hinted", "suggested"}
        if known is None or (hinted, order.index(count.tie)) < (
            known.use in {"hinted", "suggested"},
            order.index(known.tie),
        ):
            best[key] = count
    return sorted(best.values(), key=lambda c: (c.position, c.claim.span.end))
