/* The questions of a point scheme. */
(function (rolebook) {
  "use strict";

  const { choice, h } = rolebook.elements;
  const { level, ticks } = rolebook.questions;
  const { plain } = rolebook.sentences;
  const { factors, grades, tidy } = rolebook.forms;

  function points(context) {
    const { scheme, words, given } = context;
    const asked = factors(context);
    const titles = Object.fromEntries(scheme.factors.map((one) => [one.id, plain(one.title)]));
    const sides = scheme.excluding.map((one) => alternatives(one, titles, asked, words, given));
    const holding = scheme.situations.length && ticks(
      words, words.situations, scheme.situations, given.situations, "situation",
    );
    const rule = scheme.after_sum.find((one) => one.above_base !== undefined);
    const base = rule
      && choice(words.base_grade, [["", words.choose], ...grades(scheme)], given.base_grade || "");
    const node = h("div", null, sides.map((one) => one.node), asked.nodes, holding && holding.node,
      base && h("div", { class: "rb-question" }, h("p", null, rule.text), base.node));
    function read() {
      const answers = asked.read();
      sides.flatMap((one) => one.hidden()).forEach((id) => delete answers[id]);
      const found = tidy({ answers, situations: holding ? holding.read() : [] });
      const counts = base && rolebook.points.asksBaseGrade(scheme, {
        answers, situations: found.situations || [],
      });
      if (base) base.node.parentNode.hidden = !counts;
      return counts ? tidy({ ...found, base_grade: base.select.value }) : found;
    }
    function find(path, fault) {
      if (fault.values.what === "base-grade") return base.select;
      if (fault.values.what === "alternatives") return sides[0].node;
      return asked.find(fault.values.factor);
    }
    return { node, read, find };
  }

  /* Factors that exclude each other: only those of the chosen side are shown. */
  function alternatives(one, titles, asked, words, given) {
    const answered = (side) => side.some((id) => id in (given.answers || {}));
    const names = (side) => side.map((id) => titles[id]).join(" + ");
    const start = answered(one.either) ? "either" : answered(one.or) ? "or" : null;
    const question = level(
      words,
      { title: words.either_or },
      ["either", "or"].map((side) => ({ id: side, label: names(one[side]) })),
      start && { level: start },
    );
    const chosen = () => (question.read() || {}).level;
    const hidden = () => ["either", "or"].filter((side) => side !== chosen())
      .flatMap((side) => one[side]);
    const show = () => {
      const out = hidden();
      [...one.either, ...one.or].forEach((id) => asked.show(id, !out.includes(id)));
    };
    question.node.querySelector("details").remove();
    question.node.addEventListener("change", show);
    show();
    return { node: question.node, hidden };
  }

  rolebook.forms["point-factor"] = points;
})((window.rolebook = window.rolebook || {}));
