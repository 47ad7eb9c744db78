"""Stub."""
def read_pdf(d,n,p):
    """Stub."""
    raise NotImplementedError
