"""What the window knows of engines: those that there are, which lack a key, and what runs on this computer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Timer
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal

from editor.engine.connecting import free_name, kept, keyless, left, tried
from editor.engine.contract import Engine
from editor.engine.errors import EngineError
from editor.engine.failure import unforeseen
from editor.engine.keys import Place, place
from editor.engine.offers import Offer, offers
from editor.engine.provider import Connection, Provider
from editor.engine.registry import Registry
from editor.engine.stop import Stop
from editor.ui.offload import Done, Offload
from editor.ui.sentences import trouble

THREADS = 8
LOOK = 4.0  # seconds that one on this computer may take to answer


class Tested(NamedTuple):
    """A connection with what was found at its other end, and the engines that it would give."""

    connection: Connection
    engines: tuple[Engine, ...]


class Connecting(QObject):
    """`changed` once there are other engines, or others lack their key; `seen` once more can be connected.

    What takes time is done beside the window's thread, and its answer comes back on it.
    """

    changed = Signal()
    seen = Signal()

    def __init__(self, registry: Registry, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.registry = registry
        self.titles: dict[str, str] = {}  # of the engines by name: one and the same for all who hold it
        self.nearby: dict[tuple[str, str], Tested] = {}  # what runs here, by provider and address
        self._providers: tuple[Provider, ...] = ()
        self._loading = self._looking = False
        self._lacking: dict[str, EngineError] = {}
        self._offload, self._writing = Offload(THREADS, "engines"), Offload(1, "connections")
        self._stops: set[Stop] = set()
        self._know()

    def begin(self) -> None:
        """Look, beside the window's thread, for keys and for plugins of others that are new."""
        if self.registry.connections:
            self._look_for_keys()
        self._offload.run(self.registry.look_outside, lambda new: self.refresh() if new is True else None)

    def close_threads(self) -> None:
        """What is under way is stopped."""
        for stop in self._stops:
            stop.set()
        self._offload.close()
        self._writing.close()

    @property
    def offers(self) -> tuple[Offer, ...]:
        """The engines as they are offered for choice, hidden ones too."""
        return self._offers

    def lacks(self, connection: str) -> str:
        """What keeps a connection from being used, as a sentence; "" where nothing does."""
        error = self._lacking.get(connection)
        return trouble(error) if error else ""

    def why_not(self, engine: str) -> str:
        """What keeps an engine from being asked at all, as a sentence; "" where nothing does."""
        connection = self.registry.connection(engine)
        return self.lacks(connection.name) if connection else ""

    @property
    def providers(self) -> tuple[Provider, ...]:
        """All that engines can be connected from, by title; none before they are loaded, which `seen` tells."""
        if not self._loading:
            self._loading = True
            self._offload.run(lambda: self.registry.providers, self._loaded)
        return self._providers

    def look_round(self) -> None:
        """Look which engines run on this computer, where they usually do."""
        self._looking = True
        for provider in self.providers:
            if "key" not in provider.needs:
                for address in provider.usual:
                    self._look_at(provider, address)

    def place_of(self, connection: str, provider: Provider, done: Callable[[Place], object]) -> None:
        """Where the key of a connection is, or would be looked for."""
        self._offload.run(lambda: place(connection, provider.variables), done)

    def test(
        self,
        connection: Connection,
        secret: str,
        done: Callable[[Tested | EngineError], object],
        limit: float | None = None,
    ) -> Stop:
        """Look at the other end, with the `secret` as its key where there is one; what is returned stops it.

        It may take `limit` seconds from when its turn has come.
        """
        provider, stop = self.registry.provider(connection.plugin), Stop()

        def work() -> Tested:
            with _within(limit, stop):
                found = tried(provider, connection, stop, secret)
            return Tested(found, tuple(provider.engines(found)))

        def end(answer: Any) -> None:
            self._stops.discard(stop)
            known = isinstance(answer, Tested | EngineError)
            done(answer if known else unforeseen(answer))

        self._stops.add(stop)
        self._offload.run(work, end)
        return stop

    def keep(self, connection: Connection, secret: str, done: Callable[[Place | Exception], object]) -> None:
        """Keep it, and its key where there is a new one; its engines are there at once."""
        provider = self.registry.provider(connection.plugin)
        self._writing.run(lambda: kept(provider, connection, secret), lambda answer: self._end(answer, done))

    def leave(self, connection: str, done: Callable[[Exception | None], object]) -> None:
        """Forget it with its key; its engines are gone at once."""
        self._writing.run(lambda: left(connection), lambda answer: self._end(answer, done))

    def _loaded(self, providers: tuple[Provider, ...]) -> None:
        self._providers = tuple(sorted(providers, key=lambda one: one.title.casefold()))
        self.seen.emit()
        if self._looking:
            self.look_round()

    def refresh(self) -> None:
        """The user's connections have changed: have the engines that they give now."""
        self.registry.reconnect()
        self._know()
        self._look_for_keys()
        self.changed.emit()

    def _end(self, answer: Any, done: Done) -> None:
        self.refresh()
        done(answer)

    def _look_for_keys(self) -> None:
        self._offload.run(lambda: keyless(self.registry), self._found_keys)

    def _found_keys(self, lacking: dict[str, EngineError]) -> None:
        if {name: str(error) for name, error in lacking.items()} != {n: str(e) for n, e in self._lacking.items()}:
            self._lacking = lacking
            self.changed.emit()

    def _know(self) -> None:
        self._offers = offers(self.registry)
        self.titles.clear()
        self.titles.update((offer.engine.name, offer.engine.title) for offer in self._offers)

    def _look_at(self, provider: Provider, address: str) -> None:
        where = provider.name, address

        def end(answer: Tested | EngineError) -> None:
            before = self.nearby.pop(where, None)
            if isinstance(answer, Tested):
                self.nearby[where] = answer
            now = self.nearby.get(where)
            if (before and before.connection) != (now and now.connection):
                self.seen.emit()

        name = free_name(provider, (one.name for one in self.registry.connections))  # no key is kept for it
        self.test(Connection(name=name, plugin=provider.name, address=address), "", end, limit=LOOK)


@contextmanager
def _within(seconds: float | None, stop: Stop) -> Iterator[None]:
    """Set the stop where this takes longer."""
    if seconds is None:
        yield
        return
    clock = Timer(seconds, stop.set)
    clock.daemon = True
    clock.start()
    try:
        yield
    finally:
        clock.cancel()


def unconnected(connecting: Connecting) -> Iterable[tuple[Provider, Tested]]:
    """What runs on this computer and is not connected there."""
    there = {(one.plugin, one.address) for one in connecting.registry.connections}
    for (name, address), tested in connecting.nearby.items():
        if (name, address) not in there:
            yield connecting.registry.provider(name), tested
