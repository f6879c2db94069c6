"""A home of a test's own with providers installed in it, a keyring in memory, and a server for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backend
import pytest

from editor.engine import outside, registry
from tests.engines.atelier import atelier
from tests.engines.shed import Shed
from tests.served import Served

INSTALLED = ("editor._plugins.builtin", "tests.engines.atelier", "tests.engines.shed")


class Ring(keyring.backend.KeyringBackend):
    """A keyring in memory."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder, where Atelier and Shed are installed besides the built-in engine, and nothing is connected."""
    monkeypatch.setattr(registry, "plugin_paths", lambda: list(INSTALLED))
    monkeypatch.setattr(outside, "installed", lambda: ())
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "config"))
    monkeypatch.delenv("ATELIER_API_KEY", raising=False)
    return tmp_path


@pytest.fixture
def ring() -> Iterator[Ring]:
    before, made = keyring.get_keyring(), Ring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def server() -> Iterator[Served]:
    with atelier() as made:
        yield made


@pytest.fixture
def running(server: Served, monkeypatch: pytest.MonkeyPatch) -> Served:
    """The server, where a Shed usually runs."""
    monkeypatch.setattr(Shed, "usual", (server.base,))
    return server
