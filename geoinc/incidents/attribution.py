"""Who says what: reported speech before, after and around a statement, and "according to"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from geoinc.incidents.actors import is_demonym
from geoinc.language.lexicon import load
from geoinc.model import Span, Stance
from geoinc.text.sentences import Sentence
from geoinc.text.tokens import Token

_LONGEST_SPEAKER = 14
"""In tokens; longer noun phrases before a verb of speech are no speaker."""
_SPEAKER_REACH = 4
"""How many sentences back a pronoun finds who spoke."""
_TRAILING = 8
"""How many tokens may follow a verb that closes its sentence (", officials told Fox News on Monday")."""
_QUOTES = frozenset({'"', "“", "”", "''", "'", "’", "‘", "»", "«"})
_ARTICLE = re.compile(r"^(?:the|a|an|this|one)\s+", re.IGNORECASE)
_AREA = re.compile(
    r"\bthe\s+((?:[A-Z][\w'’-]+\s+){1,3}(?:region|province|district|oblast|governorate|county|state|department|prefecture))\b"
)
_HEARER = re.compile(r"\s+((?:the )?[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*){0,4})")


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

    sentences: Sequence[Sentence]
    _heard: dict[int, list[Speech]] = field(default_factory=dict)

    def at(self, index: int) -> list[Speech]:
        """Return the speakers in a sentence; pronouns go back to who spoke last in the few before it."""
        heard = self._hear(index)
        return _named(heard, self.sentences[index], self._last(index)) if heard else []

    def _last(self, index: int) -> str | None:
        for k in range(index - 1, max(-1, index - 1 - _SPEAKER_REACH), -1):
            found = _named(self._hear(k), self.sentences[k], None)
            if found and found[-1].speaker.lower() not in _words()["pronouns"]:
                return found[-1].speaker
        return None

    def _hear(self, index: int) -> list[Speech]:
        if index not in self._heard:
            self._heard[index] = _heard(self.sentences[index])
        return self._heard[index]


def find_speech(sentence: Sentence, last: str | None = None) -> list[Speech]:
    """Return the speakers in a sentence with their scopes, in order.

    Parameters
    ----------
    last
        Who spoke last before this sentence; pronouns go back to them.
    """
    return _named(_heard(sentence), sentence, last)


def _heard(sentence: Sentence) -> list[Speech]:
    """Return the speakers in a sentence as it names them, with their scopes, in order."""
    if _openers().isdisjoint(sentence.words):
        return []
    found = sorted(_all(sentence), key=lambda s: s.span.start)
    return [_bounded(speech, found) for speech in found]


def _named(heard: Sequence[Speech], sentence: Sentence, last: str | None) -> list[Speech]:
    return [_resolved(speech, sentence, last) for speech in heard]


@cache
def _openers() -> frozenset[str]:
    """Return the words of which one stands wherever somebody speaks."""
    return frozenset(_words()["verbs"] | _words()["guarded"] | {"according", "put", "puts"})


def speaker_at(speeches: Sequence[Speech], position: int) -> Speech | None:
    """Return who answers for the words at a code point: the narrowest scope around it."""
    around = [s for s in speeches if s.start <= position < s.end]
    return min(around, key=lambda s: s.end - s.start, default=None)


def voice(speaker: str | None) -> str:
    """Return a key under which two names of one speaker agree ("Russian MoD", "Russia's defence ministry")."""
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
    return replace(speech, speaker=_ARTICLE.sub("", speech.speaker))


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


def _all(sentence: Sentence) -> Iterator[Speech]:
    tokens = sentence.tokens
    for i, lower in enumerate(sentence.lower):
        if lower not in _openers():
            continue
        if lower == "according" and i + 2 < len(tokens) and tokens[i + 1].lower == "to":
            yield _according(sentence, i)
        elif _speaks(tokens, i) or _puts_toll(tokens, i):
            yield from _by_verb(sentence, i)


def _speaks(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word is a verb of speech; one that may also mean something else is by what stands beside it."""
    if tokens[i].lower not in _words()["guarded"]:
        return tokens[i].lower in _words()["verbs"]
    after = tokens[i + 1].lower if i + 1 < len(tokens) else "."
    before = tokens[i - 1].lower if i else ""
    if after == "to":
        return tokens[i].lower in _words()["claiming"] and [t.lower for t in tokens[i + 2 : i + 3]] == ["have"]
    return after in {"that", ",", ".", "the", "it", *_QUOTES, "on", "today", "yesterday"} or before in _QUOTES | {","}


def _puts_toll(tokens: Sequence[Token], i: int) -> bool:
    """Whether somebody puts a toll at a number ("put the number of dead at nine")."""
    if tokens[i].lower not in {"put", "puts"}:
        return False
    after = [t.lower for t in tokens[i + 1 : i + 9]]
    at = after.index("at") if "at" in after else 0
    return bool(at) and bool(set(after[:at]) & _words()["tolls"])


