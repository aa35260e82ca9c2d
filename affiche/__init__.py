"""Publishes privacy policies and other legal notices as dated, versioned pages in several languages."""
