import {
  compliant,
  notApplicable,
  one,
  otherType,
  propertyRule,
  said,
  undetermined,
  violation,
} from "../../framework/language";
import type { Tenant } from "../../../agreement/tenants";
import { listOf, read, textOf } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";
import { tenantsByNamespace } from "./tenant-homes";

type Part = Readonly<Record<string, unknown>>;

const TYPE = "kubernetes:apps/v1:Deployment";
const CONTAINERS = "spec.template.spec.containers";
/** Where the tenant's data is, which the record of its namespace says alone: a restored generation is put behind that. */
const RECORDED = ["SQL_SERVER", "SQL_DATABASE", "DATA_GENERATION", "DOCUMENTS_URL"];
const RECORD = "connection";
function variableProblems({ name, value, valueFrom }: Part, tenant: Tenant): readonly string[] {
  const label = String(name);
  const { configMapKeyRef } = (valueFrom ?? {}) as { readonly configMapKeyRef?: Part };
  const owned: Readonly<Record<string, string>> = { TENANT: tenant.code, HOST_NAME: tenant.hostName };
  const wanted = owned[label];
  if (wanted !== undefined) {
    return value === wanted ? [] : [`${label} is ${said(value, "not said")}; tenant ${tenant.code} has ${wanted}`];
  }
  if (RECORDED.includes(label)) {
    return configMapKeyRef?.["name"] === RECORD
      ? []
      : [`${label} is not taken from the record of the namespace (${RECORD}), so that it may be another tenant's`];
  }
  return [];
}

function problemsOf(container: Part, tenant: Tenant): readonly string[] {
  const variables = Array.isArray(container["env"]) ? (container["env"] as readonly Part[]) : [];
  const names = variables.map(({ name }) => name);
  return [
    ...["TENANT", "HOST_NAME", "SQL_DATABASE"]
      .filter((name) => !names.includes(name))
      .map((name) => `${name} is not said`),
    ...variables.flatMap((one) => variableProblems(one, tenant)),
    ...(Array.isArray(container["envFrom"]) ? ["it takes variables that nobody names (envFrom)"] : []),
  ];
}

const env = (changes: Part = {}) => {
  const values = { TENANT: "fjel", HOST_NAME: "fjellvik.crm.example.no", ...changes };
  return [
    ...Object.entries(values).map(([name, value]) => ({ name, value })),
    { name: "SQL_DATABASE", valueFrom: { configMapKeyRef: { name: RECORD, key: "database" } } },
  ];
};
const deployment = (variables: unknown, namespace = "ns-fjel") =>
  one(TYPE, {
    metadata: { name: "application", namespace },
    spec: { template: { spec: { containers: [{ name: "application", env: variables }] } } },
  });
const kept = "it is told of tenant fjel and of the record of its data";

const variable = (index: number, value: unknown) => ({ [`${CONTAINERS}.0.env.${index}`]: value });

export const rule = propertyRule({
  id: "tenant-program-told",
  title: "A tenant's program is told who it works for and takes where its data is from the tenant's record",
  why: "It would serve another customer's data, or go on with data that was replaced.",
  severity: "high",
  concern: "security",
  clauses: ["isolation", "isolation.database"],
  remediation: `Set TENANT and HOST_NAME to the tenant's own, take ${RECORDED.join(", ")} from the ConfigMap ${RECORD}.`,
  types: [TYPE],
  judge: (resource, { tenants }) => {
    const containers = read(resource, CONTAINERS);
    if (read(resource, "metadata.namespace").kind === "unknown" || containers.kind === "unknown") {
      return [undetermined("what it is told is not known before the update", resource)];
    }
    const tenant = tenantsByNamespace(tenants).get(textOf(resource, "metadata.namespace") ?? "");
    if (tenant === undefined) return notApplicable("it is no tenant's program");
    const given = listOf(resource, CONTAINERS);
    if (given.some(({ env }) => JSON.stringify(env ?? []).includes(UNKNOWN))) {
      return [undetermined("what it is told is not known before the update", resource)];
    }
    const problems = given.flatMap((container) => problemsOf(container, tenant));
    return problems.length > 0
      ? problems.map((text) => violation(text, resource))
      : [compliant(`it is told of tenant ${tenant.code} and of the record of its data`, resource)];
  },
  cases: {
    pass: { given: deployment(env()), says: [kept] },
    fail: {
      given: deployment([...env({ TENANT: "nord" }), { name: "SQL_SERVER", value: "other" }]),
      says: [
        "TENANT is nord; tenant fjel has fjel",
        "SQL_SERVER is not taken from the record of the namespace (connection), so that it may be another tenant's",
      ],
    },
    absent: {
      given: deployment(undefined),
      says: ["TENANT is not said", "HOST_NAME is not said", "SQL_DATABASE is not said"],
    },
    unknown: { given: deployment(env({ TENANT: UNKNOWN })), says: ["what it is told is not known before the update"] },
    notApplicable: otherType(TYPE),
  },
  sabotage: [
    {
      what: "tells a program that it works for another tenant",
      type: TYPE,
      set: variable(0, { name: "TENANT", value: "zzzz" }),
    },
    {
      what: "gives a program another host name",
      type: TYPE,
      set: variable(1, { name: "HOST_NAME", value: "other.example.com" }),
    },
    {
      what: "leads a program past its tenant's record",
      type: TYPE,
      set: variable(4, { name: "SQL_DATABASE", value: "other" }),
    },
  ],
});
