"""What every answer must pass before anybody sees it: exact quotes, markers that point to passages
that were shown, claims that are supported."""
