"""The canvas: turns pointers into gestures on what it shows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent, QTabletEvent
from PySide6.QtWidgets import QWidget

from editor.document.records import Document
from editor.session.gesture import Gesture, Pointer, Preview, Runner
from editor.ui.board_view import BoardView
from editor.ui.offload import Offload
from editor.ui.pointing import pointer_of

COMPRESSED = Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents


class Canvas(BoardView):
    """`begin(document, press)` starts a tool's gesture, `commit(document)` receives what it made."""

    noticed = Signal(object)  # what a gesture tells of: see editor.session.gesture.Notice

    def __init__(
        self,
        document: Document,
        begin: Callable[[Document, Pointer], Gesture | None],
        commit: Callable[[Document], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(document, parent)
        self.begin = begin
        self.commit = commit
        self._offload = Offload(2, "gesture")
        self._runner = Runner(self._preview, self._finished, self._offload.run, self.noticed.emit)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Canvas"))

    def show_document(self, document: Document) -> None:
        """Show another document; an open gesture is cancelled."""
        self._runner.cancel()
        super().show_document(document)

    def close_threads(self) -> None:
        """Wait for what is being made or worked out; nothing of it is shown any more."""
        self._runner.cancel()
        self._offload.close()
        self.renderer.close()
        self.masks.close()

    @property
    def gesturing(self) -> bool:
        """Whether a gesture goes on."""
        return self._runner.active

    def cancel_gesture(self) -> bool:
        """Close the gesture that goes on. False where none does."""
        active = self._runner.active
        self._runner.cancel()
        return active

    def confirm_gesture(self) -> bool:
        """End a gesture that takes several presses. False where none goes on."""
        active = self._runner.active
        if active:
            self._runner.send(Pointer("confirm", 0.0, 0.0))
        return active

    def mousePressEvent(self, event: QMouseEvent | QTabletEvent) -> None:
        if self._grab(event):
            return
        if event.button() == Qt.MouseButton.LeftButton and self._runner.active:
            self._runner.send(pointer_of("press", event, self.view))
        elif event.button() == Qt.MouseButton.LeftButton and self._shown is self._document:
            gesture = self.begin(self._document, pointer_of("press", event, self.view))
            if gesture is not None:
                QGuiApplication.setAttribute(COMPRESSED, False)  # a stroke goes through every point of the hand
                self._runner.start(gesture)

    def mouseMoveEvent(self, event: QMouseEvent | QTabletEvent) -> None:
        before, self._pointer = self._pointer, event.position()
        if self.brush_size > 0:
            self._damage = self._brush_area(self._pointer, before or self._pointer)
        if not self._drag(event) and self._runner.active:
            self._runner.send(pointer_of("move", event, self.view))
        if not self._damage.isEmpty():
            self._renew([self._damage])
            self._damage = QRect()

    def mouseReleaseEvent(self, event: QMouseEvent | QTabletEvent) -> None:
        if not self._let_go(event) and event.button() == Qt.MouseButton.LeftButton and self._runner.active:
            self._runner.send(pointer_of("release", event, self.view))

    def _preview(self, preview: Preview) -> None:
        self._marks = preview.marks
        damage = QRect()
        if not preview.damage.empty:  # a move between two marks of a brush: it would be a spot at the board's corner
            damage = QRect(*self._to_widget.bounds(preview.damage.grown(2)).grown(2))
        if not self._damage.isEmpty():
            self._damage, damage = self._damage.united(damage), QRect()
        self._show(preview.document, damage)

    def _finished(self, document: Document | None) -> None:
        QGuiApplication.setAttribute(COMPRESSED, True)
        self._marks = None
        if document is not None:
            self.commit(document)
        self._show(self._document)
