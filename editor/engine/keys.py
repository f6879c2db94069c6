"""Keys of providers: read from the environment or the system's keyring when they are used, and written nowhere else."""

from __future__ import annotations

import os
from collections.abc import Iterable

from editor.engine.errors import AuthError

SERVICE = "Patchboard"


def key(connection: str, variables: Iterable[str] = ()) -> str:
    """The key of a connection: what the environment says, else what the keyring has; empty where there is none."""
    for variable in variables:
        if found := os.environ.get(variable, "").strip():
            return found
    try:
        import keyring

        return keyring.get_password(SERVICE, connection) or ""
    except Exception:  # no keyring on this system, or a locked one: as good as none
        return ""


def needed_key(connection: str, title: str, variables: tuple[str, ...] = ()) -> str:
    """As `key`. Raises AuthError where there is none."""
    if found := key(connection, variables):
        return found
    also = f", or set {variables[0]}" if variables else ""
    raise AuthError(f"There is no key for {title}.", f"Connect it with a key{also}, and try again.")


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
