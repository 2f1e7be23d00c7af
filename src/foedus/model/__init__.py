"""The records that the stages hand to one another; they need msgspec alone."""
