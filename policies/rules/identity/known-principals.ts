import { walk } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import type { ResourceSet } from "../../resources/resource-set";
import type { ResourceTypeName } from "../../../azure/resource-types";

/** Where Azure says which principal a resource has, by type. Source: outputs in @pulumi/azure-native 3.28.0. */
const PRINCIPALS: Readonly<Partial<Record<ResourceTypeName, readonly string[]>>> = {
  "managedidentity:UserAssignedIdentity": ["principalId", "clientId"],
  "dataprotection:BackupVault": ["identity.principalId"],
  "kubernetesconfiguration:Extension": ["aksAssignedIdentity.principalId"],
  "containerservice:ManagedCluster": ["identity.principalId", "identityProfile.kubeletidentity.objectId"],
  "authorization:PolicyAssignment": ["identity.principalId"],
};

/** The ids of one resource as far as Azure has given them out, in lower case. */
function principalsOf({ type, outputs }: RegisteredResource): readonly string[] {
  return (PRINCIPALS[type as ResourceTypeName] ?? []).flatMap((path) => {
    const reading = walk(outputs, path);
    return reading.kind === "given" ? [String(reading.value).toLowerCase()] : [];
  });
}

/** The ids of everything that may sign in as a part of the platform, as far as Azure has given them out. */
export function knownPrincipals(resources: ResourceSet): ReadonlySet<string> {
  return new Set(
    (Object.keys(PRINCIPALS) as ResourceTypeName[]).flatMap((type) => resources.ofType(type).flatMap(principalsOf)),
  );
}

/** Whether an input comes from something of the platform whose id is not known here, so that nobody can compare it. */
export function comesFromOpen(resource: RegisteredResource, property: string, resources: ResourceSet): boolean {
  const sources = (resource.propertyDependencies[property] ?? []).flatMap((urn) => resources.withUrn(urn) ?? []);
  return sources.some((one) => Object.hasOwn(PRINCIPALS, one.type) && principalsOf(one).length === 0);
}
