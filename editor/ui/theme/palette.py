"""Qt's palette from the tokens, so that a widget that nothing else styles is still right."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from editor.ui.theme.tokens import Tokens


def palette(tokens: Tokens) -> QPalette:
    made, roles = QPalette(), QPalette.ColorRole
    for role, colour in {
        roles.Window: tokens.panel,
        roles.Base: tokens.control,
        roles.AlternateBase: tokens.floating,
        roles.Button: tokens.control,
        roles.Light: tokens.pressed,
        roles.Midlight: tokens.hover,
        roles.Mid: tokens.hair,
        roles.Dark: tokens.gap,
        roles.Shadow: tokens.gap,
        roles.Text: tokens.high,
        roles.WindowText: tokens.mid,
        roles.ButtonText: tokens.high,
        roles.BrightText: tokens.high,
        roles.PlaceholderText: tokens.low,
        roles.ToolTipBase: tokens.floating,
        roles.ToolTipText: tokens.high,
        roles.Accent: tokens.accent,
        roles.Highlight: tokens.accent,
        roles.HighlightedText: tokens.on_accent,
        roles.Link: tokens.accent_text,
        roles.LinkVisited: tokens.accent_text,
    }.items():
        made.setColor(role, QColor(colour))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.off))
    return made
