"""One byte-bounded memory of arrays that can be had again: least recently used go first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

import numpy as np


class Cache:
    """Arrays by key, at most `budget` bytes together; the newest entry stays even when it is larger than that.

    Safe to use from several threads. A missing array is made outside the lock, so two threads may make the same
    one at once; both get equal pixels.
    """

    def __init__(self, budget: int = 96 << 20) -> None:
        self.budget = budget
        self.held = 0
        self._arrays: OrderedDict[Hashable, np.ndarray] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], np.ndarray]) -> np.ndarray:
        """The array of `key`, made by `make` where it is not held. It is shared: never write into it."""
        with self._lock:
            if key in self._arrays:
                self._arrays.move_to_end(key)
                return self._arrays[key]
        made = make()
        self.put(key, made)
        return made

    def put(self, key: Hashable, pixels: np.ndarray) -> None:
        with self._lock:
            old = self._arrays.pop(key, None)
            self.held += pixels.nbytes - (0 if old is None else old.nbytes)
            self._arrays[key] = pixels
            self._trim()

    def limit(self, budget: int) -> None:
        """Hold at most so many bytes from now on."""
        with self._lock:
            self.budget = budget
            self._trim()

    def clear(self) -> None:
        with self._lock:
            self._arrays.clear()
            self.held = 0

    def _trim(self) -> None:
        while self.held > self.budget and len(self._arrays) > 1:
            self.held -= self._arrays.popitem(last=False)[1].nbytes
