"""Words that tell events in a read sentence, and who does what to whom in them.

One matcher serves "shot X", "X was shot by Y", "an attack on X by Y" and "a Turkish air strike": the readings of
:mod:`geoinc.text.analysis` have said who is whose agent and patient already.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from geoinc import language
from geoinc.incidents.frames.lexicon import Frame, Index, LexicalUnit, index, verb_of
from geoinc.language.lexicon import read
from geoinc.text.analysis import ParsedSentence, Predicate, Reading, Voice, Word
from geoinc.text.vocabulary_gates import WEEKDAYS

_AGENT, _PATIENT, _OWNER, _ON = "agent", "patient", "owner", "on"
_GERUND, _INFINITIVE, _NOUNS = "VBG", "TO", "NN"
_MARK, _JOINED = "mark", "conj"
_LEADS = {"ADP", "SCONJ", "DET", "ADJ", "NOUN"}
"""Before a gerund these make a noun of it."""
_REACH = 8
"""A particle or complement stands at most so many words behind its verb: "set the house ablaze"."""


class Told(StrEnum):
    """How a sentence tells an event."""

    FACT = "fact"
    ATTEMPTED = "attempted"
    PLANNED = "planned"
    FEARED = "feared"
    POSSIBLE = "possible"
    DENIED = "denied"
    NEGATED = "negated"
    PAST = "remembered"
    PLAYED = "played"
    SUMMED = "summed up"


class FrameMatch(NamedTuple):
    """Words of a sentence that tell an event.

    ``word`` is the number of the verb or noun, ``first`` that of the first word of its unit ("suicide" of "suicide
    attack"); ``frames`` are all that it may belong to, the most exact first; roles are numbers of noun groups; ``owner``
    is the span of words before a noun that say whose it is (``Turkish``). ``agreed`` says whether both readings of the
    sentence give the same roles; ``weak`` words make no event alone. ``light`` is the noun that a verb of no weight
    does ("carried out an attack"), which tells the event with it.
    """

    word: int
    first: int
    frames: tuple[Frame, ...]
    told: Told
    attacker: int | None = None
    target: int | None = None
    owner: tuple[int, int] | None = None
    agreed: bool = True
    nominal: bool = False
    weak: bool = False
    light: int | None = None
    lemma: str = ""
    passive: bool = False

    @property
    def type(self) -> str:
        """The type of the most exact frame."""
        return self.frames[0].type


def find_triggers(sentence: ParsedSentence, known: Index | None = None) -> list[FrameMatch]:
    """Return the words of a sentence that tell events, in order; a verb of no weight and its noun are one."""
    known = known or index()
    words = sentence.words
    verbs = [
        t
        for p in map(sentence.predicate, _asked(sentence, known))
        if (t := _of_gerund(sentence, p, known) or _of_verb(sentence, p, known))
    ]
    taken = {t.word for t in verbs}
    # What names who says so tells of no event: "UK Maritime Trade Operations said", "the head of operations said".
    heard = (*range(sentence.body, sentence.closer), *range(sentence.resumes, len(words)))
    asked = (i for i in heard if words[i].lemma in known.nouns or words[i].fine in _FINITE)
    nouns = [t for i in asked if i not in taken and (t := _of_noun(sentence, i, known))]
    # "Shells fell": the verb tells it, of the noun that does it.
    doing = {
        (sentence.groups[t.attacker].head, t.frames[0].name) for t in verbs if t.attacker is not None and not t.weak
    }
    nouns = [t for t in nouns if (t.word, t.frames[0].name) not in doing]
    inside = {i for t in nouns for i in range(t.first, t.word)}
    by_word = {t.word: t for t in nouns if t.word not in inside}
    done = [_done(t, by_word.pop(t.light)) if t.light in by_word else t for t in verbs if t.word not in inside]
    return sorted((*done, *by_word.values()), key=lambda t: t.word)


def _asked(sentence: ParsedSentence, known: Index) -> list[int]:
    """Return the verbs that may tell an event by the words of their sentence; what stands around others is not read."""
    lemmas = frozenset(w.lemma for w in sentence.words)
    found = [
        i
        for i, w in enumerate(sentence.words)
        if w.tag == "VERB"
        and (
            any(_may_fit(one, lemmas, sentence) for one, _ in known.verbs.get(w.lemma, ()))
            or (w.fine == _GERUND and w.form.lower() in known.nouns)
        )
    ]
    return [i for i in found if sentence.group_of[i] < 0]


def _may_fit(one: LexicalUnit, lemmas: frozenset[str], sentence: ParsedSentence) -> bool:
    """Whether every word that a unit asks for stands somewhere in its sentence."""
    if not lemmas.issuperset(one.words):
        return False
    if one.objects and lemmas.isdisjoint(one.objects) and sentence.vocabulary.isdisjoint(one.objects):
        return False
    return not ((one.subjects and lemmas.isdisjoint(one.subjects)) or (one.cases and lemmas.isdisjoint(one.cases)))


def _done(verb: FrameMatch, noun: FrameMatch) -> FrameMatch:
    """Return the noun of an event with who does it by a verb of no weight: "troops carried out an attack on X".

    Where the noun only names a means ("fired rockets"), the verb tells the event.
    """
    if verb.lemma not in _told_words()["light"]:
        return verb
    exact = noun.word > noun.first or verb.frames[0] is noun.frames[0]
    return noun._replace(
        frames=tuple(dict.fromkeys((*noun.frames, *verb.frames) if exact else (*verb.frames, *noun.frames))),
        told=verb.told if verb.told is not Told.FACT else noun.told,
        attacker=noun.attacker if verb.attacker is None else verb.attacker,
        target=verb.target if noun.target is None else noun.target,
        agreed=verb.agreed,
        weak=verb.weak and noun.weak,
        light=verb.word,
    )


def _of_verb(sentence: ParsedSentence, predicate: Predicate, known: Index) -> FrameMatch | None:
    units = known.verbs.get(predicate.lemma, ())
    matched = [(one, frame) for one, frame in units if fits(sentence, predicate, one)]
    if not matched:
        return None
    matched.sort(key=lambda pair: -pair[0].demands)
    one, frame = matched[0]
    roles = [_roles(sentence, frame, one, reading) for reading in (predicate.chunks, predicate.tree)]
    return FrameMatch(
        predicate.word,
        predicate.word,
        tuple(dict.fromkeys(f for _, f in matched)),
        told(sentence, predicate.word, negated=predicate.tree.negated or predicate.chunks.negated),
        # Whose deed it is that "… , shot its driver and …" tells, the tree knows; the order of words only what stands nearest.
        _first(r[0] for r in (reversed(roles) if sentence.words[predicate.word].label == _JOINED else roles)),
        _first(r[1] for r in roles),
        agreed=roles[0] == roles[1],
        weak=one.weak,
        lemma=predicate.lemma,
        passive=Voice.PASSIVE in {predicate.tree.voice, predicate.chunks.voice},
        light=_light(sentence, predicate, one),
    )


def is_aimed(sentence: ParsedSentence, trigger: FrameMatch) -> bool:
    """Whether a verb without auxiliary that is read as a passive has its aim behind it: "soldiers shot at the ambulance"."""
    after = sentence.words[trigger.word + 1 : trigger.word + 2]
    helped = any(sentence.words[c].label.startswith("aux") for c in sentence.children[trigger.word])
    return trigger.passive and not helped and any(w.lemma in _told_words()["aiming"] for w in after)


def _light(sentence: ParsedSentence, predicate: Predicate, one: LexicalUnit) -> int | None:
    """Return the noun that a unit with an object asks for, as a word's number."""
    groups = (g for r in (predicate.tree, predicate.chunks) for g in (r.object, r.patient) if g is not None)
    heads = (sentence.groups[g].head for g in groups)
    return next((h for h in heads if sentence.words[h].lemma in one.objects), None)


def _of_gerund(sentence: ParsedSentence, predicate: Predicate, known: Index) -> FrameMatch | None:
    """Return the trigger of a gerund that stands as a noun: "killed by shelling from the hills"."""
    i = predicate.word
    word = sentence.words[i]
    before = sentence.words[i - 1].tag if i > sentence.body else ""
    has_object = predicate.tree.object is not None or predicate.chunks.object is not None
    if word.fine != "VBG" or before not in _LEADS or has_object:
        return None
    matched = _nouns_at(sentence, i, word.form.lower(), known)
    if not matched:
        return None
    one, frame = matched[0]
    around = [*predicate.chunks.prepositions, *predicate.tree.prepositions]
    return FrameMatch(
        i,
        i + 1 - len(one.words),
        tuple(dict.fromkeys(f for _, f in matched)),
        told(sentence, i, negated=predicate.tree.negated or predicate.chunks.negated),
        next((g for case, g in around if case in frame.attacker), None),
        next((g for case, g in around if case in frame.target), None),
        nominal=True,
        weak=one.weak,
        lemma=one.words[-1],
    )


def _nouns_at(sentence: ParsedSentence, i: int, noun: str, known: Index) -> list[tuple[LexicalUnit, Frame]]:
    """Return the units that end in a noun at a word, the longest first."""
    matched = [(one, frame) for one, frame in known.nouns.get(noun, ()) if _ends_at(sentence, i, one)]
    return sorted(matched, key=lambda pair: -len(pair[0].words))


def _first(groups: Iterator[int | None]) -> int | None:
    return next((g for g in groups if g is not None), None)


def fits(sentence: ParsedSentence, predicate: Predicate, one: LexicalUnit) -> bool:
    """Whether what a unit asks for stands around a verb."""
    words, at = sentence.words, predicate.word
    if len(one.words) > 1 and not _words_fit(sentence, at, one):
        return False
    readings = (predicate.tree, predicate.chunks)
    if one.objects:
        heads = {words[sentence.groups[g].head].lemma for r in readings for g in (r.object, r.patient) if g is not None}
        behind = at + 1 + (words[at + 1].label == _MARK if at + 1 < len(words) else 0)  # "claimed that attack"
        heads |= {w.lemma for w in words[behind : behind + 1]}  # "set fire to two cars"
        below = (words[c] for c in sentence.children[at] if words[c].fine == _GERUND)  # "claimed the bombing"
        if heads.isdisjoint(one.objects) and {w.form.lower() for w in below}.isdisjoint(one.objects):
            return False
    if one.subjects:
        first = {g for r in readings for g in (r.agent, r.subject) if g is not None}
        heads = {words[sentence.groups[g].head].lemma for g in first}
        if heads.isdisjoint(one.subjects):
            return False
    if one.cases:
        given = {case.split()[-1] for r in readings for case, _ in r.prepositions}
        following = {w.lemma for w in words[at + 1 : at + 3]}
        return not (given | following).isdisjoint(one.cases)
    return True


def _words_fit(sentence: ParsedSentence, at: int, one: LexicalUnit) -> bool:
    """Whether the other words of a unit stand behind its verb, or right before it where the verb comes last."""
    lemmas = [w.lemma for w in sentence.words]
    if verb_of(one) == one.words[-1] and one.words[0] != one.words[-1]:
        return tuple(lemmas[max(0, at + 1 - len(one.words)) : at + 1]) == one.words
    # What leads a noun of its own is no particle: "close out the campaign in Syria" is not "close in".
    following = iter(
        w.lemma for k, w in enumerate(sentence.words[at + 1 : at + 1 + _REACH]) if k == 0 or w.label != "case"
    )
    return all(word in following for word in one.words[1:])


def _roles(sentence: ParsedSentence, frame: Frame, one: LexicalUnit, reading: Reading) -> tuple[int | None, int | None]:
    """Return the groups of attacker and target by one reading of a verb."""
    said = not one.objects and (not one.cases or reading.voice is Voice.PASSIVE)
    target = frame.target if said else tuple(function for function in frame.target if function != _PATIENT)
    return _filler(sentence, reading, frame.attacker), _filler(sentence, reading, target)


def role_of(sentence: ParsedSentence, predicate: Predicate, functions: Sequence[str]) -> int | None:
    """Return the first group that has one of some functions around a verb; word order goes before the tree."""
    return _first(_filler(sentence, reading, functions) for reading in (predicate.chunks, predicate.tree))


def _filler(sentence: ParsedSentence, reading: Reading, functions: Sequence[str]) -> int | None:
    """Return the first group that has one of some functions by one reading of a verb; no time has any."""
    for function in functions:
        if function == _AGENT:
            group = reading.agent
        elif function == _PATIENT:
            group = reading.patient
        else:
            given = (g for case, g in reading.prepositions if case.split()[-1] == function)
            group = next((g for g in given if not _is_time(sentence, g)), None)
        if group is not None:
            return group
    return None


def _of_noun(sentence: ParsedSentence, i: int, known: Index) -> FrameMatch | None:
    word = sentence.words[i]
    named = word.tag in {"NOUN", "PROPN", "ADJ"} or word.fine.startswith(_NOUNS)  # the two are told apart alone
    if not named or _is_name(sentence, i):
        return None
    matched = _nouns_at(sentence, i, word.lemma, known) or _bare_verbs(word, known)
    if not matched:
        return None
    one, frame = matched[0]
    group = sentence.group_of[i]
    complements = sentence.complements(group) if group >= 0 and sentence.groups[group].head == i else ()
    first = i + 1 - len(one.words)
    start = sentence.groups[group].start if group >= 0 else first
    doer, around = _carried_out(sentence, i)
    complements = (*complements, *around)
    return FrameMatch(
        i,
        first,
        tuple(dict.fromkeys(f for _, f in matched)),
        told(sentence, i, negated=sentence.words[start].lemma in _told_words()["none"]),
        next((g for case, g in complements if case in frame.attacker), doer if _AGENT in frame.attacker else None),
        next((g for case, g in complements if case in frame.target and not _is_time(sentence, g)), None),
        (start, first) if _OWNER in frame.attacker and start < first else None,
        nominal=True,
        weak=one.weak,
        lemma=one.words[-1],
    )


def _is_time(sentence: ParsedSentence, group: int) -> bool:
    """Whether a group is a date, a clock time or a day of the week: "an attack on Monday" has no target."""
    head = sentence.words[sentence.groups[group].head]
    return head.form[0] == "‹" or head.form.lower() in WEEKDAYS


def _carried_out(sentence: ParsedSentence, i: int) -> tuple[int | None, tuple[tuple[str, int], ...]]:
    """Return who does an event by a verb of no weight ("the army conducted air strikes on X"), and what stands around it.

    In telegrams "vs" stands like a verb between an event and whom it befell.
    """
    word = sentence.words[i]
    if word.label == "nsubj" and sentence.words[word.head].form.lower() in _told_words()["versus"]:
        given = sentence.predicate(word.head).tree.object
        return None, () if given is None else ((_ON, given),)
    head = _raised(sentence, i)
    if head < 0 or sentence.words[head].lemma not in _told_words()["light"]:
        return None, ()
    found = sentence.predicate(head)
    return _first(r.agent for r in (found.chunks, found.tree)), (*found.chunks.prepositions, *found.tree.prepositions)


def _raised(sentence: ParsedSentence, i: int) -> int:
    """Return the verb that a noun is the object, or in the passive the subject, of: "is believed to have been carried out"."""
    word = sentence.words[i]
    if word.label in {"obj", "nsubj:pass"}:
        return word.head
    below = sentence.children[word.head] if word.label == "nsubj" and word.head >= 0 else ()
    return next((c for c in below if sentence.words[c].label in {"ccomp", "xcomp"} and c > word.head), -1)


def _bare_verbs(word: Word, known: Index) -> list[tuple[LexicalUnit, Frame]]:
    """Return the verbs that a word may be which the two kinds of tags disagree about, as in headlines ("Army targets …")."""
    units = known.verbs.get(word.lemma, ()) if word.fine in _FINITE else ()
    return [(one, frame) for one, frame in units if len(one.words) == 1 and not (one.objects or one.cases)]


_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def _is_name(sentence: ParsedSentence, i: int) -> bool:
    """Whether a word is written large beside others that are not, as names are ("Dick Lynch"); headlines write all large."""
    words = sentence.words
    if words[i].tag != "PROPN" or not words[i].form[0].isupper() or words[i].form.isupper() or i == sentence.body:
        return False
    large, lettered = sentence.capitals
    return large < _HEADLINE_SHARE * lettered


_HEADLINE_SHARE = 0.6
"""From this share of words written large on a sentence is a headline in title case."""


def _ends_at(sentence: ParsedSentence, i: int, one: LexicalUnit) -> bool:
    """Whether a unit's words end at a noun; the words before the last may stand in any form."""
    first = i + 1 - len(one.words)
    if first < 0:
        return False
    parts = sentence.words[first:i]
    return all(w in {p.lemma, p.form.lower()} for w, p in zip(one.words, parts, strict=False))


@cache
def _told_words() -> dict[str, frozenset[str]]:
    data = read(language.path("frames.toml"))["told"]
    return {name: frozenset(words) for name, words in data.items()}


def told(sentence: ParsedSentence, i: int, *, negated: bool = False) -> Told:
    """Return how an event is told: by its own helpers, then by the words that govern it."""
    if negated or (i and sentence.words[i - 1].lemma in _told_words()["none"]):
        return Told.NEGATED
    kinds = _told_words()
    if _may_be(sentence, i):
        return Told.POSSIBLE
    for above in governors(sentence, i):
        lemma = sentence.words[above].lemma
        for kind in (Told.ATTEMPTED, Told.PLANNED, Told.FEARED, Told.DENIED):
            if lemma in kinds[kind.value]:
                return Told.POSSIBLE if kind is Told.ATTEMPTED and _may_be(sentence, above) else kind
        if lemma in kinds["past"] or lemma in kinds["past_nouns"]:
            return Told.PAST
    if _is_denied(sentence, i):
        return Told.DENIED
    return _staged(sentence, i)


def is_aim(sentence: ParsedSentence, i: int) -> bool:
    """Whether a verb is only what something is for, and nothing says that it was done: "came to kill", "aimed at killing"."""
    kinds = _told_words()
    below = [sentence.words[c] for c in sentence.children[i]]
    above = sentence.words[i].head
    governor = sentence.words[above].lemma if above >= 0 else ""
    if any(w.fine == _INFINITIVE for w in below):
        return governor not in kinds["managed"] and all(w.lemma not in kinds["perfect"] for w in below)
    led = sentence.words[i].fine == _GERUND and any(
        w.tag in {"ADP", "SCONJ"} and w.label in {"mark", "case"} for w in below
    )
    return led and governor in kinds["planned"] | kinds["feared"] | kinds["attempted"]


def _staged(sentence: ParsedSentence, i: int) -> Told:
    """Return whether an event took place, or only in a drill or a film, or is a number that rises and falls."""
    kinds = _told_words()
    words = sentence.words
    around = (words[c].lemma for c in sentence.children[i] if words[c].label.startswith(("obl", "nmod")))
    if not kinds["played"].isdisjoint(around):
        return Told.PLAYED
    head = words[i].head
    counted = words[i].label == "nsubj" and words[i].tag == "NOUN" and words[head].lemma in kinds["counting"]
    thrown = words[i].lemma in kinds["thrown"]  # "Shells fell near the town", but "rocket attacks fell by a third".
    counted = counted and not thrown and not any(words[c].label == "obl" for c in sentence.children[head])
    return Told.SUMMED if counted else Told.FACT


def _is_denied(sentence: ParsedSentence, i: int) -> bool:
    """Whether a denial governs a word from before it, whatever the tree says: nothing that ends a clause stands between."""
    kinds = _told_words()
    for word in reversed(sentence.words[max(sentence.body, i - _DENIAL_REACH) : i]):
        if word.lemma in kinds["ends"] or word.tag == "PUNCT":
            return False
        if word.lemma in kinds["denied"]:
            return True
    return False


_DENIAL_REACH = 14
"""A denial stands at most so many words before what it denies."""


def _may_be(sentence: ParsedSentence, i: int) -> bool:
    """Whether a word, or the verb that a noun is the subject of, stands with "may", "will", "if" or their like."""
    possible = _told_words()["possible"]
    word = sentence.words[i]
    leads = word.label.startswith("nsubj") or (word.fine == "VBG" and word.head > i)
    above = word.head if leads else -1
    return any(sentence.words[c].lemma in possible for at in (i, above) if at >= 0 for c in sentence.children[at])


_UNDER = frozenset({"obj", "ccomp", "xcomp", "nsubj:pass", "nmod", "conj", "compound", "advcl"})


def governors(sentence: ParsedSentence, i: int) -> Iterator[int]:
    """Yield the words that a word depends on as their object or complement, the nearest first."""
    words = sentence.words
    while words[i].label in _UNDER or (
        words[i].label == "nsubj" and words[words[i].head].lemma in _told_words()["being"]
    ):
        above = sentence.words[i].head
        if above < 0:
            return
        if sentence.words[i].label not in {"conj", "advcl", "nmod"} or sentence.words[above].tag == "NOUN":
            yield above
        i = above
