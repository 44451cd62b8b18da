"""What a page shows, as plain values: between the analysis and the templates."""
