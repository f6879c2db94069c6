"""What is done with references: added, edited, switched, put in order, frozen, removed, and found again."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QMimeData, QObject, QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from editor.document.records import Layer, ReferencePicture
from editor.engine.contract import Role
from editor.project.errors import read_only
from editor.session import references
from editor.steps.guides import frozen, mention
from editor.ui.actions import Actions, tr
from editor.ui.offload import Offload
from editor.ui.references.menu import BY_ROLE, CONTEXT
from editor.ui.references.naming import Naming
from editor.ui.references.panel import ReferencesPanel
from editor.ui.references.rows import FORMAT
from editor.ui.references.taking import Taking
from editor.ui.references.words import Asked, Card
from editor.ui.starting import Starting
from editor.ui.theme.theme import Theme

if TYPE_CHECKING:
    from editor.ui.desk import Desk
    from editor.ui.references.sheet import Draft, ReferenceSheet


class ReferenceActions(QObject):
    """Each is one undo step; the cards that are chosen in the panel are meant."""

    def __init__(self, desk: Desk, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._desk, self._session, self._window, self._theme = desk, desk.session, window, theme
        self._offload = Offload(1, "freeze")
        self._editing = ""  # the reference that the sheet is open for
        self.role_menu: QMenu | None = None  # once there are actions
        self.panel = panel = ReferencesPanel(desk.session, self._asked, theme, desk.flattened)
        self.naming = Naming(desk.bar.prompt, lambda: panel.rows.cards, theme)
        self.starting = Starting(desk)
        self.taking = Taking(desk.session, desk.attempt, self)
        panel.dropped.connect(lambda mime, place: desk.attempt(lambda: self._drop(mime, place)))
        panel.empty.link.connect(lambda: desk.attempt(self.add))
        panel.list.pressed_part.connect(lambda *pressed: desk.attempt(lambda: self._press(*pressed)))
        panel.list.weighed.connect(lambda card, strength: self._edit(card, strength=strength))
        panel.list.hovered.connect(self._light)
        panel.list.pasted.connect(lambda: desk.attempt(self._paste))
        self.taking.taken.connect(self._taken)
        desk.session.changed.connect(lambda *_: self._follow())
        desk.bar.edited.connect(self._follow)
        desk.generations.ended.connect(lambda *_: panel.reload())

    @cached_property
    def sheet(self) -> ReferenceSheet:
        """Made once it is wanted."""
        from editor.ui.references.sheet import ReferenceSheet

        sheet = ReferenceSheet(self._window, self._theme, self.panel.pictures)
        sheet.settled.connect(lambda draft: self._desk.attempt(lambda: self._settle(draft)))
        return sheet

    def connect_actions(self, actions: Actions, say: Callable[[str], object]) -> None:
        """The panel's menus and keys, from the table that has them; `say` tells of what could not be read."""
        self.panel.context = actions.menu("", CONTEXT, self.panel)
        self.role_menu = actions.menu("", (BY_ROLE,), self.panel)
        self.panel.picked.connect(actions.refresh)
        self.panel.list.wanted.connect(actions.run)
        self.taking.said.connect(say)

    def close_threads(self) -> None:
        """What is being read, drawn or frozen is waited for, and not shown any more."""
        for one in (self.panel, self.taking, self.starting):
            one.close_threads()
        self._offload.close()

    def add(self) -> None:
        """Ask for picture files."""
        if self._session.project.read_only:
            raise read_only()
        names, _ = QFileDialog.getOpenFileNames(self._window, tr("Add references"))
        if names:
            self.taking.files([Path(name) for name in names])

    def use_layers(self) -> None:
        """The selected layers guide from now on."""
        self.taking.layers([layer.id for layer in self.pictures])

    def edit(self) -> None:
        if self._session.project.read_only:
            raise read_only()
        card = self.panel.chosen[0]
        self._editing = card.reference.id
        self.sheet.ask(self._session.document, card.reference)

    def switch(self) -> None:
        """The first one that is chosen says which way."""
        chosen = self.panel.chosen
        references.edit_all(self._session, self._ids, enabled=not chosen[0].reference.enabled)

    def step(self, by: int) -> None:
        """Move the chosen one so many places on."""
        id, (ids, place) = self._ids[0], self._order
        to = max(0, min(place + by, len(ids)))
        if to != place:
            references.arrange(self._session, id, ids[to - 1] if to else None, ids[to] if to < len(ids) else None)

    def give_role(self, role: Role) -> None:
        references.edit_all(self._session, self._ids, role=role)

    def turn_live(self) -> None:
        """Freeze the chosen one as its layer is now, or have it follow its layer again."""
        one = self.panel.chosen[0].reference
        if one.pixels is not None:
            references.follow(self._session, one.id)
            return
        if self._session.project.read_only:
            raise read_only()
        document = self._session.document
        self._offload.run(
            lambda: frozen(document, one, self._desk.flattened),
            lambda answer: self._desk.attempt(lambda: self._frozen(answer)),
        )

    def remove(self) -> None:
        references.remove(self._session, *self._ids)

    def mention(self) -> None:
        """Name the chosen ones in the words, where the cursor is."""
        bar = self._desk.bar
        named = " ".join(mention(card.reference.name) for card in self.panel.chosen)
        self._desk.write()
        before = bar.prompt.toPlainText()[: bar.prompt.textCursor().position()]
        bar.prompt.insertPlainText(f" {named}" if before and not before[-1].isspace() else named)

    def show_uses(self) -> None:
        """What the chosen one guided, in the history."""
        history = self._desk.history
        history.show_guided(None)
        history.layer_only.setChecked(False)
        history.search.setText(mention(self.panel.chosen[0].reference.name))
        history.show_asked()

    @property
    def _asked(self) -> Asked:
        engine = self._desk.bar.engines.chosen.engine
        return Asked(engine.title, engine.abilities)

    @property
    def follows_one(self) -> bool:
        """Whether the layer that the chosen one was taken from is there."""
        return self.panel.chosen[0].reference.layer in self._session.document.layers

    @property
    def _ids(self) -> list[str]:
        return [card.reference.id for card in self.panel.chosen]

    @property
    def _order(self) -> tuple[list[str], int]:
        """All but the chosen one, and where among them it is."""
        ids = [card.reference.id for card in self.panel.rows.cards]
        place = ids.index(self._ids[0])
        return [*ids[:place], *ids[place + 1 :]], place

    @property
    def pictures(self) -> list[Layer]:
        """The selected layers that hold one, uppermost first."""
        layers = self._session.document.layers
        chosen = [layers[id] for id in self._session.selection if id in layers]
        return sorted((one for one in chosen if one.pixels is not None), key=lambda one: one.order, reverse=True)

    def _follow(self) -> None:
        self.panel.show_cards(self._session.document, self._asked)

    def _taken(self, made: list[ReferencePicture]) -> None:
        self.panel.bring_up()
        self.panel.choose(*(one.id for one in made))

    def _drop(self, mime: QMimeData, place: int) -> None:
        if not mime.hasFormat(FORMAT):
            self.taking.mime(mime, place)
            return
        self.panel.choose(bytes(mime.data(FORMAT).data()).decode())
        _, here = self._order
        self.step((place if place <= here else place - 1) - here)

    def _paste(self) -> None:
        self.taking.mime(QGuiApplication.clipboard().mimeData() or QMimeData())

    def _press(self, card: Card, part: str, at: QPoint) -> None:
        """A part of a card, which is chosen then."""
        if part == "eye":
            self._edit(card, enabled=not card.reference.enabled)
        elif part == "uses":
            self.panel.choose(card.reference.id)
            self.show_uses()
        elif self.role_menu is not None:
            self.role_menu.popup(at)

    def _edit(self, card: Card, **fields: Any) -> None:
        self._desk.attempt(lambda: references.edit(self._session, card.reference.id, **fields))

    def _settle(self, draft: Draft) -> None:
        one = references.reference_of(self._session.document, self._editing)
        origin = msgspec.structs.replace(one.origin, address=draft.address, licence=draft.licence)
        fields = {"name": draft.name, "role": draft.role, "strength": draft.strength, "crop": draft.crop}
        references.edit(self._session, one.id, origin=origin, **fields)

    def _frozen(self, answer: Any) -> None:
        if isinstance(answer, Exception):
            raise answer
        references.keep_frozen(self._session, answer)

    def _light(self, card: Card | None) -> None:
        """Point out on the board what a reference guided."""
        made = set(self.panel.rows.uses.get(card.reference.id, ()) if card is not None else ())
        layers = self._session.document.layers.values()
        self._desk.lighting.light([layer.id for layer in layers if layer.generation in made])
