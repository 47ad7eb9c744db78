"""The organisation's own sign-in (OpenID Connect), over the settings and routes of Streamlit's `st.login`."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from streamlit.auth_util import encode_provider_token, get_secrets_auth_section

from workbench.ui.entry_page import base_path

DEFAULT = "default"


def provider_set_up() -> bool:
    """Whether `[auth]` in the secrets names a provider."""
    return bool(get_secrets_auth_section().get("server_metadata_url"))


def provider_address(request: Request) -> Response:
    """What `st.login` does for a page that runs: on to the provider, with a short-lived token of this server."""
    query = urlencode({"provider": encode_provider_token(DEFAULT)})
    return RedirectResponse(f"{base_path()}/auth/login?{query}", 303)
