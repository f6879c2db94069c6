"""A server that plays ComfyUI, and connections to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec
import pytest

from editor.engine.contract import Engine
from editor.engine.plugin import provided
from editor.engine.provider import Connection
from editor.engine.stop import Stop
from plugins import comfyui
from tests.plugins.comfyui.comfy import Comfy
from tests.plugins.mishaps import CANARY
from tests.served import Served, served

MakeEngine = Callable[..., Engine]


@pytest.fixture
def comfy() -> Iterator[Comfy]:
    made = Comfy()
    yield made
    made.gate.set()


@pytest.fixture
def server(comfy: Comfy, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.setenv("COMFYUI_API_KEY", CANARY)
    with served(comfy) as made:
        made.talk = comfy.talk
        yield made


@pytest.fixture
def engine(server: Served) -> MakeEngine:
    """Makes the engine of a model, as it is after a test of the connection."""

    def made(name: str = "sd_xl_base_1.0", **options: object) -> Engine:
        provider = provided(comfyui)
        connection = Connection(name="c", plugin="comfyui", address=server.base, options=options)
        connection = msgspec.structs.replace(connection, found=provider.probe(connection, Stop()))
        server.heard.clear()
        return next(one for one in provider.engines(connection) if one.name == f"c/{name}")

    return made
