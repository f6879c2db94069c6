"""Engines and hand-over targets, one folder each; they see only `editor.engine` and `editor.pixels`."""
