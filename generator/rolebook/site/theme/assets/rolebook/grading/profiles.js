/* Profile match: a job matches a profile, with few and small variations, or is evaluated in full. */
(function (rolebook) {
  "use strict";

  const { fault, given, levelFaults, missing, notAsked, unknownFactors } = rolebook.faults;

  const ASKED = ["scheme", "role", "notes", "answers", "profile"];

  function faults(scheme, answers) {
    const found = [
      ...notAsked(answers, ASKED),
      ...unknownFactors(answers.answers, scheme.factors.map((factor) => factor.id)),
    ];
    for (const factor of scheme.factors) {
      const answer = answers.answers[factor.id];
      found.push(...(answer
        ? levelFaults(factor.levels, answer, ["answers", factor.id])
        : [missing(["answers"], "factor", { factor: factor.id })]));
    }
    const known = scheme.profiles.map((profile) => profile.id);
    if (given(answers.profile) && !known.includes(answers.profile)) {
      found.push(fault("unknown-answer", ["profile"]));
    }
    return found;
  }

  function grade(scheme, answers) {
    const levelOf = (factor) => answers.answers[factor.id].level;
    const factors = scheme.factors.map((factor) => (
      { id: factor.id, level: levelOf(factor), points: null }
    ));
    const tried = scheme.profiles
      .filter((profile) => !given(answers.profile) || profile.id === answers.profile)
      .map((profile) => matched(scheme, profile, levelOf));
    const reasons = tried.flatMap(told);
    const fitting = tried.filter((one) => !one.obstacles.length);
    if (!fitting.length) {
      reasons.push({ id: "no-profile", values: {} });
      if (scheme.evaluated_by) {
        reasons.push({ id: "evaluate-in-full", values: { scheme: scheme.evaluated_by } });
      }
      return { outcome: "no_match", factors, reasons };
    }
    // The best of several is the one with the fewest variations, then with the smallest.
    const best = fitting.reduce((one, other) => (closer(other, one) ? other : one));
    const nearest = fitting.filter((one) => !closer(best, one)).map((one) => one.profile);
    if (new Set(nearest.map((profile) => profile.grade)).size > 1) {
      const names = nearest.map((profile) => profile.id);
      reasons.push({ id: "profiles-tie", values: { profiles: names } });
      return { outcome: "judgement_needed", factors, reasons };
    }
    const [profile] = nearest;
    reasons.push({ id: "profile-grade", values: { profile: profile.id, grade: profile.grade } });
    return { outcome: "graded", grade: profile.grade, factors, reasons };
  }

  function closer(one, other) {
    return one.variations.length !== other.variations.length
      ? one.variations.length < other.variations.length
      : one.size < other.size;
  }

  /* A profile beside the job: how it varies, and why it does not match, where it does not. */
  function matched(scheme, profile, levelOf) {
    const variations = [];
    for (const factor of scheme.factors) {
      const order = factor.levels.map((level) => level.id);
      const own = order.indexOf(levelOf(factor));
      const allowed = profile.levels
        .filter((one) => one.factor === factor.id)
        .flatMap((one) => one.levels)
        .map((level) => order.indexOf(level));
      if (!allowed.length || allowed.includes(own)) continue;
      const nearest = allowed.reduce((best, at) => {
        const [far, near] = [Math.abs(at - own), Math.abs(best - own)];
        return far < near || (far === near && at < best) ? at : best;
      });
      variations.push({
        factor: factor.id,
        level: order[own],
        nearest: order[nearest],
        size: Math.abs(nearest - own),
      });
    }
    const size = variations.reduce((sum, one) => sum + one.size, 0);
    return { profile, variations, size, obstacles: obstacles(scheme, profile, variations) };
  }

  function obstacles(scheme, profile, variations) {
    const limits = scheme.variations || { at_most: 0, size: 1 };
    const found = variations.flatMap((one) => {
      const values = { profile: profile.id, factor: one.factor };
      if (scheme.protected.includes(one.factor)) return [{ id: "variation-protected", values }];
      if (one.size <= limits.size) return [];
      const sizes = { size: one.size, most: limits.size };
      return [{ id: "variation-too-large", values: { ...values, ...sizes } }];
    });
    if (variations.length > limits.at_most) {
      found.push({
        id: "variations-too-many",
        values: { profile: profile.id, count: variations.length, most: limits.at_most },
      });
    }
    return found;
  }

  /* What the comparison with one profile showed. */
  function told({ profile, variations, obstacles: hindering }) {
    const matches = {
      id: "profile-matches",
      values: { profile: profile.id, count: variations.length },
    };
    return [
      ...variations.map(({ factor, level, nearest }) => (
        { id: "variation", values: { profile: profile.id, factor, level, nearest } }
      )),
      ...hindering,
      ...(hindering.length ? [] : [matches]),
    ];
  }

  rolebook.profiles = { faults, grade };
})((window.rolebook = window.rolebook || {}));