def _according(sentence: Sentence, i: int) -> Speech:
    tokens = sentence.tokens
    first = i + 2
    last = first
    while last < len(tokens) and last - first < _LONGEST_SPEAKER and tokens[last].lower not in _STOPS_AFTER:
        last += 1
    speaker = _span(sentence, first, max(first, last - 1))
    return Speech(speaker.text, speaker, sentence.start, sentence.end)


_STOPS_AFTER = frozenset({",", ".", ";", ":", "-", "–", "—", "who", "which", "that", "said", "on", '"', "”", "“", "(", "quoted", "in", "as", "and"})  # fmt: skip


def _span(sentence: Sentence, first: int, last: int) -> Span:
    start, end = sentence.tokens[first].start, sentence.tokens[last].end
    return Span(
        sentence.document_id, start, end, " ".join(sentence.text[start - sentence.start : end - sentence.start].split())
    )


def _by_verb(sentence: Sentence, i: int) -> Iterator[Speech]:
    inverted = _inverted(sentence, i)
    if inverted:
        yield inverted
        return
    phrase = subject_of(sentence.tokens, i)
    if phrase is None:
        return
    first, last = phrase
    span = _span(sentence, first, last)
    stance = _stance(sentence.tokens[i].lower)
    hearer = _hearer(sentence, i)
    name = f"{span.text} (to {hearer})" if hearer else span.text
    if _closes(sentence.tokens, first, i):
        yield Speech(name, span, sentence.start, span.start, stance)
    else:
        yield Speech(name, span, sentence.tokens[i].end, _scope_end(sentence, first, i), stance)


def _stance(verb: str) -> Stance:
    if verb in _words()["claiming"]:
        return Stance.CLAIMED
    return Stance.DENIED if verb in _words()["denying"] else Stance.CONFIRMED


def _hearer(sentence: Sentence, i: int) -> str | None:
    if sentence.tokens[i].lower != "told":
        return None
    match = _HEARER.match(sentence.text, sentence.tokens[i].end - sentence.start)
    return match[1].rstrip(".'’") if match else None


def _inverted(sentence: Sentence, i: int) -> Speech | None:
    """Read '…", notes Reuters' and '…, said the general': the verb before its speaker."""
    tokens = sentence.tokens
    before = tokens[i - 1].lower if i else ""
    if before not in _QUOTES | {","} or i + 1 >= len(tokens):
        return None
    last = i + 1
    while last < len(tokens) and tokens[last].lower not in _STOPS_AFTER and last - i < _LONGEST_SPEAKER:
        last += 1
    follower = tokens[i + 1]
    named = follower.is_capital or follower.lower in {
        "the",
        "a",
        "an",
        "one",
        "its",
        "officials",
        "police",
        "witnesses",
    }
    if last == i + 1 or not named:
        return None
    return Speech(
        _span(sentence, i + 1, last - 1).text, _span(sentence, i + 1, last - 1), sentence.start, tokens[i].start
    )


def subject_of(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """Return the first and last token of the noun phrase before the verb at ``i``."""
    last = i - 1
    while last >= 0 and (tokens[last].lower in _words()["between"] or tokens[last].lower.endswith("ly")):
        last -= 1
    if last >= 0 and tokens[last].lower == ",":
        return _apposition(tokens, last)
    if last >= 0 and tokens[last].lower in {"and", "or"}:
        return None
    first = last
    while first >= 0 and last - first < _LONGEST_SPEAKER and not _bounds_phrase(tokens, first):
        first -= 1
    first += 1
    return (first, last) if first <= last and tokens[last].is_word else None


def _bounds_phrase(tokens: Sequence[Token], i: int) -> bool:
    lower = tokens[i].lower
    if lower in {"and", "or"}:
        return i > 0 and tokens[i - 1].lower in {",", *_QUOTES}
    return lower == "," or lower in _words()["boundaries"] or lower in _words()["verbs"]


def _apposition(tokens: Sequence[Token], comma: int) -> tuple[int, int] | None:
    """Return the phrase around "X, a spokesman for Y, said": from X on."""
    opening = next((k for k in range(comma - 1, max(-1, comma - _LONGEST_SPEAKER), -1) if tokens[k].lower == ","), None)
    if opening is None:
        return None
    first = opening - 1
    while first >= 0 and not _bounds_phrase(tokens, first):
        first -= 1
    return (first + 1, comma - 1) if first + 1 < opening else None


def _closes(tokens: Sequence[Token], first: int, verb: int) -> bool:
    """Whether speaker and verb stand after the statement."""
    before = tokens[first - 1].lower if first else ""
    if before not in _QUOTES | {","}:
        return False
    rest = [t.lower for t in tokens[verb + 1 :]]
    ends = not rest or rest[0] in {",", ".", ";"} or (len(rest) <= _TRAILING and "that" not in rest)
    return ends or tokens[verb].lower == "told"


def _scope_end(sentence: Sentence, first: int, verb: int) -> int:
    """Return where a statement after its speaker ends: at the closing comma of a relative clause, else the sentence."""
    tokens = sentence.tokens
    relative = first > 0 and tokens[first - 1].lower in {"which", "who", "that"}
    if relative:
        return next((t.start for t in tokens[verb:] if t.lower == ","), sentence.end)
    return sentence.end
