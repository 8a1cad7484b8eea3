import { parseName } from "../../../azure/names/resource-name";
import {
  compliant,
  forEach,
  relationRule,
  shown,
  undetermined,
  violation,
  type Measure,
  type Outcome,
} from "../../framework/language";
import { dataIn } from "../../../agreement/tenant-data";
import type { Tenant } from "../../../agreement/tenants";
import type { JudgedType } from "../../resources/judged-type";
import { read, textOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { isUnknown, UNKNOWN } from "../../resources/unknown";
import { isServerOf } from "../data/server-of";

/** What of a tenant's objects leads to data or users, and what it has to say for a tenant. */
interface Lead {
  readonly type: JudgedType;
  readonly path: string;
  readonly what: string;
  readonly isOwn: (value: string, tenant: Tenant, measure: Measure) => boolean;
}

const LEADS: readonly Lead[] = [
  {
    type: "kubernetes:core/v1:ConfigMap",
    path: "data.database",
    what: "database",
    isOwn: (value, tenant, { environment }) => {
      const name = parseName("sql:Database", value);
      return name?.tenant === tenant.code && name.generation === Number(dataIn(tenant, environment).generation);
    },
  },
  {
    type: "kubernetes:core/v1:ConfigMap",
    path: "data.generation",
    what: "generation of data",
    isOwn: (value, tenant, { environment }) => value === dataIn(tenant, environment).generation,
  },
  {
    type: "kubernetes:core/v1:ConfigMap",
    path: "data.documents",
    what: "container of documents",
    isOwn: (value, { code }, { agreement: { platform } }) => {
      const [, account = "", container = ""] =
        /^https:\/\/([a-z0-9]+)\.blob\.core\.windows\.net\/([^/]+)$/.exec(value) ?? [];
      return (
        parseName("storage:StorageAccount", account)?.platform === platform &&
        parseName("storage:BlobContainer", container)?.tenant === code
      );
    },
  },
  {
    type: "kubernetes:core/v1:ConfigMap",
    path: "data.server",
    what: "database server",
    isOwn: (value, { code }, { agreement: { platform } }) => isServerOf(value, code, platform, "dat"),
  },
  {
    type: "kubernetes:secrets-store.csi.x-k8s.io/v1:SecretProviderClass",
    path: "spec.parameters.keyvaultName",
    what: "key vault",
    isOwn: (value, _, { agreement: { platform } }) => parseName("keyvault:Vault", value)?.platform === platform,
  },
  {
    type: "kubernetes:secrets-store.csi.x-k8s.io/v1:SecretProviderClass",
    path: "spec.parameters.objects",
    what: "certificate",
    isOwn: (value, { code }) => {
      const secrets = [...value.matchAll(/objectName: ([a-z0-9-]+)/g)].map(([, name = ""]) => name);
      return secrets.length > 0 && secrets.every((name) => parseName("keyvault:Secret", name)?.tenant === code);
    },
  },
];
const TYPES = [...new Set(LEADS.map(({ type }) => type))];

/** The tenant whose namespace an object is in, by the grammar `ns-<code>`. */
function tenantOf(object: RegisteredResource, tenants: readonly Tenant[]): Tenant | undefined {
  const namespace = textOf(object, "metadata.namespace");
  return tenants.find(({ code }) => namespace === `ns-${code}`);
}

function judgeLead(
  object: RegisteredResource,
  { path, what, isOwn }: Lead,
  { tenant, measure }: { readonly tenant: Tenant; readonly measure: Measure },
): readonly Outcome[] {
  const reading = read(object, path);
  if (reading.kind === "absent") return [];
  if (reading.kind === "unknown")
    return [undetermined(`the ${what} of tenant ${tenant.code} is not known before the update`, object)];
  const values: readonly unknown[] = Array.isArray(reading.value) ? reading.value : [reading.value];
  if (values.some(isUnknown))
    return [undetermined(`the ${what} of tenant ${tenant.code} is not known before the update`, object)];
  return values.map((value) =>
    isOwn(String(value), tenant, measure)
      ? compliant(`the ${what} of tenant ${tenant.code} is its own`, object)
      : violation(`tenant ${tenant.code} is given the ${what} ${shown(path, value)}, which is not its own`, object),
  );
}

const map = (data: unknown, namespace = "ns-fjel") =>
  ({ type: "kubernetes:core/v1:ConfigMap", name: "map", inputs: { metadata: { namespace }, data } }) as const;
const own = {
  database: "sqldb-sol-fjel-01",
  documents: "https://stsolneudoc01vcl7.blob.core.windows.net/blob-fjel-doc",
};

export const rule = relationRule({
  id: "tenant-objects-own",
  title: "What runs for a tenant is told of the tenant's own database, documents and certificate",
  why: "One customer's users would work in another customer's data.",
  severity: "critical",
  concern: "security",
  clauses: ["isolation", "isolation.database", "isolation.dataSegment", "isolation.url"],
  remediation:
    "Give the objects of a tenant's namespace the tenant's own names, with the generation of its data that serves it.",
  spans: "stack",
  judge: (resources, measure) => {
    const objects = resources.ofType(...TYPES).flatMap((object) => {
      const tenant = tenantOf(object, measure.tenants.tenants);
      return tenant === undefined ? [] : [{ object, tenant }];
    });
    return forEach(objects, "objects of tenants that lead to data or users", ({ object, tenant }) =>
      LEADS.filter(({ type }) => type === object.type).flatMap((lead) => judgeLead(object, lead, { tenant, measure })),
    );
  },
  cases: {
    pass: {
      given: [map(own)],
      says: ["the database of tenant fjel is its own", "the container of documents of tenant fjel is its own"],
    },
    fail: {
      given: [map({ ...own, database: "sqldb-sol-nord-01" })],
      says: [
        'tenant fjel is given the database "sqldb-sol-nord-01", which is not its own',
        "the container of documents of tenant fjel is its own",
      ],
    },
    absent: { given: [map({ database: own.database })], says: ["the database of tenant fjel is its own"] },
    unknown: {
      given: [map({ ...own, database: UNKNOWN })],
      says: [
        "the database of tenant fjel is not known before the update",
        "the container of documents of tenant fjel is its own",
      ],
    },
    notApplicable: {
      given: [map(own, "ns-job")],
      says: ["there are no objects of tenants that lead to data or users"],
    },
  },
  sabotage: [
    {
      what: "gives a tenant another tenant's certificate",
      type: "kubernetes:secrets-store.csi.x-k8s.io/v1:SecretProviderClass",
      edit: (inputs) => JSON.parse(JSON.stringify(inputs).replace(/sct-[a-z0-9]{4}-/, "sct-zzzz-")) as typeof inputs,
    },
    {
      what: "gives a tenant another tenant's database",
      type: "kubernetes:core/v1:ConfigMap",
      where: ({ inputs }) => JSON.stringify(inputs).includes('"database":"sqldb-'),
      edit: (inputs) =>
        JSON.parse(JSON.stringify(inputs).replace(/("database":"sqldb-[a-z]+-)[a-z0-9]{4}/, "$1zzzz")) as typeof inputs,
    },
    {
      what: "leads a tenant's program back to a generation of its data that was replaced",
      type: "kubernetes:core/v1:ConfigMap",
      where: ({ inputs }) => JSON.stringify(inputs).includes('"database":"sqldb-'),
      edit: (inputs) =>
        JSON.parse(
          JSON.stringify(inputs).replace(/("database":"sqldb-[a-z]+-[a-z0-9]{4})-\d\d/, "$1-77"),
        ) as typeof inputs,
    },
    {
      what: "tells a tenant's program of another generation than that of its database",
      type: "kubernetes:core/v1:ConfigMap",
      where: ({ inputs }) => JSON.stringify(inputs).includes('"database":"sqldb-'),
      set: { "data.generation": "77" },
    },
    {
      what: "sends a tenant's program to a server of strangers",
      type: "kubernetes:core/v1:ConfigMap",
      where: ({ inputs }) => JSON.stringify(inputs).includes('"database":"sqldb-'),
      set: { "data.server": "sql-other.database.windows.net" },
    },
    {
      what: "takes a tenant's certificate from a vault of strangers",
      type: "kubernetes:secrets-store.csi.x-k8s.io/v1:SecretProviderClass",
      set: { "spec.parameters.keyvaultName": "other" },
    },
  ],
});
