"""Decisions on a long list of facts documents: in chunks by the workers, to one file in the order of the list.

A chunk is a row with its lines and later its answers, both compressed and sealed, and a job that decides it. Rows and
not files: workers may share no disk, and a row's answers are there wholly or not at all, however the worker ends. A
chunk is emptied once its answers stand in the file, so that the database never holds more than a few.
"""
