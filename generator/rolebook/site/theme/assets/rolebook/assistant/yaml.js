/* Answers as YAML, for `rolebook grade --answers`. */
(function (rolebook) {
  "use strict";

  const PLAIN = /^[A-Za-z0-9][A-Za-z0-9-]*$/;
  /* Words that other readers of YAML take for something else than text. */
  const SPECIAL = /^(?:y|n|yes|no|on|off|true|false|null)$/i;
  /* Characters that cannot be seen: the program refuses them. */
  const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

  function text(value) {
    if (typeof value !== "string") return String(value);
    if (PLAIN.test(value) && !SPECIAL.test(value)) return value;
    const seen = value.replace(/\r\n?/g, "\n").replace(UNSEEN, " ");
    return JSON.stringify(seen.replace(/\p{Surrogate}/gu, "\ufffd"));
  }

  function lines(value, indent) {
    const below = (inner) => (inner && typeof inner === "object");
    if (Array.isArray(value)) {
      return value.flatMap((one) => {
        if (!below(one)) return [`${indent}- ${text(one)}`];
        const [first = "{}", ...rest] = lines(one, `${indent}  `);
        return [`${indent}- ${first.trimStart()}`, ...rest];
      });
    }
    return Object.entries(value).flatMap(([key, inner]) => (below(inner)
      ? [`${indent}${text(key)}:`, ...lines(inner, `${indent}  `)]
      : [`${indent}${text(key)}: ${text(inner)}`]));
  }

  /* A file of answers: remarks first, then what is answered. An answer without evidence is written
     short, as people would. */
  function yaml(answers, remarks) {
    const short = (value, key) => {
      const known = value && typeof value === "object" ? Object.keys(value) : [];
      return known.length === 1 && known[0] === key ? value[key] : value;
    };
    const part = (one) => {
      const found = { ...one };
      if (one.answers) {
        found.answers = Object.fromEntries(
          Object.entries(one.answers).map(([id, answer]) => [id, short(answer, "level")]),
        );
      }
      if (one.ticked) found.ticked = one.ticked.map((tick) => short(tick, "example"));
      return found;
    };
    const file = part(answers);
    if (file.situations) file.situations = file.situations.map((one) => short(one, "situation"));
    if (file.parts) file.parts = file.parts.map(part);
    return [...remarks.map((line) => `# ${line}`), ...lines(file, ""), ""].join("\n");
  }

  rolebook.yaml = yaml;
})((window.rolebook = window.rolebook || {}));
