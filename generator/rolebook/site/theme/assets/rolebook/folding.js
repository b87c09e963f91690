/* Words as the search and the finder compare them. A script for pages from a disk as well, where
   modules do not load; the search's modules take it from here. */
(function (rolebook) {
  "use strict";

  /* Small letters without accents, as companions.folded. */
  rolebook.fold = (text) => text.toLowerCase().replace(/ß/g, "ss").normalize("NFD").replace(/\p{M}/gu, "");
})((window.rolebook = window.rolebook || {}));
