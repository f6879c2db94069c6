"""OpenAI against a server that speaks as it does: what is sent, streamed, paid for and refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from editor._plugins.openai import provider

from editor.engine.catalogue import catalogue
from editor.engine.contract import Candidate, Engine, Price, Progress, Request
from editor.engine.errors import (
    AuthError,
    BadRequest,
    BadResult,
    BillingError,
    Blocked,
    Busy,
    EngineError,
    ModelGone,
    RateLimited,
)
from editor.engine.provider import Connection, Found, Model
from editor.engine.stop import Stop
from editor.pixels.geometry import Rect, Size
from editor.steps.context import framing
from editor.steps.drawable import drawable
from tests.plugins.asked import answers, candidates, failed, one, png, reference, request, stopped_while
from tests.plugins.mishaps import CANARY, MISHAPS, Mishap, endured
from tests.plugins.openai.api import USAGE, Api, b64, error, fits
from tests.served import Reply, Served, as_json, served

MODEL = "gpt-image-2.6-sunburst"
LOW = "gpt-image-2.6-flare-low"
PAID = Price(100 * 5 + 1200 * 8 + 2000 * 30, estimated=False)


@pytest.fixture
def api() -> Api:
    return Api()


@pytest.fixture
def server(api: Api, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.setenv("OPENAI_API_KEY", CANARY)
    with served(api) as made:
        yield made


def connection(server: Served, **more: Any) -> Connection:
    return Connection(name="openai", plugin="openai", address=f"{server.base}/v1", **more)


def engines(server: Served, **more: Any) -> dict[str, Engine]:
    return {made.name: made for made in provider().engines(connection(server, **more))}


def engine(server: Served, model: str = MODEL) -> Engine:
    return engines(server)[f"openai/{model}"]


def words_alone(w: int = 1024, h: int = 1024, **more: Any) -> Request:
    return Request(id="r1", kind="generate", size=Size(w, h), prompt="a red boat", **more)


def edit(kind: Any = "inpaint", **more: Any) -> Request:
    return request(kind, 1024, 816, **more)


def test_a_test_lists_the_image_models_and_costs_nothing(server: Served) -> None:
    found = provider().probe(connection(server), Stop())
    assert [model.id for model in found.models] == ["gpt-image-2.6-flare", "gpt-image-2-2026-04-21", "gpt-image-9"]
    assert found.says == ("The key is good. 3 image models.",) and server.paths == ["GET /v1/models"]


def test_a_wrong_key_is_told(server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "wrong-key-wrong")
    with pytest.raises(AuthError, match="Incorrect API key"):
        provider().probe(connection(server), Stop())
    monkeypatch.delenv("OPENAI_API_KEY")
    assert "no key for OpenAI" in failed(engine(server), words_alone()).message


def test_what_is_no_api_is_told(server: Served, api: Api) -> None:
    server.next = [Reply(200, b"<html>welcome</html>")]
    with pytest.raises(BadResult, match="does not speak as OpenAI") as caught:
        provider().probe(connection(server), Stop())
    assert "/v1" in caught.value.advice


def test_before_a_test_there_are_the_models_of_the_catalogue(server: Served) -> None:
    assert set(engines(server)) == {f"openai/{facts.id}" for facts in catalogue().of("openai")}


def test_after_a_test_there_are_those_that_were_found_in_all_their_qualities(server: Served, api: Api) -> None:
    found = Found(models=(Model(id="gpt-image-2.6-flare"), Model(id="gpt-image-2-2026-04-21"), Model(id="gpt-image-9")))
    made = engines(server, found=found)
    assert {"openai/gpt-image-2.6-flare", f"openai/{LOW}", "openai/gpt-image-2", "openai/gpt-image-9"} <= set(made)
    assert f"openai/{MODEL}" not in made and "openai/gpt-image-1" in made, "the retired say what to choose instead"
    new = made["openai/gpt-image-9"]
    assert new.price(words_alone()) is None and one(new, words_alone()).price is None
    assert api.calls[0].fields["model"] == "gpt-image-9"


def test_a_retired_model_is_not_asked_and_its_successor_is_named(server: Served) -> None:
    gone = failed(engine(server, "gpt-image-1"), words_alone())
    assert isinstance(gone, ModelGone) and MODEL in gone.advice and not server.heard


def test_words_alone_become_a_picture_that_is_seen_before_it_is_done(server: Served, api: Api) -> None:
    asked = words_alone(1536, 864, seed=5)
    assert engine(server).price(asked) == Price(53_000 + 2 * 100 * 30)
    *progress, last = answers(engine(server), asked)
    (sent,) = api.calls
    assert sent.path == "/v1/images/generations" and not sent.files
    assert sent.fields == {
        "model": MODEL,
        "prompt": "a red boat",
        "n": 1,
        "size": "1536x864",
        "quality": "high",
        "stream": True,
        "partial_images": 2,
    }
    shown = [step for step in progress if isinstance(step, Progress) and step.preview is not None]
    assert [step.preview.shape for step in shown if step.preview is not None] == [(6, 8, 3), (6, 9, 3)]
    assert [round(step.fraction, 2) for step in shown] == [0.33, 0.67]
    assert isinstance(last, Candidate) and last.data == api.picture and last.seed == 5 and last.price == PAID
    assert last.facts == {"model": MODEL, "quality": "high", "request": "req-1"}


def test_previews_come_while_it_is_drawn(server: Served, api: Api) -> None:
    api.wait = 0.3
    going = engine(server).generate(words_alone(), Stop())
    step = next(step for step in going if isinstance(step, Progress) and step.preview is not None)
    assert step.fraction < 0.5 and any(isinstance(answer, Candidate) for answer in going)


def test_a_preview_that_is_broken_does_no_harm(server: Served, api: Api) -> None:
    broken = {"type": "image_generation.partial_image", "partial_image_index": 0, "b64_json": "%%"}
    nothing = {"type": "image_generation.partial_image"}
    api.events = [broken, nothing, {"type": "image_generation.completed", **b64(api.picture)}]
    assert one(engine(server), words_alone()).data == api.picture


def test_the_lowest_quality_has_no_previews(server: Served, api: Api) -> None:
    assert engine(server, LOW).price(words_alone()) == Price(10_000)
    made = one(engine(server, LOW), words_alone())
    assert made.price == PAID and made.facts["model"] == "gpt-image-2.6-flare" and made.facts["size"] == "1024x1024"
    assert api.calls[0].fields["quality"] == "low" and "stream" not in api.calls[0].fields


def test_another_quality_can_be_asked_for(server: Served, api: Api) -> None:
    asked = words_alone(options={"quality": "medium"})
    assert engine(server, "gpt-image-2").price(asked) == Price(53_000 + 6_000)
    one(engine(server, "gpt-image-2"), asked)
    assert api.calls[0].fields["quality"] == "medium"


def test_a_large_picture_costs_more(server: Served) -> None:
    small, large = (engine(server, "gpt-image-2").price(words_alone(*size)) for size in ((1024, 1024), (3584, 2048)))
    assert small and large and small.micros == 217_000 and 1.6 < large.micros / small.micros < 1.9


def test_a_server_that_makes_no_stream_is_read_all_the_same(server: Served, api: Api) -> None:
    api.streams = False
    made = one(engine(server), words_alone())
    assert made.data == api.picture and made.price == PAID and made.facts["request"] == "req-1"


def test_an_area_is_transparent_in_the_mask(server: Served, api: Api) -> None:
    asked = edit()
    made = one(engine(server), asked)
    (sent,) = api.calls
    assert sent.path == "/v1/images/edits" and sent.fields["size"] == "1024x816" and sent.fields["stream"] == "true"
    image, mask = sent.files
    assert asked.image is not None and asked.mask is not None and (image.name, mask.name) == ("image", "mask")
    np.testing.assert_array_equal(image.pixels, asked.image[..., :3])
    np.testing.assert_array_equal(mask.pixels[..., 3], np.where(asked.mask > 127, 0, 255))
    np.testing.assert_array_equal(mask.pixels[..., 0], np.where(asked.mask > 127, 255, 0))
    assert "Change only the masked area" in sent.fields["prompt"] and "a red boat." in sent.fields["prompt"]
    assert made.price == PAID


def test_a_mask_needs_no_words_and_a_new_picture_does(server: Served, api: Api) -> None:
    assert not engine(server).abilities.needs_words
    one(engine(server), edit(prompt=""))
    assert "Continue what is around it." in api.calls[0].fields["prompt"]
    wordless = Request(id="r1", kind="generate", size=Size(1024, 1024))
    assert isinstance(failed(engine(server), wordless), BadRequest) and len(api.calls) == 1


def test_what_is_new_is_drawn_over_a_smooth_continuation(server: Served, api: Api) -> None:
    asked = edit("outpaint")
    one(engine(server), asked)
    image, mask = (file.pixels for file in api.calls[0].files)
    assert asked.image is not None and (mask[:16, :, 3] == 0).all() and (mask[16:, 16:, 3] == 255).all()
    assert image.shape[2] == 3 and image[:16].min() > 20
    np.testing.assert_array_equal(image[16:, 16:], asked.image[16:, 16:, :3])
    assert "Continue image 1" in api.calls[0].fields["prompt"]


def test_references_follow_and_their_roles_are_sentences(server: Served, api: Api) -> None:
    guides = (reference(1, "style"), reference(2, "product"))
    one(engine(server), edit(references=guides, avoid="text"))
    sent = api.calls[0]
    assert [file.name for file in sent.files] == ["image[]"] * 3 + ["mask"]
    np.testing.assert_array_equal(sent.files[1].pixels, guides[0].image[..., :3])
    for said in ("Image 2 shows the style", "Image 3 shows the product", "must not show: text."):
        assert said in sent.fields["prompt"]


def test_references_alone_make_a_new_picture(server: Served, api: Api) -> None:
    one(engine(server), words_alone(references=(reference(1, "style"),)))
    (sent,) = api.calls
    assert sent.path == "/v1/images/edits" and [file.name for file in sent.files] == ["image"]
    assert sent.fields["prompt"].startswith("a red boat. Image 1 shows the style")


def test_a_whole_picture_is_changed_by_words(server: Served, api: Api) -> None:
    one(engine(server), edit("image", prompt="make it night"))
    (sent,) = api.calls
    assert [file.name for file in sent.files] == ["image"] and sent.fields["prompt"] == "make it night"


def test_several_from_words_are_calls_of_their_own(server: Served, api: Api) -> None:
    made = candidates(engine(server), words_alone(count=3, seed=7))
    assert sorted(candidate.seed for candidate in made) == [7, 8, 9]
    assert [call.fields["n"] for call in api.calls] == [1, 1, 1]


def test_several_edits_are_one_call_so_that_what_is_sent_is_paid_once(server: Served, api: Api) -> None:
    made = candidates(engine(server), edit(count=3, seed=7))
    assert [candidate.seed for candidate in made] == [7, 8, 9] and len(api.calls) == 1
    assert api.calls[0].fields["n"] == "3" and "stream" not in api.calls[0].fields
    assert {candidate.price for candidate in made} == {Price(round(PAID.micros / 3), estimated=False)}


@pytest.mark.parametrize("model", [MODEL, "gpt-image-1.5"])
def test_what_the_abilities_allow_is_taken(server: Served, model: str) -> None:
    abilities = engine(server, model).abilities
    for wanted in ((64, 64), (1080, 1350), (1920, 1080), (300, 3000), (3000, 300), (9000, 9000), (5000, 2000)):
        sent = drawable(Size(*wanted), abilities)
        assert fits(model, *sent), f"{wanted} became {sent}"
        picture = Rect(0, 0, *wanted)
        edited = framing(Rect(wanted[0] // 3, wanted[1] // 3, 20, 20), picture, abilities).sent
        assert fits(model, *edited), f"a part of {wanted} became {edited}"


def test_an_address_in_the_answer_is_fetched(server: Served, api: Api) -> None:
    api.answer = as_json({"data": [{"url": f"{server.base}/v1/there.png"}], "usage": USAGE})
    picture = png(30, 20)

    def play(heard: Any) -> Reply:
        if heard.path.endswith(".png"):
            assert "authorization" not in heard.headers, "the key goes to nobody but the provider"
            return Reply(200, picture)
        return api(heard)

    server.play = play
    assert one(engine(server, LOW), words_alone()).data == picture


def test_an_address_that_has_expired_is_told(server: Served, api: Api) -> None:
    api.answer = as_json({"data": [{"url": f"{server.base}/gone"}]})
    server.play = lambda heard: Reply(404) if heard.path == "/gone" else api(heard)
    told = failed(engine(server, LOW), words_alone())
    assert isinstance(told, BadResult) and told.billed and "expired" in told.advice


REFUSAL = "Your request was rejected by the safety system. safety_violations=[sexual, violence]. ID req-9."
ERRORS: list[tuple[Reply, type[EngineError], str]] = [
    (error(400, "moderation_blocked", REFUSAL), Blocked, "(sexual, violence)"),
    (error(400, "content_policy_violation", "No."), Blocked, "No."),
    (error(429, "insufficient_quota", "You exceeded your current quota.", "insufficient_quota"), BillingError, "quota"),
    (error(400, "billing_hard_limit_reached", "Billing hard limit."), BillingError, "hard limit"),
    (error(403, None, "Your organization must be verified.", "invalid_request_error"), AuthError, "must be verified"),
    (error(404, "model_not_found", "The model does not exist."), ModelGone, "does not exist"),
    (error(413, None, "Too large."), BadRequest, "too large"),
    (error(400, "invalid_value", "Invalid size."), BadRequest, "Invalid size"),
]


@pytest.mark.parametrize("model", [MODEL, LOW])
@pytest.mark.parametrize(("reply", "kind", "says"), ERRORS, ids=lambda value: str(value)[:20])
def test_errors_are_told_in_their_kind_and_not_asked_again(
    server: Served, model: str, reply: Reply, kind: type[EngineError], says: str, nothing_leaks: list[object]
) -> None:
    server.next = [reply]
    told = failed(engine(server, model), edit())
    nothing_leaks.append(told)
    assert type(told) is kind and says in told.message and not told.billed and len(server.heard) == 1


MIDWAY: list[tuple[list[dict[str, Any]], type[EngineError], bool]] = [
    ([{"type": "error", "error": {"code": "moderation_blocked", "message": "No."}}], Blocked, False),
    ([{"error": {"type": "server_error", "message": "Oh."}}], Busy, True),
    ([{"type": "error", "code": "server_error", "message": "Oh."}], Busy, True),
    ([{"type": "image_edit.partial_image", **b64(png(8, 8))}], BadResult, True),
    ([{"type": "image_edit.completed", "usage": USAGE, "b64_json": "aGFsZg"}], BadResult, True),
    ([{"type": "image_edit.completed", **b64(b"no picture")}], BadResult, True),
]


@pytest.mark.parametrize(("events", "kind", "billed"), MIDWAY, ids=lambda value: str(value)[:40])
def test_what_goes_wrong_in_a_stream_is_told(
    server: Served, api: Api, events: list[dict[str, Any]], kind: type[EngineError], billed: bool
) -> None:
    api.events = events
    told = failed(engine(server), edit())
    assert type(told) is kind and told.billed == billed and len(server.heard) == 1


def test_an_event_that_is_none_is_told(server: Served) -> None:
    server.next = [Reply(200, b"data: {half\n\n", {"content-type": "text/event-stream"})]
    assert isinstance(failed(engine(server), edit()), BadResult)


@pytest.mark.parametrize("model", [MODEL, LOW], ids=["streamed", "whole"])
@pytest.mark.parametrize("mishap", MISHAPS, ids=lambda mishap: mishap.name)
def test_mishaps(server: Served, model: str, mishap: Mishap, nothing_leaks: list[object]) -> None:
    endured(mishap, server, engine(server, model), edit(), nothing_leaks)


def test_milliseconds_to_wait_are_kept(server: Served) -> None:
    server.next = [as_json({"error": {"code": "rate_limit_exceeded"}}, 429, headers={"retry-after-ms": "120"})]
    assert one(engine(server), words_alone()) and len(server.heard) == 2
    server.next = [as_json({"error": {"code": "rate_limit_exceeded"}}, 429, headers={"retry-after": "9000"})]
    assert isinstance(failed(engine(server), words_alone()), RateLimited)


def test_a_huge_answer_is_cut_short(server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("editor.engine.web.LARGEST", 1000)
    told = failed(engine(server, LOW), words_alone())
    assert isinstance(told, BadResult) and told.billed


@pytest.mark.parametrize("count", [1, 2])
def test_a_stop_is_noticed_at_once(server: Served, api: Api, count: int) -> None:
    api.wait = 30
    assert stopped_while(engine(server), words_alone(count=count), api.asked) < 0.15


def test_any_size_is_taken(server: Served, api: Api) -> None:
    api.picture = png(99, 31, seed=2)
    assert one(engine(server), edit()).pixels.shape == (31, 99, 3)


def test_a_broken_picture_does_not_take_the_others_along(server: Served, api: Api) -> None:
    api.answer = as_json({"data": [b64(b"no picture"), b64(api.picture), {"b64_json": "%%"}], "usage": USAGE})
    found: list[Candidate] = []
    with pytest.raises(BadResult) as caught:
        found.extend(a for a in engine(server).generate(edit(count=3, seed=4), Stop()) if isinstance(a, Candidate))
    assert [candidate.seed for candidate in found] == [5] and caught.value.billed
