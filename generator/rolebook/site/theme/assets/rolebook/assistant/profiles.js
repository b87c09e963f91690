/* The questions of a scheme with profiles. */
(function (rolebook) {
  "use strict";

  const { choice, h } = rolebook.elements;
  const { factors, tidy } = rolebook.forms;

  function profiles(context) {
    const { scheme, words, given } = context;
    const asked = factors(context);
    const names = scheme.profiles.map((profile) => [profile.id, profile.title]);
    const which = choice(words.profile, [["", words.all_profiles], ...names], given.profile || "");
    return {
      node: h("div", null, asked.nodes, h("div", { class: "rb-question" }, which.node)),
      read: () => tidy({ answers: asked.read(), profile: which.select.value }),
      find: (path, fault) => asked.find(fault.values.factor),
    };
  }

  rolebook.forms["profile-match"] = profiles;
})((window.rolebook = window.rolebook || {}));
