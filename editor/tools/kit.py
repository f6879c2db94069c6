"""The tools in the order of the rail; rail, options and palette are built from this list."""

from __future__ import annotations

from editor.session.presets import Preset
from editor.tools.clone import CloneBrush
from editor.tools.colour_picker import ColourPicker
from editor.tools.colour_range import ColourRange
from editor.tools.extend import Extend
from editor.tools.frame import FrameTool
from editor.tools.heal import HealBrush
from editor.tools.lasso import Lasso
from editor.tools.lasso_polygon import LassoPolygon
from editor.tools.mask_brush import MaskBrush, MaskEraser
from editor.tools.mask_ellipse import MaskEllipse
from editor.tools.mask_rectangle import MaskRectangle
from editor.tools.note import NoteTool
from editor.tools.paint import PaintBrush, PaintEraser
from editor.tools.select import SelectTool
from editor.tools.smart_select import SmartSelect
from editor.tools.tool import Tool
from editor.tools.way import HandTool, ZoomTool


def kit(sizes: tuple[Preset, ...] = ()) -> tuple[Tool, ...]:
    """One of each, with the options that it starts with; some snap to `sizes`."""
    return (
        SelectTool(),
        HandTool(),
        ZoomTool(),
        MaskBrush(),
        MaskEraser(),
        MaskRectangle(),
        MaskEllipse(),
        Lasso(),
        LassoPolygon(),
        SmartSelect(),
        ColourRange(),
        HealBrush(),
        CloneBrush(),
        PaintBrush(),
        PaintEraser(),
        FrameTool(sizes=sizes),
        Extend(sizes=sizes),
        NoteTool(),
        ColourPicker(),
    )
