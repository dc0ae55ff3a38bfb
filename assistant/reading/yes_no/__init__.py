"""Whether a passage says yes or no to what is asked, where its words leave no doubt."""
