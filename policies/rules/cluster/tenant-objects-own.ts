import { parseName } from "../../../azure/names/resource-name";
import {
  compliant,
  forEach,
  relationRule,
  shown,
  undetermined,
  violation,
  type Outcome,
} from "../../framework/language";
import type { Tenant } from "../../../agreement/tenants";
import type { JudgedType } from "../../resources/judged-type";
import { read, textOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { isUnknown, UNKNOWN } from "../../resources/unknown";

/** What of a tenant's objects leads to data or users, and what it has to say for a tenant. */
interface Lead {
  readonly type: JudgedType;
  readonly path: string;
  readonly what: string;
  readonly isOwn: (value: string, tenant: Tenant) => boolean;
}

const LEADS: readonly Lead[] = [
  {
    type: "kubernetes:core/v1:ConfigMap",
    path: "data.database",
    what: "database",
    isOwn: (value, { code }) => parseName("sql:Database", value)?.tenant === code,
  },
  {
    type: "kubernetes:core/v1:ConfigMap",
    path: "data.documents",
    what: "container of documents",
    isOwn: (value, { code }) =>
      parseName("storage:BlobContainer", value.slice(value.lastIndexOf("/") + 1))?.tenant === code,
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
  {
    type: "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute",
    path: "spec.hostnames",
    what: "host name",
    isOwn: (value, { hostName }) => value === hostName,
  },
];
const TYPES = [...new Set(LEADS.map(({ type }) => type))];

/** The tenant whose namespace an object is in, by the grammar `ns-<code>`. */
function tenantOf(object: RegisteredResource, tenants: readonly Tenant[]): Tenant | undefined {
  const namespace = textOf(object, "metadata.namespace");
  return tenants.find(({ code }) => namespace === `ns-${code}`);
}

function judgeLead(object: RegisteredResource, { path, what, isOwn }: Lead, tenant: Tenant): readonly Outcome[] {
  const reading = read(object, path);
  if (reading.kind === "absent") return [];
  if (reading.kind === "unknown")
    return [undetermined(`the ${what} of tenant ${tenant.code} is not known before the update`, object)];
  const values: readonly unknown[] = Array.isArray(reading.value) ? reading.value : [reading.value];
  if (values.some(isUnknown))
    return [undetermined(`the ${what} of tenant ${tenant.code} is not known before the update`, object)];
  return values.map((value) =>
    isOwn(String(value), tenant)
      ? compliant(`the ${what} of tenant ${tenant.code} is its own`, object)
      : violation(`tenant ${tenant.code} is given the ${what} ${shown(path, value)}, which is not its own`, object),
  );
}

const map = (data: unknown, namespace = "ns-fjel") =>
  ({ type: "kubernetes:core/v1:ConfigMap", name: "map", inputs: { metadata: { namespace }, data } }) as const;
const own = { database: "sqldb-sol-fjel-01", documents: "https://st.blob.core.windows.net/blob-fjel-doc" };

export const rule = relationRule({
  id: "tenant-objects-own",
  title: "What runs for a tenant is told of the tenant's own database, documents and host name",
  why: "One customer's users would work in another customer's data.",
  severity: "critical",
  concern: "security",
  clauses: ["isolation", "isolation.database", "isolation.dataSegment", "isolation.url"],
  remediation: "Give the objects of a tenant's namespace the tenant's own names.",
  spans: "stack",
  judge: (resources, { tenants }) => {
    const objects = resources.ofType(...TYPES).flatMap((object) => {
      const tenant = tenantOf(object, tenants.tenants);
      return tenant === undefined ? [] : [{ object, tenant }];
    });
    return forEach(objects, "objects of tenants that lead to data or users", ({ object, tenant }) =>
      LEADS.filter(({ type }) => type === object.type).flatMap((lead) => judgeLead(object, lead, tenant)),
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
      what: "sends another tenant's users to a tenant",
      type: "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute",
      set: { "spec.hostnames": ["other.example.com"] },
    },
    {
      what: "sends another tenant's users to a tenant besides its own",
      type: "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute",
      edit: (inputs) => {
        const spec = inputs["spec"] as { readonly hostnames: readonly string[] };
        return { ...inputs, spec: { ...spec, hostnames: [...spec.hostnames, "other.example.com"] } };
      },
    },
  ],
});
