"""How far along a deed is, and how firmly, from the words around it."""

from foedus.factuality.reader import Factuality, FactualityReader
from foedus.factuality.signatures import Negated, Signature, Signatures

__all__ = ["Factuality", "FactualityReader", "Negated", "Signature", "Signatures"]
