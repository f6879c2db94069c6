"""Seedream against a server that speaks as ModelArk does: what is sent, drawn, streamed and refused."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from editor._plugins.seedream import provider

from editor.engine.contract import Engine, Price, Progress
from editor.engine.errors import (
    AuthError,
    BadRequest,
    BadResult,
    BillingError,
    Blocked,
    Busy,
    ModelGone,
    NetworkError,
    RateLimited,
)
from editor.engine.provider import Connection
from editor.engine.stop import Stop
from tests.plugins.asked import answers, candidates, failed, one, png, reference, request, stopped_while
from tests.plugins.mishaps import CANARY, MISHAPS, Mishap, endured
from tests.plugins.seedream.ark import Ark, coded, error, sent_picture, streamed
from tests.served import Heard, Reply, Served, served

FIVE, FOUR = "seedream-5-0-260128", "seedream-4-0-250828"


@pytest.fixture
def ark() -> Ark:
    return Ark()


@pytest.fixture
def server(ark: Ark, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.setenv("ARK_API_KEY", CANARY)
    with served(ark) as made:
        ark.base = made.base
        yield made


def connection(server: Served, **more: Any) -> Connection:
    return Connection(name="ark", plugin="seedream", address=f"{server.base}/api/v3", **more)


def engines(server: Served, **more: Any) -> dict[str, Engine]:
    return {made.name: made for made in provider().engines(connection(server, **more))}


def engine(server: Served, model: str = FIVE) -> Engine:
    return engines(server)[f"ark/{model}"]


def test_a_test_lists_what_draws_and_costs_nothing(server: Served, ark: Ark) -> None:
    found = provider().probe(connection(server), Stop())
    assert [model.id for model in found.models] == [FOUR, "seedream-9-0-999999"] and not ark.asked
    offered = engines(server, found=found, options={"models": ["ep-20260101-abcde"]})
    assert {"ark/seedream-4-0-250828", "ark/seedream-9-0-999999", "ark/ep-20260101-abcde"} <= set(offered)
    assert offered["ark/seedream-9-0-999999"].abilities.smallest_side == 1920
    ark.models = []
    assert "activate one" in provider().probe(connection(server), Stop()).says[0]


def test_a_wrong_key_is_told(server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARK_API_KEY", "wrong-key-wrong")
    with pytest.raises(AuthError, match="missing or invalid"):
        provider().probe(connection(server), Stop())


def test_a_masked_edit_shows_the_picture_the_marking_and_the_references(server: Served, ark: Ark) -> None:
    asked = request("inpaint", references=(reference(1, "character"),), avoid="birds")
    made = answers(engine(server), asked)
    assert [answer.stage for answer in made if isinstance(answer, Progress)] == ["Sending", "Drawing"]
    (sent,) = ark.asked
    assert (sent["model"], sent["size"], sent["watermark"]) == (FIVE, "64x48", False)
    assert sent["output_format"] == "png" and sent["response_format"] == "b64_json" and "seed" not in sent
    pictures = [sent_picture(address) for address in sent["image"]]
    assert asked.image is not None and asked.mask is not None
    assert len(pictures) == 3 and np.array_equal(pictures[0], asked.image[..., :3])
    assert np.array_equal((pictures[1] != pictures[0]).any(axis=2), asked.mask > 0)
    assert "Image 3 shows who appears" in sent["prompt"] and "birds" in sent["prompt"]
    (candidate,) = (answer for answer in made if not isinstance(answer, Progress))
    assert candidate.data == png(64, 48) and candidate.price == Price(35_000)
    assert candidate.facts == {"model": FIVE, "answered by": FIVE, "size": "64x48", "request": "r-77"}


def test_words_alone_send_no_picture_and_old_models_no_format(server: Served, ark: Ark) -> None:
    found = candidates(engine(server, FOUR), request("generate", 1024, 1024, seed=3, count=2))
    assert sorted(candidate.seed for candidate in found) == [3, 4] and len(ark.asked) == 2
    assert "image" not in ark.asked[0] and "output_format" not in ark.asked[0]
    assert ark.asked[0]["prompt"] == "a red boat" and engine(server, FOUR).price(request("generate", count=2)) == Price(
        60_000
    )
    error = failed(engine(server), request("generate", prompt=" "))
    assert type(error) is BadRequest and len(ark.asked) == 2


def test_sizes_are_never_below_what_a_model_draws(server: Served) -> None:
    can = engine(server).abilities
    assert can.smallest_side**2 == 2560 * 1440, "users report this as the least area"
    assert can.references == 12 and can.masks == "redraw" and not can.seeds
    assert engine(server, FOUR).abilities.smallest_side == 1024


@pytest.mark.parametrize("by_address", [True, False])
def test_a_server_that_makes_no_stream_is_understood(server: Served, ark: Ark, by_address: bool) -> None:
    ark.streams, ark.by_address = False, by_address
    assert one(engine(server), request("inpaint")).data == png(64, 48)
    assert ark.asked[0]["stream"] is True


def test_a_large_picture_is_sent_as_jpeg(server: Served, ark: Ark, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("editor._plugins.seedream.pictures.LARGEST", 300)
    noise = np.random.default_rng(1).integers(0, 90, (48, 64, 4), np.uint8)
    noise[..., 3] = 255
    error = failed(engine(server), request("image", image=noise, mask=None))
    assert type(error) is BadRequest and "too large" in error.message
    monkeypatch.setattr("editor._plugins.seedream.pictures.LARGEST", 6_000)
    one(engine(server), request("image", image=noise, mask=None))
    assert ark.asked[0]["image"][0].startswith("data:image/jpeg;base64,")


@pytest.mark.parametrize("mishap", MISHAPS, ids=lambda mishap: mishap.name)
def test_mishaps(server: Served, mishap: Mishap, nothing_leaks: list[object]) -> None:
    endured(mishap, server, engine(server), request("inpaint"), nothing_leaks)


REFUSED = [
    (error("InputTextSensitiveContentDetected", "sensitive"), Blocked, "the words"),
    (error("InputTextSensitiveContentDetected.PolicyViolation", "sensitive"), Blocked, "the words"),
    (error("InputImageSensitiveContentDetected", "sensitive"), Blocked, "a picture that was sent"),
    (error("OutputImageSensitiveContentDetected", "sensitive"), Blocked, "had drawn"),
    (error("InvalidParameter", "image size must be at least 3686400 pixels"), BadRequest, "3686400"),
    (error("AccountOverdueError", "overdue", 403), BillingError, "overdue"),
    (error("SetLimitExceeded", "limit", 429), BillingError, "limit"),
    (error("QuotaExceeded", "trial is over", 429), BillingError, "trial"),
    (error("ModelNotOpen", "not activated", 404), ModelGone, "not activated"),
    (error("RateLimitExceeded.EndpointRPMExceeded", "too many", 429), RateLimited, "too many"),
    (error("AccessDenied", "no", 403), AuthError, "403"),
]


@pytest.mark.parametrize(("reply", "kind", "words"), REFUSED)
def test_a_refusal_says_what_was_refused(server: Served, reply: Reply, kind: type, words: str) -> None:
    server.next = [reply._replace(headers={**reply.headers, "retry-after": "0.01"})] * 9
    error = failed(engine(server), request("inpaint"))
    assert type(error) is kind and words in error.message and not error.billed


def event(kind: str, **more: Any) -> dict[str, Any]:
    return {"type": f"image_generation.{kind}", "model": FIVE, "image_index": 0, **more}


MIDWAY = [
    ([event("partial_failed", error={"code": "OutputImageSensitiveContentDetected", "message": "m"})], Blocked, False),
    ([event("partial_failed", error={"code": "InternalServiceError", "message": "m"})], BadResult, False),
    ([{"error": {"code": "InputTextSensitiveContentDetected", "message": "m"}}], Blocked, False),
    ([event("completed", usage={})], BadResult, True),
    ([event("partial_succeeded", b64_json="iVBO!")], BadResult, True),
    ([event("partial_succeeded", b64_json=coded(png(64, 48)[:60]))], BadResult, True),
    ([event("partial_succeeded")], BadResult, False),
]


@pytest.mark.parametrize(("events", "kind", "billed"), MIDWAY)
def test_what_goes_wrong_in_a_stream_says_why(
    server: Served, ark: Ark, events: list[dict[str, Any]], kind: type, billed: bool
) -> None:
    ark.events = events
    error = failed(engine(server), request("inpaint"))
    assert type(error) is kind and error.billed is billed


def test_a_stream_that_is_cut_may_have_been_charged(server: Served) -> None:
    server.next = [streamed([event("partial_image", b64_json="")], cut=True)]
    error = failed(engine(server), request("inpaint"))
    assert type(error) is NetworkError and error.billed


def test_a_picture_at_an_address_that_has_expired_or_is_of_another_size(server: Served, ark: Ark) -> None:
    ark.by_address = True
    ark.picture = Reply(200, png(48, 48))
    assert one(engine(server), request("inpaint")).pixels.shape[:2] == (48, 48)
    ark.picture = Reply(403, b"expired")
    error = failed(engine(server), request("inpaint"))
    assert type(error) is BadResult and "expired" in error.advice and error.billed


def test_an_endless_answer_is_cut_off(server: Served, ark: Ark, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("editor.engine.web.LARGEST", 2_000)
    ark.picture = Reply(200, b"x" * 9_000)
    error = failed(engine(server), request("inpaint"))
    assert type(error) is BadResult and error.billed


def test_a_retired_model_is_told(server: Served, ark: Ark) -> None:
    server.next = [error("InvalidEndpointOrModel.NotFound", "The model does not exist.", 404)]
    assert type(failed(engine(server), request("inpaint"))) is ModelGone


def test_trouble_of_the_provider_is_waited_out(server: Served) -> None:
    server.next = [error("InternalServiceError", "sorry", 500)._replace(headers={"retry-after": "0"})] * 9
    assert type(failed(engine(server), request("inpaint"))) is Busy


def test_a_stop_ends_the_wait_soon(server: Served) -> None:
    began = threading.Event()

    def silent(_heard: Heard) -> Reply:
        began.set()
        return Reply(wait=9)

    server.play = silent
    assert stopped_while(engine(server), request("inpaint"), began) < 0.1 + 0.15  # the machine is shared
