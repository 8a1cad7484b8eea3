import { documentsIn } from "../agreement/load-platform";
import type { Context } from "./context";
import { doctorChecks } from "./engine/doctor-checks";
import { exitStatus, type ExitStatus } from "./exit-status";
import { localFolderOf } from "./session";
import { thisMachine, workloadAccess } from "./workload-access";

/** `deltawerk doctor`: what is there, what is missing and how to get it. Fails where something is missing. */
export async function doctor(context: Context, options: { readonly json: boolean }): Promise<ExitStatus> {
  const { projectFolder } = context;
  const checks = [
    ...(await doctorChecks({ projectFolder, localFolder: localFolderOf(projectFolder) })),
    ...workloadAccess(documentsIn(projectFolder), thisMachine()),
  ];
  if (options.json) context.print(JSON.stringify(checks, undefined, 2));
  else {
    for (const { status, what, howToGet } of checks) {
      context.print(`${status.padEnd(8)} ${what}`);
      if (howToGet !== undefined) context.print(`         → ${howToGet}`);
    }
  }
  return checks.some(({ status }) => status === "missing") ? exitStatus.failed : exitStatus.done;
}
