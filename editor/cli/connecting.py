"""`patchboard connect`, `test-engine`, `disconnect`: the ways to engines elsewhere; no key is ever an argument."""

from __future__ import annotations

import getpass
import os
import sys
from argparse import Namespace
from typing import Any

import msgspec

from editor.cli.answers import stopped_by_ctrl_c
from editor.cli.console import Console, Failure
from editor.cli.failures import refusals
from editor.engine.connecting import NAME, is_kept, kept, left, tried
from editor.engine.connections import connect as keep
from editor.engine.errors import Cancelled, EngineError
from editor.engine.keys import Place, place
from editor.engine.provider import Connection, Provider
from editor.engine.registry import Registry
from editor.engine.stop import Stop
from editor.engine.weights import weights_of


def connect(options: Namespace, console: Console) -> None:
    """Look at the other end, keep the connection and its key, and say what was found."""
    registry = Registry.found()
    provider = _provider(registry, options.provider)
    name = options.name or provider.name
    if not NAME.fullmatch(name):
        raise Failure(f"{name!r} is no name", "Use letters, digits, dots, dashes and underscores.", code=2)
    new = Connection(name=name, plugin=provider.name)
    before = next((one for one in registry.connections if one.name == name), new)
    if before.plugin != provider.name:
        raise Failure(f"{name!r} is a connection to {before.plugin}", "Choose another --name.", code=2)
    wanted = msgspec.structs.replace(
        before,
        address=_address(options, provider, before),
        options=_with_options(before, options, provider),
    )
    secret = _secret(options, provider)
    try:
        wanted = _looked(provider, wanted, secret, console)
    except EngineError as error:
        if not options.anyway:
            advice = f"{error.advice} Nothing was kept; --anyway connects it all the same."
            raise Failure(error.message, advice, code=3) from error
    with refusals():
        there = kept(provider, wanted, secret)
    if there.kind == "run":
        where = f"set {provider.variables[0]}" if provider.variables else "it cannot be kept here"
        raise Failure(
            f"{name} is connected, but this system has no keyring that could keep the key",
            f"Keep the key in the environment: {where}.",
        )
    registry.reconnect()
    _tell(registry, wanted, there, console)


def test_engine(options: Namespace, console: Console) -> None:
    """Look at the other end anew, and keep what was found."""
    registry = Registry.found()
    connection = _connection(registry, options.name.partition("/")[0])
    provider = _provider(registry, connection.plugin)
    connection = _looked(provider, connection, "", console)
    with refusals():
        if is_kept(connection):
            keep(connection)
            registry.reconnect()
    _tell(registry, connection, place(connection.name, provider.variables), console)


def disconnect(options: Namespace, console: Console) -> None:
    """Forget it, with its key."""
    registry = Registry.found()
    connection = _connection(registry, options.name)
    with refusals():
        if not is_kept(connection):
            raise _stays(options.name, _provider(registry, connection.plugin))
        left(connection.name)
    console.answer({"disconnected": connection.name}, f"{connection.name} is not connected any more.")


def _stays(name: str, provider: Provider) -> Failure:
    if weights := weights_of(provider):
        carriers = " ".join(sorted({file.carrier for file in weights.files}))
        return Failure(f"{name} is connected as long as its weights are installed", f"pip uninstall {carriers}")
    return Failure(f"{name} is connected by the environment", f"Take {' or '.join(provider.variables)} out of it.")


def _looked(provider: Provider, connection: Connection, secret: str, console: Console) -> Connection:
    """With what was found. Raises EngineError, KeyboardInterrupt after Ctrl+C."""
    stop = Stop()
    console.progress(0, f"Looking at {provider.title}")
    with stopped_by_ctrl_c(stop):
        try:
            return tried(provider, connection, stop, secret)
        except Cancelled:
            raise KeyboardInterrupt from None
        finally:
            console.end()


def _tell(registry: Registry, connection: Connection, there: Place, console: Console) -> None:
    engines = [name for name in registry.names if _connects(registry, name) == connection.name]
    value: dict[str, Any] = {
        "connection": connection.name,
        "provider": connection.plugin,
        "address": connection.address,
        "version": connection.found.version,
        "says": list(connection.found.says),
        "engines": engines,
        "key": there.kind,
    }
    version = f", version {connection.found.version}" if connection.found.version else ""
    where = {"environment": f"Its key is in {there.variable}.", "keyring": "Its key is in the system's keyring."}
    told = [f"{connection.name} is connected{version}.", *connection.found.says, *filter(None, [where.get(there.kind)])]
    console.answer(value, *told, *(f"  {name}" for name in engines))


def _connects(registry: Registry, engine: str) -> str:
    """The name of the connection that gives an engine; "" for one that is simply installed."""
    found = registry.connection(engine)
    return found.name if found is not None else ""


def _provider(registry: Registry, name: str) -> Provider:
    try:
        return registry.provider(name)
    except LookupError:
        known = ", ".join(sorted(one.name for one in registry.providers)) or "none"
        raise Failure(f"there is nothing called {name!r} to connect", f"Known: {known}.", code=2) from None


def _connection(registry: Registry, name: str) -> Connection:
    found = [one for one in registry.connections if one.name == name]
    if not found:
        if (lacking := registry.absent(name)) is not None:
            raise lacking
        known = ", ".join(one.name for one in registry.connections) or "none"
        raise Failure(f"there is no connection called {name!r}", f"Connected: {known}.", code=2)
    return found[0]


def _address(options: Namespace, provider: Provider, before: Connection) -> str:
    """A base URL, or the absolute path of what it works with. Raises Failure for what it does not take or lacks."""
    taken = provider.needs | provider.optional
    for need in ("address", "file", "folder"):
        if getattr(options, need) and need not in taken:
            raise Failure(f"{provider.title} takes no {need}", f"Leave --{need} out.", code=2)
    path = options.file or options.folder
    for need in provider.needs & {"file", "folder"}:
        if not (path or before.address):
            raise Failure(f"{provider.title} needs a {need}", f"Name it with --{need}.", code=2)
    if path is not None and not path.exists():
        raise Failure(f"there is no {path}", "Check the name and the folder.")
    usual = provider.usual[0] if "address" in provider.needs and provider.usual else ""
    return str(path.absolute()) if path else options.address or before.address or usual


def _with_options(before: Connection, options: Namespace, provider: Provider) -> dict[str, Any]:
    if options.model and "models" not in provider.optional:
        raise Failure(f"{provider.title} offers what it has", "Leave --model out.", code=2)
    models = list(dict.fromkeys((*before.added, *options.model)))
    wanted = {"models": models, "at_once": options.at_once, "per_minute": options.per_minute}
    return {**before.options, **{name: value for name, value in wanted.items() if value}}


def _secret(options: Namespace, provider: Provider) -> str:
    """The key that is given; "" where it is in the environment already, or none is. Raises Failure."""
    if not (options.key_stdin or options.key_from_env):
        return ""
    if "key" not in provider.needs | provider.optional:
        raise Failure(f"{provider.title} takes no key", "Leave it out.", code=2)
    if options.key_from_env:
        secret, source = os.environ.get(options.key_from_env, "").strip(), options.key_from_env
        if options.key_from_env in provider.variables and secret:
            return ""  # it is read there whenever it is needed
    else:
        source = "standard input"
        secret = (getpass.getpass("Key: ") if sys.stdin.isatty() else sys.stdin.readline()).strip()
    if not secret:
        raise Failure(f"there is no key in {source}", "Nothing was kept.", code=2)
    return secret
