/* Exact numbers. An amount is a BigInt that counts units of a millionth of a millionth: points and
   weights have six decimals at most, so that each product of two of them is whole, and every sum. */
(function (rolebook) {
  "use strict";

  const DECIMALS = 12;
  const ONE = 10n ** BigInt(DECIMALS);

  /* The amount that a number says, such as "2.5"; whole numbers may come as numbers. */
  function exact(number) {
    const [, sign, whole, part = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(number));
    const units = BigInt(whole + part.padEnd(DECIMALS, "0"));
    return sign ? -units : units;
  }

  function times(one, other) {
    return (one * other) / ONE;
  }

  /* The number as text, with a point and without superfluous noughts: "2.5". */
  function decimal(amount) {
    const digits = String(amount < 0n ? -amount : amount).padStart(DECIMALS + 1, "0");
    const part = digits.slice(-DECIMALS).replace(/0+$/, "");
    const sign = amount < 0n ? "-" : "";
    return sign + digits.slice(0, -DECIMALS) + (part && "." + part);
  }

  rolebook.exact = { exact, times, decimal, ONE };
})((window.rolebook = window.rolebook || {}));
