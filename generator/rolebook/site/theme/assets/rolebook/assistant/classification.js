/* The questions of a matrix of levels, or of grades with examples of activities. */
(function (rolebook) {
  "use strict";

  const { choice, h, writing } = rolebook.elements;
  const { level, parts } = rolebook.questions;
  const { filled } = rolebook.sentences;
  const { fitting, grades, levels, partHead, startParts, tidy } = rolebook.forms;

  function classification(context) {
    const { scheme, words, given } = context;
    const rows = rolebook.classification.rowsOf(scheme);
    if (scheme.decides === "share_of_time") return activities(context);
    const asked = levels(rows, (row) => level(
      words,
      { title: row.title, text: row.text, note: words.criteria[row.criterion] },
      row.levels.map((cell) => ({ ...cell, text: cellText(row.levels, cell, words) })),
      (given.answers || {})[row.id],
    ));
    const examples = fitting(context, given.ticked);
    const judged = scheme.decides === "best_fit";
    const whole = judged && level(
      words,
      { title: words.best_fit },
      scheme.grades,
      given.overall && { level: given.overall },
    );
    if (whole) whole.node.querySelector("details").remove();
    const why = judged && writing(words.best_fit_why, given.judgement);
    return {
      node: h("div", null, asked.nodes, examples.nodes, whole && whole.node, why && why.node),
      read: () => tidy({
        answers: asked.read(),
        ticked: examples.read(),
        overall: whole ? (whole.read() || {}).level : "",
        judgement: why ? why.read() : "",
      }),
      find: (path, fault) => asked.find(fault.values.factor),
    };
  }

  /* What a cell says, or that it says what its neighbour says. */
  function cellText(cells, cell, words) {
    if (!cell.same_as) return cell.text;
    const at = cells.indexOf(cell) + (cell.same_as === "lower" ? -1 : 1);
    return filled(words.as_level, { level: cells[at].id });
  }

  /* Activities with their share of the working time, each on a level. */
  function activities(context) {
    const { scheme, words } = context;
    const list = parts(words, startParts(context), (part) => {
      const head = partHead(context, part);
      const which = choice(
        words.level, [["", words.choose], ...grades(scheme)], part.level || "",
      );
      const examples = fitting(context, part.ticked);
      return {
        node: h("div", null, head.node, which.node, examples.nodes),
        read: () => tidy({ ...head.read(), level: which.select.value, ticked: examples.read() }),
      };
    });
    return {
      node: h("div", null, h("p", null, scheme.share.text || words.share_of_time), list.node),
      read: () => tidy({ parts: list.read() }),
      find: (path) => list.find(path.slice(1)),
    };
  }

  rolebook.forms["level-classification"] = classification;
})((window.rolebook = window.rolebook || {}));
