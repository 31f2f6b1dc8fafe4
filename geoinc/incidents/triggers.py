"""Words that report events, what type of event, and how they are meant: as fact, denied, feared, intended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from geoinc.incidents.domains import idioms, other_domain
from geoinc.incidents.modality import (
    Modality,
    cue_words,
    is_conditional,
    is_denied,
    may_come,
    noun_modality,
    verb_modality,
)
from geoinc.incidents.types import kind
from geoinc.language.lexicon import FOLDER, load, read, rows
from geoinc.text.inflection import plural, verb_forms
from geoinc.text.sentences import Sentence
from geoinc.text.tokens import Gate, Token

_SHAPE = {"type!": str, "verbs": list, "nouns": list, "weak": bool, "needs": str}
_REFINE_SHAPE = {"from!": list, "words!": list, "triggers!": list, "to!": str}
_HEADLINE_SHARE = 0.6
"""From this share of words written large on a sentence is a headline in title case."""
_OBJECT_REACH = 9
"""How many tokens after a verb its object may stand; half as many before it in the passive."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that report an event. Offsets are code points into the text; ``first`` to ``last`` index its tokens.

    ``weak`` triggers make no event of their own; ``definite`` ones speak of an event already told; ``plural``
    ones of several; ``other`` ones of another than the last.
    """

    type: str
    start: int
    end: int
    text: str
    first: int
    last: int
    noun: bool
    weak: bool = False
    modality: Modality = Modality.ASSERTED
    definite: bool = False
    plural: bool = False
    other: bool = False
    perfect: bool = False

    @property
    def family(self) -> str:
        """The family of its type."""
        return kind(self.type).family


@dataclass(frozen=True, slots=True)
class _Entry:
    type: str
    noun: bool
    weak: bool
    needs: str | None
    plural: bool = False
    participle: bool = False


@dataclass(frozen=True, slots=True)
class _Refinement:
    origin: frozenset[str]
    words: frozenset[str]
    triggers: frozenset[str]
    to: str


@dataclass(frozen=True, slots=True)
class TriggerLexicon:
    """A compiled trigger lexicon: entries by first word, longest first.

    ``gate`` tells at first look whether a text can hold any of them.
    """

    entries: Mapping[str, Sequence[tuple[tuple[str, ...], _Entry]]]
    refinements: Sequence[_Refinement]
    objects: Mapping[str, frozenset[str]]
    gate: Gate


@lru_cache(maxsize=8)
def lexicon(extra: tuple[Path, ...] = ()) -> TriggerLexicon:
    """Return the compiled trigger lexicon, with the user's own files added.

    Raises
    ------
    LexiconError
        If a file cannot be used; names the file and the line.
    """
    entries: dict[str, list[tuple[tuple[str, ...], _Entry]]] = {}
    refinements: list[_Refinement] = []
    objects: dict[str, set[str]] = {}
    for path in (FOLDER / "triggers.toml", *extra):
        content = read(path)
        irregular = {**load("triggers")["irregular"], **content.get("irregular", {})}
        for row in rows(path, "trigger", _SHAPE):
            for words, entry in _entries(row, irregular):
                entries.setdefault(words[0], []).append((words, entry))
        refinements += [_refinement(row) for row in rows(path, "refine", _REFINE_SHAPE)]
        for name, members in content.get("objects", {}).items():
            objects.setdefault(name, set()).update(members)
    ordered = {first: sorted(items, key=_specific) for first, items in entries.items()}
    needed = {name: frozenset(members) for name, members in objects.items()}
    return TriggerLexicon(ordered, tuple(refinements), needed, _gate(ordered, needed))


def _gate(
    entries: Mapping[str, Sequence[tuple[tuple[str, ...], _Entry]]], objects: Mapping[str, frozenset[str]]
) -> Gate:
    found = (item for items in entries.values() for item in items)
    return Gate((words, objects.get(entry.needs, frozenset()) if entry.needs else None) for words, entry in found)


def _specific(item: tuple[tuple[str, ...], _Entry]) -> tuple[int, bool, bool]:
    words, entry = item
    return -len(words), entry.needs is None, entry.weak


def _entries(row: Mapping[str, Any], irregular: Mapping[str, list[str]]) -> Iterator[tuple[tuple[str, ...], _Entry]]:
    kind(row["type"])
    weak, needs = row.get("weak", False), row.get("needs")
    for noun in row.get("nouns", []):
        words = tuple(noun.replace("-", " ").split())
        yield words, _Entry(row["type"], noun=True, weak=weak, needs=needs)
        yield (*words[:-1], plural(words[-1])), _Entry(row["type"], noun=True, weak=weak, needs=needs, plural=True)
    for verb in row.get("verbs", []):
        head, *rest = verb.split()
        for form, participle in verb_forms(head, irregular.get(head)):
            yield (form, *rest), _Entry(row["type"], noun=False, weak=weak, needs=needs, participle=participle)


def _refinement(row: Mapping[str, Any]) -> _Refinement:
    kind(row["to"])
    return _Refinement(frozenset(row["from"]), frozenset(row["words"]), frozenset(row["triggers"]), row["to"])


def find_triggers(sentence: Sentence, words: TriggerLexicon | None = None) -> list[Trigger]:
    """Return the event triggers of a sentence, in order, not overlapping."""
    known = words or lexicon()
    if sentence.text.count("\t") > 1 or not known.gate.opens(sentence.words):
        return []
    tokens = sentence.tokens
    lower = sentence.lower
    raw = list(_matches(tokens, lower, known))
    if not raw or other_domain(lower, sentence.text):
        return []
    dropped = idioms(sentence)
    kept = [t for t in raw if not any(a < t.end and t.start < b for a, b in dropped)]
    return [_refined(_read(t, lower, tokens), lower, known, sentence.text) for t in kept]


def _matches(tokens: Sequence[Token], lower: Sequence[str], known: TriggerLexicon) -> Iterator[Trigger]:
    i = 0
    while i < len(lower):
        match = _match_at(lower, i, known)
        if match is None:
            i += 1
            continue
        length, entry = match
        if (lower[i] == "march" and _is_month(tokens, i)) or (length == 1 and _is_name(tokens, i)):
            i += 1
            continue
        last = i + length - 1
        noun = (entry.noun and not _verbal(lower, i, entry)) or _nominal(lower, i, entry)
        text = " ".join(lower[i : last + 1])
        start, end = tokens[i].start, tokens[last].end
        yield Trigger(entry.type, start, end, text, i, last, noun, entry.weak, plural=entry.plural)
        i = last + 1


def _is_name(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word is written large within prose, as names are ("Dick Lynch"); headlines write all words large."""
    if i == 0 or not tokens[i].is_capital or tokens[i].text.isupper() or not tokens[i - 1].is_word:
        return False
    words = [t for t in tokens if t.is_word]
    return sum(t.is_capital for t in words) < _HEADLINE_SHARE * len(words)


