"""The page of keys: every action with its key, found by words, and given another by pressing it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from editor.ui.actions import Action, Actions
from editor.ui.key_button import KeyButton
from editor.ui.settings.key_list import ACTION, KeyList
from editor.ui.shell.palette import matches
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

INSET = 20
HELD = "Space"  # moves the canvas while it is down


class KeysPage(QWidget):
    """What is pressed for the chosen action is its key at once, unless it is another's: then that is asked for."""

    def __init__(self, actions: Actions, theme: Theme) -> None:
        super().__init__()
        self._actions, self._map = actions, actions.keymap
        self._wanted: tuple[Action, str, Action] | None = None  # who wants which key of whom
        self.query, self.said = QLineEdit(), QLabel()
        self.query.setPlaceholderText(self.tr("Find an action or a key"))
        self.query.setAccessibleName(self.tr("Find an action or a key"))
        self.query.textChanged.connect(self._fill)
        self.said.setFont(font(12))
        self.said.setWordWrap(True)
        self._model = QStandardItemModel(self)
        self.list = KeyList(self._model, theme)
        self.list.setAccessibleName(self.tr("Keys of all actions"))
        self.list.recorded.connect(self._recorded)
        self.list.taken_away.connect(lambda: self._give(""))
        self.list.told.connect(self._follow)
        self.take = KeyButton(theme, "")
        self.press = KeyButton(theme, self.tr("Press a new key"), "Return")
        self.none = KeyButton(theme, self.tr("No key"), "Del")
        self.own = KeyButton(theme, self.tr("As it was"))
        self.all = KeyButton(theme, self.tr("All as they were"))
        self.take.clicked.connect(self._take)
        self.press.clicked.connect(self.list.record)
        self.none.clicked.connect(lambda: self._give(""))
        self.own.clicked.connect(self._reset)
        self.all.clicked.connect(self._map.reset_all)
        self._lay_out()
        actions.rekeyed.connect(self._fill)
        self._fill()

    @property
    def chosen(self) -> Action | None:
        """The action that is chosen in the list."""
        action = self.list.currentIndex().data(ACTION)
        return action if isinstance(action, Action) else None

    def choose(self, id: str) -> None:
        """Have this action chosen, where it is listed."""
        for row in range(self._model.rowCount()):
            action = self._model.item(row).data(ACTION)
            if isinstance(action, Action) and action.id == id:
                self.list.setCurrentIndex(self._model.index(row, 0))
                return

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for button in (self.press, self.none, self.own):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.all)
        told = QHBoxLayout()
        told.setSpacing(8)
        told.addWidget(self.said, 1)
        told.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(INSET, 12, INSET, 16)
        column.setSpacing(8)
        column.addWidget(self.query)
        column.addWidget(self.list, 1)
        column.addLayout(told)
        column.addLayout(foot)

    def _fill(self) -> None:
        before, query = self.chosen, self.query.text()
        self._model.clear()
        for menu in self._actions.menus:
            rows = [one for one in menu if matches(one, query) is not None or self._has(one, query)]
            for data in (menu.name, *rows) if rows else ():
                item = QStandardItem(data.name if isinstance(data, Action) else data)
                item.setData(data, ACTION)
                item.setEnabled(isinstance(data, Action))
                item.setEditable(False)
                self._model.appendRow(item)
        self.list.setCurrentIndex(self._model.index(1, 0))
        if before is not None:
            self.choose(before.id)
        self._follow()

    def _has(self, action: Action, query: str) -> bool:
        """Whether the query is its key, or was before another was given."""
        return bool(query) and query in (_shown(action.key), _shown(self._actions.own_key(action.id)))

    def _follow(self) -> None:
        """What can be done with the chosen one, and what is going on."""
        chosen = self.chosen
        self._wanted = None
        self.take.hide()
        self.press.setEnabled(chosen is not None)
        self.none.setEnabled(chosen is not None and bool(chosen.key))
        self.own.setEnabled(chosen is not None and chosen.id in self._map)
        self.said.setText(
            self.tr("Press the new key. Escape keeps the old one.")
            if self.list.recording
            else self.tr("Letters without Ctrl or Alt act on the canvas alone.")
        )

    def _recorded(self, key: str) -> None:
        chosen = self.chosen
        if chosen is None:
            return
        if key == HELD:
            self.said.setText(self.tr("Space moves the canvas while it is held: press another key."))
            return
        other = next((one for one in self._actions if one.key and _same(one.key, key) and one.id != chosen.id), None)
        if other is None:
            self._give(key)
            return
        self._wanted = chosen, key, other
        self.said.setText(self.tr("{0} is the key of “{1}”.").format(_shown(key), other.name))
        self.take.setText(self.tr("Take it"))
        self.take.show()
        self.take.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self) -> None:
        if self._wanted is not None:
            chosen, key, other = self._wanted
            self._map.give({other.id: "", chosen.id: key})
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self, key: str) -> None:
        if self.chosen is not None:
            self._map.give({self.chosen.id: key})

    def _reset(self) -> None:
        """Its own key again, unless that is another's by now: then that is asked for."""
        if (chosen := self.chosen) is None:
            return
        own = self._actions.own_key(chosen.id)
        taken = own and any(_same(one.key, own) for one in self._actions if one.id != chosen.id)
        if taken:
            self._recorded(own)
        else:
            self._map.reset(chosen.id)


def _same(first: str, second: str) -> bool:
    return QKeySequence(first) == QKeySequence(second)


def _shown(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
