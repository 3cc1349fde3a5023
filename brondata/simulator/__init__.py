"""A server that talks like Ockto, with the phone page that plays the app. For the demo and the tests only."""
