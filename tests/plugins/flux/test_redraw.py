"""FLUX's models that redraw or draw from words: the pictures, words and sizes that they are sent, and their prices."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import numpy as np
import pytest
from editor._plugins.flux import provider

from editor.engine.catalogue import Catalogue, Facts
from editor.engine.contract import Engine, Price, Reference
from editor.engine.errors import ModelGone
from editor.engine.provider import Connection
from editor.engine.stop import Stop
from tests.plugins.asked import failed, one, picture, reference, request
from tests.plugins.flux.bfl import Bfl, sent_picture
from tests.plugins.mishaps import CANARY
from tests.served import Served, served


@pytest.fixture
def bfl() -> Bfl:
    return Bfl()


@pytest.fixture
def server(bfl: Bfl, soon: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.setenv("BFL_API_KEY", CANARY)
    with served(bfl) as made:
        bfl.base = made.base
        yield made


def engine(server: Served, model: str) -> Engine:
    connected = Connection(name="mine", plugin="flux", address=f"{server.base}/v1")
    return next(made for made in provider().engines(connected) if made.name == f"mine/{model}")


def test_a_masked_edit_shows_the_picture_the_marking_and_the_references(server: Served, bfl: Bfl) -> None:
    asked = request("inpaint", references=(reference(1), reference(2, "palette")), avoid="birds")
    one(engine(server, "flux-2-pro"), asked)
    (sent,) = bfl.tasks
    assert (sent["width"], sent["height"]) == (64, 48) and sent["model"] == "flux-2-pro"
    pictures = [sent_picture(sent[field]) for field in sorted(sent) if field.startswith("input_image")]
    assert asked.image is not None and asked.mask is not None
    assert len(pictures) == 4 and np.array_equal(pictures[0], asked.image[..., :3])
    changed = (pictures[1] != pictures[0]).any(axis=2)
    assert np.array_equal(changed, asked.mask > 0), "the second one differs where it is marked"
    assert np.array_equal(pictures[3], asked.references[1].image[..., :3])
    for words in ("a red boat", "Image 3 shows the style", "Image 4 shows the colours", "birds"):
        assert words in sent["prompt"]


def test_a_picture_from_words_alone_is_sent_none(server: Served, bfl: Bfl) -> None:
    one(engine(server, "flux-2-klein-4b"), request("generate", 128, 64))
    (sent,) = bfl.tasks
    assert sent["prompt"] == "a red boat" and (sent["width"], sent["height"]) == (128, 64)
    assert not [field for field in sent if "image" in field]


def test_one_that_takes_one_picture_is_told_in_words(server: Served, bfl: Bfl) -> None:
    asked = request("inpaint", 64, 36, avoid="birds")
    assert "not shown" in one(engine(server, "flux-kontext-pro"), asked).notes[0]
    (sent,) = bfl.tasks
    assert asked.image is not None and np.array_equal(sent_picture(sent["input_image"]), asked.image[..., :3])
    assert sent["aspect_ratio"] == "16:9" and "width" not in sent
    assert sent["prompt"].startswith("a red boat. The picture must not show: birds. Keep everything else as it is")


def test_a_reference_prompts_with_its_strength(server: Served, bfl: Bfl) -> None:
    styled = request("generate", 64, 64, references=(Reference(picture(32, 32), strength=0.25),))
    one(engine(server, "flux-pro-1.1-ultra"), styled)
    one(engine(server, "flux-pro-1.1"), request("generate", 64, 32))
    first, second = bfl.tasks
    assert first["aspect_ratio"] == "1:1" and first["image_prompt_strength"] == 0.25
    assert np.array_equal(sent_picture(first["image_prompt"]), picture(32, 32)[..., :3])
    assert (second["width"], second["height"]) == (64, 32) and "image_prompt" not in second


def test_large_pictures_and_what_is_sent_along_cost_more(server: Served) -> None:
    def micros(kind: str, w: int, h: int, count: int = 1, **more: object) -> int:
        price = engine(server, "flux-2-pro").price(request(kind, w, h, count=count, **more))  # type: ignore[arg-type]
        assert isinstance(price, Price) and price.estimated
        return price.micros

    assert micros("generate", 1024, 1024) == 30_000
    assert micros("generate", 2048, 1024, 2) == 2 * 45_000
    assert micros("image", 1000, 1000) == 45_000
    assert micros("inpaint", 1000, 1000, references=(reference(1),)) == 30_000 + 3 * 15_000


def test_every_model_of_the_catalogue_is_an_engine_that_can_do_something(server: Served) -> None:
    engines = list(provider().engines(Connection(name="mine", plugin="flux", address=server.base)))
    assert len(engines) >= 11 and all(made.abilities.kinds and made.abilities.place == "thread" for made in engines)
    assert all(made.price(request("generate", 64, 64)) is not None for made in engines)


def test_a_retired_model_names_its_successor(server: Served, bfl: Bfl, monkeypatch: pytest.MonkeyPatch) -> None:
    old = Facts(
        id="flux-old",
        plugin="flux",
        title="Old FLUX",
        retires=datetime.date(2020, 1, 1),
        successor="flux-2-pro",
        extra={"family": "words"},
    )
    monkeypatch.setattr("editor._plugins.flux.connecting.catalogue", lambda: Catalogue([old]))
    error = failed(engine(server, "flux-old"), request("generate"))
    assert type(error) is ModelGone and "flux-2-pro" in error.advice and not bfl.tasks
    found = provider().probe(Connection(name="mine", plugin="flux", address=f"{server.base}/v1"), Stop())
    assert not found.models, "it is not offered any more"
