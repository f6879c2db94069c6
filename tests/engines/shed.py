"""A test-only provider that needs no key and runs on this computer, with the server of the atelier."""

from __future__ import annotations

from editor.engine.provider import Connection, Need
from editor.engine.web import Web
from tests.engines.atelier import Atelier


class Shed(Atelier):
    """Needs no key, and is found where a test says that it runs."""

    name, title = "shed", "Shed"
    needs: frozenset[Need] = frozenset({"address"})
    optional: frozenset[Need] = frozenset()
    variables: tuple[str, ...] = ()
    each = 0

    def web(self, connection: Connection) -> Web:
        return Web(connection.address, local=True)


def provider() -> Shed:
    return Shed()
