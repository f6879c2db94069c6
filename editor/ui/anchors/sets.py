"""Anchor sets in the window: kept among the user's, added to the project, shared as files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from editor.document.records import Anchor, Pin
from editor.project.errors import read_only
from editor.session import anchor_sets
from editor.ui.actions import Action, tr
from editor.ui.anchors.words import spots
from editor.ui.parts.ticks import TickRow
from editor.ui.theme.theme import Theme

if TYPE_CHECKING:
    from editor.ui.anchors.sets_sheet import SetsSheet
    from editor.ui.desk import Desk


class AnchorSets(QObject):
    """`chosen` tells which anchors are; `added(anchors)` once a set was, as one undo step each."""

    added = Signal(object)

    def __init__(self, desk: Desk, window: QWidget, theme: Theme, chosen: Callable[[], list[Anchor]]) -> None:
        super().__init__(desk)
        self._desk, self._session, self._window, self._theme = desk, desk.session, window, theme
        self._chosen = chosen

    @cached_property
    def sheet(self) -> SetsSheet:
        """Made once it is wanted."""
        from editor.ui.anchors.sets_sheet import SetsSheet

        sheet = SetsSheet(self._window, self._theme)
        sheet.added.connect(lambda files, pin: self._desk.attempt(lambda: self._add(files, pin)))
        sheet.saved.connect(self._save)
        sheet.imported.connect(self._import)
        sheet.exported.connect(self._export)
        return sheet

    def action(self) -> Action:
        return Action(
            "anchor.sets",
            tr("Anchor sets…"),
            "",
            self.ask,
            "package",
            tr("Saves anchors as a set of your own, adds such sets to this project, shares them as files."),
        )

    def ask(self) -> None:
        """Come up with the user's sets."""
        self._show()
        saved = self._saved()
        count = len(saved)
        words = tr("Save {0} anchors as, such as: Brand A spring") if count != 1 else tr("Save 1 anchor as")
        places = spots(self._session.document, self._session.selection, None, None)
        self.sheet.ask(places, words.format(count) if count else "")

    def _saved(self) -> list[Anchor]:
        """Those that are chosen where they are several, else all."""
        document = self._session.document
        chosen = {anchor.id: anchor for anchor in self._chosen()}
        return [*chosen.values()] if len(chosen) > 1 else [*document.anchors.values()]

    def _show(self, ticked: Path | None = None) -> None:
        files = anchor_sets.library()
        self.sheet.show_sets([TickRow(path, name, path == ticked, _told(path)) for name, path in files.items()])

    def _save(self, name: str) -> None:
        self._try(lambda: anchor_sets.kept(name, self._saved()))

    def _import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self._window, tr("Import an anchor set"), "", _files())
        if name:
            self._try(lambda: anchor_sets.taken(Path(name)))

    def _export(self, file: Path) -> None:
        name, _ = QFileDialog.getSaveFileName(self._window, tr("Export the anchor set"), file.name, _files())
        if name:
            self._try(lambda: anchor_sets.copied(file, Path(name)), ticked=file)

    def _try(self, run: Callable[[], Path], ticked: Path | None = None) -> None:
        """Do what may fail and say why; the sets are listed as they are then."""
        try:
            made = run()
        except (OSError, ValueError) as error:
            self.sheet.say(f"{error}")
            return
        self._show(ticked or made)

    def _add(self, files: Sequence[Path], pin: Pin) -> None:
        if self._session.project.read_only:
            raise read_only()
        made: list[Anchor] = []
        for file in files:
            try:
                made += anchor_sets.take_in(self._session, anchor_sets.load(file), (pin,))
            except ValueError as error:
                self._desk.shell.toast.say(f"{error}")
        if made:
            self.added.emit(made)


def _told(path: Path) -> str:
    """What is in a file, or what is wrong with it."""
    try:
        names = [one.name for one in anchor_sets.load(path).anchors]
    except (OSError, ValueError) as error:
        return f"{error}"
    return f"{len(names)} · {', '.join(names)}"


def _files() -> str:
    return tr("Anchor sets (*{0})").format(anchor_sets.ENDING)
