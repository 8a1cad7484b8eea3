import { flagAt } from "../../models/read-body";
import type { ClusterView } from "../kinds/kind-rules";
import { kindsOf, type CustomDefinition } from "../schema/custom-definition";
import type { FieldTypes, KindSchema } from "../schema/field-schema";
import builtIn from "../schema/data/built-in.json";
import custom from "../schema/data/custom.json";

const builtInKinds = builtIn.kinds as readonly KindSchema[];
const addOnKinds = custom as unknown as readonly KindSchema[];

/** Types that the schemas of all kinds refer to. */
export const fieldTypes = builtIn.types as unknown as FieldTypes;

/**
 * The kind with this name and version, where the cluster serves it: those of Kubernetes itself, those that come with
 * what AKS has been told to install, and those that somebody has defined in the cluster.
 */
export function servedKind(apiVersion: string, kind: string, view: ClusterView): KindSchema | undefined {
  const is = (each: KindSchema): boolean => each.kind === kind && apiVersionOf(each) === apiVersion;
  const defined = view
    .list("apiextensions.k8s.io/CustomResourceDefinition")
    .flatMap((definition) => kindsOf(definition as unknown as CustomDefinition));
  return builtInKinds.find(is) ?? defined.find(is) ?? addOnsOf(view).find(is);
}

export function apiVersionOf({ group, version }: KindSchema): string {
  return group === "" ? version : `${group}/${version}`;
}

/** The one add-on whose kinds are known brings those of the secrets store. */
function addOnsOf(view: ClusterView): readonly KindSchema[] {
  return flagAt(view.body, "properties.addonProfiles.azureKeyvaultSecretsProvider.enabled") === true ? addOnKinds : [];
}
