"""Tables drawn as HTML on the server, joined and escaped in Python where a template would take too long."""
