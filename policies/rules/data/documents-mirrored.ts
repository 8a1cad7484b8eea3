import { compliant, forEach, notApplicable, relationRule, undetermined, violation } from "../../framework/language";
import { listOf, read, textOf, walk } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { UNKNOWN } from "../../resources/unknown";
import { holds } from "../residency/account-role";
import { isArriving } from "./data-standing";

const idOf = (name: string) => `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/${name}`;
const accountAt = (accountName: string, location: string) =>
  ({
    type: "storage:StorageAccount",
    name: accountName,
    id: idOf(accountName),
    inputs: { accountName, location },
  }) as const;
const accounts = (second: string) =>
  [accountAt("stsolweudoc01k3xq", "westeurope"), accountAt("stsolneudoc01k3xq", second)] as const;
const policyOn = (accountName: string) =>
  ({
    type: "storage:ObjectReplicationPolicy",
    name: `mirror on ${accountName}`,
    id: `${idOf(accountName)}/objectReplicationPolicies/default`,
    inputs: {
      sourceAccount: idOf("stsolweudoc01k3xq"),
      destinationAccount: idOf("stsolneudoc01k3xq"),
      rules: [{ sourceContainer: "blob-fjel-doc", destinationContainer: "blob-fjel-doc" }],
    },
  }) as const;
const containerIn = (account: string, containerName: string) =>
  ({
    type: "storage:BlobContainer",
    name: `${containerName} in ${account}`,
    id: `${idOf(account)}/blobServices/default/containers/${containerName}`,
    inputs: { containerName },
  }) as const;
const mirror = [policyOn("stsolweudoc01k3xq"), policyOn("stsolneudoc01k3xq")] as const;

/** The containers of the source that a policy copies; nothing where they are not all known before the update. */
function mirroredContainers(policy: RegisteredResource): ReadonlySet<string> | undefined {
  const names = listOf(policy, "rules").map((one) => walk(one, "sourceContainer"));
  const isKnown = read(policy, "rules").kind !== "unknown" && names.every(({ kind }) => kind !== "unknown");
  return isKnown ? new Set(names.flatMap((one) => (one.kind === "given" ? [String(one.value)] : []))) : undefined;
}

export const rule = relationRule({
  id: "documents-mirrored",
  title: "Documents are mirrored between two regions, where that was agreed",
  why: "When the one data centre is lost, so is everything since the last backup.",
  severity: "critical",
  concern: "continuity",
  clauses: ["documents.mirrored"],
  remediation:
    "Replicate every account of documents to one in another region, with a policy on both that names every container.",
  spans: "stack",
  judge: (resources, measure) => {
    if (!measure.agreement.documents.mirrored) return notApplicable("documents are not to be mirrored");
    const policies = resources.ofType("storage:ObjectReplicationPolicy").map((policy) => ({
      policy,
      on: resources.parentOf(policy),
      source: resources.reference(policy, "sourceAccount", "storage:StorageAccount"),
      destination: resources.reference(policy, "destinationAccount", "storage:StorageAccount"),
    }));
    const known = policies.flatMap(({ policy, on, source, destination }) =>
      source.kind === "resource" && destination.kind === "resource"
        ? [{ policy, on, ends: [source.resource, destination.resource] as const }]
        : [],
    );
    const accounts = resources.ofType("storage:StorageAccount").filter((one) => holds(one, "documents"));
    return forEach(accounts, "accounts of documents", (account) => {
      const place = textOf(account, "location");
      const others = accounts.filter(
        (one) =>
          one !== account &&
          // Azure copies nothing before both accounts have the policy, each with the same two ends.
          [one, account].every((end) =>
            known.some(({ on, ends }) => on === end && ends.includes(one) && ends.includes(account)),
          ),
      );
      // Documents of a tenant that is moved are copied to an account in the same region as well, until it is there.
      const other = others.find((one) => textOf(one, "location") !== place) ?? others[0];
      if (other === undefined) {
        return policies.length > known.length
          ? undetermined("which accounts are mirrored is not known before the update", account)
          : violation("no pair of policies mirrors the account", account);
      }
      const otherPlace = textOf(other, "location");
      if (otherPlace === place)
        return violation(`it is mirrored within ${place ?? "one region"}, not to another region`, account);
      const between = known.filter(({ ends }) => ends.includes(account) && ends.includes(other));
      const mirrored = between.map(({ policy }) => mirroredContainers(policy));
      const left = resources
        .ofType("storage:BlobContainer")
        // What arrives is mirrored where it comes from.
        .filter((one) => resources.ancestorOf(one, "storage:StorageAccount") === account && !isArriving(one, measure))
        .map((one) => textOf(one, "containerName") ?? "")
        .find((name) => mirrored.some((names) => names?.has(name) === false));
      if (left !== undefined) return violation(`container ${left} is not mirrored`, account);
      return mirrored.every((names) => names === undefined)
        ? undetermined("which containers are mirrored is not known before the update", account)
        : compliant(`it is mirrored with ${otherPlace ?? "another region"}`, account);
    });
  },
  cases: {
    pass: {
      given: [...accounts("northeurope"), ...mirror, containerIn("stsolweudoc01k3xq", "blob-fjel-doc")],
      says: ["it is mirrored with northeurope", "it is mirrored with westeurope"],
    },
    fail: {
      given: [...accounts("westeurope"), ...mirror],
      says: [
        "it is mirrored within westeurope, not to another region",
        "it is mirrored within westeurope, not to another region",
      ],
    },
    absent: {
      given: accounts("northeurope"),
      says: ["no pair of policies mirrors the account", "no pair of policies mirrors the account"],
    },
    unknown: {
      given: [
        accounts("x")[0],
        { ...mirror[0], inputs: { ...mirror[0].inputs, sourceAccount: UNKNOWN, destinationAccount: UNKNOWN } },
      ],
      says: ["which accounts are mirrored is not known before the update"],
    },
    notApplicable: { given: accounts("northeurope"), platform: "pct", says: ["documents are not to be mirrored"] },
  },
  sabotage: [
    {
      what: "stops the mirror",
      type: "storage:ObjectReplicationPolicy",
      edit: (inputs) => ({
        ...inputs,
        sourceAccount: inputs["destinationAccount"],
        destinationAccount: inputs["destinationAccount"],
      }),
      except: ["coachview", "cloxxs", "pct", "draftit"],
    },
    {
      what: "takes the policy away from one of the two accounts",
      type: "storage:ObjectReplicationPolicy",
      remove: true,
      except: ["coachview", "cloxxs", "pct", "draftit"],
    },
    {
      what: "leaves one tenant's documents out of the mirror",
      type: "storage:ObjectReplicationPolicy",
      edit: ({ rules, ...inputs }) => ({ ...inputs, rules: (rules as readonly unknown[]).slice(1) }),
      except: ["coachview", "cloxxs", "pct", "draftit"],
    },
  ],
});
