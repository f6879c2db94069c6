"""Engines that others wrote, in the user's plugin folder or in installed packages: never run in this process.

What such a plugin is (name, abilities, price) is asked once, in a process of its own with a limit of time, and kept
until its files change; a window that starts runs nothing of it.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from functools import cache, partial
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

import msgspec

from editor.engine.contract import Abilities, Candidate, Price, Progress, Request
from editor.engine.errors import BadResult, EngineError
from editor.engine.plugin import made
from editor.engine.stop import Stop
from editor.pixels.geometry import Size
from editor.resources import own_folder

GROUP = "editor.engines"
LIMIT = 20.0  # seconds that a plugin may take to say what it is


class Description(msgspec.Struct, frozen=True, kw_only=True):
    """What a plugin says of itself; `price` is that of one picture. `problem` says why it cannot be used, if so."""

    name: str = ""
    title: str = ""
    version: str = ""
    abilities: Abilities = Abilities(kinds=frozenset())
    price: Price | None = None
    problem: str = ""


class Outside:
    """An engine as it was described. It is answered by a worker process, by its path."""

    def __init__(self, description: Description) -> None:
        self.name = description.name
        self.title = description.title
        self.version = description.version
        self.abilities = msgspec.structs.replace(description.abilities, place="worker")
        self._price = description.price

    def price(self, request: Request) -> Price | None:
        """That of one picture, for each."""
        if self._price is None:
            return None
        return msgspec.structs.replace(self._price, micros=self._price.micros * max(1, request.count))

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        raise RuntimeError("an engine from outside runs in a worker process")


def plugin_folder() -> Path:
    """Where the user's plugins are looked for: a file `name.py` each, or a folder with an `__init__.py`."""
    return own_folder() / "plugins"


@cache
def installed() -> tuple[EntryPoint, ...]:
    """The engines that other installed packages offer; looked for once, since it takes a while."""
    return tuple(entry_points(group=GROUP))


def outside_paths() -> list[str]:
    """The paths of all plugins from outside, by name; nothing is imported."""
    points = sorted({point.value for point in installed()})
    with contextlib.suppress(OSError):
        found = sorted(plugin_folder().iterdir())
        files = [path for path in found if path.suffix == ".py" or (path / "__init__.py").is_file()]
        return [*points, *map(str, files)]
    return points


def described(paths: Iterable[str]) -> dict[str, Description]:
    """What is kept of these, as far as it still holds."""
    kept = _kept()
    return {path: kept[path].said for path in paths if path in kept and kept[path].stamp == _stamp(path)}


def describe(paths: Iterable[str], limit: float = LIMIT) -> None:
    """Ask those of these that are not `described` what they are, and keep the answers. It may take `limit` for each."""
    paths = list(paths)
    known = described(paths)
    if not (new := [path for path in paths if path not in known]):
        return
    kept = {path: entry for path, entry in _kept().items() if path in known}
    kept.update((path, _Kept(_stamp(path), _asked(path, limit))) for path in new)
    with contextlib.suppress(OSError):  # then they are asked again at the next start
        _file().parent.mkdir(parents=True, exist_ok=True)
        fresh = _file().with_suffix(f".{os.getpid()}.new")
        fresh.write_bytes(msgspec.json.encode(kept))
        os.replace(fresh, _file())


class _Kept(msgspec.Struct, frozen=True):
    stamp: str
    said: Description


def _file() -> Path:
    return own_folder() / "plugins.json"


def _kept() -> dict[str, _Kept]:
    try:
        return msgspec.json.decode(_file().read_bytes(), type=dict[str, _Kept])
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return {}


def _stamp(path: str) -> str:
    """What changes when a plugin's files do; for an installed package, its versions."""
    if not os.path.isabs(path):
        points = [point for point in installed() if point.value == path]
        return ", ".join(f"{point.name} {point.dist.version if point.dist else ''}" for point in points)
    place = Path(path)
    files = sorted(place.rglob("*.py")) if place.is_dir() else [place]
    with contextlib.suppress(OSError):
        return ", ".join(f"{file.name} {file.stat().st_mtime_ns} {file.stat().st_size}" for file in files)
    return ""


def _asked(path: str, limit: float) -> Description:
    from editor.engine.apart import apart  # not at the top: a window that starts asks nobody

    try:
        return apart(partial(_said, path), Description, Stop(), limit)
    except EngineError as error:
        return Description(problem=error.message)


def _said(path: str) -> Description:
    """In the process of its own."""
    try:
        return _description(path)
    except BaseException as error:
        return Description(problem=f"It could not be loaded ({type(error).__name__}: {error}).")


def _description(path: str) -> Description:
    engine = made(path)
    try:
        price = engine.price(Request(id="price", kind="generate", size=Size(1024, 1024)))
    except Exception:  # it is told where the request is made
        price = None
    if price is not None and not isinstance(price, Price):
        raise BadResult(f"Its price is no Price ({type(price).__name__}).")
    return Description(
        name=engine.name, title=engine.title, version=engine.version, abilities=engine.abilities, price=price
    )
