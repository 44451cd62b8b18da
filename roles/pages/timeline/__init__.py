"""What the pages about a network's time show: who held which role when, changes of hands, and the course."""
