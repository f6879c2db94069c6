"""A ComfyUI that runs at PATCHBOARD_COMFYUI: a workflow that needs no model takes the whole road, is found again and
stopped; the checkpoint named by PATCHBOARD_COMFYUI_CHECKPOINT, as `patchboard engines` does, draws and fills."""

from __future__ import annotations

import json
import os
import threading
import time
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from editor.engine.addresses import base_url
from editor.engine.contract import Candidate, Engine, Progress
from editor.engine.errors import Cancelled
from editor.engine.plugin import provided
from editor.engine.provider import Connection
from editor.engine.stop import Stop
from editor.engine.web import Web
from editor.steps.ask import Wish
from editor.steps.gather import gathered
from plugins import comfyui
from tests.plugins.asked import one, request, stopped_while
from tests.plugins.comfyui.comfy import INK, until
from tests.real.conftest import address_of, found
from tests.steps.road import board, box_mask, filled, photograph

LARGE = 4096


def node(kind: str, title: str = "", **inputs: Any) -> dict[str, Any]:
    return {"class_type": kind, "inputs": inputs, "_meta": {"title": title}}


FILL = {
    "picture": node("LoadImage", "canvas:image", image="x.png"),
    "mask": node("LoadImageMask", "canvas:mask", image="x.png", channel="alpha"),
    "ink": node("EmptyImage", "canvas:width canvas:height", width=8, height=8, batch_size=1, color=0xC81E3C),
    "put": node(
        "ImageCompositeMasked", destination=["picture", 0], source=["ink", 0], mask=["mask", 0], x=0, y=0,
        resize_source=False,
    ),
    "save": node("SaveImage", "canvas:output", images=["put", 0], filename_prefix="patchboard/test"),
}  # fmt: skip
"""Puts INK where the mask is."""


def slow(count: int = 24) -> dict[str, Any]:
    """Scales a picture up and down again, many times."""
    graph = {"0": node("EmptyImage", width=512, height=512, batch_size=1, color=int(time.time()) & 0xFFFFFF)}
    for at in range(1, count):
        side = LARGE if at % 2 else 512
        scaled = node("ImageScale", image=[str(at - 1), 0], upscale_method="lanczos", width=side, height=side)
        graph[str(at)] = {**scaled, "inputs": {**scaled["inputs"], "crop": "disabled"}}
    graph["save"] = node("SaveImage", images=[str(count - 1), 0], filename_prefix="patchboard/slow")
    return graph


@pytest.fixture(scope="module")
def address() -> str:
    return base_url(address_of("PATCHBOARD_COMFYUI", "a ComfyUI"), "")


def engine(address: str, folder: Path, graph: dict[str, Any]) -> Engine:
    (folder / "flow.json").write_text(json.dumps(graph))
    connection = found(provided(comfyui), address, {"models": [str(folder / "flow.json")]})
    made = [one for one in provided(comfyui).engines(connection) if one.name == "real/flow"]
    assert made, connection.found.says
    return made[0]


def fresh(kind: Any, w: int, h: int) -> Any:
    """A request of a name of its own."""
    return msgspec.structs.replace(request(kind, w, h), id=f"{kind} {time.time()}")


def test_versions(address: str, say: list[str]) -> None:
    say.extend(found(provided(comfyui), address).found.says)


def test_a_workflow_takes_the_whole_road_and_leaves_the_rest(address: str, tmp_path: Path, say: list[str]) -> None:
    pixels = photograph(640, 512)
    document, layer = board(pixels)
    values = box_mask(pixels, 280, 200, 90, 80)
    begun = time.monotonic()
    done = filled(document, layer, values, engine(address, tmp_path, FILL))
    took = time.monotonic() - begun
    result, _ = gathered(done.document, layer)
    assert np.array_equal(result[values == 0], pixels[values == 0])
    assert np.abs(result[230:250, 310:340, :3].astype(int) - INK).max() <= 2
    sent = done.generation.recipe.size
    say.append(f"workflow without a model, {sent.w} x {sent.h}, from asking to an accepted layer: {took:.2f} s")


def test_a_request_that_is_asked_again_is_found(address: str, tmp_path: Path, say: list[str]) -> None:
    made, asked = engine(address, tmp_path, FILL), fresh("inpaint", 512, 384)
    answers = list(made.generate(asked, Stop()))
    assert any(isinstance(answer, Progress) and answer.fraction > 0.3 for answer in answers), "it told of its nodes"
    begun = time.monotonic()
    again = list(engine(address, tmp_path, FILL).generate(asked, Stop()))
    say.append(f"found again after it was done: {time.monotonic() - begun:.2f} s")
    assert [answer.data for answer in again if isinstance(answer, Candidate)] == [answers[-1].data]  # type: ignore[union-attr]
    assert not any(isinstance(answer, Progress) for answer in again), "it was not drawn again"


def test_a_stop_interrupts_what_runs_and_takes_out_what_waits(address: str, tmp_path: Path, say: list[str]) -> None:
    made, web = engine(address, tmp_path, slow()), Web(address, local=True)

    def there(where: str) -> int:
        return len(web.call("GET", "/queue", Stop()).field(f"queue_{where}") or ())

    waits, first, ended = threading.Event(), Stop(), []

    def run() -> None:
        with pytest.raises(Cancelled):
            list(made.generate(fresh("generate", 512, 512), first))
        ended.append(time.monotonic())

    thread = threading.Thread(target=run)
    thread.start()
    until(lambda: there("running") == 1)
    threading.Thread(target=lambda: (until(lambda: there("pending") == 1), waits.set())).start()
    took = stopped_while(made, fresh("generate", 512, 512), waits)
    until(lambda: there("pending") == 0)
    assert there("running") == 1, "what runs was left alone"
    begun = time.monotonic()
    first.set()
    thread.join()
    noticed = ended[0] - begun
    until(lambda: there("running") == 0, 60)
    server = time.monotonic() - begun
    say.append(
        f"stopped while waiting: {took * 1000:.0f} ms, while running: {noticed * 1000:.0f} ms; there {server:.1f} s"
    )
    assert took < 0.25 and noticed < 0.25


def checkpoint(address: str) -> Engine:
    wanted = os.environ.get("PATCHBOARD_COMFYUI_CHECKPOINT", "")
    if not wanted:
        pytest.skip("set PATCHBOARD_COMFYUI_CHECKPOINT to the name of a checkpoint that may be used")
    connection: Connection = found(provided(comfyui), address, {"fields": {"steps": 4}})
    return next(one for one in provided(comfyui).engines(connection) if one.name == f"real/{wanted}")


def test_a_checkpoint_draws_and_fills(address: str, say: list[str]) -> None:
    made = checkpoint(address)
    assert one(made, fresh("generate", 512, 512)).pixels.shape == (512, 512, 3)
    pixels = photograph(640, 512)
    document, layer = board(pixels)
    values = box_mask(pixels, 280, 200, 120, 100)
    done = filled(document, layer, values, made, Wish(words="a leaf", prompt="a leaf", seed=3))
    result, _ = gathered(done.document, layer)
    assert np.array_equal(result[values == 0], pixels[values == 0])
    say.append(f"{made.name}: fill by the whole road: {done.fitted.report.verdict}")
