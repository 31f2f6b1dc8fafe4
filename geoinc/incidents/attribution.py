"""Who says what: reported speech before, after and around a statement, and "according to"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Any

from geoinc.incidents.actors import is_demonym
from geoinc.language.lexicon import load
from geoinc.model import Span, Stance
from geoinc.text import analysis
from geoinc.text.sentences import Sentence

_SPEAKER_REACH = 4
"""How many sentences back a pronoun finds who spoke."""
_TRAILING = 8
"""How many words may follow a verb that closes its sentence (", officials told Fox News on Monday")."""
_MARKS = frozenset({'"', "“", "”", "''", "'", "’", "‘", "»", "«", ","})
"""Signs that part what is said from who says it."""
_INSIDE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "ADP", "PRON", "ADV"})
"""Words of these kinds may stand in the name of a speaker."""
_AREA = re.compile(
    r"\bthe\s+((?:[A-Z][\w'’-]+\s+){1,3}(?:region|province|district|oblast|governorate|county|state|department|prefecture))\b"
)


@dataclass(frozen=True, slots=True)
class Speech:
    """A speaker and the code points ``start`` to ``end`` of the text that the speaker answers for."""

    speaker: str
    span: Span
    start: int
    end: int
    stance: Stance = Stance.CONFIRMED


@cache
def _words() -> dict[str, Any]:
    data = load("speech")
    return {name: frozenset(v) if isinstance(v, list) else v for name, v in data.items()}


@dataclass(slots=True)
class Voices:
    """Who speaks in the sentences of a text, found on demand and remembered."""

    text: str
    sentences: Sequence[Sentence]
    _heard: dict[int, list[Speech]] = field(default_factory=dict)
    _told: dict[int, list[Speech]] = field(default_factory=dict)

    def at(self, index: int) -> list[Speech]:
        """Return the speakers in a sentence; pronouns go back to who spoke last in the few before it."""
        if index not in self._told:
            heard = self._hear(index)
            asked = any(speech.speaker.lower() in _words()["pronouns"] for speech in heard)
            self._told[index] = _named(heard, self.sentences[index], self._last(index) if asked else None)
        return self._told[index]

    def _last(self, index: int) -> str | None:
        for k in range(index - 1, max(-1, index - 1 - _SPEAKER_REACH), -1):
            found = _named(self._hear(k), self.sentences[k], None)
            if found and found[-1].speaker.lower() not in _words()["pronouns"]:
                return found[-1].speaker
        return None

    def _hear(self, index: int) -> list[Speech]:
        if index not in self._heard:
            sentence = self.sentences[index]
            spoken = not _openers().isdisjoint(sentence.words)
            read = analysis.analyse(self.text, [(sentence.start, sentence.end)]) if spoken else []
            found = sorted((s for piece in read for s in _speeches(sentence, piece)), key=lambda s: s.span.start)
            self._heard[index] = [_bounded(speech, found) for speech in found]
        return self._heard[index]


@cache
def _openers() -> frozenset[str]:
    """Return the words of which one stands wherever somebody speaks."""
    return frozenset(_words()["verbs"] | _words()["puts"] | _words()["according"])


def _named(heard: Sequence[Speech], sentence: Sentence, last: str | None) -> list[Speech]:
    return [_resolved(speech, sentence, last) for speech in heard]


def speaker_at(speeches: Sequence[Speech], position: int) -> Speech | None:
    """Return who answers for the words at a code point: the narrowest scope around it."""
    around = [s for s in speeches if s.start <= position < s.end]
    return min(around, key=lambda s: s.end - s.start, default=None)


@lru_cache(maxsize=1024)
def voice(speaker: str | None) -> str:
    """Return a key under which two names of one speaker agree ("Russian MoD", "Russia's defence ministry"); kept, as each is asked for often."""
    text = re.sub(r"['’]s?\b|[^\w\s.]|\(.*\)", " ", (speaker or "").lower())
    for name, canonical in sorted(_words()["voices"].items(), key=lambda item: -len(item[0])):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", canonical, text)
    return " ".join(sorted(set(text.split()) - {"the", "a", "an", "of", "its", "one", "this"}))


def _bounded(speech: Speech, found: Sequence[Speech]) -> Speech:
    """End a scope where the next speaker's words begin."""
    later = [s.span.start for s in found if s.span.start > speech.span.start and s.start >= s.span.start]
    if later and speech.start < later[0] < speech.end and speech.span.start < speech.end:
        return replace(speech, end=later[0])
    return speech


