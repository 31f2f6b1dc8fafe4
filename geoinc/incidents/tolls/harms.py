"""Words that say what happened to people, found in a read sentence with those to whom it happened.

A verb has its victims from the two readings of :mod:`geoinc.text.analysis`; a noun from what it counts or what stands
behind "of"; a state ("12 dead") from the group beside it. Where no reading names any, the nearest group will do, and
whoever chooses among the counts is told so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from geoinc.incidents.tolls.people import People, people_words
from geoinc.language.lexicon import FOLDER, load, rows
from geoinc.model import Harm, Operator
from geoinc.text.analysis import ParsedSentence, Voice
from geoinc.text.inflection import irregular_verbs, plural, verb_forms

_SHAPE = {"harm!": str, "borne": list, "patient": list, "subject": list, "counted": list, "of": list, "state": list, "tolls": list, "hinted": list, "suggested": list, "company": list}  # fmt: skip
_USES = ("borne", "patient", "subject", "counted", "of", "state", "tolls", "hinted", "suggested")
_REACH = 7
"""How many words behind a verb the words that belong to it may stand ("stabbed his mother to death")."""
_NEAR = 14
"""A group farther than this (words) from a harm is not near it."""
_TOLL_REACH = 8
_BREAKS = frozenset({";", ":", ".", "“", "”", '"'})


class Pattern(NamedTuple):
    """The words of one entry of the lexicon after its first, what they mean, and how it is used."""

    rest: tuple[str, ...]
    harms: tuple[Harm, ...]
    use: str
    company: frozenset[str] = frozenset()
    """Of suggestive verbs, the words of which one must stand in the text."""
    named: frozenset[str] = frozenset()
    """The words after the first that must stand in the sentence in any case."""


class HarmMention(NamedTuple):
    """Words ``first`` to ``last`` of a sentence that tell of harm; ``word`` is the verb or noun among them."""

    harms: tuple[Harm, ...]
    use: str
    word: int
    first: int
    last: int


class Harmed(NamedTuple):
    """People (a number in the sentence's groups of people, -1 for nobody named) to whom a hit happened.

    ``tie`` says how that is known: both (readings), tree, chunks, joined (to such a group by "and"), noun, of, state,
    toll, near, or told (nobody is named; those told of last).
    """

    hit: HarmMention
    people: int
    tie: str
    negated: bool = False
    distance: int = 0
    adjacent: bool = False
    shared: bool = False


_Key = tuple[tuple[str, ...], str, frozenset[str]]
_VERBAL = frozenset({"patient", "subject", "hinted", "suggested"})


@cache
def _lexicon() -> dict[str, list[Pattern]]:
    """Return the patterns by their first word, verbs by each of its forms, the longest first."""
    found: dict[str, dict[_Key, list[Harm]]] = {}
    for row in rows(FOLDER / "harms.toml", "harm", _SHAPE):
        for use in _USES:
            company = frozenset(row.get("company", ())) if use == "suggested" or "suggested" not in row else frozenset()
            for entry in row.get(use, []):
                first, *rest = entry.split()
                harms = found.setdefault(first, {}).setdefault((tuple(rest), use, company), [])
                if Harm(row["harm"]) not in harms:
                    harms.append(Harm(row["harm"]))
    for noun in load("harms")["both"]["counted"]:
        found.setdefault(noun, {})[(), "counted", frozenset()] = [Harm.KILLED, Harm.WOUNDED]
    for first in list(found):
        verbs = {key: harms for key, harms in found[first].items() if key[1] in _VERBAL}
        for form in _forms(first) - {first} if verbs else ():
            found.setdefault(form, {}).update({key: harms for key, harms in verbs.items() if key not in found[form]})
    return {first: _sorted(uses) for first, uses in found.items()}


def _sorted(uses: Mapping[_Key, Sequence[Harm]]) -> list[Pattern]:
    patterns = [
        Pattern(rest, tuple(harms), use, company, frozenset(rest) - {_ANYBODY})
        for (rest, use, company), harms in uses.items()
    ]
    return sorted(patterns, key=lambda p: -len(p.rest))


def _forms(verb: str) -> frozenset[str]:
    return frozenset(form for form, _ in verb_forms(verb, irregular_verbs().get(verb)))


@cache
def _gates() -> tuple[frozenset[str], dict[str, frozenset[str]]]:
    """Return the words of which one stands in every sentence of harm, and those that suggest it, with their company."""
    plain: set[str] = set()
    suggestive: dict[str, frozenset[str]] = {}
    irregular = irregular_verbs()
    for first, patterns in _lexicon().items():
        for pattern in patterns:
            key = pattern.rest[-1] if pattern.rest else first
            forms = {key, plural(key), *irregular.get(key, ())} | (_forms(key) if not pattern.rest else frozenset())
            if pattern.company:
                suggestive |= {form: suggestive.get(form, frozenset()) | pattern.company for form in forms}
            else:
                plain |= forms
    return frozenset(plain), {form: near for form, near in suggestive.items() if form not in plain}


def harm_words() -> frozenset[str]:
    """Return the words of which one stands in every sentence that tells of harm."""
    return _gates()[0]


@lru_cache(maxsize=512)
def may_harm(words: frozenset[str], page: frozenset[str] | None = None) -> bool:
    """Whether a sentence of these words (runs of letters, lower case) on a page can tell of harm; kept, as it is asked often."""
    plain, suggestive = _gates()
    if not plain.isdisjoint(words):
        return True
    return page is not None and any(not suggestive[word].isdisjoint(page) for word in suggestive.keys() & words)


def find_harms(sentence: ParsedSentence, page: frozenset[str]) -> list[HarmMention]:
    """Return the words of harm in a sentence on a page of these words, in order, not overlapping."""
    known = sentence.kept.get(find_harms)
    if known is None or known[0] is not page:
        known = sentence.kept[find_harms] = page, _harms(sentence, page)
    return list(known[1])


def _harms(sentence: ParsedSentence, page: frozenset[str]) -> list[HarmMention]:
    found: list[HarmMention] = []
    lexicon, fatal = _lexicon(), _fatal()
    free, before = sentence.body, ""
    for i, (lower, lemma) in enumerate(sentence.lower):
        if i >= free and (lower in lexicon or lemma in lexicon or before in fatal):
            hits = list(_at(sentence, i, page))
            found += hits
            free = max((h.word for h in hits), default=i) + 1
        before = lower
    return [h for h in found if not _is_within(h, found)]


def find_own_hand(sentence: ParsedSentence) -> tuple[int, int] | None:
    """Return the first and last word that say that whoever did it killed themselves, None where none do."""
    words = load("harms")["own_hand"]
    for i, word in enumerate(sentence.words):
        for entry in words["patterns"]:
            first, *rest = entry.split()
            last = _rest(sentence, i, Pattern(tuple(rest), (), "")) if word.lemma == first else None
            if last is not None:
                return i, last
    return None


def _is_within(hit: HarmMention, found: Sequence[HarmMention]) -> bool:
    """Whether a state or noun is part of a longer hit ("dead" in "found dead")."""
    return any(
        o is not hit and o.first <= hit.first and hit.last <= o.last and (o.last - o.first) > (hit.last - hit.first)
        for o in found
    )


def _at(sentence: ParsedSentence, i: int, page: frozenset[str]) -> Iterator[HarmMention]:
    word = sentence.words[i]
    lexicon, keys = _lexicon(), {*sentence.lower[i]}
    verbal = word.tag in {"VERB", "AUX"}
    taken: set[Harm] = set()
    if verbal and i and sentence.words[i - 1].form.lower() in _fatal():
        taken.update((Harm.KILLED, Harm.WOUNDED))
        yield HarmMention((Harm.KILLED,), "patient", i, i - 1, i)
    for key in sorted(keys):
        for pattern in lexicon.get(key, ()):
            if not sentence.vocabulary.issuperset(pattern.named) or not _is_used(
                sentence, i, pattern, key, verbal=verbal
            ):
                continue
            harms = tuple([h for h in pattern.harms if h not in taken]) if taken else pattern.harms
            if not harms or (pattern.company and pattern.company.isdisjoint(page)):
                continue
            last = _rest(sentence, i, pattern)
            if last is not None:
                taken.update(harms)
                yield HarmMention(harms, pattern.use, i, i, last)


def _is_used(sentence: ParsedSentence, i: int, pattern: Pattern, key: str, *, verbal: bool) -> bool:
    """Whether a word is of the kind that a pattern is about: a verb, a noun, or a state in the very form that is listed."""
    word = sentence.words[i]
    if pattern.use in _VERBAL:
        return verbal
    if pattern.use == "state":
        return word.form.lower() == key and not (word.tag == "VERB" and sentence.group_of[i] < 0)
    if pattern.use == "borne":
        return _bearing(sentence, i) >= 0
    if pattern.use == "counted":
        return word.tag not in {"VERB", "AUX", "ADJ"}
    return pattern.use != "of" or word.tag in {"NOUN", "PROPN"}


def _bearing(sentence: ParsedSentence, noun: int) -> int:
    """Return the word "with" of "three people with knife wounds", -1 for none."""
    i = noun - 1
    while i > 0 and noun - i < _BORNE and sentence.words[i].tag in {"ADJ", "NOUN", "PROPN", "CCONJ", "PUNCT"}:
        i -= 1
    return i if i > 0 and sentence.words[i].form.lower() in people_words()["bearing"] else -1


_BORNE = 5
"""So many words may stand from "with" to wounds."""


@cache
def _fatal() -> frozenset[str]:
    return frozenset(load("harms")["fatal"]["before"])


_ANYBODY = "people"
"""In the name of a toll this stands for whomever it counts ("number of Palestinians killed")."""
_NOUNS = frozenset({"NOUN", "PROPN"})
_PARTICIPLES = frozenset({"VBN", "VBD"})


def _rest(sentence: ParsedSentence, i: int, pattern: Pattern) -> int | None:
    """Return where the further words of a pattern end, None where they do not follow."""
    if not pattern.rest:
        return i
    words = sentence.words
    if pattern.use == "tolls":
        last = i + len(pattern.rest)
        after = tuple(w.form.lower() for w in words[i + 1 : last + 2])
        # "Put the dead at nine", but "two of the wounded died".
        led = words[i].tag != "DET" or not people_words()["puts"].isdisjoint(after[-1:])
        same = len(after) >= len(pattern.rest) and all(
            wanted == word or (wanted == _ANYBODY and words[i + 1 + k].tag in _NOUNS)
            for k, (wanted, word) in enumerate(zip(pattern.rest, after, strict=False))
        )
        return last if same and led else None
    if pattern.use == "state":
        after = tuple(lower for lower, _ in sentence.lower[i + 1 : i + 1 + len(pattern.rest)])
        return i + len(pattern.rest) if after == pattern.rest else None
    at = i
    spared = 0 if words[i].tag == "AUX" else 2  # Behind "were" any verb is the one that it helps.
    lower = sentence.lower
    for wanted in pattern.rest:
        reach = range(at + 1, min(len(words), i + 1 + _REACH + len(pattern.rest)))
        found = None
        for k in reach:
            # "Received wounds", but who "received 23 people with wounds" has none.
            led = pattern.use == "subject" and words[k].form.lower() in people_words()["bearing"]
            if led or words[k].form in _BREAKS or (words[k].tag == "VERB" and k > at + spared):
                break
            # "Receive wounds", but "received 22 wounded" counts others.
            if wanted in lower[k] and (wanted == lower[k][0] or words[k].fine not in _PARTICIPLES):
                found = k
                break
        if found is None:
            return None
        at = found
    return at


def find_harmed(sentence: ParsedSentence, people: Sequence[People], hits: Sequence[HarmMention]) -> list[Harmed]:
    """Return who was harmed by each hit: those that a reading ties to it, with those joined to them, else those near."""
    found: list[Harmed] = []
    of_word = _owners(sentence, people)
    for hit in hits:
        found += [h for h in _distinct(_tied(sentence, people, hit, of_word)) if not _is_doer(sentence, people, h)]
    found = _without_described(people, _decided(sentence, people, found))
    direct = {(h.people, harm) for h in found for harm in h.hit.harms}
    # "14 dead and 40 injured": whoever is in a state of their own is in no other's.
    owned = {h.people for h in found if h.tie in _OWN or (h.tie == "state" and people[h.people].counted)}
    for hit in hits:
        mine = [h for h in found if h.hit is hit]
        for harmed in mine:
            if harmed.tie in {"noun", "toll"}:
                continue
            for n in _joined(sentence, people, harmed, of_word):
                if n not in owned and not any((n, harm) in direct for harm in hit.harms):
                    found.append(Harmed(hit, n, "joined", harmed.negated))
                    direct.update((n, harm) for harm in hit.harms)
        if not mine and hit.use != "borne" and not _counts_nobody(sentence, hit):
            found += _near(people, hit, owned)
    return found


def _without_described(people: Sequence[People], found: Sequence[Harmed]) -> list[Harmed]:
    """Leave out one of two harms to people whom a word of harm describes.

    "Seven displaced people were killed": they are who was killed. "Three injured were evacuated": they are cared for, not displaced.
    """

    def describes(harmed: Harmed) -> bool:
        group = people[harmed.people]
        return group.start <= harmed.hit.word < group.end

    described = {
        h.people
        for h in found
        if (describes(h) or h.hit.word == people[h.people].end) and _LASTING.isdisjoint(h.hit.harms)
    }
    suffering = {h.people for h in found if not describes(h)}
    return [
        h
        for h in found
        if not (describes(h) and not _LASTING.isdisjoint(h.hit.harms) and h.people in suffering)
        and not (not describes(h) and Harm.DISPLACED in h.hit.harms and h.people in described)
    ]


_LASTING = frozenset({Harm.DISPLACED, Harm.DETAINED, Harm.MISSING})
"""Harms that go on after the event that did them."""


def _counts_nobody(sentence: ParsedSentence, hit: HarmMention) -> bool:
    """Whether a noun of harm is only what somebody meets: "sentenced to death", "threatened with death", "on death row"."""
    bare = hit.use == "counted" and sentence.words[hit.word].fine == "NN" and hit.word > 0
    return bare and sentence.words[hit.word - 1].tag == "ADP"


_OWN = frozenset({"both", "tree", "chunks", "tree over", "chunks over"})


def has_doer(sentence: ParsedSentence, people: Sequence[People], hit: HarmMention) -> bool:
    """Whether one person does the harm of a verb in the active: "he" told later may be that one."""
    if hit.use not in {"patient", "hinted"}:
        return False
    predicate = sentence.predicate(hit.word)
    of_word = _owners(sentence, people)
    doers = {
        _group(sentence, r.subject, of_word) for r in (predicate.tree, predicate.chunks) if r.voice is Voice.ACTIVE
    }
    return any(n >= 0 and people[n].value == 1 and people[n].kind not in {"thing", "name"} for n in doers)


def _is_doer(sentence: ParsedSentence, people: Sequence[People], harmed: Harmed) -> bool:
    """Whether "he", "she" or "they" stands right before an active verb, and so cannot have suffered it ("whom he killed")."""
    group, verb = people[harmed.people], harmed.hit.word
    if harmed.hit.use == "subject" or sentence.words[group.head].form.lower() not in people_words()["nominative"]:
        return False
    between = sentence.words[group.end : verb]
    return group.end <= verb and all(w.tag == "ADV" for w in between)


def _decided(sentence: ParsedSentence, people: Sequence[People], found: Sequence[Harmed]) -> list[Harmed]:
    """Decide between two readings of one verb: for people, for whom stands beside it, for whom no other verb has."""
    decided: list[Harmed] = []
    dropped: set[int] = set()
    for harmed in found:
        adjacent = _is_adjacent(sentence, people[harmed.people], harmed.hit)
        shared = any(
            o.people == harmed.people and o.hit.word != harmed.hit.word and o.hit.harms != harmed.hit.harms
            for o in found
        )
        decided.append(harmed._replace(adjacent=adjacent, shared=shared))
    for i, one in enumerate(decided):
        if one.tie.endswith("against") and sum(o.hit is one.hit for o in decided) == 1:
            decided[i] = one._replace(tie=one.tie.removesuffix(" against"))
    for i, first in enumerate(decided):
        for k, second in enumerate(decided):
            if first.hit is second.hit and first.tie == "tree against" and second.tie == "chunks against":
                over = max((i, k), key=lambda n: _rank(sentence, people, decided[n]))
                loser = i + k - over
                decided[over] = decided[over]._replace(tie=decided[over].tie.replace("against", "over"))
                if _are_joined(sentence, people[first.people], people[second.people]):
                    decided[loser] = decided[loser]._replace(tie="joined")
                elif people[decided[over].people].counted and _is_vague(people[decided[loser].people]):
                    dropped.add(loser)
    return [h for i, h in enumerate(decided) if i not in dropped]


def _are_joined(sentence: ParsedSentence, one: People, other: People) -> bool:
    """Whether "and" or its like joins two groups of people."""
    groups = {sentence.group_of[one.head], sentence.group_of[other.head]}
    return any(groups <= set(run) for run in sentence.coordinations)


def _is_vague(group: People) -> bool:
    """Whether words may be of people or of anything else ("the night raid")."""
    return not group.counted and group.kind in {"unknown", "name", "thing"}


def _rank(sentence: ParsedSentence, people: Sequence[People], harmed: Harmed) -> tuple[int, bool, bool, bool, bool]:
    """Return how well people fit a verb: known ones before others, no owners ("staff of an agency"), who stands beside it."""
    group = people[harmed.people]
    known = 0 if group.kind == "thing" else 1 + (group.counted or group.kind not in {"unknown", "name"})
    owner = group.start > 0 and sentence.words[group.start - 1].form.lower() in people_words()["partitive"]
    return known, not owner, harmed.adjacent, not harmed.shared, harmed.tie.startswith("tree")


def _is_adjacent(sentence: ParsedSentence, group: People, hit: HarmMention) -> bool:
    """Whether only auxiliaries and adverbs part people from a verb that comes after them, or nothing from one before."""
    if group.start > hit.word:
        return group.start == hit.word + 1
    return all(
        w.tag in {"AUX", "ADV"} or w.fine in {"VBN", "VBD"} or w.form.lower() in people_words()["joins"]
        for w in sentence.words[group.end : hit.word]
    )


def _owners(sentence: ParsedSentence, people: Sequence[People]) -> list[int]:
    """Return the people that each word belongs to, -1 for none."""
    found = [-1] * len(sentence.words)
    for n, group in enumerate(people):
        found[group.start : group.end] = [n] * (group.end - group.start)
    return found


def _distinct(found: Iterator[Harmed]) -> list[Harmed]:
    kept: dict[int, Harmed] = {}
    for harmed in found:
        kept.setdefault(harmed.people, harmed)
    return list(kept.values())


def _tied(
    sentence: ParsedSentence, people: Sequence[People], hit: HarmMention, of_word: Sequence[int]
) -> Iterator[Harmed]:
    if hit.use in {"patient", "hinted", "suggested"}:
        yield from _patients(sentence, hit, of_word)
    elif hit.use == "subject":
        yield from _subjects(sentence, hit, of_word)
    elif hit.use == "counted":
        yield from _counted(sentence, people, hit, of_word)
    elif hit.use == "of":
        yield from _behind_of(sentence, people, hit, of_word)
    elif hit.use == "borne":
        yield from _bearers(sentence, people, hit)
    elif hit.use == "state":
        yield from _in_state(sentence, people, hit, of_word)
    else:
        yield from _toll(sentence, people, hit)


def _patients(sentence: ParsedSentence, hit: HarmMention, of_word: Sequence[int]) -> Iterator[Harmed]:
    predicate = sentence.predicate(hit.word)
    negated = _is_negated(sentence, hit.word)
    beside = _numbered(sentence, hit.word, of_word)
    if beside >= 0:
        yield Harmed(hit, beside, "both", negated)
        return
    groups = [_group(sentence, r.patient, of_word) for r in (predicate.tree, predicate.chunks)]
    if hit.last > hit.word and max(groups) < 0:
        groups[1] = _behind(sentence, hit, of_word)
    yield from _agreed(hit, groups, negated=negated)


def _numbered(sentence: ParsedSentence, verb: int, of_word: Sequence[int]) -> int:
    """Return the bare number of which a passive is said ("died in an assault and 212 were wounded"), -1 for none."""
    i = verb - 1
    while i > 0 and sentence.words[i].tag in {"AUX", "ADV"}:
        i -= 1
    if i < 0 or sentence.words[i].tag != "NUM" or all(w.tag != "AUX" for w in sentence.words[i + 1 : verb]):
        return -1
    opens = i == 0 or sentence.words[i - 1].form.lower() in people_words()["joins"]
    return of_word[i] if opens else -1


def _behind(sentence: ParsedSentence, hit: HarmMention, of_word: Sequence[int]) -> int:
    """Return the people right behind a verb of several words ("hacked to death nine farmers"), -1 for none."""
    starts = {g.start for g in sentence.groups}
    return of_word[hit.last + 1] if hit.last + 1 in starts else -1


def _is_negated(sentence: ParsedSentence, verb: int) -> bool:
    return any(sentence.words[c].lemma in people_words()["negations"] for c in sentence.children[verb])


def _agreed(hit: HarmMention, groups: Sequence[int], *, negated: bool) -> Iterator[Harmed]:
    """Yield whom the readings by tree and by chunks name, and how far they agree."""
    tree, chunks = groups
    if tree >= 0 and tree == chunks:
        yield Harmed(hit, tree, "both", negated)
        return
    against = " against" if tree >= 0 and chunks >= 0 else ""
    for group, tie in ((tree, "tree"), (chunks, "chunks")):
        if group >= 0:
            yield Harmed(hit, group, f"{tie}{against}", negated)


def _group(sentence: ParsedSentence, group: int | None, of_word: Sequence[int]) -> int:
    """Return the people of a noun group, -1 for none; of "two nurses, most of them girls," the nurses."""
    if group is None:
        return -1
    found = sentence.groups[group]
    whole = _whole(sentence, found.start, of_word)
    if whole >= 0:
        return whole
    comma = found.start - 1
    if of_word[found.start] < 0 and comma > 0 and sentence.words[comma].form == ",":  # an age, or a name told besides
        return _owner(sentence, comma - 1, of_word)
    return of_word[found.start]


def _owner(sentence: ParsedSentence, word: int, of_word: Sequence[int]) -> int:
    """Return the people that a word belongs to, of "an officer of the coastguard" the officer."""
    start = word
    while start and of_word[start - 1] == of_word[word]:
        start -= 1
    of = start > 1 and sentence.words[start - 1].form.lower() in people_words()["partitive"]
    return of_word[start - 2] if of else of_word[word]


def _whole(sentence: ParsedSentence, start: int, of_word: Sequence[int]) -> int:
    """Return the people of whom ", most of them" right before a word tells what some are, -1 for none."""
    lower = [w.form.lower() for w in sentence.words[max(0, start - _PART_REACH) : start]]
    of_them = len(lower) > 2 and lower[-1] in people_words()["wholes"] and lower[-2] in people_words()["partitive"]
    if not of_them or "," not in lower[:-2]:
        return -1
    comma = start - 1 - lower[::-1].index(",")
    return of_word[comma - 1] if comma else -1


_PART_REACH = 5
"""So many words may stand from the comma of ", some two thirds of them" on."""


def _subjects(sentence: ParsedSentence, hit: HarmMention, of_word: Sequence[int]) -> Iterator[Harmed]:
    word = sentence.words[hit.word]
    if word.tag == "AUX":
        yield from _in_state(sentence, (), hit, of_word)
        return
    predicate = sentence.predicate(hit.word)
    negated = _is_negated(sentence, hit.word)
    groups = [_group(sentence, r.subject, of_word) for r in (predicate.tree, predicate.chunks)]
    loose = next((of_word[c] for c in sentence.children[hit.word] if sentence.words[c].label.startswith("nsubj") and sentence.group_of[c] < 0), -1)  # fmt: skip
    groups[0] = loose if loose >= 0 else groups[0]
    yield from _agreed(hit, groups, negated=negated)


def _counted(
    sentence: ParsedSentence, people: Sequence[People], hit: HarmMention, of_word: Sequence[int]
) -> Iterator[Harmed]:
    """Yield who a noun of harm counts: itself ("12 deaths"), or those behind "of" ("the bodies of two men")."""
    own = of_word[hit.word]
    if own >= 0 and people[own].head == hit.word and people[own].counted:
        yield Harmed(hit, own, "noun", people[own].operator is Operator.NONE)
        return
    of = list(_behind_of(sentence, people, hit, of_word))
    if of:
        yield from of
    elif own >= 0 and people[own].head == hit.word and sentence.words[hit.word].lemma in people_words()["personal"]:
        yield Harmed(hit, own, "noun")


def _behind_of(
    sentence: ParsedSentence, people: Sequence[People], hit: HarmMention, of_word: Sequence[int]
) -> Iterator[Harmed]:
    group, own = sentence.group_of[hit.word], of_word[hit.word]
    if group < 0 or sentence.groups[group].head != hit.word:
        return
    for preposition, other in sentence.complements(group):
        n = _group(sentence, other, of_word)
        if preposition in people_words()["partitive"] and n >= 0:
            yield Harmed(hit, n, "of", own >= 0 and people[own].operator is Operator.NONE)
            return


def _in_state(
    sentence: ParsedSentence, people: Sequence[People], hit: HarmMention, of_word: Sequence[int]
) -> Iterator[Harmed]:
    """Yield who is in a state: the group before it, with a verb to be between, or the group that it stands in."""
    own = of_word[hit.last]
    if own >= 0 and people and people[own].counted and people[own].start < hit.last <= people[own].head:
        yield Harmed(hit, own, "state")
        return
    subjects = (c for c in sentence.children[hit.last] if sentence.words[c].label.startswith("nsubj"))
    by_tree = next((of_word[c] for c in subjects), -1)
    if by_tree >= 0:
        negated = any(sentence.words[c].lemma in people_words()["negations"] for c in sentence.children[hit.last])
        yield Harmed(hit, by_tree, "tree", negated)
        return
    i = hit.first - 1
    while i >= 0 and sentence.words[i].tag in {"AUX", "ADV"}:
        i -= 1
    if i >= 0 and of_word[i] >= 0 and of_word[i] != own:
        yield Harmed(hit, of_word[i], "state")


def _bearers(sentence: ParsedSentence, people: Sequence[People], hit: HarmMention) -> Iterator[Harmed]:
    """Yield the people counted nearest before "with" wounds ("the hospital took in three people with knife wounds")."""
    at = _bearing(sentence, hit.word)
    near = [n for n, p in enumerate(people) if p.end <= at and at - p.end <= _REACH and p.counted]
    yield from (Harmed(hit, n, "state") for n in near[-1:])


def _toll(sentence: ParsedSentence, people: Sequence[People], hit: HarmMention) -> Iterator[Harmed]:
    """Yield the number of a toll: the last of "rose from 12 to 14", the first of "put the dead at nine"."""
    verb = next((v for v, c in enumerate(sentence.children) if hit.word in c and sentence.words[v].tag == "VERB"), None)
    for n, group in enumerate(people):
        close = hit.last < group.start <= hit.last + _TOLL_REACH
        said = verb is not None and hit.last < verb < group.start <= verb + _TOLL_REACH
        if (close or said) and group.counted:
            yield Harmed(hit, n, "toll")
            return


def _joined(
    sentence: ParsedSentence, people: Sequence[People], harmed: Harmed, of_word: Sequence[int]
) -> Iterator[int]:
    """Yield the people that "and" joins to harmed ones, by the tree or by the order of groups."""
    if harmed.people < 0 or people[harmed.people].head == harmed.hit.last:  # "13 wounded" says nothing of "six dead"
        return
    head = people[harmed.people].head
    chain = [head, *_conjuncts(sentence, head)]
    for word in chain[1:]:
        if of_word[word] >= 0:
            yield of_word[word]
    yield from _listed_around(sentence, people, harmed.people)
    group = sentence.group_of[head]
    for run in sentence.coordinations:
        if group in run:
            for other in run[run.index(group) + 1 :] if harmed.hit.word > people[harmed.people].start else run:
                n = of_word[sentence.groups[other].head]
                if n >= 0 and n != harmed.people:
                    yield n


def _listed_around(sentence: ParsedSentence, people: Sequence[People], n: int) -> Iterator[int]:
    """Yield the counted groups that only "and", commas and brackets part from one, and "his driver" behind what it is of."""
    k = n
    while k and people[k - 1].counted and _only_joins(sentence, people[k - 1].end, people[k].start):
        k -= 1
        yield k
    for k in range(n + 1, min(len(people), n + 3)):
        start = people[k].start
        owned = (
            sentence.words[start].fine == "PRP$" and sentence.words[start - 1].form.lower() in people_words()["joins"]
        )
        if owned and all(w.tag in _NOMINAL for w in sentence.words[people[n].end : start - 1]):
            yield k


_NOMINAL = frozenset({"ADP", "DET", "ADJ", "NOUN", "PROPN", "PRON"})


def _only_joins(sentence: ParsedSentence, start: int, end: int) -> bool:
    """Whether words are a joiner, with adjectives and brackets before it."""
    depth, joins = 0, False
    for word in sentence.words[start:end]:
        depth += (word.form == "(") - (word.form == ")")
        if depth or word.form == ")":
            continue
        joins = joins or word.form.lower() in people_words()["joins"]
        if word.tag not in {"ADJ", "CCONJ"} and word.form != ",":
            return False
    return joins


def _conjuncts(sentence: ParsedSentence, word: int) -> Iterator[int]:
    for child in sentence.children[word]:
        if sentence.words[child].label == "conj":
            yield child
            yield from _conjuncts(sentence, child)


def _near(people: Sequence[People], hit: HarmMention, owned: set[int]) -> Iterator[Harmed]:
    """Yield the groups near a harm that no reading gives anybody; of a verb without any, those told of last."""
    found = False
    for n, group in enumerate(people):
        distance = hit.first - group.end if group.end <= hit.first else group.start - hit.last - 1
        told = group.counted or hit.use != "tolls"  # "the governor said the toll would rise" counts nobody
        fits = told and n not in owned and group.kind not in {"thing", "pronoun"} and hit.use != "of"
        if fits and 0 <= distance <= _NEAR:
            found = True
            yield Harmed(hit, n, "near", distance=distance)
    if not found and hit.use in {"patient", "subject"}:
        yield Harmed(hit, -1, "told")
