"""Publishes privacy policies and other legal notices as dated, versioned pages in several languages."""

__version__ = "0.1.0"
