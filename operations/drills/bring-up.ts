import type { BroughtUp } from "../../drills/program";
import { creationTrace } from "../creation-trace";
import { recoverStack } from "../engine/recover-stack";
import { planFor } from "../plan-for";
import { callIn, localStack, type Session } from "../session";
import { createStack, operate, stackNames } from "../stack-operations";
import { stacksOf } from "../stacks-of";
import { whenFree } from "./when-free";

/** Names of a platform's stacks, in the order in which they come up. */
export function stacksIn(session: Session, platform: string): readonly string[] {
  const plan = planFor(session.projectFolder, { platform, environment: session.environment });
  return stacksOf(plan).map(({ name }) => name);
}

/**
 * Brings all stacks of a platform up without asking and without a preview: a drill measures what the program does, and
 * the rules judge it when it is there.
 */
export async function bringUp(session: Session, platform: string, say: (text: string) => void): Promise<BroughtUp> {
  const existing = await stackNames(session);
  const stacks: { name: string; created: number; updated: number }[] = [];
  const names = stacksIn(session, platform);
  await Promise.all(names.filter((name) => !existing.has(name)).map((name) => createStack(session, name)));
  for (const [index, name] of names.entries()) {
    say(`  ${name} (${index + 1} of ${names.length}) …`);
    await whenFree(() => recoverStack(localStack(session, name), callIn(session), creationTrace), say);
    const { changes } = await operate(session, {
      verb: "up",
      stack: name,
      arguments: ["--yes", "--skip-preview"],
      display: "none",
    });
    stacks.push({ name, created: changes["create"] ?? 0, updated: changes["update"] ?? 0 });
  }
  return { stacks };
}
