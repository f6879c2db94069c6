"""What comes up over a desk's window: palette, keys, sizes and settings, each made once it is wanted."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from editor.engine.contract import Kind
    from editor.ui.actions import Actions
    from editor.ui.desk import Desk
    from editor.ui.settings.sheet import SettingsSheet
    from editor.ui.shell.keys_sheet import KeysSheet
    from editor.ui.shell.palette import Palette
    from editor.ui.sizes_sheet import SizesSheet
    from editor.ui.theme.theme import Theme
    from editor.ui.window import Window


class Sheets:
    """`actions` is asked for once there are any; `remembering` is told when settings of memory are others."""

    def __init__(
        self,
        window: Window,
        desk: Desk,
        theme: Theme,
        actions: Callable[[], Actions],
        remembering: Callable[[], object],
    ) -> None:
        self._window, self._desk, self._theme = window, desk, theme
        self._actions, self._remembering = actions, remembering

    @cached_property
    def palette(self) -> Palette:
        from editor.ui.shell.palette import Palette

        return Palette(self._window, self._actions(), self._theme)

    @cached_property
    def keys(self) -> KeysSheet:
        from editor.ui.shell.keys_sheet import KeysSheet

        return KeysSheet(self._window, self._actions(), self._theme)

    @cached_property
    def sizes(self) -> SizesSheet:
        from editor.ui.sizes_sheet import SizesSheet

        desk = self._desk
        asked = lambda: desk.bar.engine, desk.connecting.why_not, desk.attempt
        return SizesSheet(self._window, self._theme, self._window.settings, desk.sizing, desk.sizes, *asked)

    @cached_property
    def settings(self) -> SettingsSheet:
        from editor.ui.settings.sheet import SettingsSheet

        desk, window = self._desk, self._window
        made = SettingsSheet(window, self._theme, window.settings, desk.connecting, self._actions())
        made.general.remembering.connect(self._remembering)
        return made

    def find_action(self) -> None:
        self.palette.ask()

    def choose_sizes(self) -> None:
        """The sheet of many sizes for the selected pictures."""
        self.sizes.ask()

    def show_keys(self) -> None:
        self.keys.ask()

    def show_settings(self) -> None:
        self.settings.ask()

    def connect_engine(self, kind: Kind | None = None) -> None:
        """The settings, at the engines, or at what brings one for such requests."""
        self.settings.show_engines(kind)

    def change_keys(self) -> None:
        """The settings, at the keys."""
        self.settings.show_keys()