def _resolved(speech: Speech, sentence: Sentence, last: str | None) -> Speech:
    """Put a name where the speaker is a pronoun or "its ministry"."""
    lower = speech.speaker.lower()
    if lower in _words()["pronouns"]:
        return replace(speech, speaker=last or speech.speaker)
    owner = _owner(sentence, speech.span.start)
    if lower.startswith(("its ", "their ")) and owner:
        return replace(speech, speaker=f"{owner}'s {speech.speaker.split(' ', 1)[1]}")
    article, _, rest = speech.speaker.partition(" ")
    return replace(speech, speaker=rest) if rest and article.lower() in _words()["articles"] else speech


def _owner(sentence: Sentence, before: int) -> str | None:
    """Return whose "its governor" is: the area named last before, else the name that opens the sentence."""
    areas = _AREA.findall(sentence.text[: before - sentence.start])
    if areas:
        return str(areas[-1])
    words = []
    for token in sentence.tokens:
        if token.start >= before or not token.is_capital:
            break
        words.append(token.text)
    return None if words and is_demonym(words[-1].lower()) else " ".join(words) or None


def _speeches(sentence: Sentence, read: analysis.ParsedSentence) -> Iterator[Speech]:
    openers = _openers()
    for i, (lower, _) in enumerate(read.lower):
        if lower not in openers:
            continue
        if lower in _words()["according"] and read.words[i + 1 : i + 2] and read.words[i + 1].form.lower() == "to":
            yield from _according(sentence, read, i + 2)
        elif read.words[i].tag == "VERB" and (lower in _words()["verbs"] or _puts_toll(read, i)):
            yield from _by_verb(sentence, read, i)


def _puts_toll(read: analysis.ParsedSentence, verb: int) -> bool:
    """Whether somebody puts a toll at a number ("put the number of dead at nine")."""
    if read.words[verb].form.lower() not in _words()["puts"]:
        return False
    after = [w.form.lower() for w in read.words[verb + 1 : verb + 1 + _TRAILING]]
    at = next((i for i, word in enumerate(after) if word in _words()["valued"]), 0)
    return not _words()["tolls"].isdisjoint(after[:at])


def _according(sentence: Sentence, read: analysis.ParsedSentence, first: int) -> Iterator[Speech]:
    group = read.group_of[first] if first < len(read.words) else -1
    if group >= 0:
        speaker = _span(sentence, read, first, _name_end(read, group))
        yield Speech(speaker.text, speaker, sentence.start, sentence.end)


def _by_verb(sentence: Sentence, read: analysis.ParsedSentence, verb: int) -> Iterator[Speech]:
    found = _speaker(read, verb)
    if found is None:
        return
    first, end = found
    closing = first > verb or _closes(read, first, verb)
    if read.words[verb].form.lower() in _words()["guarded"] and not (closing or _has_statement(read, verb)):
        return
    speaker = _span(sentence, read, first, end)
    stance = _stance(read.words[verb].form.lower())
    hearer = _hearer(read, verb)
    name = f"{speaker.text} (to {hearer})" if hearer else speaker.text
    if closing:
        yield Speech(name, speaker, sentence.start, read.words[min(first, verb)].start, stance)
    else:
        yield Speech(name, speaker, read.words[verb].end, _scope_end(sentence, read, first, verb), stance)


def _speaker(read: analysis.ParsedSentence, verb: int) -> tuple[int, int] | None:
    """Return the words that name who speaks."""
    subject = next((c for c in read.children[verb] if read.words[c].label == "nsubj"), None)
    if subject is not None and subject < verb and read.group_of[subject] < 0 and read.words[subject].tag == "ADJ":
        first = subject  # "a local official" is no noun to the tagger
        while first > read.body and read.words[first - 1].tag in {"DET", "ADJ", "NOUN", "PROPN"}:
            first -= 1
        return first, subject + 1
    group = _subject(read, verb)
    if group is None:
        return None
    first = read.groups[group].start
    return first, _name_end(read, group) if first > verb else _phrase_end(read, group, verb)


