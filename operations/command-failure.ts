import { exitStatus, type ExitStatus } from "./exit-status";

/** Something that the user can act on: shown as its text, without a stack trace. */
export class CommandFailure extends Error {
  override readonly name = "CommandFailure";

  constructor(
    message: string,
    readonly status: ExitStatus = exitStatus.failed,
  ) {
    super(message);
  }
}

/** Whether somebody stopped what was going on: nothing that would come after it is wanted. */
export function isInterruption(error: unknown): boolean {
  return error instanceof CommandFailure && error.status === exitStatus.interrupted;
}
