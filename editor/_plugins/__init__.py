"""The one import name of plugins, `editor._plugins.<name>`, in a checkout as in an installed wheel."""

from pathlib import Path

_checkout = Path(__file__).resolve().parents[2] / "plugins"
if _checkout.is_dir():
    __path__.insert(0, str(_checkout))  # before the copies that an editable install leaves behind
