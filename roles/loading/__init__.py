"""From the database to snapshots: the only place that reads what the analysis needs."""
