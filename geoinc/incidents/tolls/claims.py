"""Claims about harm to people in a text: who, how many, in what sense the number is meant, and on whose word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any, NamedTuple

from geoinc.incidents.actors import side_of
from geoinc.incidents.attribution import Speech, Voices, speaker_at
from geoinc.incidents.frames.matcher import Told, is_aim, told
from geoinc.incidents.tolls import fate
from geoinc.incidents.tolls.counts import Count, victims_text, words_span
from geoinc.incidents.tolls.harms import Harmed, HarmMention, find_harmed, find_harms, find_own_hand, has_doer, may_harm
from geoinc.incidents.tolls.parts import elsewhere, parts_of, with_parts
from geoinc.incidents.tolls.people import MOST, People, find_people, kind_of, people_words
from geoinc.language.lexicon import load
from geoinc.model import Claim, Document, Harm, Operator, Stance
from geoinc.text.analysis import ParsedSentence as Read
from geoinc.text.analysis import analyse
from geoinc.text.pattern_gates import Search
from geoinc.text.sentences import Sentence

_MOST_HITS = 30
"""More words of harm than this in one sentence are no report."""
_BACK = 3
"""How many sentences back "they" may find those it stands for."""
_UNTOLD = frozenset({Told.PLANNED, Told.FEARED, Told.POSSIBLE, Told.ATTEMPTED})
"""Harm that is told so is done to nobody yet."""


class _Number(NamedTuple):
    """How many, and whether another group told before says so."""

    low: int | None
    high: int | None
    operator: Operator
    resolved: bool = False


_UNKNOWN = _Number(None, None, Operator.UNQUANTIFIED)
_BARE = frozenset({"number", "pronoun", "unknown"})
"""Kinds of groups that may be of things as well as of people."""
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
    return _read(document, sentences, voices, page).found


def _read(document: Document, sentences: Sequence[Sentence], voices: Voices, page: frozenset[str]) -> _Reader:
    reader = _Reader(voices, page)
    asked = [s for s in sentences if _may_tell(s, page) and not _is_summed(s, "long")]
    if not asked:
        return reader
    indices = {s.index for s in asked} | {s.index - 1 for s in asked if _goes_back(s)}
    wanted = [s for s in sentences if s.index in indices]
    owners = iter(wanted)
    owner = next(owners)
    for piece in analyse(document.text, [(s.start, s.end) for s in wanted]):
        while piece.start >= owner.end:
            owner = next(owners)
        reader.read(owner, piece)
    return reader


def counts_of(sentences: Sequence[Sentence], index: int, document: Document, voices: Voices) -> list[Count]:
    """Return the counts of one sentence of a text, by its index, as :func:`find_counts` gives them for the whole.

    Those before it are read only where it speaks of people told of there. What the sentence behind it sets aside, and
    whether somebody told of anywhere before did the harm, is not known.
    """
    page = sentences[index].page or frozenset()
    alone = _read(document, sentences[index : index + 1], voices, page)
    if not alone.went_back:
        return alone.found
    near = sentences[max(0, index - _BACK) : index + 1]
    return [c for c in find_counts(document, near, voices, page) if c.sentence == index]


def may_count(sentence: Sentence, following: Sentence | None = None) -> bool:
    """Whether :func:`find_counts` may find any in a sentence, which the ``following`` one may ask about."""
    if _may_tell(sentence, sentence.page):
        return True
    return following is not None and _goes_back(following) and _may_tell(following, following.page)


def _may_tell(sentence: Sentence, page: frozenset[str] | None) -> bool:
    words = sentence.words
    return may_harm(words, page) or not unhurt()["signs"].isdisjoint(words) or fate.may_tell(words)


def _goes_back(sentence: Sentence) -> bool:
    """Whether a sentence speaks of "they", whom the counts in the sentence before it tell."""
    return not people_words()["back"].isdisjoint(sentence.words)


class _Reader:
    """Reads the sentences of a text one after another."""

    def __init__(self, voices: Voices, page: frozenset[str]) -> None:
        self._voices = voices
        self._page = page
        self._told: list[_Told] = []
        self._unread: list[tuple[Sentence, Read]] = []
        self._doer = False
        self.found: list[Count] = []
        self.went_back = False
        """Whether any number was sought in the sentences before."""

    def read(self, sentence: Sentence, piece: Read) -> None:
        """Add the counts of one sentence."""
        aside = _set_aside(piece)
        if aside is not None and aside <= piece.words[min(3, len(piece.words) - 1)].start:
            self._leave_out_last()
        hits, own = self._hits(sentence, piece), [*self._own_hand(sentence, piece), *_unhurt(sentence, piece)]
        if hits or own or fate.may_tell(sentence.words):
            self.found += self._harmed(sentence, piece, hits, own, aside)
        self._unread.append((sentence, piece))

    def _harmed(
        self, sentence: Sentence, piece: Read, hits: Sequence[HarmMention], own: Sequence[Count], aside: int | None
    ) -> list[Count]:
        """Return the counts of those harmed in a sentence."""
        people = find_people(piece)
        harmed = find_harmed(piece, people, hits) if hits else []
        speeches = self._voices.at(sentence.index)
        counts: list[Count] = []
        for hit in hits:
            counts += [c for h in harmed if h.hit is hit for c in self._counts(sentence, piece, people, h, speeches)]
            self._doer = self._doer or has_doer(piece, people, hit)
        counts = list(self._with_fates(sentence, piece, people, [*counts, *own], speeches))
        there = list(elsewhere(sentence, piece, people, [c for c in counts if c.tie != "fate"]))
        counts = [*(c for c in counts if c.tie != "fate" or all(c.people != o.people for o in there)), *there]
        return _once(_with_asides(with_parts(piece, people, counts), piece, people, aside))

    def _with_fates(
        self,
        sentence: Sentence,
        piece: Read,
        people: Sequence[People],
        counts: Sequence[Count],
        speeches: Sequence[Speech],
    ) -> Iterator[Count]:
        """Yield counts with what is said of their people, and those of people of whom only that tells."""
        told = {n: fate.fates(piece, group) for n, group in enumerate(people) if fate.may_have(group)}
        tied = {(people.index(c.people), c.claim.harm) for c in counts if c.people is not None}
        sure = {people.index(c.people) for c in counts if c.people is not None and c.is_sure}
        for count in counts:
            n = people.index(count.people) if count.people is not None else -1
            chance = told[n].get(count.claim.harm) if n in told else None
            if chance is None:
                yield count
            elif count.is_sure or chance >= fate.UNLIKELY:
                yield replace(count, fate=chance)
        for n in [n for n in told if n not in sure and not fate.is_no_count(piece, people[n])]:
            word = fate.governor(piece, people[n])
            for harm, chance in told[n].items():
                if chance < fate.LEAST or (n, harm) in tied or _is_untold(piece, word):
                    continue
                hit = HarmMention((harm,), "fate", word, word, word)
                found = self._counts(sentence, piece, people, Harmed(hit, n, "fate"), speeches)
                yield from (replace(c, fate=chance) for c in found)

    def _hits(self, sentence: Sentence, piece: Read) -> list[HarmMention]:
        """Return the words of harm that a sentence tells as done."""
        if not may_harm(sentence.words, self._page) or _is_summed(sentence, "long"):
            return []
        found = find_harms(piece, self._page)
        return [h for h in found if not _is_untold(piece, h.word)][:_MOST_HITS]

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
        text = victims_text(piece, group)
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
                words_span(sentence, piece, group, hit.first, hit.last),
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
                resolved=resolved, run=(sentence.index * 1000 + hit.first, hit.last),
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
            group.kind in _BARE and _is_of_machines(piece, hit.word),
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
        after = piece.words[group.end].form.lower() if group.end < len(piece.words) else ""
        if after in people_words()["pairs"]:
            return _Number(2, 2, Operator.EXACT, resolved=True)
        value = self._before(sentence, piece, group) if group.refers else None
        return _UNKNOWN if value is None else _Number(value, value, Operator.EXACT, resolved=True)

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
        last = self._last(sentence, head)
        return last.value if last else None

    def _last(self, sentence: Sentence, head: str) -> _Told | None:
        self.went_back = True
        unread, self._unread = self._unread, []
        # In sentences without harm people are looked for only where "they" go back to them.
        for earlier, piece in unread:
            if sentence.index - earlier.index <= _BACK:
                self._remember(earlier, piece, find_people(piece))
        general = head in people_words()["victims"]
        for last in reversed(self._told):
            if sentence.index - last.sentence > _BACK:
                return None
            if not head or general or last.head == head:
                return last
        return None

    def _remember(self, sentence: Sentence, piece: Read, people: Sequence[People]) -> None:
        parts = dict(parts_of(piece, people))
        for n, group in enumerate(people):
            if (
                n not in parts
                and group.counted
                and group.kind not in {"thing", "name"}
                and group.value
                and (group.value > 1 or group.kind == "staff")
            ):
                head = piece.words[group.head].lemma.lower()
                self._told.append(_Told(sentence.index, group.value, head, victims_text(piece, group)))

    def _own_hand(self, sentence: Sentence, piece: Read) -> Iterator[Count]:
        """Yield that whoever did it killed themselves, where a sentence says so."""
        words = own_hand()
        if sentence.words.isdisjoint(words["signs"]):
            return
        found = find_own_hand(piece)
        if found is None or _is_untold(piece, found[0]):
            return
        first, last = found
        span = words_span(sentence, piece, None, first, last)
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
            self.found = [replace(c, claim=replace(c.claim, subset=True)) if c.run == run else c for c in self.found]


@cache
def _sums(which: str) -> Search:
    return Search("|".join(load("harms")["sums"][which]), re.IGNORECASE)


def _is_summed(sentence: Sentence, which: str) -> bool:
    """Whether a sentence counts over weeks, months or years rather than what one event did."""
    return _sums(which).may_match(sentence.words) and _sums_up(sentence.text, which)


@lru_cache(maxsize=256)
def _sums_up(text: str, which: str) -> bool:
    """Whether a text has words of a sum; kept, as a sentence is asked twice."""
    return _sums(which).pattern.search(" ".join(text.split())) is not None


@cache
def own_hand() -> dict[str, Any]:
    """Return the words for those who die by their own deed, and how their count is named."""
    return dict(load("harms")["own_hand"])


@cache
def unhurt() -> dict[str, frozenset[str]]:
    """Return the phrases by which nobody came to harm, and the words of which one is in each."""
    return {name: frozenset(words) for name, words in load("harms")["unhurt"].items()}


def _unhurt(sentence: Sentence, piece: Read) -> Iterator[Count]:
    """Yield that nobody was wounded, where a sentence says so without a word of harm: "escaped unhurt", "no victims"."""
    if unhurt()["signs"].isdisjoint(sentence.words):
        return
    lower = [form for form, _ in piece.lower]
    for first in range(len(lower)):
        for size in range(1, 4):
            if " ".join(lower[first : first + size]) in unhurt()["phrases"]:
                last = min(first + size, len(lower)) - 1
                span = words_span(sentence, piece, None, first, last)
                claim = Claim(Harm.WOUNDED, span, min=0, max=0, operator=Operator.NONE, negated=True)
                at, run = piece.words[first].start, (sentence.index * 1000 + first, last)
                yield Count(claim, "own hand", "unhurt", lower[first], sentence.index, at, None, "", run=run)
                return


@cache
def _reflexive() -> frozenset[str]:
    return frozenset(own_hand()["signs"]) & people_words()["pronouns"]


def _is_untold(piece: Read, word: int) -> bool:
    """Whether a harm is only foretold, supposed or tried."""
    return told(piece, word) in _UNTOLD or is_aim(piece, word)


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
    return [replace(c, claim=replace(c.claim, subset=True)) if c in chosen else c for c in counts]


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
        "fate",
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


def _is_of_machines(piece: Read, verb: int) -> bool:
    """Whether a verb with its particle is said of drones and jets, too: "ten were shot down"."""
    told = f"{piece.words[verb].lemma} {piece.words[verb + 1].lemma}" if verb + 1 < len(piece.words) else ""
    return told in people_words()["of_machines"]
