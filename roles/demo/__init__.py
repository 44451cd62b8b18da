"""The demo: made-up people in made-up collaborations (and the real municipalities of Holland Rijnland in 2013).

What they are stands in `data/`: people, organisations, and a file for each network
(docs/demo.md explains the notation). Dates there are relative, so that the demo shows the same findings on
whatever day it is loaded.
"""
