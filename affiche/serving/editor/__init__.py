"""The editor of `affiche serve --edit`: pages of the preview that change the working texts of a policy."""
