"""Values that are worked out when somebody first looks at them: what only a map shows costs nothing without one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, Self, TypeVar, overload

Key = TypeVar("Key")
Value = TypeVar("Value")


class DeferredSequence(Sequence[Value]):
    """A tuple made by a function when it is first read; copies and pickles are the tuple itself."""

    def __init__(self, make: Callable[[], Iterable[Value]]) -> None:
        self._make = make
        self._made: tuple[Value, ...] | None = None

    @property
    def made(self) -> tuple[Value, ...]:
        """The values themselves."""
        if self._made is None:
            self._made = tuple(self._make())
        return self._made

    @overload
    def __getitem__(self, index: int) -> Value: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Value, ...]: ...
    def __getitem__(self, index: int | slice) -> Value | tuple[Value, ...]:
        """Return one value or several."""
        return self.made[index]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.made)

    def __eq__(self, other: object) -> bool:
        """Whether the values are the same."""
        return self.made == (other.made if isinstance(other, DeferredSequence) else other)

    def __hash__(self) -> int:
        """Return the hash of the tuple."""
        return hash(self.made)

    def __repr__(self) -> str:
        """Show the tuple."""
        return repr(self.made)

    def __reduce__(self) -> tuple[Any, ...]:
        """Copy and pickle as a tuple."""
        return (tuple, (self.made,))


class DeferredMapping(Mapping[Key, Value]):
    """A mapping of known keys whose values a function makes, each when it is first read; copies and pickles are a dict."""

    def __init__(self, keys: Iterable[Key], make: Callable[[Key], Value]) -> None:
        self._keys = dict.fromkeys(keys)
        self._make = make
        self._made: dict[Key, Value] = {}

    def __getitem__(self, key: Key) -> Value:
        """Return the value of a key; KeyError where there is none."""
        if key not in self._keys:
            raise KeyError(key)
        if key not in self._made:
            self._made[key] = self._make(key)
        return self._made[key]

    def __iter__(self) -> Iterator[Key]:
        """Yield the keys in their order."""
        return iter(self._keys)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._keys)

    def __reduce__(self) -> tuple[Any, ...]:
        """Copy and pickle as a dict."""
        return (dict, (dict(self),))


class kept_property(Generic[Value]):  # noqa: N801 - a decorator, as property is
    """A property worked out when it is first asked for and kept in its object, which others then read at once.

    Unlike :class:`functools.cached_property` of Python 3.11 it takes no lock, which costs more than most of what is kept.
    """

    def __init__(self, work: Callable[[Any], Value]) -> None:
        self._work = work
        self._name = work.__name__
        self.__doc__ = work.__doc__

    @overload
    def __get__(self, owner: None, kind: type) -> Self: ...
    @overload
    def __get__(self, owner: object, kind: type) -> Value: ...
    def __get__(self, owner: object | None, kind: type) -> Value | Self:
        """Work the value out and keep it under the property's name."""
        if owner is None:
            return self
        value = owner.__dict__[self._name] = self._work(owner)
        return value
