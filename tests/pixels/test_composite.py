"""Compositing of stacks: the compiled path against the float64 reference, and what must come out bit for bit."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.pixels.blend import MODES, reference
from editor.pixels.composite import composite
from editor.pixels.geometry import Rect, Size
from editor.pixels.planes import Group, Plane


def picture(rng: np.random.Generator, w: int, h: int) -> np.ndarray:
    """Random straight RGBA with wholly opaque, wholly transparent, grey, black and white pixels among them."""
    pixels = rng.integers(0, 256, (h, w, 4), dtype=np.uint8)
    kind = rng.integers(0, 6, (h, w))
    pixels[kind < 3, 3] = 255
    pixels[kind == 3, 3] = 0
    grey = rng.random((h, w)) < 0.2
    pixels[grey, :3] = pixels[grey, :1]
    pixels[rng.random((h, w)) < 0.1, :3] = 0
    pixels[rng.random((h, w)) < 0.1, :3] = 255
    return pixels


def random_node(rng: np.random.Generator, size: Size, depth: int) -> Plane | Group:
    opacity = float(rng.choice([0.0, 1.0, 1.0, rng.random()]))
    mode = MODES[rng.integers(len(MODES))]
    if depth and rng.random() < 0.3:
        mask = rng.integers(0, 256, (size.h, size.w), dtype=np.uint8) if rng.random() < 0.5 else None
        members = random_stack(rng, size, depth - 1)
        return Group(members, opacity, mode, mask, bool(rng.random() < 0.5))
    w, h = int(rng.integers(1, size.w * 2)), int(rng.integers(1, size.h * 2))
    x, y = int(rng.integers(-w, size.w)), int(rng.integers(-h, size.h))
    mask = rng.integers(0, 256, (h, w), dtype=np.uint8) if rng.random() < 0.4 else None
    return Plane(picture(rng, w, h), x, y, opacity, mode, mask)


def random_stack(rng: np.random.Generator, size: Size, depth: int = 2) -> list[Plane | Group]:
    return [random_node(rng, size, depth) for _ in range(rng.integers(1, 6))]


def placed(values: np.ndarray, x: int, y: int, size: Size) -> np.ndarray:
    """`values` at (x, y) on a field of zeros of `size`."""
    out = np.zeros((size.h, size.w, *values.shape[2:]), values.dtype)
    part = Rect(x, y, values.shape[1], values.shape[0]).intersected(size.rect)
    out[part.slices] = values[part.translated(-x, -y).slices] if not part.empty else out[part.slices]
    return out


def exact(stack: Sequence[Plane | Group], size: Size, backdrop: np.ndarray | None = None) -> np.ndarray:
    """The same composition in float64 by the plain formulas: straight RGBA in 0..1."""
    result = np.zeros((size.h, size.w, 4)) if backdrop is None else backdrop
    for node in stack:
        mask = None if node.mask is None else node.mask / 255
        if isinstance(node, Plane):
            source = placed(node.pixels / 255, node.x, node.y, size)
            mask = None if mask is None else placed(mask, node.x, node.y, size)
            result = reference(result, source, node.mode, node.opacity, mask)
        elif node.through:
            share = node.opacity * (np.ones((size.h, size.w)) if mask is None else mask)[..., None]
            after = exact(node.members, size, result)
            alpha = after[..., 3:] * share + result[..., 3:] * (1 - share)
            colour = after[..., :3] * after[..., 3:] * share + result[..., :3] * result[..., 3:] * (1 - share)
            colour = np.divide(colour, alpha, out=np.zeros_like(colour), where=alpha > 0)
            result = np.concatenate([colour, alpha], -1)
        else:
            result = reference(result, exact(node.members, size), node.mode, node.opacity, mask)
    return result


def distance(got: np.ndarray, expected: np.ndarray) -> int:
    """The largest difference in levels, of colours only where both can be seen."""
    apart = np.abs(got.astype(int) - expected)
    seen = (got[..., 3] > 0) & (expected[..., 3] > 0)
    return max(apart[..., 3].max(), apart[seen].max(initial=0))


@pytest.mark.parametrize("mode", MODES)
def test_each_mode_is_within_a_level_of_the_reference(mode):
    rng = np.random.default_rng(MODES.index(mode))
    size = Size(700, 40)
    stack = [Plane(picture(rng, *size)), Plane(picture(rng, *size), opacity=0.7)]
    mask = rng.integers(0, 256, (50, 600), dtype=np.uint8)
    stack += [Plane(picture(rng, *size), mode=mode), Plane(picture(rng, 600, 50), 33, -4, 0.6, mode, mask)]
    assert distance(composite(stack, size), np.rint(exact(stack, size) * 255)) <= 1


@settings(deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([(1, 1), (7, 5), (513, 3), (40, 30), (1025, 18)]))
def test_any_tree_is_within_a_level_of_the_reference(seed, shape):
    rng = np.random.default_rng(seed)
    size = Size(*shape)
    stack = random_stack(rng, size)
    assert distance(composite(stack, size), np.rint(exact(stack, size) * 255)) <= 1


def test_twenty_mixed_layers_are_within_a_level_of_the_reference():
    rng = np.random.default_rng(20)
    size = Size(300, 200)
    stack = [Plane(picture(rng, *size), 0, 0, 0.3 + 0.7 * rng.random(), MODES[i % 16]) for i in range(20)]
    assert distance(composite(stack, size), np.rint(exact(stack, size) * 255)) <= 1


@settings(deadline=None)
@given(st.integers(0, 2**32))
def test_one_plane_alone_comes_back_bit_for_bit_with_its_hidden_colours(seed):
    rng = np.random.default_rng(seed)
    w, h = int(rng.integers(1, 600)), int(rng.integers(1, 20))
    pixels = picture(rng, w, h)
    assert (composite([Plane(pixels)], Size(w, h)) == pixels).all()


def test_every_straight_value_survives():
    value, alpha = np.meshgrid(np.arange(256), np.arange(256))
    pixels = np.stack([value, 255 - value, value, alpha], -1).astype(np.uint8)
    assert (composite([Plane(pixels)], Size(256, 256)) == pixels).all()


@settings(deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(MODES))
def test_what_cannot_be_seen_changes_nothing(seed, mode):
    rng = np.random.default_rng(seed)
    size = Size(60, 20)
    stack = [Plane(picture(rng, 50, 15), 4, 2), *random_stack(rng, size)]
    before = composite(stack, size)
    clear = picture(rng, *size)
    clear[..., 3] = 0
    dark = np.zeros((size.h, size.w), np.uint8)
    unseen = [
        Plane(clear, mode=mode),
        Plane(picture(rng, *size), 0, 0, 0.0, mode),
        Plane(picture(rng, *size), mode=mode, mask=dark),
        Plane(picture(rng, *size), size.w, 3, mode=mode),
        Group([Plane(clear)], mode=mode),
        Group([Plane(picture(rng, *size))], mask=dark, mode=mode),
        Group([Plane(picture(rng, *size))], mask=dark, through=True),
        Group([], mode=mode),
    ]
    assert (composite([*stack, *unseen], size) == before).all()


@settings(deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 400), st.integers(1, 25))
def test_a_part_is_the_same_bytes_as_the_whole(seed, x, y):
    """So bands, tiles and threads may cut a picture as they like."""
    rng = np.random.default_rng(seed)
    size = Size(900, 40)
    stack = [node for node in random_stack(rng, size, 0) if isinstance(node, Plane)]
    whole = composite(stack, size)
    moved = [Plane(p.pixels, p.x - x, p.y - y, p.opacity, p.mode, p.mask) for p in stack]
    part = composite(moved, Size(size.w - x, size.h - y))
    assert (part == whole[y:, x:]).all()
    assert (composite(stack, size, threads=2) == whole).all()


@settings(deadline=None)
@given(st.integers(0, 2**32))
def test_a_group_that_lets_through_is_its_members(seed):
    rng = np.random.default_rng(seed)
    size = Size(50, 20)
    beneath, members = random_stack(rng, size), random_stack(rng, size)
    assert (composite([*beneath, Group(members, through=True)], size) == composite([*beneath, *members], size)).all()


@settings(deadline=None)
@given(st.integers(0, 2**32))
def test_normal_planes_may_be_grouped_in_any_way(seed):
    rng = np.random.default_rng(seed)
    size = Size(50, 20)
    a, b, c = (Plane(picture(rng, *size), opacity=float(rng.random())) for _ in range(3))
    plain = composite([a, b, c], size)
    assert distance(composite([a, Group([b, c])], size), plain) <= 1
    assert distance(composite([Group([a, b]), c], size), plain) <= 1


def test_an_isolated_group_does_not_see_what_is_beneath():
    size = Size(1, 1)
    grey = np.array([[[100, 100, 100, 255]]], np.uint8)
    half = np.array([[[128, 128, 128, 255]]], np.uint8)
    inside = Plane(half, mode="multiply")
    assert composite([Plane(grey), Group([inside])], size)[0, 0, 0] == 128
    assert composite([Plane(grey), Group([inside], through=True)], size)[0, 0, 0] == 50
    assert composite([Plane(grey), Group([inside], 0.5, through=True)], size)[0, 0, 0] == 75


def test_inputs_may_be_read_only_sliced_or_without_alpha():
    rng = np.random.default_rng(5)
    wide = picture(rng, 30, 20)
    wide.flags.writeable = False
    assert (composite([Plane(wide[3:13, 4:24])], Size(20, 10)) == wide[3:13, 4:24]).all()
    assert (composite([Plane(wide[::2, ::-2])], Size(15, 10)) == wide[::2, ::-2]).all()
    opaque = composite([Plane(wide[..., :3])], Size(30, 20))
    assert (opaque[..., :3] == wide[..., :3]).all()
    assert (opaque[..., 3] == 255).all()


def test_the_output_may_be_given_and_what_it_held_does_not_matter():
    rng = np.random.default_rng(6)
    stack = [Plane(picture(rng, 20, 10), 3, 4), Plane(picture(rng, 9, 9), mode="hue")]
    out = picture(rng, 30, 20)
    assert composite(stack, Size(30, 20), out) is out
    assert (out == composite(stack, Size(30, 20))).all()
    assert not composite([], Size(30, 20), out).any()


@pytest.mark.parametrize(
    ("node", "message"),
    [
        (Plane(np.zeros((2, 2), np.uint8)), "pixels must be"),
        (Plane(np.zeros((2, 2, 4), np.float32)), "pixels must be"),
        (Plane(np.zeros((2, 2, 4), np.uint8), opacity=1.5), "opacity"),
        (Plane(np.zeros((2, 2, 4), np.uint8), mode="colour"), "no blend mode 'colour'"),  # type: ignore[arg-type]
        (Plane(np.zeros((2, 2, 4), np.uint8), mask=np.zeros((2, 3), np.uint8)), "mask must be"),
        (Group([Plane(np.zeros((2, 2, 4), np.uint8))], mask=np.zeros((2, 3), np.uint8)), "mask must be"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(node, message):
    with pytest.raises(ValueError, match=message):
        composite([node], Size(2, 2))


def test_an_output_of_another_size_is_refused():
    with pytest.raises(ValueError, match="output must be"):
        composite([], Size(2, 2), np.zeros((2, 3, 4), np.uint8))
