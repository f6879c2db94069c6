"""fal against a server that speaks as its queue does: schemas, inputs, waits, refusals, and runs called off."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable, Iterator

import msgspec
import numpy as np
import pytest
from editor._plugins.fal import provider

from editor.engine.contract import Engine, Price, Progress
from editor.engine.errors import AuthError, BadRequest, BadResult, BillingError, Blocked, Busy, NetworkError
from editor.engine.provider import Connection, Found
from editor.engine.received import pixels_of
from editor.engine.stop import Stop
from tests.plugins.asked import answers, candidates, failed, one, png, reference, request, stopped_while
from tests.plugins.fal.queue import MODELS, Fal
from tests.plugins.mishaps import CANARY, MISHAPS, Mishap, endured
from tests.served import Reply, Served, as_json, served

FILL, EDIT = "fal-ai/flux-pro/v1/fill", "fal-ai/nano-banana-pro/edit"


@pytest.fixture
def fal() -> Fal:
    return Fal()


@pytest.fixture
def server(fal: Fal, soon: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.setenv("FAL_KEY", CANARY)
    with served(fal) as made:
        fal.base = made.base
        yield made


@pytest.fixture(scope="module")
def found() -> Found:
    """What a test of the connection says, with all models of the tests written down."""
    fal = Fal()
    with served(fal) as server, pytest.MonkeyPatch.context() as environment:
        environment.setenv("FAL_KEY", CANARY)
        asked = Connection(name="fal", plugin="fal", address=server.base, options={"models": list(MODELS)})
        return provider().probe(asked, Stop())


Engines = Callable[..., Engine]


@pytest.fixture
def engine(server: Served, found: Found) -> Engines:
    """Gives the engine of a model, over a connection that was tested."""
    connected = Connection(name="fal", plugin="fal", address=server.base, found=found)

    def of(model: str = FILL) -> Engine:
        return next(made for made in provider().engines(connected) if made.name == f"fal/{model}")

    return of


def sent_picture(address: str) -> np.ndarray:
    kind, _, data = address.partition(",")
    assert kind == "data:image/png;base64"
    return pixels_of(base64.b64decode(data, validate=True))


def test_a_test_reads_what_each_model_takes(server: Served) -> None:
    found = provider().probe(
        Connection(name="fal", plugin="fal", address=server.base, options={"models": ["fal-ai/video", "mine/own"]}),
        Stop(),
    )
    assert msgspec.json.decode(msgspec.json.encode(found), type=Found) == found, "it is kept as it is"
    assert "fal-ai/video is no use here: it needs video_url." in found.says
    assert any(says.startswith("mine/own is not there") for says in found.says)
    assert {FILL, EDIT, "fal-ai/video"} == {model.id for model in found.models}
    assert {path.partition(" ")[0] for path in server.paths} == {"GET"}, "nothing that is paid for"


def test_a_wrong_key_is_told(server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Connection(name="fal", plugin="fal", address=server.base)
    monkeypatch.setenv("FAL_KEY", "wrong-key-wrong")
    with pytest.raises(AuthError, match="Authentication is required"):
        provider().probe(asked, Stop())
    monkeypatch.delenv("FAL_KEY")
    with pytest.raises(AuthError, match="no key for fal"):
        provider().probe(asked, Stop())


def test_nothing_is_offered_before_a_test(server: Served) -> None:
    assert not list(provider().engines(Connection(name="fal", plugin="fal", address=server.base)))
    assert not server.heard


def test_what_models_can_do_is_read_from_their_schemas(server: Served, found: Found) -> None:
    connected = Connection(name="fal", plugin="fal", address=server.base, found=found)
    can = {made.name.removeprefix("fal/"): made.abilities for made in provider().engines(connected)}
    assert not server.heard, "nothing is asked"
    assert set(can) == set(MODELS) - {"fal-ai/video"}
    assert can[FILL].kinds == {"inpaint", "outpaint"} and can[FILL].masks == "native" and can[FILL].seeds
    assert can[EDIT].kinds == {"image", "inpaint", "outpaint"} and can[EDIT].masks == "redraw"
    assert can[EDIT].references == 4 and can[EDIT].ratios == ((21, 9), (1, 1), (4, 3), (16, 9)) and not can[EDIT].seeds
    assert can["fal-ai/words"].kinds == {"generate"} and can["fal-ai/words"].largest_side == 14142
    assert can["fal-ai/expand"].kinds == {"outpaint"} and not can["fal-ai/expand"].needs_words
    assert can["fal-ai/enlarge"].kinds == {"upscale"}


def test_an_area_is_filled_with_picture_and_mask(engine: Engines, fal: Fal) -> None:
    asked = request("inpaint", seed=7, count=2)
    made = answers(engine(), asked)
    stages = [(answer.fraction, answer.stage) for answer in made if isinstance(answer, Progress)]
    waited = [(0.0, "Waiting behind 2 others"), (0.45, "Drawing")]
    assert stages == [(0.0, "Sending"), (0.0, "Sent"), *waited, (1.0, "Received")]
    (run,) = fal.runs
    assert run["model"] == FILL and run["seed"] == 7 and run["num_images"] == 2 and run["output_format"] == "png"
    assert asked.image is not None and asked.mask is not None
    assert np.array_equal(sent_picture(run["image_url"]), asked.image[..., :3])
    assert np.array_equal(sent_picture(run["mask_url"])[..., 0], asked.mask)
    found = [answer for answer in made if not isinstance(answer, Progress)]
    assert [candidate.seed for candidate in found] == [7, 8] and found[0].data == png(64, 48)
    assert found[0].facts == {"model": FILL, "run": "0"} and found[0].price == Price(50_000)


def test_one_model_that_is_gone_takes_no_prices_from_the_others(found: Found) -> None:
    prices = {model.id: model.facts["price"] for model in found.models}
    assert prices[FILL] == {"megapixel": 0.05} and prices["fal-ai/words"] == {"picture": 0.025}
    assert prices["fal-ai/expand"] is None and "fal-ai/bytedance/seedream/v4/edit" not in prices


def test_a_model_that_redraws_is_shown_the_marking_and_the_references(engine: Engines, fal: Fal) -> None:
    one(engine(EDIT), request("inpaint", 64, 48, references=(reference(1, "product"),)))
    (run,) = fal.runs
    pictures = [sent_picture(address) for address in run["image_urls"]]
    assert len(pictures) == 3 and not np.array_equal(pictures[0], pictures[1])
    assert run["aspect_ratio"] == "4:3" and run["resolution"] == "1K"
    assert "Image 3 shows the product" in run["prompt"] and "seed" not in run


def test_too_many_references_are_refused_before_anything_is_sent(engine: Engines, fal: Fal) -> None:
    error = failed(engine(EDIT), request("inpaint", references=tuple(map(reference, range(5)))))
    assert type(error) is BadRequest and "at most 6 pictures" in error.message and not fal.runs


def test_words_go_with_the_size_and_what_to_avoid(engine: Engines, fal: Fal) -> None:
    made = engine("fal-ai/words")
    asked = request("generate", 1024, 512, avoid="birds", options={"guidance_scale": 9.0, "unknown": 1}, count=2)
    assert made.price(asked) == Price(50_000) and len(candidates(made, asked)) == 2
    assert fal.runs[0]["image_size"] == {"width": 1024, "height": 512} and fal.runs[0]["prompt"] == "a red boat"
    assert fal.runs[0]["negative_prompt"] == "birds" and fal.runs[0]["guidance_scale"] == 9.0
    assert "unknown" not in fal.runs[0] and {run["seed"] for run in fal.runs} == {0, 1}, "one run each"


def test_a_border_is_extended_by_its_width_on_each_side(engine: Engines, fal: Fal) -> None:
    asked = request("outpaint", prompt="")
    one(engine("fal-ai/expand"), asked)
    (run,) = fal.runs
    assert [run[f"expand_{side}"] for side in ("left", "right", "top", "bottom")] == [16, 0, 16, 0]
    assert asked.image is not None and np.array_equal(sent_picture(run["image_url"]), asked.image[16:, 16:, :3])
    assert engine("fal-ai/expand").price(asked) is None, "paid by the second"


def test_a_picture_is_made_larger(engine: Engines, fal: Fal) -> None:
    one(engine("fal-ai/enlarge"), request("upscale", mask=None, options={"upscale_factor": 4}))
    assert fal.runs[0]["upscale_factor"] == 4
    one(engine("fal-ai/enlarge"), request("upscale", mask=None, options={"factor": 2.5, "to": [160, 120]}))
    assert fal.runs[1]["upscale_factor"] == 2.5
    assert type(failed(engine("fal-ai/enlarge"), request("inpaint"))) is BadRequest


def test_a_large_picture_is_stored_first(engine: Engines, fal: Fal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("editor._plugins.fal.queue.LARGE", 100)
    asked = request("inpaint")
    one(engine(), asked)
    assert fal.runs[0]["image_url"] == "https://stored.example/0.png" and len(fal.stored) == 2
    assert asked.image is not None and np.array_equal(pixels_of(fal.stored["0.png"]), asked.image[..., :3])


@pytest.mark.parametrize("mishap", MISHAPS, ids=lambda mishap: mishap.name)
def test_mishaps(engine: Engines, server: Served, mishap: Mishap, nothing_leaks: list[object]) -> None:
    made = engine()
    endured(mishap, server, made, request("inpaint"), nothing_leaks)


def refusal(type: str) -> list[dict[str, object]]:
    return [{"loc": ["body", "prompt"], "msg": "not this", "type": type, "ctx": {}, "input": "x"}]


RESULTS = [
    (as_json({"detail": refusal("content_policy_violation")}, 422), Blocked, False),
    (as_json({"detail": refusal("no_media_generated")}, 422), Blocked, False),
    (as_json({"detail": refusal("image_too_large")}, 422), BadRequest, False),
    (as_json({"detail": refusal("generation_timeout")}, 504), BadResult, True),
    (as_json({"detail": "gone", "error_type": "runner_disconnected"}, 503, headers={"retry-after": "0"}), Busy, True),
    (as_json({"images": [{"url": "data:image/png;base64,iVBO!"}]}), BadResult, True),
    (as_json({"images": []}), BadResult, True),
    (as_json({"video": {"url": "x"}}), BadResult, True),
]


@pytest.mark.parametrize(("result", "kind", "billed"), RESULTS)
def test_a_run_that_gives_no_picture_says_why(
    engine: Engines, fal: Fal, result: Reply, kind: type, billed: bool
) -> None:
    made = engine()
    fal.results = [result] * 9
    error = failed(made, request("inpaint"))
    assert type(error) is kind and error.billed is billed
    if kind in (Blocked, BadRequest):
        assert "not this" in error.message


def test_withheld_pictures_are_not_taken_for_pictures(engine: Engines, fal: Fal) -> None:
    made, images = engine(), [{"url": f"{fal.base}/files/0.png"}, {"url": f"{fal.base}/files/1.png"}]
    fal.results = [as_json({"images": images, "has_nsfw_concepts": [True, False]})]
    assert one(made, request("inpaint", count=2)).notes == ("1 more were withheld by the provider.",)
    fal.results = [as_json({"images": images, "has_nsfw_concepts": [True, True]})]
    assert type(failed(made, request("inpaint", count=2))) is Blocked


def test_a_picture_within_the_answer_is_read(engine: Engines, fal: Fal) -> None:
    made = engine()
    inline = f"data:image/png;base64,{base64.b64encode(png(8, 8)).decode()}"
    fal.results = [as_json({"image": {"url": inline}})]
    assert one(made, request("inpaint")).data == png(8, 8)


def test_an_empty_account_is_told_from_a_wrong_key(engine: Engines, server: Served) -> None:
    made = engine()
    server.next = [as_json({"detail": "User is locked. Reason: Exhausted balance."}, 403)]
    assert type(failed(made, request("inpaint"))) is BillingError


def test_the_key_goes_only_where_the_provider_is(engine: Engines, fal: Fal) -> None:
    made = engine()
    with served(lambda _heard: as_json({"status": "COMPLETED"})) as other:
        fal.elsewhere = other.base
        error = failed(made, request("inpaint"))
        assert type(error) is NetworkError and error.billed and not other.heard


def test_an_expired_address_and_a_picture_that_is_broken_huge_or_of_another_size(
    engine: Engines, fal: Fal, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = engine()
    fal.picture = Reply(403, b"expired")
    error = failed(made, request("inpaint"))
    assert type(error) is BadResult and "expired" in error.advice and error.billed
    fal.picture = Reply(200, png(64, 48)[:60])
    assert type(failed(made, request("inpaint"))) is BadResult
    fal.picture = Reply(200, png(48, 48))
    assert one(made, request("inpaint")).pixels.shape[:2] == (48, 48)
    monkeypatch.setattr("editor.engine.web.PICTURE", 100)
    assert type(failed(made, request("inpaint"))) is BadResult


def test_a_stop_ends_the_wait_and_the_run(engine: Engines, fal: Fal) -> None:
    made = engine()
    fal.looks = [as_json({"status": "IN_PROGRESS", "logs": None}, 202)] * 999
    assert stopped_while(made, request("inpaint"), fal.looked) < 0.1 + 0.15  # the machine is shared
    for thread in threading.enumerate():
        if thread.name == "call off":
            thread.join(5)
    assert fal.cancelled == 1
