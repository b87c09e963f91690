(function () {
  "use strict";

  var main = document.querySelector("main");
  var sections = Array.from(main.querySelectorAll("section"));
  var path = location.pathname;
  var parts = path.split("/");
  var here = parts.length - 1;

  function sectionOf(lang) {
    return sections.find(function (one) { return one.lang === lang; });
  }

  /* The root of the site: where this page itself was opened, where the handbook says that it stands,
     or above the folder of a language. */
  function root() {
    if (parts[here] === "404.html") return parts.slice(0, here).join("/") + "/";
    var said = main.dataset.root && new URL(main.dataset.root).pathname;
    if (said && said !== "/" && path.startsWith(said)) return said;
    for (var at = here - 1; at > 0; at -= 1) {
      if (sectionOf(parts[at])) return parts.slice(0, at).join("/") + "/";
    }
    return "/";
  }

  var base = root();

  /* What the address seems to be about, in words. */
  function words() {
    try {
      return decodeURIComponent(parts[here]).split(".")[0].replace(/[-_+\s]+/g, " ").trim();
    } catch (error) {
      return "";
    }
  }

  var typed = words();
  if (/^(index|404)?$/.test(typed) || location.protocol === "file:") typed = "";

  main.querySelectorAll("a[data-to]").forEach(function (link) {
    link.href = base + link.dataset.to;
    if (!typed || !("search" in link.dataset)) return;
    link.hash = "search=" + encodeURIComponent(typed);
    link.firstElementChild.textContent = link.textContent.replace("{typed}", function () { return typed; });
    link.parentElement.hidden = false;
  });
  main.querySelectorAll("code").forEach(function (place) {
    if (parts[here] !== "404.html") place.textContent = location.host + path;
  });

  /* The reader's language first: that of the address, else of the browser. */
  var asked = [path.slice(base.length).split("/")[0]].concat(navigator.languages.map(function (tag) {
    return tag.split("-")[0];
  }));
  var first = sectionOf(asked.find(sectionOf));
  if (first) {
    main.firstElementChild.after(first);
    document.documentElement.lang = first.lang;
    document.title = first.dataset.title;
  }
})();
