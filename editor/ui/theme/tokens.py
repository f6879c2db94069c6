"""The tokens of the look: every colour and measure that the window is painted with, as frozen values."""

from __future__ import annotations

from typing import NamedTuple

SPACE = (2, 4, 6, 8, 12, 16, 24, 36, 64)  # logical pixels
SIZES = (10, 11, 12, 13, 14, 15, 16, 28)  # of type, in logical pixels


class Tokens(NamedTuple):
    """One theme. Colours are #RRGGBB; `edge` is the line around controls, the colour of their fill where there is none.

    Surfaces from `gap` to `segment_on`, then text, then the accent: it means "here is what changes next" alone.
    """

    name: str
    dark: bool
    gap: str  # the line between docks, under bars
    canvas: str
    dot: str
    panel: str  # title bar, rail, options, docks, status
    floating: str  # prompt bar, popover, menu, tool tip, toast, palette
    control: str  # fields, chips and quiet buttons on a panel
    control_float: str  # the same on what floats
    hover: str
    pressed: str  # and active
    selected: str  # a row where its list has the focus
    hair: str  # the edge of what floats and of a frame that is no target
    segment_on: str
    high: str  # names, values
    mid: str  # menus, sentences, icons at rest
    low: str  # labels, counts; never on pressed
    accent_text: str  # links, the target frame's name, the focus ring
    ok: str
    warn: str
    bad: str
    off: str  # disabled only; the reason is in the tip
    accent: str
    on_accent: str
    scrim: int  # percent of black behind the palette and dialogs
    shadow: int  # percent of black at the edge of what floats
    contrast: bool = False

    @property
    def edge(self) -> str:
        """The line around a control."""
        return self.hair if self.contrast else self.control

    def filled(self) -> dict[str, str]:
        """The colours by name, for a template."""
        colours = {name: value for name, value in self._asdict().items() if isinstance(value, str)}
        floating, pressed = (self.hair, self.hair) if self.contrast else (self.control_float, self.pressed)
        return colours | {"edge": self.edge, "edge_float": floating, "edge_pressed": pressed}


DARK = Tokens(
    name="dark",
    dark=True,
    gap="#121212",
    canvas="#171717",
    dot="#303030",
    panel="#212121",
    floating="#2A2A2A",
    control="#2D2D2D",
    control_float="#363636",
    hover="#333333",
    pressed="#3C3C3C",
    selected="#1F3A40",
    hair="#3D3D3D",
    segment_on="#444444",
    high="#EDEDED",
    mid="#BEBEBE",
    low="#9E9E9E",
    accent_text="#5CCBE1",
    ok="#6FC28C",
    warn="#E2B54A",
    bad="#F47F80",
    off="#5F5F5F",
    accent="#4FC1D8",
    on_accent="#05181C",
    scrim=45,
    shadow=30,
)

LIGHT = Tokens(
    name="light",
    dark=False,
    gap="#CDCDCD",
    canvas="#DADADA",
    dot="#C0C0C0",
    panel="#F3F3F3",
    floating="#FFFFFF",
    control="#E6E6E6",
    control_float="#EFEFEF",
    hover="#EAEAEA",
    pressed="#DADADA",
    selected="#CFE6EB",
    hair="#C6C6C6",
    segment_on="#FFFFFF",
    high="#1A1A1A",
    mid="#474747",
    low="#5E5E5E",
    accent_text="#07657A",
    ok="#1C7440",
    warn="#805300",
    bad="#BE262D",
    off="#A6A6A6",
    accent="#0A7A91",
    on_accent="#FFFFFF",
    scrim=24,
    shadow=8,
)

MASKS = {"accent": DARK.accent, "rubylith": "#FF4D5E", "white": "#FFFFFF", "green": "#5BD66B"}  # on pictures


def heightened(tokens: Tokens) -> Tokens:
    """High contrast: one tone of text, and a line around every control and what floats."""
    return tokens._replace(mid=tokens.high, low=tokens.high, hair=tokens.mid, contrast=True, name="contrast")


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
