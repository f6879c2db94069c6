"""Keys of providers: read from the environment or the system's keyring when they are used, and written nowhere else."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Literal, NamedTuple

from editor.engine.errors import AuthError

SERVICE = "Patchboard"
_lent: dict[str, str] = {}  # by connection; for as long as this process runs, or a test of the connection


class Place(NamedTuple):
    """Where a key is; `variable` names the one of the environment that holds it."""

    kind: Literal["environment", "run", "keyring", "nowhere"]
    variable: str = ""


def key(connection: str, variables: Iterable[str] = ()) -> str:
    """The key of a connection: what the environment says, what was lent to this run, else what the keyring has.

    Empty where there is none.
    """
    return _found(connection, variables)[0]


def place(connection: str, variables: Iterable[str] = ()) -> Place:
    """Where `key` finds it."""
    return _found(connection, variables)[1]


def needed_key(connection: str, title: str, variables: tuple[str, ...] = ()) -> str:
    """As `key`. Raises AuthError where there is none."""
    if found := key(connection, variables):
        return found
    raise no_key(title, variables)


def no_key(title: str, variables: tuple[str, ...] = ()) -> AuthError:
    """What to say, and advise, where a key is needed and there is none."""
    also = f", or set {variables[0]}" if variables else ""
    return AuthError(f"There is no key for {title}.", f"Connect it with a key{also}, and try again.")


def keep_key(connection: str, secret: str) -> None:
    """Put it into the system's keyring; an empty one takes it out. Raises OSError, which says what to do."""
    try:
        import keyring

        if secret:
            keyring.set_password(SERVICE, connection, secret)
        elif keyring.get_password(SERVICE, connection) is not None:
            keyring.delete_password(SERVICE, connection)
    except Exception as error:
        raise OSError(
            f"This system has no keyring that could keep the key ({type(error).__name__}): set it in the environment."
        ) from None


def lend_key(connection: str, secret: str) -> None:
    """Have it in this process alone, until it ends; an empty one is forgotten."""
    if secret:
        _lent[connection] = secret
    else:
        _lent.pop(connection, None)


@contextmanager
def lent(connection: str, secret: str) -> Iterator[None]:
    """Have it only meanwhile, to try it out before it is kept; an empty one changes nothing."""
    before = _lent.get(connection, "")
    if secret:
        lend_key(connection, secret)
    try:
        yield
    finally:
        lend_key(connection, before)


def _found(connection: str, variables: Iterable[str]) -> tuple[str, Place]:
    for variable in variables:
        if secret := os.environ.get(variable, "").strip():
            return secret, Place("environment", variable)
    if secret := _lent.get(connection, ""):
        return secret, Place("run")
    try:
        import keyring

        secret = keyring.get_password(SERVICE, connection) or ""
    except Exception:  # no keyring on this system, or a locked one: as good as none
        secret = ""
    return secret, Place("keyring" if secret else "nowhere")


def basic(pair: str) -> str:
    """The "authorization" of a key that is "name:password"."""
    return f"Basic {base64.b64encode(pair.encode()).decode('ascii')}"
