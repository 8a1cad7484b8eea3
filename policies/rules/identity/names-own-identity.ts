import { compliant, needsUnion, said, undetermined, violation, type Outcome } from "../../framework/language";
import { jsonList } from "../../resources/json-list";
import { textOf, walk } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import type { ResourceSet } from "../../resources/resource-set";
import { isUnknown } from "../../resources/unknown";
import { programOf } from "../backup/scheduled-jobs";

type Part = Readonly<Record<string, unknown>>;

const ACCOUNT = "kubernetes:core/v1:ServiceAccount";
const CERTIFICATE = "kubernetes:secrets-store.csi.x-k8s.io/v1:SecretProviderClass";
const JOB = "kubernetes:batch/v1:Job";
/** Source: azure.github.io/azure-workload-identity, docs/topics/service-account-labels-and-annotations (2025). */
const CLIENT = "azure.workload.identity/client-id";

/** The client ids that Azure has given out, and which identities are lent to whom. */
interface Identities {
  /** Name by client id, in lower case. */
  readonly byClient: ReadonlyMap<string, string>;
  /** Names by the service account that they are lent to. */
  readonly lent: ReadonlyMap<string, readonly string[]>;
  /** Names of all of them. */
  readonly names: ReadonlySet<string>;
  /** Names of identities whose client id is not given out yet. */
  readonly open: ReadonlySet<string>;
}

function identitiesOf(resources: ResourceSet): Identities {
  const byClient = new Map<string, string>();
  const open = new Set<string>();
  for (const identity of resources.ofType("managedidentity:UserAssignedIdentity")) {
    const name = textOf(identity, "resourceName") ?? "";
    const client = walk(identity.outputs, "clientId");
    if (client.kind === "given") byClient.set(String(client.value).toLowerCase(), name);
    else open.add(name);
  }
  const lent = new Map<string, string[]>();
  for (const credential of resources.ofType("managedidentity:FederatedIdentityCredential")) {
    const subject = textOf(credential, "subject") ?? "";
    lent.set(subject, [...(lent.get(subject) ?? []), textOf(credential, "resourceName") ?? ""]);
  }
  return { byClient, lent, names: new Set([...byClient.values(), ...open]), open };
}

/** A client id that something names, and the identities of which it may be. */
interface Named {
  readonly by: RegisteredResource;
  readonly client: unknown;
  readonly allowed: readonly string[];
  /** For people: `system:serviceaccount:ns-fjel:application`. */
  readonly whose: string;
}

/** The service account, or those of a namespace, and what a certificate is fetched as. */
function namedByObject(object: RegisteredResource, { lent }: Identities): readonly Named[] {
  const metadata = object.inputs["metadata"];
  if (typeof metadata !== "object" || metadata === null) return [];
  const { namespace, name, annotations } = metadata as Part;
  const home = `system:serviceaccount:${String(namespace)}:`;
  if (object.type === ACCOUNT) {
    const client = isUnknown(annotations) ? annotations : (annotations as Part | undefined)?.[CLIENT];
    const whose = `${home}${String(name)}`;
    return client === undefined ? [] : [{ by: object, client, allowed: lent.get(whose) ?? [], whose }];
  }
  const client = walk(object.inputs, "spec.parameters.clientID");
  if (client.kind === "absent") return [];
  const allowed = [...lent].flatMap(([subject, names]) => (subject.startsWith(home) ? names : []));
  return [{ by: object, client: client.kind === "given" ? client.value : undefined, allowed, whose: `${home}*` }];
}

/** The users that a job makes in a database, each with the identity that it is named after. */
function namedByJob(job: RegisteredResource, { names }: Identities): readonly Named[] {
  const found = programOf(job, "spec.template.spec.containers");
  if (found?.program !== "principals") return [];
  const users = jsonList(found.variables.get("PRINCIPALS")) ?? [];
  // Whether a user may be there at all, by its name, the rule about users of databases tells.
  return users
    .filter(({ name }) => names.has(String(name)))
    .map(({ name, id }) => ({
      by: job,
      client: id,
      allowed: [String(name)],
      whose: `the database user ${String(name)}`,
    }));
}

function judgeNamed({ by, client, allowed, whose }: Named, identities: Identities, isUnion: boolean): Outcome {
  const question = `whether ${whose} has an identity of its own`;
  if (!isUnion) return needsUnion(question, by);
  if (typeof client !== "string" || isUnknown(client)) {
    return undetermined(`${question} is not known before the update`, by);
  }
  const name = identities.byClient.get(client.toLowerCase());
  if (name !== undefined && allowed.includes(name)) return compliant(`${whose} is ${name}`, by);
  // An identity that is about to be made has no id that anything could be compared with.
  if (allowed.some((one) => identities.open.has(one)))
    return compliant(`the identity of ${whose} is about to be made`, by);
  const wanted = [...new Set(allowed)].join(" or ") || "no identity";
  return violation(
    `${whose} has the client id of ${name ?? `nobody on the platform (${said(client)})`}; it has to be that of ${wanted}`,
    by,
  );
}

/** Whether whoever names an identity by its client id names the one that is lent to it. */
export function judgeNamedIdentities(resources: ResourceSet): readonly Outcome[] {
  const identities = identitiesOf(resources);
  const named = [
    ...resources.ofType(ACCOUNT, CERTIFICATE).flatMap((one) => namedByObject(one, identities)),
    ...resources.ofType(JOB).flatMap((one) => namedByJob(one, identities)),
  ];
  return named.map((one) => judgeNamed(one, identities, resources.isUnion));
}
