"""Stability against a server that speaks as it does: forms, masks, borders, seeds, tasks and refusals."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from editor._plugins.stability import provider

from editor.engine.contract import Engine, Price, Progress
from editor.engine.errors import (
    AuthError,
    BadRequest,
    BadResult,
    BillingError,
    Blocked,
    Busy,
    Expired,
    NetworkError,
    RateLimited,
)
from editor.engine.provider import Connection
from editor.engine.stop import Stop
from tests.plugins.asked import answers, candidates, failed, one, png, request, stopped_while
from tests.plugins.mishaps import CANARY, MISHAPS, Mishap, endured
from tests.plugins.stability.api import Api, error, same
from tests.served import Reply, Served, as_json, served


@pytest.fixture
def api() -> Api:
    return Api()


@pytest.fixture
def server(api: Api, soon: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.setenv("STABILITY_API_KEY", CANARY)
    monkeypatch.setattr("editor._plugins.stability.engine.LOOKS", 0.01)
    monkeypatch.setattr("editor._plugins.stability.connecting.PENALTY", 0.01)
    with served(api) as made:
        yield made


def connection(server: Served) -> Connection:
    return Connection(name="stability", plugin="stability", address=server.base)


def engine(server: Served, model: str = "inpaint") -> Engine:
    return next(made for made in provider().engines(connection(server)) if made.name == f"stability/{model}")


def test_a_test_says_what_is_left(server: Served, api: Api) -> None:
    found = provider().probe(connection(server), Stop())
    assert found.says == ("42.5 credits are left.",) and len(found.models) == 10 and not api.asked


def test_a_wrong_key_is_told(server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STABILITY_API_KEY", "wrong-key-wrong")
    with pytest.raises(AuthError, match="invalid api key"):
        provider().probe(connection(server), Stop())


def test_an_area_is_filled_with_picture_and_mask(server: Served, api: Api) -> None:
    asked = request("inpaint", seed=7, avoid="birds")
    made = answers(engine(server), asked)
    (sent,) = api.asked
    assert asked.image is not None and asked.mask is not None
    assert sent["path"] == "edit/inpaint" and sent["prompt"] == "a red boat" and sent["negative_prompt"] == "birds"
    assert same(sent["image"], asked.image[..., :3]) and same(sent["mask"], np.dstack([asked.mask] * 3))
    assert sent["seed"] == "7" and sent["output_format"] == "png"
    (candidate,) = (answer for answer in made if not isinstance(answer, Progress))
    assert candidate.data == png(64, 48) and candidate.seed == 7 and candidate.price == Price(50_000)
    assert candidate.facts == {"model": "inpaint", "finish": "SUCCESS", "request": "r-5"}


def test_a_border_is_extended_by_its_width_on_each_side(server: Served, api: Api) -> None:
    asked = request("outpaint", prompt="")
    one(engine(server, "outpaint"), asked)
    (sent,) = api.asked
    assert [sent[side] for side in ("left", "right", "up", "down")] == ["16", "0", "16", "0"]
    assert asked.image is not None and same(sent["image"], asked.image[16:, 16:, :3])
    assert "mask" not in sent and "prompt" not in sent and "negative_prompt" not in sent


def test_words_alone_are_a_form_too(server: Served, api: Api) -> None:
    one(engine(server, "core"), request("generate", 160, 90))
    (sent,) = api.asked
    assert sent["path"] == "generate/core" and sent["aspect_ratio"] == "16:9" and "image" not in sent
    one(engine(server, "sd3.5-large-turbo"), request("generate", 64, 64, avoid="birds"))
    assert (api.asked[1]["model"], api.asked[1]["mode"]) == ("sd3.5-large-turbo", "text-to-image")
    assert "negative_prompt" not in api.asked[1] and not engine(server, "sd3.5-large-turbo").abilities.avoid


def test_a_picture_is_changed_by_a_strength(server: Served, api: Api) -> None:
    asked = request("image", 64, 64, strength=0.5, mask=None)
    one(engine(server, "sd3.5-medium"), asked)
    (sent,) = api.asked
    assert (sent["mode"], sent["strength"]) == ("image-to-image", "0.5") and "aspect_ratio" not in sent
    assert asked.image is not None and same(sent["image"], asked.image[..., :3])


def test_seeds_follow_each_other_and_none_means_any(server: Served, api: Api) -> None:
    found = candidates(engine(server), request("inpaint", seed=0, count=2))
    assert {sent["seed"] for sent in api.asked} == {"4294967294", "1"}
    assert {candidate.seed for candidate in found} == {4294967294, 1}
    assert engine(server).price(request("inpaint", count=2)) == Price(100_000)


def test_a_task_is_waited_for(server: Served, api: Api) -> None:
    made = answers(engine(server, "upscale-creative"), request("upscale", mask=None))
    stages = [answer.stage for answer in made if isinstance(answer, Progress)]
    assert stages == ["Sending", "Sent", "Drawing", "Received"] and api.asked[0]["path"] == "upscale/creative"
    api.looks = [error("content_moderation", "flagged", 403)]
    refused = failed(engine(server, "upscale-creative"), request("upscale", mask=None))
    assert type(refused) is Blocked and not refused.billed
    api.looks = [error("not_found", "unknown task", 404)]
    lost = failed(engine(server, "upscale-creative"), request("upscale", mask=None))
    assert type(lost) is Expired and lost.billed
    server.next = [as_json({"id": "../../v1"})]
    assert type(failed(engine(server, "upscale-creative"), request("upscale", mask=None))) is BadResult


def test_a_picture_is_made_larger_without_words(server: Served, api: Api) -> None:
    one(engine(server, "upscale-fast"), request("upscale", prompt="", mask=None))
    assert api.asked[0]["path"] == "upscale/fast" and "seed" not in api.asked[0]
    error = failed(engine(server, "upscale-conservative"), request("upscale", prompt="", mask=None))
    assert type(error) is BadRequest and "words" in error.message and len(api.asked) == 1


@pytest.mark.parametrize("in_json", [False, True])
def test_a_blurred_picture_is_a_refusal_although_the_answer_is_a_success(
    server: Served, api: Api, in_json: bool
) -> None:
    api.as_json = in_json
    assert one(engine(server), request("inpaint", seed=3)).seed == 3
    api.finish = "CONTENT_FILTERED"
    assert type(failed(engine(server), request("inpaint"))) is Blocked


@pytest.mark.parametrize("mishap", MISHAPS, ids=lambda mishap: mishap.name)
def test_mishaps(server: Served, mishap: Mishap, nothing_leaks: list[object]) -> None:
    endured(mishap, server, engine(server), request("inpaint"), nothing_leaks)


REFUSED = [
    (error("content_moderation", "Your request was flagged", 403), Blocked),
    (error("payment_required", "You lack sufficient credits", 402), BillingError),
    (error("bad_request", "image: width must be at least 64", 400), BadRequest),
    (error("payload_too_large", "over 10MiB", 413), BadRequest),
    (error("invalid_language", "English is the only language", 422), BadRequest),
    (error("rate_limit_exceeded", "over 150 requests in 10 seconds", 429), RateLimited),
    (error("internal_error", "please try again", 500), Busy),
]


@pytest.mark.parametrize(("reply", "kind"), REFUSED)
def test_a_refusal_says_why(server: Served, reply: Reply, kind: type) -> None:
    server.next = [reply] * 9
    error = failed(engine(server), request("inpaint"))
    assert type(error) is kind and not error.billed and reply.body.decode().split('"')[-2] in error.message


def test_a_broken_answer_another_size_and_a_cut(server: Served, api: Api) -> None:
    api.picture = png(64, 48)[:60]
    error = failed(engine(server), request("inpaint"))
    assert type(error) is BadResult and error.billed
    api.picture = png(48, 48)
    assert one(engine(server), request("inpaint")).pixels.shape[:2] == (48, 48)
    server.next = [Reply(200, png(64, 48), cut=60)]
    error = failed(engine(server), request("inpaint"))
    assert type(error) is NetworkError and error.billed
    server.next = [as_json({"image": "iVBO!", "finish_reason": "SUCCESS"})]
    assert type(failed(engine(server), request("inpaint"))) is BadResult


def test_an_endless_answer_is_cut_off(server: Served, api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("editor.engine.web.LARGEST", 2_000)
    api.picture = b"x" * 9_000
    error = failed(engine(server), request("inpaint"))
    assert type(error) is BadResult and error.billed


def test_what_is_too_large_goes_as_jpeg_or_not_at_all(
    server: Served, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    noise = np.random.default_rng(1).integers(0, 90, (48, 64, 4), np.uint8)
    noise[..., 3] = 255
    monkeypatch.setattr("editor._plugins.stability.form.LARGEST", 6_000)
    one(engine(server), request("inpaint", image=noise))
    assert api.asked[0]["image type"] == "image/jpeg" and api.asked[0]["mask type"] == "image/png"
    monkeypatch.setattr("editor._plugins.stability.form.LARGEST", 300)
    assert type(failed(engine(server), request("inpaint", image=noise))) is BadRequest


def test_a_stop_ends_the_wait_soon(server: Served, api: Api) -> None:
    api.looks = [as_json({"status": "in-progress"}, 202)] * 999
    made = engine(server, "upscale-creative")
    assert stopped_while(made, request("upscale", mask=None), api.looked) < 0.1 + 0.15  # the machine is shared
