import { longestSeconds } from "../../../agreement/duration";
import type { Agreement } from "../../../agreement/agreement";
import { compliant, notApplicable, one, propertyRule, undetermined, violation } from "../../framework/language";
import { listOf, read } from "../../resources/reading";
import { isUnknown, UNKNOWN } from "../../resources/unknown";
import { accountRole, HOLDS } from "../residency/account-role";
import { roleOfCopy } from "../residency/places";

type Part = Readonly<Record<string, unknown>>;

const SECONDS_A_DAY = 86_400;

/** A month or year has the most days that it can have. */
const daysOf = (duration: string): number => Math.ceil(longestSeconds(duration) / SECONDS_A_DAY);

/** Fewest days that anything in an account of a role is kept; nothing where no clause says. */
function keptDays(role: string | undefined, { backup, logging }: Agreement): number | undefined {
  if (HOLDS[role ?? ""] === "logs") return daysOf(logging.kept);
  const kept = backup.independentCopies.filter((copy) => roleOfCopy(copy) === role).map((copy) => daysOf(copy.kept));
  return kept.length === 0 ? undefined : Math.min(...kept);
}

/** Days after which a rule deletes blobs, versions or snapshots. */
function deletesAfter(rule: Part): readonly unknown[] {
  const { actions = {} } = (rule["definition"] ?? {}) as {
    readonly actions?: Readonly<Record<string, { readonly delete?: Part }>>;
  };
  return Object.values(actions).flatMap((action) => Object.values(action.delete ?? {}));
}

const policy = (days: number, accountName: unknown = "stsolnoearcabcd") =>
  one("storage:ManagementPolicy", {
    accountName,
    policy: {
      rules: [
        {
          name: "end",
          enabled: true,
          definition: { actions: { baseBlob: { delete: { daysAfterCreationGreaterThan: days } } } },
        },
      ],
    },
  });
const early = (rules: readonly Part[]) => [
  ...rules,
  {
    name: "early",
    enabled: true,
    type: "Lifecycle",
    definition: { actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: 1 } } } },
  },
];
const adds = (inputs: Part): Part => {
  const { rules } = inputs["policy"] as { readonly rules: readonly Part[] };
  return { ...inputs, policy: { rules: early(rules) } };
};

export const rule = propertyRule({
  id: "lifecycle-not-early",
  title: "Nothing deletes copies or logs before their time",
  why: "A rule that tidies up takes the copy that is needed, and the log that was asked for.",
  severity: "critical",
  concern: "continuity",
  clauses: ["backup.independentCopies", "logging.kept"],
  remediation: "Delete after the agreed time only.",
  types: ["storage:ManagementPolicy"],
  judge: (resource, { agreement }) => {
    const role = accountRole(resource);
    const deletions = listOf(resource, "policy.rules").flatMap((rule) =>
      rule["enabled"] === false ? [] : deletesAfter(rule).map((days) => ({ name: String(rule["name"]), days })),
    );
    const isOpen = read(resource, "policy.rules").kind === "unknown" || deletions.some(({ days }) => isUnknown(days));
    if (role === "unknown" || isOpen) {
      return [undetermined("what it deletes is not known before the update", resource)];
    }
    const kept = keptDays(role, agreement);
    if (kept === undefined) return notApplicable("the account holds no copies and no logs");
    const soon = deletions
      .map(({ name, days }) => ({ name, days: Number(days) }))
      .filter(({ days }) => !(days >= kept));
    return soon.length === 0
      ? [compliant(`nothing is deleted before ${kept} days`, resource)]
      : soon.map(({ name, days }) =>
          violation(`rule "${name}" deletes after ${days} days; they are kept ${kept}`, resource),
        );
  },
  cases: {
    pass: { given: policy(30), says: ["nothing is deleted before 30 days"] },
    fail: { given: policy(1), says: ['rule "end" deletes after 1 days; they are kept 30'] },
    absent: {
      given: one("storage:ManagementPolicy", { accountName: "stsolnoearcabcd" }),
      says: ["nothing is deleted before 30 days"],
    },
    unknown: { given: policy(1, UNKNOWN), says: ["what it deletes is not known before the update"] },
    notApplicable: { given: policy(1, "stsolnoedoc01abcd"), says: ["the account holds no copies and no logs"] },
  },
  sabotage: [
    {
      what: "deletes copies after a day",
      type: "storage:ManagementPolicy",
      where: ({ name }) => name.startsWith("copies-"),
      edit: adds,
    },
    {
      what: "deletes logs after a day",
      type: "storage:ManagementPolicy",
      where: ({ name }) => name.startsWith("log-archive"),
      edit: adds,
    },
  ],
});
