"""Pages at the door, by what opens it: links, the code app, staff."""
