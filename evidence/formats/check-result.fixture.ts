import type { CheckResult } from "../verdict/check-result";
import { compareVerdicts } from "../verdict/compare-verdicts";
import type { DeployedChange } from "../verdict/deployed-change";
import type { PlannedStep } from "../verdict/planned-step";
import type { Finding, JudgedRule, Verdict } from "../verdict/verdict";

/** For tests: verdicts of a made-up deployment. */

const stack = "pct-local-cell-01";

export function urn(name: string): string {
  return `urn:pulumi:${stack}::deltawerk::azure-native:sql:Database::${name}`;
}

function finding(rule: string, name: string, more: Partial<Finding> = {}): Finding {
  const resource = { urn: urn(name), name, stack, type: "sql:Database" };
  return { rule, status: "violated", blocks: true, message: "zoneRedundant is <false> & not true", resource, ...more };
}

function rule(id: string, more: Partial<JudgedRule> = {}): JudgedRule {
  return {
    id,
    title: `Rule ${id} holds`,
    why: "A zone can fail.",
    severity: "high",
    concern: "continuity",
    remediation: "Set it.",
    clauses: [],
    controls: [],
    counts: { kept: 3, violated: 0, undetermined: 0, waived: 0 },
    ...more,
  };
}

export const zonal = finding("sql-zonal", "database-duin");
export const open = finding("pool-scales", "pool", {
  status: "undetermined",
  blocks: false,
  message: "maxCount is not known",
});
export const waived = finding("residency-keys", "key-vault", {
  status: "waived",
  blocks: false,
  message: "it is copied to northeurope",
  waiver: {
    stack: "pct-*",
    resource: "key-vault",
    reason: "Azure copies it.",
    owner: "security",
    expires: "2026-12-15",
  },
});

const place = { file: "stacks/agreements/pct.yaml", line: 12, column: 3, endLine: 14 };

export const head: Verdict = {
  platform: "pct",
  environment: "local",
  today: "2026-11-26",
  stacks: ["pct-local-guard", "pct-local", stack],
  resources: 9,
  rules: [
    rule("pool-scales", { counts: { kept: 0, violated: 0, undetermined: 1, waived: 0 } }),
    rule("residency-keys", {
      concern: "residency",
      clauses: [{ name: "residency", promises: [] }],
      controls: ["A.5.34"],
      counts: { kept: 0, violated: 0, undetermined: 0, waived: 1 },
    }),
    rule("sql-minimum-tls", { controls: ["A.8.24"] }),
    rule("sql-zonal", {
      controls: ["A.8.13", "A.8.14"],
      clauses: [{ name: "recovery.redundancy", promises: ["PCT-BCP-1"], place }],
      counts: { kept: 3, violated: 1, undetermined: 0, waived: 0 },
    }),
  ],
  findings: [zonal, open, waived],
  waivers: [
    {
      rule: "residency-keys",
      stack: "pct-*",
      resource: "key-vault",
      reason: "Azure copies it.",
      owner: "security",
      expires: "2026-12-15",
    },
  ],
  flows: [
    {
      from: "application",
      to: "data",
      service: "TCP 1433",
      witness: { source: "10.0.0.4", destination: "10.0.1.4", service: "TCP 1433" },
    },
  ],
  reachability: [],
  availability: [
    {
      at: "platform",
      cell: "01",
      expected: 0.9995,
      target: 0.999,
      headroomMinutes: 263,
      parts: [
        { name: "Gateway", share: 0.9995 },
        { name: "Database", share: 0.9999 },
      ],
      assumptions: ["parts fail independently of each other"],
      open: [],
    },
  ],
  recovery: [
    {
      kind: "restore",
      scope: "data of one tenant, restored to a point in time",
      pointMinutes: 10,
      agreedPointMinutes: 15,
      timeMinutes: 89,
      agreedTimeMinutes: 480,
      open: [],
    },
  ],
  places: [
    {
      kind: "databases",
      region: "westeurope",
      country: "NL",
      copied: false,
      count: 3,
      allowed: "EU",
      standing: "inside",
    },
  ],
  firewallRules: [],
  clauses: [
    { name: "availability[platform].target", value: "99.9", promises: ["PCT-AVL-1"] },
    { name: "recovery.point", value: "PT15M", promises: [] },
  ],
  promises: [{ id: "PCT-AVL-1", kind: "platform", text: "At least 99.9 %." }],
  tenants: ["duin", "nieu"],
};

/** The same without the broken rule. */
export const base: Verdict = {
  ...head,
  findings: [waived],
  flows: [],
  availability: head.availability.map((one) => ({ ...one, expected: 0.9998, headroomMinutes: 420 })),
  places: [
    ...head.places,
    {
      kind: "databases",
      region: "northeurope",
      country: "IE",
      copied: true,
      count: 3,
      allowed: "EU",
      standing: "inside",
    },
  ],
};

export const steps: readonly PlannedStep[] = [
  { urn: urn("gateway"), operation: "update", protect: false, properties: ["listeners"] },
  { urn: urn("database-duin-01"), operation: "replace", protect: true, properties: ["location"] },
  { urn: urn("segment-nieu"), operation: "create", protect: false, properties: [] },
];

export const changed: CheckResult = {
  head: "the working tree",
  today: "2026-11-26",
  base: "1a2b3c4d",
  changedRules: [],
  strict: false,
  unusable: [],
  platforms: [{ head, change: compareVerdicts(base, head, steps) }],
};

/** Everything as before, and kept. */
export const quiet: CheckResult = {
  ...changed,
  platforms: [
    {
      head: { ...base, findings: [], waivers: [] },
      change: compareVerdicts({ ...base, findings: [], waivers: [] }, { ...base, findings: [], waivers: [] }, []),
    },
  ],
};

const problem = {
  file: "stacks/agreements/pct.yaml",
  line: 14,
  column: 5,
  path: "sites[0].role",
  given: '"activ" & <more>',
  allowed: "active, warm or documents",
  fixes: ["Write active."],
  breaks: ["PCT-BCP-1"],
};

/** Documents of the head that cannot be used, of two platforms. */
export const unusable: CheckResult = {
  head: "the working tree",
  today: "2026-11-26",
  base: "1a2b3c4d",
  changedRules: [],
  strict: false,
  unusable: [
    {
      platform: "pct",
      problems: [
        problem,
        { ...problem, file: "stacks/tenants/pct.yaml", line: 7, path: "tenants[1].code", breaks: [] },
      ],
    },
    {
      platform: "cloxxs",
      problems: [{ ...problem, file: "stacks/waivers/cloxxs.yaml", line: 3, path: "", breaks: [] }],
    },
  ],
  platforms: [],
};

/** Documents of the base that cannot be read, so that the head is judged alone. */
export const uncompared: CheckResult = {
  ...changed,
  platforms: [
    {
      head: { ...base, findings: [], waivers: [] },
      uncompared: { because: "its documents there cannot be read by what is here now", problems: [problem] },
    },
  ],
};

/** A change of what is really there, one stack in each standing. */
export const deployed: DeployedChange = {
  environment: "production",
  stacks: [
    { stack: "pct-production-guard", standing: "previewed", steps: [] },
    { stack: "pct-production", standing: "previewed", steps: [steps[0] as PlannedStep] },
    {
      stack: "pct-production-cell-01",
      standing: "refused",
      because: "database-duin-01 is protected\nmore of the engine",
      steps: [steps[1] as PlannedStep],
    },
    { stack: "pct-production-workload-01", standing: "undetermined", because: "403 <denied>", steps: [] },
    { stack: "pct-production-cell-02", standing: "not deployed yet", steps: [] },
  ],
};
