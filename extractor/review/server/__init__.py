"""The web server around the pages: access control, the HTTP API, and starting and stopping."""
