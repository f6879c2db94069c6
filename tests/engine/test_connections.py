"""Connections are kept in the user's file, give engines, and hold no key."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest

from editor import _plugins
from editor.engine import outside
from editor.engine.connecting import free_name, keyless
from editor.engine.connections import connect, connections, connections_file, disconnect
from editor.engine.errors import AuthError, EngineError
from editor.engine.keys import keep_key, key, lend_key, lent, needed_key, place
from editor.engine.offers import model_of, offers
from editor.engine.plugin import made
from editor.engine.provider import Connection, Found, Model
from editor.engine.registry import Registry
from tests.engines.connected import Ring

PROVIDER = """
from editor.engine.contract import Abilities
from editor.engine.provider import Found
class Made:
    title, version = "Made", "1"
    abilities = Abilities(kinds=frozenset({"generate"}), place="worker")
    def __init__(self, name): self.name = name
    def price(self, request): return None
    def generate(self, request, stop): return iter(())
class Cloud:
    name, title, version = "cloud", "Cloud", "1"
    needs, optional, variables, usual = frozenset({"key"}), frozenset({"address"}), ("CLOUD_API_KEY",), ()
    def probe(self, connection, stop): return Found(version="9")
    def engines(self, connection):
        for model in connection.found.models or ():
            yield Made(f"{connection.name}/{model.id}")
        if connection.options.get("broken"):
            raise RuntimeError("no luck")
        if not connection.found.models:
            yield Made(f"{connection.name}/usual")
def provider(): return Cloud()
"""


@pytest.fixture
def cloud(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """One installed provider, in a home of its own; the user's folder."""
    monkeypatch.setattr(_plugins, "__path__", [str(tmp_path / "plugins")])
    monkeypatch.setattr(outside, "installed", tuple)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "config"))
    monkeypatch.delenv("CLOUD_API_KEY", raising=False)
    (tmp_path / "plugins" / "cloud").mkdir(parents=True)
    (tmp_path / "plugins" / "cloud" / "__init__.py").write_text(PROVIDER)
    sys.modules.pop("editor._plugins.cloud", None)
    yield tmp_path
    sys.modules.pop("editor._plugins.cloud", None)


def test_nothing_is_connected_at_first(cloud: Path) -> None:
    found = Registry.found()
    assert found.names == () and [provider.name for provider in found.providers] == ["cloud"]
    assert connections() == () and not connections_file().exists()


def test_a_connection_gives_an_engine_for_each_model(cloud: Path) -> None:
    models = (Model(id="small"), Model(id="large"))
    connect(Connection(name="mine", plugin="cloud", found=Found(models=models)))
    found = Registry.found()
    assert found.names == ("mine/small", "mine/large") and not found.problems
    assert made(found.path("mine/large")).name == "mine/large", "a worker process makes the same one"


def test_a_new_connection_is_there_without_a_new_start(cloud: Path) -> None:
    found = Registry.found()
    connect(Connection(name="mine", plugin="cloud"))
    found.reconnect()
    assert found.names == ("mine/usual",)
    path = found.path("mine/usual")
    connect(Connection(name="mine", plugin="cloud", title="Renamed"))
    connect(Connection(name="other", plugin="cloud"))
    found.reconnect()
    assert found.names == ("mine/usual", "other/usual") and len(connections()) == 2
    disconnect("mine")
    found.reconnect()
    assert found.names == ("other/usual",)
    with pytest.raises(EngineError, match="not connected any more"):
        made(path)
    with pytest.raises(LookupError):
        disconnect("mine")


