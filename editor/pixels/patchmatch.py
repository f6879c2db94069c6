# pyright: basic
"""Compiled kernels of patch matching: find for every patch of the hole a like patch among the sources, and vote.

Pictures are flat int16 arrays of rows of pixels of four channels (red, green, blue, texture), `SCALE` units a level.
A patch is named by its upper left pixel and is `PATCH` pixels a side. The search follows Barnes et al. 2009
("PatchMatch"), the vote Wexler et al. 2007 ("Space-time completion of video"). Integer sums: the same bytes everywhere.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from editor.pixels.patch_difference import PATCH, known_difference, patch_difference

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


@njit(cache=True, nogil=True, inline="always")
def _leant(lean, k, down, across):
    """What the displacement of the k-th patch costs."""
    return lean[k, 0] * abs(abs(down) - lean[k, 2]) + lean[k, 1] * abs(abs(across) - lean[k, 3])


@njit(cache=True, nogil=True, inline="always")
def _try(target, source, t_pitch, s_pitch, ty, tx, sy, sx, penalty, lean, k, field, cost):
    """Takes (sy, sx) as the match of the k-th patch (ty, tx) where it is allowed and better.

    `target` and `source` are flat, with `t_pitch` and `s_pitch` values in a row: flattening here would cost more than
    the comparison.
    """
    if sy < 0 or sx < 0 or sy >= penalty.shape[0] or sx >= penalty.shape[1]:
        return
    extra = penalty[sy, sx]
    if extra < 0:
        return
    extra += np.int32(min(_leant(lean, k, sy - ty, sx - tx), np.float32(1e9)))
    best = cost[ty, tx]
    if extra >= best:
        return
    t0 = np.uint64(4 * tx) + np.uint64(ty) * t_pitch
    s0 = np.uint64(4 * sx) + np.uint64(sy) * s_pitch
    found = extra + patch_difference(target, t0, t_pitch, source, s0, s_pitch, np.int32(best - extra))
    if found < best:
        cost[ty, tx] = found
        field[ty, tx, 0] = sy
        field[ty, tx, 1] = sx


@njit(cache=True, nogil=True)
def rematch(target, source, active, penalty, lean, field, cost, stop):
    """Measures again what each patch's present match costs, after the target has changed."""
    t_pitch, s_pitch = np.uint64(4 * target.shape[1]), np.uint64(4 * source.shape[1])
    target, source = target.ravel(), source.ravel()
    for k in range(active.shape[0]):
        if k & 255 == 0 and stop[0]:
            return
        ty, tx = active[k, 0], active[k, 1]
        cost[ty, tx] = _FAR
        _try(
            target,
            source,
            t_pitch,
            s_pitch,
            ty,
            tx,
            field[ty, tx, 0],
            field[ty, tx, 1],
            penalty,
            lean,
            k,
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
    source patch may begin; lean float32 (n, 4): what a pixel of displacement
    down and across costs, counted from the displacements down and across that are best; field int32
    (h, w, 2) and cost int32 (h, w) are read and written, field is negative off the active patches.
    The random search starts at `radius` and halves; `tries` places come from anywhere. state int64 (1,).
    """
    n = active.shape[0]
    towards = -step if not backward else step
    rows, columns = penalty.shape
    t_pitch, s_pitch = np.uint64(4 * target.shape[1]), np.uint64(4 * source.shape[1])
    target, source = target.ravel(), source.ravel()
    for i in range(n):
        if i & 255 == 0 and stop[0]:
            return
        k = n - 1 - i if backward else i
        ty, tx = active[k, 0], active[k, 1]
        for axis in range(2):
            ny = ty + (towards if axis == 0 else 0)
            nx = tx + (towards if axis == 1 else 0)
            if ny < 0 or nx < 0 or ny >= field.shape[0] or nx >= field.shape[1] or field[ny, nx, 0] < 0:
                continue
            sy = field[ny, nx, 0] + ty - ny
            sx = field[ny, nx, 1] + tx - nx
            if sy != field[ty, tx, 0] or sx != field[ty, tx, 1]:
                _try(target, source, t_pitch, s_pitch, ty, tx, sy, sx, penalty, lean, k, field, cost)
        for _ in range(tries):
            _try(
                target,
                source,
                t_pitch,
                s_pitch,
                ty,
                tx,
                _below(state, rows),
                _below(state, columns),
                penalty,
                lean,
                k,
                field,
                cost,
            )
        reach = radius
        while reach >= 1:
            sy = field[ty, tx, 0] - reach + _below(state, 2 * reach + 1)
            sx = field[ty, tx, 1] - reach + _below(state, 2 * reach + 1)
            _try(target, source, t_pitch, s_pitch, ty, tx, sy, sx, penalty, lean, k, field, cost)
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
    """The step in channel c from one pixel to its neighbour, as found beside the copy of the upper or left of the two.

    From one copy, not as the mean of both: that would soften what is joined. Beside the other's copy where the first
    is no copy, or its neighbour lies outside the source; 0 where neither will do.
    """
    for end in range(2):
        y, x = (y0, x0) if (end == 0) == (y0 + x0 < y1 + x1) else (y1, x1)
        ly, lx = label[y, x, 0], label[y, x, 1]
        if ly < 0:
            continue
        ay, ax = ly + y0 - y, lx + x0 - x
        by, bx = ly + y1 - y, lx + x1 - x
        if min(ay, ax, by, bx) >= 0 and max(ay, by) < source.shape[0] and max(ax, bx) < source.shape[1]:
            return np.float32(source[by, bx, c]) - np.float32(source[ay, ax, c])
    return np.float32(0.0)


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
def peel(target, filled, source, active, places, penalty, lean, field, cost, stop):
    """For each active patch the best of all `places`, comparing filled pixels alone; for small pictures only.

    filled bool (H, W); places int32 (m, 2), penalties as in `search`; cost is scaled to that of a whole patch.
    """
    t_pitch, s_pitch = np.uint64(4 * target.shape[1]), np.uint64(4 * source.shape[1])
    known = np.zeros(target.shape, np.int16)
    for y in range(filled.shape[0]):
        for x in range(filled.shape[1]):
            if filled[y, x]:
                known[y, x] = -1
    target, known, source = target.ravel(), known.ravel(), source.ravel()
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
        t0 = np.uint64(4 * tx) + np.uint64(ty) * t_pitch
        best = np.int32(_FAR)
        for m in range(places.shape[0]):
            sy, sx = places[m, 0], places[m, 1]
            whole = _leant(lean, k, sy - ty, sx - tx) + np.float32(penalty[sy, sx])
            extra = np.int32(min(whole * np.float32(count) / np.float32(PATCH * PATCH), np.float32(1e9)))
            if extra >= best:
                continue
            s0 = np.uint64(4 * sx) + np.uint64(sy) * s_pitch
            found = extra + known_difference(target, known, t0, t_pitch, source, s0, s_pitch, np.int32(best - extra))
            if found < best:
                best = np.int32(found)
                field[ty, tx, 0] = sy
                field[ty, tx, 1] = sx
        cost[ty, tx] = np.int32(min(np.int64(best) * PATCH * PATCH // count, np.int64(_FAR)))
