"""The assistant over HTTP: API, chat page, source pages, widget, and who may reach them."""
