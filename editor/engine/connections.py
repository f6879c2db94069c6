"""The user's connections, kept in a file of theirs beside the window's settings."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import msgspec

from editor.engine.provider import Connection, Provider
from editor.engine.weights import weights_of
from editor.resources import own_folder


def connections_file() -> Path:
    """Where they are kept."""
    return own_folder() / "engines.json"


def connections(path: Path | None = None) -> tuple[Connection, ...]:
    """Those that were set up. Raises ValueError, with what to do, for a file that cannot be understood."""
    path = path or connections_file()
    try:
        return msgspec.json.decode(path.read_bytes(), type=tuple[Connection, ...])
    except FileNotFoundError:
        return ()
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ValueError(
            f"The list of engines in {path} cannot be read ({error}): mend it, or remove it and connect them again."
        ) from error


def connect(connection: Connection, path: Path | None = None) -> None:
    """Add it, or put it in the place of the one of its name. Raises ValueError as `connections`, OSError."""
    kept = [other for other in connections(path) if other.name != connection.name]
    _write((*kept, connection), path)


def disconnect(name: str, path: Path | None = None) -> None:
    """Forget it; its key stays where it is kept. Raises LookupError, ValueError, OSError."""
    there = connections(path)
    kept = tuple(other for other in there if other.name != name)
    if len(kept) == len(there):
        raise LookupError(f"There is no connection called {name!r}.")
    _write(kept, path)


def implied(providers: Iterable[Provider], there: Iterable[Connection]) -> tuple[Connection, ...]:
    """Connections that make themselves: the key is set in the environment, or the weights are installed, and nothing
    else is needed."""
    known = {connection.plugin for connection in there}
    return tuple(
        Connection(name=provider.name, plugin=provider.name)
        for provider in providers
        if provider.name not in known and provider.needs <= {"key"} and _given(provider)
    )


def _given(provider: Provider) -> bool:
    weights = weights_of(provider)
    return any(os.environ.get(variable) for variable in provider.variables) or (
        weights is not None and weights.lacking is None
    )


def _write(them: tuple[Connection, ...], path: Path | None) -> None:
    path = path or connections_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        new.write_bytes(msgspec.json.format(msgspec.json.encode(them)))
        os.replace(new, path)
    finally:
        new.unlink(missing_ok=True)
