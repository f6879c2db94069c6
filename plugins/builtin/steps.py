"""The steps behind a wish: fill, extend, recolour, transfer, backdrop and tone, each on the pixels it may change."""

from __future__ import annotations

import numpy as np

from editor.engine.contract import Reference, Request
from editor.pixels.geometry import Size
from editor.pixels.oklab import Map, from_oklab, oklab

from .avoid import avoided
from .running import Halted, Report, halt
from .words import RGB, Wish

_CHUNK = 50_000  # pixels changed between two looks at the flag
_NEAR = 0.12  # OKLab distance at which a palette's colour counts as one to be avoided
Answer = tuple[np.ndarray, list[str]]


def by_chance(wish: Wish, request: Request) -> bool:
    """Whether another seed gives another picture."""
    return wish.base in ("fill", "extend", "texture", "backdrop") or request.kind == "outpaint"


def answer(request: Request, wish: Wish, seed: int, report: Report, flag: np.ndarray) -> Answer:
    """The picture, uint8 (h, w, 4) RGBA of the request's size, and sentences about it.

    Outside the mask it is the request's picture, bit for bit. Raises ValueError where the request cannot be met,
    Halted after `flag`, uint8 (1,), was set.
    """
    from editor.pixels.fill import Stopped

    w, h = request.size
    out = np.zeros((h, w, 4), np.uint8) if request.image is None else request.image.copy()
    area = _area(request)
    try:
        notes = _based(out, area, request, wish, seed, _within(report, 0.0, 0.85 if wish.tones else 1.0), flag)
        if wish.tones and wish.base != "backdrop":
            _tone(out, area & (out[..., 3] > 0), request, wish, _within(report, 0.85, 1.0), flag)
    except Stopped:
        raise Halted from None
    return out, notes


def larger(request: Request, report: Report, flag: np.ndarray) -> np.ndarray:
    """The request's picture as large as it is wanted. Raises ValueError, Halted as `answer`."""
    from editor.pixels.enlarge import enlarged

    assert request.image is not None, "it was checked"
    (w, h), factor = request.size, request.options.get("factor", 2)
    size = Size(*request.options.get("to", (round(w * factor), round(h * factor))))

    def told(share: float) -> None:
        halt(flag)
        report(share, "Enlarging")

    return enlarged(request.image, size, told)


def _area(request: Request) -> np.ndarray:
    w, h = request.size
    return np.ones((h, w), bool) if request.mask is None else request.mask > 0


def _within(report: Report, low: float, high: float) -> Report:
    return lambda share, stage: report(low + (high - low) * share, stage)


def _based(
    out: np.ndarray, area: np.ndarray, request: Request, wish: Wish, seed: int, report: Report, flag: np.ndarray
) -> list[str]:
    if wish.base == "backdrop":
        return _backdrop(out, area, request, wish, seed, report, flag)
    if wish.base in ("fill", "extend", "texture") or request.kind == "outpaint":
        _synthesise(out, area, request, wish, seed, report, flag)
    here = area & (out[..., 3] > 0)
    if wish.base == "recolour":
        return _recolour(out, here, request, wish, report, flag)
    if wish.base == "transfer":
        return _transfer(out, here, request, report, flag)
    return []


def _synthesise(
    out: np.ndarray, area: np.ndarray, request: Request, wish: Wish, seed: int, report: Report, flag: np.ndarray
) -> None:
    from editor.pixels.fill import extend, fill

    hole = area | (out[..., 3] == 0)  # what is not there can be no source either
    rgb = np.ascontiguousarray(out[..., :3])
    seed &= 0x7FFFFFFF
    if wish.base == "texture":
        sources = [_opaque(reference) for reference in request.references]
        filled = fill(rgb, hole, seed=seed, sources=sources, progress=report, stop=flag)
    elif request.kind == "outpaint":
        filled = extend(rgb, hole, seed=seed, progress=report, stop=flag)
    else:
        filled = fill(rgb, hole, seed=seed, progress=report, stop=flag)
    out[area, :3] = filled[area]
    out[area, 3] = 255


def _opaque(reference: Reference) -> np.ndarray:
    """The reference's RGB; of a picture with transparency the box of what is there."""
    image = reference.image
    if image.shape[2] == 4:
        there = image[..., 3] > 0
        rows, cols = np.flatnonzero(there.any(1)), np.flatnonzero(there.any(0))
        if not len(rows):
            raise ValueError("The reference is wholly transparent.")
        image = image[rows[0] : rows[-1] + 1, cols[0] : cols[-1] + 1]
    return np.ascontiguousarray(image[..., :3])


