"""The analysis in words: findings, scores and norms, in the reader's language."""
