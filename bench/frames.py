"""How many reports have a word that tells their event, and of a fitting type: ``python bench/frames.py FILE…``.

FILEs are rows as ``geoinc evaluate incidents`` takes them; ``means`` (what was done) is compared where a row has it.
Prints, for each file, the share of rows with at least one trigger, with one told as fact, with one of a fitting type,
and the share of triggers whose roles both readings of the sentence agree on; then milliseconds a text.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from geoinc.incidents.frames.lexicon import may_tell
from geoinc.incidents.frames.matcher import FrameMatch, Told, find_triggers
from geoinc.model import Document
from geoinc.read.jsonlines import objects
from geoinc.text.analysis import analyse_all
from geoinc.text.sentences import sentences

FITTING = {
    "shooting": {"attack", "armed clash", "military operation"},
    "bodily assault": {"attack", "organised crime", "mob violence"},
    "kidnapping": {"abduction"},
    "kidnap-killing": {"abduction", "attack"},
    "aerial bombardment": {"air strike", "shelling"},
    "shelling": {"shelling", "air strike"},
    "vehicle-born ied": {"bombing", "suicide bombing"},
    "roadside ied": {"bombing"},
    "other explosives": {"bombing", "grenade attack", "shelling"},
    "landmine": {"bombing"},
    "rape/sexual assault": {"sexual violence"},
    "complex attack": {"attack", "bombing", "suicide bombing", "armed clash"},
    "body-borne ied": {"suicide bombing", "bombing"},
}
"""Which of our types answer to what a database of attacks calls their means."""
AT_SEA = {"hijacking", "suspicious approach", "organised crime", "attack", "abduction", "armed clash"}


def main(paths: list[str]) -> None:
    """Print the shares of each file."""
    for path in map(Path, paths):
        rows = [row for _, row in objects(path)]
        started = time.process_time()
        spans = [[(s.start, s.end) for s in sentences(Document(r["text"])) if may_tell(s.text)] for r in rows]
        read = analyse_all([(r["text"], s) for r, s in zip(rows, spans, strict=True)])
        found = [[t for sentence in analysed for t in find_triggers(sentence)] for analysed in read]
        spent = time.process_time() - started
        report(path.stem, rows, found, spent)


def report(name: str, rows: list[dict[str, object]], found: list[list[FrameMatch]], spent: float) -> None:
    """Print the shares of one file."""
    every = [t for triggers in found for t in triggers]
    print(
        name, f"{len(rows)} rows, {len(every) / len(rows):.1f} triggers a row, {1000 * spent / len(rows):.2f} ms a text"
    )
    strong = [[t for t in triggers if not t.weak] for triggers in found]
    print("  any trigger     ", share(bool(t) for t in found))
    print("  not a weak one  ", share(bool(t) for t in strong))
    print("  told as fact    ", share(any(t.told in {Told.FACT, Told.ATTEMPTED} for t in ts) for ts in found))
    print("  roles agreed    ", share(t.agreed for t in every))
    fits = [
        any(f.type in wanted for t in ts for f in t.frames)
        for ts, row in zip(found, rows, strict=True)
        if (wanted := fitting(row))
    ]
    print("  of a fitting type", share(fits))
    missed = Counter(str(row.get("means", "")) for ts, row in zip(found, rows, strict=True) if not ts)
    print("  without any, by means:", missed.most_common(5))


def fitting(row: dict[str, object]) -> set[str]:
    """Return the types that fit what was recorded, none where nothing was."""
    if "aggressor" in row:
        return AT_SEA
    return FITTING.get(str(row.get("means", "")).strip().lower(), set())


def share(answers: Iterable[bool]) -> str:
    """Return the share of true answers, as text."""
    listed = list(answers)
    return f"{sum(listed) / max(1, len(listed)):.3f}  ({sum(listed)} of {len(listed)})"


if __name__ == "__main__":
    main(sys.argv[1:])
