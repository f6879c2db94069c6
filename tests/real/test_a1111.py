"""A web UI that runs at PATCHBOARD_A1111: its first checkpoint draws and fills, in few steps."""

from __future__ import annotations

import time

import numpy as np
import pytest

from editor.engine.contract import Engine
from editor.engine.plugin import provided
from editor.engine.provider import Connection
from editor.steps.ask import Wish
from editor.steps.gather import gathered
from plugins import a1111
from tests.plugins.asked import one, request
from tests.real.conftest import address_of, found
from tests.steps.road import board, box_mask, filled, photograph

STEPS = {"fields": {"steps": 4}}


@pytest.fixture(scope="module")
def connection() -> Connection:
    return found(provided(a1111), address_of("PATCHBOARD_A1111", "a Stable Diffusion web UI"), STEPS)


def engine(connection: Connection, kind: str) -> Engine:
    for made in provided(a1111).engines(connection):
        if kind in made.abilities.kinds:
            return made
    pytest.skip(f"nothing there can {kind}")


def test_versions(connection: Connection, say: list[str]) -> None:
    say.extend((connection.found.version, *connection.found.says))
    assert connection.found.models


def test_words_become_a_picture(connection: Connection, say: list[str]) -> None:
    begun = time.monotonic()
    made = one(engine(connection, "generate"), request("generate", 512, 512, seed=7))
    assert made.pixels.shape == (512, 512, 3) and made.seed == 7
    say.append(f"512 x 512 from words, 4 steps: {time.monotonic() - begun:.1f} s; {made.facts}")


def test_the_whole_road_fills_and_leaves_the_rest(connection: Connection, say: list[str]) -> None:
    pixels = photograph(640, 512)
    document, layer = board(pixels)
    values = box_mask(pixels, 280, 200, 120, 100)
    done = filled(document, layer, values, engine(connection, "inpaint"), Wish(words="a leaf", prompt="a leaf", seed=3))
    result, _ = gathered(done.document, layer)
    assert np.array_equal(result[values == 0], pixels[values == 0])
    assert not np.array_equal(result[values > 0], pixels[values > 0])
    say.append(f"fill by the whole road: {done.fitted.report.verdict}")
