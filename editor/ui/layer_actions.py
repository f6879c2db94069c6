"""What is done with the selected layers, frames and notes: each is one undo step."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QObject

from editor.document.records import Document, Layer, changed
from editor.session.session import Session
from editor.steps import stacking
from editor.steps.framed import inside
from editor.steps.restack import restacked


class LayerActions(QObject):
    """On the selection, or on the layers that are named; nothing happens where there are none."""

    def __init__(self, parent: QObject, session: Session) -> None:
        super().__init__(parent)
        self._session = session

    @property
    def chosen(self) -> list[Layer]:
        """The selected layers that are in no other selected one, lowest first."""
        return stacking.outermost(self._session.document, self._session.selection)

    @property
    def hidden(self) -> bool:
        return any(not layer.visible for layer in self.chosen)

    @property
    def locked(self) -> bool:
        return any(layer.locked for layer in self.chosen)

    def toggle_visible(self) -> None:
        hidden = self.hidden
        self.change(self.tr("Show layers") if hidden else self.tr("Hide layers"), visible=hidden)

    def toggle_locked(self) -> None:
        locked = self.locked
        self.change(self.tr("Unlock layers") if locked else self.tr("Lock layers"), locked=not locked)

    def change(self, label: str, ids: Iterable[str] | None = None, **fields: Any) -> None:
        """Give the layers `ids`, else the selected ones, these values."""
        after = stacking.with_fields(self._session.document, self._session.selection if ids is None else ids, **fields)
        self._session.commit(label, after)

    def rename(self, id: str, name: str) -> None:
        document = self._session.document
        if (thing := document.thing(id)) is not None and thing.name != name:
            self._session.commit(self.tr("Rename"), document.with_(changed(thing, name=name)))

    def move(self, ids: list[str], parent: str, below: str) -> None:
        """Into a group, a frame or ("") the board, above what is called `below` there."""
        self._session.commit(self.tr("Reorder layers"), restacked(self._session.document, ids, parent, below))

    def step(self, by: int) -> None:
        """One place up (1) or down (-1) among those around them."""
        label = self.tr("Bring forward") if by > 0 else self.tr("Send backward")
        self._session.commit(label, stacking.stepped(self._session.document, self._session.selection, by))

    def group(self) -> None:
        after, id = stacking.grouped(self._session.document, self._session.selection, self.tr("Group"))
        self._then(self.tr("Group layers"), after, {id})

    def ungroup(self) -> None:
        self._then(self.tr("Ungroup"), *stacking.ungrouped(self._session.document, self._session.selection))

    def duplicate(self) -> None:
        self._then(self.tr("Duplicate layers"), *stacking.duplicated(self._session.document, self._session.selection))

    def delete(self) -> None:
        after = stacking.deleted(self._session.document, self._session.selection)
        self._session.commit(self.tr("Delete layers"), after)

    def delete_inside(self) -> None:
        """The selected frames with all that lies in them."""
        document, ids = self._session.document, self._session.selection
        within = inside(document, [id for id in ids if id in document.frames])
        self._session.commit(self.tr("Delete frame and what is inside"), stacking.deleted(document, ids | within))

    def select_all(self) -> None:
        self._session.select(layer.id for layer in self._session.document.children())

    def select_none(self) -> None:
        self._session.select(())

    def _then(self, label: str, after: Document, chosen: Iterable[str]) -> None:
        if self._session.commit(label, after):
            self._session.select(chosen)
