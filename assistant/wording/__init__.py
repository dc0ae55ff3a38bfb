"""Every sentence the assistant says in its own name, and nothing that a corpus should say."""
