"""The forms of this app; each module one noun."""
