import type { Environment } from "../azure/names/codes";
import type { Context } from "./context";
import { shellExports } from "./engine/engine-environment";
import { exitStatus, type ExitStatus } from "./exit-status";
import { openSession } from "./session";

/** `deltawerk env`: lines for `eval` that make plain `pulumi` work on an environment's stacks. */
export async function env(
  context: Context,
  options: { readonly environment: Environment; readonly json: boolean },
): Promise<ExitStatus> {
  const { variables } = await openSession(context.projectFolder, options.environment, context.note);
  context.print(options.json ? JSON.stringify(variables, undefined, 2) : shellExports(variables).trimEnd());
  return exitStatus.done;
}
