"""What the gate holds a sentence against, one module a rule."""
