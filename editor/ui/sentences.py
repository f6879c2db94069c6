"""What the prompt bar and the strip say: what will happen, what it costs, how long, what the engine changed."""

from __future__ import annotations

import math
import time

from PySide6.QtCore import QCoreApplication

from editor.document.archive import Generation
from editor.document.edge import Edge
from editor.document.report import FitReport
from editor.engine.contract import Abilities, Kind, Price
from editor.engine.embedder import Embedder
from editor.engine.errors import EngineError, NetworkError
from editor.engine.offers import Offer
from editor.pixels.geometry import Rect
from editor.session.foreseen import Foreseen
from editor.session.money import amount
from editor.steps.ask import Wish


def tr(text: str) -> str:
    return QCoreApplication.translate("Sentences", text)


def plan(found: Foreseen, picture: Rect, box: Rect, wish: Wish, *, inside: bool) -> str:
    """What a request will do, in full. All in the target's pixels: `picture` is all of it, `box` what is marked.

    `inside` tells whether some of the picture itself is marked.
    """
    parts = (_deed(found.kind, picture, box, wish.words), _edge(found.kind, wish.edge, inside=inside), _scale(found))
    return " ".join(part for part in parts if part)


def _deed(kind: Kind, picture: Rect, box: Rect, words: str) -> str:
    if kind == "outpaint":
        w, h = picture.united(box).size
        made = tr("Extends {0} × {1} px to {2} × {3} from your words.")
        made = made if words else tr("Extends {0} × {1} px to {2} × {3} from what is there.")
        return made.format(picture.w, picture.h, w, h)
    if kind == "image":
        return tr("Redraws the whole picture, {0} × {1} px, from your words.").format(box.w, box.h)
    made = tr("Redraws {0} × {1} px from your words and its surroundings.")
    made = made if words else tr("Fills {0} × {1} px from its surroundings.")
    return made.format(box.w, box.h)


def _edge(kind: Kind, edge: Edge, *, inside: bool) -> str:
    if kind == "image":
        return tr("The picture beneath stays as it is.")
    if edge.policy == "blend":
        return tr("May change up to {0} px outside.").format(edge.width)
    if kind == "outpaint" and not inside:
        return tr("The picture itself stays as it is, bit for bit.")
    return tr("Nothing outside the mask changes.")


def _scale(found: Foreseen) -> str:
    """Where the engine draws fewer pixels than there are."""
    share = found.sent.w / found.region.w
    return tr("Drawn at {0} % of its size, so it comes back softer.").format(round(100 * share)) if share < 1 else ""


def cost(price: Price | None, *, offline: bool) -> str:
    """What it costs, as a sentence."""
    if price is None:
        return tr("What it costs is not known.")
    if price.micros == 0:
        return tr("Free, on this machine.") if offline else tr("Free.")
    return (tr("Costs at most {0}.") if price.estimated else tr("Costs {0}.")).format(money(price))


def money(price: Price | None) -> str:
    """An amount, such as $0.14."""
    return tr("unknown") if price is None else amount(price)


def tier_and_price(offer: Offer) -> str:
    """What an engine is for, and what a picture costs, where that is known: "Draft · $0.04"."""
    tier = {"draft": tr("Draft"), "final": tr("Final"), "": ""}[offer.tier]
    paid = offer.price is not None and offer.price.micros > 0
    return " · ".join(part for part in (tier, money(offer.price) if paid else "") if part)


def can(abilities: Abilities) -> str:
    """What an engine can do, as a sentence."""
    part = abilities.masks != "none"
    deeds = [
        tr("draws from words") if "generate" in abilities.kinds else "",
        tr("makes another picture of one") if "image" in abilities.kinds else "",
        tr("fills what is marked") if part and "inpaint" in abilities.kinds else "",
        tr("extends") if part and "outpaint" in abilities.kinds else "",
        tr("makes larger") if "upscale" in abilities.kinds else "",
        tr("removes backgrounds") if "cutout" in abilities.kinds else "",
        tr("takes {0} references").format(abilities.references) if abilities.references else "",
    ]
    said = ", ".join(deed for deed in deeds if deed)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def refusal(abilities: Abilities, words: str, title: str) -> str:
    """Why this engine cannot be asked so; "" where it can."""
    return tr("{0} needs words: say what should appear.").format(title) if abilities.needs_words and not words else ""


def candidate_of(number: int, count: int, seconds: float | None) -> str:
    """Which one is being made, and how long it still takes where that can be told."""
    made = tr("Candidate {0} of {1}").format(min(number, count), count)
    return made if seconds is None else tr("{0}, {1} left").format(made, lasting(seconds))


def under_way(sent: time.struct_time, came: int, count: int) -> str:
    """Since when it is asked, and how many are here."""
    said = tr("Sent {0}.").format(time.strftime("%H:%M:%S", sent))
    return said if not came else said + " " + tr("{0} of {1} are here and on disk.").format(came, count)


def waiting(*, held: bool, over: bool = False) -> str:
    """Why it is not made yet: the user, or the budget, holds the queue; or others come first."""
    if over:
        return tr("It waits: the budget does not allow it.")
    return tr("It waits: the queue is held.") if held else tr("It waits for its turn.")


def lasting(seconds: float) -> str:
    if seconds < 90:
        return tr("{0} s").format(max(1, math.ceil(seconds)))
    return tr("{0} min").format(math.ceil(seconds / 60))


def took(seconds: float) -> str:
    return tr("{0} s").format(f"{seconds:.1f}") if seconds < 90 else lasting(seconds)


def failure(error: Exception, charged: Price | None = None) -> str:
    """What happened, what to do, and what it cost."""
    return f"{trouble(error)} {_charged(error, charged)}" if isinstance(error, EngineError) else trouble(error)


def trouble(error: Exception) -> str:
    """What happened and what to do. Errors of the program hold sentences; those of the system do not."""
    message = getattr(error, "message", str(error))
    said = message if message.endswith((".", "!", "?")) else f"{message}."
    return f"{said} {getattr(error, 'advice', '')}".strip()


def embedder_title(embedder: Embedder) -> str:
    """What it measures likeness by; a file's is its name."""
    return {"style": tr("Style"), "content": tr("Content")}.get(embedder.name, embedder.title)


def _charged(error: EngineError, charged: Price | None) -> str:
    lost = isinstance(error, NetworkError) and error.billed
    if charged is not None and charged.micros > 0:
        said = tr("Charged: {0}.").format(money(charged))
        return said + " " + tr("The rest may have been charged, too.") if lost else said
    if error.billed:
        return tr("It may have been charged.")
    return tr("Nothing was charged; words and mask are kept.")


def outside_before(report: FitReport) -> str:
    """What the engine changed outside the mask, before that was undone."""
    if report.verdict == "identity":
        return tr("nothing")
    shift = math.hypot(*report.shift)
    return tr("{0} px, colour {1}, {2} % moved").format(
        f"{shift:.1f}", f"{report.colour:.1f}", round(100 * report.moved_share)
    )


def outside_after(report: FitReport, generation: Generation) -> str:
    """What of the picture outside the mask will have changed once it is accepted."""
    if report.outside_changed:
        return tr("{0} px changed").format(report.outside_changed)
    return tr("up to {0} px").format(generation.edge.width) if generation.edge.policy == "blend" else tr("unchanged")
