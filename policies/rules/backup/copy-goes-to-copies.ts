import {
  compliant,
  forEach,
  needsUnion,
  relationRule,
  undetermined,
  violation,
  type Outcome,
} from "../../framework/language";
import { textOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { isUnknown, UNKNOWN } from "../../resources/unknown";
import { holds } from "../residency/account-role";
import { cronJob, isProgram } from "./cron-job-example";
import { programsOf } from "./scheduled-jobs";

/** The accounts into which a program writes; nothing where its places cannot be read. */
function accountsIn(places: unknown): readonly string[] | undefined {
  try {
    const given = JSON.parse(String(places)) as readonly { readonly url?: unknown }[];
    return given.map(
      ({ url }) => /^https:\/\/([a-z0-9]+)\.blob\.core\.windows\.net(?:\/|$)/.exec(String(url))?.[1] ?? String(url),
    );
  } catch {
    return undefined;
  }
}

/** @param copies accounts that hold the platform's copies; absent where not all of them are among the resources */
function judgeExport(
  resource: RegisteredResource,
  places: unknown,
  copies: readonly (string | undefined)[] | undefined,
): Outcome {
  if (isUnknown(places)) return undetermined("where it writes copies is not known before the update", resource);
  const accounts = accountsIn(places);
  if (accounts === undefined || accounts.length === 0) return violation("it names no place for copies", resource);
  if (copies === undefined) return needsUnion("where copies go", resource);
  const strange = accounts.filter((account) => !copies.includes(account));
  return strange.length === 0
    ? compliant(`it writes into ${accounts.join(", ")}`, resource)
    : violation(`it writes into ${strange.join(", ")}, which holds no copies of this platform`, resource);
}

const store = { type: "storage:StorageAccount", name: "store", inputs: { accountName: "stsolnoearcabcd" } } as const;
const writes = (PLACES: unknown) => cronJob("export", "export", { TENANT: "fjel", PLACES }, { schedule: "0 1 * * *" });
const to = (account: string) => JSON.stringify([{ url: `https://${account}.blob.core.windows.net`, container: "c" }]);

export const rule = relationRule({
  id: "copy-goes-to-copies",
  title: "Copies are written into the platform's own stores of copies, and nowhere else",
  why: "A copy in another account is a customer's whole data with a stranger, and the promised copy is missing.",
  severity: "critical",
  concern: "security",
  clauses: ["backup.independentCopies"],
  remediation: "Name the accounts of copies in PLACES.",
  spans: "platform",
  judge: (resources) => {
    const exports = programsOf(resources).filter(({ program }) => program === "export");
    const copies = resources
      .ofType("storage:StorageAccount")
      .filter((one) => holds(one, "copies"))
      .map((one) => textOf(one, "accountName"));
    const known = resources.isUnion ? copies : undefined;
    return forEach(exports, "programs that write copies", ({ resource, variables }) =>
      judgeExport(resource, variables.get("PLACES"), known),
    );
  },
  cases: {
    pass: { given: [store, writes(to("stsolnoearcabcd"))], says: ["it writes into stsolnoearcabcd"] },
    fail: {
      given: [store, writes(to("stother"))],
      says: ["it writes into stother, which holds no copies of this platform"],
    },
    absent: { given: [store, writes(undefined)], says: ["it names no place for copies"] },
    unknown: { given: [store, writes(UNKNOWN)], says: ["where it writes copies is not known before the update"] },
    notApplicable: { given: [store], says: ["there are no programs that write copies"] },
  },
  sabotage: [
    {
      what: "writes a tenant's copies to a host that only begins like the platform's",
      ...isProgram("export"),
      edit: (inputs) =>
        JSON.parse(
          JSON.stringify(inputs).replaceAll(".blob.core.windows.net", ".blob.core.windows.net.example.com"),
        ) as typeof inputs,
    },
    {
      what: "writes a tenant's copies into another account",
      ...isProgram("export"),
      edit: (inputs) =>
        JSON.parse(
          JSON.stringify(inputs).replaceAll(/https:\/\/st[a-z0-9]+\.blob/g, "https://stother.blob"),
        ) as typeof inputs,
    },
  ],
});
