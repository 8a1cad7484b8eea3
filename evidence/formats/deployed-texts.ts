import { losesProtected } from "../verdict/compare-verdicts";
import type { DeployedChange, DeployedStack } from "../verdict/deployed-change";
import { countsText, stepText } from "./change-texts";
import { code, fenced, folded, listed } from "./markdown-pieces";

/** How a stack stands, on one line: `2 update`, `not deployed yet`, `undetermined: …`. */
export function deployedText({ standing, because = "", steps }: DeployedStack): string {
  switch (standing) {
    case "previewed":
      return steps.length === 0 ? "unchanged" : countsText(steps);
    case "not deployed yet":
      return standing;
    case "refused":
    case "undetermined":
      return `${standing}: ${firstLine(because)}`;
  }
}

const firstLine = (text: string): string => text.trim().split("\n")[0] ?? "";

/** What would happen to what is really there, as Markdown; what would lose data stands before everything else. */
export function deployedSections({ environment, stacks }: DeployedChange): readonly string[] {
  const steps = stacks.flatMap((one) => one.steps);
  const told = stacks.filter(({ standing }) => standing === "refused" || standing === "undetermined");
  const reasons = [...new Set(told.map(({ because = "" }) => because))];
  const lines = stacks.map((one) => `${code(one.stack)}: ${deployedText(one)}`);
  return [
    ...listed(`🛑 Protected data that would go in ${environment}`, steps.filter(losesProtected).map(stepText)),
    `**In ${environment}, as it is now:** ${steps.length === 0 ? "no step" : countsText(steps)}${openText(stacks)}.`,
    ...folded("By stack", lines),
    ...reasons.map((reason) => fenced(reason.trim())),
    ...(steps.length === 0 ? [] : folded(`All ${steps.length} resources that change there`, steps.map(stepText))),
  ];
}

/** `; 2 stacks not deployed yet; 1 stack undetermined` */
function openText(stacks: readonly DeployedStack[]): string {
  return (["refused", "undetermined", "not deployed yet"] as const)
    .flatMap((standing) => {
      const count = stacks.filter((one) => one.standing === standing).length;
      return count === 0 ? [] : [`; ${count} stack${count === 1 ? "" : "s"} ${standing}`];
    })
    .join("");
}
