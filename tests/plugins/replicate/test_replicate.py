"""Replicate against a server that speaks as it does: schemas, inputs, waits, refusals, and runs called off."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from editor._plugins.replicate import provider

from editor.engine.contract import Engine, Progress
from editor.engine.errors import AuthError, BadRequest, BadResult, BillingError, Blocked, ModelGone, NetworkError
from editor.engine.provider import Connection, Found
from editor.engine.received import pixels_of
from editor.engine.stop import Stop
from tests.plugins.asked import answers, candidates, failed, one, png, reference, request, stopped_while
from tests.plugins.mishaps import CANARY, MISHAPS, Mishap, endured
from tests.plugins.replicate.predictions import HASH, MODELS, Replicate
from tests.served import Reply, Served, as_json, served

FILL, EDIT, DIFFUSION = "black-forest-labs/flux-fill-pro", "google/nano-banana", "someone/diffusion"
PINNED = f"{DIFFUSION}:{HASH}"


@pytest.fixture
def replicate() -> Replicate:
    return Replicate()


@pytest.fixture
def server(replicate: Replicate, soon: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.setenv("REPLICATE_API_TOKEN", CANARY)
    with served(replicate) as made:
        replicate.base = made.base
        yield made


@pytest.fixture(scope="module")
def found() -> Found:
    """What a test of the connection says, with all models of the tests written down, and one that is not there."""
    with served(Replicate()) as server, pytest.MonkeyPatch.context() as environment:
        environment.setenv("REPLICATE_API_TOKEN", CANARY)
        models = [*MODELS, PINNED, "no/such"]
        asked = Connection(name="rep", plugin="replicate", address=f"{server.base}/v1", options={"models": models})
        return provider().probe(asked, Stop())


Engines = Callable[..., Engine]


@pytest.fixture
def engine(server: Served, found: Found) -> Engines:
    """Gives the engine of a model, over a connection that was tested."""
    connected = Connection(name="rep", plugin="replicate", address=f"{server.base}/v1", found=found)

    def of(model: str = FILL) -> Engine:
        return next(made for made in provider().engines(connected) if made.name == f"rep/{model}")

    return of


def sent_picture(address: str) -> np.ndarray:
    kind, _, data = address.partition(",")
    assert kind == "data:image/png;base64"
    return pixels_of(base64.b64decode(data, validate=True))


def test_a_test_says_whose_token_it_is_and_what_models_take(found: Found) -> None:
    assert found.says[0] == "Connected as ada." and "no/such is not there." in found.says
    assert "someone/video is no use here: it needs video_url." in found.says
    versions = {model.id: model.facts["version"] for model in found.models}
    assert versions[FILL] == FILL and versions[DIFFUSION] == HASH and versions[PINNED] == HASH


def test_a_wrong_token_is_told(server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPLICATE_API_TOKEN", "wrong-token-wrong")
    with pytest.raises(AuthError, match="valid token"):
        provider().probe(Connection(name="rep", plugin="replicate", address=f"{server.base}/v1"), Stop())


def test_what_models_can_do_is_read_from_their_schemas(engine: Engines) -> None:
    fill, edit, diffusion = (engine(model).abilities for model in (FILL, EDIT, PINNED))
    assert fill.kinds == {"inpaint", "outpaint"} and fill.masks == "native"
    assert edit.kinds == {"generate", "image", "inpaint", "outpaint"} and edit.masks == "redraw"
    assert edit.references == 2 and edit.ratios == ((1, 1), (4, 3))
    assert diffusion.kinds == {"generate"} and diffusion.largest_count == 4
    assert (diffusion.smallest_side, diffusion.largest_side, diffusion.multiple) == (512, 1024, 256)


def test_an_area_is_filled_with_picture_and_mask(engine: Engines, replicate: Replicate) -> None:
    asked = request("inpaint", seed=7)
    made = answers(engine(), asked)
    stages = [(answer.fraction, answer.stage) for answer in made if isinstance(answer, Progress)]
    assert stages == [(0.0, "Sending"), (0.0, "Sent"), (0.0, "Starting"), (0.45, "Drawing"), (1.0, "Received")]
    (run,) = replicate.runs
    assert run["version"] == FILL and run["input"]["seed"] == 7 and run["input"]["output_format"] == "png"
    assert asked.image is not None and asked.mask is not None
    assert np.array_equal(sent_picture(run["input"]["image"]), asked.image[..., :3])
    assert np.array_equal(sent_picture(run["input"]["mask"])[..., 0], asked.mask)
    (candidate,) = (answer for answer in made if not isinstance(answer, Progress))
    assert candidate.data == png(64, 48) and candidate.seed == 7 and candidate.price is None
    assert candidate.facts == {"model": "someone/x", "version": FILL, "run": "0", "seconds": 1.5}


def test_a_model_that_redraws_is_shown_the_marking_and_the_references(engine: Engines, replicate: Replicate) -> None:
    one(engine(EDIT), request("outpaint", 64, 48, references=(reference(1),)))
    sent = replicate.runs[0]["input"]
    assert len(sent["image_input"]) == 3 and sent["aspect_ratio"] == "4:3" and "Image 3" in sent["prompt"]


def test_several_pictures_come_of_one_run_where_the_model_makes_them(engine: Engines, replicate: Replicate) -> None:
    found = candidates(engine(DIFFUSION), request("generate", 768, 512, seed=3, count=3))
    (run,) = replicate.runs
    assert run["version"] == HASH and run["input"]["num_outputs"] == 3 and run["input"]["width"] == 768
    assert [candidate.seed for candidate in found] == [3, 4, 5]


def test_a_large_picture_is_stored_first(
    engine: Engines, replicate: Replicate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("editor._plugins.replicate.predictions.LARGE", 100)
    one(engine(), request("inpaint"))
    assert replicate.runs[0]["input"]["image"] == f"{replicate.base}/v1/files/0" and len(replicate.stored) == 2
    assert b"\x89PNG" in replicate.stored[0] and b'name="content"' in replicate.stored[0]


@pytest.mark.parametrize("mishap", MISHAPS, ids=lambda mishap: mishap.name)
def test_mishaps(engine: Engines, server: Served, mishap: Mishap, nothing_leaks: list[object]) -> None:
    endured(mishap, server, engine(), request("inpaint"), nothing_leaks)


ENDS = [
    ({"status": "failed", "error": "NSFW content detected. Try another prompt."}, Blocked, False),
    ({"status": "failed", "error": "The input was flagged as sensitive. (E005)"}, Blocked, False),
    ({"status": "failed", "error": "CUDA out of memory"}, BadResult, True),
    ({"status": "failed"}, BadResult, True),
    ({"status": "canceled"}, BadResult, True),
    ({"status": "aborted"}, BadResult, True),
    ({"status": "succeeded", "output": None}, BadResult, True),
    ({"status": "succeeded", "output": "some text"}, BadResult, True),
]


@pytest.mark.parametrize(("end", "kind", "billed"), ENDS)
def test_a_run_that_gives_no_picture_says_why(
    engine: Engines, replicate: Replicate, end: dict[str, object], kind: type, billed: bool
) -> None:
    replicate.looks = [end]
    error = failed(engine(), request("inpaint"))
    assert type(error) is kind and error.billed is billed
    if end.get("error"):
        assert str(end["error"]) in error.message


@pytest.mark.parametrize("shape", [lambda at: at, lambda at: [at], lambda at: {"image": at, "seed": 7}])
def test_an_output_has_any_shape(engine: Engines, replicate: Replicate, shape: Callable[[str], object]) -> None:
    replicate.output = shape(f"{replicate.base}/delivery/0.png")
    assert one(engine(), request("inpaint")).data == png(64, 48)


def test_a_throttle_says_in_words_how_long(engine: Engines, server: Served) -> None:
    said = "Request was throttled. Expected available in 900 seconds."
    server.next = [as_json({"detail": said}, 429)]
    assert failed(engine(), request("inpaint")).retry_after == 900


REFUSED = [
    ({"title": "Billing required", "detail": "Set up billing."}, 402, BillingError),
    ({"title": "Input validation failed", "detail": "- input.seed: Invalid type.", "status": 422}, 422, BadRequest),
    ({"title": "Not found", "detail": "The specified version does not exist."}, 404, ModelGone),
]


@pytest.mark.parametrize(("body", "status", "kind"), REFUSED)
def test_what_cannot_begin_says_why(
    engine: Engines, server: Served, body: dict[str, object], status: int, kind: type
) -> None:
    server.next = [as_json(body, status)]
    error = failed(engine(), request("inpaint"))
    assert type(error) is kind and str(body["detail"]) in error.message and not error.billed


def test_the_token_goes_only_where_the_provider_is(engine: Engines, replicate: Replicate) -> None:
    with served(lambda _heard: as_json({"status": "succeeded"})) as other:
        replicate.elsewhere = other.base
        error = failed(engine(), request("inpaint"))
        assert type(error) is NetworkError and error.billed and not other.heard


def test_an_expired_address_and_a_picture_that_is_broken_huge_or_of_another_size(
    engine: Engines, replicate: Replicate, monkeypatch: pytest.MonkeyPatch
) -> None:
    replicate.picture = Reply(404)
    error = failed(engine(), request("inpaint"))
    assert type(error) is BadResult and "expired" in error.advice and error.billed
    replicate.picture = Reply(200, png(64, 48)[:60])
    assert type(failed(engine(), request("inpaint"))) is BadResult
    replicate.picture = Reply(200, png(48, 48))
    assert one(engine(), request("inpaint")).pixels.shape[:2] == (48, 48)
    monkeypatch.setattr("editor.engine.web.PICTURE", 100)
    assert type(failed(engine(), request("inpaint"))) is BadResult


def test_a_stop_ends_the_wait_and_the_run(engine: Engines, replicate: Replicate) -> None:
    replicate.looks = [{"status": "processing", "logs": None}] * 999
    assert stopped_while(engine(), request("inpaint"), replicate.looked) < 0.1 + 0.15  # the machine is shared
    for thread in threading.enumerate():
        if thread.name == "call off":
            thread.join(5)
    assert replicate.cancelled == 1
