"""What each of Stability's services can do, and where it is asked."""

from __future__ import annotations

from typing import Any, NamedTuple

from editor.engine.contract import Abilities
from editor.engine.ratios import pairs

RATIOS = ("21:9", "16:9", "3:2", "5:4", "1:1", "4:5", "2:3", "9:16", "9:21")
WIDEST = 2000  # pixels at most that one side is extended by

_AWAY: dict[str, Any] = {"place": "thread", "palette": False}
_EDITED: dict[str, Any] = {"smallest_side": 64, "largest_area": 9_437_184, "multiple": 16, "masks": "native"}
_DRAWN: dict[str, Any] = {"ratios": pairs(RATIOS), "smallest_side": 64, "largest_area": 1 << 20}
_ENLARGED: dict[str, Any] = {"kinds": frozenset({"upscale"}), "smallest_side": 32, "largest_area": 1 << 20}


class Service(NamedTuple):
    """`path` is where it is asked; `later` whether it answers with the number of a task."""

    path: str
    abilities: Abilities
    later: bool = False


SERVICES = {
    "inpaint": Service(
        "edit/inpaint", Abilities(kinds=frozenset({"inpaint", "outpaint"}), avoid=True, **_EDITED, **_AWAY)
    ),
    "outpaint": Service(
        "edit/outpaint", Abilities(kinds=frozenset({"outpaint"}), needs_words=False, **_EDITED, **_AWAY)
    ),
    "core": Service("generate/core", Abilities(kinds=frozenset({"generate"}), avoid=True, **_DRAWN, **_AWAY)),
    "ultra": Service(
        "generate/ultra",
        Abilities(kinds=frozenset({"generate", "image"}), avoid=True, strength=True, **_DRAWN, **_AWAY),
    ),
    "sd3": Service(
        "generate/sd3",
        Abilities(kinds=frozenset({"generate", "image"}), avoid=True, strength=True, **_DRAWN, **_AWAY),
    ),
    "turbo": Service(
        "generate/sd3", Abilities(kinds=frozenset({"generate", "image"}), strength=True, **_DRAWN, **_AWAY)
    ),
    "fast": Service("upscale/fast", Abilities(needs_words=False, seeds=False, largest_side=1536, **_ENLARGED, **_AWAY)),
    "conservative": Service("upscale/conservative", Abilities(avoid=True, **_ENLARGED, **_AWAY)),
    "creative": Service("upscale/creative", Abilities(avoid=True, **_ENLARGED, **_AWAY), later=True),
}
"""By the word that the catalogue has for it."""
