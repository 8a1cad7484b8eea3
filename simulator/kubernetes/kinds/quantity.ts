/** Factors of the suffixes of amounts (Kubernetes, apimachinery/pkg/api/resource). */
const decimal: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, "": 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const binary: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };

const form = /^([+-]?)(\d+\.?\d*|\.\d+)(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?\d+))?$/;
const nano = 9;

interface Amount {
  /** In units of 10^-9, rounded up, which is as fine as Kubernetes keeps amounts. */
  readonly nanos: bigint;
  readonly style: "decimal" | "binary" | "exponent";
}

/** Tells whether a text is an amount such as `500m`, `1.5Gi` or `1e3`. */
export function isQuantity(text: string): boolean {
  return form.test(text);
}

/** An amount as a number: `500m` is 0.5, `1Ki` is 1024. Texts that are no amounts give NaN. */
export function quantityValue(text: string): number {
  const amount = read(text);
  return amount === undefined ? Number.NaN : Number(amount.nanos) / 10 ** nano;
}

/** An amount as the API server writes it: `1000m` becomes `1`, `0.5` becomes `500m`, `1024Mi` becomes `1Gi`. */
export function canonicalQuantity(text: string): string {
  const amount = read(text);
  if (amount === undefined) return text;
  const { nanos, style } = amount;
  if (nanos === 0n) return "0";
  const sign = nanos < 0n ? "-" : "";
  const size = nanos < 0n ? -nanos : nanos;
  const whole = 10n ** BigInt(nano);
  // An amount with binary suffixes that is below 1024 or no whole number is written in decimal ones.
  if (style === "binary" && size % whole === 0n && size >= 1024n * whole) return sign + binaryText(size / whole);
  return sign + decimalText(size, style === "exponent");
}

function read(text: string): Amount | undefined {
  const match = form.exec(text);
  if (match === null) return undefined;
  const [, sign, digits = "", suffix = "", exponent] = match;
  const [whole = "", fraction = ""] = digits.split(".");
  const mantissa = BigInt(`${whole}${fraction}` || "0");
  const bits = binary[suffix];
  const tens = (exponent === undefined ? (decimal[suffix] ?? 0) : Number(exponent)) + nano - fraction.length;
  const scaled = mantissa * (bits === undefined ? 1n : 2n ** BigInt(bits));
  const nanos = tens >= 0 ? scaled * 10n ** BigInt(tens) : dividedUp(scaled, 10n ** BigInt(-tens));
  const style = bits !== undefined ? "binary" : exponent !== undefined ? "exponent" : "decimal";
  return { nanos: sign === "-" ? -nanos : nanos, style };
}

function dividedUp(value: bigint, by: bigint): bigint {
  return (value + by - 1n) / by;
}

function binaryText(value: bigint): string {
  let rest = value;
  let suffix = "";
  for (const next of Object.keys(binary)) {
    if (rest % 1024n !== 0n) break;
    rest /= 1024n;
    suffix = next;
  }
  return `${rest}${suffix}`;
}

function decimalText(nanos: bigint, exponent: boolean): string {
  let rest = nanos;
  let tens = -nano;
  while (rest % 1000n === 0n && tens < 18) {
    rest /= 1000n;
    tens += 3;
  }
  if (exponent) return tens === 0 ? `${rest}` : `${rest}e${tens}`;
  return `${rest}${Object.keys(decimal).find((suffix) => decimal[suffix] === tens) ?? ""}`;
}
