import { written } from "../cluster/kube-object";
import type { PropertyMap } from "../../provider/property-value";
import { fieldTypes, servedKind } from "../cluster/served-kinds";
import type { ClusterView } from "../kinds/kind-rules";
import { fieldProblems } from "../schema/field-check";
import { kindOfToken } from "./kind-token";

interface Failure {
  readonly property: string;
  readonly reason: string;
}

/** Groups that belong to Kubernetes itself although their names have dots; `gateway.networking.k8s.io` is a custom one. */
const ownGroups =
  /^(admissionregistration|apiextensions|apiregistration|auditregistration|authentication|authorization|certificates|coordination|discovery|events|flowcontrol\.apiserver|internal\.apiserver|networking|node|rbac\.authorization|resource|scheduling|settings|storage|storagemigration)\.k8s\.io$/;

/**
 * What is wrong with inputs as far as they are known: kinds that are not modelled, and what strict field validation
 * refuses. A custom kind that the cluster does not serve may be defined by the same program, so it is no failure yet.
 *
 * @param view the cluster, where it can be reached
 */
export function inputFailuresOf(token: string, inputs: PropertyMap, view: ClusterView | undefined): readonly Failure[] {
  const named = kindOfToken(token);
  if (named === undefined) return [unknownKind(token)];
  const { apiVersion, kind } = named;
  const wrong = (["apiVersion", "kind"] as const).filter((key) => inputs[key] !== named[key]);
  if (wrong.length > 0) {
    return wrong.map((key) => ({
      property: key,
      reason: `${key} must be '${named[key]}' for ${token}, not '${written(inputs[key])}'`,
    }));
  }
  if (view === undefined) return [];
  const found = servedKind(apiVersion, kind, view);
  const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
  if (found === undefined) return group.includes(".") && !ownGroups.test(group) ? [] : [unknownKind(token)];
  return fieldProblems(found.schema, inputs, fieldTypes).map(({ path, message }) => ({
    property: path.slice(1).split(/[.[]/)[0] ?? "",
    reason: `${path.slice(1)}: ${message}`,
  }));
}

function unknownKind(token: string): Failure {
  return { property: "", reason: `the local cloud does not know the resource type '${token}' yet` };
}
