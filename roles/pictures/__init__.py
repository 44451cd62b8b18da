"""Pictures of a network, drawn on the server."""
