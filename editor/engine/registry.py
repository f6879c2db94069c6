"""Finds the engines that are there: the program's own, those of the user's connections, and what others wrote."""

from __future__ import annotations

import importlib
import importlib.util
import os
import pkgutil
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from editor import _plugins
from editor.engine.connections import connections, implied
from editor.engine.contract import Engine, Kind
from editor.engine.embedder import Embedder, carried
from editor.engine.errors import BadRequest, EngineError
from editor.engine.outside import Outside, describe, described, outside_paths
from editor.engine.plugin import checked_engine, engine_path, made, offers_provider, provided
from editor.engine.provider import Connection, Provider
from editor.engine.weights import Weights, weights_in, weights_of


class Entry(NamedTuple):
    """An engine and the import path by which a worker process makes its own."""

    engine: Engine
    path: str


class Problem(NamedTuple):
    """A plugin that could not be used, and why, as a sentence for the user."""

    path: str
    reason: str


class _Offering(NamedTuple):
    provider: Provider
    path: str


class Registry:
    """The engines of this run by name, and the providers that more can be connected from.

    Made once by whoever starts the program, and handed over.
    """

    def __init__(self, entries: Iterable[Entry] = (), problems: Iterable[Problem] = ()) -> None:
        self._entries: dict[str, Entry] = {}
        self._providers: dict[str, _Offering] = {}
        self._later: dict[str, str] = {}  # the paths of plugins that offer connections only, by their folders' names
        self._weights: dict[str, Weights] = {}  # that plugins need, by their folders' names, loaded or not
        self._fetching = threading.RLock()
        self._asked = False  # whether what others wrote was asked what it is
        self.connections: tuple[Connection, ...] = ()
        self.problems: list[Problem] = list(problems)
        for entry in entries:
            self._add(self._entries, entry)
        self._own()

    @classmethod
    def found(cls, *, ask: bool = True) -> Registry:
        """All that is there; the project's own plugins come first and keep their names.

        Plugins that only offer connections are loaded once one of them is used, or all of them are looked at; at once
        where their weights are installed. Without `ask`, the plugins of others wait for `look_outside`, since asking
        them what they are can take long.
        """
        paths = plugin_paths()
        looks = {path: _looked_at(path) for path in paths}
        later = {path.rpartition(".")[2]: path for path, look in looks.items() if look.waits}
        registry = cls.of(path for path in paths if path not in later.values())
        registry._later = later
        for name, path in later.items():
            if weights := looks[path].weights:
                registry._weights[name] = weights
        if ask:
            registry.look_outside()
        registry.reconnect()
        return registry

    def look_outside(self) -> bool:
        """Ask what others wrote, and is new, what it is; whether there is something. `reconnect` then offers it.

        For any thread; it can take long.
        """
        paths = outside_paths()
        describe(paths)
        self._asked = True
        return bool(paths)

    @classmethod
    def of(cls, paths: Iterable[str]) -> Registry:
        """The engines and providers at these import paths. One that raises is left out and stands in `problems`."""
        registry = cls()
        for path in paths:
            registry._try(path)
        registry._own()
        return registry

    def reconnect(self) -> None:
        """Read the user's connections anew, and have the engines that they give in the place of those before.

        Requests that run meanwhile on other threads find the ones before until all new ones are there.
        """
        entries = {entry.engine.name: entry for entry in self._fixed}
        self.problems = list(self._own_problems)
        try:
            there = connections()
        except ValueError as error:
            there = ()
            self.problems.append(Problem("@", str(error)))
        for connection in there:
            self._fetch(connection.plugin)
        if any(name.endswith(("KEY", "TOKEN")) for name in os.environ):
            self._fetch_all()
        self.connections = (*there, *implied((one.provider for one in tuple(self._providers.values())), there))
        for connection in self.connections:
            self._connect(entries, connection)
        for path, description in described(outside_paths() if self._asked else ()).items():
            if description.problem:
                self.problems.append(Problem(path, description.problem))
            else:
                self._add(entries, Entry(Outside(description), path))
        self._entries = entries

    def connection(self, engine: str) -> Connection | None:
        """The connection that gives an engine of this name; None for one that is simply installed."""
        name = engine.partition("/")[0]
        fixed = any(entry.engine.name == engine for entry in self._fixed)
        return None if fixed else next((one for one in self.connections if one.name == name), None)

    @property
    def providers(self) -> tuple[Provider, ...]:
        """All that can be connected."""
        self._fetch_all()
        return tuple(offering.provider for offering in self._providers.values())

    def provider(self, name: str) -> Provider:
        """Raises LookupError where no plugin of that name offers one."""
        self._fetch(name)
        if name not in self._providers:
            known = ", ".join(sorted(provider.name for provider in self.providers)) or "none"
            raise LookupError(f"There is nothing called {name!r} to connect. Known: {known}.")
        return self._providers[name].provider

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._entries)

    @property
    def engines(self) -> tuple[Engine, ...]:
        return tuple(entry.engine for entry in self._entries.values())

    def engine(self, name: str) -> Engine:
        """Raises LookupError where there is none of that name."""
        return self._entry(name).engine

    def path(self, name: str) -> str:
        """The import path for a worker process. Raises LookupError where there is no such engine."""
        return self._entry(name).path

    def lacking(self, kind: Kind) -> EngineError:
        """What to say where no engine makes such requests: which weights would, if any do, and what installs them."""
        known = (weights for weights in tuple(self._weights.values()) if kind in weights.kinds)
        return next(filter(None, (weights.lacking for weights in known)), None) or BadRequest(
            "No engine that can do this is connected.", "Connect one."
        )

    def absent(self, name: str) -> EngineError | None:
        """What to say where an engine, or a connection, of this name is not there since weights are not installed."""
        weights = self._weights.get(name.partition("/")[0])
        return weights.lacking if weights is not None else None

    @property
    def embedders(self) -> tuple[Embedder, ...]:
        """Those that come in packages, installed or not; where the user connected a folder, from that."""
        folders = {one.plugin: one.address for one in self.connections}
        known = sorted(self._weights.items())
        return tuple(one for name, weights in known for one in carried(weights, folders.get(name, "")))

    def _own(self) -> None:
        """What is there now is there whatever is connected."""
        self._fixed, self._own_problems = tuple(self._entries.values()), tuple(self.problems)

    def _entry(self, name: str) -> Entry:
        try:
            return self._entries[name]
        except KeyError:
            known = ", ".join(sorted(self._entries)) or "none"
            raise LookupError(f"There is no engine called {name!r}. Installed: {known}.") from None

    def _fetch_all(self) -> None:
        for name in tuple(self._later):
            self._fetch(name)

    def _fetch(self, name: str) -> None:
        """Load a plugin that waited for being used, by its folder's name, which is its provider's.

        Another thread may be at it: whoever comes second finds it loaded.
        """
        with self._fetching:
            if path := self._later.pop(name, ""):
                self._try(path)

    def _try(self, path: str) -> None:
        try:
            self._load(path)
        except (Exception, SystemExit) as error:
            self.problems.append(Problem(path, f"It could not be loaded ({type(error).__name__}: {error})."))

    def _load(self, path: str) -> None:
        module = importlib.import_module(path.partition(":")[0])
        if ":" not in path and offers_provider(module):
            provider = provided(module)
            self._providers.setdefault(provider.name, _Offering(provider, path))
            if weights := weights_of(provider):
                self._weights.setdefault(provider.name, weights)
        else:
            self._add(self._entries, Entry(made(path), path))

    def _connect(self, entries: dict[str, Entry], connection: Connection) -> None:
        offering = self._providers.get(connection.plugin)
        where = f"{connection.plugin}@{connection.name}"
        if offering is None:
            self.problems.append(Problem(where, f"Nothing installed can use it ({connection.plugin} is missing)."))
            return
        try:
            for engine in offering.provider.engines(connection):
                path = engine_path(offering.path, connection, engine)
                self._add(entries, Entry(checked_engine(engine, path), path))
        except (Exception, SystemExit) as error:
            self.problems.append(Problem(where, f"It could not be used ({type(error).__name__}: {error})."))

    def _add(self, entries: dict[str, Entry], entry: Entry) -> None:
        name = entry.engine.name
        if name in entries:
            taken = entries[name].path
            self.problems.append(Problem(entry.path, f"The name {name!r} is already that of {taken}."))
        else:
            entries[name] = entry


def plugin_paths() -> list[str]:
    """The import paths of the plugin folders, by name; nothing is imported."""
    found = {info.name for info in pkgutil.iter_modules(_plugins.__path__) if info.ispkg}
    return [f"{_plugins.__name__}.{name}" for name in sorted(found)]


class _Looked(NamedTuple):
    """What a plugin's folder tells: whether it only connects, and nothing by itself; the weights that it needs."""

    waits: bool
    weights: Weights | None = None


def _looked_at(path: str) -> _Looked:
    """Its `__init__.py` is read, not run."""
    spec = importlib.util.find_spec(path)
    if spec is None or spec.origin is None:
        return _Looked(False)
    with open(spec.origin, encoding="utf-8") as file:
        connects = "def provider(" in file.read()
    try:
        weights = weights_in(Path(spec.origin).parent)
    except FileNotFoundError:
        return _Looked(connects)
    return _Looked(connects and weights.lacking is not None, weights)
