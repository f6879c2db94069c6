"""What reaches engines elsewhere: a provider, the user's connections to it, and what was found at the other end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, Protocol

import msgspec

from editor.engine.contract import Engine
from editor.engine.stop import Stop

Need = Literal["key", "address", "file", "folder", "models"]


class Model(msgspec.Struct, frozen=True, kw_only=True):
    """One model that a connection reaches; `facts` are the provider's own, plain JSON, such as its schema."""

    id: str
    title: str = ""
    facts: dict[str, Any] = {}


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What was found at the other end: its version, its models, and sentences for the user on what it can do."""

    version: str = ""
    models: tuple[Model, ...] = ()
    says: tuple[str, ...] = ()
    facts: dict[str, Any] = {}


class Connection(msgspec.Struct, frozen=True, kw_only=True):
    """One way to a provider, as the user set it up. It never holds a key: see editor.engine.keys.

    `name` is unique among connections. `address` is a base URL, or the path of a file or folder; empty for the usual
    one. `options` are the provider's own, plain JSON, but for those that are everybody's: "models", "hidden",
    "at_once" and "per_minute". `found` is what the last test said.
    """

    name: str
    plugin: str
    title: str = ""
    address: str = ""
    options: dict[str, Any] = {}
    found: Found = Found()

    @property
    def added(self) -> tuple[str, ...]:
        """Ids of models that the user wrote down, to be offered besides those that are found or known."""
        return _texts(self.options.get("models"))

    @property
    def hidden(self) -> frozenset[str]:
        """Ids of models that are not offered for choice; what names one all the same can be asked."""
        return frozenset(_texts(self.options.get("hidden")))

    @property
    def at_once(self) -> int | None:
        """How many requests may be under way, by the user's wish; None: as many as the engines say."""
        return _number(self.options.get("at_once"))

    @property
    def per_minute(self) -> int | None:
        """How many requests may begin in a minute, by the user's wish; None: as many as there are."""
        return _number(self.options.get("per_minute"))


class Provider(Protocol):
    """Makes engines of connections. A plugin's package offers `provider() -> Provider`; importing it must be cheap.

    `needs` says what a connection takes, `optional` what it may take besides; with "models" there, ids of any models
    that the user writes down: see `Connection.added`. `variables` are the environment's names of its key, and `usual`
    the addresses at which one may be running on this computer. One whose models come in packages has them as `weights`
    (editor.engine.weights) too: it is connected by itself where they are installed.
    """

    name: str
    title: str
    version: str
    needs: frozenset[Need]
    optional: frozenset[Need]
    variables: tuple[str, ...]
    usual: tuple[str, ...]

    def probe(self, connection: Connection, stop: Stop) -> Found:
        """Look at the other end, without spending money. Raises EngineError."""
        ...

    def engines(self, connection: Connection) -> Iterable[Engine]:
        """The engines that a connection gives, one a model, from what is known of it; nothing is asked or loaded.

        Their names begin with that of the connection: "comfyui/sd_xl_base_1.0".
        """
        ...


def _texts(value: object) -> tuple[str, ...]:
    """What is text in a list that anybody may have written."""
    return tuple(text for text in value if isinstance(text, str)) if isinstance(value, list | tuple) else ()


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None
