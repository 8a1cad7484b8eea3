import { compliant, forEach, relationRule, undetermined, violation } from "../../framework/language";
import { jsonList } from "../../resources/json-list";
import { isUnknown, UNKNOWN } from "../../resources/unknown";
import { cronJob, isProgram } from "./cron-job-example";
import { programsOf } from "./scheduled-jobs";

type Part = Readonly<Record<string, unknown>>;

/** Characters in base64url of a modulus of 2048 bits, the shortest that is agreed to anywhere (NIST SP 800-57 part 1, table 2). */
const MODULUS = Math.ceil((2048 / 8) * (4 / 3));

const nameOf = (key: Part): string => `${String(key["kid"])} ${String(key["n"])}`;

/** What is wrong with the keys to which one program encrypts. @param counts how many programs use each key */
function problemsOf(
  keys: readonly Part[] | undefined,
  counts: ReadonlyMap<string, number>,
  programs: number,
): readonly string[] {
  if (keys === undefined || keys.length === 0) return ["it encrypts copies to no key (KEYS)"];
  return keys.flatMap((key) => {
    const label = `key ${String(key["kid"])}`;
    if (key["kty"] !== "RSA" || String(key["n"]).length < MODULUS) {
      return [`it encrypts copies to ${label}, which is no RSA key of 2048 bits or more`];
    }
    return programs > 1 && counts.get(nameOf(key)) === 1
      ? [`it encrypts copies to ${label}, to which no other program here does: whose is it?`]
      : [];
  });
}

const key = (kid: string, n = "n".repeat(MODULUS)) => ({ kid, kty: "RSA", n, e: "AQAB" });
const writes = (tenant: string, KEYS: unknown) => cronJob("export", `export-${tenant}`, { TENANT: tenant, KEYS }, {});
const kept = "it encrypts copies to 1 keys that all programs here use";
const own = JSON.stringify([key("ours")]);

const keysOf = (value: string) => (inputs: Readonly<Record<string, unknown>>) =>
  JSON.parse(
    JSON.stringify(inputs).replace(/("name":"KEYS","value":)"(?:[^"\\]|\\.)*"/, `$1${JSON.stringify(value)}`),
  ) as typeof inputs;

export const rule = relationRule({
  id: "copy-encrypted",
  title: "Every independent copy is encrypted, to the platform's own keys",
  why: "A copy that was taken away, or that a stranger's key opens, is a customer's whole data.",
  severity: "critical",
  concern: "security",
  clauses: ["backup.independentCopies", "encryption.atRest"],
  remediation: "Give every export the public keys of the environment (copyKeys) in KEYS, and no others.",
  spans: "stack",
  judge: (resources) => {
    const exports = programsOf(resources).filter(({ program }) => program === "export");
    const given = exports.map(({ variables }) => jsonList(variables.get("KEYS")));
    const counts = new Map<string, number>();
    for (const name of given.flatMap((keys) => (keys ?? []).map(nameOf))) counts.set(name, (counts.get(name) ?? 0) + 1);
    const isOpen = exports.some(({ variables }) => isUnknown(variables.get("KEYS")));
    return forEach(exports, "programs that write copies", (one) => {
      const { resource, variables } = one;
      if (isOpen) return undetermined("to which keys copies are encrypted is not known before the update", resource);
      const keys = jsonList(variables.get("KEYS"));
      const problems = problemsOf(keys, counts, exports.length);
      return problems.length > 0
        ? problems.map((text) => violation(text, resource))
        : compliant(`it encrypts copies to ${keys?.length ?? 0} keys that all programs here use`, resource);
    });
  },
  cases: {
    pass: { given: [writes("fjel", own), writes("nord", own)], says: [kept, kept] },
    fail: {
      given: [
        writes("fjel", own),
        writes("nord", JSON.stringify([key("ours"), key("stranger")])),
        writes("brei", JSON.stringify([key("weak", "n")])),
      ],
      says: [
        kept,
        "it encrypts copies to key stranger, to which no other program here does: whose is it?",
        "it encrypts copies to key weak, which is no RSA key of 2048 bits or more",
      ],
    },
    absent: { given: [writes("fjel", undefined)], says: ["it encrypts copies to no key (KEYS)"] },
    unknown: {
      given: [writes("fjel", UNKNOWN)],
      says: ["to which keys copies are encrypted is not known before the update"],
    },
    notApplicable: {
      given: [cronJob("probe", "probe", {}, {})],
      says: ["there are no programs that write copies"],
    },
  },
  sabotage: [
    { what: "writes copies in the clear", ...isProgram("export"), edit: keysOf("[]") },
    { what: "writes copies to a weak key", ...isProgram("export"), edit: keysOf(JSON.stringify([key("weak", "n")])) },
    {
      what: "lets a stranger open a tenant's copies",
      ...isProgram("export"),
      edit: keysOf(JSON.stringify([key("stranger")])),
    },
  ],
});
