"""What is learned without a part of the texts, to read that part by: so a decision is taught by what others will make of new texts.

A decision that rests on others is learned from what these make of texts that they have not seen; else it would trust
them more than they deserve. Each is learned once of all texts, and once without each part (:attr:`Text.fold`).
``python -m geoinc.learn.incidents.left_out`` scores the reports that teach, each file read by what was learned without it.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from geoinc.evaluate import reports
from geoinc.evaluate.reading import incidents_of
from geoinc.incidents.decisions import nets, scorer
from geoinc.incidents.decisions.nets import Nets
from geoinc.incidents.decisions.scorer import Scorer
from geoinc.learn.incidents.texts import FOLDS, Prepared
from geoinc.learn.incidents.worked import FOLDER, TEACH, Labelled, fold_of

WEIGHTS = Path(__file__).parents[3] / "build" / "left-out"
SHIPPED = scorer.FOLDER
Case = TypeVar("Case")
Read = TypeVar("Read", Labelled, Prepared)
Made = TypeVar("Made")
Learned = TypeVar("Learned", Scorer, Nets)


@contextmanager
def without(fold: int) -> Iterator[None]:
    """Read texts by what was learned without a part of them, as far as that was kept."""
    scorer.INSTEAD.append(_folder(fold))
    _forget()
    try:
        yield
    finally:
        scorer.INSTEAD.pop()
        _forget()


def each(found: Sequence[Read], make: Callable[[Sequence[Read]], Iterable[Made]]) -> Iterator[tuple[int, Made]]:
    """Yield what is made of texts, with the part that it is of: of each part by what was learned without it."""
    yield from apart([(_part(text), text) for text in found], make)


def apart(
    cases: Sequence[tuple[int, Case]], make: Callable[[Sequence[Case]], Iterable[Made]]
) -> Iterator[tuple[int, Made]]:
    """Yield what is made of cases, each given with the part that it is of: of each part by what was learned without it."""
    for fold in range(FOLDS):
        with without(fold):
            yield from ((fold, made) for made in make([case for of, case in cases if of == fold]))


def keep(name: str, cases: Sequence[tuple[int, Case]], learn: Callable[[Sequence[Case]], Learned]) -> list[Learned]:
    """Write what is learned of all cases, and without each part; returns the latter."""
    _save(name, learn([case for _, case in cases]), SHIPPED)
    made = []
    for fold in range(FOLDS):
        made.append(learn([case for of, case in cases if of != fold]))
        _save(name, made[-1], _folder(fold))
    _forget()
    return made


def _part(text: Labelled | Prepared) -> int:
    return (text.item if isinstance(text, Labelled) else text).text.fold


def _save(name: str, learned: Scorer | Nets, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if isinstance(learned, Scorer):
        scorer.save(name, learned.weights, folder)
    else:
        nets.save(name, learned, folder)


def _folder(fold: int) -> Path:
    return WEIGHTS / str(fold)


def _forget() -> None:
    scorer.load.cache_clear()
    nets.load.cache_clear()


def scores(files: Sequence[str] = TEACH) -> Iterator[tuple[str, dict[str, tuple[int, int]]]]:
    """Yield the measures of reports, file by file, each read by what was learned without it: right, and asked."""
    for name in files:
        with without(fold_of(name)):
            found = reports.score(reports.read(FOLDER / f"{name}.toml"), incidents_of)
        yield name, {measure: (share["right"], share["of"]) for measure, share in found.items()}


def main(files: Sequence[str]) -> None:
    """Print the measures of reports left out, file by file and in all."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for name, found in scores(files or TEACH):
        sys.stdout.write(f"{name:<12}" + "".join(f" {r / of:.3f}" for r, of in found.values()) + "\n")
        right.update({measure: r for measure, (r, _) in found.items()})
        asked.update({measure: of for measure, (_, of) in found.items()})
    for measure, of in asked.items():
        sys.stdout.write(f"{measure:<30} {right[measure] / of:.3f} of {of}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
