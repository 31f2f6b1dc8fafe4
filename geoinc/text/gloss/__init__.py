"""Glosses: a text in another language word by word in English, its offsets kept."""

from geoinc.text.gloss.gloss import Gloss, Named, gloss
from geoinc.text.gloss.pieces import Piece, pieces_of

__all__ = ["Gloss", "Named", "Piece", "gloss", "pieces_of"]
