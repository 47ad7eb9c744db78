"""Toetssteen in the browser: `streamlit run app.py`.

The server imports this file once for `app`; every visit runs it as a script for the navigation.
"""

from __future__ import annotations

import streamlit as st

from workbench.ui.frame import show
from workbench.ui.web import MIDDLEWARE, routes, unexpected

if __name__ == "__main__":
    show()
else:
    app = st.App(__file__, routes=routes(), middleware=MIDDLEWARE, on_script_error=unexpected)
