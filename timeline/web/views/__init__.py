"""Views: a request in, a page's context built, a template rendered."""
