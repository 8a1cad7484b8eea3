import { parseName } from "../../../azure/names/resource-name";
import {
  compliant,
  forEach,
  needsUnion,
  relationRule,
  said,
  undetermined,
  violation,
  type Measure,
  type Outcome,
} from "../../framework/language";
import { textOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { jsonList } from "../../resources/json-list";
import { isUnknown, UNKNOWN } from "../../resources/unknown";
import { holds } from "../residency/account-role";
import { cronJob, isProgram } from "./cron-job-example";
import { regionsOfAccount } from "./regions-of-account";
import { programsOf } from "./scheduled-jobs";

type Part = Readonly<Record<string, unknown>>;

/** The accounts into which a program writes. */
function accountsOf(places: readonly Part[]): readonly string[] {
  return places.map(
    ({ url }) => /^https:\/\/([a-z0-9]+)\.blob\.core\.windows\.net(?:\/|$)/.exec(String(url))?.[1] ?? String(url),
  );
}

/** Roles of the containers in which nothing can be changed before its time. */
const OF_COPIES: readonly unknown[] = ["cpy", "arc"];

/** The containers of its places that are not made for copies, by their names. */
function strangeContainers(places: readonly Part[]): readonly string[] {
  return places
    .map(({ container }) => said(container))
    .filter((name) => !OF_COPIES.includes(parseName("storage:BlobContainer", name)?.role));
}

/** What programs do with copies, for sentences. */
const VERBS: Readonly<Record<string, readonly [string, string]>> = {
  export: ["writes", "into"],
  verification: ["verifies", "in"],
};

/** @param copies accounts that hold the platform's copies, by name; absent where not all of them are among the resources */
function judgeExport(
  { resource, program, variables }: ReturnType<typeof programsOf>[number],
  copies: ReadonlyMap<string, RegisteredResource> | undefined,
  { agreement }: Pick<Measure, "agreement">,
): Outcome | undefined {
  const [does, into] = VERBS[program] ?? ["writes", "into"];
  const [places, copy] = [variables.get("PLACES"), variables.get("COPY")];
  if (isUnknown(places) || isUnknown(copy)) {
    return undetermined("where it writes copies is not known before the update", resource);
  }
  if (program === "verification" && variables.get("RECOVERY_POINT") !== "copy") return undefined;
  const named = jsonList(places) ?? [];
  const accounts = accountsOf(named);
  if (accounts.length === 0) return violation("it names no place for copies", resource);
  if (copies === undefined) return needsUnion("where copies go", resource);
  const strange = accounts.filter((account) => !copies.has(account));
  if (strange.length > 0) {
    return violation(`it ${does} ${into} ${strange.join(", ")}, which holds no copies of this platform`, resource);
  }
  const [container] = strangeContainers(named);
  if (container !== undefined) {
    return violation(
      `it ${does} ${into} container ${container} of ${accounts.join(", ")}, which is not one for copies`,
      resource,
    );
  }
  const promised = agreement.backup.independentCopies.find(({ name }) => name === copy);
  const regions = new Set(accounts.flatMap((account) => regionsOfAccount(copies.get(account) ?? resource)));
  return promised?.apart === "region" && regions.size < promised.places
    ? violation(
        `it ${does} the copy "${promised.name}" ${into} ${[...regions].join(" and ")} only; ${promised.places} places apart by region were agreed`,
        resource,
      )
    : compliant(`it ${does} ${into} ${accounts.join(", ")}`, resource);
}

const store = { type: "storage:StorageAccount", name: "store", inputs: { accountName: "stsolnoearcabcd" } } as const;
const writes = (PLACES: unknown) => cronJob("export", "export", { TENANT: "fjel", PLACES }, { schedule: "0 1 * * *" });
const to = (account: string) =>
  JSON.stringify([{ url: `https://${account}.blob.core.windows.net`, container: "blob-cpy" }]);

export const rule = relationRule({
  id: "copy-goes-to-copies",
  title: "Copies are written into as many of the platform's own stores of copies as agreed, and nowhere else",
  why: "A copy in another account is a customer's whole data with a stranger, and the promised copy is missing.",
  severity: "critical",
  concern: "security",
  clauses: ["backup.independentCopies"],
  remediation: "Name the accounts of copies in PLACES.",
  spans: "platform",
  judge: (resources, measure) => {
    const exports = programsOf(resources).filter(({ program }) => VERBS[program] !== undefined);
    const stores = resources.ofType("storage:StorageAccount").filter((one) => holds(one, "copies"));
    const copies = new Map(stores.map((one) => [textOf(one, "accountName") ?? "", one]));
    const known = resources.isUnion ? copies : undefined;
    return forEach(exports, "programs that write copies", (one) => judgeExport(one, known, measure) ?? []);
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
    {
      what: "writes a tenant's copies into one place of two",
      ...isProgram("export", '\\"container\\"'),
      edit: (inputs) =>
        JSON.parse(
          JSON.stringify(inputs).replace(
            /("PLACES","value":)("(?:[^"\\]|\\.)*")/,
            (_, head: string, text: string) =>
              `${head}${JSON.stringify(JSON.stringify((JSON.parse(JSON.parse(text) as string) as readonly unknown[]).slice(0, 1)))}`,
          ),
        ) as typeof inputs,
      except: ["coachview", "cloxxs", "pct", "draftit"],
    },
    {
      what: "writes copies into a container in which they can be changed",
      ...isProgram("export"),
      edit: (inputs) => JSON.parse(JSON.stringify(inputs).replaceAll("blob-cpy", "blob-other")) as typeof inputs,
    },
  ],
});
