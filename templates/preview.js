// Lets a page of the preview change in its place when livereload says so: where the reader has scrolled to stays.
// livereload.js finds it by its name.

// Beside the editor, the bar would only stand in the way.
if (window !== top) document.documentElement.classList.add("_framed");

window.LiveReloadPluginPreview = class {
  static identifier = "preview";
  static version = "1";

  // Which state of the source the page shows: said whenever the page connects, so that the server knows if it is behind.
  analyze() {
    return { number: document.querySelector("meta[name=_preview]").content };
  }

  reload() {
    const asked = (this.asked = (this.asked ?? 0) + 1);
    fetch(location.href)
      .then((answer) => answer.text())
      .then((html) => {
        if (asked === this.asked) this.show(new DOMParser().parseFromString(html, "text/html"));
      })
      .catch(() => {}); // the preview was ended; livereload connects again when it is back
    return true;
  }

  // Another style, or a script of the site's own templates, needs a page that begins anew.
  show(next) {
    const styles = (page) => [...page.querySelectorAll("link[rel=stylesheet]")].map((link) => link.outerHTML).join();
    const runs = (page) => [...page.scripts].some((script) => !script.type && !("preview" in script.dataset));
    if (styles(next) !== styles(document) || runs(next) || runs(document)) {
      location.reload();
      return;
    }
    const stays = (element) => element.matches("link[rel=stylesheet], link[rel=icon], script[data-preview]");
    for (const old of [...document.head.children]) if (!stays(old)) old.remove();
    document.head.prepend(...[...next.head.children].filter((element) => !stays(element)));
    document.body.replaceWith(next.body);
  }
};
