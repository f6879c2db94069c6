"""The Layers panel: the list, with the mode and the opacity of what is selected above it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QDragLeaveEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QStyledItemDelegate,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from editor.document.records import Document, Layer
from editor.pixels.blend import MODES
from editor.session.session import Session
from editor.steps.stacking import with_fields
from editor.ui.export.dragged import DraggedOut
from editor.ui.layer_actions import LayerActions
from editor.ui.panels.layer_delegate import LayerDelegate, edit_row
from editor.ui.panels.layer_rows import LayerRows
from editor.ui.panels.thumbs import Thumbs
from editor.ui.parts.empty import Empty
from editor.ui.parts.field import Field
from editor.ui.parts.keyed import Keyed
from editor.ui.theme.theme import Theme


class LayersPanel(QWidget):
    """Shows the session's layers; what is wanted of them goes to the actions.

    `fading(document)` while an opacity is being changed: what it would look like. `mask_pressed(switch)` where the
    layer mask of the selected layer is to be edited, or switched on or off.
    """

    fading = Signal(object)
    mask_pressed = Signal(bool)

    def __init__(
        self,
        session: Session,
        layers: LayerActions,
        theme: Theme,
        attempt: Callable[[Callable[[], object]], object],
    ) -> None:
        super().__init__()
        self.setObjectName("layersPanel")
        self.context: QMenu | None = None
        self._session, self._actions, self._attempt = session, layers, attempt
        self._following = False
        self.thumbs = Thumbs()
        self.rows = LayerRows(self)
        self.list = _List()
        self.list.setModel(self.rows)
        self._delegate = LayerDelegate(self.list, theme, self.thumbs, self.rows)
        self.list.setItemDelegate(self._delegate)
        self.empty = Empty(
            theme,
            "layers",
            self.tr("No layers yet"),
            self.tr("Drop pictures on the canvas: each becomes a layer, uppermost first in this list."),
            self.tr("Place pictures…"),
        )
        self.mode = QComboBox()
        self.opacity = Field(self.tr("Opacity"), 0, 100, "%")
        self._lay_out()
        self._connect(theme)
        self.show_document(session.document)

    def show_document(self, document: Document) -> None:
        """Only the rows that differ are painted anew."""
        holding = [*document.frames, *(id for id, layer in document.layers.items() if layer.kind == "group")]
        opened = {id for id in holding if self.list.isExpanded(self.rows.index_of(id))}
        opened |= {id for id in document.frames if not self.rows.index_of(id).isValid()}  # new ones are open
        self._following = True
        self.rows.show_document(document)
        for id in holding:
            self.list.setExpanded(self.rows.index_of(id), id in opened)
        self._following = False
        self._pages.setCurrentWidget(self.list if len(self.rows) else self.empty)
        self.show_selection()

    def show_selection(self) -> None:
        """What the session has selected, and its mode and opacity."""
        model, chosen = self.list.selectionModel(), self._session.selection
        if {self.rows.id_of(index) for index in model.selectedIndexes()} != chosen:
            picked = QItemSelection()
            for id in chosen:
                index = self.rows.index_of(id)
                picked.select(index, index)
            self._following = True
            model.select(picked, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self._following = False
            if len(chosen) == 1:
                self.list.scrollTo(self.rows.index_of(next(iter(chosen))))
        self._show_mixing([layer for id in chosen if (layer := self._session.document.layers.get(id)) is not None])

    def _show_mixing(self, layers: list[Layer]) -> None:
        """The mode and the opacity of these; of none there is nothing to see, and what differs is said to be mixed."""
        for widget in (self.mode, self.opacity):
            widget.setEnabled(bool(layers))
        opacities, modes = {round(100 * layer.opacity) for layer in layers}, {layer.blend for layer in layers}
        mixed = self.tr("Mixed") if layers else ""
        if len(opacities) == 1:
            self.opacity.show_value(opacities.pop())
        else:
            self.opacity.show_none(mixed, max(opacities, default=100))
        self.mode.setPlaceholderText(mixed)
        self.mode.setCurrentIndex(self.mode.findData(modes.pop()) if len(modes) == 1 else -1)

    def rename(self) -> None:
        """Begin to type another name for the selected layer."""
        if len(self._session.selection) == 1:
            edit_row(self.list, self.rows.index_of(next(iter(self._session.selection))))

    def _lay_out(self) -> None:
        for mode in MODES:
            self.mode.addItem(mode.replace("-", " ").capitalize(), mode)
        self.mode.setMaxVisibleItems(len(MODES))
        self.mode.setItemDelegate(QStyledItemDelegate(self.mode))  # one that the style sheet reaches
        self.mode.setAccessibleName(self.tr("Blend mode"))
        self.mode.setFixedHeight(24)
        self.opacity.number.setKeyboardTracking(True)
        controls = QHBoxLayout()
        controls.setContentsMargins(12, 0, 12, 8)
        controls.setSpacing(8)
        controls.addWidget(self.mode, 1)
        controls.addWidget(self.opacity, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(controls)
        column.addWidget(self._pages, 1)

    def _connect(self, theme: Theme) -> None:
        self.rows.renamed.connect(lambda id, name: self._attempt(lambda: self._actions.rename(id, name)))
        self.rows.moved.connect(lambda *wanted: self._attempt(lambda: self._actions.move(*wanted)))
        self._delegate.pressed.connect(self._pressed)
        self.thumbs.arrived.connect(self.list.viewport().update)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._picked())
        self.list.customContextMenuRequested.connect(self._open_context)
        self.mode.activated.connect(lambda _row: self._change(self.tr("Blend mode"), blend=self.mode.currentData()))
        self.opacity.changed.connect(lambda value: self.fading.emit(self._faded(value)))
        self.opacity.settled.connect(lambda value: self._change(self.tr("Opacity"), opacity=value / 100))
        theme.changed.connect(self.list.viewport().update)

    def _picked(self) -> None:
        if not self._following:
            self._session.select(self.rows.id_of(index) for index in self.list.selectionModel().selectedIndexes())

    def _pressed(self, id: str, part: str) -> None:
        layer = self._session.document.layers[id]
        if part.startswith("mask"):
            self._session.select([id])
            self.mask_pressed.emit(part == "mask-switch")
        elif part == "eye":
            label = self.tr("Hide layer") if layer.visible else self.tr("Show layer")
            self._change(label, {id}, visible=not layer.visible)
        else:
            self._change(self.tr("Unlock layer"), {id}, locked=False)

    def _change(self, label: str, ids: Iterable[str] | None = None, **fields: Any) -> None:
        self._attempt(lambda: self._actions.change(label, ids, **fields))

    def _faded(self, percent: int) -> Document:
        return with_fields(self._session.document, self._session.selection, opacity=percent / 100)

    def _open_context(self, at: QPoint) -> None:
        if self.context is not None:
            self.context.popup(self.list.viewport().mapToGlobal(at))


class _List(Keyed, QTreeView):
    """Rows of one height without decoration; the delegate paints all of it.

    `carry(what is dragged)` may add to it what other programs understand; `dropped_out(it)` hears when that is over.
    """

    dropped_out = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.carry: Callable[[QMimeData], QMimeData] = lambda within: within
        self._dragged: QMimeData | None = None
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setExpandsOnDoubleClick(False)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.tr("Layers"))

    def startDrag(self, actions: Qt.DropAction) -> None:
        rows = self.selectedIndexes()
        if not rows:
            return
        self._dragged = self.carry(self.model().mimeData(rows))
        drag = QDrag(self)
        drag.setMimeData(self._dragged)
        drag.setPixmap(self.viewport().grab(self.visualRect(rows[0])))
        drag.exec(actions | Qt.DropAction.CopyAction, Qt.DropAction.MoveAction)
        self.dropped_out.emit(self._dragged)
        self._dragged = None

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        if isinstance(self._dragged, DraggedOut):
            self._dragged.begin()
        super().dragLeaveEvent(event)
