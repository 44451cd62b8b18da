"""The sentences for each kind of finding, by what the finding is about."""
