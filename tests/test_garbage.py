"""Garbage is looked for again afterwards, as before."""

import gc

import pytest

from geoinc import garbage


def test_none_is_collected_meanwhile_and_as_before_afterwards() -> None:
    with garbage.kept():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_whoever_collects_none_goes_on_so() -> None:
    gc.disable()
    try:
        with garbage.kept():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_an_error_switches_it_on_again() -> None:
    with pytest.raises(ZeroDivisionError), garbage.kept():
        raise ZeroDivisionError
    assert gc.isenabled()
