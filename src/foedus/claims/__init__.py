"""How far along a deed is, whose word it is, and the claims that follow."""
