"""Toponym recognition: which words of a document name a place, and in what sense."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from geoinc.gazetteer import Gazetteer
    from geoinc.model import Document, Mention

__all__ = ["Recognizer", "default", "named"]

ENTRY_POINTS = "geoinc.recognizers"
"""The entry-point group in which other packages offer recognisers: callables from a gazetteer to a Recognizer."""


class Recognizer(Protocol):
    """Whatever finds toponyms."""

    def recognize(self, document: Document) -> list[Mention]:
        """Return the toponyms of a document: in text order, not overlapping, with exact offsets."""
        ...


def default(gazetteer: Gazetteer) -> Recognizer:
    """Return the learned recogniser, with the weights that the package ships."""
    from geoinc.toponyms.recognize.tagger import Tagger
    from geoinc.toponyms.recognize.weights import load

    return Tagger(gazetteer, load())


def named(name: str, gazetteer: Gazetteer) -> Recognizer:
    """Return a recogniser that is installed under a name ("default", "spacy", or another package's).

    Raises
    ------
    PackNotFoundError
        No installed package offers a recogniser of that name.
    MissingExtraError
        It needs a package that is not installed.
    """
    from importlib.metadata import entry_points

    from geoinc.errors import PackNotFoundError

    found = {point.name: point for point in entry_points(group=ENTRY_POINTS)}
    if name in found:
        recognizer: Recognizer = found[name].load()(gazetteer)
        return recognizer
    if name == "default":
        return default(gazetteer)
    message = f"no recogniser is called {name!r}; installed are: {', '.join(sorted({'default', *found}))}"
    raise PackNotFoundError(message, name=name)
