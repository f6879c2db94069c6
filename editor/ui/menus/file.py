"""The File menu: projects and pictures, in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.ui.actions import Action, Menu, tr
from editor.ui.menus.reasons import Reasons

if TYPE_CHECKING:
    from editor.ui.desk import Desk


def menu(desk: Desk, why: Reasons) -> Menu:
    files = desk.files
    return Menu(
        tr("File"),
        (
            (
                Action(
                    "file.new",
                    tr("New board…"),
                    "Ctrl+N",
                    files.new,
                    "file-plus",
                    tr("Begins a project in a file."),
                ),
                Action(
                    "file.open",
                    tr("Open…"),
                    "Ctrl+O",
                    files.open,
                    "folder-open",
                    tr("Opens a project, or a picture in a project beside it."),
                ),
            ),
            (
                Action(
                    "file.place",
                    tr("Place pictures…"),
                    "Ctrl+Shift+O",
                    files.place,
                    "image-plus",
                    tr("Brings pictures onto the canvas as layers."),
                ),
            ),
            desk.exporting.actions(why),
            (
                Action(
                    "file.welcome",
                    tr("Close board"),
                    "Ctrl+W",
                    files.leave,
                    "x",
                    tr("Goes back to the welcome page; everything is saved."),
                ),
                Action("file.quit", tr("Quit"), "Ctrl+Q", files.quit, "log-out", tr("Closes the window.")),
            ),
        ),
    )
