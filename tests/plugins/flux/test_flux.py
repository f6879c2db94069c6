"""FLUX against a server that speaks as Black Forest Labs' does: what is sent, waited for, paid and refused."""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np
import pytest
from editor._plugins.flux import provider

from editor.engine.contract import Engine, Price, Progress
from editor.engine.errors import AuthError, BadRequest, BadResult, BillingError, Blocked, Busy, Expired, NetworkError
from editor.engine.provider import Connection
from editor.engine.stop import Stop
from tests.plugins.asked import answers, candidates, failed, one, png, request, stopped_while
from tests.plugins.flux.bfl import Bfl, sent_picture
from tests.plugins.mishaps import CANARY, MISHAPS, Mishap, endured
from tests.served import Reply, Served, as_json, served


@pytest.fixture
def bfl() -> Bfl:
    return Bfl()


@pytest.fixture
def server(bfl: Bfl, soon: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.setenv("BFL_API_KEY", CANARY)
    monkeypatch.setattr("editor._plugins.flux.connecting.FULL", 0.2)
    with served(bfl) as made:
        bfl.base = made.base
        yield made


def connection(server: Served) -> Connection:
    return Connection(name="flux", plugin="flux", address=f"{server.base}/v1")


def engine(server: Served, model: str = "flux-pro-1.0-fill") -> Engine:
    return next(made for made in provider().engines(connection(server)) if made.name == f"flux/{model}")


def test_a_test_says_what_is_left_and_which_models_there_are(server: Served) -> None:
    found = provider().probe(connection(server), Stop())
    assert found.says == ("1234.5 credits are left.",)
    assert "flux-pro-1.0-fill" in {model.id for model in found.models}
    assert server.paths == ["GET /v1/credits"], "nothing that is paid for"


def test_a_wrong_key_is_told(server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BFL_API_KEY", "wrong-key-wrong")
    with pytest.raises(AuthError, match="Not authenticated"):
        provider().probe(connection(server), Stop())
    monkeypatch.delenv("BFL_API_KEY")
    with pytest.raises(AuthError, match="no key for Black Forest Labs"):
        answers(engine(server), request("inpaint"))


def test_an_area_is_filled_with_picture_and_mask(server: Served, bfl: Bfl) -> None:
    asked = request("inpaint", seed=7)
    *told, second, last = answers(engine(server), asked)
    assert [answer.fraction for answer in (*told, last) if isinstance(answer, Progress)] == [0.0, 0.25, 1.0]
    (sent,) = bfl.tasks
    assert sent["model"] == "flux-pro-1.0-fill" and sent["prompt"] == "a red boat" and sent["seed"] == 7
    assert asked.image is not None and asked.mask is not None
    assert np.array_equal(sent_picture(sent["image"]), asked.image[..., :3])
    assert np.array_equal(sent_picture(sent["mask"])[..., 0], asked.mask)
    assert not isinstance(second, Progress) and second.data == png(64, 48) and second.seed == 7
    assert second.price == Price(50_000, estimated=False) and second.facts["model"] == "flux-pro-1.0-fill"


def test_each_picture_is_a_task_with_the_next_seed(server: Served, bfl: Bfl) -> None:
    asked = request("inpaint", seed=2**32 - 1, count=3)
    assert engine(server).price(asked) == Price(150_000)
    assert len(candidates(engine(server), asked)) == 3
    assert sorted(task["seed"] for task in bfl.tasks) == [0, 1, 2**32 - 1]


def test_what_is_new_is_drawn_over_a_smooth_continuation(server: Served, bfl: Bfl) -> None:
    asked = request("outpaint")
    one(engine(server), asked)
    sent = sent_picture(bfl.tasks[0]["image"])
    assert asked.image is not None
    assert np.array_equal(sent[16:, 16:], asked.image[16:, 16:, :3])
    assert sent[:16].min() > 20, "no black border that could be taken for part of the picture"


def test_a_border_is_extended_by_its_width_on_each_side(server: Served, bfl: Bfl) -> None:
    asked = request("outpaint")
    one(engine(server, "flux-pro-1.0-expand"), asked)
    (sent,) = bfl.tasks
    assert [sent[side] for side in ("top", "bottom", "left", "right")] == [16, 0, 16, 0]
    assert asked.image is not None
    assert np.array_equal(sent_picture(sent["image"]), asked.image[16:, 16:, :3]) and "mask" not in sent


def test_what_is_no_border_cannot_be_extended(server: Served, bfl: Bfl) -> None:
    mask = np.zeros((48, 64), np.uint8)
    mask[:16], mask[30:34, 30:34] = 255, 255
    error = failed(engine(server, "flux-pro-1.0-expand"), request("outpaint", mask=mask))
    assert isinstance(error, BadRequest) and "masks" in error.advice
    error = failed(engine(server, "flux-pro-1.0-expand"), request("outpaint", mask=np.full((48, 64), 255, np.uint8)))
    assert isinstance(error, BadRequest) and not bfl.tasks


@pytest.mark.parametrize("mishap", MISHAPS, ids=lambda mishap: mishap.name)
def test_mishaps(server: Served, mishap: Mishap, nothing_leaks: list[object]) -> None:
    endured(mishap, server, engine(server), request("inpaint"), nothing_leaks)


REFUSED = [
    ({"status": "Request Moderated", "details": {"Moderation Reasons": ["Derivative Works"]}}, Blocked, False),
    ({"status": "Content Moderated"}, Blocked, False),
    ({"status": "Error"}, BadResult, True),
    ({"status": "Failed"}, BadResult, True),
    ({"status": "Task not found"}, Expired, True),
    ({"status": "Ready"}, BadResult, True),
    ({}, BadResult, True),
]


@pytest.mark.parametrize(("look", "kind", "billed"), REFUSED)
def test_a_task_that_gives_no_picture_says_why(
    server: Served, bfl: Bfl, look: dict[str, object], kind: type, billed: bool
) -> None:
    bfl.looks = [as_json(look)]
    error = failed(engine(server), request("inpaint"))
    assert type(error) is kind and error.billed is billed
    if "details" in look:
        assert "Derivative Works" in error.message and "words" in error.message


def test_no_credit_and_too_many_tasks_are_told_apart(server: Served) -> None:
    server.next = [as_json({"detail": "Insufficient credits"}, 402)]
    assert type(failed(engine(server), request("inpaint"))) is BillingError
    wrong = [{"loc": ["body", "steps"], "msg": "must be at least 15", "type": "greater_than_equal"}]
    server.next = [as_json({"detail": wrong}, 422)]
    error = failed(engine(server), request("inpaint"))
    assert type(error) is BadRequest and "steps: must be at least 15" in error.message


def test_who_has_too_many_tasks_waits_for_one_to_end(server: Served) -> None:
    server.next = [as_json({"detail": "too many active tasks"}, 429)] * 3
    began = time.monotonic()
    assert one(engine(server), request("inpaint")).data == png(64, 48)
    assert time.monotonic() - began >= 3 * 0.2


def test_the_key_goes_only_where_the_provider_is(server: Served, bfl: Bfl) -> None:
    with served(lambda _heard: as_json({"status": "Ready"})) as other:
        bfl.elsewhere = other.base
        error = failed(engine(server), request("inpaint"))
        assert type(error) is NetworkError and error.billed and not other.heard


def test_looking_goes_on_through_trouble_of_the_provider(server: Served, bfl: Bfl) -> None:
    bfl.looks = [as_json({}, 503, headers={"retry-after": "0"})] * 5 + [as_json({}, 429, headers={"retry-after": "0"})]
    assert one(engine(server), request("inpaint")).data == png(64, 48)
    bfl.looks = [as_json({}, 503, headers={"retry-after": "0"})] * 9
    error = failed(engine(server), request("inpaint"))
    assert type(error) is Busy and error.billed, "the task was taken"


def test_an_expired_address_says_so(server: Served, bfl: Bfl) -> None:
    bfl.sample = Reply(403, b"expired")
    error = failed(engine(server), request("inpaint"))
    assert type(error) is BadResult and "expired" in error.advice and error.billed


def test_a_picture_that_is_broken_huge_or_of_another_size(
    server: Served, bfl: Bfl, monkeypatch: pytest.MonkeyPatch
) -> None:
    bfl.sample = Reply(200, png(64, 48)[:60])
    error = failed(engine(server), request("inpaint"))
    assert type(error) is BadResult and error.billed
    bfl.sample = Reply(200, png(48, 48))
    assert one(engine(server), request("inpaint")).pixels.shape[:2] == (48, 48)
    monkeypatch.setattr("editor.engine.web.PICTURE", 100)
    assert type(failed(engine(server), request("inpaint"))) is BadResult


def test_a_stop_ends_the_wait_soon(server: Served, bfl: Bfl) -> None:
    bfl.looks = [as_json({"status": "Pending"})] * 999
    assert stopped_while(engine(server), request("inpaint"), bfl.looked) < 0.1 + 0.15  # the machine is shared


def test_a_transparent_picture_is_sent_as_grey(server: Served, bfl: Bfl) -> None:
    one(engine(server), request("inpaint", image=np.zeros((48, 64, 4), np.uint8)))
    assert np.unique(sent_picture(bfl.tasks[0]["image"])).tolist() == [128]
