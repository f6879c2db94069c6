# pyright: basic
"""Compiled kernels of patch matching: find for every patch of the hole a like patch among the sources, and vote.

Pictures are flat int16 arrays of rows of pixels of four channels (red, green, blue, texture), `SCALE` units a level.
A patch is named by its upper left pixel and is `PATCH` pixels a side. The search follows Barnes et al. 2009
("PatchMatch"), the vote Wexler et al. 2007 ("Space-time completion of video"). Integer sums: the same bytes everywhere.
"""

from __future__ import annotations

import numpy as np
from numba import njit

PATCH = 7
SCALE = 4
_FAR = 2_000_000_000


@njit(cache=True, nogil=True, inline="always")
def _next(state):
    """One step of a 64-bit linear congruential generator; returns 31 random bits."""
    state[0] = state[0] * 6364136223846793005 + 1442695040888963407
    return (state[0] >> 33) & 0x7FFFFFFF


@njit(cache=True, nogil=True, inline="always")
def _below(state, n):
    """A random whole number in 0 .. n - 1."""
    return (_next(state) * n) >> 31


@njit(cache=True, nogil=True)
def _difference(target, t0, t_pitch, source, s0, s_pitch, width, limit):
    """Sum of squared differences of two patches, left early once it has passed `limit`.

    `width` is the values in a row of a patch: given at run time, so that the loop is not unrolled but vectorised.
    """
    total = np.int32(0)
    for _ in range(PATCH):
        row = np.int32(0)
        for j in range(width):
            d = np.int32(np.int32(target[t0 + j]) - np.int32(source[s0 + j]))
            row = np.int32(row + np.int32(d * d))
        total = np.int32(total + row)
        if total >= limit:
            break
        t0 = t0 + t_pitch
        s0 = s0 + s_pitch
    return total


@njit(cache=True, nogil=True)
def _try(target, source, ty, tx, sy, sx, penalty, lean_y, lean_x, field, cost):
    """Takes (sy, sx) as the match of (ty, tx) where it is allowed and better."""
    if sy < 0 or sx < 0 or sy >= penalty.shape[0] or sx >= penalty.shape[1]:
        return
    extra = penalty[sy, sx]
    if extra < 0:
        return
    extra += np.int32(min(lean_y * abs(sy - ty) + lean_x * abs(sx - tx), np.float32(1e9)))
    best = cost[ty, tx]
    if extra >= best:
        return
    t_pitch = np.uint64(4 * target.shape[1])
    s_pitch = np.uint64(4 * source.shape[1])
    t0 = np.uint64(4 * tx) + np.uint64(ty) * t_pitch
    s0 = np.uint64(4 * sx) + np.uint64(sy) * s_pitch
    width = np.uint64(PATCH * target.shape[2])
    found = extra + _difference(target.ravel(), t0, t_pitch, source.ravel(), s0, s_pitch, width, best - extra)
    if found < best:
        cost[ty, tx] = found
        field[ty, tx, 0] = sy
        field[ty, tx, 1] = sx


@njit(cache=True, nogil=True)
def rematch(target, source, active, penalty, lean, field, cost, stop):
    """Measures again what each patch's present match costs, after the target has changed."""
    for k in range(active.shape[0]):
        if k & 255 == 0 and stop[0]:
            return
        ty, tx = active[k, 0], active[k, 1]
        cost[ty, tx] = _FAR
        _try(
            target,
            source,
            ty,
            tx,
            field[ty, tx, 0],
            field[ty, tx, 1],
            penalty,
            lean[k, 0],
            lean[k, 1],
            field,
            cost,
        )


@njit(cache=True, nogil=True)
def search(
    target,
    source,
    active,
    penalty,
    lean,
    field,
    cost,
    step,
    radius,
    tries,
    state,
    backward,
    stop,
):
    """One pass over the active patches: neighbours' matches moved along, random places.

    active int32 (n, 2) rows and columns in reading order, `step` apart; penalty int32 (sh, sw), negative where no
    source patch may begin; lean float32 (n, 2): cost a pixel of vertical and of horizontal displacement; field int32
    (h, w, 2) and cost int32 (h, w) are read and written, field is negative off the active patches.
    The random search starts at `radius` and halves; `tries` places come from anywhere. state int64 (1,).
    """
    n = active.shape[0]
    towards = -step if not backward else step
    rows, columns = penalty.shape
    for i in range(n):
        if i & 255 == 0 and stop[0]:
            return
        k = n - 1 - i if backward else i
        ty, tx = active[k, 0], active[k, 1]
        lean_y, lean_x = lean[k, 0], lean[k, 1]
        for axis in range(2):
            ny = ty + (towards if axis == 0 else 0)
            nx = tx + (towards if axis == 1 else 0)
            if ny < 0 or nx < 0 or ny >= field.shape[0] or nx >= field.shape[1] or field[ny, nx, 0] < 0:
                continue
            sy = field[ny, nx, 0] + ty - ny
            sx = field[ny, nx, 1] + tx - nx
            if sy != field[ty, tx, 0] or sx != field[ty, tx, 1]:
                _try(target, source, ty, tx, sy, sx, penalty, lean_y, lean_x, field, cost)
        for _ in range(tries):
            _try(
                target,
                source,
                ty,
                tx,
                _below(state, rows),
                _below(state, columns),
                penalty,
                lean_y,
                lean_x,
                field,
                cost,
            )
        reach = radius
        while reach >= 1:
            sy = field[ty, tx, 0] - reach + _below(state, 2 * reach + 1)
            sx = field[ty, tx, 1] - reach + _below(state, 2 * reach + 1)
            _try(target, source, ty, tx, sy, sx, penalty, lean_y, lean_x, field, cost)
            reach //= 2


