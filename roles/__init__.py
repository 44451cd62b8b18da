"""The fifteen roles: who holds them, what that says of a network, and pictures of it."""
