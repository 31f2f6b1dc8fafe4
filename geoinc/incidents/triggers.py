"""Words that report events, what type of event, and how they are meant: as fact, denied, feared, intended."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from geoinc.incidents.inflection import plural, verb_forms
from geoinc.incidents.lexicon import FOLDER, load, read, rows
from geoinc.incidents.sentences import Sentence
from geoinc.incidents.tokens import Token
from geoinc.incidents.types import kind

_SHAPE = {"type!": str, "verbs": list, "nouns": list, "weak": bool, "needs": str}
_REFINE_SHAPE = {"from!": list, "words!": list, "triggers!": list, "to!": str}
_OBJECT_REACH = 9
"""How many tokens after a verb its object may stand; half as many before it in the passive."""
_DOMAIN_HITS = 2
_AUXILIARIES = frozenset(
    {"be", "been", "being", "is", "are", "was", "were", "have", "has", "had", "also", "now", "soon", "then", "again", "get", "got", "do", "does", "did"}
)  # fmt: skip
_SMALL = frozenset(
    {"a", "an", "the", "of", "for", "on", "new", "more", "further", "major", "armed", "such", "another", "to", "about", "against", "carry", "out", "launch", "launching", "carrying", "conduct", "conducting", "military", "terrorist", "in", "his", "her", "their", "its", "any", "large", "full", "scale", "and", "or"}
)  # fmt: skip


class Modality(StrEnum):
    """How far a text asserts that an event took place."""

    ASSERTED = "asserted"
    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"
    FUTURE = "future"
    ATTEMPTED = "attempted"
    DENIED = "denied"


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
    """A compiled trigger lexicon: entries by first word, longest first."""

    entries: Mapping[str, Sequence[tuple[tuple[str, ...], _Entry]]]
    refinements: Sequence[_Refinement]
    objects: Mapping[str, frozenset[str]]
    openers: frozenset[str]


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
    return TriggerLexicon(
        ordered, tuple(refinements), {n: frozenset(m) for n, m in objects.items()}, frozenset(ordered)
    )


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
    if sentence.text.count("\t") > 1 or known.openers.isdisjoint(_WORDS.findall(sentence.text.lower())):
        return []
    tokens = sentence.tokens
    lower = [t.lower for t in tokens]
    raw = list(_matches(tokens, lower, known))
    if not raw or _other_domain(lower, sentence.text):
        return []
    idioms = _idioms(sentence)
    kept = [t for t in raw if not any(a < t.end and t.start < b for a, b in idioms)]
    return [_refined(_read(t, lower, tokens), lower, known, sentence.text) for t in kept]


def _matches(tokens: Sequence[Token], lower: Sequence[str], known: TriggerLexicon) -> Iterator[Trigger]:
    i = 0
    while i < len(lower):
        match = _match_at(lower, i, known)
        if match is None:
            i += 1
            continue
        length, entry = match
        if lower[i] == "march" and _is_month(tokens, i):
            i += 1
            continue
        last = i + length - 1
        noun = (entry.noun and not _verbal(lower, i, entry)) or _nominal(lower, i, entry)
        text = " ".join(lower[i : last + 1])
        start, end = tokens[i].start, tokens[last].end
        yield Trigger(entry.type, start, end, text, i, last, noun, entry.weak, plural=entry.plural)
        i = last + 1


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


@cache
def _cues() -> dict[str, dict[str, frozenset[str]]]:
    data = load("cues")
    return {table: {name: frozenset(words) for name, words in lists.items()} for table, lists in data.items()}


def cue_words(table: str, name: str) -> frozenset[str]:
    """Return a word list of ``cues.toml``, or of ``speech.toml`` as the table "speech"."""
    return _speech_words(name) if table == "speech" else _cues()[table][name]


@cache
def _speech_words(name: str) -> frozenset[str]:
    return frozenset(load("speech")[name])


def _read(trigger: Trigger, lower: Sequence[str], tokens: Sequence[Token]) -> Trigger:
    modality = _noun_modality(lower, trigger.first) if trigger.noun else verb_modality(lower, trigger.first)
    if modality is Modality.ASSERTED and (
        _conditional(lower, trigger.first) or (trigger.noun and _may_come(lower, trigger.last))
    ):
        modality = Modality.HYPOTHETICAL
    if modality is Modality.ASSERTED and _denied(lower, trigger.first):
        modality = Modality.DENIED
    before = _noun_phrase_before(lower, trigger.first) if trigger.noun else []
    told_whole = lower[trigger.last + 1 : trigger.last + 2] in (["of"], ["in"], ["at"])
    discourse = _cues()["discourse"]
    return replace(
        trigger,
        modality=modality,
        definite=any(w in discourse["definite"] or w in {"'s", "’s"} for w in before) and not told_whole,
        other=any(w in discourse["other"] for w in before),
        plural=trigger.plural or any(w in {"series", "number", "several", "string", "wave"} for w in before),
        perfect=not trigger.noun and _perfect(lower, trigger.first, tokens),
    )


def _noun_phrase_before(lower: Sequence[str], i: int) -> list[str]:
    """Return the words of the noun phrase before token ``i``, nearest first."""
    words: list[str] = []
    for word in reversed(lower[max(0, i - 5) : i]):
        if word in _cues()["discourse"]["definite"] or word in {"'s", "’s"}:
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


def verb_modality(lower: Sequence[str], i: int) -> Modality:
    """Return how the verb at token ``i`` is meant, by the auxiliaries and verbs before it."""
    cues = _cues()["modality"]
    j = i - 1
    negated = False
    while j >= 0 and (
        lower[j] in _AUXILIARIES or lower[j] in cues["negations"] or lower[j].endswith(("ly", "n't", "n’t"))
    ):
        negated = negated or lower[j] in cues["negations"] or lower[j].endswith(("n't", "n’t"))
        j -= 1
    word = lower[j] if j >= 0 else ""
    if word in cues["future_aux"]:
        return Modality.FUTURE
    if word in cues["hypothetical_aux"]:
        return Modality.HYPOTHETICAL
    if negated:
        return Modality.NEGATED
    if word == "to":
        return _infinitive(lower, j)
    if lower[i].endswith("ing") and word in {"of", "at", "for", "from", "against", "without"}:
        return _gerund(lower, j)
    return Modality.ATTEMPTED if word in cues["attempted"] and lower[i].endswith("ing") else Modality.ASSERTED


def _infinitive(lower: Sequence[str], j: int) -> Modality:
    cues = _cues()["modality"]
    for k in range(j - 1, max(-1, j - 4), -1):
        word = lower[k]
        if word in cues["attempted"]:
            modal = set(lower[max(0, k - 2) : k]) & (cues["hypothetical_aux"] | cues["future_aux"])
            return Modality.FUTURE if modal else Modality.ATTEMPTED
        if word in cues["asserted"]:
            return Modality.ASSERTED
        if word in cues["intended"]:
            return Modality.FUTURE
        if not word[0].isalnum():
            break
    return Modality.HYPOTHETICAL


def _gerund(lower: Sequence[str], j: int) -> Modality:
    cues = _cues()["modality"]
    if lower[j] == "without":
        return Modality.NEGATED
    before = lower[max(0, j - 2) : j]
    if any(w in cues["attempted"] for w in before):
        return Modality.ATTEMPTED
    return Modality.HYPOTHETICAL if any(w in cues["hypothetical_head"] for w in before) else Modality.ASSERTED


def _noun_modality(lower: Sequence[str], i: int) -> Modality:
    cues = _cues()["modality"]
    for j in range(i - 1, max(-1, i - 7), -1):
        word = lower[j]
        if word in cues["negative_determiners"]:
            return Modality.NEGATED
        if word in cues["attempted_noun"]:
            return Modality.ATTEMPTED
        if word in cues["hypothetical_noun"] and j >= i - 3:
            return Modality.HYPOTHETICAL
        if word in cues["hypothetical_head"]:
            return Modality.HYPOTHETICAL
        if word in cues["future_aux"] or word in cues["hypothetical_aux"]:
            return Modality.FUTURE
        if word not in _SMALL and not word.endswith(("ist", "al", "ed", "ian", "ive")):
            break
    return Modality.ASSERTED


def _may_come(lower: Sequence[str], last: int) -> bool:
    """Whether a noun is the subject of a modal ("shelling of the town could resume")."""
    cues = _cues()["modality"]
    for word in lower[last + 1 : last + 6]:
        if word in cues["hypothetical_aux"] or word in cues["future_aux"]:
            return True
        if not word[0].isalnum() or word in {"that", "which", "who", "was", "were", "has", "had"}:
            return False
    return False


def _conditional(lower: Sequence[str], i: int) -> bool:
    if lower[0] in {"if", "unless"}:
        return True
    before = lower[max(0, i - 9) : i]
    reach = next((k for k, word in enumerate(reversed(before)) if word in {",", ";", ":", "."}), len(before))
    return any(
        word in _cues()["modality"]["conditionals"] - {"would", "should", "until"}
        for word in before[len(before) - reach :]
    )


def _denied(lower: Sequence[str], i: int) -> bool:
    return any(word in _cues()["modality"]["denials"] for word in lower[max(0, i - 6) : i])


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


def _idioms(sentence: Sentence) -> list[tuple[int, int]]:
    low = sentence.text.lower()
    found: list[tuple[int, int]] = []
    for keys, pattern in _idiom_patterns():
        if any(key in low for key in keys):
            found += [(m.start() + sentence.start, m.end() + sentence.start) for m in pattern.finditer(sentence.text)]
    return found


@cache
def _idiom_patterns() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    """Return the idioms, each with letters of which some must stand in a sentence for it to match."""
    shape = {"when!": list, "pattern!": str}
    found = rows(FOLDER / "idioms.toml", "idiom", shape)
    return tuple((tuple(row["when"]), _idiom(row["pattern"])) for row in found)


def _idiom(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b".replace(" ", r"\s+"), re.IGNORECASE)


@cache
def _domains() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in load("idioms")["domains"].items()}


def _other_domain(lower: Sequence[str], text: str) -> bool:
    """Whether a sentence is of sport, show business, markets or a forecast rather than of an incident."""
    present = set(lower)
    domains = _domains()
    low = text.lower()
    if any((w in low) if " " in w or "-" in w else (w in present) for w in domains["hard"]):
        return not present & _ARMS
    return _domain_hits(present) >= _DOMAIN_HITS and not present & _ARMS


def _domain_hits(present: set[str]) -> int:
    return max(len(present & words) for name, words in _domains().items() if name != "hard")


def of_other_domain(text: str) -> bool:
    """Whether a whole text is of sport, show business, markets or a forecast, and of no armed people."""
    present = set(_WORDS.findall(text.lower()))
    if present & _ARMS:
        return False
    return _domain_hits(present) >= max(_PAGE_HITS, len(present) * _PAGE_SHARE)


_WORDS = re.compile(r"[^\W\d_]+")
_PAGE_HITS = 3
_PAGE_SHARE = 0.03
"""A whole text is of a domain with this many of its words, and this share of all its different words."""
_ARMS = frozenset(
    {"gunmen", "gunman", "militants", "soldiers", "troops", "rebels", "police", "bomber", "bombers", "army", "insurgents",
     "guerrillas", "terrorists", "airstrike", "airstrikes", "militia", "militias", "explosives", "casualties", "bodies",
     "suicide", "policemen", "hospital", "terrorist", "militant", "dynamite", "grenade", "grenades", "jihadists", "rioters",
     "tear", "warplanes", "shelling", "earthquake", "firefighters", "injuries", "rescuers"}
)  # fmt: skip
