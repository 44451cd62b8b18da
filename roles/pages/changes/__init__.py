"""Who changed what: what the histories of several models hold, brought together and put into sentences."""
