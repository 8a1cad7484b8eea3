import { creationTrace } from "../creation-trace";
import { askEngine } from "../engine/run-engine";
import { recoverStack } from "../engine/recover-stack";
import { callIn, localStack, type Session } from "../session";
import { operate, stackNames, stackResources } from "../stack-operations";
import { stacksIn } from "./bring-up";
import { whenFree } from "./when-free";

/**
 * Writes the state when a destruction ends and not after each step, which is most of what it costs. One that is killed
 * begins again: to delete what is not there succeeds.
 */
const stateAtTheEnd = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" } as const;

/**
 * Removes all stacks of a platform with their data from a local cloud that is a drill's own, the last layer first. What
 * has no order is done for all of them at the same time.
 */
export async function removeStacks(session: Session, platform: string, say: (text: string) => void): Promise<void> {
  const existing = await stackNames(session);
  const stacks = [...stacksIn(session, platform)].reverse().filter((name) => existing.has(name));
  await Promise.all(stacks.map((stack) => whenFree(() => giveUp(session, stack), say)));
  const quick = { ...session, variables: { ...session.variables, ...stateAtTheEnd } };
  for (const stack of stacks) {
    say(`  ${stack} …`);
    await operate(quick, { verb: "destroy", stack, display: "none", arguments: ["--yes", "--skip-preview"] });
  }
  await Promise.all(stacks.map((stack) => forget(session, stack)));
}

/** Puts a state right after a killed run, and protects nothing in it any more. */
async function giveUp(session: Session, stack: string): Promise<void> {
  const call = callIn(session);
  await recoverStack(localStack(session, stack), call, creationTrace);
  await askEngine({ ...call, arguments: ["state", "unprotect", "--all", "--yes", "-s", stack] });
}

/** Removes a state in which nothing is left; one with something left stays, and is told of. */
async function forget(session: Session, stack: string): Promise<void> {
  const left = (await stackResources(session, stack)).filter(
    ({ custom, type }) => custom === true && !type.startsWith("pulumi:"),
  );
  if (left.length === 0) await askEngine({ ...callIn(session), arguments: ["stack", "rm", stack, "--yes"] });
}
