"""The choice of the net by whose eyes results are measured as well: one that comes in a package, or a file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog

from editor.engine.embedder import Embedder
from editor.ui.drift.words import tr
from editor.ui.sentences import embedder_title, trouble

FILE = "\n"  # what no embedder is called


class EmbedderPicker(QComboBox):
    """`wished(name)`: this one is to measure, by its name or the path of its file; "" for none."""

    wished = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._known: tuple[Embedder, ...] = ()
        self._wish = ""
        self.setAccessibleName(tr("Embedder"))
        self.setToolTip(
            tr("A net that measures as well how alike results are: in style, in what they show, or by a file of yours.")
        )
        self.activated.connect(self._choose)

    def show_known(self, known: Iterable[Embedder], wish: str) -> None:
        """List those that come in packages, and a file's where that is the wish."""
        self._known, self._wish = tuple(known), wish
        self.clear()
        self.addItem(tr("None"), "")
        for one in self._known:
            title, lacking = embedder_title(one), one.lacking
            self.addItem(tr("{0} – not installed").format(title) if lacking else title, one.name)
            self.setItemData(self.count() - 1, trouble(lacking) if lacking else "", Qt.ItemDataRole.ToolTipRole)
        if wish and self.findData(wish) < 0:
            self.addItem(Path(wish).stem, wish)
        self.addItem(tr("File…"), FILE)
        self.setCurrentIndex(self.findData(wish))

    def _choose(self) -> None:
        wish = self.currentData()
        if wish == FILE:
            wish, _ = QFileDialog.getOpenFileName(self.window(), tr("Embedder"), "", tr("ONNX files (*.onnx)"))
            wish = wish or self._wish  # nothing was chosen
        changed = wish != self._wish
        self.show_known(self._known, wish)
        if changed:
            self.wished.emit(wish)
