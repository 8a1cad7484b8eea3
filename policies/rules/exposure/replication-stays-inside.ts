import { compliant, forEach, judgeReference, relationRule, typedReference } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/stsolneudoc01k3xq";
const account = { type: "storage:StorageAccount", name: "mirror", id, inputs: {} } as const;
const replication = (destinationAccount: unknown) =>
  ({
    type: "storage:ObjectReplicationPolicy",
    name: "replication",
    inputs: { sourceAccount: id, destinationAccount },
  }) as const;

export const rule = relationRule({
  id: "replication-stays-inside",
  title: "Documents are copied to accounts of the platform only",
  why: "Every new document would go to a stranger the moment it is written.",
  severity: "critical",
  concern: "security",
  clauses: ["isolation", "documents"],
  remediation: "Remove the replication, or let it lead to an account of the platform.",
  spans: "platform",
  judge: (resources) =>
    forEach(resources.ofType("storage:ObjectReplicationPolicy"), "replications of documents", (policy) => {
      const bad = ["sourceAccount", "destinationAccount"].flatMap((path) => {
        const reference = typedReference(resources, policy, path, "storage:StorageAccount");
        const texts = {
          absent: `${path} is absent, so nobody can say where documents go`,
          unknown: `${path} is not known before the update`,
          elsewhere: (id: string) => `${path} is ${id}, which is no account of the platform`,
          awaits: `whether ${path} is an account of the platform`,
        };
        return judgeReference(reference, policy, resources, texts, () => []);
      });
      return bad.length > 0 ? bad : [compliant("it copies between accounts of the platform", policy)];
    }),
  cases: {
    pass: { given: [account, replication(id)], says: ["it copies between accounts of the platform"] },
    fail: {
      given: [account, replication(`${id}x`)],
      says: [`destinationAccount is ${id}x, which is no account of the platform`],
    },
    absent: {
      given: [account, replication(undefined)],
      says: ["destinationAccount is absent, so nobody can say where documents go"],
    },
    unknown: {
      given: [account, replication(UNKNOWN)],
      says: ["destinationAccount is not known before the update"],
    },
    notApplicable: { given: [account], says: ["there are no replications of documents"] },
  },
  sabotage: [
    {
      what: "copies documents to a stranger's account",
      type: "storage:StorageAccount",
      where: ({ inputs }) => /doc/.test(String(inputs["accountName"])),
      adds: {
        type: "storage:ObjectReplicationPolicy",
        inputs: ({ resourceGroupName, accountName }) => ({
          resourceGroupName,
          accountName,
          objectReplicationPolicyId: "default",
          sourceAccount: accountName,
          destinationAccount: "/subscriptions/x/resourceGroups/x/providers/Microsoft.Storage/storageAccounts/stranger",
          rules: [{ sourceContainer: "a", destinationContainer: "b" }],
        }),
      },
    },
  ],
});
