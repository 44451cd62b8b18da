"""What there is to remind people of: a module for each kind, for many people in a number of queries that stays."""
