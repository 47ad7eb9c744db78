"""Passwords: argon2id digests, and passwords to begin with."""

from __future__ import annotations

import secrets
import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$ms9wJHH4BKHzsOy64n4PZQ$+f/iof4qi88IBpyum2IeBLaK+EY4qLlwhHYYArgFs4g"
"""Of a random text that nobody kept: what an unknown name is held against."""
_AT_ONCE = threading.BoundedSemaphore(2)  # each takes 64 MiB and a core: many guesses at once must not stop the others' work
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


class Argon2:
    """Digests with the library's recommended settings (RFC 9106, low memory)."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher()

    def digest(self, password: str) -> str:
        """A new digest."""
        with _AT_ONCE:
            return self._hasher.hash(password)

    def fits(self, digest: str, password: str) -> bool:
        """Whether the password belongs to the digest; an empty digest never fits but takes as long."""
        try:
            with _AT_ONCE:
                return self._hasher.verify(digest or _NOBODY, password) and bool(digest)
        except (VerificationError, InvalidHashError):
            return False

    def outdated(self, digest: str) -> bool:
        """Whether it was made with weaker settings than today's."""
        return self._hasher.check_needs_rehash(digest)


def first_password() -> str:
    """A password to begin with, easy to read out: 20 letters and digits that do not look alike (about 100 bits)."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))
