"""Learn how much a sentence's words promise an event: ``python -m geoinc.learn.incidents.promise DATA``.

A case is a sentence with a word of an event; it is one of an event where the whole reading finds one there. So the
cheap look is taught by the dear one, on all texts that incidents are learned from and on whole articles, and has to be
learned again after it. Prints what is lost at the threshold that ships, each text scored by what others taught.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from geoinc.incidents.decisions.promise import LEAST, NAME, features, word_features
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
PENALTY = 3.0
FEWEST = 20
"""A word of fewer sentences is not learned."""
FOLDS = 4


@dataclass(frozen=True, slots=True)
class PromisedText:
    """A text's sentences that have a word of an event, each with its features and words and whether it tells of one."""

    table: str
    sentences: tuple[tuple[Features, frozenset[str], bool], ...]

    @property
    def told(self) -> bool:
        """Whether the text tells of any event."""
        return any(told for _, _, told in self.sentences)


def cases(found: Sequence[Text]) -> list[PromisedText]:
    """Return the texts that have a word of an event, as the whole reading takes them."""
    frames, made = index(), []
    for text in found:
        words = words_of(text.document.text)
        page = page_of(text.document, (), frames, words)
        if page.read:
            kinds = page_features(words)
            seeds = {a.sentence.index for a in read(page) if a.seeds} if may_report(page) else set()
            told = (
                ({**kinds, **features(s)}, s.words, s.index in seeds) for s in page.sentences if s.index in page.read
            )
            made.append(PromisedText(text.table, tuple(told)))
    return made


def learn(found: Sequence[PromisedText]) -> Scorer:
    """Return the scorer learned from cases."""
    told = [case for text in found for case in text.sentences]
    counts = Counter(word for _, words, _ in told for word in words)
    frequent = frozenset(word for word, count in counts.items() if count >= FEWEST)
    labels = [float(is_told) for _, _, is_told in told]
    weights = [TOLD_WEIGHT if is_told else 1.0 for _, _, is_told in told]
    return logistic.fit(
        [known | word_features(words & frequent) for known, words, _ in told], labels, weights, penalty=PENALTY
    )


def _best(scorer: Scorer, text: PromisedText) -> float:
    return max(scorer.score(known | word_features(words)) for known, words, _ in text.sentences)


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
        best |= {n: _best(scorer, c) for n, c in enumerate(found) if n % FOLDS == fold}
    for table in sorted({c.table for c in found}):
        own = [n for n, c in enumerate(found) if c.table == table]
        told = [n for n in own if found[n].told]
        lost, passed = sum(best[n] < LEAST for n in told), sum(best[n] >= LEAST for n in own)
        sys.stdout.write(
            f"{table:<10} {lost} of {len(told)} that tell are lost; {passed / len(own):.2f} of {len(own)} pass\n"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
