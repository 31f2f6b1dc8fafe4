"""Errors name the thing and the remedy, carry their facts and cross process borders whole."""

from __future__ import annotations

import pickle

import pytest

from geoinc import errors
from geoinc.errors import GeoincError, LexiconError, MissingExtraError, PackError, UnreadableFileError

KINDS = [e for e in vars(errors).values() if isinstance(e, type) and issubclass(e, GeoincError)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_pickles_with_its_message_and_facts(kind: type[GeoincError]) -> None:
    back = pickle.loads(pickle.dumps(kind("no such pack", pack="SY")))
    assert type(back) is kind
    assert (str(back), back.message, back.pack) == ("no such pack", "no such pack", "SY")


def test_a_fact_that_is_not_there_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="line"):
        _ = LexiconError("bad row", path="x.toml").line


@pytest.mark.parametrize("kind", [e for e in KINDS if e is not GeoincError], ids=lambda kind: kind.__name__)
def test_every_error_is_also_one_that_callers_know(kind: type[GeoincError]) -> None:
    known = (ValueError, RuntimeError, LookupError, OSError, ImportError)
    assert issubclass(kind, known)


def test_errors_of_files_are_errors_of_inputs() -> None:
    assert issubclass(UnreadableFileError, errors.InputError)
    assert issubclass(PackError, errors.GazetteerError)


def test_a_missing_extra_says_what_works_in_a_checkout() -> None:
    plain = str(MissingExtraError("PDF needs an extra: pip install 'geoinc[pdf]'"))
    assert "--editable" in plain
    assert "[pdf]'" in plain.partition("--editable")[2]
    assert "--editable" not in str(MissingExtraError("PDF needs pypdf"))
