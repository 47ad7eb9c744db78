"""JSON whose texts can be stored: every character whole."""

from __future__ import annotations

import json
import re
from typing import Any

_HALF = re.compile(r"\\u[dD][89a-fA-F]")


def whole_json(text: str) -> Any:
    """What the JSON says; raises ValueError (RecursionError when nested without end), also for half a character (`\\ud800`)."""
    content = json.loads(text)
    if _HALF.search(text):
        json.dumps(content, ensure_ascii=False).encode("utf-8")
    return content
