"""Actions: all that can be done, told once; menus, keys, tips, palette and the sheet of keys are made from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from editor.ui.keymap import Keymap, is_bare, native
from editor.ui.paced import FRAME
from editor.ui.parts.tip import tip
from editor.ui.theme.theme import Theme


def tr(text: str) -> str:
    return QCoreApplication.translate("Actions", text)


def always() -> str:
    return ""


class Action(NamedTuple):
    """One thing that can be done.

    `key` is portable text, "" for none; it holds in the whole window, or only while the `canvas` has the focus, or the
    `board`: the canvas or the list of layers. `icon` is named as in Lucide, `tip` one sentence. `why_not` says why it
    cannot be done now, "" where it can. `checked` tells of one that is on or off.
    """

    id: str
    name: str
    key: str
    run: Callable[[], object]
    icon: str
    tip: str
    where: Literal["window", "canvas", "board"] = "window"
    why_not: Callable[[], str] = always
    checked: Callable[[], bool] | None = None


class Menu(NamedTuple):
    """Actions in groups; those of a menu that is not `shown` are in the palette and the sheet of keys alone."""

    name: str
    groups: tuple[tuple[Action, ...], ...]
    shown: bool = True

    def __iter__(self) -> Iterator[Action]:  # type: ignore[override]
        return (action for group in self.groups for action in group)


class Actions(QObject):
    """The actions of one window, ready for use, with the keys that the keymap gives them.

    `refused(reason)` where one is wanted that cannot be done now; `rekeyed` once keys have changed.
    """

    refused = Signal(str)
    rekeyed = Signal()

    def __init__(
        self,
        window: QWidget,
        canvas: QWidget,
        rows: QWidget,
        menus: Sequence[Menu],
        theme: Theme,
        keymap: Keymap,
        attempt: Callable[[Callable[[], object]], object],
    ) -> None:
        """`rows` is the list of layers; `attempt` runs what may fail and says what stands in its way."""
        super().__init__(window)
        self.keymap, self._theme = keymap, theme
        self._own = tuple(menus)
        keymap.know({action.id: (action.name, action.key) for menu in self._own for action in menu})
        self._attempt = attempt
        self._owners = {"window": (window,), "canvas": (canvas,), "board": (canvas, rows)}
        self._shortcuts: dict[str, tuple[QShortcut, ...]] = {}
        self._held: set[str] = set()  # those that stand on buttons
        self._told: dict[str, tuple[str, bool]] = {}  # why each cannot be done, and whether it is on, as it says
        self._give_keys()
        self._made = {action.id: self._action(action) for action in self._table.values()}
        keymap.changed.connect(self._rekey)
        theme.changed.connect(self._retint)
        self._later = QTimer(self, singleShot=True, interval=FRAME)
        self._later.timeout.connect(lambda: self._follow(self._held))
        self._follow(self._table)

    def __getitem__(self, id: str) -> QAction:
        """What stands on buttons, as it is now; from here on it follows every change. Raises KeyError."""
        made = self._made[id]
        self._held.add(id)
        self._follow((id,))
        return made

    def __iter__(self) -> Iterator[Action]:
        return iter(self._table.values())

    def key(self, id: str) -> str:
        """The key that it has now. Raises KeyError."""
        return self._table[id].key

    def own_key(self, id: str) -> str:
        """The key that it has by itself. Raises KeyError."""
        return {action.id: action.key for menu in self._own for action in menu}[id]

    def run(self, id: str) -> None:
        """Do it, or say why not. Raises KeyError."""
        action = self._table[id]
        if reason := action.why_not():
            self.refused.emit(reason)
        else:
            self._attempt(action.run)

    def refresh(self) -> None:
        """Something has changed: which can be done, which are on, is found out once for all changes, after they are
        painted. Menus look as they open; keys and the palette ask each time anew."""
        self._later.start()

    def close(self) -> None:
        """Nothing is found out any more."""
        self._later.stop()

    def _follow(self, ids: Iterable[str]) -> None:
        for id in ids:
            action = self._table[id]
            made, reason = self._made[id], action.why_not()
            on = action.checked is not None and action.checked()
            if action.checked is not None:
                made.setChecked(on)  # Qt turns it over by itself where it is chosen
            if self._told.get(id) != (reason, on):
                self._told[id] = reason, on
                made.setEnabled(not reason)
                made.setToolTip(tip(self._theme.tokens, action.name, action.key, reason or action.tip))
                made.setText(shown(action, on=on))

    def menu(self, title: str, groups: Iterable[Iterable[str]], parent: QWidget) -> QMenu:
        """A menu of these actions by id, the groups parted by lines."""
        menu, held = QMenu(title, parent), list[str]()
        menu.setToolTipsVisible(True)
        for group in groups:
            if menu.actions():
                menu.addSeparator()
            for id in group:
                menu.addAction(self._made[id])
                held.append(id)
        menu.aboutToShow.connect(lambda: self._follow(held))
        return menu

    def _action(self, action: Action) -> QAction:
        made = QAction(self._theme.icon(action.icon), shown(action), self)
        made.setIconText(action.name)
        made.setCheckable(action.checked is not None)
        made.triggered.connect(lambda _on=False, id=action.id: self.run(id))
        return made

    def _give_keys(self) -> None:
        """The table with the keys as they are now, and a shortcut for each."""
        self.menus = tuple(
            Menu(menu.name, tuple(tuple(map(self._keyed, group)) for group in menu.groups), menu.shown)
            for menu in self._own
        )
        self._table = {action.id: action for menu in self.menus for action in menu}
        for id, before in list(self._shortcuts.items()):
            if QKeySequence(self._table[id].key) != before[0].key():
                for shortcut in self._shortcuts.pop(id):
                    shortcut.setParent(None)
                    shortcut.deleteLater()
        for action in self._table.values():
            if action.key and action.id not in self._shortcuts:
                owners = self._owners[action.where]
                self._shortcuts[action.id] = tuple(self._shortcut(action, owner) for owner in owners)

    def _keyed(self, action: Action) -> Action:
        """With the key that it has now; one that is also typed acts only on the canvas."""
        key = self.keymap.key(action.id, action.key)
        where = "canvas" if action.where == "window" and is_bare(key) else action.where
        return action._replace(key=key, where=where, why_not=lambda: self.keymap.told(action.why_not()))

    def _retint(self) -> None:
        """The tips hold colours."""
        self._told.clear()
        self._follow(self._table)

    def _rekey(self) -> None:
        self._give_keys()
        self._told.clear()
        self._follow(self._table)
        self.rekeyed.emit()

    def _shortcut(self, action: Action, owner: QWidget) -> QShortcut:
        """Kept apart from what stands in menus, so that the key of one that cannot be done says why."""
        contexts = Qt.ShortcutContext
        context = contexts.WidgetShortcut if action.where != "window" else contexts.WindowShortcut
        shortcut = QShortcut(QKeySequence(action.key), owner, context=context)
        shortcut.activated.connect(lambda: self.run(action.id))
        return shortcut


def shown(action: Action, *, on: bool = False) -> str:
    """As it stands in a menu: its name, a tick where it is on, its key."""
    key = native(action.key)
    end = "  ".join(part for part in ("✓" if on else "", key) if part)
    return f"{action.name}\t{end}" if end else action.name
