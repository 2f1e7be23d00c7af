"""Tables of the data folder as typed lookups."""
