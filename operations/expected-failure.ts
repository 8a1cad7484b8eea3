import { InvalidInputError } from "../azure/invalid-input";
import { CommandFailure } from "./command-failure";

/** Failures of tools and of the local cloud, by name: their classes are loaded by the few commands that need them. */
const NAMES: ReadonlySet<string> = new Set(["GoBuildError", "EngineError", "SimulatorError", "StackLockedError"]);

/** Whether the text of a failure is written for the user. What is not is a fault of this program. */
export function isExpectedFailure(error: unknown): error is Error {
  return (
    error instanceof CommandFailure ||
    error instanceof InvalidInputError ||
    (error instanceof Error && NAMES.has(error.name))
  );
}
