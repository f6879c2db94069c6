"""The keys that were given to actions in place of their own; kept in the settings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtGui import QKeySequence

GROUP = "keys"
PLACE = re.compile(r"\{([a-z]+\.[\w.-]+)\}")
UNTYPED = re.compile(r"(Ctrl|Alt|Meta)\+|\bF\d")


class Keymap(QObject):
    """Keys by the ids of actions, in portable text; "" takes an action's key away. `changed` as one is given."""

    changed = Signal()

    def __init__(self, settings: QSettings) -> None:
        super().__init__()
        self._settings = settings
        settings.beginGroup(GROUP)
        self._given = {id: str(settings.value(id, "")) for id in settings.childKeys()}
        settings.endGroup()
        self._own: dict[str, tuple[str, str]] = {}

    def __contains__(self, id: object) -> bool:
        """Whether the action has another key than its own."""
        return id in self._given

    def key(self, id: str, own: str) -> str:
        """The key of an action whose `own` key is this."""
        return self._given.get(id, own)

    def know(self, actions: Mapping[str, tuple[str, str]]) -> None:
        """The names and the own keys of all actions, by their ids."""
        self._own = dict(actions)

    def told(self, words: str) -> str:
        """`words` with keys as they are now in the places that name an action, such as "{edit.undo} takes it back".

        An action without a key is called by its name.
        """
        if "{" not in words:
            return words
        return PLACE.sub(lambda found: self._called(found[1]) or found[0], words)

    def give(self, keys: Mapping[str, str]) -> None:
        """These actions get other keys."""
        for id, key in keys.items():
            self._given[id] = key
            self._settings.setValue(f"{GROUP}/{id}", key)
        self.changed.emit()

    def reset(self, id: str) -> None:
        """The action has its own key again."""
        self._given.pop(id, None)
        self._settings.remove(f"{GROUP}/{id}")
        self.changed.emit()

    def reset_all(self) -> None:
        """Every action has its own key again."""
        self._given.clear()
        self._settings.remove(GROUP)
        self.changed.emit()

    def _called(self, id: str) -> str:
        name, own = self._own.get(id, ("", ""))
        return native(self.key(id, own)) or name


@lru_cache(512)
def native(key: str) -> str:
    """A key as it is written where the program runs."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def is_bare(key: str) -> bool:
    """Whether it is also typed, or steers a control: it may act only where the canvas or a list has the focus."""
    return bool(key) and UNTYPED.search(QKeySequence(key).toString()) is None
