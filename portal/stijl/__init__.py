"""The page that shows every component in every state. Development and demo only."""
