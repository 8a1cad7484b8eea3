import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { listOf, read } from "../../resources/reading";
import { isUnknown, UNKNOWN } from "../../resources/unknown";
import { podSpecOf, WORKLOAD_TYPES } from "./pod-specs";

/** An image by the hash of what is in it. Source: OCI distribution specification, digests of manifests (2026-11). */
const BY_DIGEST = /@sha256:[0-9a-f]{64}$/;

const image = `registry.azurecr.io/app@sha256:${"0".repeat(64)}`;
const deployment = (containers: unknown) =>
  one("kubernetes:apps/v1:Deployment", { spec: { template: { spec: { containers } } } });

export const rule = propertyRule({
  id: "workload-image-pinned",
  title: "What runs in a cluster is named by the hash of its image",
  why: "A tag can be moved to another program, which then runs without anybody having reviewed it.",
  severity: "high",
  concern: "security",
  clauses: [],
  remediation: "Name the image by its digest: registry/repository@sha256:….",
  types: WORKLOAD_TYPES,
  judge: (resource) => {
    const pods = podSpecOf(resource);
    if (read(resource, `${pods}.containers`).kind === "unknown") {
      return [undetermined("its containers are not known before the update", resource)];
    }
    const containers = [...listOf(resource, `${pods}.initContainers`), ...listOf(resource, `${pods}.containers`)];
    if (containers.length === 0) return [violation("it has no containers whose images could be checked", resource)];
    return containers.map(({ name, image: given }) => {
      const label = `the image of container ${String(name)}`;
      if (isUnknown(given)) return undetermined(`${label} is not known before the update`, resource);
      if (typeof given !== "string") return violation(`${label} is absent; it has to be named by digest`, resource);
      return BY_DIGEST.test(given)
        ? compliant(`${label} is named by digest`, resource)
        : violation(`${label} is "${given}"; it has to be named by digest`, resource);
    });
  },
  cases: {
    pass: { given: deployment([{ name: "app", image }]), says: ["the image of container app is named by digest"] },
    fail: {
      given: deployment([{ name: "app", image: "registry.azurecr.io/app:latest" }]),
      says: ['the image of container app is "registry.azurecr.io/app:latest"; it has to be named by digest'],
    },
    absent: {
      given: deployment([{ name: "app" }]),
      says: ["the image of container app is absent; it has to be named by digest"],
    },
    unknown: {
      given: deployment([{ name: "app", image: UNKNOWN }]),
      says: ["the image of container app is not known before the update"],
    },
    notApplicable: otherType(...WORKLOAD_TYPES),
  },
  sabotage: [
    {
      what: "runs an application by a tag",
      type: "kubernetes:apps/v1:Deployment",
      edit: (inputs) => JSON.parse(JSON.stringify(inputs).replace(/@sha256:[0-9a-f]{64}/, ":latest")) as typeof inputs,
    },
    {
      what: "runs a job by a tag",
      type: "kubernetes:batch/v1:CronJob",
      edit: (inputs) => JSON.parse(JSON.stringify(inputs).replace(/@sha256:[0-9a-f]{64}/, ":1.0")) as typeof inputs,
    },
  ],
});