@njit(cache=True, nogil=True)
def vote(target, source, pixels, weight, field, stop):
    """Gives each hole pixel the weighted mean of what the patches over it suggest (red, green and blue alone).

    pixels int32 (n, 2); weight float64 (h, w): how far each active patch is believed, 0 for the others.
    """
    rows, columns = weight.shape
    for k in range(pixels.shape[0]):
        if k & 255 == 0 and stop[0]:
            return
        y, x = pixels[k, 0], pixels[k, 1]
        r = g = b = total = 0.0
        for py in range(max(0, y - PATCH + 1), min(rows, y + 1)):
            for px in range(max(0, x - PATCH + 1), min(columns, x + 1)):
                believed = weight[py, px]
                if believed > 0.0:
                    sy = field[py, px, 0] + y - py
                    sx = field[py, px, 1] + x - px
                    r += believed * source[sy, sx, 0]
                    g += believed * source[sy, sx, 1]
                    b += believed * source[sy, sx, 2]
                    total += believed
        if total > 0.0:
            target[y, x, 0] = np.int16(r / total + 0.5)
            target[y, x, 1] = np.int16(g / total + 0.5)
            target[y, x, 2] = np.int16(b / total + 0.5)


@njit(cache=True, nogil=True)
def choose(pixels, rank, field, label, stop):
    """Gives each hole pixel the place in the source that its best-ranked covering patch copies from.

    rank float64 (h, w), higher is better, 0 for inactive patches; label int32 (H, W, 2) is written at `pixels`.
    """
    rows, columns = rank.shape
    for k in range(pixels.shape[0]):
        if k & 255 == 0 and stop[0]:
            return
        y, x = pixels[k, 0], pixels[k, 1]
        best = 0.0
        for py in range(max(0, y - PATCH + 1), min(rows, y + 1)):
            for px in range(max(0, x - PATCH + 1), min(columns, x + 1)):
                if rank[py, px] > best:
                    best = rank[py, px]
                    label[y, x, 0] = field[py, px, 0] + y - py
                    label[y, x, 1] = field[py, px, 1] + x - px


@njit(cache=True, nogil=True)
def _step(source, label, y0, x0, y1, x1, c):
    """The step in channel c from one pixel to its neighbour as found beside both their copies: sum and count."""
    total = np.float32(0.0)
    count = np.float32(0.0)
    for end in range(2):
        y, x = (y0, x0) if end == 0 else (y1, x1)
        ly, lx = label[y, x, 0], label[y, x, 1]
        if ly < 0:
            continue
        ay, ax = ly + y0 - y, lx + x0 - x
        by, bx = ly + y1 - y, lx + x1 - x
        if min(ay, ax, by, bx) < 0 or max(ay, by) >= source.shape[0] or max(ax, bx) >= source.shape[1]:
            continue
        total += np.float32(source[by, bx, c]) - np.float32(source[ay, ax, c])
        count += np.float32(1.0)
    return total / max(count, np.float32(1.0))


@njit(cache=True, nogil=True)
def divergence(source, label, pixels, right, stop):
    """Adds to `right` (float32 (h, w, 3), levels) at each hole pixel the wished steps from its neighbours."""
    h, w = label.shape[0], label.shape[1]
    for k in range(pixels.shape[0]):
        if k & 255 == 0 and stop[0]:
            return
        y, x = pixels[k, 0], pixels[k, 1]
        for c in range(3):
            total = np.float32(0.0)
            if y > 0:
                total += _step(source, label, y - 1, x, y, x, c)
            if y < h - 1:
                total += _step(source, label, y + 1, x, y, x, c)
            if x > 0:
                total += _step(source, label, y, x - 1, y, x, c)
            if x < w - 1:
                total += _step(source, label, y, x + 1, y, x, c)
            right[y, x, c] += total / np.float32(SCALE)


@njit(cache=True, nogil=True)
def _known_difference(target, filled, ty, tx, source, sy, sx, limit):
    """Sum of squared differences over the pixels of the target patch that are filled; left early past `limit`."""
    total = np.int64(0)
    for i in range(PATCH):
        for j in range(PATCH):
            if filled[ty + i, tx + j]:
                for c in range(4):
                    d = np.int64(target[ty + i, tx + j, c]) - np.int64(source[sy + i, sx + j, c])
                    total += d * d
        if total >= limit:
            break
    return total


@njit(cache=True, nogil=True)
def peel(target, filled, source, active, places, lean, field, cost, stop):
    """For each active patch the best of all `places`, comparing filled pixels alone; for small pictures only.

    filled bool (H, W); places int32 (m, 2); cost is scaled to that of a whole patch.
    """
    for k in range(active.shape[0]):
        if stop[0]:
            return
        ty, tx = active[k, 0], active[k, 1]
        count = 0
        for i in range(PATCH):
            for j in range(PATCH):
                if filled[ty + i, tx + j]:
                    count += 1
        if count == 0:
            continue
        best = np.int64(1) << 60
        for m in range(places.shape[0]):
            sy, sx = places[m, 0], places[m, 1]
            away = lean[k, 0] * abs(sy - ty) + lean[k, 1] * abs(sx - tx)
            extra = np.int64(away * count / (PATCH * PATCH))
            if extra >= best:
                continue
            found = extra + _known_difference(target, filled, ty, tx, source, sy, sx, best - extra)
            if found < best:
                best = found
                field[ty, tx, 0] = sy
                field[ty, tx, 1] = sx
        cost[ty, tx] = np.int32(min(best * PATCH * PATCH // count, np.int64(_FAR)))
