"""What the file gate does with one file, in a process of its own (`portal.evidence.gate` is the door).

`kinds` tells what a file is, `pdf` and `images` read it and make the copy that people may see.
"""
