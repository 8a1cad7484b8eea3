import type { JudgedType } from "../../resources/judged-type";
import type { RegisteredResource } from "../../resources/registered-resource";

/** Objects that make pods. */
export const WORKLOAD_TYPES = [
  "kubernetes:apps/v1:Deployment",
  "kubernetes:batch/v1:CronJob",
  "kubernetes:batch/v1:Job",
] as const satisfies readonly JudgedType[];

/** Where the pods of an object stand in its inputs. */
export function podSpecOf({ type }: Pick<RegisteredResource, "type">): string {
  return type === "kubernetes:batch/v1:CronJob" ? "spec.jobTemplate.spec.template.spec" : "spec.template.spec";
}
