"""What is to be thought of an answer, and the words for it."""

from __future__ import annotations

from editor.document.report import FitReport, Verdict
from editor.pixels.alarms import Judgement

FEWEST_BLOCKS = 8  # at the mask's edge, below which nothing can be said
MOVED_SHARE = 0.06  # of the blocks at the edge, moved together
EDGE_FITS = 0.5  # an edit that crosses the edge leaves more of it in place
KNOWN_FITS, ALIKE, LARGEST_WARP = 0.8, 0.7, 3.5
TOGETHER = 0.5  # of the blocks at the edge with one displacement: the mask lies on what moved
PARTLY = 0.25  # as many with one displacement are a subject that moved, whatever else was redrawn
ELSEWHERE = 0.02


def verdict(judgement: Judgement, warp: float) -> tuple[Verdict, tuple[str, ...], tuple[float, float] | None]:
    """The verdict, sentences for the user, and the displacement to follow where that helps.

    `warp` is the 95th percentile of the local displacement near the mask, in pixels.
    """
    j = judgement
    strange = j.known_fit < KNOWN_FITS or j.alike < ALIKE or warp > LARGEST_WARP
    if strange and j.textured >= FEWEST_BLOCKS and j.common < PARTLY:
        return "redrawn", ("Redrawn as a whole: it cannot be fitted exactly. Use it as a new layer.",), None
    if j.checked < FEWEST_BLOCKS:
        return "unchecked", ("There is too little detail round the mask to check the fit.",), None
    if j.common >= MOVED_SHARE or j.edge_fit < EDGE_FITS:
        return "moved", *_moved(j)
    return "good", _elsewhere(j), None


def _moved(j: Judgement) -> tuple[tuple[str, ...], tuple[float, float] | None]:
    distance = (j.shift[0] ** 2 + j.shift[1] ** 2) ** 0.5
    if j.common >= TOGETHER:
        return (f"The subject moved by {distance:.0f} px. Follow it, keep its place, or ask again.",), j.shift
    return ("The picture moved at a part of the mask's edge. Enlarge the mask there, or ask again.",), None


def _elsewhere(j: Judgement) -> tuple[str, ...]:
    return ("Also changed elsewhere; that is kept as it was.",) if j.elsewhere > ELSEWHERE else ()


def edge_words(crossing: float, deepest: float) -> tuple[str, ...]:
    """About the edge: `crossing` is the share of it where the pictures differ much, `deepest` the mask's depth, px."""
    words = []
    if crossing > 0.05:
        words.append("The change goes on outside the mask. Grow the mask, or blend the edge.")
    if deepest < 5:
        words.append("The mask is narrower than 10 px: its edge takes up half of it.")
    return tuple(words)


def report_of(
    judgement: Judgement, *, shift: tuple[float, float], scale: float, warp: float, colour: float, changed: float
) -> FitReport:
    """The report, as far as it is known before the edge is made."""
    word, messages, follow = verdict(judgement, warp)
    return FitReport(
        shift=shift,
        scale=scale,
        warp=warp,
        colour=colour,
        changed_share=changed,
        moved_share=1.0 - judgement.known_fit,
        edge_fit=judgement.edge_fit,
        follow=follow,
        verdict=word,
        messages=messages,
        trusted=word in ("good", "unchecked"),
    )
