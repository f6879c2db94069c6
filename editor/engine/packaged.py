"""What nets that come in packages share: where their weights are, how they are tried, and that they stay loaded."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from editor.engine.contract import Price, Request
from editor.engine.provider import Connection, Need
from editor.engine.stop import Stop
from editor.engine.weights import Weights, weights_in

LIMIT = 60.0  # seconds that loading and one trial may take
LOOK = 0.1  # seconds between two words on how far a net is

N = TypeVar("N")
T = TypeVar("T")


class Packaged:
    """A provider that is connected by itself where its weights are installed; a connection with a folder takes them
    from there. `plugin` is the folder with its weights.json."""

    version = "1"
    needs: frozenset[Need] = frozenset()
    optional: frozenset[Need] = frozenset({"folder"})
    variables: tuple[str, ...] = ()
    usual: tuple[str, ...] = ()

    def __init__(self, plugin: Path) -> None:
        self.weights = weights_in(plugin)

    def tried(self, trial: Callable[[Weights, str], T], kind: type[T], connection: Connection, stop: Stop) -> T:
        """What `trial` tells of the weights, in a process of its own. Raises what it raises."""
        from editor.engine.apart import apart

        return apart(partial(trial, self.weights, connection.address), kind, stop, LIMIT)


class Netted(Generic[N]):
    """An engine that is free and always answers the same. Its net stays loaded as long as the process does."""

    version = "1"

    def __init__(self, connection: Connection, weights: Weights, id: str) -> None:
        self.name = f"{connection.name}/{id}"
        self.folder, self.weights = connection.address, weights
        self._net: N | None = None

    def load(self) -> N:
        """Raises BadRequest where the weights are missing or others, or cannot be loaded."""
        raise NotImplementedError

    def loaded(self) -> N:
        """The net, loaded once. Raises as `load`."""
        if self._net is None:
            self._net = self.load()
        return self._net

    def price(self, request: Request) -> Price:
        return Price(0, estimated=False)

    def warm(self) -> None:
        """Load the net."""
        self.loaded()
