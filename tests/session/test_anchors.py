"""Anchors and references in an open project: versions, pins, what a request keeps of them, also after a restart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from editor.document.records import Frame, Pin, ReferencePicture
from editor.engine.contract import Colour
from editor.engine.errors import BadRequest
from editor.pixels.colour import DISPLAY_P3
from editor.pixels.encode import encode
from editor.pixels.geometry import Rect
from editor.pixels.profiles import made
from editor.project.project import Project
from editor.session import anchors, anchors_from, references
from editor.session.generations import Generations
from editor.session.session import Session
from editor.steps.ask import Wish
from editor.steps.guides import in_order
from editor.steps.mask import active_mask, masked
from tests.engines.painter import Painter
from tests.session.test_generations import LAYER, marked_project, opened
from tests.steps.road import box_mask, photograph

ROLES = frozenset({"style", "palette", "structure", "character", "product", "background"})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return marked_project(tmp_path / "a.patchboard")


@pytest.fixture
def session(path: Path) -> Iterator[Session]:
    session = Session(Project.open(path))
    yield session
    session.close()


def guided_by(engine: Painter, generations: Generations, **wish: object) -> str:
    id = generations.ask(LAYER, engine.name, Wish(**wish))  # type: ignore[arg-type]
    generations.wait(id)
    return id


def picture_file(seed: int, profile: bytes = b"") -> bytes:
    pixels = np.random.default_rng(seed).integers(0, 256, (40, 60, 3)).astype(np.uint8)
    return encode(pixels, "PNG", profile=profile)


def test_every_version_is_kept_and_its_number_never_taken_again(session: Session) -> None:
    one = anchors.add(session, "light", "Sun", "low sun")
    two = anchors.edit(session, one.id, text="high sun")
    assert (one.version, two.version) == (1, 2)
    session.undo()
    assert session.document.anchors[one.id].text == "low sun"
    three = anchors.edit(session, one.id, text="no sun", weight=0.5)
    assert three.version == 3, "the second was something else"
    kept = session.project.archive.anchor_versions(one.id)
    assert [(each.version, each.text) for each in kept] == [(1, "low sun"), (2, "high sun"), (3, "no sun")]
    assert anchors.edit(session, one.id, name="Evening").version == 3, "a name says nothing to an engine"
    back = anchors.restore(session, one.id, 2)
    assert (back.text, back.weight, back.version) == ("high sun", 1.0, 4)


def test_versions_survive_a_restart(path: Path) -> None:
    session = Session(Project.open(path))
    made = anchors.add(session, "palette", "Gold", colours=(Colour("gold", (220, 180, 90), 5.0),))
    anchors.edit(session, made.id, colours=(Colour("gold", (200, 180, 90), 5.0),))
    session.close()
    session = Session(Project.open(path))
    first = session.project.archive.anchor_version(made.id, 1)
    assert first.colours == (Colour("gold", (220, 180, 90), 5.0),) and first.kind == "palette"
    assert session.project.check().well
    session.close()


def test_pins_are_put_moved_switched_and_taken_away(session: Session) -> None:
    made = anchors.add(session, "text", "Quiet", "quiet")
    session.commit("Frame", session.document.with_(Frame(id="f", rect=Rect(0, 0, 9, 9))))
    frame = Pin("frame", "f")
    assert anchors.move(session, made.id, Pin(), frame).pins == (frame,)
    assert anchors.switch(session, made.id, frame, on=False).pins == (Pin("frame", "f", enabled=False),)
    assert anchors.pin(session, made.id, frame).pins == (frame,), "a place holds one pin"
    with pytest.raises(LookupError, match="frame"):
        anchors.pin(session, made.id, Pin("frame", "gone"))
    mask = active_mask(session.document, LAYER)
    assert mask is not None
    area = anchors.pin_to_area(session, made.id, mask).pins[1]
    assert session.document.masks[area.place].tiles is mask.tiles and active_mask(session.document, LAYER) is mask
    anchors.remove(session, [made.id])
    assert not session.document.anchors and set(session.document.masks) == {mask.id}
    session.undo()
    assert area.place in session.document.masks and session.document.anchors[made.id].pins == (frame, area)


def test_anchors_are_told_in_the_order_they_are_put_in(session: Session) -> None:
    a, b, c = (anchors.add(session, "text", name, name) for name in "abc")
    anchors.arrange(session, c.id, a.id, b.id)
    found = sorted(session.document.anchors.values(), key=lambda anchor: anchor.order)
    assert [anchor.name for anchor in found] == ["a", "c", "b"]


def test_a_recipe_keeps_what_guided_it(path: Path) -> None:
    engine = Painter(avoid=True)
    with opened(path, engine) as generations:
        session = generations.session
        style = anchors.add(session, "style", "House", "film {grain|dust}")
        never = anchors.add(session, "avoid", "Never", "logos")
        gold = anchors.add(session, "palette", "Gold", colours=(Colour("gold", (220, 180, 90)),))
        id = guided_by(engine, generations, words="a blue door", seed=3)
        recipe = session.project.archive.generation(id).recipe
        assert recipe.words == "a blue door" and recipe.prompt.startswith("a blue door. film ")
        assert recipe.anchors == ((style.id, 1), (never.id, 1), (gold.id, 1))
        assert recipe.palette == gold.colours and recipe.avoid == "logos"
        assert engine.asked[0].prompt == recipe.prompt and engine.asked[0].palette == gold.colours
        anchors.edit(session, style.id, text="oil paint")
        again = generations.again(session.project.archive.generation(id), 9)
        generations.wait(again)
        assert engine.asked[1].prompt == recipe.prompt and engine.asked[1].seed == 9, "the same once more"
        assert session.project.archive.generation(again).recipe.anchors == recipe.anchors
        plain = guided_by(engine, generations, words="a door", guided=False)
        assert session.project.archive.generation(plain).recipe.anchors == () and engine.asked[2].prompt == "a door"


def test_what_anchors_said_is_kept_however_they_came(path: Path) -> None:
    with opened(path, engine := Painter()) as generations:
        session = generations.session
        made = anchors.add(session, "style", "House", "film")
        (anchor,) = session.document.anchors.values()
        session.commit("Else", session.document.with_(type(anchor)(id="other", text="new", version=7)))
        guided_by(engine, generations, words="x")
        assert session.project.archive.anchor_version("other", 7).text == "new"
        assert session.project.archive.anchor_version(made.id, 1).text == "film"


def test_references_are_sent_in_their_order_and_kept_as_they_were(path: Path) -> None:
    engine = Painter(references=2, roles=ROLES)
    profile = made(DISPLAY_P3)
    with opened(path, engine) as generations:
        session = generations.session
        data = picture_file(1, profile)
        board = references.add_file(session, data, "board.png", "palette", licence="CC0")
        live = references.add_layers(session, [session.document.layers[LAYER]], "structure")[0]
        references.edit(session, live.id, crop=Rect(10, 20, 30, 25), strength=0.4)
        references.add_file(session, picture_file(2), "third.png")
        id = guided_by(engine, generations, words="like @board")
        first, second = engine.asked[0].references
        assert (first.name, first.role, second.role, second.strength) == ("board", "palette", "structure", 0.4)
        assert np.array_equal(second.image, photograph()[20:45, 10:40]), "the crop of what the layer shows"
        assert engine.asked[0].prompt == "like image 2"
        kept = session.project.archive.generation(id).references
        assert kept[0].pixels is not None and kept[0].pixels.base is not None and kept[0].origin.licence == "CC0"
        assert session.project.original(kept[0].pixels.base.digest) == data, "a file is kept once, as its own bytes"
        values = box_mask(photograph(), 0, 0, 320, 240)
        session.commit("Mask all", masked(session.document, LAYER, values))
        generations.accept(generations.wait(guided_by(engine, generations, words="all", guided=False))[0])
        references.remove(session, board.id)
        session.project.compact(0)
    with opened(path, engine) as generations:
        before = generations.session.project.archive.generation(id)
        generations.wait(generations.again(before, 5))
        for now, then in zip(engine.asked[-1].references, (first, second), strict=True):
            assert np.array_equal(now.image, then.image) and (now.role, now.name) == (then.role, then.name)
        assert generations.session.project.check().well


def test_a_reference_whose_layer_is_gone_is_told(path: Path) -> None:
    with opened(path, engine := Painter(references=1, roles=ROLES)) as generations:
        session = generations.session
        lost = ReferencePicture(id="r", name="Lost", layer="gone")
        session.commit("Add", session.document.with_(lost))
        with pytest.raises(BadRequest, match="Lost was taken from is gone"):
            guided_by(engine, generations, words="x")
        references.edit(session, "r", enabled=False)
        guided_by(engine, generations, words="x")


def test_a_reference_is_frozen_and_follows_again(session: Session) -> None:
    layer = session.document.layers[LAYER]
    live = references.add_layers(session, [layer])[0]
    still = references.freeze(session, live.id)
    assert still.pixels is not None and np.array_equal(still.pixels.array(), photograph())
    assert references.follow(session, live.id).pixels is None
    with pytest.raises(LookupError):
        references.follow(session, references.add_file(session, picture_file(1), "a.png").id)
    with pytest.raises(Exception, match=r"b\.png"):
        references.add_file(session, b"no picture", "b.png")


def test_what_it_began_from_is_kept_and_sent_again(path: Path) -> None:
    with opened(path, engine := Painter(strength=True)) as generations:
        session = generations.session
        start = ReferencePicture(id="s", name="photo", layer=LAYER, crop=Rect(0, 0, 60, 40))
        id = guided_by(engine, generations, words="a barn", start=start, strength=0.6)
        sent = engine.asked[0].image
        kept = session.project.archive.generation(id)
        assert kept.start is not None and kept.start.pixels is not None and kept.recipe.start == "photo"
    with opened(path, engine) as generations:
        generations.wait(generations.again(generations.session.project.archive.generation(id), 7))
        again = engine.asked[1].image
        assert engine.asked[1].strength == 0.6 and sent is not None and again is not None
        assert np.array_equal(again, sent)


def test_pictures_that_anchors_are_made_of_become_references_of_names_of_their_own(session: Session) -> None:
    layer = session.document.layers[LAYER]
    references.add_layers(session, [layer])
    _, guides = anchors_from.add_made(session, [], [layer, layer])
    assert [one.name for one in in_order(session.document)] == ["photo", "photo 2", "photo 3"]
    assert [one.id for one in in_order(session.document)][1:] == [one.id for one in guides]
