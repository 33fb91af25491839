"""A cache by identity: values are immutable, so what was worked out for an object holds while it is that object."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class IdentityCache(Generic[K, V]):
    """Remembers ``work(key)`` for the ``size`` keys used last; it holds these keys, so that no id is used again.

    Threads may share it: the same work is at worst done twice.
    """

    def __init__(self, work: Callable[[K], V], size: int = 1000) -> None:
        self._work = work
        self._size = size
        self._known: OrderedDict[int, tuple[K, V]] = OrderedDict()
        self._lock = Lock()

    def __call__(self, key: K) -> V:
        with self._lock:
            entry = self._known.get(id(key))
            if entry is not None:
                self._known.move_to_end(id(key))
                return entry[1]
        value = self._work(key)
        with self._lock:
            self._known[id(key)] = (key, value)
            if len(self._known) > self._size:
                self._known.popitem(last=False)
        return value
