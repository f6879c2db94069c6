"""Finds the engines that are installed: the folders of `editor._plugins` and entry points of other packages."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable
from importlib.metadata import entry_points
from typing import NamedTuple

from editor import _plugins
from editor.engine.contract import Engine
from editor.engine.plugin import made

GROUP = "editor.engines"


class Entry(NamedTuple):
    """An engine and the import path by which a worker process makes its own."""

    engine: Engine
    path: str


class Problem(NamedTuple):
    """A plugin that could not be used, and why, as a sentence for the user."""

    path: str
    reason: str


class Registry:
    """The engines of this run by name. Made once by whoever starts the program, and handed over."""

    def __init__(self, entries: Iterable[Entry] = (), problems: Iterable[Problem] = ()) -> None:
        self._entries: dict[str, Entry] = {}
        self.problems: list[Problem] = list(problems)
        for entry in entries:
            self._add(entry)

    @classmethod
    def found(cls) -> Registry:
        """All that is installed; the project's own plugins come first and keep their names."""
        return cls.of([*plugin_paths(), *entry_point_paths()])

    @classmethod
    def of(cls, paths: Iterable[str]) -> Registry:
        """The engines at these import paths. One that raises is left out and stands in `problems`."""
        registry = cls()
        for path in paths:
            try:
                registry._add(Entry(made(path), path))
            except (Exception, SystemExit) as error:
                registry.problems.append(Problem(path, f"It could not be loaded ({type(error).__name__}: {error})."))
        return registry

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

    def _entry(self, name: str) -> Entry:
        try:
            return self._entries[name]
        except KeyError:
            known = ", ".join(sorted(self._entries)) or "none"
            raise LookupError(f"There is no engine called {name!r}. Installed: {known}.") from None

    def _add(self, entry: Entry) -> None:
        name = entry.engine.name
        if name in self._entries:
            taken = self._entries[name].path
            self.problems.append(Problem(entry.path, f"The name {name!r} is already that of {taken}."))
        else:
            self._entries[name] = entry


def plugin_paths() -> list[str]:
    """The import paths of the plugin folders, by name; nothing is imported."""
    found = {info.name for info in pkgutil.iter_modules(_plugins.__path__) if info.ispkg}
    return [f"{_plugins.__name__}.{name}" for name in sorted(found)]


def entry_point_paths() -> list[str]:
    """The import paths that other installed packages offer."""
    return sorted({point.value for point in entry_points(group=GROUP)})
