"""The kinds of anchors, apart from the records, so that naming them loads nothing."""

from __future__ import annotations

from typing import Literal

AnchorKind = Literal["character", "product", "style", "light", "camera", "text", "palette", "avoid"]
