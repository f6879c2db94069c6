"""The chip of the queue in the title bar: how many requests there are and, in a lower tone, what they cost."""

from __future__ import annotations

from editor.ui.parts.chip import Chip
from editor.ui.theme.theme import Theme


class QueueChip(Chip):
    """Hidden where there is nothing to tell."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "list-video")
        self.setToolTip(self.tr("Queue: what is being made, what waits and what failed"))
        self.show_words("")

    def show_words(self, words: str, low: str = "") -> None:
        super().show_words(words, low)
        self.setAccessibleName(", ".join(part for part in (self.tr("Queue"), words, low) if part))
        self.setVisible(bool(words))
