import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { PrivateCheckout } from "../private-checkout";

/** A finding of the checker, by the resource's URN and the property's path. */
interface Finding {
  readonly urn: string;
  readonly path: string;
  readonly message: string;
}

const reportSchema = z.object({
  checked: z.number(),
  uncovered: z.array(z.string()),
  errors: z.array(z.looseObject({ urn: z.string(), path: z.string(), message: z.string() })),
});

/**
 * Where the SDK's own form of an input differs from Azure's body, which the checker compares it with. The plugin turns
 * these into Azure's form; `simulator/mapping/data` has where each of them goes.
 */
const sdkForms: readonly { readonly type: RegExp; readonly finding: RegExp; readonly because: string }[] = [
  {
    type: /authorization:(Role|Policy)Assignment$/,
    finding: /^scope is read-only$/,
    because: "the SDK takes the scope of the id as an input",
  },
  {
    type: /./,
    finding: /^identity\.userAssignedIdentities is an array, an object expected$/,
    because: "the SDK takes a list of ids, Azure a map with the ids as keys",
  },
  {
    type: /storage:StorageAccount$/,
    finding: /^(networkRuleSet|enableHttpsTrafficOnly) is not a property of this type$/,
    because: "the SDK's names of networkAcls and supportsHttpsTrafficOnly",
  },
  {
    type: /maintenance:MaintenanceConfiguration$/,
    finding: /^(duration|recurEvery|startDateTime|timeZone) is not a property of this type$/,
    because: "the SDK has the properties of maintenanceWindow beside it",
  },
  {
    type: /monitor:MetricAlert$/,
    finding: /^criteria\.odata\.type is undefined/,
    because: "the SDK's name of odata.type is odataType",
  },
];

/** Types of which the checker has no definition; the local cloud refuses what the SDK's own does not have. */
const undefinedTypes: ReadonlySet<string> = new Set(["azure-native:consumption:Budget"]);

function isSdkForm({ urn, path: property, message }: Finding): boolean {
  const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
  return sdkForms.some((form) => form.type.test(type) && form.finding.test(`${property} ${message}`));
}

/** What Azure's type definitions refuse in a stack, beyond the SDK's own forms. */
export async function armFindings(checkout: PrivateCheckout, checker: string, stack: string) {
  const exported = await checkout.pulumi("stack", "export", "--show-secrets", "-s", stack);
  if (exported.status !== 0) throw new Error(exported.stderr);
  const file = path.join(checkout.folder, ".deltawerk", `${stack}.json`);
  writeFileSync(file, exported.stdout);
  const answer = `${file}.report`;
  // Into a file: a checker that ends itself may leave a pipe half full.
  await checkout.run("sh", ["-c", '"$0" "$1" --json "$2" > "$3"', process.execPath, checker, file, answer]);
  const report = reportSchema.parse(JSON.parse(readFileSync(answer, "utf8")));
  return {
    ...report,
    uncovered: report.uncovered.filter((type) => !undefinedTypes.has(type)),
    errors: report.errors.filter((finding) => !isSdkForm(finding)),
  };
}
