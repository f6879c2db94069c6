"""The View menu: zoom, panels, theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.ui.actions import Action, Menu, tr

if TYPE_CHECKING:
    from editor.ui.desk import Desk
    from editor.ui.shell.shell import Shell
    from editor.ui.theme.theme import Theme

TURN = 15  # degrees at a time


def menu(desk: Desk, shell: Shell, theme: Theme) -> Menu:
    canvas = desk.canvas
    return Menu(
        tr("View"),
        (
            (
                Action(
                    "view.fit",
                    tr("Fit all"),
                    "Ctrl+0",
                    lambda: desk.canvas.fit(gliding=True),
                    "maximize",
                    tr("Shows the whole board."),
                ),
                Action(
                    "view.life",
                    tr("Zoom to 100 %"),
                    "Ctrl+1",
                    canvas.zoom_to_life,
                    "scan",
                    tr("A pixel is a pixel."),
                ),
                Action(
                    "view.in",
                    tr("Zoom in"),
                    "Ctrl+=",
                    lambda: canvas.zoom_by(1.25),
                    "zoom-in",
                    tr("Comes nearer."),
                ),
                Action(
                    "view.out",
                    tr("Zoom out"),
                    "Ctrl+-",
                    lambda: canvas.zoom_by(0.8),
                    "zoom-out",
                    tr("Goes farther."),
                ),
                Action(
                    "view.selection",
                    tr("Fit selection"),
                    "Ctrl+2",
                    lambda: desk.canvas.fit_layers(desk.session.selection, gliding=True),
                    "expand",
                    tr("Shows the selected layers as large as there is room for."),
                ),
            ),
            (
                Action(
                    "view.left",
                    tr("Turn the view left"),
                    "Ctrl+Alt+Left",
                    lambda: desk.canvas.turn(-TURN),
                    "undo-2",
                    tr("Turns what you look at; no picture changes."),
                ),
                Action(
                    "view.right",
                    tr("Turn the view right"),
                    "Ctrl+Alt+Right",
                    lambda: desk.canvas.turn(TURN),
                    "redo-2",
                    tr("Turns what you look at; no picture changes."),
                ),
                Action(
                    "view.upright",
                    tr("View upright"),
                    "Ctrl+Shift+0",
                    desk.canvas.upright,
                    "arrow-up",
                    tr("Looks at the board straight again."),
                ),
            ),
            (
                Action(
                    "view.panels",
                    tr("Panels"),
                    "Tab",
                    shell.toggle_panels,
                    "panel-right",
                    tr("Shows or hides everything round the canvas."),
                    where="canvas",
                    checked=lambda: shell.panels_shown,
                ),
                Action(
                    "view.minimap",
                    tr("Minimap"),
                    "Ctrl+M",
                    desk.minimap.toggle,
                    "map",
                    tr("Shows the whole board in a corner; click or drag in it to move what is in view."),
                    checked=lambda: not desk.minimap.isHidden(),
                ),
                Action(
                    "view.pointer",
                    tr("Pointer by keys"),
                    "K",
                    desk.pointer.toggle,
                    "crosshair",
                    tr("Arrow keys move it, Alt little, Shift far; Space presses and lets go, Escape ends it."),
                    where="canvas",
                    checked=desk.pointer.isVisible,
                ),
                Action(
                    "view.next",
                    tr("Next part"),
                    "F6",
                    lambda: shell.go_round(1),
                    "arrow-right",
                    tr("Goes to the next."),
                ),
                Action(
                    "view.previous",
                    tr("Previous part"),
                    "Shift+F6",
                    lambda: shell.go_round(-1),
                    "arrow-left",
                    tr("Goes back to the part before."),
                ),
            ),
            desk.snapping.actions(),
            tuple(
                Action(
                    f"view.theme.{choice}",
                    name,
                    "",
                    lambda choice=choice: theme.choose(choice),
                    icon,
                    words,
                    checked=lambda choice=choice: theme.choice == choice,
                )
                for choice, name, icon, words in (
                    ("system", tr("Theme of the system"), "monitor", tr("Dark or light as the system is.")),
                    ("dark", tr("Dark theme"), "moon", tr("Quiet greys, always.")),
                    ("light", tr("Light theme"), "sun", tr("Light greys, always.")),
                    ("contrast", tr("High contrast"), "contrast", tr("One tone of text, a line around every control.")),
                )
            ),
        ),
    )
