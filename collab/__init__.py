"""The project: settings, addresses, and what both apps share."""
