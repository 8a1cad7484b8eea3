import { parseName } from "../../../azure/names/resource-name";
import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { listOf, read } from "../../resources/reading";
import { isUnknown, UNKNOWN } from "../../resources/unknown";
import { isProgram } from "../backup/cron-job-example";
import { podSpecOf, WORKLOAD_TYPES } from "./pod-specs";

/** Ending of the names of Azure's registries (Microsoft Learn, azure/container-registry/container-registry-concepts, 2025). */
const AZURE = ".azurecr.io";

/** Whether an image is the wanted one; that it is named by its digest at all another rule tells. */
function isImage(given: string, wanted: string): boolean {
  const repository = (image: string): string => image.replace(/[@:].*$/, "");
  return given.includes("@") ? given === wanted : repository(given) === repository(wanted);
}

const deployment = (image: unknown) =>
  one("kubernetes:apps/v1:Deployment", { spec: { template: { spec: { containers: [{ name: "app", image }] } } } });
const digest = `sha256:${"0".repeat(64)}`;

/** The image of another program. */
const STRANGE = `jobs/restore@${digest}`;

const from = (registry: string) => (inputs: Readonly<Record<string, unknown>>) =>
  JSON.parse(JSON.stringify(inputs).replace(/"image":"[^/"]+\//, `"image":"${registry}/`)) as typeof inputs;

export const rule = propertyRule({
  id: "workload-image-origin",
  title: "What runs in a cluster comes from the platform's own registry, and each program from its own image",
  why: "An image from elsewhere is scanned by nobody, and is gone when its owner takes it away; another program's image would get this one's rights.",
  severity: "high",
  concern: "security",
  clauses: [],
  remediation:
    "Bring the image into the registry of the platform and this environment, and name it with its digest in the environment's document.",
  types: WORKLOAD_TYPES,
  judge: (resource, { agreement, environment, images }) => {
    const pods = podSpecOf(resource);
    if (read(resource, `${pods}.containers`).kind === "unknown") {
      return [undetermined("its containers are not known before the update", resource)];
    }
    const containers = [...listOf(resource, `${pods}.initContainers`), ...listOf(resource, `${pods}.containers`)];
    return containers.map(({ name, image }) => {
      const label = `the image of container ${String(name)}`;
      if (isUnknown(image)) return undetermined(`where ${label} comes from is not known before the update`, resource);
      const text = typeof image === "string" ? image : "";
      const host = text.includes("/") ? text.slice(0, text.indexOf("/")) : "";
      const registry = host.endsWith(AZURE)
        ? parseName("containerregistry:Registry", host.slice(0, -AZURE.length))
        : undefined;
      if (registry?.platform !== agreement.platform || registry.environment !== environment) {
        return violation(
          `${label} comes from ${host === "" ? "no registry that it names" : host}, which is not the registry of ${agreement.platform} in ${environment}`,
          resource,
        );
      }
      const wanted = images?.[String(name)];
      const given = text.slice(host.length + 1);
      return wanted === undefined || isImage(given, wanted)
        ? compliant(`${label} comes from ${host}`, resource)
        : violation(`${label} is ${given}; the environment's document has ${wanted} for it`, resource);
    });
  },
  cases: {
    pass: {
      given: deployment(`crsolnoereg52sf.azurecr.io/app@${digest}`),
      says: ["the image of container app comes from crsolnoereg52sf.azurecr.io"],
    },
    fail: {
      given: deployment(`docker.io/app@${digest}`),
      says: ["the image of container app comes from docker.io, which is not the registry of superoffice in local"],
    },
    absent: {
      given: deployment(undefined),
      says: [
        "the image of container app comes from no registry that it names, which is not the registry of superoffice in local",
      ],
    },
    unknown: {
      given: deployment(UNKNOWN),
      says: ["where the image of container app comes from is not known before the update"],
    },
    notApplicable: otherType(...WORKLOAD_TYPES),
  },
  sabotage: [
    {
      what: "runs a program of strangers for a tenant",
      type: "kubernetes:apps/v1:Deployment",
      edit: from("docker.io"),
    },
    {
      what: "makes copies with the program that restores",
      ...isProgram("export"),
      edit: (inputs) =>
        JSON.parse(JSON.stringify(inputs).replace(/jobs\/export@sha256:[0-9a-f]+/, STRANGE)) as typeof inputs,
    },
    {
      what: "runs another release of a tenant's program than was agreed on",
      type: "kubernetes:apps/v1:Deployment",
      edit: (inputs) =>
        JSON.parse(JSON.stringify(inputs).replace(/@sha256:[0-9a-f]{64}/, `@${digest}`)) as typeof inputs,
    },
    { what: "runs a job of strangers", type: "kubernetes:batch/v1:CronJob", edit: from("crother.azurecr.io") },
  ],
});
