"""The queue between the app and its worker, over huey."""
