"""Text to sentences, words and trees."""
