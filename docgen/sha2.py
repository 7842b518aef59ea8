"""SHA-256 without OpenSSL: hashlib loads that first, which is a fourth of Python's own start.

Python has the function itself, and keeps it for ``random``, which takes it the same way.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from hashlib import sha256
else:
    try:
        from _sha2 import sha256  # since Python 3.12
    except ImportError:
        try:
            from _sha256 import sha256
        except ImportError:  # a Python that was built to have OpenSSL's only
            from hashlib import sha256

__all__ = ["sha256"]
