"""What each part of reading incidents brings: ``python bench/ablations.py FOLDER [--limit 150] [--reports FILE…] [--only PART…]``.

FOLDER holds the development data (``incidents/awsd.jsonl``, ``asam.jsonl``, ``msa.jsonl``, ``muc4_mixed.jsonl``); reports are
those of examples/reports that taught nothing. Part after part is taken out, everything else stays as it is, and the same
texts are scored again. A learned decision that is taken out answers what one would without it: every word of an event
tells one, every place beside an event is where it happened, no two accounts are one event, all counts that were read for
sure add up, of equal scenes, types and days the first is taken. Without the parser a sentence has parts of speech and no tree.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from geoinc.evaluate import reports as told
from geoinc.evaluate.incidents import evaluate_file
from geoinc.evaluate.reading import incidents_of, reader
from geoinc.gazetteer import Gazetteer
from geoinc.incidents.decisions import scorer
from geoinc.incidents.decisions.doers import Company
from geoinc.incidents.linking import Event
from geoinc.incidents.tolls.choice import Options
from geoinc.model import Actor
from geoinc.text.syntax import network

ROOT = Path(__file__).parents[1]
UNTAUGHT = [ROOT / "examples" / "reports" / f"{name}.toml" for name in ("apart", "archive", "captives")]
ALWAYS, NEVER = 20.0, -20.0
TABLES = {
    "awsd": ("any incident", "exactly one", "within 50 km", "killed, where any"),
    "asam": ("any incident", "within 50 km"),
    "msa": ("any incident", "killed, where any"),
}
TEMPLATES = ("type and place", "date", "group", "counts")
REPORTS = ("right and specific pin", "pins where nothing happened", "right day", "killed", "attackers")


class Treeless(network.Network):
    """The tagger without the parser: all words but the first hang on the first."""

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[network.Parse]:
        """Return the tags of sentences, and no trees."""
        return [
            network.Parse(p.tags, p.fine, [-1, *(0 for _ in p.heads[1:])], ["root", *("dep" for _ in p.heads[1:])])
            for p in super().parse(sentences)
        ]


@contextmanager
def weighing(name: str, bias: float) -> Iterator[None]:
    """Let a decision give the same answer whatever it is asked."""
    with patch.dict(scorer.load(name).weights, {scorer.BIAS: bias}, clear=True):
        yield


def naive(asked: Options, scorer: object = None) -> tuple[int, ...]:
    """Return the counts that were read for sure, each told once, in place of the learned choice."""
    del scorer
    return asked.naive


def by_grammar(company: Company, event: Event) -> tuple[Actor, ...]:
    """Return an event's actors as its own words give them."""
    return company.actors[id(event)]


@contextmanager
def joining_nothing() -> Iterator[None]:
    """Let every account be an event of its own."""
    with weighing("link", NEVER), patch("geoinc.incidents.gather._chosen", lambda *_: None):
        yield


PARTS: dict[str, Callable[[], AbstractContextManager[Any]]] = {
    "everything": nullcontext,
    "without the parser": lambda: patch("geoinc.text.analysis.default", lambda: Treeless(network.load())),
    "without `told`": partial(weighing, "told", ALWAYS),
    "without `there`": partial(weighing, "there", ALWAYS),
    "without `link`": joining_nothing,
    "without `day`": partial(weighing, "day", 0.0),
    "without `scene`": partial(weighing, "scene", ALWAYS),
    "without `kinds`": partial(weighing, "kinds", 0.0),
    "without `toll`": lambda: patch("geoinc.incidents.tolls.tally.choose", naive),
    "without `doers`": lambda: patch("geoinc.incidents.decisions.doers.Company.settled", by_grammar),
}


def measured(folder: Path, reports: Sequence[Path], limit: int) -> dict[str, float]:
    """Return the scores of the pipeline as it is now."""
    found: dict[str, float] = {}
    gazetteer = Gazetteer.default()
    with reader() as read_all:
        for table, names in TABLES.items():
            scores = evaluate_file(folder / "incidents" / f"{table}.jsonl", read_all, gazetteer, limit=limit)
            found |= {f"{table} {name}": _share(scores["one"]["measures"], name) for name in names}
        slots = evaluate_file(folder / "incidents" / "muc4_mixed.jsonl", read_all, gazetteer)["slots"]
        found |= {f"muc {name}": slots[name]["f1"] for name in TEMPLATES}
    rows = [row for path in reports for row in told.read(path)]
    shares = told.score(rows, incidents_of)
    return found | {f"reports {name}": _share(shares, name) for name in REPORTS}


def _share(measures: Mapping[str, Any], name: str) -> float:
    return float(measures[name]["share"])


def main() -> None:
    """Print a table in Markdown: a part a column, a measure a row."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=Path, nargs="+", default=UNTAUGHT)
    parser.add_argument("--limit", type=int, default=150)
    parser.add_argument("--only", nargs="+", choices=tuple(PARTS), default=tuple(PARTS))
    asked = parser.parse_args()
    columns: dict[str, dict[str, float]] = {}
    for part in asked.only:
        with PARTS[part]():
            columns[part] = measured(asked.folder, asked.reports, asked.limit)
    print(_row("", columns), _row("---", ["---"] * len(columns)), sep="\n")
    for name in next(iter(columns.values())):
        print(_row(name, (f"{scores[name]:.3f}" for scores in columns.values())))


def _row(name: str, cells: Iterable[str]) -> str:
    return f"| {' | '.join((name, *cells))} |"


if __name__ == "__main__":
    main()
