import type { PolicyReport } from "../../policies/framework/report";
import { CommandFailure } from "../command-failure";
import { brokenText } from "./findings-text";

/** @throws CommandFailure with everything that is not kept and not waived */
export function requireRules(report: PolicyReport): void {
  const lines = brokenText(report);
  if (lines.length === 0) return;
  const where = `What a rule is about: docs/rules. Exceptions: stacks/waivers/${report.sold.agreement.platform}.yaml`;
  throw new CommandFailure([...lines, where].join("\n"));
}
