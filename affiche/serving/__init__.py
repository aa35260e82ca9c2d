"""The live preview: the site as it would be, with the draft, in a browser that follows every save."""

from affiche.serving.server import Options, PreviewServer, ServeError, serve

__all__ = ["Options", "PreviewServer", "ServeError", "serve"]
