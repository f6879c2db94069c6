"""Every pair of text and surface that the look allows can be read, in every theme."""

from __future__ import annotations

import pytest

from editor.ui.theme.tokens import DARK, LIGHT, Tokens, contrast, heightened

SURFACES = ("canvas", "panel", "control", "hover", "pressed", "floating", "control_float", "selected")
TEXT = 4.5
GLYPH = 3.0  # WCAG 2.2, 1.4.11
ALLOWED = {
    "high": SURFACES,
    "mid": SURFACES,
    "low": tuple(name for name in SURFACES if name != "pressed"),
    "accent_text": SURFACES,
    "warn": SURFACES,
}
GLYPHS = {"ok": ("panel", "floating"), "bad": ("panel", "floating", "control"), "low": ("pressed",)}
THEMES = (DARK, LIGHT, heightened(DARK), heightened(LIGHT))


def _pairs(table: dict[str, tuple[str, ...]]) -> list[tuple[Tokens, str, str]]:
    return [(theme, text, on) for theme in THEMES for text, places in table.items() for on in places]


@pytest.mark.parametrize(("theme", "text", "surface"), _pairs(ALLOWED))
def test_text_is_read_on_every_surface_where_it_may_stand(theme: Tokens, text: str, surface: str) -> None:
    assert contrast(getattr(theme, text), getattr(theme, surface)) >= TEXT


@pytest.mark.parametrize(("theme", "text", "surface"), _pairs(GLYPHS))
def test_glyphs_are_seen(theme: Tokens, text: str, surface: str) -> None:
    assert contrast(getattr(theme, text), getattr(theme, surface)) >= GLYPH


@pytest.mark.parametrize("theme", THEMES)
def test_the_primary_button_is_read(theme: Tokens) -> None:
    assert contrast(theme.accent, theme.on_accent) >= TEXT


def test_surfaces_tint_no_judgement_of_colour() -> None:
    for theme in (DARK, LIGHT):
        for name in (
            "gap",
            "canvas",
            "dot",
            "panel",
            "floating",
            "control",
            "control_float",
            "hover",
            "pressed",
            "hair",
        ):
            value = getattr(theme, name)
            assert value[1:3] == value[3:5] == value[5:7], name


def test_high_contrast_has_one_tone_of_text_and_an_edge_around_controls() -> None:
    for theme in (DARK, LIGHT):
        strong = heightened(theme)
        assert strong.mid == strong.low == theme.high
        assert contrast(strong.edge, strong.panel) >= GLYPH and theme.edge == theme.control


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
