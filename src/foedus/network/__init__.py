"""Ties between states over time, and the blocs that they form, from findings."""
