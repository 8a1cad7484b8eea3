import { UNKNOWN, known, type PropertyMap } from "../../provider/property-value";
import type { ResourceRequest } from "../../provider/provider-instance";
import type { ApiError } from "../cluster/api-problem";
import { nameOf, namespaceOf, textAt, type KubeObject } from "../cluster/kube-object";
import { metadataOf } from "./object-name";
import { objectInputs, objectProperties } from "./object-properties";

/** Inputs as an object, or undefined where a part of them is not known yet. */
export function knownObject(inputs: PropertyMap): KubeObject | undefined {
  return known(objectInputs(inputs)) as KubeObject | undefined;
}

/** What the user is told of a refusal, in the real provider's words. */
export function refusalText(
  { urn }: ResourceRequest,
  mode: "create" | "update",
  { message, reason }: ApiError,
): string {
  const hint = reason === "NoMatch" ? "Verify that any required CRDs have been created: " : "";
  return mode === "create"
    ? `resource "${urn}" was not successfully created by the Kubernetes API server: ${hint}${message}`
    : `update of resource "${urn}" failed: ${hint}${message}`;
}

/** The id of an object: namespace and name. */
export function idOf(object: KubeObject): string {
  return namespaceOf(object) === "" ? nameOf(object) : `${namespaceOf(object)}/${nameOf(object)}`;
}

/** What is recorded of an object. */
export function outputsOf(object: KubeObject, inputs: PropertyMap, manager: string): PropertyMap {
  return {
    ...objectProperties(object),
    __inputs: inputs,
    __initialApiVersion: textAt(object, "apiVersion") ?? "",
    __fieldManager: manager,
  };
}

/** A dry run chooses what the real one may choose differently. */
export function withoutChosen(outputs: PropertyMap, inputs: PropertyMap): PropertyMap {
  const metadata: PropertyMap = {
    ...metadataOf(outputs),
    creationTimestamp: UNKNOWN,
    resourceVersion: UNKNOWN,
    uid: UNKNOWN,
  };
  const chosen = outputs["kind"] === "Service" || outputs["kind"] === "Job";
  return { ...outputs, metadata, ...(chosen && inputs["spec"] !== undefined && { spec: inputs["spec"] }) };
}
