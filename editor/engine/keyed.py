"""What providers share that are reached with a key, at their own address or at one of the user's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from editor.engine.addresses import is_local
from editor.engine.answer import Explain, nothing_special
from editor.engine.keys import needed_key
from editor.engine.provider import Connection, Need
from editor.engine.web import Web


class Keyed:
    """`address` is the provider's own. The key goes along as `header: scheme KEY`; `explain` reads its errors.

    `silent` is how many seconds it may say nothing.
    """

    name: str
    title: str
    version = "1"
    needs: frozenset[Need] = frozenset({"key"})
    optional: frozenset[Need] = frozenset({"address"})
    variables: tuple[str, ...] = ()
    usual: tuple[str, ...] = ()

    address: ClassVar[str]
    header: ClassVar[str] = "authorization"
    scheme: ClassVar[str] = "Bearer"
    explain: Explain = staticmethod(nothing_special)
    silent: ClassVar[float] = 300.0

    def web(self, connection: Connection) -> Web:
        """HTTP over a connection; the key is read with each request."""
        base = self.base(connection)
        return Web(
            base,
            headers=lambda: self.headers(connection),
            explain=self.explain,
            local=is_local(base),
            read_limit=self.silent,
        )

    def base(self, connection: Connection) -> str:
        return connection.address or self.address

    def headers(self, connection: Connection) -> Mapping[str, str]:
        """Raises AuthError where there is no key."""
        return {self.header: f"{self.scheme} {needed_key(connection.name, self.title, self.variables)}".strip()}
