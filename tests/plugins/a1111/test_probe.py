"""Which server of the family answers, what it has, and what is said where it does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from editor.engine.errors import AuthError, BadRequest, EngineError, NetworkError
from editor.engine.plugin import provided
from editor.engine.provider import Connection, Found, Provider
from editor.engine.stop import Stop
from plugins import a1111
from tests.plugins.a1111.webui import SdServer, WebUI
from tests.plugins.mishaps import CANARY
from tests.served import Heard, Reply, as_json, served


@pytest.fixture
def provider() -> Provider:
    return provided(a1111)


def probed(provider: Provider, play: Callable[[Heard], Reply], address: str = "") -> Found:
    with served(play) as server:
        return provider.probe(Connection(name="here", plugin="a1111", address=address or server.base), Stop())


@pytest.mark.parametrize("kind", ["A1111", "Forge", "SD.Next", "KoboldCpp"])
def test_the_server_gives_itself_away(provider: Provider, kind: str) -> None:
    found = probed(provider, WebUI(kind))
    assert found.version.startswith(kind)
    assert [model.id for model in found.models] == ["dreams", "upscale Lanczos", "upscale R-ESRGAN 4x+"]
    assert "1 checkpoint" in found.says[0] and "2 upscalers" in found.says[0]


def test_checkpoints_draw_and_upscalers_enlarge(provider: Provider) -> None:
    found = probed(provider, WebUI())
    engines = {engine.name: engine for engine in provider.engines(Connection(name="c", plugin="a1111", found=found))}
    assert set(engines) == {"c/dreams", "c/upscale Lanczos", "c/upscale R-ESRGAN 4x+"}
    assert engines["c/dreams"].abilities.kinds == {"generate", "image", "inpaint", "outpaint"}
    assert engines["c/upscale Lanczos"].abilities.kinds == {"upscale"}


def test_an_sd_server_is_asked_by_its_own_api(provider: Provider) -> None:
    found = probed(provider, SdServer())
    (engine,) = provider.engines(Connection(name="c", plugin="a1111", found=found))
    assert engine.name == "c/flux-klein.gguf" and engine.abilities.references and "inpaint" in engine.abilities.kinds


def test_an_address_without_http_will_do(provider: Provider) -> None:
    with served(WebUI()) as server:
        address = server.base.removeprefix("http://") + "/"
        assert provider.probe(Connection(name="c", plugin="a1111", address=address), Stop()).models


def test_a_server_without_its_api_is_told_how_to_have_one(provider: Provider) -> None:
    with pytest.raises(BadRequest, match="API is off") as caught:
        probed(provider, WebUI("closed"))
    assert "--api" in caught.value.advice


@pytest.mark.parametrize(
    "reply",
    [Reply(200, b"<html>a printer</html>"), as_json({"error": "Unexpected endpoint"}), as_json("x"), Reply(302)],
)
def test_something_else_is_not_taken_for_a_web_ui(provider: Provider, reply: Reply) -> None:
    with pytest.raises(BadRequest, match="no Stable Diffusion web UI"):
        probed(provider, lambda _heard: reply)


def test_nothing_there_is_said(provider: Provider) -> None:
    with pytest.raises(NetworkError, match="cannot be reached"):
        probed(provider, WebUI(), "http://127.0.0.1:9")


def test_a_password_is_asked_for_and_sent(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    ui = WebUI()
    ui.locked = True
    with pytest.raises(AuthError, match="name and a password"):
        probed(provider, ui)
    monkeypatch.setenv("A1111_API_AUTH", f"ada:{CANARY}")
    assert probed(provider, ui).models
    monkeypatch.setenv("A1111_API_AUTH", f"eve:{CANARY}")
    with pytest.raises(EngineError) as caught:
        probed(provider, ui)
    assert CANARY not in repr(caught.value) + caught.value.message + caught.value.advice
