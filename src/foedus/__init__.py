"""foedus reads reporting on what states do, and keeps a ledger that can be walked back to the words.

`foedus.load()` gives a coder, `coder(text, published="2025-06-19")` a coded document, its `claims` what the text says.
"""

from typing import Any

__all__ = ["load"]


def __getattr__(name: str) -> Any:
    # Loaded when asked for, so that `import foedus.model` needs msgspec alone.
    if name == "load":
        from foedus.pipeline.documents import load  # noqa: PLC0415  # see above

        return load
    msg = f"module 'foedus' has no attribute {name!r}"
    raise AttributeError(msg)
