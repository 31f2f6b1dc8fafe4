"""Who does what to whom in a read sentence: by the tree, and by the order of noun groups around a verb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING

from geoinc import language
from geoinc.language.lexicon import read
from geoinc.text.syntax.sentence import Predicate, Reading, TaggedSentence, Voice, agent_prepositions
from geoinc.text.syntax.tokens import Mask

if TYPE_CHECKING:
    from geoinc.text.syntax.sentence import Word

_CLAUSES = frozenset({"root", "ccomp", "advcl", "acl", "acl:relcl", "parataxis"})
_PARTICIPLES = frozenset({"VBN", "VBD"})
_ASIDE = frozenset({"ADV", "PART"})
_HELPERS = frozenset({"aux", "aux:pass", "cop"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


@dataclass(frozen=True, slots=True)
class Words:
    """The words of ``language/en/syntax.toml``."""

    passive_auxiliaries: frozenset[str]
    negations: frozenset[str]
    negating_determiners: frozenset[str]
    relative_pronouns: frozenset[str]
    transitive: frozenset[str]
    inverted: frozenset[str]
    subordinators: frozenset[str]
    stranded: frozenset[str]
    before_dates: frozenset[str]
    joiners: tuple[tuple[str, ...], ...]
    when: frozenset[str]


@cache
def words() -> Words:
    """Return the words that reading asks for."""
    data = read(language.path("syntax.toml"))
    joiners = tuple(tuple(j.split()) for j in data["joiners"])
    names = (f.name for f in fields(Words) if f.name != "joiners")
    return Words(joiners=joiners, **{name: frozenset(data[name]) for name in names})


def predicate(sentence: TaggedSentence, verb: int) -> Predicate:
    """Return a verb, by its word's number, with what stands around it by both readings.

    It is kept with the sentence. A reader is not: it knows its sentence, and a ring of the two would be in memory until
    garbage is looked for.
    """
    known: dict[int, Predicate] = sentence.kept.setdefault(predicate, {})
    if verb not in known:
        tree, chunks = _TreeReader(sentence).read(verb), _ChunkReader(sentence).read(verb)
        known[verb] = Predicate(verb, sentence.words[verb].lemma, tree, chunks)
    return known[verb]


def complements(sentence: TaggedSentence, group: int) -> tuple[tuple[str, int], ...]:
    """Return the prepositions and groups that hang on a noun by the tree, then those that follow it without a break."""
    found: list[tuple[str, int]] = []
    for child in sentence.children[sentence.groups[group].head]:
        if sentence.words[child].label.startswith("nmod"):
            found += _cased(sentence, child)
    following = _ChunkReader(sentence).following(sentence.groups[group].end)
    return (*found, *[pair for pair in following if pair not in found])


def verbs(sentence: TaggedSentence) -> Iterator[int]:
    """Yield the words that are verbs; a participle before its noun ("an armed man") is none."""
    for i, word in enumerate(sentence.words):
        if word.tag == "VERB" and sentence.group_of[i] < 0:
            yield i


class _TreeReader:
    """Reads arguments off heads and relations."""

    def __init__(self, sentence: TaggedSentence) -> None:
        self._s = sentence
        self._done: dict[int, Reading] = sentence.kept.setdefault(_TreeReader, {})

    def read(self, verb: int, depth: int = 0) -> Reading:
        """Return what stands around a verb; subjects that are not said are those of the verb that governs it."""
        if verb in self._done:
            return self._done[verb]
        s = self._s
        by_label: dict[str, int] = {}
        for child in s.children[verb]:
            by_label.setdefault(s.words[child].label, child)
        subject = self._subject_group(verb, by_label.get("nsubj", by_label.get("nsubj:pass", by_label.get("csubj"))))
        given = self._group(by_label.get("obj"))
        helped = not _HELPERS.isdisjoint(by_label)
        joined = self._joined_after(verb)
        if given is None and not helped and joined is not None:  # "abducted and later killed the nurse"
            given = next((self._group(c) for c in s.children[joined] if s.words[c].label == "obj"), None)
        passive = (
            "nsubj:pass" in by_label
            or "aux:pass" in by_label
            or (s.words[verb].fine in _PARTICIPLES and "obl:agent" in by_label)
        )
        governor = s.words[verb].head
        if subject is None and governor >= 0 and depth < len(s.words):
            subject, passive = self._from_governor(verb, governor, passive=passive, helped=helped, depth=depth)
        if given is not None and not helped:
            passive = False
        passive = passive or _is_bare_passive(s.words[verb], helped=helped, has_object=given is not None)
        passive = passive or (not helped and s.words[verb].fine in _PARTICIPLES and _is_stranded(s, verb))
        reading = Reading(
            Voice.PASSIVE if passive else Voice.ACTIVE,
            subject,
            given,
            tuple(self._prepositions(verb, joined if passive else None)),
            self._is_negated(verb, subject, given),
        )
        self._done[verb] = reading
        return reading

    def _is_helped(self, verb: int) -> bool:
        return any(self._s.words[c].label in _HELPERS for c in self._s.children[verb])

    def _joined_after(self, verb: int) -> int | None:
        """Return the verb that shares what stands around this one: joined with it, without subject and auxiliary of its own."""
        s = self._s
        above = verb if s.words[verb].label != "conj" else s.words[verb].head
        for child in s.children[above] if above >= 0 else ():
            word = s.words[child]
            if child > verb and word.label == "conj" and word.tag == "VERB" and not self._is_helped(child):
                own = any(s.words[c].label.startswith("nsubj") for c in s.children[child])
                if not own:
                    return child
        return None

    def _from_governor(
        self, verb: int, governor: int, *, passive: bool, helped: bool, depth: int
    ) -> tuple[int | None, bool]:
        """Return the subject that a verb has from the word it hangs on, and whether it is passive."""
        s = self._s
        label, fine = s.words[verb].label, s.words[verb].fine
        if label in {"acl", "acl:relcl"}:
            return self._group(governor), passive or (fine in _PARTICIPLES and label == "acl")
        if s.words[governor].tag != "VERB" or label not in {"conj", "xcomp", "advcl", "parataxis"}:
            return None, passive
        above = self.read(governor, depth + 1)
        if label == "conj":
            shared = above.voice is Voice.PASSIVE and fine in _PARTICIPLES and not helped
            return above.subject, passive or shared
        return above.subject, passive

    def _subject_group(self, verb: int, subject: int | None) -> int | None:
        """Return the group of a subject, for a relative pronoun that of the noun it stands for."""
        s = self._s
        if subject is None:
            return None
        relative = s.words[subject].lemma in words().relative_pronouns and s.words[verb].label == "acl:relcl"
        return self._group(s.words[verb].head if relative else subject)

    def _group(self, word: int | None) -> int | None:
        if word is None or word < 0:
            return None
        group = self._s.group_of[word]
        return None if group < 0 else group

    def _prepositions(self, verb: int, joined: int | None) -> Iterator[tuple[str, int]]:
        """Yield prepositions and groups of a verb, of its result ("shot dead by"), and the doer that it shares with a joined passive."""
        s = self._s
        own = [(c, s.words[c].label) for c in s.children[verb]]
        results = [c for c, label in own if label == "xcomp" and s.words[c].tag != "VERB"]
        around = [c for c, label in own if label.startswith("obl")]
        around += [c for at in results for c in s.children[at] if s.words[c].label.startswith("obl")]
        found = [p for c in around for p in _cased(s, c)]
        yield from found
        doers = agent_prepositions()
        if joined is not None and not any(case in doers for case, _ in found):
            following = [p for c in s.children[joined] if s.words[c].label.startswith("obl") for p in _cased(s, c)]
            yield from (pair for pair in following if pair[0] in doers)

    def _is_negated(self, verb: int, *groups: int | None) -> bool:
        s, negations = self._s, words().negations
        return any(s.words[c].lemma in negations for c in s.children[verb]) or _is_nobody(s, groups)


def _cased(sentence: TaggedSentence, word: int) -> Iterator[tuple[str, int]]:
    """Yield the preposition of a noun with its group."""
    group = sentence.group_of[word]
    if group < 0:
        return
    cases = [sentence.words[c].lemma for c in sentence.children[word] if sentence.words[c].label == "case"]
    if cases:
        yield " ".join(cases), group


def _is_nobody(sentence: TaggedSentence, groups: Sequence[int | None]) -> bool:
    """Whether a group says that there is none of it ("no one", "no casualties")."""
    determiners = words().negating_determiners
    return any(g is not None and sentence.words[sentence.groups[g].start].lemma in determiners for g in groups)


def _is_stranded(sentence: TaggedSentence, verb: int) -> bool:
    """Whether a preposition stands behind a verb without a noun of its own: "tanker fired upon 5 May"."""
    if verb + 1 >= len(sentence.words) or sentence.words[verb + 1].lemma not in words().stranded:
        return False
    following = sentence.words[verb + 2] if verb + 2 < len(sentence.words) else None
    if following is None or following.tag in {"PUNCT", "CCONJ", "SCONJ", "ADP"}:
        return True
    return following.form == Mask.DATE and sentence.words[verb + 1].lemma not in words().before_dates


def _is_bare_passive(word: Word, *, helped: bool, has_object: bool) -> bool:
    """Whether a participle without auxiliary and object is passive: "three staff killed in Gao"."""
    return word.fine in _PARTICIPLES and not helped and not has_object and word.lemma in words().transitive


class _ChunkReader:
    """Reads arguments off parts of speech and the order of groups."""

    def __init__(self, sentence: TaggedSentence) -> None:
        self._s = sentence
        self._done: dict[int, Reading] = sentence.kept.setdefault(_ChunkReader, {})
        self._starts = sentence.group_starts

    def read(self, verb: int) -> Reading:
        """Return what stands around a verb."""
        if verb in self._done:
            return self._done[verb]
        s = self._s
        first, helpers = self._chain(verb)
        word = s.words[verb]
        helped = bool(helpers)
        given, after = self._object(verb)
        joined = self._joined_after(verb)
        if given is None and not helped and joined is not None:
            given = self._object(joined)[0]
        passive = word.fine in _PARTICIPLES and bool(helpers) and helpers[0] in words().passive_auxiliaries
        subject, inherited = self._subject(verb, first)
        if not helped and word.fine in _PARTICIPLES and given is None:
            passive = passive or inherited is Voice.PASSIVE or self._follows_noun(first, word)
        passive = passive or _is_bare_passive(word, helped=helped, has_object=given is not None)
        passive = passive or (not helped and word.fine in _PARTICIPLES and _is_stranded(s, verb))
        if passive and given is not None and not helped and inherited is not Voice.PASSIVE:
            passive = False
        around = list(self.following(after))
        doers = agent_prepositions()
        if passive and joined is not None and not any(case in doers for case, _ in around):
            around += [pair for pair in self.following(self._object(joined)[1]) if pair[0] in doers]
        if passive and not any(case in doers for case, _ in around):
            around += self._late_doer(verb)
        if self._is_inverted(verb, first, given):
            subject, given = given, None
        negated = first < verb and any(w.lemma in words().negations for w in s.words[first:verb])
        negated = negated or _is_nobody(s, (subject, given))
        reading = Reading(Voice.PASSIVE if passive else Voice.ACTIVE, subject, given, tuple(around), negated)
        self._done[verb] = reading
        return reading

    def _is_inverted(self, verb: int, first: int, given: int | None) -> bool:
        """Whether a verb of saying stands before its subject: “…,” said the mayor."""
        before = self._s.words[first - 1] if first else None
        return (
            given is not None
            and before is not None
            and before.tag == "PUNCT"
            and self._s.words[verb].lemma in words().inverted
        )

    def _joined_after(self, verb: int) -> int | None:
        """Return the verb that only a conjunction, commas and adverbs part from this one ("abducted and later killed")."""
        s = self._s
        i = verb + 1
        linked = False
        while i < len(s.words) and (s.words[i].tag in {"ADV", "CCONJ"} or s.words[i].form == ","):
            linked = linked or s.words[i].tag == "CCONJ" or s.words[i].form == ","
            i += 1
        is_verb = i < len(s.words) and linked and s.words[i].tag == "VERB" and s.group_of[i] < 0
        return i if is_verb and s.words[i].fine in _PARTICIPLES else None

    def _chain(self, verb: int) -> tuple[int, list[str]]:
        """Return where the words that belong to a verb begin, and its auxiliaries, the nearest first."""
        helpers: list[str] = []
        i = verb - 1
        while i >= 0:
            word = self._s.words[i]
            if word.tag == "AUX" or (i == verb - 1 and word.lemma in words().passive_auxiliaries):
                helpers.append(word.lemma)
            elif word.tag not in _ASIDE:
                break
            i -= 1
        return i + 1, helpers

    def _follows_noun(self, first: int, word: Word) -> bool:
        """Whether a participle comes right after a noun, and so says what was done to it."""
        return word.fine == "VBN" and first > 0 and self._s.group_of[first - 1] >= 0

    def _subject(self, verb: int, first: int) -> tuple[int | None, Voice | None]:
        """Return the group that a verb is said of, and the voice of the verb that it shares it with, if it does."""
        s = self._s
        before = s.words[first - 1] if first else None
        infinitive = first < verb and any(w.fine == "TO" for w in s.words[first:verb])
        loose = s.words[verb].fine == "VBG" and before is not None and before.tag in {"PUNCT", "ADP", "SCONJ"}
        listed = before is not None and before.form == "," and first == verb  # "entered, beat and robbed"
        joined = listed or (before is not None and before.tag == "CCONJ")
        fresh = self._fresh_subject(first - 1) if listed else None
        if fresh is not None:
            return self._first_joined(fresh), None
        above = self._verb_before(first) if joined or loose or infinitive else None
        if above is not None:
            reading = self.read(above)
            return reading.subject, reading.voice if joined else None
        group = self._said_of(verb, first)
        return (None if group is None else self._first_joined(group)), None

    def _fresh_subject(self, comma: int) -> int | None:
        """Return the group before a comma that opens a clause with no verb yet: "when rebels from Sake, protesting, …"."""
        s = self._s
        i = comma - 1
        while i >= 0 and (group := s.group_of[i]) >= 0:
            start = s.groups[group].start
            before = s.words[start - 1] if start > s.body else None
            if before is None or before.tag == "SCONJ" or before.fine == "WRB":
                return group
            if before.tag != "ADP":
                return None
            i = start - 2
        return None

    def _begin(self, word: int) -> int:
        """Return where the part of the sentence that a word stands in begins: the statement, or who made it."""
        return self._s.closer if self._s.is_closer(word) else 0

    def _verb_before(self, first: int) -> int | None:
        """Return the nearest verb before a word that stands in no noun group."""
        s = self._s
        own = s.is_closer(first)
        places = range(first - 1, self._begin(first) - 1, -1)
        return next(
            (i for i in places if s.words[i].tag == "VERB" and s.group_of[i] < 0 and s.is_closer(i) == own), None
        )

    def _said_of(self, verb: int, first: int) -> int | None:
        """Return the group to the left that a verb is said of: none after a preposition, none of another clause."""
        s, pronouns = self._s, words().relative_pronouns
        i = first - 1
        relative = False
        begin = self._begin(first)
        while i >= begin:
            group = s.group_of[i]
            if s.words[i].lemma in pronouns and s.words[i].tag != "DET":
                relative, i = True, i - 1
            elif s.words[i].form == ")":
                i = self._opening(i) - 1
            elif group < 0 and s.words[i].tag == "VERB":
                start = self._chain(i)[0]
                if not self._is_aside(verb, i, start):
                    return self.read(i).subject
                i = start - 1
            elif group < 0:
                i -= 1
            else:
                start = s.groups[self._first_of_list(group)].start
                led_by = s.words[start - 1].tag if start else ""
                if led_by != "ADP":
                    start = s.groups[group].start
                    led_by = s.words[start - 1].tag if start else ""
                stays = relative or self._is_adjacent(verb, i) or self._is_led_into_clause(verb, group, first)
                if self._is_when(group) or (led_by == "ADP" and not stays):
                    i = start - (2 if led_by == "ADP" else 1)
                elif led_by == "VERB" and not relative and self._is_aside(verb, start - 1, self._chain(start - 1)[0]):
                    i = self._chain(start - 1)[0] - 1
                else:
                    return group
        return None

    def _is_aside(self, verb: int, other: int, start: int) -> bool:
        """Whether another verb before a finite one only describes its subject: "men armed with guns", "men who had guns"."""
        s = self._s
        described = start > 0 and s.words[start - 1].lemma in words().relative_pronouns
        if s.words[verb].fine not in _FINITE and not self._chain(verb)[1]:
            return described and s.words[verb].fine in _PARTICIPLES
        return described or (
            start == other and s.words[other].fine in {"VBN", "VBG"} and start > 0 and s.group_of[start - 1] >= 0
        )

    def _opening(self, i: int) -> int:
        """Return where the bracket that a word closes opens; the word itself where none does."""
        return next((k for k in range(i - 1, -1, -1) if self._s.words[k].form == "("), i)

    def _closing(self, i: int) -> int:
        """Return where the bracket that a word opens closes; the word itself where none does."""
        return next((k for k in range(i + 1, len(self._s.words)) if self._s.words[k].form == ")"), i)

    def _is_led_into_clause(self, verb: int, group: int, first: int) -> bool:
        """Whether what looks like a preposition opens the verb's clause: "after criminals broke in"."""
        s = self._s
        start = s.groups[group].start
        finite = s.words[verb].fine in _FINITE or first < verb
        led = start > 0 and s.words[start - 1].lemma in words().subordinators
        return finite and led and all(w.tag != "VERB" for w in s.words[s.groups[group].end : first])

    def _first_of_list(self, group: int) -> int:
        return next((run[0] for run in coordinations(self._s) if group in run), group)

    def _first_joined(self, group: int) -> int:
        """Return the first of the groups that are joined with one, unless a preposition parts them."""
        s = self._s
        top = self._first_of_list(group)
        led = [s.groups[g].start > 0 and s.words[s.groups[g].start - 1].tag == "ADP" for g in (top, group)]
        return top if led[0] == led[1] or top == group else group

    def _is_adjacent(self, verb: int, i: int) -> bool:
        """Whether a participle stands right behind a noun: it is said of that, whatever comes before ("of men killed")."""
        return i == verb - 1 and self._s.words[verb].fine == "VBN"

    def _object(self, verb: int) -> tuple[int | None, int]:
        """Return the group that follows a verb without a preposition, and where what follows it begins."""
        s = self._s
        i = verb + 1
        while i < len(s.words) and (s.words[i].fine == "RP" or (s.words[i].fine == "RB" and i not in self._starts)):
            i += 1
        group = self._starts.get(i)
        if group is None or self._is_when(group):
            return None, i
        return group, s.groups[group].end

    def _is_when(self, group: int) -> bool:
        """Whether a group says when rather than who or what ("killed Monday")."""
        head = self._s.words[self._s.groups[group].head]
        return head.lemma in words().when or head.form.startswith("‹")

    def _led(self, i: int) -> int | None:
        """Return the group behind a preposition, an adverb between them passed over ("by allegedly the army")."""
        at = i + 1
        if at not in self._starts and at < len(self._s.words) and self._s.words[at].tag == "ADV":
            at += 1
        return self._starts.get(at)

    def _late_doer(self, verb: int) -> list[tuple[str, int]]:
        """Return the doer of a passive that comes after what went on: "abducted while driving to Gao by bandits"."""
        s, doers = self._s, agent_prepositions()
        for i in range(verb + 1, len(s.words)):
            word = s.words[i]
            if word.tag == "VERB" and word.fine != "VBG" and s.group_of[i] < 0:
                break
            if word.lemma in doers and word.tag == "ADP" and (led := self._led(i)) is not None:
                return [(word.lemma, led)]
        return []

    def following(self, start: int) -> Iterator[tuple[str, int]]:
        """Yield the prepositions and groups that follow a word, up to the next verb or clause."""
        s, pronouns = self._s, words().relative_pronouns
        i = start
        inside = s.closer < start < s.resumes
        end = s.resumes if inside else len(s.words)
        while i < end:
            if i == s.closer and not inside:
                i = s.resumes
                continue
            word = s.words[i]
            group = self._starts.get(i)
            if group is not None:
                i = s.groups[group].end
            elif word.form == "(":
                i = self._closing(i) + 1
            elif word.tag == "ADP" and (led := self._led(i)) is not None:
                yield word.lemma, led
                i = s.groups[led].end
            elif word.tag in {"VERB", "AUX", "SCONJ"} or word.lemma in pronouns:
                return
            else:
                i += 1


