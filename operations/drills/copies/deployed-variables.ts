import type { ClusterObject } from "../../../drills/cloud";
import { cronJobNamed } from "../../../drills/copy-jobs";

interface CronJobSpec {
  readonly jobTemplate?: {
    readonly spec?: {
      readonly template?: {
        readonly spec?: {
          readonly containers?: readonly {
            readonly env?: readonly { readonly name: string; readonly value?: string }[];
          }[];
        };
      };
    };
  };
}

/**
 * The variables that the program of a deployed CronJob finds.
 *
 * @throws Error where there is no such CronJob
 */
export function deployedVariables(objects: readonly ClusterObject[], name: string): Readonly<Record<string, string>> {
  const job = cronJobNamed(objects, name);
  if (job === undefined) throw new Error(`no CronJob ${name} is deployed`);
  const [container] = (job.spec as CronJobSpec | undefined)?.jobTemplate?.spec?.template?.spec?.containers ?? [];
  return Object.fromEntries(
    (container?.env ?? []).flatMap(({ name: key, value }) => (value === undefined ? [] : [[key, value]])),
  );
}
