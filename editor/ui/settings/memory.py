"""How much memory pictures may take in this process: what was read of the project, and what is drawn from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSettings

if TYPE_CHECKING:
    from editor.pixels.cache import Cache
    from editor.ui.viewport.renderer import Renderer

KEY = "memory/pictures"
LEAST, MOST, USUAL = 128, 4096, 160  # megabytes
READ = 3 / 5  # the part for what was read of the project; the rest is what the view draws from


class Budgets(NamedTuple):
    """In bytes."""

    read: int
    drawn: int


def megabytes(settings: QSettings) -> int:
    """As it was chosen, within what can be."""
    stored = str(settings.value(KEY, USUAL))
    return max(LEAST, min(int(stored), MOST)) if stored.isdecimal() else USUAL


def choose(settings: QSettings, amount: int) -> None:
    """So many megabytes from now on."""
    settings.setValue(KEY, amount)


def budgets(settings: QSettings) -> Budgets:
    whole = megabytes(settings) << 20
    read = round(whole * READ)
    return Budgets(read, whole - read)


def share_out(settings: QSettings, cache: Cache, renderer: Renderer) -> None:
    """Have these remember as much of pictures as the settings let them."""
    allowed = budgets(settings)
    cache.limit(allowed.read)
    renderer.keep_within(allowed.drawn)
