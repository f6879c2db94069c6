"""What each family of FLUX's models can do; the catalogue says which model is of which."""

from __future__ import annotations

from typing import Any

from editor.engine.contract import Abilities

# What a mask's model takes is not documented to the pixel: these are the limits of its sisters.
_MASKED: dict[str, Any] = {"masks": "native", "smallest_side": 256, "largest_area": 4_000_000, "multiple": 16}
_AWAY: dict[str, Any] = {"place": "thread", "at_once": 6}

FAMILIES = {
    "fill": Abilities(kinds=frozenset({"inpaint", "outpaint"}), **_MASKED, **_AWAY),
    "expand": Abilities(kinds=frozenset({"outpaint"}), needs_words=False, **_MASKED, **_AWAY),
}
