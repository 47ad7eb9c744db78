"""Stub."""
def mark_amendments(p):
    """Stub."""
    return p
