"""A test-only provider whose engine runs in a worker process, and paints in the colour that its connection says."""

from __future__ import annotations

from collections.abc import Iterable

from editor.engine.contract import Engine
from editor.engine.provider import Connection, Found, Need
from editor.engine.stop import Stop
from tests.engines.painter import Painter


class Local:
    """Its one engine is there as soon as it is connected."""

    name, title, version = "local", "Local", "1"
    needs: frozenset[Need] = frozenset()
    optional: frozenset[Need] = frozenset()
    variables: tuple[str, ...] = ()
    usual: tuple[str, ...] = ()

    def probe(self, connection: Connection, stop: Stop) -> Found:
        return Found()

    def engines(self, connection: Connection) -> Iterable[Engine]:
        engine = Painter(colour=tuple(connection.options["colour"]), place="worker")
        engine.name = f"{connection.name}/paint"
        return [engine]


def provider() -> Local:
    return Local()