def clause(sentence: TaggedSentence, word: int) -> int:
    """Return the word that heads a word's clause, by the tree."""
    while not _heads_clause(sentence, word):
        word = sentence.words[word].head
    return word


def _heads_clause(sentence: TaggedSentence, i: int) -> bool:
    word = sentence.words[i]
    if word.head < 0 or word.label in _CLAUSES:
        return True
    return word.label == "conj" and word.tag == "VERB"


def coordinations(sentence: TaggedSentence) -> tuple[tuple[int, ...], ...]:
    """Return runs of two or more groups that are joined: by a conjunction, or by commas before one; kept with the sentence."""
    kept = sentence.kept
    if coordinations not in kept:
        kept[coordinations] = tuple(_merged(_runs(sentence)))
    found: tuple[tuple[int, ...], ...] = kept[coordinations]
    return found


def _runs(sentence: TaggedSentence) -> list[tuple[int, ...]]:
    found: list[tuple[int, ...]] = []
    run: list[int] = []
    joined = False
    for n, group in enumerate(sentence.groups):
        link = _link(sentence, sentence.groups[n - 1].end, group.start) if n else ""
        if link:
            run.append(n)
            joined = joined or link == "and"
        else:
            if joined:
                found.append(tuple(run))
            run, joined = [n], False
        if link == "and":
            found.append(tuple(run))
            run, joined = [n], False
    if joined:
        found.append(tuple(run))
    return found


