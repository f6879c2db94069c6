"""What each scene is looked at in: themes and sizes of the window, by the scale of the screen."""

from __future__ import annotations

from typing import NamedTuple


class Look(NamedTuple):
    """A theme, and the size of the window in logical pixels."""

    theme: str
    width: int = 1600
    height: int = 1000

    @property
    def name(self) -> str:
        return self.theme if self.width == 1600 else f"{self.theme}-{self.width}"


LOOKS = {
    100: (Look("dark"), Look("light"), Look("contrast"), Look("dark", 1280, 800)),
    150: (Look("dark"), Look("light")),
    200: (Look("dark"), Look("light")),
}
