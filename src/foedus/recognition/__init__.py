"""Mentions in a parsed sentence: actors, places, quantities and dates."""
