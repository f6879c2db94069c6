"""Parts that the window is put together from: fields, docks, empty states, key caps, toasts."""
