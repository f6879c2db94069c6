"""The Edit menu: undo, and what is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.ui.actions import Action, Menu, tr
from editor.ui.menus.reasons import Reasons

if TYPE_CHECKING:
    from editor.ui.desk import Desk
    from editor.ui.shell.shell import Shell


def menu(desk: Desk, shell: Shell, why: Reasons) -> Menu:
    layers = desk.layers
    return Menu(
        tr("Edit"),
        (
            (
                Action(
                    "edit.undo",
                    tr("Undo"),
                    "Ctrl+Z",
                    desk.session.undo,
                    "undo-2",
                    tr("Takes the last step back, also one of before the last start."),
                    why_not=why.undo,
                ),
                Action(
                    "edit.redo",
                    tr("Redo"),
                    "Ctrl+Shift+Z",
                    desk.session.redo,
                    "redo-2",
                    tr("Does again what was taken back."),
                    why_not=why.redo,
                ),
            ),
            desk.lifting.clipboard(why),
            (
                Action(
                    "edit.all",
                    tr("Select all layers"),
                    "Ctrl+A",
                    layers.select_all,
                    "layers",
                    tr("Selects every layer that is in no group, and every group."),
                    where="board",
                    why_not=why.layers,
                ),
                Action(
                    "edit.none",
                    tr("Select nothing"),
                    "Ctrl+Shift+A",
                    layers.select_none,
                    "circle-dashed",
                    tr("Leaves no layer selected."),
                    where="board",
                    why_not=why.selected,
                ),
            ),
            (
                Action(
                    "edit.palette",
                    tr("Find an action…"),
                    "Ctrl+K",
                    shell.sheets.find_action,
                    "search",
                    tr("Finds everything that can be done, by its name."),
                ),
                Action(
                    "edit.settings",
                    tr("Settings…"),
                    "Ctrl+,",
                    shell.sheets.show_settings,
                    "settings",
                    tr("Theme, motion, language, memory and keys."),
                ),
                Action(
                    "edit.keys",
                    tr("Change keys…"),
                    "",
                    shell.sheets.change_keys,
                    "keyboard",
                    tr("Gives any action another key."),
                ),
            ),
        ),
    )
