"""Used by, affected and run again: what anchors guided is counted, found, and asked anew beside what is there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from editor.document.archive import Charge
from editor.engine.contract import Colour, Price
from editor.project.project import Project
from editor.project.recover import recover
from editor.session import anchors, references
from editor.session.generations import BACKGROUND, Generations
from editor.session.rerunning import Rerunning, affected, parts, renewed, used_by
from editor.steps.ask import Wish
from editor.steps.mask import masked
from tests.engines.painter import Painter
from tests.session.test_anchors import ROLES, picture_file
from tests.session.test_generations import LAYER, marked_project, opened
from tests.steps.road import box_mask, photograph


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return marked_project(tmp_path / "a.patchboard")


def accepted(generations: Generations, words: str, x: int = 100) -> str:
    """A request with two candidates, of which the first becomes a layer; the generation's id."""
    session = generations.session
    session.commit("Mask", masked(session.document, LAYER, box_mask(photograph(), x, 90, 50, 40)))
    id = generations.ask(LAYER, "painter", Wish(words=words, count=2, seed=4))
    generations.accept(generations.wait(id)[0])
    return id


def test_uses_are_counted_by_version_with_what_came_and_cost(path: Path, tmp_path: Path) -> None:
    with opened(path, Painter()) as generations:
        session, archive = generations.session, generations.session.project.archive
        sun = anchors.add(session, "light", "Sun", "low sun")
        house = anchors.add(session, "style", "House", "film")
        first = accepted(generations, "one")
        archive.charge(Charge(id="c", generation=first, made=0.0, engine="painter", price=Price(40_000)))
        archive.charge(Charge(id="d", generation=first, made=0.0, engine="painter", price=Price(9, "EUR")))
        anchors.edit(session, sun.id, text="high sun")
        second = accepted(generations, "two", x=20)
        uses = {(use.anchor, use.version): use for use in archive.anchor_uses()}
        assert set(uses) == {(sun.id, 1), (sun.id, 2), (house.id, 1)}
        assert uses[sun.id, 1][2:5] == (1, 2, 1) and uses[house.id, 1][2:5] == (2, 4, 2)
        assert set(uses[sun.id, 1].paid) == {Price(40_000), Price(9, "EUR")} and uses[sun.id, 2].paid == ()
        assert [(one.generation, one.version) for one in archive.guided_by(sun.id)] == [(second, 2), (first, 1)]
        assert [one.layer.name for one in used_by(session, house.id)] == ["two", "one"]
        assert [(one.generation, one.version) for one in affected(session, sun.id)] == [(first, 1)]
        assert affected(session, house.id) == []
        session.undo()
        assert [one.generation for one in used_by(session, house.id)] == [first], "what is on the board counts"
    recover(path, tmp_path / "rescued.patchboard")
    rescued = Project.open(tmp_path / "rescued.patchboard", read_only=True)
    assert {(use.anchor, use.version, *use[2:5]) for use in rescued.archive.anchor_uses()} == {
        (sun.id, 1, 1, 2, 1),
        (sun.id, 2, 1, 2, 1),
        (house.id, 1, 2, 4, 2),
    }
    rescued.close()


def test_a_changed_anchor_is_run_again_into_new_candidates(path: Path) -> None:
    engine = Painter(avoid=True, references=2, roles=ROLES)
    with opened(path, engine) as generations:
        session, archive = generations.session, generations.session.project.archive
        sun = anchors.add(session, "light", "Sun", "low sun")
        never = anchors.add(session, "avoid", "Never", "logos")
        gold = anchors.add(session, "palette", "Gold", colours=(Colour("gold", (220, 180, 90)),))
        references.add_file(session, picture_file(1), "board.png")
        ids = [accepted(generations, f"door {n}", x=20 + 70 * n) for n in range(3)]
        before = session.document
        anchors.edit(session, sun.id, text="high sun")
        anchors.edit(session, never.id, text="people")
        anchors.edit(session, gold.id, colours=(Colour("gold", (200, 180, 90)),))
        found = parts(affected(session, sun.id))
        assert sorted(found) == sorted(ids)
        sent = list(engine.asked)
        runs = Rerunning(generations)
        asked = runs.ask(found[1:])
        assert set(asked) == set(found[1:]) and runs.running == 2
        assert all(generations.lane(id) == BACKGROUND for id in asked.values())
        for id in asked.values():
            generations.wait(id)
        assert (runs.running, runs.came, runs.failed) == (0, 4, {})
        assert session.document.layers == before.layers, "never over the old"
        assert all([offer.choice for offer in archive.offers(id)] == ["offered", "offered"] for id in asked.values())
        for old, new in asked.items():
            then = next(request for request in sent if request.id == old)
            now = next(request for request in engine.asked if request.id == new)
            assert now.prompt == then.prompt.replace("low", "high") and now.seed == then.seed
            assert now.avoid == "people" and now.palette == (Colour("gold", (200, 180, 90)),)
            assert np.array_equal(now.image, then.image) and np.array_equal(now.mask, then.mask), "as it was then"
            assert len(now.references) == 1
            assert dict(archive.generation(new).recipe.anchors) == {sun.id: 2, never.id: 2, gold.id: 2}


def test_what_was_given_besides_stays(path: Path) -> None:
    with opened(path, Painter(avoid=True)) as generations:
        session = generations.session
        never = anchors.add(session, "avoid", "Never", "logos")
        own = Colour("brand", (1, 2, 3))
        wish = Wish(words="a {thing}", avoid="rain", palette=(own,), values={"thing": "hat"})
        id = generations.ask(LAYER, "painter", wish)
        generations.wait(id)
        anchors.edit(session, never.id, text="people, cars")
        again = renewed(generations, session.project.archive.generation(id))
        assert (again.prompt, again.avoid, again.palette) == ("a hat", "rain, people, cars", (own,))


def test_what_cannot_be_asked_again_is_told_and_stops_nothing(path: Path) -> None:
    with opened(path, Painter()) as generations:
        session = generations.session
        anchors.add(session, "text", "Quiet", "quiet")
        id = accepted(generations, "door")
        session.commit("Delete", session.document.without(session.document.layers[LAYER]))
        runs = Rerunning(generations)
        assert runs.ask([id, "unknown"]) == {}
        assert "no longer on the canvas" in runs.failed[id] and "unknown" in runs.failed["unknown"]
