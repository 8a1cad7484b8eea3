import type { EngineEvent } from "@pulumi/pulumi/automation/events";
import { CommandFailure } from "./command-failure";

/** The engine could not do what it was asked to, and says why. */
export class OperationFailure extends CommandFailure {
  constructor(
    message: string,
    /** What it reported up to then. */
    readonly events: readonly EngineEvent[],
    /** In its own words, without colours. */
    readonly errors: readonly string[],
    /** Whether it was asked to stop because its time was over: whom it worked on does not answer. */
    readonly timedOut = false,
  ) {
    super(message);
  }
}

/** Whether an operation did not end in its time, and only that is wrong. */
export function isTimedOut(error: unknown): error is OperationFailure {
  return error instanceof OperationFailure && error.timedOut;
}
