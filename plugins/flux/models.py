"""What each family of FLUX's models can do; the catalogue says which model is of which."""

from __future__ import annotations

from typing import Any

import msgspec

from editor.engine.catalogue import Facts
from editor.engine.contract import ROLES, Abilities
from editor.engine.ratios import pairs

SHOWN = 2  # pictures that an edit shows before the references: what is there, and what is marked
RATIOS = ("21:9", "16:9", "3:2", "4:3", "5:4", "1:1", "4:5", "3:4", "2:3", "9:16", "9:21")

# What a mask's model takes is not documented to the pixel: these are the limits of its sisters.
_MASKED: dict[str, Any] = {"masks": "native", "smallest_side": 256, "largest_area": 4_000_000, "multiple": 16}
_AWAY: dict[str, Any] = {"place": "thread", "at_once": 6}

FAMILIES = {
    "fill": Abilities(kinds=frozenset({"inpaint", "outpaint"}), needs_words=False, **_MASKED, **_AWAY),
    "expand": Abilities(kinds=frozenset({"outpaint"}), needs_words=False, **_MASKED, **_AWAY),
    "flux2": Abilities(
        kinds=frozenset({"generate", "image", "inpaint", "outpaint"}),
        masks="redraw",
        needs_words=False,
        avoid=True,
        roles=ROLES,
        smallest_side=64,
        largest_area=4_000_000,
        multiple=16,
        **_AWAY,
    ),
    "kontext": Abilities(
        kinds=frozenset({"generate", "image", "inpaint"}),
        masks="redraw",
        avoid=True,
        ratios=pairs(RATIOS),
        smallest_side=256,
        largest_area=1 << 20,
        **_AWAY,
    ),
    "words": Abilities(
        kinds=frozenset({"generate"}),
        avoid=True,
        roles=frozenset({"style"}),
        smallest_side=256,
        largest_side=1440,
        multiple=32,
        **_AWAY,
    ),
    "ultra": Abilities(
        kinds=frozenset({"generate"}),
        avoid=True,
        roles=frozenset({"style"}),
        ratios=pairs(RATIOS),
        largest_area=4_300_000,
        **_AWAY,
    ),
}


def abilities(facts: Facts) -> Abilities:
    """Those of a model: of its family, with as many references as it takes besides what an edit shows."""
    family = FAMILIES[facts.extra["family"]]
    shown = SHOWN if family.masks == "redraw" else 0
    return msgspec.structs.replace(family, references=max(0, facts.references - shown))