def test_a_key_in_the_environment_is_a_connection(cloud: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLOUD_API_KEY", "sk-canary")
    found = Registry.found()
    assert found.names == ("cloud/usual",)
    assert made(found.path("cloud/usual")).name == "cloud/usual"
    assert not connections_file().exists()


@pytest.mark.parametrize("text", [b"{", b"[{}]", b"\xff\xfe", b'{"name": 3}'])
def test_a_file_that_is_no_list_of_engines_hurts_nobody(cloud: Path, text: bytes) -> None:
    connections_file().parent.mkdir(parents=True)
    connections_file().write_bytes(text)
    found = Registry.found()
    assert found.names == () and "engines.json" in found.problems[0].reason and "mend it" in found.problems[0].reason
    with pytest.raises(ValueError, match="mend it"):
        connect(Connection(name="mine", plugin="cloud"))
    assert connections_file().read_bytes() == text, "what is there is not overwritten"


def test_a_connection_that_cannot_be_used_is_told_of_and_leaves_the_others(cloud: Path) -> None:
    connect(Connection(name="gone", plugin="no_such"))
    connect(Connection(name="bad", plugin="cloud", options={"broken": True}))
    connect(Connection(name="good", plugin="cloud"))
    found = Registry.found()
    assert found.names == ("good/usual",)
    assert [problem.path for problem in found.problems] == ["no_such@gone", "cloud@bad"]
    found.reconnect()
    assert len(found.problems) == 2, "they are not told twice"


def test_a_key_is_looked_for_in_the_environment_and_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    before = keyring.get_keyring()
    ring = Ring()
    keyring.set_keyring(ring)
    try:
        monkeypatch.delenv("CLOUD_API_KEY", raising=False)
        assert key("mine", ("CLOUD_API_KEY",)) == ""
        with pytest.raises(AuthError) as caught:
            needed_key("mine", "Cloud", ("CLOUD_API_KEY",))
        assert "CLOUD_API_KEY" in caught.value.advice
        keep_key("mine", "from the keyring")
        assert needed_key("mine", "Cloud", ("CLOUD_API_KEY",)) == "from the keyring"
        monkeypatch.setenv("CLOUD_API_KEY", "from the environment")
        assert key("mine", ("CLOUD_API_KEY",)) == "from the environment"
        keep_key("mine", "")
        keep_key("mine", "")
        assert not ring.kept
    finally:
        keyring.set_keyring(before)


def test_a_system_without_a_keyring_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    from keyring.backends.fail import Keyring as None_

    before = keyring.get_keyring()
    keyring.set_keyring(None_())
    try:
        assert key("mine") == ""
        with pytest.raises(OSError, match="set it in the environment"):
            keep_key("mine", "sk-canary")
    finally:
        keyring.set_keyring(before)


def test_a_key_that_is_lent_is_there_for_this_run_and_one_that_is_tried_only_meanwhile() -> None:
    assert place("mine").kind == "nowhere"
    with lent("mine", "to be tried"):
        assert key("mine") == "to be tried" and place("mine").kind == "run"
    assert key("mine") == ""
    lend_key("mine", "for this run")
    with lent("mine", ""):
        assert key("mine") == "for this run"
    lend_key("mine", "")
    assert key("mine") == ""


def test_models_are_written_down_and_hidden_whatever_stands_in_the_file() -> None:
    assert Connection(name="a", plugin="a", options={"models": ["x/y", 3], "hidden": ["z"]}).added == ("x/y",)
    odd = Connection(name="a", plugin="a", options={"models": "x", "hidden": {"z": 1}})
    assert odd.added == () and odd.hidden == frozenset()


def test_a_second_connection_gets_a_number(cloud: Path) -> None:
    provider = Registry.found().provider("cloud")
    assert free_name(provider, ()) == "cloud"
    assert free_name(provider, ("cloud", "cloud-2")) == "cloud-3"


def test_engines_are_offered_by_connection_and_those_that_are_hidden_can_be_asked(cloud: Path) -> None:
    models = (Model(id="small"), Model(id="large"))
    options = {"hidden": ["large"]}
    connect(Connection(name="mine", plugin="cloud", title="My cloud", found=Found(models=models), options=options))
    found = Registry.found()
    assert [(offer.engine.name, offer.group, offer.hidden) for offer in offers(found)] == [
        ("mine/small", "My cloud", False),
        ("mine/large", "My cloud", True),
    ]
    assert found.engine("mine/large") and model_of("mine/a/b") == "a/b"
    assert list(keyless(found)) == ["mine"]
