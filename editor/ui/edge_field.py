"""The edge policy in the prompt bar: exact, or blended by so many pixels."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QWidget

from editor.document.edge import Edge

HEIGHT, WIDEST = 24, 64


class EdgeField(QWidget):
    """`changed` whenever another edge is chosen."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._policy, self._width = QComboBox(), QSpinBox()
        self._policy.addItem(self.tr("Exact edge"), "exact")
        self._policy.addItem(self.tr("Blended edge"), "blend")
        self._policy.setAccessibleName(self.tr("Edge"))
        self._policy.setToolTip(self.tr("Exact: nothing outside the mask changes. Blended: a band round it may."))
        self._policy.setProperty("floating", True)
        self._width.setRange(1, WIDEST)
        self._width.setValue(Edge().width)
        self._width.setSuffix(self.tr(" px"))
        self._width.setAccessibleName(self.tr("Width of the band"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for widget in (self._policy, self._width):
            widget.setFixedHeight(HEIGHT)
            row.addWidget(widget)
        self._width.hide()
        self._policy.currentIndexChanged.connect(self._chosen)
        self._width.valueChanged.connect(lambda _px: self.changed.emit())

    @property
    def edge(self) -> Edge:
        return Edge("blend", self._width.value()) if self._policy.currentData() == "blend" else Edge()

    def show_edge(self, edge: Edge) -> None:
        self._width.setValue(edge.width)
        self._policy.setCurrentIndex(self._policy.findData(edge.policy))

    def _chosen(self) -> None:
        self._width.setVisible(self.edge.policy == "blend")
        self.changed.emit()
