"""Recognition by the user's own spaCy pipeline, instead of the learned tagger (``pip install geoinc[spacy]``).

spaCy finds the names; in what sense each is used, and which adjectives are demonyms, is told as always.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any, Final

from geoinc.errors import MissingExtraError
from geoinc.model import Mention
from geoinc.toponyms.recognize.tagger import Tagger
from geoinc.toponyms.recognize.weights import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from geoinc.gazetteer import Gazetteer
    from geoinc.model import Document

PLACES: Final = frozenset({"GPE", "LOC", "FAC"})
PEOPLES: Final = frozenset({"NORP"})
"""Nationalities, and religious and political groups: only those that the gazetteer has as demonyms are mentions."""


class SpacyRecognizer:
    """Recognises toponyms with a spaCy pipeline that has a named-entity component."""

    def __init__(self, pipeline: Callable[[str], Any], gazetteer: Gazetteer) -> None:
        self._pipeline = pipeline
        self._gazetteer = gazetteer
        self._tagger = Tagger(gazetteer, load())

    def recognize(self, document: Document) -> list[Mention]:
        """Return the places among the pipeline's entities, in text order, not overlapping."""
        text = document.text
        spans = [trimmed(text, *span) for span in self._spans(self._pipeline(text).ents)]
        analysis = self._tagger.analyse(text)
        starts = analysis.tokens.starts
        tokens = [(bisect_left(starts, start + 1) - 1, bisect_left(starts, end) - 1) for start, end in spans]
        kinds = self._tagger.kinds(analysis, tokens)
        return [Mention(a, b, text[a:b], kind) for (a, b), kind in zip(spans, kinds, strict=True)]

    def _spans(self, entities: Iterable[Any]) -> list[tuple[int, int]]:
        return [
            (entity.start_char, entity.end_char)
            for entity in entities
            if entity.label_ in PLACES
            or (entity.label_ in PEOPLES and self._gazetteer.demonym(entity.text) is not None)
        ]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without a leading article and a possessive ending, which spaCy counts to the name."""
    words = text[start:end]
    if words.lower().startswith("the ") and len(words) > len("the "):
        start += len("the ")
    if words.endswith(("'s", "’s")) and end - start > len("'s"):
        end -= len("'s")
    return start, end


def from_installed(gazetteer: Gazetteer) -> SpacyRecognizer:
    """Return a recogniser over the first installed spaCy pipeline, by name.

    Raises
    ------
    MissingExtraError
        spaCy, or any pipeline for it, is not installed.
    """
    try:
        import spacy
    except ImportError as error:
        message = "spaCy is not installed; run: pip install geoinc[spacy]"
        raise MissingExtraError(message) from error
    installed = sorted(spacy.util.get_installed_models())
    if not installed:
        message = "spaCy has no pipeline; run for example: python -m spacy download en_core_web_sm"
        raise MissingExtraError(message)
    return SpacyRecognizer(spacy.load(installed[0]), gazetteer)
