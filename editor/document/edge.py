"""How the edge of an edit behaves: exactly inside the mask, or blended a named distance outside it."""

from __future__ import annotations

from typing import Literal

import msgspec


class Edge(msgspec.Struct, frozen=True):
    """`exact` changes nothing outside the mask; `blend` may change up to `width` pixels of the layer outside it."""

    policy: Literal["exact", "blend"] = "exact"
    width: int = 8
