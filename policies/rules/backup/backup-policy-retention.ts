import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { longestSeconds, shortestSeconds } from "../../../agreement/duration";
import { listOf, read, valueOf } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";
import { vaultDeliveries } from "./vault-deliveries";

const SECONDS_A_DAY = 86_400;
const BLOBS = "Microsoft.Storage/storageAccounts/blobServices";
const CLUSTERS = "Microsoft.ContainerService/managedClusters";

const policy = (every: string, days: number, store = "VaultStore") =>
  ({
    type: "dataprotection:BackupPolicy",
    inputs: {
      properties: {
        datasourceTypes: [BLOBS],
        policyRules: [
          {
            dataStore: { dataStoreType: store },
            trigger: { schedule: { repeatingTimeIntervals: [`R/2024-01-01T02:00:00+00:00/${every}`] } },
          },
          {
            name: "Default",
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
    const [source = "nothing"] = Array.isArray(sources) ? sources.map(String) : [];
    if (source !== BLOBS && source !== CLUSTERS) {
      return [violation(`it is for ${source}, and the agreement asks for documents and clusters`, policy)];
    }
    const { every, kept } =
      source === BLOBS
        ? { every: agreement.documents.backupEvery, kept: agreement.documents.backupKept }
        : { every: agreement.backup.systemEvery, kept: agreement.backup.systemEvery };
    const deliveries = vaultDeliveries(listOf(policy, "properties.policyRules"));
    const often = deliveries.filter((one) => longestSeconds(one.every) <= longestSeconds(every));
    const intervals = [...new Set(deliveries.map((one) => one.every))];
    // Where points of one schedule are kept differently, the worst of them is what can be counted on.
    const days =
      often.length === 0
        ? Math.max(0, ...deliveries.map((one) => one.days))
        : Math.min(...often.map((one) => one.days));
    const wrong = [
      ...(often.length === 0
        ? [
            violation(
              `a backup reaches the vault ${intervals.length === 0 ? "never" : `every ${intervals.join(", ")}`}; it has to every ${every}`,
              policy,
            ),
          ]
        : []),
      ...(days * SECONDS_A_DAY < shortestSeconds(kept)
        ? [violation(`backups stay in the vault for ${days} days; they have to stay ${kept}`, policy)]
        : []),
    ];
    return wrong.length > 0
      ? wrong
      : [compliant(`a backup reaches the vault every ${intervals.join(", ")} and stays ${days} days`, policy)];
  },
  cases: {
    pass: { given: [policy("P1D", 90)], says: ["a backup reaches the vault every P1D and stays 90 days"] },
    fail: {
      given: [policy("P7D", 30)],
      says: [
        "a backup reaches the vault every P7D; it has to every P1D",
        "backups stay in the vault for 30 days; they have to stay P90D",
      ],
    },
    absent: {
      given: one("dataprotection:BackupPolicy", { properties: { datasourceTypes: [BLOBS] } }),
      says: [
        "a backup reaches the vault never; it has to every P1D",
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
      what: "leaves backups beside the data",
      type: "dataprotection:BackupPolicy",
      edit: (inputs) =>
        JSON.parse(
          JSON.stringify(inputs).replace(/("dataStore":\{"dataStoreType":)"VaultStore"/g, '$1"OperationalStore"'),
        ) as Record<string, unknown>,
    },
    {
      what: "backs up disks in the place of documents",
      type: "dataprotection:BackupPolicy",
      where: (one) => JSON.stringify(one.inputs).includes("blobServices"),
      set: { "properties.datasourceTypes": ["Microsoft.Compute/disks"] },
      also: ["backup-policy-fits"],
    },
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
