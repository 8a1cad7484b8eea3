import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { longestSeconds, shortestSeconds } from "../../../agreement/duration";
import { listOf, read, valueOf, walk } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

type Part = Readonly<Record<string, unknown>>;

const SECONDS_A_DAY = 86_400;
const BLOBS = "Microsoft.Storage/storageAccounts/blobServices";

/** How often a rule backs up: `R/2024-01-01T02:00:00+00:00/P1D` is every day. */
function schedulesOf(rule: Part): readonly string[] {
  const found = walk(rule, "trigger.schedule.repeatingTimeIntervals");
  return found.kind === "given"
    ? (found.value as readonly string[]).map((text) => text.slice(text.lastIndexOf("/") + 1))
    : [];
}

/** Days for which a rule keeps something in the vault. */
function vaultDays(rule: Part): readonly number[] {
  const lifecycles = (rule["lifecycles"] ?? []) as readonly Part[];
  return lifecycles.flatMap((cycle) => {
    const store = walk(cycle, "sourceDataStore.dataStoreType");
    const duration = walk(cycle, "deleteAfter.duration");
    return store.kind === "given" && store.value === "VaultStore" && duration.kind === "given"
      ? Math.floor(shortestSeconds(String(duration.value)) / SECONDS_A_DAY)
      : [];
  });
}

const policy = (every: string, days: number) =>
  ({
    type: "dataprotection:BackupPolicy",
    inputs: {
      properties: {
        datasourceTypes: [BLOBS],
        policyRules: [
          { trigger: { schedule: { repeatingTimeIntervals: [`R/2024-01-01T02:00:00+00:00/${every}`] } } },
          {
            lifecycles: [{ sourceDataStore: { dataStoreType: "VaultStore" }, deleteAfter: { duration: `P${days}D` } }],
          },
        ],
      },
    },
  }) as const;

export const rule = propertyRule({
  id: "backup-policy-retention",
  title: "Backups in a vault are made and kept as agreed",
  why: "A backup that is made too seldom or ends too soon does not hold what was promised.",
  severity: "critical",
  concern: "continuity",
  clauses: ["documents", "backup.systemEvery"],
  remediation: "Schedule the backup as often as agreed and keep it in the vault as long as agreed.",
  types: ["dataprotection:BackupPolicy"],
  judge: (policy, { agreement }) => {
    if (read(policy, "properties").kind === "unknown")
      return [undetermined("properties is not known before the update", policy)];
    const sources = valueOf(policy, "properties.datasourceTypes");
    const isDocuments = Array.isArray(sources) && sources.some((source) => String(source).includes("blobServices"));
    const { every, kept } = isDocuments
      ? { every: agreement.documents.backupEvery, kept: agreement.documents.backupKept }
      : { every: agreement.backup.systemEvery, kept: agreement.backup.systemEvery };
    const rules = listOf(policy, "properties.policyRules");
    const intervals = rules.flatMap((rule) => schedulesOf(rule));
    const days = rules.flatMap((rule) => vaultDays(rule));
    const seldom = !intervals.some((interval) => longestSeconds(interval) <= longestSeconds(every));
    const longest = Math.max(0, ...days);
    const short = longest * SECONDS_A_DAY < shortestSeconds(kept);
    return seldom || short
      ? [
          ...(seldom
            ? [
                violation(
                  `a backup is made every ${intervals.join(", ") || "never"}; it has to be every ${every}`,
                  policy,
                ),
              ]
            : []),
          ...(short
            ? [violation(`backups stay in the vault for ${longest} days; they have to stay ${kept}`, policy)]
            : []),
        ]
      : [compliant(`a backup is made every ${intervals.join(", ")} and kept ${longest} days`, policy)];
  },
  cases: {
    pass: { given: [policy("P1D", 90)], says: ["a backup is made every P1D and kept 90 days"] },
    fail: {
      given: [policy("P7D", 30)],
      says: [
        "a backup is made every P7D; it has to be every P1D",
        "backups stay in the vault for 30 days; they have to stay P90D",
      ],
    },
    absent: {
      given: one("dataprotection:BackupPolicy", { properties: { datasourceTypes: [BLOBS] } }),
      says: [
        "a backup is made every never; it has to be every P1D",
        "backups stay in the vault for 0 days; they have to stay P90D",
      ],
    },
    unknown: {
      given: one("dataprotection:BackupPolicy", { properties: UNKNOWN }),
      says: ["properties is not known before the update"],
    },
    notApplicable: otherType("dataprotection:BackupPolicy"),
  },
  sabotage: [
    {
      what: "backs up once a week",
      type: "dataprotection:BackupPolicy",
      edit: (inputs) => JSON.parse(JSON.stringify(inputs).replace(/\/P1D"/g, '/P1W"')) as Record<string, unknown>,
    },
    {
      what: "keeps backups for two days",
      type: "dataprotection:BackupPolicy",
      where: (one) => JSON.stringify(one.inputs).includes("blobServices"),
      edit: (inputs) => JSON.parse(JSON.stringify(inputs).replace(/"P\d+D"/g, '"P2D"')) as Record<string, unknown>,
    },
  ],
});
