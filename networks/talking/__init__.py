"""Who talks with whom: what recorded meetings say of it, measured and laid out in plain values."""
