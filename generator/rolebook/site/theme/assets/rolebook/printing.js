/* Buttons that print one section of the page and nothing else. */
(function () {
  "use strict";

  document.querySelectorAll("button[data-print]:not([data-ready])").forEach(function (button) {
    button.dataset.ready = "";
    button.hidden = false;
    button.addEventListener("click", function () {
      var anchor = document.getElementById(button.dataset.print);
      var section = anchor && anchor.closest(".rb-page > *");
      if (!section) return;
      document.body.classList.add("rb-printing");
      section.classList.add("rb-printed");
      window.print();
    });
  });

  window.addEventListener("afterprint", function () {
    document.body.classList.remove("rb-printing");
    document.querySelectorAll(".rb-printed").forEach(function (section) {
      section.classList.remove("rb-printed");
    });
  });
})();
