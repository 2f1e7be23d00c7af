"""Names held against sanctions lists that the user loads."""
