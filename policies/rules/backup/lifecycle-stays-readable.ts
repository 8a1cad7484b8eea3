import { compliant, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { listOf, read, walk } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

const policy = (actions: unknown) =>
  [
    {
      type: "storage:ManagementPolicy",
      inputs: { policy: { rules: [{ name: "cold", enabled: true, definition: { actions } }] } },
    },
  ] as const;

export const rule = propertyRule({
  id: "lifecycle-stays-readable",
  title: "Nothing that is kept goes where it can only be read after hours",
  why: "A document that a user opens, or a copy that is restored, would have to be fetched for up to fifteen hours first.",
  severity: "high",
  concern: "continuity",
  clauses: ["recovery.fromCopies", "recovery.time", "documents"],
  remediation: "Leave out tierToArchive; cool and cold are read at once.",
  types: ["storage:ManagementPolicy"],
  // Source: Microsoft Learn, storage/blobs/archive-rehydrate-overview (2025).
  judge: (policy) => {
    if (read(policy, "policy.rules").kind === "unknown") {
      return [undetermined("policy.rules is not known before the update", policy)];
    }
    const rules = listOf(policy, "policy.rules").filter(({ enabled }) => enabled !== false);
    const archives = rules.filter((rule) =>
      ["baseBlob", "version", "snapshot"].some(
        (part) => walk(rule, `definition.actions.${part}.tierToArchive`).kind === "given",
      ),
    );
    return archives.length > 0
      ? archives.map(({ name }) => violation(`rule "${String(name)}" puts blobs where reading takes hours`, policy))
      : [compliant(`none of its ${rules.length} rules puts blobs where reading takes hours`, policy)];
  },
  cases: {
    pass: {
      given: policy({ baseBlob: { tierToCool: { daysAfterModificationGreaterThan: 30 } } }),
      says: ["none of its 1 rules puts blobs where reading takes hours"],
    },
    fail: {
      given: policy({ baseBlob: { tierToArchive: { daysAfterModificationGreaterThan: 30 } } }),
      says: ['rule "cold" puts blobs where reading takes hours'],
    },
    absent: { given: policy(undefined), says: ["none of its 1 rules puts blobs where reading takes hours"] },
    unknown: {
      given: [{ type: "storage:ManagementPolicy", inputs: { policy: UNKNOWN } }],
      says: ["policy.rules is not known before the update"],
    },
    notApplicable: otherType("storage:ManagementPolicy"),
  },
  sabotage: [
    {
      what: "archives what was not touched for a day",
      type: "storage:ManagementPolicy",
      edit: (inputs) => {
        const { rules = [] } = (inputs["policy"] ?? {}) as { readonly rules?: readonly unknown[] };
        const actions = { baseBlob: { tierToArchive: { daysAfterModificationGreaterThan: 1 } } };
        const archive = { name: "cold", enabled: true, type: "Lifecycle", definition: { actions } };
        return { ...inputs, policy: { rules: [...rules, archive] } };
      },
    },
  ],
});
