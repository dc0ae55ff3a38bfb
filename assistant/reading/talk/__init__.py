"""What goes back to a conversation: follow-ups, and acts on what was just shown."""
