"""The edge policy in the prompt bar: exact, or blended by so many pixels."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox

from editor.document.edge import Edge
from editor.ui.key_button import HEIGHT
from editor.ui.parts.field import Field
from editor.ui.theme.fonts import font

WIDEST, WIDTH, NARROW = 64, 106, 82


class EdgeField(QObject):
    """`policy` is the choice, `band` how wide a blended edge is, to be seen where it is chosen.

    `changed` whenever another edge is chosen.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._short = False
        self.policy = QComboBox()
        self.policy.setFont(font(12, 500, tabular=True))
        self.policy.setFixedHeight(HEIGHT)
        self.policy.setAccessibleName(self.tr("Edge"))
        self.policy.setToolTip(self.tr("Exact: nothing outside the mask changes. Blend: a band around it may."))
        self.policy.setProperty("floating", True)
        for policy in ("exact", "blend"):
            self.policy.addItem("", policy)
        self.band = Field(self.tr("Band"), 1, WIDEST, self.tr("px"))
        self.band.setToolTip(self.tr("How far outside the mask a blended edge may change the picture."))
        self.band.show_value(Edge().width)
        self.fold(short=False)
        self._show()
        self.policy.currentIndexChanged.connect(self._chosen)
        self.band.changed.connect(self._chosen)

    @property
    def edge(self) -> Edge:
        return Edge("blend", self.band.value) if self.policy.currentData() == "blend" else Edge()

    def show_edge(self, edge: Edge) -> None:
        self.band.show_value(edge.width)
        self.policy.setCurrentIndex(self.policy.findData(edge.policy))
        self._chosen()

    def fold(self, *, short: bool) -> None:
        """Say it in a word where there is little room."""
        self._short = short
        self.policy.setFixedWidth(NARROW if short else WIDTH)
        self._name()

    def _chosen(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self.band.setVisible(self.edge.policy == "blend")
        self._name()

    def _name(self) -> None:
        exact, blend = self.tr("Exact edge"), self.tr("Blend {0} px")
        if self._short:
            exact, blend = self.tr("Exact"), self.tr("Blend {0}")
        self.policy.setItemText(0, exact)
        self.policy.setItemText(1, blend.format(self.band.value))
