"""What visitors leave behind: thumbs, and questions that were not covered."""
