"""The scenes by name, in the order in which they are played: what was asked in one is in the history of a later one."""

from __future__ import annotations

from tests.ui.screenshots import anchors, around, board, cutting, drift, engines, fixing, references, upscaling
from tests.ui.screenshots.scene import Scene
from tests.ui.screenshots.states import states

SCENES: dict[str, Scene] = {
    scene.__name__: scene
    for scene in (
        around.welcome_first,
        around.empty_board,
        fixing.editing,
        fixing.mask_plain,
        fixing.refined,
        fixing.working,
        fixing.failed,
        fixing.candidates,
        fixing.compare,
        board.extend,
        board.extend_sizes,
        board.many_sizes,
        board.paint,
        cutting.cut_out_layer,
        cutting.smart_select,
        cutting.engines_weights,
        upscaling.upscale,
        upscaling.upscale_print,
        board.export,
        board.layers,
        board.context,
        anchors.anchors_none,
        anchors.anchors_shown,
        anchors.anchor_sheet,
        anchors.anchor_palette,
        anchors.anchors_made,
        drift.drift,
        drift.drift_none,
        references.references_none,
        references.references_shown,
        references.references_many,
        references.references_named,
        references.reference_sheet,
        references.start_image,
        anchors.anchor_sets,
        anchors.anchors_used,
        anchors.anchor_affected,
        anchors.anchor_history,
        around.queue,
        around.history,
        around.steps,
        around.palette,
        around.keys,
        around.settings,
        around.settings_keys,
        engines.engines_found,
        engines.engines_refused,
        engines.engines_connected,
        engines.engine_picker,
        around.toast,
        around.tucked,
        states,
        around.welcome,
    )
}
