/* What can be wrong with answers: a code, the place in the answers' own tree, and the values of the
   sentence that tells it. Codes and places are those of `rolebook grade`. */
(function (rolebook) {
  "use strict";

  /* Answers that are left empty count as not given. */
  function given(value) {
    if (Array.isArray(value)) return value.length > 0;
    if (value && typeof value === "object") return Object.keys(value).length > 0;
    return Boolean(value);
  }

  function fault(code, path, values = {}) {
    return { code, path, values };
  }

  /* Something that has to be answered and is not; `what` names the question. */
  function missing(path, what, values = {}) {
    return fault("missing-answer", path, { what, ...values });
  }

  /* Keys of the answers that the method has no use for. */
  function notAsked(answers, asked, path = []) {
    return Object.keys(answers)
      .filter((key) => given(answers[key]) && !asked.includes(key))
      .map((key) => fault("not-asked", [...path, key]));
  }

  /* Answers to factors or characteristics that the scheme does not have. */
  function unknownFactors(answers, known, path = []) {
    return Object.keys(answers)
      .filter((id) => !known.includes(id))
      .map((id) => fault("not-asked", [...path, "answers", id]));
  }

  /* The level of one answer, and its points where they are stated, against the scheme. */
  function levelFaults(levels, answer, path) {
    const level = levels.find((known) => known.id === answer.level);
    if (!level) return [fault("undesignated-level", path)];
    const { exact } = rolebook.exact;
    const stated = answer.points;
    if (stated === undefined || stated === null) return [];
    const right = level.points !== undefined && exact(stated) === exact(level.points);
    return right ? [] : [fault("wrong-points", [...path, "points"])];
  }

  rolebook.faults = { fault, given, levelFaults, missing, notAsked, unknownFactors };
})((window.rolebook = window.rolebook || {}));
