"""Scenes of the panel of anchors: empty, with what guides the campaign, and the sheet that writes one."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtTest import QTest

from editor.document.records import Anchor, Document, Pin
from editor.engine.contract import Colour
from editor.session import anchors
from editor.session.session import Session
from editor.steps.ask import Wish
from editor.steps.mask import active_mask
from editor.ui.desk import Desk
from tests.ui.screenshots.meadow import PHOTO
from tests.ui.screenshots.stage import Stage

GOLDS = (
    Colour("straw", (230, 190, 105), 4),
    Colour("amber", (190, 140, 60), 4),
    Colour("moss", (110, 115, 45), 4),
    Colour("pine", (40, 62, 32), 4),
    Colour("cream", (245, 236, 214), 4),
)


def anchors_none(stage: Stage) -> Iterator[None]:
    """How one is made."""
    stage.campaign().shell.anchors.bring_up()
    yield


def anchors_shown(stage: Stage) -> Iterator[None]:
    """In their places, with the prompt as it is sent under the words."""
    desk = with_anchors(stage)
    desk.bar.prompt.setPlainText("a smaller, softer seed head at noon, 8k")
    desk.bar.show()
    desk.bar.told.toggle()
    yield
    desk.bar.told.toggle()


def anchor_sheet(stage: Stage) -> Iterator[None]:
    desk = with_anchors(stage)
    desk.shell.actions.run("anchor.edit")
    yield
    desk.shell.anchoring.sheet.close_sheet()


def anchor_palette(stage: Stage) -> Iterator[None]:
    desk = with_anchors(stage)
    desk.shell.anchors.choose_anchor(next(one.id for one in _held(desk) if one.kind == "palette"))
    desk.shell.actions.run("anchor.edit")
    yield
    desk.shell.anchoring.sheet.close_sheet()


def anchors_made(stage: Stage) -> Iterator[None]:
    """What a picture of the campaign gives, proposed with its numbers."""
    desk = stage.campaign()
    desk.session.select(["hero"])
    desk.shell.actions.run("anchor.make")
    sheet = desk.shell.anchoring.making.sheet
    stage.until(sheet.list.count)
    yield
    sheet.close_sheet()
    desk.session.select([])


def anchor_sets(stage: Stage) -> Iterator[None]:
    """One of the user's sets, ticked."""
    desk = with_anchors(stage)
    desk.shell.actions.run("anchor.sets")
    sheet = desk.shell.anchoring.sets.sheet
    sheet.saved.emit("Brand A spring")
    yield
    sheet.close_sheet()


def anchors_used(stage: Stage) -> Iterator[None]:
    """One was changed since pictures were made with it: what it did, at the foot; what they are, on the board."""
    desk, before = _used(stage)
    panel = desk.shell.anchors
    stage.until(lambda: panel.facts.away.isVisible() and "ΔE" in panel.facts.away.text())
    at = panel.list.visualRect(panel.rows.index_of(panel.chosen[0].key)).center()
    QTest.mouseMove(panel.list.viewport(), at)
    yield
    desk.lighting.light([])
    desk.session.commit("Back", before)


def anchor_affected(stage: Stage) -> Iterator[None]:
    """What of that is to be asked again."""
    desk, before = _used(stage)
    desk.shell.actions.run("anchor.rerun")
    yield
    desk.shell.anchoring.rerun.sheet.close_sheet()
    desk.session.commit("Back", before)


def anchor_history(stage: Stage) -> Iterator[None]:
    """What it guided, in the history."""
    desk, before = _used(stage)
    desk.shell.actions.run("anchor.guided")
    yield
    desk.history.show_guided(None)
    desk.shell.anchors.bring_up()
    desk.session.commit("Back", before)


def _used(stage: Stage) -> tuple[Desk, Document]:
    """A palette guided two layers, and says something else now; what was there before."""
    desk = with_anchors(stage)
    session, before = desk.session, desk.session.document
    golds = next(one for one in _held(desk) if one.kind == "palette")
    for words in ("make it straw", "make it moss"):
        asked = desk.generations.ask(PHOTO, "builtin", Wish(words=words, count=2), active_mask(before, PHOTO))
        stage.until(lambda asked=asked: session.project.archive.generation(asked).state == "answered")
        desk.generations.accept(desk.generations.shown(asked)[0])
    anchors.edit(session, golds.id, colours=GOLDS[1:])
    desk.shell.anchors.bring_up()
    desk.shell.anchors.choose_anchor(golds.id)
    tallies = desk.shell.anchors.rows
    stage.until(lambda: golds.id in tallies.tallies and tallies.tallies[golds.id].of_others(99) > 1)
    return desk, before


def with_anchors(stage: Stage) -> Desk:
    """The campaign with its anchors, the second of them chosen."""
    desk = stage.campaign()
    if not desk.session.document.anchors:
        _pin(desk.session)
    desk.shell.anchors.bring_up()
    desk.shell.anchors.choose_anchor(_held(desk)[1].id)
    return desk


def _held(desk: Desk) -> list[Anchor]:
    return sorted(desk.session.document.anchors.values(), key=lambda one: one.order)


def _pin(session: Session) -> None:
    hero = Pin("frame", "hero")
    anchors.add(session, "style", "House style", "documentary photograph, natural grain, calm and bright")
    sun = anchors.add(session, "light", "Low evening sun", "backlit, warm rim light")
    anchors.edit(session, sun.id, text="backlit, warm rim light, golden hour, sun just above the horizon")
    anchors.add(session, "avoid", "Never", "lettering, logos, people, plastic sheen")
    anchors.add(session, "palette", "Meadow golds", colours=GOLDS, pins=[hero])
    anchors.add(session, "camera", "85 mm, f/2", "shallow focus, soft round highlights behind", pins=[hero])
    anchors.switch(session, _last(session), hero, on=False)


def _last(session: Session) -> str:
    return max(session.document.anchors.values(), key=lambda one: one.order).id
