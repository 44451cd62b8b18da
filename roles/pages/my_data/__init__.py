"""Everything that is kept about one person: the same for the page that shows it and for the files to take away.

Each module yields sections. What they show of a model is named in COVERS, and what is shown of none in
`left_out.py`, with the reason; a test holds both against every field that points to a person or an account.
"""
