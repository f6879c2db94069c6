"""Scenes of the panel of references: empty, filled, more than the engine takes, and the sheet that edits one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec
from PySide6.QtTest import QSignalSpy, QTest

from editor.engine.contract import Role
from editor.pixels.geometry import Rect
from editor.session import references
from editor.steps.guides import in_order
from editor.ui.desk import Desk
from tests.ui.screenshots.stage import Stage


class Guide(NamedTuple):
    """A layer of the mood board, by its name."""

    layer: str
    role: Role
    strength: float


FEW = Guide("evening light", "style", 0.6), Guide("leaves", "palette", 0.8), Guide("raccoon", "background", 0.35)
MORE = Guide("eyes", "character", 1.0), Guide("stem", "style", 0.5), Guide("low sun", "style", 1.0)


def references_none(stage: Stage) -> Iterator[None]:
    """How one is taken in."""
    desk = stage.campaign()
    with_references(desk, ())
    desk.shell.referencing.panel.bring_up()
    yield


def references_shown(stage: Stage) -> Iterator[None]:
    """The second is chosen."""
    desk = stage.campaign()
    with_references(desk, FEW)
    desk.shell.referencing.panel.choose(in_order(desk.session.document)[1].id)
    desk.shell.referencing.panel.bring_up()
    yield
    with_references(desk, ())


def references_many(stage: Stage) -> Iterator[None]:
    """More than the engine takes, one of them switched off, one from an address without a licence."""
    desk = stage.campaign()
    with_references(desk, (*FEW, *MORE))
    held = in_order(desk.session.document)
    references.edit(desk.session, held[2].id, enabled=False)
    origin = msgspec.structs.replace(held[0].origin, address="https://example.org/evening.jpg")
    references.edit(desk.session, held[0].id, origin=origin)
    desk.shell.referencing.panel.choose(held[1].id)
    yield
    with_references(desk, ())


def references_named(stage: Stage) -> Iterator[None]:
    """What is offered behind an @."""
    desk = stage.campaign()
    with_references(desk, FEW)
    desk.write()
    desk.bar.prompt.replace("")
    QTest.keyClicks(desk.bar.prompt, "a seed head as in @")
    yield
    desk.bar.prompt.replace("")
    with_references(desk, ())


def start_image(stage: Stage) -> Iterator[None]:
    """The chip of what is begun from."""
    desk = stage.campaign()
    selected = desk.session.selection
    desk.session.select(one.id for one in desk.session.document.layers.values() if one.name == "evening light")
    desk.shell.actions.run("generate.start")
    desk.bar.prompt.replace("make it warmer")
    yield
    desk.bar.start_field.chip.click()
    desk.bar.prompt.replace("")
    desk.session.select(selected)


def reference_sheet(stage: Stage) -> Iterator[None]:
    desk = stage.campaign()
    with_references(desk, FEW)
    one = in_order(desk.session.document)[2]
    references.edit(desk.session, one.id, crop=Rect(150, 60, 420, 360))
    panel = desk.shell.referencing.panel
    panel.choose(one.id)
    drawn = QSignalSpy(panel.pictures.arrived)
    desk.shell.actions.run("reference.edit")
    stage.until(lambda: drawn.count() > 1)  # the card's and the sheet's
    yield
    desk.shell.referencing.sheet.close_sheet()
    with_references(desk, ())


def with_references(desk: Desk, wanted: Sequence[Guide]) -> None:
    """These and no others guide."""
    references.remove(desk.session, *desk.session.document.references)
    named = {layer.name: layer for layer in desk.session.document.layers.values()}
    made = references.add_layers(desk.session, [named[one.layer] for one in wanted])
    for one, guide in zip(made, wanted, strict=True):
        references.edit(desk.session, one.id, role=guide.role, strength=guide.strength)
