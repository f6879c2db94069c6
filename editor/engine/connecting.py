"""Connecting: a provider is looked at with a key that is only tried, kept with its key once it is wanted, and left."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable

import msgspec

from editor.engine.connections import connect, connections, disconnect
from editor.engine.errors import EngineError
from editor.engine.failure import unforeseen
from editor.engine.keys import Place, keep_key, lend_key, lent, no_key, place
from editor.engine.provider import Connection, Provider
from editor.engine.registry import Registry
from editor.engine.stop import Stop

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def tried(provider: Provider, connection: Connection, stop: Stop, secret: str = "") -> Connection:
    """The connection with what was found at its other end; a `secret` is its key meanwhile, and kept nowhere.

    Raises EngineError, whose words do not hold the secret.
    """
    try:
        with lent(connection.name, secret):
            found = provider.probe(connection, stop)
    except Exception as error:
        known = error if isinstance(error, EngineError) else unforeseen(error)
        raise _without(secret, known) from None
    return msgspec.structs.replace(connection, found=found)


def kept(provider: Provider, connection: Connection, secret: str = "") -> Place:
    """Keep the connection, and its key where there is a new one; where the key is then.

    Without a keyring the key is lent to this run alone. Raises ValueError, OSError as `connect`.
    """
    connect(connection)
    if secret:
        try:
            keep_key(connection.name, secret)
            lend_key(connection.name, "")
        except OSError:
            lend_key(connection.name, secret)
    return place(connection.name, provider.variables)


def left(name: str) -> None:
    """Forget a connection and its key, where that is in the keyring. Raises LookupError, ValueError, OSError."""
    disconnect(name)
    lend_key(name, "")
    with contextlib.suppress(OSError):  # without a keyring there is nothing in it
        keep_key(name, "")


def is_kept(connection: Connection) -> bool:
    """Whether the user set it up, rather than the environment alone. Raises ValueError as `connections`."""
    return any(one.name == connection.name for one in connections())


def free_name(provider: Provider, taken: Iterable[str]) -> str:
    """A name for another connection: that of the provider, with a number where it is taken."""
    known = set(taken)
    names = (f"{provider.name}-{number}" if number > 1 else provider.name for number in range(1, len(known) + 2))
    return next(name for name in names if name not in known)


def keyless(registry: Registry) -> dict[str, EngineError]:
    """What keeps connections, by name, whose key is needed and nowhere to be found. The keyring may take its time."""
    found = {}
    for connection in registry.connections:
        with contextlib.suppress(LookupError):  # nothing that is installed can use it: the registry tells of that
            provider = registry.provider(connection.plugin)
            if "key" in provider.needs and place(connection.name, provider.variables).kind == "nowhere":
                found[connection.name] = no_key(connection.title or provider.title, provider.variables)
    return found


def _without(secret: str, error: EngineError) -> EngineError:
    if secret:
        error.message, error.advice = (text.replace(secret, "[key]") for text in (error.message, error.advice))
        error.args = (error.message,)
    return error
