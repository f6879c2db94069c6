"""Gemini against a server that speaks as Google's does: what is sent, drawn, paid for and refused."""

from __future__ import annotations

import base64
import datetime
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from editor._plugins.gemini import provider

from editor.engine.catalogue import catalogue
from editor.engine.contract import Colour, Engine, Price, Progress, Reference, Request
from editor.engine.errors import (
    AuthError,
    BadRequest,
    BadResult,
    BillingError,
    Blocked,
    EngineError,
    ModelGone,
    RateLimited,
)
from editor.engine.marked import marking_colour, marking_picture
from editor.engine.provider import Connection, Found, Model
from editor.engine.stop import Stop
from editor.pixels.geometry import Size
from tests.plugins.asked import answers, candidates, failed, one, picture, png, reference, request, stopped_while
from tests.plugins.gemini.api import USAGE, Api, answer, error, image_config, sent_pictures, words
from tests.plugins.mishaps import CANARY, MISHAPS, Mishap, endured
from tests.served import Reply, Served, as_json, served

PRO = "gemini-3-pro-image"
QUOTA = "type.googleapis.com/google.rpc.QuotaFailure"


@pytest.fixture
def api() -> Api:
    return Api()


@pytest.fixture
def server(api: Api, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.setenv("GEMINI_API_KEY", CANARY)
    with served(api) as made:
        yield made


def connection(server: Served, **more: Any) -> Connection:
    return Connection(name="gemini", plugin="gemini", address=f"{server.base}/v1beta", **more)


def engines(server: Served, **more: Any) -> dict[str, Engine]:
    return {made.name: made for made in provider().engines(connection(server, **more))}


def engine(server: Served, model: str = PRO) -> Engine:
    return engines(server)[f"gemini/{model}"]


def words_alone(w: int, h: int, seed: int = 0) -> Request:
    return Request(id="r1", kind="generate", size=Size(w, h), prompt="a red boat", seed=seed)


def test_a_test_lists_all_that_draws_and_costs_nothing(server: Served) -> None:
    found = provider().probe(connection(server), Stop())
    assert {model.id: model.title for model in found.models} == {
        PRO: "Nano Banana Pro",
        "gemini-9-image": "Nano Banana 9",
    }
    assert found.says == ("The key is good. 2 image models.",)
    assert server.paths == ["GET /v1beta/models"] * 2


def test_a_wrong_key_is_told(server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEMINI_API_KEY", "wrong-key-wrong")
    with pytest.raises(AuthError, match="API key not valid"):
        provider().probe(connection(server), Stop())
    monkeypatch.delenv("GEMINI_API_KEY")
    assert "no key for Google Gemini" in failed(engine(server), request("generate")).message


def test_what_is_no_api_is_told(server: Served) -> None:
    server.next = [Reply(200, b"<html>welcome</html>")]
    with pytest.raises(BadResult, match="does not speak as Gemini") as caught:
        provider().probe(connection(server), Stop())
    assert "/v1beta" in caught.value.advice


def test_before_a_test_there_are_the_models_of_the_catalogue(server: Served) -> None:
    assert set(engines(server)) == {f"gemini/{facts.id}" for facts in catalogue().of("gemini")}


def test_after_a_test_there_are_those_that_were_found_those_that_were_typed_and_the_retired(server: Served) -> None:
    found = Found(
        models=(Model(id=PRO), Model(id="gemini-9-image", title="Nano Banana 9"), Model(id="nano-banana-pro-preview"))
    )
    made = engines(server, found=found, options={"models": ["gemini-x-image"]})
    assert {"gemini/gemini-9-image", f"gemini/{PRO}", "gemini/gemini-x-image"} <= set(made)
    assert "gemini/gemini-2.5-flash-image" not in made and "gemini/nano-banana-pro-preview" not in made
    assert "gemini/gemini-3-pro-image-preview" in made, "so that what names it is told what to choose instead"
    unknown = made["gemini/gemini-9-image"]
    assert unknown.title == "Nano Banana 9" and max(unknown.abilities.sizes)[0] < 4000
    assert unknown.price(request("generate")) is None and one(unknown, request("generate")).price is None


def test_a_retired_model_is_not_asked_and_its_successor_is_named(server: Served) -> None:
    gone = failed(engine(server, "gemini-3-pro-image-preview"), request("generate"))
    assert isinstance(gone, ModelGone) and PRO in gone.advice and not server.heard


def test_a_model_that_google_has_switched_off_names_its_successor(server: Served, api: Api) -> None:
    api.answer = error(404, "NOT_FOUND", "models/x is not found for API version v1beta.")
    gone = failed(engine(server, "gemini-3.1-flash-image"), request("generate"))
    assert isinstance(gone, ModelGone) and "gemini-nano-banana-2.1" in gone.advice and "not found" in gone.message


def test_words_alone_become_a_picture_with_its_price_and_where_it_is_from(server: Served, api: Api) -> None:
    asked = words_alone(1376, 768, seed=5)
    assert engine(server).price(asked) == Price(134_000)
    first, second = answers(engine(server), asked)
    (sent,) = api.bodies
    assert isinstance(first, Progress) and not isinstance(second, Progress)
    assert sent["model"] == PRO and words(sent) == "a red boat" and not sent_pictures(sent)
    assert image_config(sent) == {"aspectRatio": "16:9", "imageSize": "1K"} and sent["generationConfig"]["seed"] == 5
    assert second.data == api.picture and second.mime == "image/png" and second.seed == 5
    assert second.price == Price(300 * 2 + 1120 * 120 + (10 + 90) * 12, estimated=False)
    assert second.facts["answered by"] == "gemini-3-pro-image-001" and second.facts["response"] == "response-1"
    assert second.facts["finish"] == "STOP" and second.facts["size"] == "1K" and second.facts["model"] == PRO


def test_without_words_there_is_nothing_to_draw_from(server: Served) -> None:
    assert isinstance(failed(engine(server), request("generate", prompt=" ")), BadRequest) and not server.heard


@pytest.mark.parametrize(
    ("size", "ratio", "size_class", "price"),
    [
        ((1024, 1024), "1:1", "1K", 134_000),
        ((1100, 1100), "1:1", "1K", 134_000),
        ((1300, 1300), "1:1", "2K", 134_000),
        ((2752, 1536), "16:9", "2K", 134_000),
        ((1536, 2752), "9:16", "2K", 134_000),
        ((3392, 5056), "2:3", "4K", 240_000),
        ((9000, 3800), "21:9", "4K", 240_000),
    ],
)
def test_the_size_chooses_ratio_and_class(
    server: Served, api: Api, size: tuple[int, int], ratio: str, size_class: str, price: int
) -> None:
    asked = words_alone(*size)
    assert engine(server).price(asked) == Price(price)
    one(engine(server), asked)
    assert image_config(api.bodies[0]) == {"aspectRatio": ratio, "imageSize": size_class}


def test_a_model_of_one_class_is_not_told_of_it(server: Served, api: Api) -> None:
    one(engine(server, "gemini-3.1-flash-lite-image"), words_alone(3000, 3000))
    assert image_config(api.bodies[0]) == {"aspectRatio": "1:1"}


@pytest.mark.parametrize("kind", ["inpaint", "outpaint"])
def test_an_area_is_shown_in_a_second_picture_and_spoken_of(server: Served, api: Api, kind: Any) -> None:
    asked = request(kind)
    one(engine(server), asked)
    clean, marked = sent_pictures(api.bodies[0])
    assert asked.image is not None and asked.mask is not None
    kept = asked.image[..., 3] > 0
    np.testing.assert_array_equal(clean[kept], asked.image[..., :3][kept])
    assert clean[~kept].min(initial=255) > 20, "no black border that could be taken for part of the picture"
    colour = marking_colour(clean)
    np.testing.assert_array_equal(marked, marking_picture(asked.image, asked.mask, colour))
    assert colour.name in words(api.bodies[0]) and "a red boat." in words(api.bodies[0])


def test_a_mask_needs_no_words(server: Served, api: Api) -> None:
    assert not engine(server).abilities.needs_words
    one(engine(server), request("inpaint", prompt=""))
    assert "continue what is around it" in words(api.bodies[0])


def test_a_whole_picture_is_changed_by_words(server: Served, api: Api) -> None:
    asked = request("image", prompt="make it night")
    one(engine(server), asked)
    (sent,) = sent_pictures(api.bodies[0])
    assert asked.image is not None
    np.testing.assert_array_equal(sent, asked.image[..., :3])
    assert "make it night." in words(api.bodies[0])


def test_references_follow_the_picture_and_their_roles_are_sentences(server: Served, api: Api) -> None:
    guides = (reference(1, "style"), reference(2, "character"))
    asked = request("inpaint", references=guides, avoid="text", palette=(Colour("brand teal", (18, 164, 176)),))
    assert engine(server).price(asked) == Price(134_000 + 4 * 1_100)
    one(engine(server), asked)
    pictures, said = sent_pictures(api.bodies[0]), words(api.bodies[0])
    assert len(pictures) == 4 and engine(server).abilities.references == 12
    np.testing.assert_array_equal(pictures[2], guides[0].image[..., :3])
    assert "Image 3 shows the style" in said and "Image 4 shows who appears" in said
    assert "must not show: text." in said and "brand teal is #12a4b0." in said


def test_large_pictures_are_sent_in_fewer_bytes(server: Served, api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("editor._plugins.gemini.parts.LARGEST", 150_000)
    rng = np.random.default_rng(1)
    noise = tuple(Reference(rng.integers(0, 256, (200, 200, 3), np.uint8)) for _ in range(2))
    one(engine(server), request("generate", references=noise))
    sent = [part["inlineData"] for part in api.bodies[0]["contents"][0]["parts"][1:]]
    assert [part["mimeType"] for part in sent] == ["image/jpeg"] * 2
    assert sum(len(part["data"]) for part in sent) <= 200_000, "as base64"
    error = failed(engine(server), request("generate", references=noise * 6))
    assert isinstance(error, BadRequest) and "too large" in error.message and len(api.bodies) == 1


def test_each_picture_is_a_call_with_the_next_seed(server: Served, api: Api) -> None:
    asked = request("generate", seed=2**31 - 2, count=4)
    assert engine(server).price(asked) == Price(4 * 134_000)
    assert sorted(made.seed for made in candidates(engine(server), asked)) == list(range(2**31 - 2, 2**31 + 2))
    assert sorted(body["generationConfig"]["seed"] for body in api.bodies) == [0, 1, 2**31 - 2, 2**31 - 1]


def test_any_size_and_either_base64_are_taken(server: Served, api: Api) -> None:
    data = png(90, 33, seed=4)
    found = answer(data)
    part = found["candidates"][0]["content"]["parts"][-1]["inlineData"]
    part["data"] = base64.urlsafe_b64encode(data).decode().rstrip("=")
    api.answer = as_json(found)
    made = one(engine(server), request("inpaint"))
    np.testing.assert_array_equal(made.pixels, picture(90, 33, 4)[..., :3])


def test_without_usage_the_price_is_that_of_the_catalogue(server: Served, api: Api) -> None:
    api.answer = as_json({**answer(api.picture), "usageMetadata": {}})
    assert one(engine(server), words_alone(4096, 4096)).price == Price(240_000)


REFUSED: list[tuple[dict[str, Any], type[EngineError], str, bool]] = [
    ({"promptFeedback": {"blockReason": "SAFETY"}}, Blocked, "refused the words", False),
    ({"promptFeedback": {"blockReason": "OTHER", "blockReasonMessage": "No likeness."}}, Blocked, "No likeness", False),
    ({"candidates": [], "promptFeedback": {"blockReason": "NEW_REASON"}}, Blocked, "NEW_REASON", False),
    ({"finishReason": "IMAGE_SAFETY", "finishMessage": "Try other words."}, Blocked, "Try other words", False),
    ({"finishReason": "PROHIBITED_CONTENT"}, Blocked, "refused its own answer", False),
    ({"finishReason": "IMAGE_RECITATION"}, Blocked, "work that is known", False),
    ({"finishReason": "NO_IMAGE"}, BadResult, "without a picture", False),
    ({"finishReason": "SOMETHING_NEW"}, BadResult, "SOMETHING_NEW", False),
    ({"finishReason": "MAX_TOKENS"}, BadRequest, "too long", False),
    ({"finishReason": "STOP", "parts": [{"text": "I would rather\ntalk."}]}, BadResult, "I would rather talk", True),
    ({"finishReason": "STOP", "parts": [{"inlineData": {"data": "%%%"}}]}, BadResult, "broken", True),
    (
        {"finishReason": "STOP", "parts": [{"inlineData": {"data": "aGFsZiBhIHBpY3R1cmU"}}]},
        BadResult,
        "no usable",
        True,
    ),
]


@pytest.mark.parametrize(("body", "kind", "says", "billed"), REFUSED, ids=lambda value: str(value)[:40])
def test_what_is_no_picture_is_told_by_its_reason(
    server: Served,
    api: Api,
    body: dict[str, Any],
    kind: type[EngineError],
    says: str,
    billed: bool,
    nothing_leaks: list[object],
) -> None:
    if "finishReason" in body:
        content = {"role": "model", "parts": body.pop("parts", [])}
        body = {
            "candidates": [{"content": content, **body}],
            "usageMetadata": USAGE if billed else {"promptTokenCount": 9},
        }
    api.answer = as_json(body)
    told = failed(engine(server), request("inpaint"))
    nothing_leaks.append(told)
    assert type(told) is kind and says in told.message and told.billed == billed
    assert len(server.heard) == 1, "nothing that was refused is asked again"


def test_only_drafts_are_no_picture(server: Served, api: Api) -> None:
    found = answer(api.picture)
    found["candidates"][0]["content"]["parts"] = found["candidates"][0]["content"]["parts"][:3]
    api.answer = as_json(found)
    told = failed(engine(server), request("generate"))
    assert isinstance(told, BadResult) and "Here it is." in told.message and "Thinking" not in told.message


def test_a_short_wait_in_the_details_is_kept(server: Served) -> None:
    wait = {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "0.2s"}
    server.next = [error(429, "RESOURCE_EXHAUSTED", "Quota exceeded.", {"@type": QUOTA, "violations": [{}]}, wait)]
    assert one(engine(server), request("generate")) and len(server.heard) == 2


def test_the_quota_of_the_day_is_not_waited_for(server: Served) -> None:
    wait = {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "0.2s"}
    quota = {"quotaId": "GenerateRequestsPerDayPerProjectPerModel"}
    server.next = [error(429, "RESOURCE_EXHAUSTED", "Quota exceeded.", {"@type": QUOTA, "violations": [quota]}, wait)]
    told = failed(engine(server), request("generate"))
    assert type(told) is RateLimited and "day" in told.message and len(server.heard) == 1
    assert told.retry_after and told.retry_after <= datetime.timedelta(days=1).total_seconds()


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (error(400, "FAILED_PRECONDITION", "User location is not supported."), BillingError),
        (
            error(
                429,
                "RESOURCE_EXHAUSTED",
                "Quota exceeded, limit: 0.",
                {"@type": QUOTA, "violations": [{"quotaId": "GenerateRequestsPerDayPerProjectPerModel-FreeTier"}]},
            ),
            BillingError,
        ),
        (error(403, "PERMISSION_DENIED", "Method doesn't allow unregistered callers."), AuthError),
        (error(400, "INVALID_ARGUMENT", "Request contains an invalid argument."), BadRequest),
    ],
    ids=["region", "no free tier", "permission", "argument"],
)
def test_errors_are_told_in_their_kind(server: Served, reply: Reply, kind: type[EngineError]) -> None:
    server.next = [reply]
    told = failed(engine(server), request("generate"))
    assert type(told) is kind and "It says: " in told.message and not told.billed and len(server.heard) == 1


@pytest.mark.parametrize("mishap", MISHAPS, ids=lambda mishap: mishap.name)
def test_mishaps(server: Served, mishap: Mishap, nothing_leaks: list[object]) -> None:
    endured(mishap, server, engine(server), request("inpaint"), nothing_leaks)


def test_a_huge_answer_is_cut_short(server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("editor.engine.web.LARGEST", 1000)
    told = failed(engine(server), request("generate"))
    assert isinstance(told, BadResult) and told.billed


def test_a_stop_is_noticed_at_once(server: Served, api: Api) -> None:
    api.answer = Reply(200, wait=30)
    assert stopped_while(engine(server), request("inpaint", count=2), api.asked) < 0.1