def _recolour(
    out: np.ndarray, here: np.ndarray, request: Request, wish: Wish, report: Report, flag: np.ndarray
) -> list[str]:
    from .recolour import recolouring

    target = wish.colours[0]
    pixels = _sampled(out, here)
    if len(pixels):
        change(out, here, recolouring(pixels, target), request.strength, "Recolouring", report, flag)
    return [f"Recoloured to #{bytes(target).hex()}."]


def _transfer(out: np.ndarray, here: np.ndarray, request: Request, report: Report, flag: np.ndarray) -> list[str]:
    from editor.pixels.transfer import transferring

    report(0.0, "Looking at the reference")
    reference = next((r for r in request.references if r.role == "palette"), request.references[0])
    pixels = _sampled(out, here)
    if len(pixels):
        mapped = transferring(pixels, _visible(reference))
        strength = request.strength * reference.strength
        change(out, here, mapped, strength, "Bringing in the reference's colours", report, flag)
    return []


def _visible(reference: Reference) -> np.ndarray:
    image = reference.image
    pixels = image[image[..., 3] > 0, :3] if image.shape[2] == 4 else image.reshape(-1, 3)
    if not len(pixels):
        raise ValueError("The reference is wholly transparent.")
    return pixels


def _tone(out: np.ndarray, here: np.ndarray, request: Request, wish: Wish, report: Report, flag: np.ndarray) -> None:
    from .adjust import softened, toning

    pixels = _sampled(out, here)
    if not len(pixels):
        return
    middle = float(np.median(oklab(pixels)[:, 0]))
    if any(tone.quality != "softness" for tone in wish.tones):
        change(out, here, toning(wish.tones, middle), request.strength, "Changing the tone", report, flag)
    for tone in wish.tones:
        if tone.quality == "softness":
            rgb = np.ascontiguousarray(out[..., :3])
            soft = softened(rgb, out[..., 3] > 0, tone.amount * request.strength, report, flag)
            out[here, :3] = soft[here]


def change(
    out: np.ndarray, here: np.ndarray, mapped: Map, strength: float, stage: str, report: Report, flag: np.ndarray
) -> None:
    """Passes the RGB of the pixels `here`, bool (h, w), through a map of OKLab colours; in place, alpha kept."""
    share = np.float32(min(max(strength, 0.0), 1.0))
    step = max(1, _CHUNK // out.shape[1])
    for top in range(0, len(out), step):
        halt(flag)
        report(top / len(out), stage)
        part, chosen = out[top : top + step], here[top : top + step]
        lab = oklab(part[chosen, :3])
        part[chosen, :3] = from_oklab(lab + share * (mapped(lab) - lab))


def _sampled(out: np.ndarray, here: np.ndarray) -> np.ndarray:
    """About 40,000 of the pixels `here`, evenly: uint8 (n, 3); empty where there is none."""
    places = np.flatnonzero(here)
    return out.reshape(-1, 4)[places[:: max(1, len(places) // 40_000)], :3]


def _backdrop(
    out: np.ndarray, area: np.ndarray, request: Request, wish: Wish, seed: int, report: Report, flag: np.ndarray
) -> list[str]:
    from .adjust import softened, toning
    from .backdrops import painted
    from .scene import Scene, lab_rows

    report(0.0, "Mixing colours")
    colours, traits = _palette(request, wish), wish.traits
    shunned, less = avoided(request.avoid, wish)
    kept = _without(colours, [*wish.shunned, *shunned])
    scene = Scene(request.size, lab_rows(kept), frozenset(traits | less), seed)
    rgb = painted(wish.backdrop, scene, toning(wish.tones, 0.6), report, flag)
    for tone in wish.tones:
        if tone.quality == "softness":
            rgb = softened(rgb, np.ones(rgb.shape[:2], bool), tone.amount, report, flag)
    out[area, :3] = rgb[area]
    out[area, 3] = 255
    return []


def _palette(request: Request, wish: Wish) -> list[RGB]:
    """The words' colours; without any those of a reference for the palette, or the request's own palette."""
    if wish.colours:
        return wish.colours
    speaking = [r for r in request.references if r.role == "palette" or wish.from_reference]
    if speaking:
        from .main_colours import main_colours

        return main_colours(_visible(speaking[0]))
    return [colour.rgb for colour in request.palette]


def _without(colours: list[RGB], shunned: list[RGB]) -> list[RGB]:
    if not shunned or not colours:
        return colours
    lab, bad = (oklab(np.array(part, np.uint8)) for part in (colours, shunned))
    near = (np.linalg.norm(lab[:, None] - bad[None], axis=-1) < _NEAR).any(1)
    return [colour for colour, out in zip(colours, near, strict=True) if not out]
