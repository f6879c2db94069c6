"""What is done with anchors: added, edited, switched, put in order, moved to another place, removed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from editor.document.records import Anchor, Mask, Pin
from editor.project.errors import read_only
from editor.session import anchors
from editor.steps.mask import active_mask
from editor.ui.actions import Action, Menu, tr
from editor.ui.anchors.making import Making
from editor.ui.anchors.panel import AnchorsPanel
from editor.ui.anchors.rerun import Rerun
from editor.ui.anchors.rows import Row
from editor.ui.anchors.sets import AnchorSets
from editor.ui.anchors.words import spots
from editor.ui.menus.reasons import Reasons
from editor.ui.panels.thumbs import Thumbs
from editor.ui.theme.theme import Theme

if TYPE_CHECKING:
    from editor.ui.anchors.sheet import AnchorSheet, Draft
    from editor.ui.desk import Desk

CONTEXT = (
    ("anchor.edit", "anchor.on"),
    ("anchor.guided", "anchor.rerun"),
    ("anchor.up", "anchor.down"),
    ("anchor.remove",),
    ("anchor.add", "anchor.make", "anchor.sets"),
)


class AnchorActions:
    """Each is one undo step; the rows that are chosen in the panel are meant."""

    def __init__(self, desk: Desk, window: QWidget, theme: Theme, thumbs: Thumbs) -> None:
        self._desk, self._session, self._window, self._theme = desk, desk.session, window, theme
        self.panel = panel = AnchorsPanel(desk.session, theme)
        self.making = Making(desk, window, theme)
        self._editing = ""  # the anchor that the sheet is open for
        panel.empty.link.connect(lambda: desk.attempt(self.add))
        panel.edited.connect(lambda row: desk.attempt(lambda: self._ask(row)))
        panel.switched.connect(lambda row: desk.attempt(lambda: self._switch(row)))
        panel.rows.moved.connect(lambda *wanted: desk.attempt(lambda: self._move(*wanted)))
        self.making.made.connect(self._show_made)
        self.sets = AnchorSets(desk, window, theme, lambda: [row.anchor for row in panel.chosen])
        self.sets.added.connect(self._show_made)
        self.rerun = Rerun(desk, window, theme, thumbs)
        panel.rerun.connect(lambda anchor: desk.attempt(lambda: self.rerun.ask(anchor)))
        panel.counted.connect(desk.history.show_guided)
        panel.lit.connect(desk.lighting.light)
        panel.picked.connect(self._outline)
        desk.bar.told.remarked.connect(panel.show_remarks)

    @cached_property
    def sheet(self) -> AnchorSheet:
        """Made once it is wanted."""
        from editor.ui.anchors.sheet import AnchorSheet

        sheet = AnchorSheet(self._window, self._theme)
        sheet.settled.connect(lambda draft: self._desk.attempt(lambda: self._settle(draft)))
        return sheet

    def add(self) -> None:
        """Ask for a new one."""
        self._ask(None)

    def edit(self) -> None:
        self._ask(self.panel.chosen[0])

    def switch(self) -> None:
        """The first one that is chosen says which way."""
        on = not self.panel.chosen[0].on
        for row in self.panel.chosen:
            if row.on != on:
                self._switch(row)

    def step(self, by: int) -> None:
        """Move the chosen one so many places down among those of its place."""
        row = self.panel.chosen[0]
        beside = self.panel.rows.beside(row)
        ids = [one.anchor.id for one in beside]
        place = ids.index(row.anchor.id)
        ids.pop(place)
        to = max(0, min(place + by, len(ids)))
        if to != place:
            self._arrange(row, ids[to - 1] if to else "", ids[to] if to < len(ids) else "")

    def ask_again(self) -> None:
        """Choose what of the chosen anchor's is asked again."""
        self.rerun.ask(self.panel.chosen[0].anchor)

    def show_guided(self) -> None:
        """What the chosen anchor guided, in the history."""
        self._desk.history.show_guided(self.panel.chosen[0].anchor)

    def remove(self) -> None:
        anchors.remove(self._session, dict.fromkeys(row.anchor.id for row in self.panel.chosen))

    def close_threads(self) -> None:
        """What is being looked at, counted or asked is left."""
        self.making.close_threads()
        self.rerun.close()
        self.panel.close_threads()

    def menu(self, why: Reasons) -> Menu:
        told = self._desk.bar.told
        return Menu(
            tr("Anchor"),
            (
                (
                    Action(
                        "anchor.add",
                        tr("Add an anchor…"),
                        "Ctrl+Shift+N",
                        self.add,
                        "plus",
                        tr("Makes words or colours that every request is told."),
                    ),
                    self.making.action(),
                    self.sets.action(),
                    Action(
                        "anchor.edit",
                        tr("Edit the anchor…"),
                        "F7",
                        self.edit,
                        "pencil",
                        tr("Changes what it says, as a new version, and where it holds."),
                        why_not=self._one,
                    ),
                    Action(
                        "anchor.on",
                        tr("Anchor on"),
                        "Shift+F7",
                        self.switch,
                        "circle-check",
                        tr("Has the chosen anchors count in their place, or not."),
                        why_not=self._pinned,
                        checked=lambda: any(row.on for row in self.panel.chosen),
                    ),
                    Action(
                        "anchor.remove",
                        tr("Remove the anchor"),
                        "",
                        self.remove,
                        "trash-2",
                        tr(
                            "Takes it out of all places; in the list, Del does it. What it guided stays in the history."
                        ),
                        why_not=self._some,
                    ),
                ),
                (
                    Action(
                        "anchor.guided",
                        tr("What it guided"),
                        "",
                        self.show_guided,
                        "history",
                        tr("Lists in the history what this anchor guided, and nothing else."),
                        why_not=self._one,
                    ),
                    Action(
                        "anchor.rerun",
                        tr("Re-run what it affects…"),
                        "",
                        self.ask_again,
                        "refresh-cw",
                        tr("Asks a chosen part of what an earlier version guided again, into new candidates."),
                        why_not=self._one,
                    ),
                ),
                (
                    self._moving(
                        "anchor.up",
                        tr("Anchor earlier"),
                        -1,
                        tr("Has it told before the one above; in the list, Alt+Up does it."),
                    ),
                    self._moving(
                        "anchor.down",
                        tr("Anchor later"),
                        1,
                        tr("Has it told after the one below; in the list, Alt+Down does it."),
                    ),
                ),
                (
                    Action(
                        "anchor.show",
                        tr("Anchors"),
                        "Ctrl+Shift+K",
                        self.panel.bring_up,
                        "feather",
                        tr("Shows the panel of anchors, with the focus."),
                    ),
                    Action(
                        "anchor.told",
                        tr("Prompt as sent"),
                        "Ctrl+Shift+T",
                        told.toggle,
                        "scan-text",
                        tr("Shows beneath the words what the engine is told: anchors, colours, what is to be avoided."),
                        why_not=why.mask,
                        checked=lambda: told.is_open,
                    ),
                ),
            ),
        )

    def _moving(self, id: str, name: str, by: int, tip: str) -> Action:
        icon = "arrow-up" if by < 0 else "arrow-down"
        run: Callable[[], object] = lambda: self.step(by)  # noqa: E731 - told which way
        return Action(id, name, "", run, icon, tip, why_not=self._one)

    def _some(self) -> str:
        return "" if self.panel.chosen else tr("No anchor is chosen: click one in Anchors.")

    def _one(self) -> str:
        return self._some() or ("" if len(self.panel.chosen) == 1 else tr("Choose one anchor alone for this."))

    def _pinned(self) -> str:
        nowhere = tr("It holds nowhere: edit it, and choose a place.")
        return self._some() or ("" if all(row.pin for row in self.panel.chosen) else nowhere)

    def _ask(self, row: Row | None) -> None:
        if self._session.project.read_only:
            raise read_only()
        anchor = row.anchor if row is not None else None
        self._editing = anchor.id if anchor is not None else ""
        places = spots(self._session.document, self._session.selection, anchor, self._marked)
        self.sheet.ask(anchor, places, self._weightless())

    def _weightless(self) -> str:
        """Why a weight does not count for the engine that is asked now; "" where it does."""
        desk = self._desk
        with suppress(LookupError):
            if not desk.generations.abilities(desk.bar.engine).weights:
                title = desk.connecting.titles.get(desk.bar.engine, desk.bar.engine)
                return tr("{0} knows no weights: it heeds all anchors alike.").format(title)
        return ""

    def _outline(self) -> None:
        """The areas that the chosen anchors hold in are drawn on the canvas."""
        pins = (row.pin for row in self.panel.chosen)
        self._desk.lighting.outline([pin.place for pin in pins if pin is not None and pin.scope == "area"])

    def _settle(self, draft: Draft) -> None:
        kind, name, text, colours, weight, pins, marked = draft
        area = self._marked if marked else None
        fields = {"text": text, "colours": colours, "weight": weight, "pins": pins, "area": area}
        if self._editing:
            before = self._session.document.anchors.get(self._editing)
            made = anchors.edit(self._session, self._editing, kind=kind, name=name, **fields)
            if before is not None and made.version != before.version:
                self.rerun.tell(made)
        else:
            made = anchors.add(self._session, kind, name, **fields)
        self.panel.bring_up()
        self.panel.choose_anchor(made.id)

    def _show_made(self, made: list[Anchor]) -> None:
        self.panel.bring_up()
        self.panel.choose_anchor(made[0].id)

    def _switch(self, row: Row) -> None:
        if row.pin is not None:
            anchors.switch(self._session, row.anchor.id, row.pin, on=not row.on)

    def _move(self, row: Row, into: Pin | None, after: str, before: str) -> None:
        if (into is None) == (row.pin is None) and (into is None or _same(into, row.pin)):
            self._arrange(row, after, before)
        elif into is None:
            anchors.unpin(self._session, row.anchor.id, row.pin or Pin())
        elif row.pin is None:
            anchors.pin(self._session, row.anchor.id, into)
        else:
            anchors.move(self._session, row.anchor.id, row.pin, Pin(into.scope, into.place, row.on))
        self.panel.choose((row.anchor.id, into.scope, into.place) if into is not None else (row.anchor.id, "", ""))

    def _arrange(self, row: Row, after: str, before: str) -> None:
        anchors.arrange(self._session, row.anchor.id, after or None, before or None)

    @property
    def _marked(self) -> Mask | None:
        target = self._desk.target
        return active_mask(self._session.document, target.id) if target else None


def _same(one: Pin, other: Pin | None) -> bool:
    return other is not None and (one.scope, one.place) == (other.scope, other.place)
