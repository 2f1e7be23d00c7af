"""From a parsed sentence and its mentions to deeds in PLOVER terms."""
