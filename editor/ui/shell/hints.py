"""The hint in the status bar: what can be done now, in a line with places for the keys of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from editor.ui.actions import tr

if TYPE_CHECKING:
    from editor.ui.desk import Desk


def _tr(text: str) -> str:
    return QCoreApplication.translate("Hints", text)


def hint(desk: Desk, *, marked: bool) -> str:
    """For the candidates in view, else for the tool in hand; `marked` tells whether there is a mask to ask for."""
    if desk.candidates:
        return _tr(
            "{generate.previous} {generate.next} choose, {generate.accept} accepts, {generate.keep} keeps aside, "
            "{generate.cancel} puts away."
        )
    tool = desk.tools.current
    if marked and tool.on_picture:
        return " ".join((_tr("{generate.words} writes the prompt, {generate.ask} generates."), tr(tool.hint)))
    return tr(tool.hint)