def _is_month(tokens: Sequence[Token], i: int) -> bool:
    """Whether "March" is the month: written large within a sentence, or beside a number."""
    after = tokens[i + 1].text[0].isdigit() if i + 1 < len(tokens) else False
    return after or (tokens[i].is_capital and i > 0)


def _match_at(lower: Sequence[str], i: int, known: TriggerLexicon) -> tuple[int, _Entry] | None:
    for words, entry in known.entries.get(lower[i], ()):
        length = len(words)
        if tuple(lower[i : i + length]) != words:
            continue
        if entry.needs is None or _has_object(lower, i, i + length, known.objects.get(entry.needs, frozenset())):
            return length, entry
    return None


def _has_object(lower: Sequence[str], start: int, end: int, objects: frozenset[str]) -> bool:
    after = lower[end : end + _OBJECT_REACH]
    stop = next((k for k, word in enumerate(after) if word in {".", ";", ":", "after", "when", "while"}), len(after))
    if any(word in objects for word in after[:stop]):
        return True
    before = lower[max(0, start - _OBJECT_REACH // 2 - 2) : start]
    passive = any(w in {"was", "were", "been", "being", "is", "are", "that", "which"} for w in before)
    return passive and any(word in objects for word in before)


def _verbal(lower: Sequence[str], i: int, entry: _Entry) -> bool:
    """Whether a form listed as a noun stands as a verb ("to attack", "will march")."""
    before = lower[i - 1] if i else ""
    return not entry.plural and before in _BEFORE_VERBS


_BEFORE_VERBS = frozenset({"to", "will", "would", "could", "may", "might", "can", "should", "must", "not", "n't", "they", "we", "who", "did", "n’t"})  # fmt: skip


def _nominal(lower: Sequence[str], i: int, entry: _Entry) -> bool:
    """Whether a form listed as a verb stands as a noun ("the bombing", "their attack")."""
    before = lower[i - 1] if i else ""
    return not entry.participle and before in {"the", "a", "an", "this", "that", "these", "those", "no", "'s", "’s"}


def _read(trigger: Trigger, lower: Sequence[str], tokens: Sequence[Token]) -> Trigger:
    modality = noun_modality(lower, trigger.first) if trigger.noun else verb_modality(lower, trigger.first)
    if modality is Modality.ASSERTED and (
        is_conditional(lower, trigger.first) or (trigger.noun and may_come(lower, trigger.last))
    ):
        modality = Modality.HYPOTHETICAL
    if modality is Modality.ASSERTED and is_denied(lower, trigger.first):
        modality = Modality.DENIED
    if modality is Modality.ASSERTED and not trigger.noun and _of_none(lower, trigger.first):
        modality = Modality.NEGATED
    before = _noun_phrase_before(lower, trigger.first) if trigger.noun else []
    told_whole = lower[trigger.last + 1 : trigger.last + 2] in (["of"], ["in"], ["at"])
    return replace(
        trigger,
        modality=modality,
        definite=any(w in cue_words("discourse", "definite") or w in {"'s", "’s"} for w in before) and not told_whole,
        other=any(w in cue_words("discourse", "other") for w in before),
        plural=trigger.plural or any(w in {"series", "number", "several", "string", "wave"} for w in before),
        perfect=not trigger.noun and _perfect(lower, trigger.first, tokens),
    )


def _of_none(lower: Sequence[str], i: int) -> bool:
    """Whether a verb's subject is none ("no vessel was boarded")."""
    before = list(lower[max(0, i - _SUBJECT) : i])
    breaks = [
        k for k, word in enumerate(before) if not word[0].isalnum() or word in {"and", "but", "with", "in", "after"}
    ]
    return "no" in before[breaks[-1] + 1 if breaks else 0 :]


_SUBJECT = 6
"""How many tokens before a verb its subject may begin."""


def _noun_phrase_before(lower: Sequence[str], i: int) -> list[str]:
    """Return the words of the noun phrase before token ``i``, nearest first."""
    words: list[str] = []
    for word in reversed(lower[max(0, i - 5) : i]):
        if word in cue_words("discourse", "definite") or word in {"'s", "’s"}:
            return [*words, word]
        if not word[0].isalnum() or word in _STOP_PHRASE:
            break
        if word.endswith("ed") and word not in {
            "armed",
            "alleged",
            "attempted",
            "related",
            "coordinated",
            "combined",
            "suspected",
            "so-called",
        }:
            break
        words.append(word)
    return words


_STOP_PHRASE = frozenset(
    {"a", "an", "in", "on", "at", "by", "for", "to", "from", "with", "after", "and", "or", "but", "was", "were", "is", "are", "who", "which", "when", "against", "during", "before", "carried", "out", "launched", "conducted", "staged", "mounted", "said"}
)  # fmt: skip


def _perfect(lower: Sequence[str], i: int, _tokens: Sequence[Token]) -> bool:
    return "had" in lower[max(0, i - 3) : i]


def _refined(trigger: Trigger, lower: Sequence[str], known: TriggerLexicon, text: str) -> Trigger:
    """Turn a trigger into a more exact type where a neighbouring word says so ("strikes" by "aircraft")."""
    present = set(lower)
    low = text.lower()
    for rule in known.refinements:
        if trigger.type in rule.origin and any(w in rule.triggers for w in trigger.text.split()):
            hit = any((w in present) if " " not in w else (w in low) for w in rule.words)
            if hit and rule.to != trigger.type:
                return replace(trigger, type=rule.to, weak=trigger.weak and not trigger.noun)
    return trigger
