import type { Image } from "../../components/workload/workload-args";
import type { ImagePlan } from "../plan/workload-plan";
import type { WorkloadArgs } from "./workload-cluster";

/** A planned image as the platform's registry has it. */
export function imageOf({ platform }: Pick<WorkloadArgs, "platform">, image: ImagePlan): Image {
  return { ...image, registry: platform.registry.loginServer };
}
