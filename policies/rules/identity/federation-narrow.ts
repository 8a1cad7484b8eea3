import { parseName } from "../../../azure/names/resource-name";
import {
  compliant,
  notApplicable,
  relationRule,
  undetermined,
  violation,
  type Outcome,
} from "../../framework/language";
import { read, textOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import type { ResourceSet } from "../../resources/resource-set";
import { UNKNOWN } from "../../resources/unknown";
import { judgeNamedIdentities } from "./names-own-identity";

/** One service account. Source: Microsoft Learn, aks/workload-identity-overview (2025). */
const SUBJECT = /^system:serviceaccount:[a-z0-9][a-z0-9-]*:[a-z0-9][a-z0-9-]*$/;
const AUDIENCE = "api://AzureADTokenExchange";

/** Azure's issuers of clusters: no other service has a name there. Source: Microsoft Learn, aks/use-oidc-issuer (2025). */
const AZURES = /^https:\/\/[a-z0-9-]+\.oic\.prod-aks\.azure\.com\//;

/** The issuer that a cluster has, once it exists. */
function issuerOf({ outputs }: RegisteredResource): unknown {
  return (outputs["oidcIssuerProfile"] as { readonly issuerURL?: unknown } | undefined)?.issuerURL;
}

/** A cluster of the stack whose issuer it is; before it exists, the cluster from which the text comes. */
function judgeIssuer(credential: RegisteredResource, resources: ResourceSet): Outcome {
  const issuer = read(credential, "issuer");
  const clusters = resources.ofType("containerservice:ManagedCluster");
  const sources = (credential.propertyDependencies["issuer"] ?? []).map((urn) => resources.withUrn(urn)?.type);
  const comesFromCluster = sources.length > 0 && sources.every((type) => type === "containerservice:ManagedCluster");
  if (issuer.kind === "unknown") {
    return comesFromCluster
      ? compliant("its issuer is a cluster of the stack", credential)
      : undetermined("issuer is not known before the update", credential);
  }
  const text = issuer.kind === "given" ? String(issuer.value) : "absent";
  const issuers = clusters.map(issuerOf);
  const isOwn = issuers.includes(text) || (issuers.includes(undefined) && comesFromCluster && AZURES.test(text));
  return isOwn
    ? compliant("its issuer is a cluster of the stack", credential)
    : violation(`its issuer is ${text}, which is no cluster of the stack`, credential);
}

/** The namespace of the programs for which an identity is: a tenant's own, or that of the jobs. */
function namespaceOf(identity: string): string | undefined {
  const parts = parseName("managedidentity:UserAssignedIdentity", identity);
  if (parts === undefined) return undefined;
  return parts.role === "app" && parts.label !== undefined ? `ns-${parts.label}` : "ns-job";
}

function judgeCredential(credential: RegisteredResource, resources: ResourceSet): readonly Outcome[] {
  const subject = read(credential, "subject");
  const audience = read(credential, "audiences.0");
  const issuer = judgeIssuer(credential, resources);
  if (subject.kind === "unknown" || audience.kind === "unknown") {
    return [undetermined("for whom it is meant is not known before the update", credential)];
  }
  const said = textOf(credential, "subject") ?? "absent";
  const meant = textOf(credential, "audiences.0") ?? "absent";
  const identity = textOf(credential, "resourceName");
  const namespace = identity === undefined ? undefined : namespaceOf(identity);
  const isOthers = namespace !== undefined && SUBJECT.test(said) && said.split(":")[2] !== namespace;
  const wrong = [
    ...(isOthers
      ? [violation(`identity ${identity ?? ""} is lent to ${said}; it is for ${namespace}`, credential)]
      : []),
    ...(SUBJECT.test(said) ? [] : [violation(`its subject is ${said}; it has to be one service account`, credential)]),
    ...(meant === AUDIENCE ? [] : [violation(`its audience is ${meant}; it has to be ${AUDIENCE}`, credential)]),
    ...(issuer.result === "compliant" ? [] : [issuer]),
  ];
  return wrong.length > 0 ? wrong : [compliant(`${said} of a cluster of the stack may use the identity`, credential)];
}

const issuerURL = "https://token.actions.githubusercontent.com";
const credential = (inputs: Readonly<Record<string, unknown>>) =>
  ({
    type: "managedidentity:FederatedIdentityCredential",
    name: "credential",
    inputs: { issuer: UNKNOWN, audiences: [AUDIENCE], ...inputs },
    from: { issuer: ["cluster"] },
  }) as const;
const cluster = { type: "containerservice:ManagedCluster", name: "cluster", inputs: {} } as const;
const subject = "system:serviceaccount:ns-fjel:application";

/** Recordings have ids that end with the identity's name. */
const otherClient = (inputs: Readonly<Record<string, unknown>>) =>
  JSON.parse(JSON.stringify(inputs).replace(/-app--[a-z0-9]{4}/, "-app--zzzz")) as typeof inputs;

export const rule = relationRule({
  id: "federation-narrow",
  title:
    "Each identity is lent to one service account of one cluster, and whoever names an identity names the one that is its own",
  why: "A program of another tenant, or of a stranger's cluster, would get the tenant's data by asking.",
  severity: "critical",
  concern: "security",
  clauses: ["isolation", "access"],
  remediation:
    "Name one service account as the subject, the cluster's own issuer, and Azure's audience; take client ids from the identity of that account, or of that name.",
  spans: "platform",
  judge: (resources) => {
    const credentials = resources.ofType("managedidentity:FederatedIdentityCredential");
    const outcomes = [
      ...credentials.flatMap((one) => judgeCredential(one, resources)),
      ...judgeNamedIdentities(resources),
    ];
    return outcomes.length > 0 ? outcomes : notApplicable("nothing is lent an identity");
  },
  cases: {
    pass: {
      given: [cluster, credential({ subject })],
      says: [`${subject} of a cluster of the stack may use the identity`],
    },
    fail: {
      given: [cluster, credential({ subject: "system:serviceaccount:*:*", issuer: issuerURL })],
      says: [
        "its subject is system:serviceaccount:*:*; it has to be one service account",
        `its issuer is ${issuerURL}, which is no cluster of the stack`,
      ],
    },
    absent: { given: [cluster, credential({})], says: ["its subject is absent; it has to be one service account"] },
    unknown: {
      given: [cluster, credential({ subject: UNKNOWN })],
      says: ["for whom it is meant is not known before the update"],
    },
    notApplicable: { given: [cluster], says: ["nothing is lent an identity"] },
  },
  sabotage: [
    {
      what: "signs a tenant's program in as another tenant's",
      type: "kubernetes:core/v1:ServiceAccount",
      where: ({ inputs }) => JSON.stringify(inputs).includes("-app--"),
      edit: otherClient,
    },
    {
      what: "fetches a tenant's certificate as another tenant",
      type: "kubernetes:secrets-store.csi.x-k8s.io/v1:SecretProviderClass",
      edit: otherClient,
    },
    {
      what: "makes another tenant's program the user that is named after this one's",
      type: "kubernetes:batch/v1:Job",
      where: ({ inputs }) => JSON.stringify(inputs).includes('"PRINCIPALS"'),
      edit: (inputs) =>
        JSON.parse(
          JSON.stringify(inputs).replace(/(\\"id\\":\\"[^"]*)-app--[a-z0-9]{4}/, "$1-app--zzzz"),
        ) as typeof inputs,
    },
    {
      what: "lends a tenant's identity to another tenant's program",
      type: "managedidentity:FederatedIdentityCredential",
      where: ({ inputs }) => String(inputs["resourceName"]).includes("-app--"),
      set: { subject: "system:serviceaccount:ns-zzzz:application" },
    },
    {
      what: "lends an identity to every service account",
      type: "managedidentity:FederatedIdentityCredential",
      set: { subject: "system:serviceaccount:*:*" },
    },
    {
      what: "lends an identity to another issuer",
      type: "managedidentity:FederatedIdentityCredential",
      set: { issuer: "https://token.actions.githubusercontent.com" },
    },
    {
      what: "lends an identity for another audience",
      type: "managedidentity:FederatedIdentityCredential",
      set: { audiences: ["https://example.com"] },
    },
  ],
});
