"""Quick digests for the tests that are not about argon2."""

import hashlib


class QuickHasher:
    """Counts how often it was asked, so that a test can see whether unknown names are held against something too."""

    def __init__(self) -> None:
        self.asked = 0
        self.weak: set[str] = set()

    def digest(self, password: str) -> str:
        return hashlib.sha256(password.encode()).hexdigest()

    def fits(self, digest: str, password: str) -> bool:
        self.asked += 1
        return digest == self.digest(password)

    def outdated(self, digest: str) -> bool:
        return digest in self.weak
