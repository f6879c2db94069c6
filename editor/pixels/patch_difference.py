# pyright: basic
"""The sum of squared differences of two patches in vector instructions: what a patch search does most of the time.

Written as vector code for LLVM, which numba hands on as it is: left to be vectorised by itself the same sum takes four
times as long. The vectors are of a fixed size that LLVM maps to what the processor has.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic
from numba.np.arrayobj import make_array

PATCH = 7
_VECTORS = (16, 8, 4)  # together the 4 * PATCH values of a row
_INT16, _INT32, _INT64 = ir.IntType(16), ir.IntType(32), ir.IntType(64)


def _compiled(typing: Callable[..., Any]) -> Callable[..., Any]:
    """numba's intrinsic, for type checkers: it is called without the context that `typing` takes."""
    return intrinsic(typing)


@_compiled
def patch_difference(_context, target, _t0, _t_pitch, source, _s0, _s_pitch, _limit):
    """Sum of squared differences (int32) of the patch at value `t0` of `target` and that at `s0` of `source`.

    Both flat int16 arrays of four channels a pixel, `t_pitch` and `s_pitch` values in a row (uint64). Where half of
    the rows reach `limit` (int32) already, the sum of those. Nothing is checked: the patches must lie inside the
    arrays, and the sum must fit.
    """
    place = types.uint64

    def generate(context, builder, signature, arguments):
        target, t, t_pitch, source, s, s_pitch, limit = arguments
        target = make_array(signature.args[0])(context, builder, target).data
        source = make_array(signature.args[3])(context, builder, source).data
        return _generated(builder, target, None, t, t_pitch, source, s, s_pitch, limit)

    return types.int32(target, place, place, source, place, place, types.int32), generate


@_compiled
def known_difference(_context, target, known, _t0, _t_pitch, source, _s0, _s_pitch, _limit):
    """As `patch_difference`, of those values where `known`, an array like `target`, is -1 and not 0."""
    place = types.uint64

    def generate(context, builder, signature, arguments):
        target, known, t, t_pitch, source, s, s_pitch, limit = arguments
        target = make_array(signature.args[0])(context, builder, target).data
        known = make_array(signature.args[1])(context, builder, known).data
        source = make_array(signature.args[4])(context, builder, source).data
        return _generated(builder, target, known, t, t_pitch, source, s, s_pitch, limit)

    return types.int32(target, known, place, place, source, place, place, types.int32), generate


def _generated(builder, target, known, t, t_pitch, source, s, s_pitch, limit):
    sums = [ir.Constant(ir.VectorType(_INT32, lanes), [0] * lanes) for lanes in _VECTORS]
    end = builder.append_basic_block("difference")
    found = []
    for row in range(PATCH):
        sums = _row(builder, sums, target, known, t, source, s)
        t, s = builder.add(t, t_pitch), builder.add(s, s_pitch)
        if row == PATCH // 2:
            half = _total(builder, sums)
            found.append((half, builder.block))
            rest = builder.append_basic_block("rest")
            builder.cbranch(builder.icmp_signed(">=", half, limit), end, rest)
            builder.position_at_end(rest)
    found.append((_total(builder, sums), builder.block))
    builder.branch(end)
    builder.position_at_end(end)
    result = builder.phi(_INT32)
    for value, block in found:
        result.add_incoming(value, block)
    return result


def _row(builder, sums, target, known, t, source, s):
    """The sums with the squares of one row's differences added to them, lane by lane."""
    added, start = [], 0
    for lanes, total in zip(_VECTORS, sums, strict=True):
        offset = ir.Constant(_INT64, start)
        a = _loaded(builder, target, builder.add(t, offset), lanes)
        b = _loaded(builder, source, builder.add(s, offset), lanes)
        step = builder.sub(a, b)
        if known is not None:
            step = builder.and_(step, _loaded(builder, known, builder.add(t, offset), lanes))
        step = builder.sext(step, ir.VectorType(_INT32, lanes))
        added.append(builder.add(total, builder.mul(step, step)))
        start += lanes
    return added


def _loaded(builder, data, index, lanes):
    place = builder.bitcast(builder.gep(data, [index]), ir.VectorType(_INT16, lanes).as_pointer())
    return builder.load(place, align=2)


def _total(builder, sums):
    total = ir.Constant(_INT32, 0)
    for lanes, values in zip(_VECTORS, sums, strict=True):
        kind = ir.FunctionType(_INT32, [ir.VectorType(_INT32, lanes)])
        add = cgutils.get_or_insert_function(builder.module, kind, f"llvm.vector.reduce.add.v{lanes}i32")
        total = builder.add(total, builder.call(add, [values]))
    return total
