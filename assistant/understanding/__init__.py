"""A message in its conversation becomes what is asked: an act on the last answer, a follow-up, one
question or several."""
