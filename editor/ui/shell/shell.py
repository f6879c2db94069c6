"""The shell: puts title bar, rail, options, panels and status round the canvas, and keeps them up to date."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QToolBar, QVBoxLayout, QWidget

from editor.document.records import Document, Setting
from editor.steps.mask import active_mask, mask_box
from editor.tools.extend import Extend
from editor.ui.actions import Actions
from editor.ui.anchors.actions import CONTEXT as ANCHOR_CONTEXT
from editor.ui.anchors.actions import AnchorActions
from editor.ui.board_menus import BoardMenus
from editor.ui.drift.drifting import Drifting
from editor.ui.menus.bar import menus
from editor.ui.menus.layer import CONTEXT
from editor.ui.panels.layers_panel import LayersPanel
from editor.ui.panels.queue_panel import QueuePanel
from editor.ui.panels.queue_rows import QueueRows
from editor.ui.parts.dock import WIDTH, Dock, Page
from editor.ui.parts.toast import Toast
from editor.ui.promoting import Promoting
from editor.ui.references.actions import ReferenceActions
from editor.ui.settings import memory
from editor.ui.shell.button_keys import show_keys
from editor.ui.shell.empty_board import EmptyBoard
from editor.ui.shell.hints import hint
from editor.ui.shell.lent import lend_fields
from editor.ui.shell.options_bar import OptionsBar
from editor.ui.shell.rail import Rail
from editor.ui.shell.reading import Reading
from editor.ui.shell.rounds import go_round
from editor.ui.shell.sheets import Sheets
from editor.ui.shell.status_bar import StatusBar
from editor.ui.shell.title_bar import TitleBar
from editor.ui.shell.tucked import Tucked
from editor.ui.theme.theme import Theme
from editor.ui.upscaling import LayerUpscaling

if TYPE_CHECKING:
    from editor.ui.desk import Desk
    from editor.ui.shell.extend_bar import ExtendBar
    from editor.ui.window import Window

TITLE = "title"  # the setting that names the project


class Shell(QObject):
    """All that is around one desk's canvas."""

    def __init__(self, window: Window, desk: Desk, theme: Theme) -> None:
        super().__init__(window)
        self._window, self._desk, self.theme = window, desk, theme
        self.docks: list[Dock] = []
        self._mask_words = ""
        self.layers = LayersPanel(desk.session, desk.layers, theme, desk.attempt)
        self.anchoring = AnchorActions(desk, window, theme, self.layers.thumbs)
        self.anchors = self.anchoring.panel
        self.referencing = ReferenceActions(desk, window, theme)
        self.toast = Toast(desk.canvas)
        self.tucked = Tucked(desk.canvas, desk.saved, theme)
        self.promoting = Promoting(desk, window.settings)
        self.drifting = Drifting(desk, window, theme, window.settings)
        self.upscaling = LayerUpscaling(desk, theme, window.settings)
        self.sheets = Sheets(window, desk, theme, lambda: self.actions, self._remember)
        table = menus(desk, self, theme)
        self.actions = Actions(window, desk.canvas, self.layers.list, table, theme, window.keymap, desk.attempt)
        self.actions.refused.connect(self.toast.say)
        self.title = TitleBar(self.actions, theme)
        tools = [action.id for action in desk.tools.actions() if action.id.startswith("tool.")]
        self.rail = Rail(self.actions, theme, tools, ("mask.plain", "view.panels"))
        self.options = OptionsBar(desk.tools, theme, self.actions["mask.overlay"])
        self.options.lend(Extend.name, lambda: self.extend)
        lend_fields(self.options, desk, theme)
        self.status = StatusBar(theme, desk.saved)
        self._reading = Reading(desk.canvas, self.status)
        self.empty = EmptyBoard(desk.canvas, desk.session, self.actions, theme)
        rows = QueueRows(desk.queue, desk.connecting.titles, lambda: desk.session.document, self)
        buttons = self.actions["queue.pause"], self.actions["queue.clear"]
        self.queue = QueuePanel(window, desk.queue, rows, buttons, theme)
        anchors = Page(self.tr("Anchors"), self.anchors, [self.actions[id] for id in ("anchor.make", "anchor.add")])
        references = Page(self.tr("References"), self.referencing.panel, [self.actions["reference.add"]])
        layers = Page(self.tr("Layers"), self.layers, [self.actions["layer.group"]])
        guides = Dock("guides", theme, anchors, Page(self.tr("History"), desk.history))
        self._references, self._layers_dock = Dock("references", theme, references), Dock("layers", theme, layers)
        self.docks += [guides, self._references, self._layers_dock]
        self.board_menus = BoardMenus(desk, self.actions)
        self._lay_out()
        self._connect(theme)
        self.show_document(desk.session.document)

    @cached_property
    def extend(self) -> ExtendBar:
        """Made once the tool is in hand."""
        from editor.ui.shell.extend_bar import ExtendBar

        made = ExtendBar(self._desk.extending, self._desk.sizes, self.theme)
        made.done.connect(self._desk.canvas.setFocus)
        return made

    @property
    def panels_shown(self) -> bool:
        return not self.tucked.away

    def show_document(self, document: Document) -> None:
        """The document has changed, or what is in hand."""
        title = document.settings.get(TITLE)
        self.title.show_name(str(title.value) if title else self._desk.session.project.path.stem)
        self.layers.show_document(document)
        self.anchors.show_document(document)
        self._layers_dock.show_count(len(self.layers.rows))
        self._references.show_count(len(document.references))
        target = self._desk.target
        mask = active_mask(document, target.id) if target else None
        box = mask_box(mask) if mask else None
        self._mask_words = self.tr("Mask {0} × {1} px").format(box.w, box.h) if box else ""
        self.refresh()

    def refresh(self) -> None:
        """What can be done may have changed."""
        extends = isinstance(self._desk.tools.current, Extend)
        if extends:
            self.extend.follow()
        self.options.show_made(self.extend.words if extends else self._mask_words)
        self.status.hint.say(hint(self._desk, marked=bool(self._mask_words)), self.actions.key)
        self.actions.refresh()

    def close_threads(self) -> None:
        """Nothing is made any more."""
        self.actions.close()
        self.layers.thumbs.close()
        self.anchoring.close_threads()
        self.drifting.close_threads()
        self.referencing.close_threads()
        self.queue.thumbs.close()
        self.upscaling.close_threads()

    def toggle_queue(self) -> None:
        """The queue under its chip, or where that would be."""
        if self.queue.isVisible():
            self.queue.close_panel()
        else:
            self.queue.open(self.title.queue if self.title.queue.isVisible() else self.title.zoom)

    def rename_layer(self) -> None:
        """In its place on the canvas where that is a frame's and the canvas has the focus, else in the list."""
        if not (self._desk.canvas.hasFocus() and self.board_menus.rename_frame()):
            self.layers.rename()

    def write_note(self) -> None:
        self.board_menus.write_note()

    def toggle_panels(self) -> None:
        """Hide all that is round the canvas, or show it again."""
        if self.tucked.away:
            self.tucked.bring_back()
        else:
            parts = (*self.docks, self.rail, self.options, self.title, self._foot)
            self.tucked.put_away(parts, self.actions.key("view.panels"))
        self.actions.refresh()

    def go_round(self, by: int) -> None:
        """The focus to the next part of the window that is shown: canvas, prompt bar, panels, title, rail, options."""
        heads = [
            self._desk.canvas,
            self._desk.bar,
            self.upscaling.bar,
            self._desk.strip,
            self._desk.minimap,
            self.anchors.list,
            self.referencing.panel,
            self.layers.list,
            self.title,
            self.queue,
            self.rail,
            self.options,
        ]
        go_round(heads, self._window.focusWidget(), by)

    def _remember(self) -> None:
        desk = self._desk
        memory.share_out(self._window.settings, desk.session.project.cache, desk.canvas.renderer)

    def _show_keys_on_buttons(self) -> None:
        show_keys(self.actions, self._desk.bar, self._desk.strip)

    def _lay_out(self) -> None:
        window, desk = self._window, self._desk
        row, board = QHBoxLayout(middle := QWidget()), QVBoxLayout()
        for box in (row, board):
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(board, 1)
        board.addWidget(self.options)
        board.addWidget(desk.canvas, 1)
        desk.canvas.hide()  # until all that is around it has its place, so that it is laid out once
        window.setMenuWidget(self.title)
        window.setCentralWidget(middle)
        for dock in self.docks:
            window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        foot = self._foot = QToolBar(self.tr("Status"))
        foot.setMovable(False)
        foot.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        foot.addWidget(self.status)
        window.addToolBar(Qt.ToolBarArea.BottomToolBarArea, foot)
        for part in (self.title, middle, *self.docks, foot):
            part.show()
        window.resizeDocks(self.docks, [WIDTH] * len(self.docks), Qt.Orientation.Horizontal)
        window.resizeDocks(self.docks, [340, 250, 410], Qt.Orientation.Vertical)
        desk.canvas.show()
        self.layers.context = self.actions.menu("", CONTEXT, self.layers)
        self.anchors.context = self.actions.menu("", ANCHOR_CONTEXT, self.anchors)
        self.referencing.connect_actions(self.actions, self.toast.say)

    def _connect(self, theme: Theme) -> None:
        desk = self._desk
        desk.canvas.looked.connect(self._show_zoom)
        desk.tools.changed.connect(self.refresh)
        desk.asking.choosing.changed.connect(self.refresh)
        desk.mask_view.changed.connect(self.actions.refresh)
        desk.snapping.changed.connect(self.actions.refresh)
        desk.session.selected.connect(self._selected)
        for engines in (desk.bar.engines, self.upscaling.bar.engines):
            engines.connecting.connect(self.sheets.connect_engine)
        self.queue.history.connect(desk.history.show_asked)
        self.queue.ledger.connect(desk.history.show_ledger)
        self.queue.budget.connect(desk.history.show_budget)
        self.queue.shown.connect(desk.show_made)
        desk.sizing.said.connect(self.toast.say)
        self.title.renamed.connect(lambda name: desk.attempt(lambda: self._rename(name)))
        self.layers.fading.connect(desk.canvas.show_preview)
        self.layers.mask_pressed.connect(
            lambda switch: self.actions.run("layer.mask-on" if switch else "layer.mark-shown")
        )
        self.anchors.picked.connect(self.actions.refresh)
        self.anchors.list.wanted.connect(self.actions.run)
        desk.bar.told.toggled.connect(self.actions.refresh)
        self.layers.empty.link.connect(lambda: self.actions.run("file.place"))
        theme.changed.connect(self._retint)
        for follow in (self._show_keys_on_buttons, desk.asking.refresh, self.refresh):
            self.actions.rekeyed.connect(follow)
        self._retint()
        self._show_zoom()

    def _show_zoom(self) -> None:
        self.title.show_zoom(self._desk.canvas.view.zoom)

    def _retint(self) -> None:
        self._desk.canvas.tint(self.theme.tokens)
        self._show_keys_on_buttons()

    def _selected(self, _ids: frozenset[str]) -> None:
        self.layers.show_selection()
        self.refresh()

    def _rename(self, name: str) -> None:
        document = self._desk.session.document
        before = document.settings.get(TITLE)
        shown = before.value if before else self._desk.session.project.path.stem
        if name and name != shown:
            self._desk.session.commit(self.tr("Rename project"), document.with_(Setting(id=TITLE, value=name)))
        else:
            self.title.show_name(str(shown))
