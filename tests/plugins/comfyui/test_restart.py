"""The editor ends while ComfyUI draws; opened again, what is retried finds its prompt, and the road goes on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from editor.engine.contract import Engine
from editor.steps.ask import Wish
from editor.steps.gather import gathered
from tests.plugins.comfyui.comfy import Comfy, until
from tests.plugins.comfyui.conftest import MakeEngine
from tests.served import Served
from tests.session.test_generations import LAYER, marked_project, opened


def begun(path: Path, engine: Engine, comfy: Comfy) -> str:
    """Ask for two pictures, and end the program while the first is drawn; the generation's id."""
    comfy.gate.clear()
    with opened(path, engine) as generations:
        id = generations.ask(LAYER, engine.name, Wish(words="a boat", seed=4, count=2))
        until(lambda: len(comfy.queued) == 2 and bool(comfy.running))
    return id


@pytest.mark.parametrize("done", [False, True], ids=["still drawn", "done meanwhile"])
def test_what_was_asked_before_the_end_is_found_after_it(
    tmp_path: Path, engine: MakeEngine, comfy: Comfy, server: Served, done: bool
) -> None:
    path = marked_project(tmp_path / "a.patchboard")
    id = begun(path, engine(), comfy)
    if done:
        comfy.gate.set()
        until(lambda: len(comfy.history) == 2)
    with opened(path, engine()) as generations:
        (left,) = generations.session.unanswered
        assert left.id == id
        before, _ = gathered(generations.session.document, generations.session.document.layers[LAYER])
        assert generations.retry(id) == id
        comfy.gate.set()
        shown = generations.wait(id)
        assert sorted(one.offer.seed for one in shown) == [4, 5]
        generations.accept(shown[0])
        after, _ = gathered(generations.session.document, generations.session.document.layers[LAYER])
        assert not np.array_equal(before, after)
    assert list(comfy.queued.values()) == [1, 1], "nothing was drawn twice"
    assert "POST /interrupt" not in server.paths
