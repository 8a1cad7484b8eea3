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
  ) {
    super(message);
  }
}
