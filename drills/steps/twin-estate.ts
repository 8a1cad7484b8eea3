import { Estate } from "../estate";
import type { StepContext, Subject } from "../scenario";

/** @throws Error where the drill makes no second data centre */
export function twinOf({ twin: second }: Subject): NonNullable<Subject["twin"]> {
  if (second === undefined) throw new Error("the drill has no plan of the second data centre");
  return second;
}

/** What of the second data centre is in the cloud. */
export async function twinEstate(context: StepContext): Promise<Estate> {
  return new Estate(twinOf(context.subject).plan, await context.cloud.resources());
}
