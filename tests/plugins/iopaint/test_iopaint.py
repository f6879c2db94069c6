"""IOPaint: its models are found, erase, fill by words and extend; what goes wrong is said."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import numpy as np
import pytest

from editor.engine.contract import Engine, Progress
from editor.engine.errors import BadRequest, BadResult, NetworkError
from editor.engine.plugin import provided
from editor.engine.provider import Connection, Found, Model
from editor.engine.stop import Stop
from editor.pixels.geometry import Size
from editor.steps.gather import gathered
from plugins import iopaint
from tests.plugins.asked import answers, candidates, failed, one, request, stopped_while
from tests.plugins.iopaint.painter import INK, WORDS, Painter, decoded
from tests.plugins.mishaps import MISHAPS, Mishap
from tests.served import Reply, Served, as_json, served
from tests.steps.road import board, box_mask, filled, photograph

FILL = WORDS["name"]


@pytest.fixture
def painter() -> Painter:
    return Painter()


@pytest.fixture
def server(painter: Painter) -> Iterator[Served]:
    with served(painter) as made:
        made.talk = painter.talk
        yield made


def probed(server: Served) -> Found:
    return provided(iopaint).probe(Connection(name="c", plugin="iopaint", address=server.base), Stop())


def engine(server: Served, name: object = "lama", **options: object) -> Engine:
    found = probed(server)
    server.heard.clear()
    connection = Connection(name="c", plugin="iopaint", address=server.base, found=found, options=options)
    return next(made for made in provided(iopaint).engines(connection) if made.name == f"c/{name}")


def test_its_models_are_found_but_those_that_want_more_than_words(server: Served) -> None:
    found = probed(server)
    assert [model.id for model in found.models] == ["lama", FILL]
    assert "2 models: 1 erase, 1 follow words" in found.says[0] and "lama is loaded" in found.says[0]


def test_where_the_model_cannot_be_switched_there_is_one(server: Served, painter: Painter) -> None:
    painter.fixed = True
    assert [model.id for model in probed(server).models] == ["lama"]
    one(engine(server), request("inpaint"))
    assert server.paths == ["POST /api/v1/inpaint"]


def test_something_else_is_not_taken_for_it(server: Served, painter: Painter) -> None:
    server.play = lambda _heard: Reply(200, b"<html>")
    with pytest.raises(BadRequest, match="no IOPaint") as caught:
        probed(server)
    assert "iopaint start" in caught.value.advice
    with pytest.raises(NetworkError):
        provided(iopaint).probe(Connection(name="c", plugin="iopaint", address="http://127.0.0.1:9"), Stop())


def test_what_each_model_can_do_is_told(server: Served) -> None:
    erases, fills = engine(server).abilities, engine(server, FILL).abilities
    assert erases.kinds == {"inpaint"} and not erases.seeds and not erases.strength and erases.largest_count == 1
    assert fills.kinds == {"inpaint", "outpaint"} and fills.seeds and fills.strength and fills.avoid


def test_what_is_marked_is_erased(server: Served, painter: Painter) -> None:
    asked = request("inpaint")
    made = one(engine(server), asked)
    (body,) = painter.bodies
    assert asked.image is not None and np.array_equal(decoded(body["image"]), asked.image[..., :3])
    assert np.array_equal(decoded(body["mask"]), asked.mask)
    assert tuple(made.pixels[20, 20]) == INK and made.mime == "image/png" and made.price and not made.price.micros


def test_words_seed_and_strength_go_along_and_the_seed_comes_back(server: Served, painter: Painter) -> None:
    asked = msgspec.structs.replace(request("inpaint"), count=2, seed=(1 << 31) + 6, strength=0.5, avoid="people")
    made = candidates(engine(server, FILL, fields={"sd_steps": 3}), asked)
    assert [candidate.seed for candidate in made] == [6, 7] and made[0].facts["model"] == FILL
    first = painter.bodies[0]
    assert (first["prompt"], first["negative_prompt"], first["sd_strength"]) == ("a red boat", "people", 0.5)
    assert first["sd_steps"] == 3 and first["sd_mask_blur"] == 0 and painter.model == FILL


def test_steps_are_told_on_the_way(server: Served, painter: Painter) -> None:
    painter.seconds = 0.8
    told = [
        answer
        for answer in answers(engine(server, FILL, fields={"sd_steps": 3}), request("inpaint"))
        if isinstance(answer, Progress)
    ]
    assert told[0].stage.startswith("Loading") and told[-1].stage == "Step 3 of 3" and told[-1].fraction == 1
    assert painter.joined[:2] == ["40", "3"], "it joined, and answered a ping"


def test_without_the_socket_it_draws_all_the_same(server: Served) -> None:
    server.talk = None
    assert one(engine(server, FILL), request("inpaint")).data


def test_a_plain_border_is_left_to_the_extender(server: Served, painter: Painter) -> None:
    made = one(engine(server, FILL), request("outpaint"))
    (body,) = painter.bodies
    assert decoded(body["image"]).shape == (32, 48, 3), "only what is there is sent"
    assert (body["extender_x"], body["extender_y"], body["extender_width"], body["extender_height"]) == (
        -16,
        -16,
        64,
        48,
    )
    assert made.pixels.shape == (48, 64, 3) and tuple(made.pixels[0, 0]) == INK


def test_a_border_and_more_is_filled_as_a_mask(server: Served, painter: Painter) -> None:
    asked = request("outpaint")
    assert asked.mask is not None
    asked.mask[20:30, 20:30] = 255
    one(engine(server, FILL), asked)
    (body,) = painter.bodies
    assert "use_extender" not in body and decoded(body["image"]).shape == (48, 64, 3)
    assert np.array_equal(decoded(body["mask"]), asked.mask)


def test_a_model_that_cannot_be_loaded_leaves_the_one_before(server: Served, painter: Painter) -> None:
    made = engine(server, FILL)
    painter.known.remove(FILL)
    error = failed(made, request("inpaint"))
    assert isinstance(error, BadRequest) and "cannot load" in error.message and painter.model == "lama"


@pytest.mark.parametrize("name", ["lama", FILL])
def test_a_stop_ends_it_at_once(server: Served, painter: Painter, name: str) -> None:
    painter.seconds = 1.5
    assert stopped_while(engine(server, name), request("inpaint"), painter.drawing) < 0.25


@pytest.mark.parametrize("mishap", MISHAPS, ids=lambda mishap: mishap.name)
def test_mishaps(server: Served, painter: Painter, mishap: Mishap) -> None:
    painter.fixed = True
    made = engine(server)
    server.next = list(mishap.replies)
    if mishap.error is None or mishap.name == "cut":  # free: it is asked for once more
        assert one(made, request("inpaint")).data
    else:
        error = failed(made, request("inpaint"))
        assert isinstance(error, mishap.error) and not error.billed


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"error": "OutOfMemoryError", "errors": "CUDA out of memory. Tried to allocate"}, "too little memory"),
        ({"error": "HTTPException", "detail": "Image size and mask size not match.", "errors": ""}, "not match"),
    ],
)
def test_its_errors_are_said(server: Served, body: dict[str, str], said: str) -> None:
    made = engine(server)
    server.next = [as_json({"name": "lama"}), as_json(body, 500)]
    error = failed(made, request("inpaint"))
    assert isinstance(error, BadRequest) and said in error.message


def test_a_huge_answer_and_a_broken_picture_are_none(server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    made = engine(server)
    monkeypatch.setattr("editor.engine.web.LARGEST", 1 << 20)
    server.next = [as_json({"name": "lama"}), Reply(200, b" " * (2 << 20))]
    assert isinstance(failed(made, request("inpaint")), BadResult)
    server.next = [as_json({"name": "lama"}), Reply(200, b"\x89PNG\r\n\x1a\n and no more")]
    assert isinstance(failed(made, request("inpaint")), BadResult)


def test_nothing_marked_is_refused(server: Served) -> None:
    assert isinstance(failed(engine(server), request("image")), BadRequest)


def test_a_connection_from_before_gives_the_engines_that_it_had() -> None:
    connection = Connection(name="c", plugin="iopaint", found=Found(models=(Model(id="lama"),)))
    assert [made.name for made in provided(iopaint).engines(connection)] == ["c/lama"]


def test_the_whole_road_leaves_all_but_the_mask_as_it_was(server: Served) -> None:
    pixels = photograph(512, 400)
    document, layer = board(pixels)
    values = box_mask(pixels, 220, 160, 80, 70)
    done = filled(document, layer, values, engine(server))
    result, _ = gathered(done.document, layer)
    assert np.array_equal(result[values == 0], pixels[values == 0])
    assert np.abs(result[185:205, 250:270, :3].astype(int) - INK).max() <= 40, "the fill is there"


def test_the_whole_road_extends(server: Served) -> None:
    pixels = photograph(512, 320)
    document, layer = board(pixels)
    done = filled(document, layer, np.full((320, 96), 255, np.uint8), engine(server, FILL), at=(512, 0))
    result, box = gathered(done.document, layer)
    assert box == Size(608, 320).rect and np.array_equal(result[:, :512], pixels)
    assert np.abs(result[100:200, 580:600, :3].astype(int) - INK).max() <= 40