def _merged(runs: Sequence[tuple[int, ...]]) -> Iterator[tuple[int, ...]]:
    """Yield runs, those that share an end as one ("A and B as well as C")."""
    current: tuple[int, ...] = ()
    for run in runs:
        if current and current[-1] == run[0]:
            current += run[1:]
        else:
            if len(current) > 1:
                yield current
            current = run
    if len(current) > 1:
        yield current


def _opens_clause(sentence: TaggedSentence, start: int, end: int) -> bool:
    """Whether behind a comma and "and" a clause begins with a subject of its own: "children were among them, and 277 people were hurt"."""
    group = sentence.group_of[end] if end < len(sentence.words) else -1
    after = sentence.groups[group].end if group >= 0 else end
    follows = after < len(sentence.words) and sentence.words[after].fine in _FINITE_TAGS
    return follows and any(w.fine in _FINITE_TAGS for w in sentence.words[sentence.body : start])


_FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})


@cache
def _joiner_openings() -> frozenset[str]:
    return frozenset(joiner[0] for joiner in words().joiners)


def _link(sentence: TaggedSentence, start: int, end: int) -> str:
    """Return how the words between two groups join them: "and", a comma, or not ("")."""
    if end == start or start <= sentence.closer < end:
        return ""
    first = sentence.words[start]
    if first.form != "," and first.tag != "CCONJ" and first.lemma not in _joiner_openings():
        return ""
    between = [w for w in sentence.words[start:end] if w.form != ","]
    if not between:
        return "comma"
    if len(between) < end - start and _opens_clause(sentence, start, end):
        return ""
    lemmas = tuple(w.lemma for w in between)
    return "and" if (len(between) == 1 and between[0].tag == "CCONJ") or lemmas in words().joiners else ""
