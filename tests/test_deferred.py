"""Values that are made when they are first read, and are tuples and dicts to whoever keeps them."""

import copy
import pickle

import pytest

from geoinc.deferred import DeferredMapping, DeferredSequence, kept_property


def test_a_sequence_is_made_once_and_only_when_read() -> None:
    made: list[str] = []

    def make() -> list[str]:
        made.append("made")
        return ["a", "b"]

    sequence = DeferredSequence(make)
    assert made == []
    assert (list(sequence), len(sequence), sequence[-1], sequence[:1]) == (["a", "b"], 2, "b", ("a",))
    assert made == ["made"]


def test_a_sequence_is_kept_as_a_tuple() -> None:
    sequence = DeferredSequence(lambda: iter("ab"))
    assert sequence == ("a", "b")
    assert hash(sequence) == hash(("a", "b"))
    assert type(pickle.loads(pickle.dumps(sequence))) is tuple
    assert copy.deepcopy(sequence) == ("a", "b")


def test_a_mapping_makes_each_value_when_it_is_read() -> None:
    made: list[int] = []

    def square(key: int) -> int:
        made.append(key)
        return key * key

    mapping = DeferredMapping([1, 2, 3], square)
    assert (mapping[2], mapping[2], made) == (4, 4, [2])
    assert (list(mapping), len(mapping), 9 in mapping) == ([1, 2, 3], 3, False)
    with pytest.raises(KeyError):
        mapping[9]
    assert pickle.loads(pickle.dumps(mapping)) == {1: 1, 2: 4, 3: 9}


def test_a_kept_property_is_worked_out_once() -> None:
    asked: list[int] = []

    class Text:
        @kept_property
        def length(self) -> int:
            """How long it is."""
            asked.append(1)
            return 7

    text, other = Text(), Text()
    assert [text.length, text.length, other.length] == [7, 7, 7]
    assert len(asked) == 2
    assert Text.length.__doc__ == "How long it is."
