"""What a finding may touch: provisions as typed tests, treaties and what they oblige to."""
