"""The Help menu: the sheet of keys and the sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.ui.actions import Action, Menu, tr

if TYPE_CHECKING:
    from editor.ui.desk import Desk
    from editor.ui.shell.shell import Shell


def menu(desk: Desk, shell: Shell) -> Menu:
    return Menu(
        tr("Help"),
        (
            (
                Action(
                    "help.keys",
                    tr("All keys"),
                    "?",
                    shell.sheets.show_keys,
                    "circle-question-mark",
                    tr("Shows every key on one sheet."),
                    where="canvas",
                ),
                Action(
                    "help.sample",
                    tr("Open the sample"),
                    "",
                    desk.files.sample,
                    "image",
                    tr("Opens a project with a photograph to try everything on."),
                ),
            ),
        ),
    )
