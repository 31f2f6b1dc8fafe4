"""Learn how much a sentence's words promise an event: ``python -m geoinc.learn.incidents.promise DATA``.

A case is a sentence with a word of an event; it is one of an event where the whole reading finds one there. So the
cheap look is taught by the dear one, on all texts that incidents are learned from and on whole articles, and has to be
learned again after it. Prints what is lost at the threshold that ships, each text scored by what others taught.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from geoinc.incidents.decisions.promise import LEAST, NAME, features
from geoinc.incidents.decisions.scorer import Features, Scorer, save
from geoinc.incidents.decisions.told import page_features
from geoinc.incidents.frames.lexicon import index
from geoinc.incidents.prospect import may_report
from geoinc.incidents.reading import page_of, read
from geoinc.learn.incidents import logistic
from geoinc.learn.incidents.texts import Text, news
from geoinc.learn.incidents.told import texts
from geoinc.text.tokens import words_of

PUBLISHED = date(2019, 5, 8)
"""Of every other article: dated texts date their events."""
ARTICLES = 1_000
TOLD_WEIGHT = 3.0
"""How much more a sentence with an event counts: to lose one is worse than to parse one for nothing."""
PENALTY = 1.0
FOLDS = 4


@dataclass(frozen=True, slots=True)
class PromisedText:
    """A text's sentences that have a word of an event, each with whether it tells of one."""

    table: str
    sentences: tuple[tuple[Features, bool], ...]

    @property
    def told(self) -> bool:
        """Whether the text tells of any event."""
        return any(told for _, told in self.sentences)


def cases(found: Sequence[Text]) -> list[PromisedText]:
    """Return the texts that have a word of an event, as the whole reading takes them."""
    frames, made = index(), []
    for text in found:
        words = words_of(text.document.text)
        page = page_of(text.document, (), frames, words)
        if page.read:
            kinds = page_features(words)
            seeds = {a.sentence.index for a in read(page) if a.seeds} if may_report(page) else set()
            told = ((features(s, kinds), s.index in seeds) for s in page.sentences if s.index in page.read)
            made.append(PromisedText(text.table, tuple(told)))
    return made


def learn(found: Sequence[PromisedText]) -> Scorer:
    """Return the scorer learned from cases."""
    told = [pair for case in found for pair in case.sentences]
    labels = [float(is_told) for _, is_told in told]
    weights = [TOLD_WEIGHT if is_told else 1.0 for _, is_told in told]
    return logistic.fit([f for f, _ in told], labels, weights, penalty=PENALTY)


def articles(folder: Path) -> list[Text]:
    """Return whole articles, every other one with a date of publication."""
    found = news(folder, ARTICLES)
    return [t if n % 2 else replace(t, document=replace(t.document, published=PUBLISHED)) for n, t in enumerate(found)]


def main(data: Path) -> None:
    """Learn, write the weights and print what is passed on and what is lost."""
    found = cases([*(t for t in texts(data) if t.table != "news"), *articles(data / "corpora")])
    save(NAME, learn(found).weights)
    best: dict[int, float] = {}
    for fold in range(FOLDS):
        scorer = learn([c for n, c in enumerate(found) if n % FOLDS != fold])
        best |= {n: max(scorer.score(f) for f, _ in c.sentences) for n, c in enumerate(found) if n % FOLDS == fold}
    for table in sorted({c.table for c in found}):
        own = [n for n, c in enumerate(found) if c.table == table]
        told = [n for n in own if found[n].told]
        lost, passed = sum(best[n] < LEAST for n in told), sum(best[n] >= LEAST for n in own)
        sys.stdout.write(
            f"{table:<10} {lost} of {len(told)} that tell are lost; {passed / len(own):.2f} of {len(own)} pass\n"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
