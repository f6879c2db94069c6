"""Servers that speak as OpenAI does: what is sent to them, and which key they never see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from editor._plugins.openai_compatible import provider

from editor.engine.contract import Engine
from editor.engine.errors import AuthError, BadResult, ModelGone
from editor.engine.keys import lent
from editor.engine.provider import Connection, Found, Model
from editor.engine.stop import Stop
from tests.plugins.asked import failed, one, request
from tests.plugins.mishaps import CANARY, MISHAPS, Mishap
from tests.plugins.openai.api import Api
from tests.served import Reply, Served, as_json, served


@pytest.fixture
def api() -> Api:
    """A server of somebody's own: it wants no key, and takes every size."""
    made = Api()
    made.key, made.known, made.streams = None, False, False
    return made


@pytest.fixture
def server(api: Api, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.setenv("OPENAI_API_KEY", CANARY)
    with served(api) as made:
        yield made


def connection(server: Served, *models: str, **more: Any) -> Connection:
    found = Found(models=tuple(Model(id=id) for id in models))
    return Connection(name="mine", plugin="openai_compatible", address=f"{server.base}/v1", found=found, **more)


def engine(server: Served, model: str = "sd-cpp-local") -> Engine:
    (made,) = provider().engines(connection(server, model))
    return made


def test_what_it_lists_that_draws_is_found(server: Served) -> None:
    found = provider().probe(connection(server), Stop())
    assert [model.id for model in found.models] == ["gpt-image-2.6-flare", "gpt-image-2-2026-04-21", "gpt-image-9"]


def test_where_no_name_speaks_of_images_all_are_found(server: Served) -> None:
    server.next = [as_json({"data": [{"id": "flux"}, {"id": "sdxl"}]})]
    found = provider().probe(connection(server), Stop())
    assert [model.id for model in found.models] == ["flux", "sdxl"] and found.says == ("It answers. 2 models.",)


def test_one_that_lists_nothing_needs_its_models_named(server: Served) -> None:
    server.play = lambda _heard: Reply(404)
    with pytest.raises(BadResult, match="does not list"):
        provider().probe(connection(server), Stop())
    named = connection(server, options={"models": ["mine-1"]})
    assert provider().probe(named, Stop()).models == ()
    assert [made.name for made in provider().engines(named)] == ["mine/mine-1"]
    assert list(provider().engines(connection(server))) == []


def test_the_key_of_openai_is_not_for_others(server: Served, api: Api) -> None:
    one(engine(server), request("generate"))
    assert all("authorization" not in heard.headers for heard in server.heard)
    api.key = "Bearer its-own-key"
    assert isinstance(failed(engine(server), request("generate")), AuthError)
    with lent("mine", "its-own-key"):
        assert one(engine(server), request("generate"))


def test_an_unknown_model_is_sent_what_every_server_takes(server: Served, api: Api) -> None:
    asked = request("inpaint")
    assert engine(server).price(asked) is None
    made = one(engine(server), asked)
    (sent,) = api.calls
    assert sent.fields.keys() == {"model", "prompt", "n", "size"} and sent.fields["model"] == "sd-cpp-local"
    image, mask = sent.files
    assert asked.image is not None and asked.mask is not None and made.price is None
    np.testing.assert_array_equal(image.pixels, asked.image[..., :3])
    np.testing.assert_array_equal(mask.pixels[..., 0] > 0, asked.mask > 0)
    np.testing.assert_array_equal(mask.pixels[..., 3] == 0, asked.mask > 0)


def test_a_model_of_openai_behind_a_gateway_is_used_as_there(server: Served, api: Api) -> None:
    api.streams = True
    made = one(engine(server, "gpt-image-2"), request("generate", 1024, 1024))
    assert api.calls[0].fields["quality"] == "high" and api.calls[0].fields["stream"] is True and made.price
    assert isinstance(failed(engine(server, "gpt-image-1"), request("generate", 1024, 1024)), ModelGone)


@pytest.mark.parametrize("mishap", MISHAPS, ids=lambda mishap: mishap.name)
def test_mishaps(server: Served, api: Api, mishap: Mishap, nothing_leaks: list[object]) -> None:
    api.key = f"Bearer {CANARY}"
    server.next = list(mishap.replies)
    with lent("mine", CANARY):
        if mishap.error is None:
            nothing_leaks.append(one(engine(server), request("inpaint")))
            return
        told = failed(engine(server), request("inpaint"))
    nothing_leaks.append(told)
    assert type(told) is mishap.error and (told.billed or not mishap.billed)
