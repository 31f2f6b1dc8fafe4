"""Short reports in our own words: who attacks, is attacked, accused, claims or denies, and on whose word."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from geoinc.model import Actor, Document, Role, Stance
from geoinc.pipeline import Pipeline

HERE = Path(__file__).parent
LOWEST_SHARE = 0.75
"""Of the reports kept apart so many must have their attackers right, and no others."""


def reports(name: str) -> list[dict[str, Any]]:
    return tomllib.loads((HERE / name).read_text("utf-8"))["report"]


def parts(actors: list[Actor]) -> dict[str, list[Actor]]:
    """Return the actors by what they are in a report."""
    doing = [a for a in actors if a.role is Role.ATTACKER]
    return {
        "attackers": [a for a in doing if a.stance is Stance.CONFIRMED],
        "accused": [a for a in doing if a.stance is Stance.SUSPECTED],
        "claimed": [a for a in actors if a.stance is Stance.CLAIMED],
        "denied": [a for a in actors if a.stance is Stance.DENIED],
        "targets": [a for a in actors if a.role is Role.TARGET],
    }


def is_named(actor: Actor, name: str) -> bool:
    """Whether an actor is one of the names that ``|`` parts."""
    told = {f"{actor.name} {actor.span.text}".lower(), (actor.side or "").lower()}
    return any(option.lower() in text for option in name.split("|") for text in told)


def faults(report: dict[str, Any]) -> list[str]:
    """Return the parts of a report that are not right: somebody lacks, or is there who should not."""
    document = Document(report["text"], published=report["published"])
    actors = [a for i in Pipeline.default().run([document]).incidents for a in i.actors]
    wrong = []
    for part, found in parts(actors).items():
        wanted = report.get(part, [])
        lacking = [w for w in wanted if not any(is_named(a, w) for a in found)]
        beyond = [a.name for a in found if not any(is_named(a, w) for w in wanted)]
        wrong += [f"{part}: {lacking} lack, {beyond} are too many"] if lacking or beyond else []
    for name, speaker in report.get("speakers", {}).items():
        if not any(is_named(a, name) and a.speaker and speaker in a.speaker for a in actors):
            wrong.append(f"speakers: not {speaker} of {name}")
    return wrong


@pytest.mark.parametrize("report", reports("parties.toml"), ids=lambda r: r["text"][:40])
def test_who_does_what_to_whom(report: dict[str, Any]) -> None:
    assert faults(report) == []


def test_attackers_of_reports_kept_apart() -> None:
    kept = reports("parties_kept_apart.toml")
    wrong = sum(any(f.startswith(("attackers", "accused", "claimed")) for f in faults(r)) for r in kept)
    share = 1 - wrong / len(kept)
    assert share >= LOWEST_SHARE
