"""Whether frames find the attackers and victims that people noted: ``python bench/roles.py MUC AWSD``.

MUC holds texts with MUC-4 templates, AWSD rows of attacks on aid workers with the name of the ``actor``. For MUC, the
share of the victims' and perpetrators' strings that are the target or the attacker of some trigger, and of all targets and
attackers given by words that are not weak, how many are among the strings, apart for triggers on which both readings of
the sentence agree and for others. For AWSD, of the rows whose text has the actor's name, the share where it is an attacker:
of some trigger, then of an incident.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from geoinc.incidents.frames.lexicon import may_tell
from geoinc.incidents.frames.matcher import FrameMatch, Told, find_triggers
from geoinc.model import Actor, Document, Role
from geoinc.pipeline import Pipeline
from geoinc.read.jsonlines import objects
from geoinc.text.analysis import ParsedSentence, analyse_all
from geoinc.text.sentences import sentences

Found = list[tuple[ParsedSentence, FrameMatch]]
VICTIMS = ("hum_tgt_name", "hum_tgt_description", "hum_tgt_total_num", "hum_tgt_type", "phys_tgt_id", "phys_tgt_type")
NOBODY = {"unknown", "civilian"}
PERPETRATORS = ("perp_individual_id", "perp_organization_id")


def triggers_of(texts: list[str]) -> list[Found]:
    """Return the triggers of texts, each with its sentence."""
    spans = [[(s.start, s.end) for s in sentences(Document(t)) if may_tell(t[s.start : s.end])] for t in texts]
    return [
        [(s, t) for s in read for t in find_triggers(s)] for read in analyse_all(list(zip(texts, spans, strict=True)))
    ]


def strings(row: dict[str, Any], fields: Iterable[str]) -> Iterator[str]:
    """Yield the strings of a text's templates under some fields."""
    for template in row["templates"]:
        for field in fields:
            for entry in template.get(field, ()):
                if isinstance(entry, dict):
                    yield from (s.lower() for s in (*entry.get("strings", ()), *entry.get("refers_to", ())))


def head(sentence: ParsedSentence, group: int) -> str:
    """Return the noun of a group in small letters."""
    return sentence.words[sentence.groups[group].head].text.lower()


def roles(found: Found, role: str) -> Iterator[tuple[str, FrameMatch]]:
    """Yield the nouns that fill a role, each with its trigger."""
    for sentence, trigger in found:
        group = getattr(trigger, role)
        if group is not None:
            yield head(sentence, group), trigger


def words(texts: Iterable[str]) -> set[str]:
    """Return all words of texts."""
    return {w for t in texts for w in re.findall(r"\w+", t)}


def muc(path: Path) -> None:
    """Print the shares on texts with templates."""
    rows = [row for _, row in objects(path) if row.get("templates")]
    found = triggers_of([row["text"] for row in rows])
    for role, fields in (("target", VICTIMS), ("attacker", PERPETRATORS)):
        gold = [list(dict.fromkeys(strings(row, fields))) for row in rows]
        known = hit = 0
        right = {True: [0, 0], False: [0, 0]}
        for noted, triggers in zip(gold, found, strict=True):
            nouns = {noun for noun, _ in roles(triggers, role)}
            known += len(noted)
            hit += sum(not nouns.isdisjoint(re.findall(r"\w+", s)) for s in noted)
            among = words(noted)
            for noun, trigger in roles(triggers, role):
                if among and not trigger.weak and trigger.told is Told.FACT:
                    right[trigger.agreed][0] += noun in among
                    right[trigger.agreed][1] += 1
        print(f"MUC {role}: {hit} of {known} noted ({hit / known:.3f}) are found;", end=" ")
        for agreed, (good, given) in right.items():
            print(
                f"{'agreed' if agreed else 'not agreed'}: {good} of {given} given ({good / max(1, given):.3f}) are noted",
                end="; ",
            )
        print()


def awsd(path: Path) -> None:
    """Print the share of named actors that are attackers."""
    rows = [(row, name) for _, row in objects(path) if (name := _named(row))]
    found = triggers_of([row["text"] for row, _ in rows])
    hit = 0
    for (_, name), triggers in zip(rows, found, strict=True):
        spans = [
            f"{_with_members(s, t.attacker)} {_owner(s, t)}" for s, t in triggers if t.attacker is not None or t.owner
        ]
        hit += any(name in span for span in spans)
    print(f"AWSD: {hit} of {len(rows)} actors named in the text ({hit / len(rows):.3f}) are attackers of a trigger")
    told = sum(any(_is_actor(actor, row, name) for actor in _doers(row)) for row, name in rows)
    print(f"AWSD: {told} of {len(rows)} ({told / len(rows):.3f}) are attackers or claimants of an incident")


def _doers(row: dict[str, Any]) -> Iterator[Actor]:
    """Yield those who do it, or say so, in a row's incidents."""
    document = Document(row["text"], near=(row["country"],))
    for incident in Pipeline.default().run([document]).incidents:
        yield from (a for a in incident.actors if a.role in {Role.ATTACKER, Role.CLAIMANT})


def _is_actor(actor: Actor, row: dict[str, Any], name: str) -> bool:
    """Whether an actor is a row's: its name or its words have the name, or the row's actor has its name."""
    return name in f"{actor.name} {actor.span.text}".lower() or actor.name.lower() in str(row["actor"]).lower()


def _with_members(sentence: ParsedSentence, group: int | None) -> str:
    """Return a group and what it is of: "members of the front"."""
    if group is None:
        return ""
    of = [sentence.text_of(g) for case, g in sentence.complements(group) if case in {"of", "from"}]
    return " ".join((sentence.text_of(group), *of)).lower()


def _owner(sentence: ParsedSentence, trigger: FrameMatch) -> str:
    return " ".join(w.text.lower() for w in sentence.words[slice(*trigger.owner)]) if trigger.owner else ""


def _named(row: dict[str, Any]) -> str:
    """Return the name or short name of a row's actor as its text has it, or nothing."""
    full, _, short = str(row.get("actor", "")).partition("(")
    if full.strip().lower() in NOBODY:
        return ""
    return next(
        (n for n in (full.strip().lower(), short.strip(" )").lower()) if len(n) > 2 and n in row["text"].lower()), ""
    )


if __name__ == "__main__":
    muc(Path(sys.argv[1]))
    awsd(Path(sys.argv[2]))
