"""What the pages about who talks with whom show: the picture, the matrix, the words and the table."""
