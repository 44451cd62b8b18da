"""The pages of this app; each module one family of pages."""
