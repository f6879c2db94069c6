"""The Layer menu: what is done with the selected layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.ui.actions import Action, Menu, tr
from editor.ui.menus.reasons import Reasons
from editor.ui.references import menu as references

if TYPE_CHECKING:
    from editor.ui.desk import Desk
    from editor.ui.shell.shell import Shell

CONTEXT = (
    ("layer.rename", "layer.duplicate", "layer.delete"),
    ("layer.group", "layer.ungroup"),
    ("layer.raise", "layer.lower"),
    ("layer.visible", "layer.locked"),
    ("layer.mask-on", "layer.mark-shown", "layer.remove-mask"),
    ("anchor.make", "reference.use", "generate.start"),
    ("layer.remove-background", "layer.upscale", "file.export"),
)


def menu(desk: Desk, shell: Shell, why: Reasons) -> Menu:
    layers = desk.layers
    return Menu(
        tr("Layer"),
        (
            (
                Action(
                    "layer.rename",
                    tr("Rename"),
                    "F2",
                    shell.rename_layer,
                    "pencil",
                    tr("Gives the selected layer another name."),
                    where="board",
                    why_not=why.one_selected,
                ),
                Action(
                    "layer.duplicate",
                    tr("Duplicate"),
                    "Ctrl+J",
                    desk.lifting.duplicate,
                    "copy",
                    tr("Copies each selected layer, or what is marked into a layer of its own."),
                    why_not=why.selected_or_marked,
                ),
                Action(
                    "layer.delete",
                    tr("Delete"),
                    "Del",
                    layers.delete,
                    "trash-2",
                    tr("Takes the selected layers off the board."),
                    where="board",
                    why_not=why.unlocked,
                ),
            ),
            (
                Action(
                    "layer.delete-inside",
                    tr("Delete with what is inside"),
                    "Shift+Del",
                    layers.delete_inside,
                    "trash-2",
                    tr("Takes the selected frames off the board, and all that lies in them."),
                    where="board",
                    why_not=why.frame,
                ),
                Action(
                    "note.write",
                    tr("Write"),
                    "",
                    shell.write_note,
                    "text-cursor-input",
                    tr("Writes on the selected note; a double click on it does too."),
                    why_not=why.note,
                ),
            ),
            (
                Action(
                    "layer.group",
                    tr("Group"),
                    "Ctrl+G",
                    layers.group,
                    "group",
                    tr("Puts the selected layers into one group."),
                    why_not=why.layer_selected,
                ),
                Action(
                    "layer.ungroup",
                    tr("Ungroup"),
                    "Ctrl+Shift+G",
                    layers.ungroup,
                    "ungroup",
                    tr("Puts what is in the selected groups in their place."),
                    why_not=why.group,
                ),
            ),
            (
                Action(
                    "layer.raise",
                    tr("Bring forward"),
                    "Ctrl+]",
                    lambda: layers.step(1),
                    "arrow-up",
                    tr("Moves the selected layers one place up."),
                    why_not=why.layer_selected,
                ),
                Action(
                    "layer.lower",
                    tr("Send backward"),
                    "Ctrl+[",
                    lambda: layers.step(-1),
                    "arrow-down",
                    tr("Moves the selected layers one place down."),
                    why_not=why.layer_selected,
                ),
            ),
            (
                Action(
                    "layer.visible",
                    tr("Visible"),
                    "Ctrl+H",
                    layers.toggle_visible,
                    "eye",
                    tr("Shows or hides the selected layers."),
                    why_not=why.layer_selected,
                    checked=lambda: bool(layers.chosen) and not layers.hidden,
                ),
                Action(
                    "layer.locked",
                    tr("Locked"),
                    "Ctrl+L",
                    layers.toggle_locked,
                    "lock",
                    tr("Keeps the selected layers as they are, or frees them."),
                    why_not=why.layer_selected,
                    checked=lambda: layers.locked,
                ),
            ),
            desk.cutting.actions(),
            desk.lifting.layer_masks(why),
            references.layer_actions(shell.referencing),
            (shell.upscaling.action(why), *desk.lifting.frames()),
        ),
    )
