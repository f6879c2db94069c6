"""All menus of a desk, in the order of the bar; the tools come last, in the palette alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.ui.actions import Menu, tr
from editor.ui.menus import edit, file, generate, help, layer, view
from editor.ui.menus.reasons import Reasons
from editor.ui.references import menu as references

if TYPE_CHECKING:
    from editor.ui.desk import Desk
    from editor.ui.shell.shell import Shell
    from editor.ui.theme.theme import Theme


def menus(desk: Desk, shell: Shell, theme: Theme) -> tuple[Menu, ...]:
    why = Reasons(desk)
    return (
        file.menu(desk, why),
        edit.menu(desk, shell, why),
        view.menu(desk, shell, theme),
        layer.menu(desk, shell, why),
        desk.arrange.menu(why),
        Menu(tr("Mask"), (tuple(desk.masks.actions(why)), *desk.mask_view.actions())),
        shell.anchoring.menu(why),
        references.menu(shell.referencing),
        generate.menu(desk, shell, why),
        help.menu(desk, shell),
        Menu(tr("Tools"), (tuple(desk.tools.actions()),), shown=False),
    )
