"""What an engine changed outside the mask before compositing, and whether its answer may be trusted."""

from __future__ import annotations

from typing import Literal

import msgspec

Verdict = Literal["identity", "good", "moved", "redrawn", "unchecked"]


class FitReport(msgspec.Struct, frozen=True):
    """Measured between what was sent and what came back; lengths in pixels of the sent crop, x right and y down.

    `identity`: nothing outside was changed. `good`: it was, and could be undone. `moved`: what lies at the mask's
    edge is elsewhere in the answer. `redrawn`: another picture. `unchecked`: too little outside to compare.
    """

    shift: tuple[float, float] = (0.0, 0.0)  # of the answer's centre, pixels
    scale: float = 1.0  # of the answer beside what was sent
    warp: float = 0.0  # 95th percentile of the local displacement besides, pixels
    colour: float = 0.0  # mean difference of colour outside the mask, levels of 255
    changed_share: float = 0.0  # of known pixels that differ by more than 8 levels, 0..1
    moved_share: float = 0.0  # of known blocks that do not fit once placed and matched, 0..1
    edge_fit: float = 1.0  # of the blocks at the mask's edge that fit, 0..1
    ramp: float = 0.0  # mean width of the ramp inside the mask's edge, pixels
    follow: tuple[float, float] | None = None  # by how much the subject moved, where following it helps
    verdict: Verdict = "good"
    messages: tuple[str, ...] = ()  # sentences for the user
    trusted: bool = True  # False: show it, but do not composite it unasked
    outside_changed: int = 0  # pixels the composite changes beyond what the edge allows
