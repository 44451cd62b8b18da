"""Who a coordinator invites: a pasted list, held against the network, and how invitations stand."""
