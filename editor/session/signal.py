"""Signals without a toolkit: whoever connects is called, and drops out by itself when it is gone."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from types import MethodType
from typing import Any, Generic, TypeVarTuple

Ts = TypeVarTuple("Ts")


class Signal(Generic[*Ts]):
    """Calls its receivers in the order in which they connected, on the thread that emits.

    A bound method is held weakly: its object dies as if it had never connected. A plain function is held, so
    disconnect it where it outlives its use.
    """

    def __init__(self) -> None:
        self._receivers: list[Callable[[], Callable[[*Ts], Any] | None]] = []

    def connect(self, receiver: Callable[[*Ts], Any]) -> None:
        """Call `receiver` from now on; connecting it a second time changes nothing."""
        self._drop_the_dead()
        if not any(held() == receiver for held in self._receivers):
            self._receivers.append(_reference(receiver))

    def disconnect(self, receiver: Callable[[*Ts], Any]) -> None:
        """Call it no more; nothing happens where it was not connected."""
        self._receivers = [held for held in self._receivers if held() != receiver]

    def emit(self, *values: *Ts) -> None:
        """Call every receiver. What they raise is raised once all have been called, several as a group."""
        errors: list[Exception] = []
        self._drop_the_dead()
        for held in tuple(self._receivers):
            receiver = held() if held in self._receivers else None  # one called before may have disconnected it
            try:
                if receiver is not None:
                    receiver(*values)
            except Exception as error:
                errors.append(error)
        if len(errors) == 1:
            raise errors[0]
        if errors:
            raise ExceptionGroup("several receivers of a signal failed", errors)

    def _drop_the_dead(self) -> None:
        self._receivers = [held for held in self._receivers if held() is not None]


def _reference(receiver: Callable[[*Ts], Any]) -> Callable[[], Callable[[*Ts], Any] | None]:
    if isinstance(receiver, MethodType):
        return weakref.WeakMethod(receiver)
    return lambda: receiver
