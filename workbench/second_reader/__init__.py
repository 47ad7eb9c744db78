"""The optional outside reader: any OpenAI-compatible endpoint that the site configures; off by default."""

from __future__ import annotations

from workbench.second_reader.client import EndpointReader
from workbench.second_reader.endpoint import read_endpoint

__all__ = ["EndpointReader", "read_endpoint"]
