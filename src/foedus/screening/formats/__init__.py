"""Forms of list files, one module each: the head of a file, and its entries as drafts."""

from foedus.screening.formats.detecting import Form, form_of

__all__ = ["Form", "form_of"]
