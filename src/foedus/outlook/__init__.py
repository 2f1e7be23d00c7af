"""What was promised, what was seen of it, how often such promises come true, and what is not known."""
