"""A checkpoint draws, fills and extends; what goes wrong is said, a stop ends it at the server, the key stays here."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import msgspec
import numpy as np
import pytest

from editor.engine.contract import Candidate, Engine, Progress, Request
from editor.engine.errors import BadRequest, BadResult, ModelGone
from editor.engine.provider import Connection, Found, Model
from editor.engine.stop import Stop
from editor.pixels.geometry import Size
from editor.steps.gather import gathered
from plugins import a1111
from tests.engine.requests import inpaint
from tests.plugins.a1111.webui import INK, TITLE, WebUI, decoded, encoded
from tests.plugins.asked import candidates, failed, stopped_while
from tests.plugins.mishaps import CANARY, MISHAPS, Mishap
from tests.served import Reply, Served, as_json, served
from tests.steps.road import board, box_mask, filled, photograph

WORDS = Request(id="r1", kind="generate", size=Size(64, 48), prompt="a boat", avoid="people", seed=7)


@pytest.fixture
def ui() -> WebUI:
    return WebUI()


@pytest.fixture
def server(ui: WebUI, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.setenv("A1111_API_AUTH", f"ada:{CANARY}")
    ui.locked = True
    with served(ui) as made:
        yield made


def engine(server: Served, name: str = "dreams", **options: object) -> Engine:
    models = (
        Model(id="dreams", facts={"checkpoint": TITLE}),
        Model(id="upscale Lanczos", facts={"upscaler": "Lanczos"}),
    )
    connection = Connection(
        name="c", plugin="a1111", address=server.base, options=options, found=Found(models=models, facts={})
    )
    return next(made for made in a1111.provider().engines(connection) if made.name == f"c/{name}")


def test_words_become_pictures_with_seeds_and_nothing_to_pay(server: Served, ui: WebUI) -> None:
    made = candidates(engine(server), msgspec.structs.replace(WORDS, count=3))
    assert [candidate.seed for candidate in made] == [7, 8, 9] and len(ui.fields) == 1
    assert made[0].pixels.shape == (48, 64, 3) and made[0].mime == "image/png" and made[0].data
    assert made[0].price is not None and made[0].price.micros == 0 and made[0].facts["model"] == "dreams"
    sent = ui.fields[0]
    assert (sent["prompt"], sent["negative_prompt"], sent["seed"], sent["n_iter"]) == ("a boat", "people", 7, 3)
    assert sent["override_settings"] == {"sd_model_checkpoint": TITLE} and not sent["save_images"]


def test_a_sheet_of_all_pictures_is_left_out(server: Served, ui: WebUI) -> None:
    ui.sheet = True
    made = candidates(engine(server), msgspec.structs.replace(WORDS, count=2))
    assert [candidate.pixels.shape for candidate in made] == [(48, 64, 3)] * 2


def test_a_server_that_draws_one_a_call_is_called_again(server: Served, ui: WebUI) -> None:
    ui.kind = "KoboldCpp"
    made = candidates(engine(server), msgspec.structs.replace(WORDS, count=3))
    assert [candidate.seed for candidate in made] == [7, 8, 9]
    assert [fields["seed"] for fields in ui.fields] == [7, 8, 9]


def test_seeds_fit_the_server(server: Served, ui: WebUI) -> None:
    candidates(engine(server), msgspec.structs.replace(WORDS, seed=(1 << 40) + 5))
    assert ui.fields[0]["seed"] == 5


def test_a_mask_goes_along_and_no_edge_is_blended_there(server: Served, ui: WebUI) -> None:
    request = msgspec.structs.replace(inpaint(64, 48), strength=0.6)
    (made,) = candidates(engine(server), request)
    sent = ui.fields[0]
    assert request.mask is not None and np.array_equal(decoded(sent["mask"]), request.mask)
    assert sent["denoising_strength"] == 0.6 and sent["mask_blur"] == 0 and sent["inpaint_full_res"] is False
    assert sent["inpainting_fill"] == 1 and (sent["width"], sent["height"]) == (64, 48)
    assert tuple(made.pixels[20, 20]) == INK


def test_a_picture_without_a_mask_is_drawn_over(server: Served, ui: WebUI) -> None:
    request = msgspec.structs.replace(inpaint(64, 48), kind="image", mask=None, strength=0.4)
    candidates(engine(server), request)
    assert ui.fields[0]["denoising_strength"] == 0.4 and "mask" not in ui.fields[0]


def test_a_border_is_sent_filled_with_what_continues_the_picture(server: Served, ui: WebUI) -> None:
    image = np.zeros((48, 64, 4), np.uint8)
    image[:, :40] = (10, 120, 200, 255)
    mask = np.where(image[..., 3] == 0, 255, 0).astype(np.uint8)
    candidates(
        engine(server), Request(id="r1", kind="outpaint", size=Size(64, 48), image=image, mask=mask, strength=0.3)
    )
    sent = decoded(ui.fields[0]["init_images"][0])
    assert sent.shape == (48, 64, 3) and np.abs(sent.astype(int) - (10, 120, 200)).max() <= 1
    assert ui.fields[0]["denoising_strength"] == 0.8 and ui.fields[0]["inpainting_fill"] == 0


def test_what_is_usual_can_be_changed_by_connection_and_by_request(server: Served, ui: WebUI) -> None:
    request = msgspec.structs.replace(WORDS, options={"fields": {"steps": 4}})
    candidates(engine(server, fields={"steps": 9, "cfg_scale": 1.0}), request)
    assert ui.fields[0]["steps"] == 4 and ui.fields[0]["cfg_scale"] == 1.0


def test_flux_has_its_own_guidance(server: Served, ui: WebUI) -> None:
    connection = Connection(name="c", plugin="a1111", address=server.base, found=Found(models=(Model(id="flux-dev"),)))
    (there,) = a1111.provider().engines(connection)
    candidates(there, WORDS)
    assert ui.fields[0]["cfg_scale"] == 1.0 and ui.fields[0]["distilled_cfg_scale"] == 3.5


def test_progress_is_asked_for_beside_the_call(server: Served, ui: WebUI) -> None:
    ui.seconds = 1.3
    seen = [answer for answer in engine(server).generate(WORDS, Stop()) if isinstance(answer, Progress)]
    assert seen and seen[0].fraction == 0.28 and seen[0].seconds_left == 3.5 and "7 of 25" in seen[0].stage
    assert seen[0].preview is not None and seen[0].preview.shape == (8, 8, 3)


def _until(true: object, seconds: float = 10.0) -> None:
    until = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < until, "it did not come to that"
        time.sleep(0.005)


@pytest.mark.parametrize("kind", ["A1111", "SD.Next"])
def test_a_stop_ends_it_at_once_and_interrupts_the_server(server: Served, ui: WebUI, kind: str) -> None:
    ui.kind, ui.seconds = kind, 3.0
    assert stopped_while(engine(server), WORDS, ui.drawing) < 0.25
    _until(lambda: "POST /sdapi/v1/interrupt" in server.paths)


def test_what_others_have_drawn_there_is_not_interrupted(server: Served, ui: WebUI) -> None:
    ui.seconds, ui.state = 1.0, {"active": False, "queued": True, "completed": False}
    stopped_while(engine(server), WORDS, ui.drawing)
    _until(lambda: "POST /internal/progress" in server.paths)
    assert "POST /sdapi/v1/interrupt" not in server.paths
    ui.state = {"active": True, "queued": False, "completed": False}
    _until(lambda: "POST /sdapi/v1/interrupt" in server.paths)


def test_what_was_done_when_it_was_stopped_is_not_interrupted(server: Served, ui: WebUI) -> None:
    ui.seconds, ui.state = 0.5, {"active": False, "queued": False, "completed": True}
    stopped_while(engine(server), WORDS, ui.drawing)
    _until(lambda: "POST /internal/progress" in server.paths)
    _until(lambda: not any(thread.name == "call off" for thread in threading.enumerate()))
    assert "POST /sdapi/v1/interrupt" not in server.paths


def test_an_older_server_that_knows_no_calls_by_name_is_interrupted(server: Served, ui: WebUI) -> None:
    ui.seconds, ui.state = 1.0, {"active": False, "queued": False, "completed": False}
    stopped_while(engine(server), WORDS, ui.drawing)
    _until(lambda: "POST /sdapi/v1/interrupt" in server.paths)


@pytest.mark.parametrize(
    ("detail", "kind", "said"),
    [("Model not found", ModelGone, "no such checkpoint"), ("Sampler not found", BadRequest, "Sampler not found")],
)
def test_what_the_server_does_not_have_is_said(server: Served, detail: str, kind: type[Exception], said: str) -> None:
    server.next = [as_json({"detail": detail}, 404)]
    error = failed(engine(server), WORDS)
    assert isinstance(error, kind) and said in error.message and "--api" not in error.advice


def _expected(mishap: Mishap) -> type[Exception] | None:
    return None if mishap.name == "cut" else mishap.error  # free: it is asked for once more


@pytest.mark.parametrize("mishap", MISHAPS, ids=lambda mishap: mishap.name)
def test_mishaps(server: Served, mishap: Mishap, caplog: pytest.LogCaptureFixture) -> None:
    server.next = list(mishap.replies)
    if (expected := _expected(mishap)) is None:
        (made,) = candidates(engine(server), WORDS)
        said = repr(made.facts) + repr(made.notes)
    else:
        with pytest.raises(expected) as caught:
            candidates(engine(server), WORDS)
        said = repr(caught.value) + str(caught.value) + caught.value.advice
        assert not caught.value.billed
    assert CANARY not in said + caplog.text


def test_too_little_memory_is_said_with_advice(server: Served) -> None:
    server.next = [
        as_json({"error": "OutOfMemoryError", "detail": "", "body": "", "errors": "CUDA out of memory"}, 500)
    ]
    with pytest.raises(BadRequest, match="too little memory") as caught:
        candidates(engine(server), WORDS)
    assert "smaller" in caught.value.advice and len(server.heard) == 1


def test_a_fault_of_the_server_is_quoted_and_not_asked_for_again(server: Served) -> None:
    server.next = [as_json({"error": "RuntimeError", "errors": "mat1 and mat2 shapes cannot be multiplied"}, 500)]
    with pytest.raises(BadRequest, match="mat1 and mat2"):
        candidates(engine(server), WORDS)
    assert len(server.heard) == 1


@pytest.mark.parametrize("image", ["", "no base64!", encoded(np.zeros((4, 4, 3), np.uint8))[:40], None])
def test_a_broken_picture_is_no_picture(server: Served, image: str | None) -> None:
    server.next = [as_json({"images": [image], "info": "{}"})]
    with pytest.raises(BadResult):
        candidates(engine(server), WORDS)


def test_another_size_than_asked_for_is_passed_on_as_it_is(server: Served) -> None:
    server.next = [as_json({"images": [encoded(np.zeros((5, 9, 3), np.uint8))], "info": ""})]
    assert candidates(engine(server), WORDS)[0].pixels.shape == (5, 9, 3)


def test_a_huge_answer_is_cut_off(server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("editor.engine.web.LARGEST", 1 << 20)
    server.next = [Reply(200, b" " * (2 << 20))]
    with pytest.raises(BadResult, match="more than"):
        candidates(engine(server), WORDS)


def test_an_upscaler_makes_a_picture_larger(server: Served, ui: WebUI) -> None:
    image = np.full((6, 8, 4), 255, np.uint8)
    request = Request(id="r1", kind="upscale", size=Size(8, 6), image=image, options={"factor": 3})
    (made,) = engine(server, "upscale Lanczos").generate(request, Stop())
    assert isinstance(made, Candidate) and made.pixels.shape == (18, 24, 3)
    assert ui.fields[0]["upscaler_1"] == "Lanczos"


def test_the_whole_road_leaves_all_but_the_mask_as_it_was(server: Served) -> None:
    pixels = photograph(640, 512)
    document, layer = board(pixels)
    values = box_mask(pixels, 280, 200, 90, 80)
    done = filled(document, layer, values, engine(server))
    result, _ = gathered(done.document, layer)
    assert np.array_equal(result[values == 0], pixels[values == 0])
    assert np.abs(result[230:250, 310:340, :3].astype(int) - INK).max() <= 40, "the fill is there"


def test_the_whole_road_extends(server: Served) -> None:
    pixels = photograph(512, 320)
    document, layer = board(pixels)
    done = filled(document, layer, np.full((320, 96), 255, np.uint8), engine(server), at=(512, 0))
    result, box = gathered(done.document, layer)
    assert box == Size(608, 320).rect and np.array_equal(result[:, :512], pixels)
    assert np.abs(result[100:200, 580:600, :3].astype(int) - INK).max() <= 40
