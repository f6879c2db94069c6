"""Notes: cards on the board that zoom with it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from editor.document.records import Note
from editor.pixels.geometry import Affine
from editor.ui.theme.fonts import font
from editor.ui.theme.tokens import Tokens
from editor.ui.viewport.painting import to_qt

NOTE = 240.0  # units across a note, in which its words are set
INSET, LEGIBLE = 12.0, 0.3  # units; the scale from which on words are drawn


def paint_notes(painter: QPainter, notes: Iterable[Note], to_widget: Affine, tokens: Tokens) -> None:
    """Cards that zoom with the board, their words too; the first line stands out."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for note in notes:
        scale = note.rect.w * to_widget.scale / NOTE
        if scale * NOTE < 2:
            continue
        painter.save()
        painter.setTransform(to_qt(Affine.translation(note.rect.x, note.rect.y).then(to_widget)))
        painter.scale(note.rect.w / NOTE, note.rect.w / NOTE)
        card = QRectF(0, 0, NOTE, note.rect.h * NOTE / note.rect.w)
        edge = QPen(QColor(tokens.hair), 1)
        edge.setCosmetic(True)
        painter.setPen(edge)
        painter.setBrush(QColor(tokens.floating))
        painter.drawRoundedRect(card, 5, 5)
        if scale > LEGIBLE:
            _note_words(painter, card.adjusted(INSET, INSET, -INSET, -INSET), note.text, tokens)
        painter.restore()


def _note_words(painter: QPainter, area: QRectF, text: str, tokens: Tokens) -> None:
    head, _, rest = text.partition("\n")
    wrapped = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    painter.setClipRect(area)
    for words, face, colour in ((head, font(13, 600), tokens.high), (rest, font(12), tokens.mid)):
        painter.setFont(face)
        painter.setPen(QColor(colour))
        painter.drawText(area, wrapped, words)
        area.setTop(painter.boundingRect(area, wrapped, words or " ").bottom() + 2)
