"""`make bench`: what things cost, as ratios that hold on any machine. No test asserts a time."""
