"""The Generate menu: asking, and choosing among what came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.ui.actions import Action, Menu, tr
from editor.ui.menus.reasons import Reasons

if TYPE_CHECKING:
    from editor.ui.desk import Desk


def menu(desk: Desk, why: Reasons) -> Menu:
    return Menu(
        tr("Generate"),
        (
            (
                Action(
                    "generate.ask",
                    tr("Generate"),
                    "Ctrl+Return",
                    desk.generate,
                    "play",
                    tr("Asks the engine for what is marked."),
                    why_not=why.mask,
                ),
                Action(
                    "generate.words",
                    tr("Write the prompt"),
                    "/",
                    desk.bar.setFocus,
                    "text-cursor-input",
                    tr("Goes to the words of the prompt bar."),
                    where="canvas",
                ),
            ),
            (
                Action(
                    "generate.next",
                    tr("Next candidate"),
                    "Right",
                    lambda: desk.step(1),
                    "arrow-right",
                    tr("Shows the next candidate in its place; without any, nudges the selected layers."),
                    where="canvas",
                    why_not=why.candidate_or_layer,
                ),
                Action(
                    "generate.previous",
                    tr("Previous candidate"),
                    "Left",
                    lambda: desk.step(-1),
                    "arrow-left",
                    tr("Shows the candidate before in its place; without any, nudges the selected layers."),
                    where="canvas",
                    why_not=why.candidate_or_layer,
                ),
                Action(
                    "generate.accept",
                    tr("Accept"),
                    "Return",
                    desk.accept,
                    "check",
                    tr("Makes the candidate in view a layer."),
                    where="canvas",
                ),
                Action(
                    "generate.anyway",
                    tr("Accept anyway"),
                    "Shift+Return",
                    lambda: desk.accept(anyway=True),
                    "circle-check",
                    tr("Makes it a layer although it is not trusted."),
                    where="canvas",
                    why_not=why.candidate,
                ),
                Action(
                    "generate.cancel",
                    tr("Put away, or stop"),
                    "Escape",
                    desk.escape,
                    "circle-x",
                    tr("Ends the gesture, puts candidates away or stops the engine; nothing is lost."),
                    where="canvas",
                ),
            ),
        ),
    )