def _subject(read: analysis.ParsedSentence, verb: int) -> int | None:
    """Return the group that speaks; behind a quotation or a comma it may follow its verb."""
    predicate = read.predicate(verb)
    by_order, by_tree = predicate.chunks, predicate.tree
    if analysis.Voice.PASSIVE in {by_order.voice, by_tree.voice}:
        return None
    first, second = by_tree.subject, by_order.subject
    if first is None or (second is not None and second > first and _goes_on(read, first, second, verb)):
        return second
    return first


def _goes_on(read: analysis.ParsedSentence, first: int, second: int, verb: int) -> bool:
    """Whether a group before a verb of speech belongs to other words: it is what was said, or what "which" stands for."""
    between = read.words[read.groups[first].start : read.groups[second].start]
    if read.groups[second].end <= verb and any(w.lemma in _words()["relative"] for w in between):
        return True
    verbs = (read.predicate(v) for v in read.verbs if read.groups[first].end <= v < verb)
    return any(first in {p.chunks.subject, p.tree.subject} for p in verbs)


def _has_statement(read: analysis.ParsedSentence, verb: int) -> bool:
    """Whether a clause hangs on a verb, or a quotation stands beside it."""
    beside = {w.form for w in (*read.words[max(0, verb - 1) : verb], *read.words[verb + 1 : verb + 2])}
    return not beside.isdisjoint(_MARKS) or any(
        read.words[c].label in {"ccomp", "parataxis"}
        or (read.words[c].label == "xcomp" and read.words[c].tag == "VERB")
        for c in read.children[verb]
    )


def _phrase_end(read: analysis.ParsedSentence, group: int, verb: int) -> int:
    """Return the end of a speaker's name before its verb: with apposition and place, without "who" and what is between."""
    end = read.groups[group].end
    while end < verb and (read.words[end].tag in _INSIDE or read.words[end].tag == "PUNCT"):
        if read.words[end].lemma in _words()["relative"] or read.words[end].form in _BRACKETS:
            break
        end += 1
    while end > read.groups[group].end and not _may_end(read, end - 1):
        end -= 1
    return end


_BRACKETS = frozenset({"(", "[", "—", "–", "--"})


def _may_end(read: analysis.ParsedSentence, i: int) -> bool:
    group = read.group_of[i]
    if group < 0 or read.words[i].form[0] == "‹":
        return group < 0 and read.words[i].tag == "ADJ"  # "a US military official"
    return read.words[read.groups[group].head].lemma not in _words()["between"]


def _name_end(read: analysis.ParsedSentence, group: int) -> int:
    """Return the end of a speaker's name behind its verb: with what hangs on it by "of" or "for"."""
    end = read.groups[group].end
    while end + 1 < len(read.words) and read.words[end].lemma in _words()["binding"] and read.group_of[end + 1] >= 0:
        end = read.groups[read.group_of[end + 1]].end
    return end


def _span(sentence: Sentence, read: analysis.ParsedSentence, first: int, end: int) -> Span:
    start, stop = read.words[first].start, read.words[end - 1].end
    return Span(sentence.document_id, start, stop, " ".join(read.text[start:stop].split()))


def _stance(verb: str) -> Stance:
    if verb in _words()["claiming"]:
        return Stance.CLAIMED
    return Stance.DENIED if verb in _words()["denying"] else Stance.CONFIRMED


def _hearer(read: analysis.ParsedSentence, verb: int) -> str | None:
    """Return the outlet that somebody told something."""
    given = read.predicate(verb).chunks.object
    if given is None or read.words[verb].lemma not in _words()["telling"]:
        return None
    capital = any(w.text[0].isupper() for w in read.words[read.groups[given].start : read.groups[given].end])
    return read.text_of(given) if capital else None


def _closes(read: analysis.ParsedSentence, first: int, verb: int) -> bool:
    """Whether speaker and verb stand after the statement."""
    if first == 0 or read.words[first - 1].form not in _MARKS:
        return False
    rest = [w.form.lower() for w in read.words[verb + 1 :]]
    ends = not rest or rest[0] in {",", ".", ";"} or (len(rest) <= _TRAILING and "that" not in rest)
    return ends or read.words[verb].lemma in _words()["telling"]


def _scope_end(sentence: Sentence, read: analysis.ParsedSentence, first: int, verb: int) -> int:
    """Return where a statement after its speaker ends: at the closing comma of a relative clause, else the sentence."""
    if first > 0 and read.words[first - 1].lemma in _words()["relative"]:
        return next((w.start for w in read.words[verb:] if w.form == ","), sentence.end)
    return sentence.end
