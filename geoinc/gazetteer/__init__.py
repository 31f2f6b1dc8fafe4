"""The local gazetteer: packs compiled into one file, opened by memory map."""

from geoinc.gazetteer.file.columns import KINDS, NONE, Columns, NameFlag, PlaceFlag
from geoinc.gazetteer.gazetteer import Candidate, Gazetteer
from geoinc.gazetteer.names.fold import fold
from geoinc.gazetteer.names.search import Match

__all__ = ["KINDS", "NONE", "Candidate", "Columns", "Gazetteer", "Match", "NameFlag", "PlaceFlag", "fold"]
